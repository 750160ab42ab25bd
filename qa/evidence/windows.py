"""Candidate answers: windows of neighbouring sentences from the passages that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index import Hit
from index.english.people import roles_alike
from index.words import stem, tokens
from qa.answer import MAX_CITED
from qa.evidence.found import PASSAGES, Found
from qa.evidence.sought import Coverage, Sought
from qa.library import Library
from qa.names import last_name, same_person
from qa.page import Page, Sentence, has_number
from qa.understand import Query

MAX_WORDS, MAX_CHARS, MAX_SENTENCES = 62, MAX_CITED - 2, 5
_WHOLE, _LONGEST = 2, 150
"""Windows come from the best passages, and from all of so many articles (of each, the first sentences)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence seen with the question in mind.

    who is 1 where the one asked for says it, -1 where somebody else does; held and loose are masks of `Sought`.
    """

    sentence: Sentence
    hit: Hit
    who: int
    held: int
    loose: int
    names_speaker: bool
    new_name: bool
    new_number: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What the windows of one article have in common.

    telling is how much of the question a mask covers, its words weighed by how rare they are among the sentences;
    names how much of the names asked for the article holds.
    """

    page: Page
    sought: Sought
    telling: Coverage
    coverage: float
    names: float
    article_words: float
    has_speaker: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences of an article, first to last, both in; `before` is the one before them.

    held is the mask of the question's words that stand in them.
    """

    setting: Setting
    first: int
    last: int
    seen: tuple[Seen, ...]
    before: Seen | None
    words: int
    held: int

    @property
    def page(self) -> Page:
        return self.setting.page

    @property
    def article(self) -> str:
        return self.setting.page.record.id

    @property
    def start(self) -> int:
        return self.seen[0].sentence.start

    @property
    def end(self) -> int:
        return self.seen[-1].sentence.end

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]

    def part(self, first: int, last: int) -> Window:
        """The window of some of its sentences, the first of which is number 0."""
        seen = self.seen[first : last + 1]
        return Window(
            setting=self.setting,
            first=self.first + first,
            last=self.first + last,
            seen=seen,
            before=self.seen[first - 1] if first else self.before,
            words=sum(map(_words, seen)),
            held=mask_of(seen),
        )


class Ranked(NamedTuple):
    """A window and its score: the better, the higher."""

    score: float
    window: Window


def mask_of(seen: Iterable[Seen]) -> int:
    """The mask of the question's words that these sentences hold."""
    mask = 0
    for each in seen:
        mask |= each.held
    return mask


def _words(seen: Seen) -> int:
    return max(1, seen.sentence.words)


def said_by(query: Query, sentence: Sentence) -> bool:
    """Whether the sentence is said by the one asked for, by name or by role."""
    speaker = sentence.speaker
    if any(same_person(asked, speaker) and query.may_be(asked, speaker) for asked in query.speakers):
        return True
    # "A spokesman" may be anybody's; "a spokesman for Roe" is Roe's.
    theirs = not query.owner or not sentence.owners or query.owner in sentence.owners
    return theirs and not roles_alike(query.roles).isdisjoint(sentence.role)


def candidates(query: Query, found: Found, library: Library) -> Iterator[Window]:
    """Every window of what was found."""
    sought = Sought.of(query, library)
    for article, places in _places(found, library).items():
        page = library.page(article)
        setting = Setting(
            page=page,
            sought=sought,
            telling=sought.within([s.stems for s in page.sentences]),
            coverage=sought.coverage(sought.mask(page.stems)),
            names=sought.names_held(page.stems),
            article_words=max((h.article_words for p, h in found.hits.items() if p.article == article), default=0.0),
            has_speaker=any(said_by(query, s) for s in page.sentences if s.speaker),
        )
        seen = _see(setting, found, places)
        yield from _windows(setting, seen, places)


def _places(found: Found, library: Library) -> dict[str, list[int]]:
    """The numbers of the sentences to look at, by article: the best passages', those around, and whole articles'."""
    chosen: dict[str, set[int]] = {}
    pages = dict(zip(found.articles, library.pages(found.articles), strict=True))
    for place in found.order[:PASSAGES]:
        sentences = pages[place.article].sentences
        inside = [n for n, s in enumerate(sentences) if s.start < place.end and s.end > place.start]
        if inside:
            around = range(max(0, inside[0] - 1), min(len(sentences), inside[-1] + 2))
            chosen.setdefault(place.article, set()).update(around)
    for article in found.articles[:_WHOLE]:
        chosen.setdefault(article, set()).update(range(min(len(pages[article].sentences), _LONGEST)))
    return {article: sorted(places) for article, places in chosen.items() if places}


def _see(setting: Setting, found: Found, places: Sequence[int]) -> dict[int, Seen]:
    sentences = setting.page.sentences
    own = [(place, hit) for place, hit in found.hits.items() if place.article == setting.page.record.id]
    least = found.least
    assert least is not None
    outside = replace(least, article_words=setting.article_words)
    seen = {}
    for n in range(max(0, places[0] - 1), min(len(sentences), places[-1] + 2)):
        middle = (sentences[n].start + sentences[n].end) // 2
        hit = next((hit for place, hit in own if place.start <= middle < place.end), outside)
        seen[n] = _seen(setting, sentences[n], hit)
    return seen


def _seen(setting: Setting, sentence: Sentence, hit: Hit) -> Seen:
    sought, query = setting.sought, setting.sought.query
    return Seen(
        sentence=sentence,
        hit=hit,
        who=_who(query, sentence, setting.page.author),
        held=sought.mask(sentence.stems),
        loose=sought.loose_mask(sentence.stems),
        names_speaker=any(stem(last_name(name)) in sentence.stems for name in query.speakers),
        new_name=bool(sentence.names - sought.known_names),
        new_number=sentence.has_number and bool(sentence.numbers - query.numbers or not sentence.numbers),
        counts=sentence.has_number and _counts(sentence.text, sought.counted),
    )


def _who(query: Query, sentence: Sentence, author: str) -> int:
    if query.speakers and author and not sentence.speaker:
        return int(any(same_person(asked, author) for asked in query.speakers))
    if query.asks_speaker and sentence.speaker:
        return 1 if said_by(query, sentence) else -1
    return 0


def _counts(text: str, counted: frozenset[str]) -> bool:
    """Whether a number stands shortly before what is counted."""
    if not counted:
        return False
    words = tokens(text)
    at = [n for n, word in enumerate(words) if stem(word) in counted]
    numbers = [n for n, word in enumerate(words) if has_number(word)]
    return any(0 < a - n <= 4 for a in at for n in numbers)


def _windows(setting: Setting, seen: Mapping[int, Seen], places: Sequence[int]) -> Iterator[Window]:
    allowed = set(places)
    for first in places:
        words = held = 0
        for last in range(first, min(first + MAX_SENTENCES, len(setting.page.sentences))):
            sentence = seen[last].sentence if last in allowed else None
            if (
                sentence is None
                or sentence.words > MAX_WORDS
                or (sentence.apart and (last > first or not sentence.stems))
            ):
                break
            words += _words(seen[last])
            if words > MAX_WORDS or sentence.end - seen[first].sentence.start > MAX_CHARS:
                break
            held |= seen[last].held
            own = tuple(seen[n] for n in range(first, last + 1))
            yield Window(setting, first, last, own, seen.get(first - 1), words, held)
            if sentence.apart:
                break
