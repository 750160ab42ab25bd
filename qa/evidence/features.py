"""What speaks for a window, as named features, and the windows ranked by their weighted sum.

They are ranked twice: by their words, which chooses the passages that are read, and by what the reader makes of those.
The weights are in `qa/evidence/weights.py` and fitted by `bench/fit.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qa.evidence.readings import UNREAD, Readings, ReadSentence
from qa.evidence.weights import RANK, READ
from qa.evidence.windows import MAX_WORDS, Ranked, Seen, Window, mask_of
from qa.library import Library
from qa.understand import Query

_MONEY = re.compile(r"[$€£]\s?\d|\b(?:dollars|euros|pounds)\b")
_PERCENT = re.compile(
    r"\d\s?%|\bper ?cent\b|\bpercentage\b|\bpoints\b|\bone of every\b|\bin (?:ten|\d+)\b", re.I
)  # fmt: skip
DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
)
"""A date, or the time of a day."""

KEPT = 100
"""Windows that are kept; those after them have no chance of being chosen."""


def _always(query: Query) -> bool:
    return True


def _speaker_asked(query: Query) -> bool:
    return query.asks_speaker


def _names_asked(query: Query) -> bool:
    return bool(query.names)


def _words_asked(query: Query) -> bool:
    return query.kind in ("said", "who said") or query.asks_speaker


def _expects(*kinds: str) -> Callable[[Query], bool]:
    return lambda query: not query.expects.isdisjoint(kinds)


def _quoted(window: Window) -> float:
    """How much of it stands in quotation marks."""
    return min(1.0, sum(s.sentence.quoted * s.sentence.words for s in window.seen) / window.words)


def spoken_topic(window: Window) -> float:
    """How much of the topic is in what the one asked for says, and in the sentence before, which may tell of what."""
    sought = window.setting.sought
    spoken = [seen for seen in window.seen if seen.who > 0]
    held = mask_of([*spoken, window.before]) if spoken and window.before else mask_of(spoken)
    return sought.coverage(held & sought.topic) / (sought.coverage(sought.topic) or 1.0)


class Feature(NamedTuple):
    """A feature of windows; it is 0 unless the question is one that it is there for."""

    name: str
    counts_for: Callable[[Query], bool]
    value: Callable[[Window], float]


FEATURES = (
    # How well its passage and its article were found.
    Feature("cosine", _always, lambda w: max(s.hit.cosine for s in w.seen)),
    Feature("article_words", _always, lambda w: w.setting.article_words),
    Feature("article_coverage", _always, lambda w: w.setting.coverage),
    Feature("article_names", _names_asked, lambda w: w.setting.names),
    # Which of the question's words it holds.
    Feature("telling", _always, lambda w: w.setting.telling(w.held)),
    Feature("led_to", _always, lambda w: w.setting.telling(w.before.held & ~w.held) if w.before else 0.0),
    Feature("density", _always, lambda w: min(1.0, w.held.bit_count() / (w.words / 8 + 1))),
    # Who says it.
    Feature("speaker", _speaker_asked, lambda w: sum(s.who > 0 for s in w.seen) / len(w.seen)),
    Feature("speaker_in_article", _speaker_asked, lambda w: float(w.setting.has_speaker)),
    Feature("spoken_topic", _speaker_asked, spoken_topic),
    Feature("quoted", _words_asked, _quoted),
    # Whether it has what an answer must have; "near" is its sentence with most of the question's words.
    Feature("number", _expects("number"), lambda w: _any(w, lambda s: s.new_number)),
    Feature("counted", _always, lambda w: _any(w, lambda s: s.counts)),
    Feature("money", _expects("money"), lambda w: _any(w, lambda s: bool(_MONEY.search(s.sentence.text)))),
    Feature("percent", _expects("percent"), lambda w: _any(w, lambda s: bool(_PERCENT.search(s.sentence.text)))),
    Feature("date", _expects("date"), lambda w: _any(w, lambda s: bool(DATE.search(s.sentence.text)))),
    Feature("date_near", _expects("date"), lambda w: float(bool(DATE.search(_nearest(w).sentence.text)))),
    # What it looks like.
    Feature("length", _always, lambda w: w.words / MAX_WORDS),
    Feature("question", _always, lambda w: float(w.seen[-1].sentence.text.rstrip(" ”\"'’)").endswith("?"))),
)


def features(window: Window) -> dict[str, float]:
    """All features of a window, by name."""
    query = window.setting.sought.query
    return {f.name: f.value(window) if f.counts_for(query) else 0.0 for f in FEATURES}


def rank(windows: Iterable[Window], query: Query, library: Library) -> list[Ranked]:
    """The best windows by their words, best first."""
    counting = [(RANK[f.name], f.value) for f in FEATURES if f.counts_for(query)]
    ranked = [Ranked(sum(weight * value(w) for weight, value in counting), w) for w in windows]
    return sorted(ranked, key=lambda r: -r.score)[:KEPT]


READ_FEATURES: Mapping[str, Callable[[Ranked, Sequence[ReadSentence]], float]] = {
    "by_words": lambda ranked, read: ranked.score,
    "passage": lambda ranked, read: max(s.passage for s in read),
    "sentence": lambda ranked, read: max(s.surely for s in read),
    "words": lambda ranked, read: max(s.words.surely if s.words else UNREAD for s in read),
}
"""What speaks for a window that was read: the score it had before, and log-odds (see `qa.reader.Reading`)."""


def reranked(ranked: Sequence[Ranked], readings: Readings) -> list[Ranked]:
    """The windows again, best first, by what was read of them; those that were not read come last."""
    again = [Ranked(sum(READ[n] * f(r, readings.of(r.window)) for n, f in READ_FEATURES.items()), r.window)
             for r in ranked]  # fmt: skip
    return sorted(again, key=lambda r: (not readings.has(r.window), -r.score))


def _any(window: Window, has: Callable[[Seen], bool]) -> float:
    return float(any(has(seen) for seen in window.seen))


def _nearest(window: Window) -> Seen:
    return max(window.seen, key=lambda s: window.setting.sought.coverage(s.held))
