"""Who said it: the one whom the claim names is the one whom the place names, and nobody's words become ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Span, Statement
from index.words import STOP, same_words
from qa.verify.moods import weighty
from qa.verify.naming import folded, name_words
from qa.verify.numbers import quantities, undated
from qa.verify.place import Place
from qa.verify.quoting import stands
from qa.verify.sentence import Attribution, Sentence

_PERSONAL = frozenset("he she they i we it his her their who".split())
_APPOSITION = re.compile(r",| who | which ")

_TOLD = 0.9
"""The share of an attributed clause's words that its speaker's statements must have, where not one has them all."""
_OURS = 0.75
"""The share of unattributed words that must stand in the article's own words."""


def attributed_rightly(sentence: Sentence, places: Sequence[Place], before: str) -> bool:
    """Whether each thing that the claim says was said, was said so by whom it names.

    before: the claim before, with its speakers: who "he" and "she" are.
    """
    return all(_attributed_rightly(a, sentence, places, before) for a in sentence.attributions)


def quoted_rightly(sentence: Sentence, places: Sequence[Place], before: str) -> bool:
    """Whether each quotation is by whom the claim names for it; one quotation never joins two people's words."""
    for start, end, words in sentence.quotations:
        found = [(spans, p) for p in places if (spans := stands(words, p))]
        if not any(_quoted_rightly(sentence, Span(start, end), spans, p, before) for spans, p in found):
            return False
    return True


def only_reported(sentence: Sentence, places: Sequence[Place]) -> bool:
    """Whether it sets between marks, as somebody's words, what the places have only as an outlet's report of him."""
    own = [(q, p) for p in places for s in p.statements for q in s.quotes]
    for quotation in sentence.quotations:
        at = Span(quotation.start, quotation.end)
        if not any(a.covers(at) for a in sentence.attributions):
            continue
        found = [(part, p) for p in places for part in stands(quotation.words, p) if part.start < part.end]
        if found and not any(_within(part, q) for part, p in found for q, place in own if place is p):
            return True
    return False


def nobodys(sentence: Sentence, places: Sequence[Place]) -> bool:
    """Whether what the claim states as a fact stands in the articles' own words, not only in somebody's mouth."""
    told = {word for p in places for word in weighty(p.words)}
    stated = [word for word in weighty(undated(sentence.unattributed)) if word in told]
    ours = {word for p in places for word in weighty(f"{p.narration}\n{p.about}")} if stated else set()
    foreign = [word for word in stated if word not in ours]
    if sentence.attributions and len(foreign) < 3:
        return True  # A word or two at the edge of what is said.
    return len(stated) - len(foreign) >= _OURS * len(stated)


def named_in(sentence: Sentence, places: Sequence[Place]) -> list[str]:
    """The names of those whom the claim lets speak."""
    said = [s for p in places for s in p.statements if s.speaker]
    return sorted({s.speaker or "" for a in sentence.attributions for s in said if _names(a.mention, s, "")})


def speakers(sentence: Sentence, places: Sequence[Place]) -> str:
    """The same, as words."""
    return " ".join(named_in(sentence, places))


def copied(sentence: Sentence, place: Place, before: str) -> bool:
    """Whether it is to the letter whole sentences of the place, with whoever is said there to speak in them."""
    text = sentence.text
    cited = same_words(place.article.text[slice(*place.cited)])
    found = stands(text, place) if same_words(text).rstrip(".,;: ") in cited else ()
    if len(found) != 1 or (before and any(a.mention.lower() in _PERSONAL for a in sentence.attributions)):
        return False
    (at,) = found
    article = place.article.text
    begins = any(s.start <= at.start and not _told(article[s.start : at.start]) for s in place.sentences)
    ends = any(at.end <= s.end and not _told(article[at.end : s.end]) for s in place.sentences)
    by = [s.mention or s.cue for s in place.statements if _shared(at, Span(s.start, s.end))]
    return begins and ends and all(named and at.start <= named.start < at.end for named in by)


def _told(text: str) -> bool:
    return any(map(str.isalnum, text))


