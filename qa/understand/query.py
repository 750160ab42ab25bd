"""Question + history -> what is asked, from the words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index import Filters
from index.words import tokens, weights
from qa.answer import Question
from qa.library import Library
from qa.names import Name, names_in, plain
from qa.understand.dates import period_of, publisher_of
from qa.understand.followup import Followed, follow, goes_on
from qa.understand.kinds import Kind, expects_of, kind_of
from qa.understand.speakers import HE_SUBJECT, role_of, speakers_of
from qa.understand.spelling import corrected
from qa.understand.talk import Talk, talk_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEWEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?)\b", re.I)


@dataclass(frozen=True)
class Query:
    """What is asked, standing by itself.

    text is shown and searched for; own is the question as it was written, its names spelt as in the archive; about,
    where the question goes on from the conversation, is what finds the article it is about. Names are plain
    (`qa.names.plain`). terms are the question's stems and context those carried over, with weights. filters are the
    caller's and narrowed those with what the question itself says of date and publisher. notes tell how it was read.
    """

    text: str
    own: str = ""
    kind: Kind = "what"
    expects: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    context: Mapping[str, float] = field(default_factory=dict)
    years: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    filters: Filters = field(default_factory=Filters)
    narrowed: Filters = field(default_factory=Filters)
    about: str | None = None
    told: tuple[str, ...] = ()
    newest: bool = False
    notes: tuple[str, ...] = ()
    talk: Talk | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it leans on the conversation."""
        return self.about is not None

    @property
    def asks_speaker(self) -> bool:
        """Whether somebody's words are asked for, by name or by role."""
        return bool(self.speakers or self.roles)


def understand(question: Question, library: Library) -> Query:
    """The question as it stands by itself."""
    text = " ".join(question.text.split())
    if talk := talk_of(text):
        return Query(text, filters=question.filters, narrowed=question.filters, talk=talk)
    words = library.words
    text, respelt = corrected(text, names_in(text, words.proper), words)
    narrowed, own, notes = _narrowed(text, question.filters, library)
    names = names_in(own, words.proper)
    kind = kind_of(own)
    speakers = () if kind in ("who", "who said") else speakers_of(own, names)
    followed = Followed(text, own, "", kind, speakers, {})
    going_on = goes_on(own, names, weights(own), question.history)
    if going_on:
        followed = follow(own, names, speakers, kind, question.history, words.proper)
    speakers, roles = _by_role(own, followed, names)
    own = followed.own
    query = Query(
        text=followed.text,
        own=own,
        kind=followed.kind,
        expects=expects_of(own),
        names=tuple(name.plain for name in names_in(own, words.proper)),
        speakers=speakers,
        roles=roles,
        terms=weights(own),
        context=followed.context,
        years=frozenset(_YEAR.findall(own)),
        numbers=frozenset(token for token in tokens(own) if token[0].isdigit()),
        filters=question.filters,
        narrowed=narrowed,
        about=followed.about if going_on else None,
        told=followed.told,
        newest=bool(_NEWEST.search(own)),
        notes=(*(f"{written} was read as {read}." for written, read in respelt), *notes),
    )
    if speaker := question.filters.speaker:
        return replace(query, speakers=(plain(speaker),), roles=(), kind="said")
    return query


def _by_role(text: str, followed: Followed, names: list[Name]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is asked for: by name, or, where a role stands with a name that is not theirs, by that role."""
    speakers = followed.speakers
    roles = role_of(text) if followed.kind in ("said", "yes-no", "why") else ()
    if not roles or any(speaker in plain(text) for speaker in speakers):
        return speakers, ()
    return (speakers if HE_SUBJECT.search(text) else ()), roles


def _narrowed(text: str, filters: Filters, library: Library) -> tuple[Filters, str, tuple[str, ...]]:
    """The filters with what the question says of publisher and date, the question without it, and how it was read.

    What the caller has set stays as it is.
    """
    narrowed = filters
    notes: tuple[str, ...] = ()
    if not filters.publisher and (named := publisher_of(text, library.publishers)):
        narrowed, text = replace(narrowed, publisher=named.name), _without(text, named.words)
    if not (filters.since or filters.until) and (period := period_of(text, library.newest)):
        narrowed, text = replace(narrowed, since=period.since, until=period.until), _without(text, period.words)
        notes = (period.explained,) if period.explained else ()
    return narrowed, text, notes


def _without(text: str, words: str) -> str:
    return re.sub(r"\s+([,?.!])", r"\1", " ".join(text.replace(words, " ", 1).split()))
