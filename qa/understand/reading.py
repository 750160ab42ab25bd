"""Question + history -> what is asked, from the words alone."""

from __future__ import annotations

import re
from dataclasses import replace

from index import Filters
from index.english.people import is_role, is_title
from index.english.saying import VERBS
from index.words import ASKING_WEIGHT, stem, tokens, weights
from qa.answer import Constraint, Question, Turn
from qa.library import Library
from qa.names import is_person, names_in, plain
from qa.page import count_words, quotations_in
from qa.understand.asked import Asked, asked_in
from qa.understand.constraints import taken_back, understood
from qa.understand.dates import Period, period_of, spelt_span
from qa.understand.followup import Followed, follow, goes_on, standing
from qa.understand.kinds import expects_of, kind_of
from qa.understand.publishers import Source, named_in, publisher_of
from qa.understand.query import Query
from qa.understand.several import questions_in
from qa.understand.shapes import Shaped, shape_of
from qa.understand.spelling import apostrophes, corrected, in_full, merged
from qa.understand.talk import talk_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTED = 3
"""Words of a quotation; fewer anybody may say."""
_NEAREST = 100
"""Passages whose articles tell which year's month is meant."""


def understand(question: Question, library: Library) -> Query:
    """The question as it stands by itself; where it asks several, each stands behind the one before it."""
    text = " ".join(question.text.split())
    first, *more = questions_in(text)
    if not more:
        return _understood(text, question, library)
    parts = [_understood(first, question, library)]
    history = [*question.history, Turn("user", first)]
    for one in more:
        parts.append(_understood(one, replace(question, history=history), library))
        history.append(Turn("user", one))
    constraints = tuple(dict.fromkeys(c for part in parts for c in part.understood))
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return replace(parts[0], text=text, notes=notes, understood=constraints, parts=tuple(parts))


def _understood(text: str, question: Question, library: Library) -> Query:
    """One question."""
    if talk := talk_of(text):
        return Query(text, filters=question.filters, narrowed=question.filters, talk=talk)
    proper = library.proper
    text = apostrophes(text, library)
    text, respelt = corrected(text, names_in(text, proper), library.words)
    text = in_full(text, names_in(text, proper), library)
    text = merged(text, names_in(text, proper), library)
    outlet = None if question.filters.publisher else _asked_to_tell(text, library)
    narrowed, own, period = _narrowed(text, question, library, outlet)
    names = names_in(own, proper)
    asked = _named(asked_in(own, names), library, narrowed)
    followed = Followed(text, own, None, kind_of(own, asked), asked.speakers, {})
    if goes_on(own, names, weights(own), question.history):
        history = standing(question.history, proper, library.sex_of)
        if period:
            history = [turn._replace(content=_undated(turn.content, library)) for turn in history]
        followed = follow(own, names, history, proper, library.sex_of)
    own = followed.own
    names = names_in(own, proper)
    asked = _named(asked_in(own, names), library, narrowed)
    shaped = Shaped("outlet") if outlet else shape_of(own, names, asked)
    speakers, aside = followed.speakers, asked.beside
    roles = (asked.role,) if asked.role and not speakers and followed.kind in ("said", "yes-no", "why") else ()
    query = Query(
        text=followed.text,
        own=own,
        kind=followed.kind,
        expects=expects_of(own),
        names=(shaped.whom,)
        if shaped.whom
        else tuple(name.plain for name in names_in(own.replace(aside, " ", 1), proper)),
        speakers=speakers,
        namesakes=frozenset(name for name in speakers if library.is_namesake(name)),
        apposition=aside,
        roles=roles,
        owner=asked.owner if roles else "",
        described=(asked.described or asked.office) if roles else "",
        terms=_terms(own, asked, shaped),
        context=followed.context,
        quoted=_quoted(own),
        years=frozenset(_YEAR.findall(own)),
        numbers=frozenset(token for token in tokens(own) if token[0].isdigit()),
        filters=question.filters,
        narrowed=narrowed,
        when=period.words if period else "",
        about=followed.about,
        told=followed.told,
        shape=shaped.shape,
        asking=shaped.words,
        whom=shaped.whom,
        others=(*followed.others, *(son for name in speakers for son in library.sons_of(name))),
        dated=followed.dated,
        notes=(
            *(f"{written} was read as {read}." for written, read in respelt),
            *((period.explained,) if period and period.explained else ()),
        ),
    )
    if speaker := question.filters.speaker:
        meant = library.archive.meant_by(speaker) or speaker
        query = replace(query, speakers=(plain(meant),), roles=(), kind="said")
    query = taken_back(query, question.without, library)
    return replace(query, understood=understood(query, library))


