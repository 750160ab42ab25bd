"""One parsed sentence -> its attributions: which words of it say who said what.

Offsets are characters of the sentence as parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.statements import clauses
from index.statements.clauses import overlap, stripped
from index.statements.cues import CLAUSE, NOUNS, QUOTATION_ONLY, RETOLD, UTTERING, VERBS, words
from index.statements.syntax import text_of

if TYPE_CHECKING:
    from index.statements.syntax import Doc, Token

_NO_SPEAKERS = words("i we you me us this that there what")
_NO_OWNERS = _NO_SPEAKERS | words("my our your")
_JOINT = re.compile(r"[\s,:;–—-]*(?:that)?[\s,:;–—-]*")
_ANOTHER = re.compile(r",?\"? (?:and|but|or)(?: then| that| still| also| to| as)* ")
_BREAK = re.compile(r"[;:.?!]\s|[\"“”]|^and\b")
_TAIL = re.compile(
    r",(\"? )(?:while|although|though)\b|, (?:even as(?! an?\b)|whereas)\b|"
    r",(\" )(?:[a-z]+ing|when|as|before|after|but|part)\b|; (?!that\b)"
)
_CONJUNCTION = re.compile(r"(?:,|,? (?:and|but|while)) *(?:(?:also|later|then|even|again|has|have|had|is|was|are) )*$")


class Source(NamedTuple):
    """Who speaks: the words that name them; what "who" stands for, else the same; the names in it, the head first."""

    mention: Span
    noun: Span
    names: list[Span]


@dataclass
class Attribution:
    """One attribution: `clause` holds the words that only attribute, `how` what kind of words the content is.

    tag: the cue's part of speech; shared: its subject belongs to another verb; retold: it is a statement even where
    it is part of what somebody else says.
    """

    cue: Span
    clause: Span
    source: Source | None
    content: list[Span]
    how: str
    tag: str = ""
    shared: bool = False
    retold: bool = False


def attributions(doc: Doc, quoted: list[Span]) -> list[Attribution]:
    """The attributions of a sentence, given where it has quotations (with their marks).

    One without content may introduce what follows: "Roe said:".
    """
    found = [a for a in (_attribution(token, quoted) for token in doc) if a]
    _give_loose_quotations(found, quoted, doc)
    introduces = text_of(doc).rstrip().endswith(":")
    found = [a for a in found if a.content or (a.source and (introduces or a.tag in ("VBD", "VBZ")))]
    for attribution in found:
        _cut_at(attribution, found, text_of(doc))
    return [a for a in found if a.retold or not _nested(a, found)]


def _attribution(token: Token, quoted: list[Span]) -> Attribution | None:
    word = token.lower_
    if word == "according":
        return _according(token)
    if word in VERBS and (token.tag_[0] == "V" or clauses.has_subject(token)):
        return _verbal(token, quoted)
    if word in NOUNS and token.tag_[0] == "N":
        return _nominal(token)
    return None


def _verbal(verb: Token, quoted: list[Span]) -> Attribution | None:
    name, takes = VERBS[verb.lower_]
    subject = clauses.subject(verb)
    noun = subject.noun
    if clauses.is_denied(verb) or (noun is None and verb.tag_ == "VBN" and not subject.passive):
        return None
    if noun is not None and noun.lower_ in _NO_SPEAKERS and subject.antecedent is None:
        return None
    asserts = clauses.asserts(verb)
    said = clauses.said_passively(verb) if subject.passive else clauses.said(verb, takes if asserts else CLAUSE)
    clause = clauses.attributing(verb, noun, [] if said.how == "topic" else said.spans, quoted)
    if beside := _beside(verb, clause, said.spans, quoted):
        opening = _opening(verb, noun, clause, beside)
        said = _joined(text_of(verb.doc), said.spans + opening, beside, clause)
    elif not said.spans or said.how == "topic":
        elsewhere = _elsewhere(verb, subject, clause, quoted)
        said = elsewhere if elsewhere.spans else said
    if name in QUOTATION_ONLY and said.how != "quoted":
        said = clauses.NOTHING
    found = Attribution(_word(verb), clause, _source(noun, subject.antecedent), [], said.how, verb.tag_)
    text = text_of(verb.doc)
    parts = [p for s in _in_brackets(text, clause, said.spans) for p in _without_cue(verb, s, clause)]
    found.content = [_without_tail(text, p) if p.start > verb.idx else p for p in parts]
    found.shared = not clauses.has_subject(verb)
    found.retold = name in RETOLD and said.how in ("clause", "quoted", "behind") and not found.shared
    return found


def _in_brackets(text: str, clause: Span, said: list[Span]) -> list[Span]:
    """What of the words stands in the brackets around an attributing clause, if any: "(it was late, Roe said)"."""
    opened, closed = text.rfind("(", 0, clause.start), text.find(")", clause.end)
    if closed < 0 or opened <= text.rfind(")", 0, clause.start):
        return said
    inside = (Span(max(start, opened + 1), min(end, closed)) for start, end in said)
    return [span for span in inside if span.start < span.end]


def _elsewhere(verb: Token, subject: clauses.Subject, clause: Span, quoted: list[Span]) -> clauses.Said:
    """What is said where the verb's own clause does not give it: around it, or behind it."""
    if subject.noun is None or not (clauses.asserts(verb) or VERBS[verb.lower_][0] == "tell"):
        return clauses.NOTHING
    if subject.passive:
        return clauses.said_around(verb, clause) if clauses.is_as(verb) else clauses.NOTHING
    around = clauses.said_around(verb, clause)
    return around if around.spans else clauses.said_behind(verb, quoted)


