"""Whether the archive holds an answer: a calibrated score from named features, and why not.

First among them is what the reader says. The weights are in `qa/evidence/weights.py` and fitted by `bench/fit.py`: the
score is the log-odds of an answer being there, as `onrecord evaluate` shows; above 0 it is more likely than not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from index import Statement
from index.derived import Words
from index.words import same_words, stem, stems
from qa.evidence.found import Found
from qa.evidence.readings import UNREAD, Readings
from qa.evidence.spoken import NEXT, Told, stems_around
from qa.evidence.wanted import lists, needed, of_anybody, theirs
from qa.evidence.weights import FOUND
from qa.evidence.windows import Ranked, Window
from qa.library import Library
from qa.names import is_person, last_name, same_person
from qa.page import Page
from qa.understand import Query
from qa.understand.constraints import subject_of

Reason = Literal["", "words", "unknown name", "silent speaker", "year", "names", "nothing"]

_AROUND = 2
"""Sentences before and after a window that may hold what it is about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is an answer; score is the log-odds of it, features what it was told from."""

    found: bool = False
    score: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)
    reason: Reason = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A query and the best that was found for it."""

    query: Query
    found: Found
    ranked: Sequence[Ranked]
    readings: Readings
    library: Library
    said: Sequence[Told] = ()
    """The statements on the topic by those asked for."""

    @cached_property
    def best(self) -> list[Window]:
        """The best six windows."""
        return [ranked.window for ranked in self.ranked[:6]]

    @cached_property
    def words(self) -> Words:
        return self.library.words

    @cached_property
    def pages(self) -> list[Page]:
        """The articles of the three best windows."""
        return list({w.article: w.page for w in self.best[:3]}.values())

    @cached_property
    def near(self) -> frozenset[str]:
        """The stems around the three best windows, and of their articles' headings."""
        return frozenset().union(*map(around, self.best[:3]), *(page.heading for page in self.pages))

    @property
    def whole(self) -> frozenset[str]:
        """The stems of the best window's article."""
        return self.best[0].page.stems

    @cached_property
    def names(self) -> list[list[str]]:
        """The stems of each name asked for, those of publishers aside."""
        publishers = {_letters(p) for p in self.library.publishers}
        named = [n for n in self.query.names if not publishers & {n.split()[-1], _letters(n)}]
        return [parts for n in named if (parts := [stem(part) for part in n.split() if len(part) > 1])]

    @cached_property
    def last_names(self) -> list[str]:
        return [parts[-1] for parts in self.names]


def around(window: Window) -> frozenset[str]:
    """The stems of a window's sentences and of those next to it."""
    sentences = window.page.sentences[max(0, window.first - _AROUND) : window.last + _AROUND + 1]
    return frozenset().union(*(s.stems for s in sentences))


def held_in(term: str, stems: Collection[str]) -> bool:
    """Whether the stem is among these, or a word of the same beginning (donor and donation, Chinese and China)."""
    if term in stems:
        return True
    begins = 4 if len(term) > 5 and term.endswith(("es", "ish", "an", "ian", "ese", "is")) else 5
    return len(term) >= 6 and any(other.startswith(term[:begins]) for other in stems)


def passage(case: Case) -> float:
    """Log-odds that the likeliest passage answers, as it was read."""
    return max((s.passage for s in case.readings.sentences.values()), default=UNREAD)


def sentence(case: Case) -> float:
    """Log-odds that the likeliest sentence is (part of) the answer."""
    return max((s.surely for s in case.readings.sentences.values()), default=UNREAD)


def name_missing(case: Case) -> float:
    """How rare the rarest name is that does not stand around the best windows."""
    rarity = case.words.rarity
    missing = [parts for parts in case.names if not held_in(parts[-1], case.near)]
    return max((max(map(rarity, parts)) for parts in missing), default=0.0)


def names_apart(case: Case) -> float:
    """Whether no article holds all names asked for."""
    return float(len(set(case.last_names)) > 1 and not case.words.together(case.last_names))


def year_missing(case: Case) -> float:
    """Whether a year asked for is neither in the best article nor the year of one of the best."""
    return float(bool(_missing_years(case)))


def carried_missing(case: Case) -> float:
    """How much of what the conversation is about the best article lacks."""
    rarity = case.words.rarity
    carried = {t: w * max(0.05, rarity(t)) for t, w in case.query.context.items() if w >= 0.3}
    return 1 - _covered(carried, case.whole) if carried else 0.0


def goes_on(case: Case) -> float:
    """Whether the question leans on the conversation, and so has few words of its own."""
    return float(case.query.goes_on)


def said_so(case: Case) -> float:
    """Whether one of those asked said something with every word of a topic of a word or two, or of a bare follow-up.

    Such a statement is the answer, whoever else keeps silent. So are their words where the conversation is, for a
    follow-up that names neither topic nor person ("And his reply?").
    """
    query, topic = case.query, needed(case.query)
    bare = not topic and not query.names and not query.told
    if bare and query.goes_on and query.kind == "said" and query.asks_speaker:
        return float(any(seen.who > 0 for seen in case.best[0].seen))
    if query.shape == "outlet":
        return float(topic <= case.near)
    listing = lists(query) or of_anybody(query)
    return float(listing and any(topic <= set(stems(s.text)) for s, _ in (*case.said, *_said(case))))


