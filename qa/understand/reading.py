"""Question + history -> what is asked, from the words alone."""

from __future__ import annotations

import re
from dataclasses import replace

from index import Filters
from index.words import ASKING_WEIGHT, tokens, weights
from qa.answer import Constraint, Question
from qa.library import Library
from qa.names import Name, names_in, plain
from qa.understand.constraints import taken_back, understood
from qa.understand.dates import Period, period_of, spelt_span
from qa.understand.followup import Followed, follow, goes_on, standing
from qa.understand.kinds import asked_for, expects_of
from qa.understand.publishers import publisher_of
from qa.understand.query import Query
from qa.understand.speakers import HE_SUBJECT, apposition, owner_of, role_of
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
    text, respelt = corrected(text, names_in(text, words.proper), words)
    text = in_full(text, names_in(text, words.proper), library)
    narrowed, own, period = _narrowed(text, question, library)
    names = names_in(own, words.proper)
    kind, speakers = asked_for(own, names)
    followed = Followed(text, own, None, kind, speakers, {})
    if goes_on(own, names, weights(own), question.history):
        history = standing(question.history, words.proper, library.sex_of)
        if period:
            history = [turn._replace(content=_undated(turn.content, library)) for turn in history]
        followed = follow(own, names, speakers, kind, history, words.proper, library.sex_of)
    speakers, roles = _by_role(own, followed, names)
    own = followed.own
    names = names_in(own, words.proper)
    aside = apposition(own, names, speakers)
    query = Query(
        text=followed.text,
        own=own,
        kind=followed.kind,
        expects=expects_of(own),
        names=tuple(name.plain for name in names_in(own.replace(aside, " ", 1), words.proper)),
        speakers=speakers,
        namesakes=frozenset(name for name in speakers if library.is_namesake(name)),
        apposition=aside,
        roles=roles,
        owner=owner_of(own, names) if roles else "",
        terms=weights(own) | dict.fromkeys(weights(aside), ASKING_WEIGHT),
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


def _by_role(text: str, followed: Followed, names: list[Name]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is asked for: by name, or, where a role stands with a name that is not theirs, by that role."""
    speakers = followed.speakers
    roles = role_of(text) if followed.kind in ("said", "yes-no", "why") else ()
    if not roles or any(speaker in plain(text) for speaker in speakers):
        return speakers, ()
    return (speakers if HE_SUBJECT.search(text) else ()), roles


def _narrowed(text: str, question: Question, library: Library) -> tuple[Filters, str, Period | None]:
    """The filters with what the question says of publisher and date, the question without it, and the date.

    What the caller has set stays as it is, and what is taken back narrows nothing.
    """
    narrowed = filters = question.filters
    if not filters.publisher and (named := publisher_of(text, library.publishers)):
        text = _without(text, named.words)
        if Constraint("publisher", named.name) not in question.without:
            narrowed = replace(narrowed, publisher=named.name)
    asks_words = asked_for(text, names_in(text, library.words.proper))[0] == "said"
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