def _names(mention: str, statement: Statement, before: str) -> bool:
    """Whether a mention ("Mayor Verel", "a spokesman", "she") names the speaker of a statement."""
    head = _APPOSITION.split(mention.strip())[0]
    told = statement.mention.text if statement.mention else ""
    speaker = set(folded(statement.speaker or told))
    if head.lower() in _PERSONAL:
        return not name_words(before) or not statement.speaker or bool(speaker & set(folded(before)))
    if head in (statement.speaker, told):
        return True
    known = speaker | set(folded(f"{statement.role or ''} {told}"))
    owner, possessed, thing = head.rpartition("’s ") if "’s " in head else head.rpartition("'s ")
    if possessed and owner and not known & set(folded(thing)):
        return False  # "Verel's spokesman" is not Verel.
    capitals = set(name_words(head))
    if capitals & speaker:
        # Where the place has a last name alone, naming.py has seen to the first.
        return capitals <= known or (len(speaker) == 1 and speaker <= capitals)
    plain = {word for word in folded(head) if word not in STOP} - capitals
    if not plain and not capitals:
        return bool(set(quantities(head)) & set(quantities(told)))  # "73 percent said"
    return bool(plain & known) and capitals <= known


def _attributed_rightly(one: Attribution, sentence: Sentence, places: Sequence[Place], before: str) -> bool:
    """Whether whom it names says so; where no statement has it, it must be told of one who speaks there."""
    content = weighty(sentence.unquoted(one.content))
    if not content and any(one.covers(Span(q.start, q.end)) for q in sentence.quotations):
        return True  # All of it is quoted: quoted_rightly has seen to it.
    said = [(s, p) for p in places for s in p.statements]
    holding = [s for s, p in said if set(content) <= set(weighty(_content(s, p)))]
    if outer := _around(one, sentence):
        # Told as part of what another says: his words vouch for it where nobody else's do.
        holding = [s for s in holding if not any(_names(a.mention, s, before) for a in outer)]
        return not holding or any(_names(one.mention, s, before) for s in holding)
    if holding:
        return any(_names(one.mention, s, before) for s in holding)
    told = " ".join(_told_of(one.mention, p, before) for p in places)
    return any(_names(one.mention, s, before) for s, _ in said) and _share(content, told) >= _TOLD


def _told_of(mention: str, place: Place, before: str) -> str:
    """The statements of whom a mention names, in a place."""
    named = (s for s in place.statements if _names(mention, s, before))
    return " ".join(place.article.text[s.start : s.end] for s in named)


def _around(one: Attribution, sentence: Sentence) -> list[Attribution]:
    """The attributions in whose content this one stands."""
    others = [a for a in sentence.attributions if a is not one]
    return [a for a in others if any(c.start <= s.start and s.end <= c.end for s in one.spans[:1] for c in a.content)]


def _content(statement: Statement, place: Place) -> str:
    return " ".join(place.article.text[slice(*span)] for span in statement.content)


def _share(words: Sequence[str], text: str) -> float:
    """The share of the words that a text has; all of none."""
    there = set(weighty(text))
    return sum(word in there for word in words) / len(words) if words else 1.0


def _quoted_rightly(sentence: Sentence, at: Span, parts: Sequence[Span], place: Place, before: str) -> bool:
    by = [_speaking(part, place) for part in parts]
    if not _one_speaker(by):
        return False
    said = [a for a in sentence.attributions if a.covers(at)]
    if said:
        return all(any(_names(a.mention, s, before) for a in said for s in part) for part in by)
    foreign = [part for part, span in zip(by, parts, strict=True) if part and not _tells_who(span, place)]
    named = set(name_words(sentence.own))
    return all(any(named & set(folded(s.speaker or "")) for s in part) for part in foreign)


def _speaking(span: Span, place: Place) -> list[Statement]:
    """The statements that most of a span is the content of; of words that tell by themselves who speaks, all."""
    if _tells_who(span, place):
        return [s for s in place.statements if _shared(span, Span(s.start, s.end))]
    return [s for s in place.statements if 2 * sum(_shared(span, part) for part in s.content) >= span.end - span.start]


def _one_speaker(by: Sequence[Sequence[Statement]]) -> bool:
    """Whether the parts of a quotation can all be one person's words, or are all nobody's."""
    if len(by) < 2:
        return True
    who = [{s.speaker or (s.mention.text if s.mention else "") for s in part} for part in by]
    return bool(set.intersection(*who)) or not any(who)


def _tells_who(span: Span, place: Place) -> bool:
    """Whether words quoted from an article tell by themselves who says them."""
    return any(s.cue and span.start <= s.cue.start < span.end for s in place.statements)


def _within(part: Span, quote: Span) -> bool:
    """Whether a part of a quotation lies in what an article quotes, a last mark of punctuation aside."""
    return quote.start <= part.start and part.end <= quote.end + 1


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