def _named(asked: Asked, library: Library, filters: Filters) -> Asked:
    """Whose words are asked for, where the word for them is no role, but the last name of somebody who is quoted; or
    where they are asked for by an office that one person holds.
    """
    called = is_role(asked.role) or is_title(asked.role)
    quoted = library.names_of(asked.role) if asked.role and not called else []
    if any(is_person(plain(name)) for name in quoted):
        return replace(asked, speakers=(asked.role,), role="")
    if asked.office and (holder := library.holder_of(asked.office, filters)):
        return replace(asked, speakers=(plain(holder),), role="", beside=asked.office)
    return asked


def _quoted(text: str) -> tuple[str, ...]:
    """The quotations behind a verb of saying; behind other words it may be a title, or what is held at arm's length."""
    said = (q for q in quotations_in(text) if {*text[: q.start].rstrip(" ,:").lower().split()[-1:]} & VERBS.keys())
    return tuple(words for q in said if count_words(words := text[slice(*q.inside)]) >= _QUOTED)


def _terms(text: str, asked: Asked, shaped: Shaped) -> dict[str, float]:
    """The question's stems with how much each counts; what only asks, and who a speaker is, count little."""
    terms = weights(text)
    asking = {asked.cue, *weights(asked.beside), *map(stem, shaped.words)}
    return {term: min(weight, ASKING_WEIGHT) if term in asking else weight for term, weight in terms.items()}


def _narrowed(
    text: str, question: Question, library: Library, outlet: Source | None
) -> tuple[Filters, str, Period | None]:
    """The filters with what the question says of publisher and date, the question without it, and the date.

    What the caller has set stays as it is, and what is taken back narrows nothing.
    """
    narrowed = filters = question.filters
    if not filters.publisher and (named := outlet or publisher_of(text, library.publishers)):
        text = _without(text, named.words)
        if Constraint("publisher", named.name) not in question.without:
            narrowed = replace(narrowed, publisher=named.name)
    asks_words = kind_of(text, asked_in(text, names_in(text, library.proper))) == "said"
    if filters.since or filters.until or not (period := period_of(text, library.days, asks_words=asks_words)):
        return narrowed, text, None
    if period.any_year:
        period = _of_held_year(period, text, question, library)
    text = _without(text, period.words)
    if Constraint("dates", spelt_span(period.since, period.until)) in question.without:
        return narrowed, text, None
    return replace(narrowed, since=period.since, until=period.until), text, period


def _asked_to_tell(text: str, library: Library) -> Source | None:
    """The publisher whose own words are asked for: "What does the Tribune write?"; not one whom others quote."""
    names = names_in(text, library.proper)
    asked = asked_in(text, names)
    if asked.source or any(library.names_of(speaker) for speaker in asked.speakers):
        return None
    written = [text[n.start : n.end] for n in names if n.plain in asked.speakers] + [asked.role] * bool(asked.role)
    return next((source for each in written if (source := named_in(text, each, library.publishers))), None)


def _of_held_year(period: Period, text: str, question: Question, library: Library) -> Period:
    """The month of the year in which the archive has in such a month what is nearest to the conversation."""
    talk = " ".join([*(turn.content for turn in question.history[-2:] if turn.role == "user"), text])
    days = (library.archive.record(hit.article).published for hit in library.archive.search(talk, _NEAREST))
    same = (day for day in days if day and period.since and day.month == period.since.month)
    return period.in_year(day.year) if (day := next(same, None)) else period


def _undated(text: str, library: Library) -> str:
    """A question without its period: another is asked for now."""
    period = period_of(text, library.days, asks_words=True)
    return _without(text, period.words) if period else text


def _without(text: str, words: str) -> str:
    return re.sub(r"\s+([,?.!])", r"\1", " ".join(text.replace(words, " ", 1).split()))
