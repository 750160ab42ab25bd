"""What the parse of a sentence gives as said by one saying verb, and where that begins and ends."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.english.lexicon import words
from index.english.saying import CLAUSE, FINDINGS, INFINITIVE, OBJECT, VERBS
from index.statements.subjects import has_subject, is_aside, is_fronted, is_participle, subject
from index.syntax import text_of

if TYPE_CHECKING:
    from index.syntax import Token

_SUBORDINATORS = words("while although though after before because since when as if once until")
_LINKS = ("", "and", "but", "so", "yet")
_JUDGING = words("accuse blame condemn criticize denounce describe hail praise slam")
_ASKING = words("advise ask order tell urge")
_TOPICAL = words("about against as for of on over with")
_NARRATING = words("add answer boast maintain write")
_STATING = words("assert conclude contend imply insist say state suggest")
_ADVERBIAL = re.compile(r", (?:on|in|at|after|during) ")
_ASIDE = re.compile(r", (?:who|whose|which|where|when)\b| (?:--?|–|—) ")
_INITIAL = re.compile(r"[A-Z]\.$")
_MARKED = re.compile(r"(?<!\w)[‘'](?=\w)")
_LEFT, _RIGHT = " ,;:.-–—―)", " ,;:.-–—―("


class Said(NamedTuple):
    """The words a verb gives as said, and what kind of words they are.

    A "topic" is what it was about: "commented on the plan" gives no more, "said on Monday" has its words elsewhere.
    """

    spans: list[Span]
    how: str


NOTHING = Said([], "")


def said(verb: Token, takes: int) -> Said:
    """What the verb's own clause gives as said: a clause, else an infinitive, else an object."""
    return _clause(verb) or _infinitive(verb, takes) or _object(verb, takes) or NOTHING


def _clause(verb: Token) -> Said | None:
    """ "Ms. Roe said it was late": of two clauses the one behind, but for "It was late, Roe said, and it was dark"."""
    told = [c for c in verb.children if _is_clause(c, verb)]
    if VERBS[verb.lower_].name in FINDINGS:
        told = [c for c in told if _is_told(c)]  # "found himself lost", "found it swimming"
    parts = [reach(_clause_start(c, verb), _end(c, verb)) for c in told]
    before = [p for p in parts if p.start < verb.idx][:1]
    behind = [p for p in parts if p.start > verb.idx][:1]
    around = behind and text_of(verb.doc)[: behind[0].start].rstrip().endswith(",")
    return Said(before + behind if around else behind or before, "clause") if parts else None


def _infinitive(verb: Token, takes: int) -> Said | None:
    """ "vowed to rebuild it", "asked the council to rebuild it", "denied knowing it"."""
    after = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd") and not is_aside(c)]
    if not after or not (takes & (INFINITIVE | OBJECT) or after[0].tag_ == "VBG"):
        return None
    objects = [c for c in verb.rights if c.dep_ == "dobj" and takes & OBJECT]
    first = min((c.left_edge for c in [*objects, *after]), key=lambda token: token.i)
    return Said([reach(first, after[-1].right_edge)], "infinitive")


def _object(verb: Token, takes: int) -> Said | None:
    """ "praised the plan", "called for a plan", "warned of floods", up to what is told of it only in passing."""
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "prep") or c.tag_ == "UH"] if takes & OBJECT else []
    calls = VERBS[verb.lower_][0] == "call"
    if not objects or (calls and not any(c.lower_ in ("for", "on") for c in objects)):
        return None
    first, last = objects[0], objects[-1]
    if first.dep_ == "prep" and first.lower_ not in _TOPICAL:
        return None
    span = reach(first.left_edge, _end(last, verb))
    aside = _ASIDE.search(text_of(verb.doc), last.idx, span.end) if last.dep_ == "dobj" else None
    how = "topic" if first.dep_ == "prep" and not calls else "object"
    return Said([Span(span.start, aside.start()) if aside else span], how)


def said_passively(verb: Token) -> Said:
    """Passive words: "The deal was announced by the ministry": the deal; "Poe was asked whether ...": the clause;
    "Poe is accused of theft", "The deal was said by Ms. Roe to be late": both parts.
    """
    clause = said(verb, CLAUSE)
    if clause.spans and verb.dep_ == "ROOT" and is_participle(verb):
        # "When asked why, Ms. Roe replied": the parser missed the main clause.
        (start, end), text = clause.spans[0], text_of(verb.doc)
        comma = text.find(",", start, end)
        return Said([Span(start, comma if comma > 0 else end)], clause.how)
    if clause.spans:
        return clause
    asked = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    if asked is not None and VERBS[verb.lower_][0] in _ASKING:
        return Said([reach(asked.left_edge, asked.right_edge)], "infinitive")
    about = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "about"), None)
    if about is not None and VERBS[verb.lower_][0] == "ask":
        return Said([reach(about, about.right_edge)], "object")
    told = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    why = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("for", "of", "as")), None)
    if told is not None and why is not None and VERBS[verb.lower_][0] in _JUDGING:
        return Said([reach(told.left_edge, told.right_edge), reach(why, why.right_edge)], "object")
    if told is None or told.tag_[0] != "N" or not any(c.dep_ == "agent" for c in verb.children):
        return NOTHING
    parts = [told, asked] if asked is not None and asked.lower_ in ("be", "have") else [told]
    return Said([reach(part.left_edge, part.right_edge) for part in parts], "object")


