"""Who is quoted in the archive, and where what they said stands: derived from the store, in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.article import ArticleRecord
from index.english.letters import plain
from index.statements.people import one_name_each
from index.statements.sorts import Kind, kind_of

_ALIKE = 80
"""How alike, of 100, a name must be to one that is typed (rapidfuzz) to be offered."""


class Place(NamedTuple):
    """Where a statement is kept: the n-th of its article; `same` is alike for copies of one statement."""

    article: str
    n: int
    speaker: str | None
    role: str | None
    direct: bool
    same: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person, body or somebody unnamed across the archive: roles are most frequent first, days inclusive."""

    name: str
    kind: Kind
    roles: tuple[str, ...]
    statements: int
    articles: int
    first: date | None
    last: date | None


class SpeakerIndex:
    """Every statement's place under one name for each speaker (by the rule of index/statements/people.py)."""

    def __init__(self, places: Iterable[Place], records: Mapping[str, ArticleRecord]):
        places = list(places)
        seen = Counter((p.speaker, p.role) for p in places if p.speaker)
        self._names = one_name_each({(name, role): n for (name, role), n in seen.items() if name})
        self._records = records
        self._gone: frozenset[str] = frozenset()
        newest_first = sorted(places, key=lambda p: (_day(records[p.article]), p.article, -p.n), reverse=True)
        self._places: defaultdict[str | None, list[Place]] = defaultdict(list)
        for place in newest_first:
            self._places[self.name_of(place.speaker, place.role)].append(place)
        self._all = newest_first
        self._speakers = sorted(
            (self._speaker(name, own) for name, own in self._places.items() if name),
            key=lambda s: (-s.statements, s.name),
        )

    def name_of(self, speaker: str | None, role: str | None) -> str | None:
        """The one name under which a speaker, as an article names and describes them, is shown."""
        return self._names.get((speaker, role), speaker) if speaker else None

    def speakers(self, query: str = "", kind: Kind | None = None) -> list[Speaker]:
        """The speakers, of one kind or all, most quoted first: all, or those whose name has the query's words, or else
        is like it; marks on letters aside.
        """
        words = _plain(query).split()
        speakers = [s for s in self._speakers if kind in (s.kind, None)]
        if exact := [s for s in speakers if all(word in _plain(s.name) for word in words)]:
            return exact
        alike = [(_likeness(query, s.name), s) for s in speakers]
        return [s for score, s in sorted(alike, key=lambda pair: -pair[0]) if score >= _ALIKE]

    def places(self, speaker: str | None = None) -> Sequence[Place]:
        """The places of all statements, or of those by a speaker, newest first.

        A speaker is named in full, or by words that stand in the name: "Kirby" are all the Kirbys.
        """
        found = self._by(speaker) if speaker is not None else self._all
        return [place for place in found if place.article not in self._gone] if self._gone else found

    def without(self, articles: frozenset[str]) -> SpeakerIndex:
        """The same with no place in these articles."""
        view = copy(self)
        view._gone = articles
        return view

    def _by(self, speaker: str) -> Sequence[Place]:
        wanted = _plain(speaker)
        names = [name for name in self._places if name and _plain(name) == wanted]
        names = names or [n for n in self._places if n and set(wanted.split()) <= set(_plain(n).split())]
        if len(names) == 1:
            return self._places[names[0]]
        chosen = set(names)
        return [p for p in self._all if self.name_of(p.speaker, p.role) in chosen]

    def _speaker(self, name: str, places: Sequence[Place]) -> Speaker:
        days = sorted(day for p in places if (day := self._records[p.article].published))
        roles = Counter(p.role for p in places if p.role)
        return Speaker(
            name=name,
            kind=kind_of(name, bool(roles)),
            roles=tuple(role for role, _ in roles.most_common()),
            statements=len({p.same for p in places}),
            articles=len({p.article for p in places}),
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def _day(record: ArticleRecord) -> int:
    return record.published.toordinal() if record.published else 0


def _likeness(typed: str, name: str) -> float:
    """The best of the whole name and its words, so that a last name alone finds its owner."""
    from rapidfuzz import fuzz

    typed, name = _plain(typed), _plain(name)
    return max(fuzz.ratio(typed, part) for part in (name, *name.split()))


def _plain(name: str) -> str:
    return plain(name).casefold()
