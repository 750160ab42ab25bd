"""Who is quoted in the archive, under one name each, and where what they said stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from index.derived.aliases import folded
from index.derived.database import several
from index.derived.naming import Naming, number_of
from index.derived.records import narrowed
from index.filters import Filters
from index.statements.sorts import Kind
from index.words import tokens

_ALIKE = 80
"""How alike, of 100, a name must be to one that is typed (rapidfuzz) to be offered."""

_LONGER = 3
"""How much longer or shorter one of its words may be than one that is typed."""

_STATED = """from statements join articles on articles.entry = statements.entry
             left join sightings on sightings.id = statements.sighting left join names on names.id = sightings.name"""


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


class Group(NamedTuple):
    """A statement with its copies: the number of the name it is under, None for nobody's, and what they have alike."""

    name: int | None
    same: str


class Found(NamedTuple):
    """A statement that was found: under which name, at which place in which article (by its entry)."""

    name: str | None
    entry: int
    place: Place


class Speakers(Naming):
    """Every statement's place under one name for each speaker (by the rule of index/statements/people.py)."""

    # Who

    def count(self, query: str = "", kind: Kind | None = None) -> int:
        """How many speakers `listed` has."""
        if _words(query):
            return len(self._named_like(query, kind))
        return int(self._rows("select count(*) from names where ? in (kind, '')", [kind or ""])[0][0])

    def listed(
        self, query: str = "", kind: Kind | None = None, limit: int = -1, offset: int = 0, by_kind: bool = False
    ) -> list[Speaker]:
        """The speakers, of one kind or all, most quoted first: all, or those whose name has the query's words, or else
        is like it; marks on letters aside. by_kind: people first, then bodies, then who has no name.
        """
        if _words(query):
            ids = self._named_like(query, kind)
            found = {speaker.name: speaker for speaker in self._speakers(f"where id in ({several(ids)})", ids)}
            names = dict(self._rows(f"select id, name from names where id in ({several(ids)})", ids))
            speakers = [found[names[id_]] for id_ in ids]
            if by_kind:
                speakers.sort(key=lambda speaker: _KINDS.index(speaker.kind))
            return speakers[offset:][: None if limit < 0 else limit]
        first = f"instr('{' '.join(_KINDS)}', kind), " if by_kind else ""
        where = f"where ? in (kind, '') order by {first}statements desc, name limit ? offset ?"
        return self._speakers(where, [kind or "", limit, offset])

    def with_word(self, word: str) -> list[str]:
        """The names that have a word (folded), most quoted first."""
        query = """select names.name from name_words join names on names.id = name_words.name
                   where word = ? order by statements desc, names.name"""
        return [name for (name,) in self._rows(query, [word])]

    def _speakers(self, where: str, values: Sequence[Any]) -> list[Speaker]:
        found = self._rows(f"select id, name, kind, statements, articles, first, last from names {where}", values)
        roles = self._roles([row[0] for row in found])
        return [
            Speaker(name, kind, tuple(roles.get(id_, ())), statements, articles, _day(first), _day(last))
            for id_, name, kind, statements, articles, first, last in found
        ]

    def _roles(self, names: Sequence[int]) -> dict[int, list[str]]:
        roles: dict[int, Counter[str]] = {}
        query = f"select name, role, count from sightings where name in ({several(names)}) and role != '' order by id"
        for name, role, count in self._rows(query, names):
            roles.setdefault(name, Counter())[role] += count
        return {name: [role for role, _ in counts.most_common()] for name, counts in roles.items()}

    def _named_like(self, query: str, kind: Kind | None) -> list[int]:
        """The names that have the query's words in them, most quoted first, or else those like it, likest first."""
        words = _words(query)
        of_kind = "? in (kind, '')"
        held = " and ".join("instr(plain, ?)" for _ in words)
        most_quoted = "order by statements desc, name"
        exact = self._rows(f"select id from names where {of_kind} and {held} {most_quoted}", [kind or "", *words])
        if exact:
            return [id_ for (id_,) in exact]
        near = self._rows(
            f"select id, plain from names where {of_kind} and id in (select name from name_words where word in "
            f"(select distinct word from name_words where {_near_words(words)})) {most_quoted}",
            [kind or "", *(value for word in words for value in _near_values(word))],
        )
        alike = [(_likeness(query, name), id_) for id_, name in near]
        return [id_ for score, id_ in sorted(alike, key=lambda pair: -pair[0]) if score >= _ALIKE]

    # What they said

    def said(
        self,
        speaker: str | None,
        filters: Filters,
        direct: bool | None,
        limit: int = -1,
        offset: int = 0,
        oldest_first: bool = False,
    ) -> list[Group]:
        """The statements, newest or oldest first, or those by a speaker; those without a day come last.

        A speaker is named in full, or by words that stand in the name: "Kirby" are all the Kirbys.
        """
        narrowing, values = self._narrowing(speaker, filters, direct)
        query = f"""
            select name, same from (
                select sightings.name as name, same, day, statements.entry as entry, n, row_number() over (
                    partition by sightings.name, same order by day desc, statements.entry desc, n) as nth
                {narrowing}
            ) where nth = 1 order by {_BY_DAY[oldest_first]}, n limit ? offset ?"""
        return [Group(*row) for row in self._rows(query, [*values, limit, offset])]

    def newest(self, speaker: str, most: int) -> list[Group]:
        """The newest statements of a speaker, copies once: of each sighting no more are read, however many it has."""
        names = self._names_of(speaker)
        query = f"""
            select sightings.name, same from sightings join statements on number in (
                select number from statements where sighting = sightings.id order by day desc limit ?)
            where sightings.name in ({several(names)})
            group by sightings.name, same order by max(day) desc, max(entry) desc, min(n) limit ?"""
        return [Group(*row) for row in self._rows(query, [most, *names, most])]

    def count_said(self, speaker: str | None, filters: Filters, direct: bool | None) -> int:
        """How many statements `said` has, copies not counted."""
        narrowing, values = self._narrowing(speaker, filters, direct)
        query = f"select count(*) from (select 1 {narrowing} group by sightings.name, same)"
        return int(self._rows(query, values)[0][0])

    def days_said(self, speaker: str | None, filters: Filters, direct: bool | None) -> list[date]:
        """The day of each statement that `said` has, of those that have one, newest first."""
        narrowing, values = self._narrowing(speaker, filters, direct)
        grouped = "and day is not null group by sightings.name, same order by max(day) desc"
        rows = self._rows(f"select max(day) {narrowing} {grouped}", values)
        return [date.fromisoformat(day) for (day,) in rows]

    def publishers(self, speaker: str) -> list[str]:
        """The publishers of the articles in which a speaker said something."""
        narrowing, values = self._narrowing(speaker, Filters(), None)
        query = f"select distinct publisher {narrowing} and publisher is not null order by outlet"
        return [name for (name,) in self._rows(query, values)]

    def heard_in(self, entries: Sequence[int], most: int) -> list[tuple[str, int]]:
        """Who speaks in most of the articles with these entries, and in how many; at most so many speakers."""
        among = "statements.entry in (select value from json_each(?))"
        query = f"""select names.name, count(distinct statements.entry) {_STATED} where {among}
                    and names.id is not null group by names.id order by 2 desc, 1 limit ?"""
        return self._rows(query, [json.dumps([*entries]), most])

    def entries_of(self, speaker: str, entries: Sequence[int]) -> set[int]:
        """Those of the entries whose articles hold words of a speaker."""
        among = "statements.entry in (select value from json_each(?))"
        narrowing, values = self._narrowing(speaker, Filters(), None)
        rows = self._rows(
            f"select distinct statements.entry {narrowing} and {among}", [*values, json.dumps([*entries])]
        )
        return {entry for (entry,) in rows}

    def at(
        self, numbers: Sequence[int], filters: Filters, direct: bool | None, oldest_first: bool | None = None
    ) -> list[Group]:
        """The statements with these numbers, in this order, or by day."""
        narrowing, values = self._narrowing(None, filters, direct)
        ordered = "" if oldest_first is None else f"order by {_BY_DAY[oldest_first]}, n"
        query = f"""select number, sightings.name, same, day, statements.entry as entry {narrowing}
                    and number in (select value from json_each(?)) {ordered}"""
        groups = {row[0]: Group(*row[1:3]) for row in self._rows(query, [*values, str(list(numbers))])}
        order = numbers if oldest_first is None else [*groups]
        return [*dict.fromkeys(groups[number] for number in order if number in groups)]

    def copies(self, groups: Iterable[Group], filters: Filters, direct: bool | None) -> list[list[Found]]:
        """Where each of these stands: all copies, the newest first."""
        narrowing, values = self._narrowing(None, filters, direct)
        query = f"""select names.name, statements.entry, articles.id, n, speaker, role, direct, same {narrowing}
                    and +sightings.name is ? and statements.same = ? order by day desc, statements.entry desc, n"""
        return [
            [
                Found(name, entry, Place(article, n, speaker, role or None, bool(direct), same))
                for name, entry, article, n, speaker, role, direct, same in self._rows(query, [*values, *group])
            ]
            for group in groups
        ]

    def passages(self, speaker: str, filters: Filters) -> set[int]:
        """The numbers of the passages that hold any of a speaker's statements, copies too."""
        narrowing, values = self._narrowing(speaker, filters, None)
        rows = self._rows(f"select statements.entry, statements.first, statements.last {narrowing}", values)
        return {number_of(entry, n) for entry, first, last in rows for n in range(first, last + 1)}

    def copies_of(self, article: str, n: int) -> list[tuple[str, int]]:
        """Where the n-th statement of an article stands, and its copies under the same name in others."""
        of = f"{_STATED} where articles.id = ? and n = ?"
        query = f"""select articles.id, n {_STATED} where same = (select same {of})
                    and sightings.name is (select sightings.name {of})"""
        return self._rows(query, [article, n, article, n])

    def known_as(self, seen: Iterable[tuple[str, str | None]]) -> dict[tuple[str, str | None], str]:
        """Of speakers and their roles as articles give them: the names of those whom the user said to be another."""
        if not self._rows("select 1 from renamed limit 1"):
            return {}
        speakers = json.dumps([*{speaker for speaker, _ in seen}])
        query = """select speaker, role, names.name from sightings join renamed on sighting = sightings.id
                   join names on names.id = renamed.name where speaker in (select value from json_each(?))"""
        return {(speaker, role or None): name for speaker, role, name in self._rows(query, [speakers])}

    def sightings_of(self, speaker: str) -> list[int]:
        """Under what a speaker, named in full or by words of the name, is seen."""
        names = self._names_of(speaker)
        return [id_ for (id_,) in self._rows(f"select id from sightings where name in ({several(names)})", names)]

    def _narrowing(self, speaker: str | None, filters: Filters, direct: bool | None) -> tuple[str, list[Any]]:
        where, values = narrowed(filters)
        joined = f"{_STATED} where {where}"
        if speaker is not None:
            names = self._names_of(speaker)
            joined += f" and sightings.name in ({several(names)})"
            values += names
        if direct is not None:
            joined += " and direct = ?"
            values.append(direct)
        return joined, values

    def meant_by(self, name: str) -> str | None:
        """The one who is shown in the place of all whose name has these words, where that is the user's word."""
        words = set(_words(name))
        others = [each for each in self.aliases.all() if words and words <= set(each.split())]
        found = {self.shown_as(other) for other in others}
        return found.pop() if len(found) == 1 and not self._shown_under(name) else None

    def _names_of(self, speaker: str) -> list[int]:
        if shown := self._shown_under(speaker):
            return shown
        meant = self.meant_by(speaker)
        return self._shown_under(meant) if meant else []

    def _shown_under(self, name: str) -> list[int]:
        """The numbers of the names that are this one, or else have its words."""
        if exact := self._rows("select id from names where plain = ?", [" ".join(_words(name))]):
            return [id_ for (id_,) in exact]
        words = tokens(name)
        query = f"select name from name_words where word in ({several(words)}) group by name having count(*) = ?"
        return [id_ for (id_,) in self._rows(query, [*words, len(set(words))])] if words else []


_BY_DAY = {False: "day desc, entry desc", True: "day is null, day, entry"}
"""Newest first, oldest first."""

_KINDS: Sequence[Kind] = ("person", "body", "unnamed")


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _words(name: str) -> list[str]:
    return folded(name).split()


def _near_words(words: Sequence[str]) -> str:
    return " or ".join("(word >= ? and word < ? and abs(length(word) - ?) <= ?)" for _ in words)


def _near_values(word: str) -> tuple[str, str, int, int]:
    """A word that begins with the same letter and is about as long."""
    return word[0], word[0] + "\U0010ffff", len(word), _LONGER


def _likeness(typed: str, name: str) -> float:
    """The best of the whole name and its words, so that a last name alone finds its owner."""
    from rapidfuzz import fuzz

    typed = " ".join(_words(typed))
    return max(fuzz.ratio(typed, part) for part in (name, *name.split()))