def said_around(verb: Token, clause: Span) -> Said:
    """What stands around a clause put into or behind a sentence: "The plan, Ms. Roe said, is dead."."""
    doc, head = verb.doc, verb.head
    before, after = text_of(doc)[: clause.start].rstrip(" ("), text_of(doc)[clause.end :].strip(_RIGHT)
    marks = _marks(verb)
    has_object = any(c.dep_ == "dobj" for c in verb.rights) and VERBS[verb.lower_].name != "tell"
    between = verb.dep_ in ("parataxis", "advcl") or is_fronted(verb)
    inserted = between and verb.tag_ != "VBG" and (has_subject(verb) or "as" in marks)
    ends = verb.dep_ in ("ROOT", "conj", "ccomp") and not after
    if not (inserted or ends) or marks - {"as"} or has_object:
        return NOTHING
    if not before.endswith((",", "-", "–", "—", '"')) and (before.lower() not in _LINKS or "as" not in marks):
        return NOTHING
    while after and head.dep_ != "ROOT" and head.right_edge.idx < clause.end:
        head = head.head
    first, last = (doc[0], doc[len(doc) - 1]) if head.dep_ == "ROOT" else (head.left_edge, head.right_edge)
    return Said(without(text_of(doc), reach(first, last), clause), "around")


def is_as(verb: Token) -> bool:
    """Whether a verb stands in "As Ms. Roe said, ..." or "As reported by the Gazette, ..."."""
    return "as" in _marks(verb)


def _marks(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.tag_ in ("IN", "WRB")}


def said_behind(verb: Token, quoted: list[Span]) -> Said:
    """What follows the verb, where the parser saw no clause but a verb or a quotation stands there."""
    name = VERBS[verb.lower_][0]
    rest = [c for c in verb.rights if c.dep_ not in ("punct", "cc", "conj", "nsubj", "agent", "npadvmod")]
    narrated = name in _NARRATING
    if rest and rest[0].dep_ in ("dobj", "dative") and name == "tell":
        narrated, rest = len(rest) == 1, rest[1:] or rest
    if not rest or name in FINDINGS:
        return NOTHING
    doc, last = verb.doc, rest[-1].right_edge
    if name == "call" and not _calls(reach(rest[0].left_edge, last), text_of(doc), quoted):
        return NOTHING  # "called off the work", "called 911"
    that = next((t for t in doc[verb.i + 1 : min(verb.i + 12, last.i)] if t.lower_ == "that" or t.tag_[0] == "V"), None)
    first = that if that is not None and _begins_clause(that, rest[0]) else rest[0].left_edge
    span = reach(first, last)
    if any(overlap(span, q) for q in quoted):
        return Said([span], "behind")
    narrated |= name == "respond" and first.lower_ != "to"
    told = [t for t in doc[first.i : last.i + 1] if t.tag_[0] == "V"]
    verbal = any(first == that or not _is_told_of(t, rest[0]) for t in told)
    return Said([span], "behind") if verbal and (first == that or not narrated) else NOTHING


def _is_told_of(part: Token, noun: Token) -> bool:
    """Whether a word belongs to what only tells which noun is meant: "read an article | that attacked Roe"."""
    tells = False
    while part not in (part.head, noun):
        tells |= part.dep_ in ("relcl", "acl")
        part = part.head
    return tells and part == noun and noun.dep_ == "dobj"


def _calls(part: Span, text: str, quoted: list[Span]) -> bool:
    """Whether words behind "called" are what somebody calls for, or calls another."""
    words = text[slice(*part)]
    return words.startswith(("for ", "on ")) or any(overlap(part, q) for q in quoted) or bool(_MARKED.search(words))


def said_torn(verb: Token) -> Said:
    """What follows a verb up to a comma, where the parser gave it to another: "While he said | it was late | ..."."""
    name = VERBS[verb.lower_][0]
    given = name not in _STATING and any(c.dep_ == "dobj" for c in verb.rights)
    if given or name in FINDINGS or name == "tell":
        return NOTHING
    rest = list(takewhile(lambda t: t.text not in (",", ";", ":"), verb.doc[verb.i + 1 :]))
    if len(rest) < 3 or rest[0].tag_[:2] not in ("DT", "PR", "NN", "EX", "JJ"):
        return NOTHING
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest[1:])
    return Said([reach(rest[0], rest[-1])], "clause") if finite else NOTHING