def _according(token: Token) -> Attribution | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    noun = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or noun is None:
        return None
    clause = clauses.reach(token, noun.right_edge)
    head = token.head
    apart = token.i == 0 or token.doc[token.i - 1].text == ","
    while head.head != head and (apart or head.tag_[0] not in "VM"):
        head = head.head
    text = text_of(token.doc)
    parts = clauses.without(text, clauses.reach(head.left_edge, head.right_edge), clause)
    content = _in_brackets(text, clause, parts)
    return Attribution(clauses.reach(token, to), clause, _source(noun, None), content, "according", retold=True)


def _nominal(noun: Token) -> Attribution | None:
    """ "Ms. Roe's claim that the dam was safe", "a report by the Gazette that ...", "Ms. Roe's claim is that ..."."""
    owner = _owner(noun)
    says = [noun, noun.head] if noun.dep_ == "nsubj" and noun.head.lower_ in ("is", "was") else [noun]
    kinds = ("acl", "ccomp", "relcl")
    rights = [c for one in says for c in one.rights if c.dep_ in kinds and c.left_edge.tag_ != "WDT"]
    said = next((c for c in rights if c.left_edge.lower_ in ("that", "to")), None)
    if said is None or owner is None or owner.lower_ in _NO_OWNERS:
        return None
    content = clauses.reach(said.left_edge, said.right_edge)
    return Attribution(_word(noun), _word(noun), _source(owner, None), [content], "noun", retold=True)


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "Ms. Roe's claim", "a claim by Ms. Roe", "Ms. Roe made the claim"."""
    if own := next((c for c in noun.lefts if c.dep_ == "poss"), None):
        return own
    by = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    if by is not None:
        return next((c for c in by.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lower_ in UTTERING and not clauses.is_denied(noun.head):
        return clauses.subject(noun.head).noun
    return None


def _source(noun: Token | None, antecedent: Token | None) -> Source | None:
    if noun is None:
        return None
    head = antecedent if antecedent is not None else noun
    names = [_word(head)] if head.tag_.startswith("NNP") else []
    names += [_word(c) for c in head.children if c.dep_ == "appos"][:1]
    return Source(clauses.noun_reach(noun), clauses.noun_reach(head), names)


def _beside(verb: Token, clause: Span, said: list[Span], quoted: list[Span]) -> list[Span]:
    """The quotations with only commas, colons or "that" between them and the attributing clause."""
    text = text_of(verb.doc)
    if any(q.start <= verb.idx < q.end for q in quoted):
        return []
    # "..., adding that ..." gives what follows it.
    follows = verb.tag_ == "VBG" and any(s.start >= clause.end for s in said)
    before = [
        q
        for q in quoted
        if not follows
        and _JOINT.fullmatch(text, q.end, clause.start)
        and (text[: q.start].rstrip()[-1:] in ("", *',:;.?!"–—-') or any(overlap(q, s) for s in said))
    ]
    after = [q for q in quoted if q.start >= clause.end and _JOINT.fullmatch(text, clause.end, q.start)]
    if after and before and text[before[-1].end - 2] == ".":
        return after  # another's words: "To which Ms. Roe said, ..."
    return before + after


def _opening(verb: Token, noun: Token | None, clause: Span, beside: list[Span]) -> list[Span]:
    """ "If it rains, Ms. Roe said, “we stay”": a quotation in small letters ends a sentence begun before the cue."""
    if noun is None or noun.i > verb.i:
        return []
    text, start, quotation = text_of(verb.doc), noun.left_edge.idx, beside[0].start
    ends = text[clause.end : quotation].strip() == "," and text[quotation + 1 : quotation + 2].islower()
    return [stripped(text, Span(0, start))] if ends and text[:start].rstrip().endswith(",") else []


def _joined(text: str, said: list[Span], beside: list[Span], clause: Span) -> clauses.Said:
    """Quotations with the rest of what was said; before a colon, in front of a quotation, stands the author's own."""
    own = any(q.end <= clause.start and text[: q.start].rstrip().endswith(":") for q in beside)
    rest = [s for s in said if not any(q.start <= s.start and s.end <= q.end for q in beside)]
    return clauses.Said(sorted(beside if own else rest + beside), "quoted")


