"""One parsed sentence -> its attributions: which words of it say who said what.

Offsets are characters of the sentence as parsed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.article import Span
from index.cues import INFINITIVE, OBJECT, VERBS

if TYPE_CHECKING:
    from index.syntax import Doc, Token

_SUBJECTS = {"nsubj", "csubj"}
_RELATIVES = {"who", "which", "that"}
_SECOND_VERB = {"xcomp", "advcl", "conj", "pcomp", "prep", "ccomp"}
_EDGES = " \"'“”‘’,;:.?!-–—―()[]\n\t"


@dataclass
class Attribution:
    """source: how the sentence names who spoke; antecedent: the noun a relative pronoun stands for."""

    cue: Span
    clause: Span
    source: Span | None
    antecedent: Span | None = None
    head: Span | None = None
    appositive: Span | None = None
    content: list[Span] = field(default_factory=list)


def attributions(doc: Doc, quoted: list[Span]) -> list[Attribution]:
    """The attributions of a sentence, given where it has quotations (with their marks)."""
    found = []
    for token in doc:
        word = token.lower_
        if word == "according":
            made = _according(token)
        elif word in VERBS and token.tag_[0] == "V":
            made = _verbal(token, quoted)
        else:
            continue
        if made:
            found.append(made)
    _give_loose_quotations(found, quoted, doc.text)
    return [a for a in found if a.content]


def _verbal(verb: Token, quoted: list[Span]) -> Attribution | None:
    kind = VERBS[verb.lower_][1]
    if _in(quoted, verb.idx) and _whole(quoted, verb.doc):
        return None
    source, antecedent, passive = _source(verb)
    cue = Span(verb.idx, verb.idx + len(verb))
    said = [] if passive and not source else _said(verb, kind)
    clause = _clause(verb, source, said)
    found = Attribution(cue, clause, _reach(source), _reach(antecedent), *_nouns(antecedent or source))
    found.content = [_trimmed(verb.doc.text, Span(s.idx, e.idx + len(e))) for s, e in said]
    if not said and not passive and source is not None:
        found.content = _around(verb, clause)
    return found if found.source or found.content else None


def _source(verb: Token) -> tuple[Token | None, Token | None, bool]:
    """Who speaks, the noun a relative pronoun stands for, and whether the verb is passive."""
    passive = False
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            if child.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return child, verb.head, False
            return child, None, False
        passive |= child.dep_ in ("nsubjpass", "auxpass")
    if passive:
        agents = [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        return (agents[0] if agents else None), None, True
    head = verb.head
    if verb.dep_ == "acl":
        return head, None, False
    if verb.dep_ in _SECOND_VERB and head != verb:
        if verb.dep_ == "xcomp":
            objects = [c for c in head.children if c.dep_ == "dobj"]
            if objects:
                return objects[0], None, False
        if verb.dep_ == "pcomp":
            head = head.head
        if head.tag_[0] in "VM":
            source, antecedent, passive = _source(head)
            return source, antecedent, passive
    return None, None, False


def _said(verb: Token, kind: int) -> list[tuple[Token, Token]]:
    """The first and last words of what the verb's own clause gives as said."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    if clauses:
        return [(c.left_edge, c.right_edge) for c in clauses[:1]]
    after = [c for c in verb.rights if _takes(c, kind)]
    return [(after[0].left_edge, after[-1].right_edge)] if after else []


def _takes(child: Token, kind: int) -> bool:
    if child.dep_ in ("xcomp", "oprd"):
        return bool(kind & (INFINITIVE | OBJECT))
    return bool(kind & OBJECT) and child.dep_ in ("dobj", "prep", "oprd", "advcl")


def _clause(verb: Token, source: Token | None, said: list[tuple[Token, Token]]) -> Span:
    """The attributing words: subject, verb and its adverbials, without what was said."""
    inside = [verb]
    for child in verb.children:
        if not any(s.i <= child.i <= e.i for s, e in said) and child.dep_ not in ("ccomp", "parataxis", "punct"):
            inside.append(child.left_edge)
            inside.append(child.right_edge)
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last))


def _around(verb: Token, clause: Span) -> list[Span]:
    """What stands around a clause put into or behind a sentence: "The plan, Ms. Roe said, is dead."."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl"):
        return []
    head = verb.head
    whole = Span(head.left_edge.idx, head.right_edge.idx + len(head.right_edge))
    parts = [Span(whole.start, min(clause.start, whole.end)), Span(max(clause.end, whole.start), whole.end)]
    return [p for p in (_trimmed(verb.doc.text, p) for p in parts if p.start < p.end) if p.start < p.end]


def _according(token: Token) -> Attribution | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return None
    clause = Span(token.idx, source.right_edge.idx + len(source.right_edge))
    head = token.head
    while head.tag_[0] not in "VM" and head.head != head:
        head = head.head
    whole = Span(head.left_edge.idx, head.right_edge.idx + len(head.right_edge))
    text = token.doc.text
    parts = [_trimmed(text, Span(whole.start, clause.start)), _trimmed(text, Span(clause.end, whole.end))]
    found = Attribution(Span(token.idx, to.idx + len(to)), clause, _reach(source), None, *_nouns(source))
    found.content = [p for p in parts if p.end - p.start > 3]
    return found


def _give_loose_quotations(found: list[Attribution], quoted: list[Span], text: str) -> None:
    """A quotation nobody has yet belongs to the clause it stands next to."""
    for quotation in quoted:
        if any(_overlap(quotation, part) for a in found for part in [*a.content, *filter(None, [a.source])]):
            continue
        near = [a for a in found if _touches(a, quotation, text)]
        if near:
            near[0].content = sorted([*near[0].content, quotation])


def _touches(found: Attribution, quotation: Span, text: str) -> bool:
    if quotation.end <= found.clause.start:
        between = text[quotation.end : found.clause.start]
    elif found.cue.end <= quotation.start:
        between = text[max(found.cue.end, min(found.clause.end, quotation.start)) : quotation.start]
    else:
        return False
    return not between.strip(_EDGES + "that")


def _reach(token: Token | None) -> Span | None:
    if token is None:
        return None
    last = token.right_edge
    for child in token.rights:
        if child.dep_ == "relcl":
            last = child.left_edge.nbor(-1)
            break
    if last.i < token.i:
        last = token
    return _trimmed(token.doc.text, Span(token.left_edge.idx, last.idx + len(last)))


def _nouns(source: Token | None) -> tuple[Span | None, Span | None]:
    """The source's head noun, and the noun put beside it."""
    if source is None:
        return None, None
    beside = next((c for c in source.children if c.dep_ == "appos"), None)
    return Span(source.idx, source.idx + len(source)), Span(
        beside.idx, beside.idx + len(beside)
    ) if beside is not None else None


def _trimmed(text: str, span: Span) -> Span:
    """Without the commas and stops around it; quotation marks stay."""
    start, end = span
    while start < end and text[start] in " ,;:.-–—―)\n\t":
        start += 1
    while end > start and text[end - 1] in " ,;:-–—―(\n\t.":
        end -= 1
    return Span(start, end)


def _in(spans: list[Span], offset: int) -> bool:
    return any(s <= offset < e for s, e in spans)


def _whole(quoted: list[Span], doc: Doc) -> bool:
    return len(quoted) == 1 and quoted[0].start == 0 and quoted[0].end >= len(doc.text.rstrip())


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
