"""One parsed sentence -> its attributions: which words of it say who said what.

Offsets are characters of the sentence as parsed.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from index.article import Span
from index.english.lexicon import words
from index.english.people import is_role
from index.english.saying import CLAUSE, CUES, NOUNS, QUOTATION_ONLY, RETOLD, UTTERING, VERBS, VIEWS
from index.statements import clauses, subjects
from index.statements.borders import content_of, cut_at, in_brackets, is_nested
from index.statements.clauses import overlap, stripped
from index.statements.loose import give_inserted, give_quotations
from index.statements.sources import NO_SPEAKERS, Attribution, Source, source_of, speaks_to_all, word
from index.syntax import text_of

if TYPE_CHECKING:
    from index.syntax import Doc, Token

_NO_OWNERS = NO_SPEAKERS | words("my our your")
_EMPTY = words("him her them himself herself itself themselves it this that so today yesterday tomorrow")
"""What is nobody's words: "denied it", "found himself", "said today"."""

_ADDRESSING = words("accuse ask blame challenge press question")
_QUESTIONING = words("ask press question")
_JOINT = re.compile(r"[\s,:;–—-]*(?:that)?[\s,:;–—-]*")
_ASIDE = re.compile(r"(?:after|before|when|while|as|during|in an?) ")


def attributions(doc: Doc, quoted: list[Span]) -> list[Attribution]:
    """The attributions of a sentence, given where it has quotations (with their marks).

    One without content may introduce what follows: "Roe said:".
    """
    cues = [token for token in doc if token.lower_ in CUES]
    found = [a for a in (_attribution(token, quoted) for token in cues) if a]
    give_inserted(found, quoted, cues)
    give_quotations(found, quoted, doc)
    introduces = text_of(doc).rstrip().endswith(":")
    found = [a for a in found if a.content or (a.source and (introduces or a.tag in ("VBD", "VBZ")))]
    for attribution in found:
        cut_at(attribution, found, text_of(doc))
    return [a for a in found if a.retold or not is_nested(a, found)]


def _attribution(token: Token, quoted: list[Span]) -> Attribution | None:
    cue = token.lower_
    if cue == "according":
        return _according(token)
    if cue in VERBS and (token.tag_[0] == "V" or subjects.has_subject(token)):
        return _verbal(token, quoted)
    if cue in NOUNS and token.tag_[0] == "N":
        return _nominal(token)
    return _viewed(token) if cue in VIEWS else None


def _verbal(verb: Token, quoted: list[Span]) -> Attribution | None:
    name, takes = VERBS[verb.lower_]
    subject = subjects.subject(verb)
    noun = subject.noun
    if subjects.is_denied(verb) or (noun is None and verb.tag_ == "VBN" and not subject.passive):
        return None
    if noun is not None and speaks_to_all(noun) and subject.antecedent is None:
        return None
    if noun is not None and noun.lower_ == "i" and any(q.start <= verb.idx < q.end for q in quoted):
        return None  # whoever is quoted tells of what they said
    asserts = subjects.asserts(verb)
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
    content = [part for part in content_of(verb, said, clause) if text_of(verb.doc)[slice(*part)].lower() not in _EMPTY]
    if noun is not None and said.how in ("clause", "topic") and _is_of_what(noun, content):
        return None
    source = source_of(noun, subject.antecedent)
    found = Attribution(word(verb), clause, source, content, said.how, verb.tag_)
    found.shared = not subjects.has_subject(verb)
    found.to = _spoken_to(verb, name)
    if name in _QUESTIONING and found.to and content == [found.to.mention] and _is_person(verb.doc, found.to):
        return None  # "questioned the student"
    found.retold = name in RETOLD and said.how in ("clause", "quoted", "behind") and not found.shared
    return found


def _spoken_to(verb: Token, name: str) -> Source | None:
    """Whom somebody asks or accuses."""
    if name not in _ADDRESSING:
        return None
    kinds = ("nsubjpass",) if any(c.dep_ == "nsubjpass" for c in verb.lefts) else ("dobj", "dative")
    told = (c for c in verb.children if c.dep_ in kinds and c.tag_[0] in "NP")
    return source_of(next(told, None))


def _is_person(doc: Doc, source: Source) -> bool:
    return bool(source.names) or is_role(text_of(doc)[slice(*source.mention)].rpartition(" ")[2])