def _begins_clause(that: Token, part: Token) -> bool:
    """Whether it is the "that" of "told a meeting that it was late", not of "pointed to a plan that had failed"."""
    if that.lower_ != "that" or that.tag_ == "IN":
        return that.lower_ == "that"
    return part.lower_ != "to" and that.nbor().tag_[0] not in "VMR"


def attributing(verb: Token, noun: Token | None, told: list[Span], quoted: list[Span]) -> Span:
    """The words that only attribute: subject, verb and its adverbials, without what was said."""
    inside = [verb]
    for child in verb.children:
        span = reach(child.left_edge, child.right_edge)
        apart = child.dep_ in ("ccomp", "parataxis", "punct", "cc", "conj") or any(overlap(span, s) for s in told)
        apart |= child.left_edge.lower_ == "because" or (child != noun and _opens(child, verb, noun))
        if child == noun or not (apart or any(overlap(span, q) for q in quoted)):
            inside += [child.left_edge, child.right_edge]
    return reach(min(inside, key=lambda token: token.i), max(inside, key=lambda token: token.i))


def _opens(child: Token, verb: Token, noun: Token | None) -> bool:
    """Whether a part before the verb begins the sentence that the attribution is put into, or stands behind."""
    if noun is None or child.i > min(noun.i, verb.i):
        return False
    if not any(token.text == "," for token in verb.doc[child.right_edge.i + 1 : child.right_edge.i + 2]):
        return False
    return noun.i > verb.i or verb.dep_ == "parataxis" or is_fronted(verb) or child.dep_ == "dep"


def reach(first: Token, last: Token) -> Span:
    """From the first word to the last, without the commas and stops around them; quotation marks stay."""
    return stripped(text_of(first.doc), Span(first.idx, last.idx + len(last)))


def noun_reach(noun: Token) -> Span:
    """A noun with all that belongs to it, up to a relative clause."""
    told = next((c.left_edge for c in noun.rights if c.dep_ == "relcl" and c.left_edge.i), None)
    last = told.nbor(-1) if told is not None else noun.right_edge
    span = reach(noun.left_edge, last if last.i >= noun.i else noun)
    adverbial = _ADVERBIAL.search(text_of(noun.doc), noun.idx + len(noun), span.end)
    return Span(span.start, adverbial.start()) if adverbial else span


def without(text: str, whole: Span, clause: Span) -> list[Span]:
    """The whole without a clause in it: up to two parts."""
    parts = (Span(whole.start, min(clause.start, whole.end)), Span(max(clause.end, whole.start), whole.end))
    found = [s for s in (stripped(text, p) for p in parts if p.start < p.end) if s.start < s.end]
    # A single word beside a clause, "Meanwhile", is the author's.
    return [p for p in found if " " in text[slice(*p)]] or found


def stripped(text: str, span: Span) -> Span:
    """The span without the commas, stops and spaces around it."""
    inside = text[slice(*span)]
    # The stop of "the U.S." belongs to it.
    end = span.end if _INITIAL.search(inside) else span.start + len(inside.rstrip(_RIGHT))
    start = span.start + len(inside) - len(inside.lstrip(_LEFT))
    return Span(start, max(start, end))


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end


def _is_clause(child: Token, verb: Token) -> bool:
    opening = child.left_edge.lower_
    if child.i < verb.i:
        announces = any(t.text == ":" for t in child.doc[child.right_edge.i : child.right_edge.i + 2])
        speaks = subject(verb).noun
        own = speaks is not None and speaks.i < child.i and speaks.left_edge.i == child.left_edge.i
        return child.dep_ == "ccomp" and opening not in _SUBORDINATORS and not announces and not own
    return child.dep_ == "ccomp" or (child.dep_ == "advcl" and opening in ("if", "whether"))


def _is_told(clause: Token) -> bool:
    """Whether a clause tells something: it is finite, or has a noun for its subject."""
    finite = any(token.tag_ in ("VBZ", "VBD", "VBP", "MD") for token in (clause, *clause.children))
    return finite or any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_[0] == "N" for c in clause.children)


def _clause_start(clause: Token, verb: Token) -> Token:
    """Where a clause begins; the parser may have torn its subject off: "said | life for them | would be worse"."""
    if clause.i > verb.i and clause.left_edge.tag_ == "MD":
        torn = next((c for c in verb.rights if c.i < clause.left_edge.i and c.dep_ == "dobj"), None)
        if torn is not None:
            return torn.left_edge
    return clause.left_edge


def _end(part: Token, verb: Token) -> Token:
    """Where a part of what was said ends: what follows without a comma goes on with it, though it hangs on the verb."""
    last = part.right_edge
    for child in verb.rights if part.i > verb.i else ():
        follows = child.left_edge.i == last.i + 1 and child.lower_ != "according"
        if part.dep_ != "ccomp":
            goes_on = follows and child.left_edge.lower_ == "to"
        elif child.dep_ in ("conj", "ccomp"):
            goes_on = child.left_edge.lower_ == "that"
        else:
            goes_on = follows and child.dep_ in ("advcl", "prep")
        last = child.right_edge if goes_on else last
    return last