def unsaid(case: Case) -> float:
    """Whether a topic of a word or two is asked for, and no word of it is in or before what those asked say."""
    topic = needed(case.query)
    near = [stems_around(s, page, NEXT) for s, page in _said(case)]
    return float(lists(case.query) and bool(topic) and not any(held_in(t, stems) for stems in near for t in topic))


def _said(case: Case) -> list[tuple[Statement, Page]]:
    """The statements by those asked in the best articles."""
    return [(s, page) for page in case.pages for s in theirs(page, case.query)]


def unheard(case: Case) -> float:
    """Whether nothing of the best is by those whose words are asked for, and nothing names them."""
    query = case.query
    if query.kind != "said" or not query.speakers:
        return 0.0
    if all(_is_only_a_namesake(name, case.library) for name in query.speakers):
        return float(not any(same_person(name, page.author) for name in query.speakers for page in case.pages))
    return float(not any(seen.who > 0 or seen.names_speaker for window in case.best for seen in window.seen))


FEATURES: Mapping[str, Callable[[Case], float]] = {
    feature.__name__: feature
    for feature in (
        passage, sentence, said_so, unsaid, unheard, name_missing, names_apart, year_missing,
        carried_missing, goes_on,
    )
}  # fmt: skip


def decide(
    query: Query,
    found: Found,
    ranked: Sequence[Ranked],
    readings: Readings,
    library: Library,
    said: Sequence[Told] = (),
) -> Verdict:
    """Whether the best windows answer, or the statements on the topic by those asked for, and if not, why."""
    if not ranked:
        return Verdict(reason="nothing")
    if unheld := tuple(words for words in query.quoted if not library.holds(words)):
        return Verdict(reason="words", missing=unheld)
    case = Case(query, found, ranked, readings, library, said)
    features = {name: feature(case) for name, feature in FEATURES.items()}
    score = FOUND["bias"] + sum(FOUND[name] * value for name, value in features.items())
    if _nobody_s(case) or _unheld(case) or _nowhere(case):
        score = min(score, UNREAD)  # As unlikely as can be, whatever was read.
    elif features["said_so"] or _has_words(case):
        score = max(score, 0.0)
    return Verdict(True, score, features) if score >= 0 else Verdict(False, score, features, *_why_not(case))


def _has_words(case: Case) -> bool:
    """Whether the words between marks that are asked for stand in the best window, whoever says them."""
    text = same_words(case.best[0].text)
    return bool(case.query.quoted) and all(same_words(words) in text for words in case.query.quoted)


def _nobody_s(case: Case) -> bool:
    """Whether somebody's words are asked for as a list, and there are none: nobody else's will do."""
    listing = case.query.filters.speaker is not None or (lists(case.query) and bool(needed(case.query)))
    return listing and not case.said


def _unheld(case: Case) -> bool:
    """Whether what is to be spoken of is nowhere in the archive: a word of a short topic, or all of a long one."""
    subject = stems(subject_of(case.query.own) or "") if case.query.asks_speaker else []
    short = needed(case.query) if lists(case.query) else ()
    held = case.words.held
    return not all(map(held, short)) or (bool(subject) and not any(map(held, subject)))


def _nowhere(case: Case) -> bool:
    """Whether somebody named in full is in none of the best articles, or one who is to be introduced in no article."""
    if case.query.whom and not case.words.together([stem(part) for part in case.query.whom.split()]):
        return True
    held = frozenset().union(*(window.page.stems for window in case.best))
    return not all(held_in(stem(last_name(name)), held) for name in case.query.names if is_person(name))


def _is_only_a_namesake(name: str, library: Library) -> bool:
    """Whether nobody of this full name is quoted, but others of the last name are."""
    return library.is_namesake(name) and not library.names_of(name)


def _why_not(case: Case) -> tuple[Reason, tuple[str, ...]]:
    """The plainest reason that holds, and the names or years that are missing."""
    names, speakers = case.query.names, case.query.speakers
    unknown = [n for n in (*speakers, *names) if not case.words.together([stem(p) for p in n.split()])]
    if unknown and (not speakers or unknown[0] in speakers):
        return "unknown name", tuple(dict.fromkeys(unknown))
    if years := _missing_years(case):
        return "year", tuple(sorted(years))
    if speakers:
        return "silent speaker", speakers
    if missing := [n for n in case.query.names if not held_in(stem(last_name(n)), case.near)]:
        return "names", tuple(missing)
    return "nothing", ()


def _covered(weights: Mapping[str, float], stems: Collection[str]) -> float:
    return sum(w for term, w in weights.items() if held_in(term, stems)) / (sum(weights.values()) or 1.0)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _missing_years(case: Case) -> list[str]:
    published = {str(page.record.published.year) for page in case.pages if page.record.published}
    return [y for y in case.query.years if y not in published and y not in case.near and y not in case.whole]
