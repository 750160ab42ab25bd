"""What the parse gives to nobody: clauses put into or behind a sentence, told by their commas alone, and quotations.

Of "The bridge, Ms. Roe said, is safe" the parser loses some; but what stands between two commas, a short noun and a
verb of saying, leaves little doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.english.lexicon import words
from index.english.saying import VERBS
from index.statements import clauses
from index.statements.clauses import overlap, stripped
from index.statements.sources import NO_SPEAKERS, Attribution, Source, source_of, word
from index.statements.subjects import is_denied
from index.syntax import text_of

if TYPE_CHECKING:
    from index.syntax import Doc, Token

_ANOTHER = re.compile(r",?\"? (?:and|but|or)(?: then| that| still| also| to| as)* ")
_BREAK = re.compile(r"[;:.?!]\s|[\"“”]|^and\b")
_SAYING = words("""
said says say told tells added adds argued argues noted notes wrote writes reported reports explained explains insisted
insists warned warns acknowledged acknowledges recalled recalls
""")
_AUXILIARIES = words("has have had")
_NOMINAL = ("NN", "DT", "PR", "JJ", "PO", "CD", "HY", "NF", "CC")
_ADVERBIAL = ("IN", "RB", "TO")
_ENDS = (",", ".", ":", ";", "-", "--", "–", "—", ")")
_MOST = 9
"""Words of the noun, and of what stands behind the verb: "told reporters on Friday"."""


class Insertion(NamedTuple):
    """The first and last word of the clause, and the first word and the head of the noun in it."""

    first: Token
    named: Token
    noun: Token
    last: Token


def give_inserted(found: list[Attribution], quoted: list[Span], cues: list[Token]) -> None:
    """Find what stands around "..., Ms. Roe said, ..." where the parse gives nothing, or what is behind."""
    for verb in cues:
        inserted = _insertion(verb)
        if inserted is None or is_denied(verb) or any(q.start <= verb.idx < q.end for q in quoted):
            continue
        if inserted.first != inserted.named:
            found[:] = [a for a in found if a.cue.start >= verb.idx]
        same = [a for a in found if a.cue.start == verb.idx]
        if all(not a.content or (a.how == "behind" and a.content[0].start > verb.idx) for a in same):
            found[:] = [a for a in found if a not in same]
            found.append(_inserted(verb, inserted))


def _inserted(verb: Token, inserted: Insertion) -> Attribution:
    doc, noun = verb.doc, inserted.noun
    clause = clauses.reach(inserted.first, inserted.last)
    content = clauses.without(text_of(doc), clauses.reach(doc[0], doc[len(doc) - 1]), clause)
    mention = clauses.reach(inserted.named, noun)
    source = Source(mention, mention, [word(noun)] if noun.tag_.startswith("NNP") else [])
    return Attribution(word(verb), clause, source, content, "around", "VBD")


def _insertion(verb: Token) -> Insertion | None:
    """The clause that a verb of saying makes with the noun before it, between a comma and a comma or a full stop."""
    if verb.lower_ not in _SAYING:
        return None
    doc = verb.doc
    noun = verb.i - 1
    while noun > 0 and (doc[noun].tag_ == "RB" or doc[noun].lower_ in _AUXILIARIES):
        noun -= 1
    first = noun
    while first > 0 and doc[first].tag_[:2] in _NOMINAL and noun - first < _MOST:
        first -= 1
    last = verb.i + 1
    while last < len(doc) and last - verb.i < _MOST and _stands_behind(doc[last], verb):
        last += 1
    by_noun = doc[noun].tag_[:2] in ("NN", "PR") and doc[noun].lower_ not in NO_SPEAKERS
    if not by_noun or last == len(doc) or doc[last].text not in _ENDS:
        return None
    comma = next((t.i for t in doc if t.text == ","), 0)
    if doc[0].tag_ == "VBG" and doc[noun].lower_ in ("he", "she") and comma == last:
        return Insertion(doc[0], doc[noun], doc[noun], doc[last - 1])  # "Naming the bridges she added, it is late"
    around = [*doc[:first], *doc[last:]]
    inserted = doc[first].text == "," and any(t.tag_[0] in "VM" for t in around)
    return Insertion(doc[first + 1], doc[first + 1], doc[noun], doc[last - 1]) if inserted else None


def _stands_behind(word: Token, verb: Token) -> bool:
    """Whether a word behind the verb is no object: "said on Friday", "told reporters" and not "said a lot"."""
    if word.i > verb.i + 1 or verb.lower_ in ("told", "tells"):
        return word.tag_[:2] in (*_NOMINAL, *_ADVERBIAL)
    return word.tag_ == "NNP" or word.tag_[:2] in _ADVERBIAL


def give_quotations(found: list[Attribution], quoted: list[Span], doc: Doc) -> None:
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
    source = source_of(noun)
    if source is None or source.noun.end <= quotation.end:
        return None
    if between.start < between.end:
        source = Source(between, between, source.names)
    return Attribution(word(verb), word(verb), source, [quotation], "quoted")
