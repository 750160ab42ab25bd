"""What the parse of a sentence says about one saying verb: its subject, and what it gives as said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.statements.cues import CLAUSE, DOCUMENTS, FINDINGS, INFINITIVE, OBJECT, VERBS, words
from index.statements.syntax import text_of

if TYPE_CHECKING:
    from index.statements.syntax import Token

_RELATIVES = words("who which that")
_BORROWS = words("xcomp advcl conj pcomp ccomp dep")
_SUBORDINATORS = words("while although though after before because since when as if once until")
_REFUSALS = words("""
avoided avoids decline declined declines declining fail failed failing fails refusal refuse refused refuses refusing
short stop stopped stops unable unwilling without
""")
_ASPECTS = words("""
began begin beginning begins continue continued continues continuing go goes going gone keep keeps kept proceeded
proceeds start started starts starting went
""")
_LINKS = ("", "and", "but", "so", "yet")
_ACTIVE = words("add argue explain post reply respond say tweet write")
_JUDGING = words("accuse blame condemn criticise criticize denounce describe hail praise slam")
_ASKING = words("advise ask order tell urge")
_TOPICAL = words("about against as for of on over with")
_TELL = words("tell tells told telling")
_ADVERBIAL = re.compile(r", (?:on|in|at|after|during) ")
_ASIDE = re.compile(r", (?:who|whose|which|where|when)\b| (?:--?|–|—) ")
_INITIAL = re.compile(r"[A-Z]\.$")
_LEFT, _RIGHT = " ,;:.-–—―)", " ,;:.-–—―("


class Subject(NamedTuple):
    """Who speaks, as the parse has it: the noun, and for "who" or "which" the noun it stands for."""

    noun: Token | None
    antecedent: Token | None = None
    passive: bool = False


class Said(NamedTuple):
    """The words a verb gives as said, and what kind of words they are.

    A "topic" is what it was about: "commented on the plan" gives no more, "said on Monday" has its words elsewhere.
    """

    spans: list[Span]
    how: str


NOTHING = Said([], "")


def subject(verb: Token) -> Subject:
    """The verb's own subject, or the one it shares with the verb or noun it hangs on."""
    nouns = [c for c in verb.children if c.dep_ == "nsubj"]
    if nouns:
        # In "The bridge is safe, said Ms. Roe" the parser may see two.
        own = nouns[-1] if nouns[-1].i > verb.i else nouns[0]
        return Subject(own, verb.head if own.lower_ in _RELATIVES and verb.dep_ == "relcl" else None)
    passive = is_participle(verb) or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive:
        agents = (p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj")
        return Subject(next(agents, None), passive=True)
    if _is_mistagged(verb):
        return Subject(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return Subject(_author(verb.head))
    noun = _borrowed(verb)
    if noun is None and verb.tag_ in ("VBD", "VBZ", "VBP"):
        noun = _noun_before(verb) or _name_behind(verb)
    return Subject(noun)


def _is_mistagged(verb: Token) -> bool:
    """ "Ms. Roe, the mayor, tweeted in response: ..." is read as if somebody had tweeted Ms. Roe."""
    loose = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.tag_.startswith("NNP")
    return loose and verb.doc[verb.i - 1].text == "," and VERBS[verb.lower_][0] in _ACTIVE


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def asserts(verb: Token) -> bool:
    """Whether the sentence says that it was said, not that it might be, should be or is to be."""
    if verb.dep_ in ("xcomp", "pcomp", "advcl") and verb.head.lower_ in _ASPECTS:
        return verb.head.tag_ != "VB" or asserts(verb.head)
    return (verb.dep_ not in ("ccomp", "xcomp") or _is_fronted(verb)) and verb.tag_ != "VB"


def _is_fronted(verb: Token) -> bool:
    """Whether a verb is read as what the verb behind it gives as said: the main verb, often, read wrongly."""
    return verb.dep_ == "ccomp" and verb.i < verb.head.i


def is_participle(verb: Token) -> bool:
    """Whether something is said to the subject, not by it: "Asked about the study, Ms. Roe said ..."."""
    return verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl" and verb.i < verb.head.i and not has_subject(verb)


def is_denied(verb: Token) -> bool:
    """Whether the sentence says that it was not said: "Roe never said", "Roe declined to say"."""
    refused = verb.dep_ in ("xcomp", "pcomp", "acl") and verb.head.lower_ in _REFUSALS
    refused |= verb.dep_ == "pcomp" and verb.head.head.lower_ in _REFUSALS
    return refused or any(c.dep_ == "neg" for c in verb.children)


def said(verb: Token, takes: int) -> Said:
    """What the verb's own clause gives as said: a clause, else an infinitive, else an object."""
    return _clause(verb) or _infinitive(verb, takes) or _object(verb, takes) or NOTHING


def _clause(verb: Token) -> Said | None:
    """ "Ms. Roe said it was late": of two clauses the one behind, but for "It was late, Roe said, and it was dark"."""
    parts = [reach(_clause_start(c, verb), _end(c, verb)) for c in verb.children if _is_clause(c, verb)]
    before = [p for p in parts if p.start < verb.idx][:1]
    behind = [p for p in parts if p.start > verb.idx][:1]
    around = behind and text_of(verb.doc)[: behind[0].start].rstrip().endswith(",")
    return Said(before + behind if around else behind or before, "clause") if parts else None


def _infinitive(verb: Token, takes: int) -> Said | None:
    """ "vowed to rebuild it", "asked the council to rebuild it", "denied knowing it"."""
    after = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd") and not _is_aside(c)]
    if not after or not (takes & (INFINITIVE | OBJECT) or after[0].tag_ == "VBG"):
        return None
    objects = [c for c in verb.rights if c.dep_ == "dobj" and takes & OBJECT]
    first = min((c.left_edge for c in [*objects, *after]), key=lambda token: token.i)
    return Said([reach(first, after[-1].right_edge)], "infinitive")


def _object(verb: Token, takes: int) -> Said | None:
    """ "praised the plan", "called for a plan", "warned of floods", up to what is told of it only in passing."""
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "prep")] if takes & OBJECT else []
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