def _is_of_what(noun: Token, content: list[Span]) -> bool:
    """Whether what is said lacks its object: "what Ms. Roe says they need"; "what she says is a risk" is whole."""
    start = noun.left_edge.i
    if start == 0 or noun.doc[start - 1].lower_ != "what" or not content:
        return False
    return not any(t.idx == content[0].start and (t.tag_[0] in "VM" or t.lower_ == "as") for t in noun.doc)


def _elsewhere(verb: Token, subject: subjects.Subject, clause: Span, quoted: list[Span]) -> clauses.Said:
    """What is said where the verb's own clause does not give it: around it, or behind it."""
    if subject.noun is None or not (subjects.asserts(verb) or VERBS[verb.lower_][0] == "tell"):
        return clauses.NOTHING
    if subject.passive:
        return clauses.said_around(verb, clause) if clauses.is_as(verb) else clauses.NOTHING
    found = clauses.said_around(verb, clause)
    found = found if found.spans else clauses.said_behind(verb, quoted)
    return found if found.spans else clauses.said_torn(verb)


def _according(token: Token) -> Attribution | None:
    to = next((c for c in token.rights if c.lower_ == "to"), None)
    noun = _according_to(to) if to is not None else None
    if to is None or noun is None:
        return None
    last = noun.right_edge if noun.tag_[0] in "NPDC" else noun  # "to Roe the plan ..." is read as if Roe were a verb
    clause = clauses.reach(token, last)
    head = token.head
    apart = token.i == 0 or token.doc[token.i - 1].text == ","
    while head.head != head and (apart or head.tag_[0] not in "VM"):
        head = head.head
    text = text_of(token.doc)
    parts = clauses.without(text, clauses.reach(head.left_edge, head.right_edge), clause)
    source = source_of(noun)
    if source and last != noun.right_edge:
        source = Source(clauses.reach(to.nbor(), noun), clauses.reach(to.nbor(), noun), [word(noun)])
    comma = text.find(",", noun.idx)
    if not parts and token.i == 0 and comma > 0 and source:
        # The parser took what is said for a part of the name.
        clause, parts = Span(token.idx, comma), [stripped(text, Span(comma, len(text)))]
        source = source._replace(mention=Span(source.mention.start, comma), noun=Span(source.noun.start, comma))
    content = in_brackets(text, clause, parts)
    return Attribution(clauses.reach(token, to), clause, source, content, "according", retold=True)


def _viewed(noun: Token) -> Attribution | None:
    """ "In Ms. Roe's view, the dam was safe", "In the words of Ms. Roe, it was late"."""
    frame = noun.head
    of = next((c for c in noun.rights if c.lower_ == "of"), None)
    owner = next((c for c in (of.children if of is not None else noun.lefts) if c.dep_ in ("pobj", "poss")), None)
    text = text_of(noun.doc)
    clause = clauses.reach(frame, noun.right_edge)
    apart = text[clause.end :].lstrip().startswith(",")
    if frame.lower_ not in ("in", "on", "by") or owner is None or owner.lower_ in _NO_OWNERS or not apart:
        return None
    parts = clauses.without(text, clauses.reach(noun.doc[0], noun.doc[len(noun.doc) - 1]), clause)
    return Attribution(clauses.reach(frame, noun), clause, source_of(owner), parts, "according", retold=True)


def _according_to(to: Token) -> Token | None:
    """The noun behind "according to"; where the parser sees none ("to show insiders", "to Roe the plan was late"), the
    name there, or the last noun before a comma.
    """
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    behind = list(takewhile(lambda t: not t.is_punct, to.doc[to.i + 1 :]))
    named = list(takewhile(lambda t: t.text[0].isupper(), behind))
    ends = named and behind[len(named) :][:1] and behind[len(named)].tag_ in ("DT", "PRP", "EX")
    return noun or (named[-1] if ends else next((t for t in reversed(behind) if t.tag_[:2] == "NN"), None))


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
    return Attribution(word(noun), word(noun), source_of(owner), [content], "noun", retold=True)


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: "Ms. Roe's claim", "a claim by Ms. Roe", "Ms. Roe made the claim"."""
    if own := next((c for c in noun.lefts if c.dep_ == "poss"), None):
        return own
    by = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    if by is not None:
        return next((c for c in by.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lower_ in UTTERING and not subjects.is_denied(noun.head):
        return subjects.subject(noun.head).noun
    return None


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
    rest = [s for s in rest if s.end <= clause.start or not _ASIDE.match(text, s.start)]
    return clauses.Said(sorted(beside if own else rest + beside), "quoted")