def _without_cue(verb: Token, part: Span, clause: Span) -> list[Span]:
    """ "A plan which Roe said is dead": what Roe said has a hole where the attributing words stand."""
    return clauses.without(text_of(verb.doc), part, clause) if part.start <= verb.idx < part.end else [part]


def _without_tail(text: str, part: Span) -> Span:
    """Without what the author adds behind: "..., while others disagreed"."""
    tail = _TAIL.search(text, part.start + 12, part.end)
    if tail is None:
        return part
    return Span(part.start, tail.start() + (2 if text[tail.start() + 1] == '"' else 0))


def _cut_at(later: Attribution, found: list[Attribution], text: str) -> None:
    """End what others say where a later attribution begins that the parser put into it.

    "Roe said it was late, adding that ..." has one subject and two verbs; in "Roe asked whether it was late, to which
    Poe replied: ..." the answer is no part of the question.
    """
    for earlier in found:
        n = next((n for n, s in enumerate(earlier.content) if s.start < later.clause.start < s.end), None)
        if earlier is later or n is None:
            continue
        start = earlier.content[n].start
        if not later.shared:
            if later.how == "quoted" and text[: later.clause.start].rstrip().endswith(","):
                earlier.content[n:] = [stripped(text, Span(start, later.clause.start))]
        elif earlier.tag in (later.tag, "VBD", "VBZ") and later.tag in (earlier.tag, "VBG"):
            cut = _CONJUNCTION.search(text[: later.cue.start], start)
            if cut:
                earlier.content[n:] = [Span(start, cut.start())]
                later.source = earlier.source


def _nested(inner: Attribution, found: list[Attribution]) -> bool:
    """Whether an attribution stands within what another says."""
    outer = (a for a in found if a is not inner and a.how != "according")
    return any(part.start <= inner.cue.start < part.end for a in outer for part in a.content)


def _give_loose_quotations(found: list[Attribution], quoted: list[Span], doc: Doc) -> None:
    """Give quotations that nobody has yet to those who have said something before them, or to the nearest cue."""
    text = text_of(doc)
    for quotation in quoted:
        taken = [s for a in found for s in [*a.content, *([a.source.mention] if a.source else [])]]
        if any(overlap(quotation, s) for s in taken):
            continue
        before = [a for a in found if a.source and a.cue.end <= quotation.start]
        if goes_on := [a for a in before if _ANOTHER.fullmatch(text, _end(a, quotation), quotation.start)]:
            goes_on[0].content = sorted([*goes_on[0].content, quotation])
        elif before and text[: quotation.start].rstrip().endswith(":"):
            speaker = next((a for a in before if not a.content), before[-1])
            speaker.content, speaker.how = sorted([*speaker.content, quotation]), "quoted"
        elif said := [a for a in before if a.how == "quoted" and text[: quotation.start].endswith(", ")]:
            said[-1].content.append(quotation)
        elif text[quotation.end - 2] in ",?!" and (nearest := _nearest(doc, quotation)):
            same = [a for a in found if a.cue == nearest.cue]
            if not any(a.content for a in same):
                found[:] = [*(a for a in found if a not in same), nearest]


def _end(found: Attribution, quotation: Span) -> int:
    """Where the words of an attribution that stand before a quotation end."""
    return max([found.cue.end, *(s.end for s in [found.clause, *found.content] if s.end <= quotation.start)])


def _nearest(doc: Doc, quotation: Span) -> Attribution | None:
    """The first saying verb behind a quotation, its source read off the words between them, or behind it."""
    verb = next((t for t in doc if t.idx > quotation.end and t.lower_ in VERBS), None)
    if verb is None:
        return None
    between = stripped(text_of(doc), Span(quotation.end, verb.idx))
    if _BREAK.search(text_of(doc)[slice(*between)]):
        return None
    if between.start < between.end:
        noun = next((t for t in reversed(doc[: verb.i]) if t.tag_[:2] in ("NN", "PR")), None)
    else:
        noun = next((t for t in doc[verb.i + 1 : verb.i + 8] if t.tag_[:3] in ("NNP", "PRP")), None)
    source = _source(noun, None)
    if source is None or source.noun.end <= quotation.end:
        return None
    if between.start < between.end:
        source = Source(between, between, source.names)
    return Attribution(_word(verb), _word(verb), source, [quotation], "quoted")


def _word(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))