def _is_aside(part: Token) -> bool:
    """Whether a part is what the author adds: "claimed the land, leading others to move"."""
    return part.tag_ == "VBG" and part.doc[part.left_edge.i - 1].text == ","


def said_passively(verb: Token) -> Said:
    """Passive words: "The deal was announced by the ministry": the deal; "Poe was asked whether ...": the clause;
    "Poe is accused of theft": both parts.
    """
    clause = said(verb, CLAUSE)
    if clause.spans:
        return clause
    asked = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    if asked is not None and VERBS[verb.lower_][0] in _ASKING:
        return Said([reach(asked.left_edge, asked.right_edge)], "infinitive")
    about = (
        None
        if is_participle(verb)
        else next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "about"), None)
    )
    if about is not None and VERBS[verb.lower_][0] == "ask":
        return Said([reach(about, about.right_edge)], "object")
    told = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    why = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("for", "of", "as")), None)
    if told is not None and why is not None and VERBS[verb.lower_][0] in _JUDGING:
        return Said([reach(told.left_edge, told.right_edge), reach(why, why.right_edge)], "object")
    if told is None or told.tag_[0] != "N" or not any(c.dep_ == "agent" for c in verb.children):
        return NOTHING
    return Said([reach(told.left_edge, told.right_edge)], "object")


def said_around(verb: Token, clause: Span) -> Said:
    """What stands around a clause put into or behind a sentence: "The plan, Ms. Roe said, is dead."."""
    doc, head = verb.doc, verb.head
    before, after = text_of(doc)[: clause.start].rstrip(), text_of(doc)[clause.end :].strip(_RIGHT)
    marks = _marks(verb)
    has_object = any(c.dep_ == "dobj" for c in verb.rights) and verb.lower_ not in _TELL
    between = verb.dep_ in ("parataxis", "advcl") or _is_fronted(verb)
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
    rest = [c for c in verb.rights if c.dep_ not in ("punct", "cc", "conj", "nsubj", "agent", "npadvmod")]
    if len(rest) > 1 and rest[0].dep_ in ("dobj", "dative") and verb.lower_ in _TELL:
        rest = rest[1:]
    if not rest or VERBS[verb.lower_][0] in FINDINGS:
        return NOTHING
    doc, last = verb.doc, rest[-1].right_edge
    that = next((t for t in doc[verb.i + 1 : min(verb.i + 12, last.i)] if t.lower_ == "that" or t.tag_[0] == "V"), None)
    first = that if that is not None and that.lower_ == "that" else rest[0].left_edge
    span = reach(first, last)
    verbal = any(t.tag_[0] == "V" for t in doc[first.i : last.i + 1])
    return Said([span], "behind") if verbal or any(overlap(span, q) for q in quoted) else NOTHING


