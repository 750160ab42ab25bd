"""Question + history -> what is asked, from the words alone."""

from __future__ import annotations

import re
from dataclasses import replace

from index import Filters
from index.words import ASKING_WEIGHT, tokens, weights
from qa.answer import Constraint, Question
from qa.library import Library
from qa.names import names_in, plain
from qa.understand.asked import Asked, asked_in
from qa.understand.constraints import taken_back, understood
from qa.understand.dates import Period, period_of, spelt_span
from qa.understand.followup import Followed, follow, goes_on, standing
from qa.understand.kinds import expects_of, kind_of
from qa.understand.publishers import publisher_of
from qa.understand.query import Query
from qa.understand.spelling import corrected, in_full
from qa.understand.talk import talk_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEWEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?)\b", re.I)


def understand(question: Question, library: Library) -> Query:
    """The question as it stands by itself."""
    text = " ".join(question.text.split())
    if talk := talk_of(text):
        return Query(text, filters=question.filters, narrowed=question.filters, talk=talk)
    words = library.words
    text, respelt = corrected(text, names_in(text, words), words)
    text = in_full(text, names_in(text, words), library)
    narrowed, own, period = _narrowed(text, question, library)
    names = names_in(own, words)
    asked = asked_in(own, names)
    followed = Followed(text, own, None, kind_of(own, asked), asked.speakers, {})
    if goes_on(own, names, weights(own), question.history):
        history = standing(question.history, words, library.sex_of)
        if period:
            history = [turn._replace(content=_undated(turn.content, library)) for turn in history]
        followed = follow(own, names, history, words, library.sex_of)
    own = followed.own
    names = names_in(own, words)
    asked = asked_in(own, names)
    speakers, aside = followed.speakers, asked.beside
    roles = (asked.role,) if asked.role and not speakers and followed.kind in ("said", "yes-no", "why") else ()
    query = Query(
        text=followed.text,
        own=own,
        kind=followed.kind,
        expects=expects_of(own),
        names=tuple(name.plain for name in names_in(own.replace(aside, " ", 1), words)),
        speakers=speakers,
        namesakes=frozenset(name for name in speakers if library.is_namesake(name)),
        apposition=aside,
        roles=roles,
        owner=asked.owner if roles else "",
        described=asked.described if roles else "",
        terms=_terms(own, asked),
        context=followed.context,
        years=frozenset(_YEAR.findall(own)),
        numbers=frozenset(token for token in tokens(own) if token[0].isdigit()),
        filters=question.filters,
        narrowed=narrowed,
        when=period.words if period else "",
        about=followed.about,
        told=followed.told,
        newest=bool(_NEWEST.search(own)),
        notes=(
            *(f"{written} was read as {read}." for written, read in respelt),
            *((period.explained,) if period and period.explained else ()),
        ),
    )
    if speaker := question.filters.speaker:
        query = replace(query, speakers=(plain(speaker),), roles=(), kind="said")
    query = taken_back(query, question.without, library)
    return replace(query, understood=understood(query, library))


def _terms(text: str, asked: Asked) -> dict[str, float]:
    """The question's stems with how much each counts; the word of saying and who a speaker is count little."""
    terms = weights(text)
    asking = {asked.cue, *weights(asked.beside)}
    return {term: min(weight, ASKING_WEIGHT) if term in asking else weight for term, weight in terms.items()}


def _narrowed(text: str, question: Question, library: Library) -> tuple[Filters, str, Period | None]:
    """The filters with what the question says of publisher and date, the question without it, and the date.

    What the caller has set stays as it is, and what is taken back narrows nothing.
    """
    narrowed = filters = question.filters
    if not filters.publisher and (named := publisher_of(text, library.publishers)):
        text = _without(text, named.words)
        if Constraint("publisher", named.name) not in question.without:
            narrowed = replace(narrowed, publisher=named.name)
    asks_words = kind_of(text, asked_in(text, names_in(text, library.words))) == "said"
    if filters.since or filters.until or not (period := period_of(text, library.days, asks_words=asks_words)):
        return narrowed, text, None
    text = _without(text, period.words)
    if Constraint("dates", spelt_span(period.since, period.until)) in question.without:
        return narrowed, text, None
    return replace(narrowed, since=period.since, until=period.until), text, period


def _undated(text: str, library: Library) -> str:
    """A question without its period: another is asked for now."""
    period = period_of(text, library.days, asks_words=True)
    return _without(text, period.words) if period else text


def _without(text: str, words: str) -> str:
    return re.sub(r"\s+([,?.!])", r"\1", " ".join(text.replace(words, " ", 1).split()))
