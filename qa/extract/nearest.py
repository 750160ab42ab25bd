"""Where there is no answer: whether something is near, and what."""

from __future__ import annotations

from collections.abc import Mapping

from qa.answer import Status
from qa.evidence import Evidence
from qa.evidence.decide import around
from qa.evidence.piece import Piece
from qa.evidence.spoken import as_it_stands, spoken_in
from qa.evidence.wanted import topic_of
from qa.evidence.windows import Window
from qa.library import Library
from qa.understand import Query

_ENOUGH = 1 / 3
"""The share of what carries a question, rare words weighing more, that a passage must have to mention it."""

_MOST = 2


def status_of(evidence: Evidence, library: Library) -> Status:
    """Whether there is an answer, or else something that mentions what is asked."""
    query, verdict = evidence.query, evidence.verdict
    if query.talk:
        return "talk"
    if verdict.found:
        return "answered"
    known = verdict.reason not in ("unknown name", "words")
    return "related" if known and _mentioning(evidence, library) else "absent"


def nearest(evidence: Evidence, library: Library) -> list[Piece]:
    """The passages that mention what is asked, an article each; else the nearest words of the one who was asked for."""
    query = evidence.query
    if query.asks_speaker and (own := _by_the_one_asked_for(evidence)):
        return [spoken_in(own, query)]
    if query.filters.speaker:
        return []
    return [as_it_stands(window) for window in _mentioning(evidence, library)[:_MOST]]


def _by_the_one_asked_for(evidence: Evidence) -> Window | None:
    return next((window for _, window in evidence.ranked if any(seen.who > 0 for seen in window.seen)), None)


def _mentioning(evidence: Evidence, library: Library) -> list[Window]:
    """The best window of each article that mentions what carries the question."""
    carrying = _carrying(evidence.query, library)
    whole = sum(carrying.values())
    best: dict[str, Window] = {}
    for _, window in evidence.ranked:
        held = sum(weight for stem, weight in carrying.items() if stem in around(window))
        if whole and held >= _ENOUGH * whole:
            best.setdefault(window.article, window)
    return list(best.values())


def _carrying(query: Query, library: Library) -> Mapping[str, float]:
    """The stems that say what is asked, each by how rare it is; not those of whose words are asked for."""
    return {stem: library.words.rarity(stem) for stem in topic_of(query)}