def attributing(verb: Token, noun: Token | None, told: list[Span], quoted: list[Span]) -> Span:
    """The words that only attribute: subject, verb and its adverbials, without what was said."""
    inside = [verb]
    for child in verb.children:
        span = reach(child.left_edge, child.right_edge)
        apart = child.dep_ in ("ccomp", "parataxis", "punct", "cc", "conj") or any(overlap(span, s) for s in told)
        apart |= child != noun and _opens(child, verb, noun)
        if child == noun or not (apart or any(overlap(span, q) for q in quoted)):
            inside += [child.left_edge, child.right_edge]
    return reach(min(inside, key=lambda token: token.i), max(inside, key=lambda token: token.i))


def _opens(child: Token, verb: Token, noun: Token | None) -> bool:
    """Whether a part before the verb begins the sentence that the attribution is put into, or stands behind."""
    if noun is None or child.i > min(noun.i, verb.i) or verb.doc[child.right_edge.i + 1].text != ",":
        return False
    return noun.i > verb.i or verb.dep_ == "parataxis" or _is_fronted(verb) or child.dep_ == "dep"


def reach(first: Token, last: Token) -> Span:
    """From the first word to the last, without the commas and stops around them; quotation marks stay."""
    return stripped(text_of(first.doc), Span(first.idx, last.idx + len(last)))


def noun_reach(noun: Token) -> Span:
    """A noun with all that belongs to it, up to a relative clause."""
    last = next((c.left_edge.nbor(-1) for c in noun.rights if c.dep_ == "relcl"), noun.right_edge)
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
        announces = ":" in (child.right_edge.text, child.right_edge.nbor().text)
        return child.dep_ == "ccomp" and opening not in _SUBORDINATORS and not announces
    return child.dep_ == "ccomp" or (child.dep_ == "advcl" and opening in ("if", "whether"))


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


def _author(noun: Token) -> Token:
    """Of "Ms. Roe issued a statement saying ..." the author, Ms. Roe; of other nouns the noun itself."""
    if noun.lower_ in DOCUMENTS and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        return next((c for c in verb.children if c.dep_ == "nsubj"), noun)
    return noun


def _borrowed(verb: Token) -> Token | None:
    """The subject of the verb this one hangs on: "Ms. Roe went on to say", "adding that"."""
    for _ in range(4):
        head = verb.head
        if verb.dep_ not in _BORROWS or head == verb:
            return None
        if verb.dep_ == "xcomp" and verb.tag_ == "VB":
            asked = next((c for c in head.children if c.dep_ == "dobj"), None)
            if asked is not None:
                return asked
        verb = head.head if verb.dep_ == "pcomp" else head
        shared = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if shared is not None:
            return verb.head if shared.lower_ in _RELATIVES and verb.dep_ == "relcl" else shared
    return None


def _noun_before(verb: Token) -> Token | None:
    """The noun just before a verb to which the parser gave no subject."""
    i = verb.i - 1
    while i >= 0 and (verb.doc[i].tag_ in ("RB", "MD", ",") or verb.doc[i].tag_[0] == "V"):
        i -= 1
    if i < 0:
        return None
    noun = verb.doc[i]
    while noun.dep_ != "ROOT" and noun.head.i < verb.i and noun.head.tag_[0] in "NPC":
        if noun.dep_ == "appos" and noun.tag_[0] == "N" and noun.head.i < noun.left_edge.i - 1:
            break
        noun = noun.head
    return noun if noun.tag_[:2] in ("NN", "PR") else None


def _name_behind(verb: Token) -> Token | None:
    """The name just behind a verb without a subject: "said Ms. Roe, who ..."."""
    if verb.i + 1 >= len(verb.doc):
        return None
    noun = verb.doc[verb.i + 1]
    if noun.tag_[:3] not in ("NNP", "DT", "PRP"):
        return None
    while noun.head.i > noun.i and noun.head.tag_[0] in "NP":
        noun = noun.head
    return noun if noun.tag_[0] in "NP" else None
