"""What is asked -> what the archive holds on it: the passages found, the windows ranked, and whether they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from index import Archive, Filters, Statement
from index.words import same_words, stem
from qa.evidence.decide import Verdict, decide
from qa.evidence.features import rank, reranked
from qa.evidence.found import Found, Place
from qa.evidence.readings import Readings, read_around
from qa.evidence.spoken import Told, bearing
from qa.evidence.statements import statements_on
from qa.evidence.wanted import lists, lists_role, needed
from qa.evidence.windows import Ranked, candidates
from qa.langchain import OnrecordRetriever, hit_of
from qa.library import Library
from qa.understand import Query

_KEPT = 30
"""Passages that are looked at."""

_KNOWN = 100
"""Passages whose scores are known where two searches are blended."""


_SPOKEN = 3
"""Passages with statements that are looked at where those found hold none."""

_OF_STATEMENTS = frozenset({"latest", "over time", "compare", "people", "topic"})
"""The shapes of answers that are made of statements, wherever they are."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive holds on a query: windows of neighbouring sentences, best first, and whether they answer it.

    readings are what the reader made of the best windows; readings.answer tells its answering words. said are the
    statements on the topic by those asked for, in the order in which to show them; parts what was found for each of
    several questions.
    filters are those it was found with; empty where they leave no article; widened where what the question names as
    its time and publisher holds no answer, and more was searched; the query's filters are then what was kept of them.
    """

    query: Query
    filters: Filters
    found: Found = field(default_factory=Found)
    ranked: Sequence[Ranked] = ()
    readings: Readings = field(default_factory=Readings)
    verdict: Verdict = field(default_factory=Verdict)
    said: Sequence[Told] = ()
    empty: bool = False
    widened: bool = False
    parts: tuple[Evidence, ...] = ()


def gather(query: Query, library: Library) -> Evidence:
    """The evidence in what the question names as its time and publisher, or else in all that the caller allows."""
    if query.talk or query.asks_nothing:
        return Evidence(query, query.filters)
    if query.parts:
        return _together(query, [gather(part, library) for part in query.parts])
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
    wanting = query.shape in _OF_STATEMENTS or (lists(query) and not query.goes_on and not evidence.said)
    said = statements_on(query, filters, library) if wanting else []
    if not said:
        return evidence
    said += [told for told in evidence.said if all(told.statement.speaker != one.statement.speaker for one in said)]
    places = (_place_of(told.statement, library) for told in said[:_SPOKEN])
    return _ranked(query, filters, found.begun_with([place for place in places if place]), library, said)


def _with_words(ranked: list[Ranked], query: Query) -> list[Ranked]:
    """The windows with the words between marks that are asked for; all, where none has them."""
    quoted = [same_words(words) for words in query.quoted]
    having = (r for r in ranked if any(words in same_words(r.window.text) for words in quoted))
    return [*having] or ranked


def _ranked(
    query: Query, filters: Filters, found: Found, library: Library, said: Sequence[Told] | None = None
) -> Evidence:
    by_words = _with_words(rank(candidates(query, found, library), query, library), query)
    readings = read_around(query.text, (r.window for r in by_words))
    ranked = reranked(by_words, readings)
    if said is None:
        wanted = lists(query) or lists_role(query) or query.filters.speaker
        said = _spoken_there(bearing(ranked, query, readings), query, library) if wanted else []
    verdict = decide(query, found, ranked, readings, library, said)
    return Evidence(query, filters, found, ranked, readings, verdict, said)


def _spoken_there(said: Sequence[Told], query: Query, library: Library) -> Sequence[Told]:
    """Of a follow-up that names no topic ("And Roe?"), the statements where the conversation is; else all of them."""
    if not said or not query.goes_on or needed(query):
        return said
    rarity = library.words.rarity
    carried = {term: weight * rarity(term) for term, weight in query.context.items()}
    best = max(said, key=lambda told: sum(carried[term] for term in carried.keys() & told.page.stems))
    return [told for told in said if told.page.record.id == best.page.record.id]


def _together(query: Query, parts: Sequence[Evidence]) -> Evidence:
    """What was found for several questions, the best of each in turn: there is an answer where there is one to any."""
    best = next((part for part in parts if part.verdict.found), parts[0])
    turns = [ranked for turn in zip_longest(*(part.ranked for part in parts)) for ranked in turn if ranked]
    sentences = {place: read for part in parts for place, read in part.readings.sentences.items()}
    return replace(best, query=query, ranked=turns, readings=Readings(sentences), parts=tuple(parts))


def _place_of(statement: Statement, library: Library) -> Place | None:
    spans = library.archive.spans_of(statement.article)
    return next((Place(statement.article, *span) for span in spans if span.start <= statement.start < span.end), None)


def found_for(query: Query, archive: Archive, filters: Filters, k: int) -> Found:
    """The passages found; for a follow-up, the article by the conversation and the passage by the question's words."""
    if query.about is None:
        return _retrieved(archive, query.text, k, filters, query.terms).best(_KEPT)
    by_talk = _retrieved(archive, query.about, k, filters, {**query.context, **query.terms}).best(_KEPT)
    speakers = {stem(word): 1.0 for name in query.speakers for word in name.split()}
    by_itself = _retrieved(archive, query.text, k, filters, {**speakers, **query.terms})
    return by_talk.blended(by_itself)


def _retrieved(archive: Archive, text: str, k: int, filters: Filters, terms: Mapping[str, float]) -> Found:
    """What a search finds, by LangChain's retriever: whoever traces the chain sees it."""
    documents = OnrecordRetriever(archive=archive).invoke(text, k=k, filters=filters, terms=terms)
    return Found.of([hit_of(document) for document in documents])
