"""What is asked -> what the archive holds on it: the passages found, the windows ranked, and whether they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index import Archive, Filters, Statement
from index.words import stem, stems
from qa.evidence.decide import Verdict, decide
from qa.evidence.features import rank, reranked
from qa.evidence.found import Found, Place
from qa.evidence.readings import Readings, read_around
from qa.evidence.spoken import listed, lists, needed
from qa.evidence.windows import Ranked, candidates
from qa.library import Library
from qa.understand import Query
from qa.understand.constraints import subject_of

_KEPT = 30
"""Passages that are looked at."""

_KNOWN = 100
"""Passages whose scores are known where two searches are blended."""


_SPOKEN = 3
"""Statements that are looked at where the passages found hold none."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive holds on a query: windows of neighbouring sentences, best first, and whether they answer it.

    readings are what the reader made of the best windows; readings.answer tells its answering words.
    filters are those it was found with; empty where they leave no article; widened where what the question names as
    its time and publisher holds no answer, and more was searched; the query's filters are then what was kept of them.
    """

    query: Query
    filters: Filters
    found: Found = field(default_factory=Found)
    ranked: Sequence[Ranked] = ()
    readings: Readings = field(default_factory=Readings)
    verdict: Verdict = field(default_factory=Verdict)
    empty: bool = False
    widened: bool = False


def gather(query: Query, library: Library) -> Evidence:
    """The evidence in what the question names as its time and publisher, or else in all that the caller allows."""
    if query.talk or query.asks_nothing:
        return Evidence(query, query.filters)
    evidence = _within(query, query.narrowed, library)
    for filters in _wider(query):
        if evidence.verdict.found:
            break
        # Asked again as if the caller had set what is kept, so that what was given up is what is named beyond it.
        evidence = replace(_within(replace(query, filters=filters), filters, library), widened=True)
    return evidence


def _wider(query: Query) -> list[Filters]:
    """What to look in next: any publisher, then any day, then both, as far as the question itself names them."""
    own, narrowed = query.filters, query.narrowed
    any_publisher = replace(narrowed, publisher=own.publisher)
    any_day = replace(narrowed, since=own.since, until=own.until)
    return [f for f in dict.fromkeys((any_publisher, any_day, own)) if f != narrowed]


def _within(query: Query, filters: Filters, library: Library) -> Evidence:
    # Whose words are wanted is for later steps: what stands beside them is evidence too.
    found = found_for(query, library.archive, replace(filters, speaker=None), _KNOWN if query.goes_on else _KEPT)
    if not found.order:
        narrows = filters.narrows and not library.archive.any_within(filters)
        return Evidence(query, filters, empty=narrows)
    evidence = _ranked(query, filters, found, library)
    if lists(query) and not query.goes_on and next(listed(evidence.ranked, query, evidence.readings), None) is None:
        spoken = _spoken(query, filters, library)
        return _ranked(query, filters, found.begun_with(spoken), library) if spoken else evidence
    return evidence


def _ranked(query: Query, filters: Filters, found: Found, library: Library) -> Evidence:
    by_words = rank(candidates(query, found, library), query, library)
    readings = read_around(query.text, (r.window for r in by_words))
    ranked = reranked(by_words, readings)
    return Evidence(query, filters, found, ranked, readings, decide(query, found, ranked, readings, library))


def _spoken(query: Query, filters: Filters, library: Library) -> list[Place]:
    """The passages with the statements on the topic by those asked for, wherever they are: the nearest few."""
    topic = needed(query)
    names = [name for asked in query.speakers for name in library.names_of(asked)]
    about = subject_of(query.own) or query.own
    said = [one for name in names for one in library.archive.said(name, about, filters)[:_KNOWN]]
    on_it = [s for s in library.archive.words_of(said) if topic <= set(stems(s.text))]
    return [place for s in on_it[:_SPOKEN] if (place := _place_of(s, library))]


def _place_of(statement: Statement, library: Library) -> Place | None:
    spans = library.archive.spans_of(statement.article)
    return next((Place(statement.article, *span) for span in spans if span.start <= statement.start < span.end), None)


def found_for(query: Query, archive: Archive, filters: Filters, k: int) -> Found:
    """The passages found; for a follow-up, the article by the conversation and the passage by the question's words."""
    if query.about is None:
        return Found.of(archive.search(query.text, k, filters, query.terms)).best(_KEPT)
    by_talk = Found.of(archive.search(query.about, k, filters, {**query.context, **query.terms})).best(_KEPT)
    speakers = {stem(word): 1.0 for name in query.speakers for word in name.split()}
    by_itself = Found.of(archive.search(query.text, k, filters, {**speakers, **query.terms}))
    return by_talk.blended(by_itself)
