"""Who is quoted in the archive, under one name each, and where what they said stands."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from index.article import ArticleRecord, Passage, Statement
from index.derived.aliases import Aliases, folded, full
from index.derived.database import Database, Values, several
from index.derived.records import narrowed
from index.fields import same_as_copies
from index.filters import Filters
from index.statements.people import family_of, one_name_each, plain_name
from index.statements.sorts import Kind, kind_of
from index.words import tokens

_ALIKE = 80
"""How alike, of 100, a name must be to one that is typed (rapidfuzz) to be offered."""

_LONGER = 3
"""How much longer or shorter one of its words may be than one that is typed."""

_PART = 20
"""Bits of a number that tell which part of its entry's article it is."""

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


def number_of(entry: int, n: int) -> int:
    """What names the n-th part of an entry's article in the texts' index."""
    return entry << _PART | n


def parted(number: int) -> tuple[int, int]:
    """The entry and the part that a number names."""
    return number >> _PART, number & (1 << _PART) - 1


class Speakers:
    """Every statement's place under one name for each speaker (by the rule of index/statements/people.py)."""

    def __init__(self, database: Database):
        self._database = database
        self.aliases = Aliases(database)

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
        self, speaker: str | None, filters: Filters, direct: bool | None, limit: int = -1, offset: int = 0
    ) -> list[Group]:
        """The statements, newest first, or those by a speaker.

        A speaker is named in full, or by words that stand in the name: "Kirby" are all the Kirbys.
        """
        narrowing, values = self._narrowing(speaker, filters, direct)
        query = f"""
            select name, same from (
                select sightings.name as name, same, day, statements.entry as entry, n, row_number() over (
                    partition by sightings.name, same order by day desc, statements.entry desc, n) as nth
                {narrowing}
            ) where nth = 1 order by day desc, entry desc, n limit ? offset ?"""
        return [Group(*row) for row in self._rows(query, [*values, limit, offset])]

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

    def at(self, numbers: Sequence[int], filters: Filters, direct: bool | None) -> list[Group]:
        """The statements with these numbers, in this order."""
        narrowing, values = self._narrowing(None, filters, direct)
        query = f"""select number, sightings.name, same {narrowing}
                    and number in (select value from json_each(?))"""
        groups = {number: Group(*row) for number, *row in self._rows(query, [*values, str(list(numbers))])}
        return [*dict.fromkeys(groups[number] for number in numbers if number in groups)]

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

    def shown_as(self, name: str) -> str:
        """Under which name somebody is shown whom articles, or the user, name so."""
        found = self._found_as(name)
        return self.aliases.of({found: []}, self._found_as).get(found, found)

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

    # Changing

    def add(
        self, record: ArticleRecord, entry: int, statements: Sequence[Statement], passages: Sequence[Passage]
    ) -> list[int | None]:
        """Put the statements of an entry's article down; under what each speaker is seen. `settle` after."""
        starts = [passage.start for passage in passages]
        day = record.published.isoformat() if record.published else None
        sightings = [self._seen(s.speaker, s.role) if s.speaker else None for s in statements]
        rows = []
        for n, (s, sighting) in enumerate(zip(statements, sightings, strict=True)):
            first, last = bisect_right(starts, s.start) - 1, bisect_left(starts, s.end) - 1
            rows.append([number_of(entry, n), entry, n, sighting, s.direct, same_as_copies(s), day, first, last])
        self._database.run_each("insert into statements values(?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return sightings

    def remove(self, entry: int) -> set[int]:
        """Take out the statements of an entry; under what their speakers were seen. `settle` after."""
        rows = self._rows("delete from statements where entry = ? returning sighting, same", [entry])
        gone = Counter(sighting for sighting, _ in rows if sighting is not None)
        self._database.run_each(
            "update sightings set count = count - ? where id = ?", [(count, id_) for id_, count in gone.items()]
        )
        names = self._names_at(gone)
        said = {(names[sighting], same) for sighting, same in rows if names.get(sighting)}
        for name, lost in Counter(name for name, same in said if not self._holds(name, same)).items():
            self._database.run("update names set statements = statements - ? where id = ?", [lost, name])
        left = (
            "(select {0}((select {0}(day) from statements where sighting = s.id)) from sightings s where s.name = ?1)"
        )
        days = f"first = {left.format('min')}, last = {left.format('max')}"
        for name in {name for name, _ in said}:
            self._database.run(f"update names set articles = articles - 1, {days} where id = ?1", [name])
        return set(gone)

    def settle(self, sightings: Iterable[int], since: int) -> None:
        """Name anew all whose families these sightings are of, and count what was said in the entries since one.

        What is counted already is not counted again, but for names that others lose or gain.
        """
        touched = [str([*sightings])]
        these = "id in (select value from json_each(?))"
        named = {name for (name,) in self._rows(f"select distinct name from sightings where {these}", touched)}
        moved: set[int] = set()
        families = {family for (family,) in self._rows(f"select distinct family from sightings where {these}", touched)}
        for family in self._leading_to(families):
            moved |= self._name_family(family)
        named |= {name for (name,) in self._rows(f"select distinct name from sightings where {these}", touched)}
        self._database.run(f"delete from sightings where count <= 0 and {these}", touched)
        self._count_since(since, moved)
        for name in moved:
            self._count_again(name)
        for name in (named | moved) - {None}:
            self._describe(name)

    def rename(self, aliases: Mapping[str, str]) -> None:
        """Show who is shown under a name under another's, as these have it and no others."""
        changed = self.aliases.put(aliases)
        moved: set[int] = set()
        for family in self._leading_to({family for name in changed for family in self._families_of(name)}):
            moved |= self._name_family(family)
        for name in moved:
            self._count_again(name)
            self._describe(name)

    def _families_of(self, name: str) -> set[str]:
        """Which families those are of who are named so."""
        held = self._rows("select distinct family from sightings where plain = ?", [plain_name(name)])
        return {family_of(name), *(family for (family,) in held)}

    def _leading_to(self, families: set[str]) -> set[str]:
        """These families, and those of who is shown under the name of somebody of them."""
        pairs = [(self._families_of(name), self._families_of(other)) for name, other in self.aliases.all().values()]
        while more := {family for own, others in pairs if others & families for family in own} - families:
            families = families | more
        return families

    def _seen(self, speaker: str, role: str | None) -> int:
        """Who bears a last name brings those that are written like them into its family."""
        query = """insert into sightings(speaker, role, count, plain, family) values(:speaker, :role, 1, :plain,
                   coalesce((select family from sightings where plain = :plain and family != plain limit 1), :family))
                   on conflict do update set count = count + 1 returning id"""
        written, family = plain_name(speaker), family_of(speaker)
        values = {"speaker": speaker, "role": role or "", "plain": written, "family": family}
        ((found,),) = self._rows(query, values)
        if family != written:
            self._database.run("update sightings set family = ?1 where plain = ?2 and family != ?1", [family, written])
        return int(found)

    def _name_family(self, family: str) -> set[int]:
        """The names that lost or gained what was counted under another."""
        query = """select id, speaker, role, count, sightings.name, renamed.name from sightings
                   left join renamed on sighting = id where family = ?"""
        rows = self._rows(query, [family])
        names = one_name_each({(speaker, role or None): count for _, speaker, role, count, *_ in rows if count > 0})
        together: dict[str, list[str]] = {}
        for (speaker, _), shown in names.items():
            together.setdefault(shown, []).extend(full([speaker]))
        instead = self.aliases.of(together, self._found_as)
        moved: set[int] = set()
        for id_, speaker, role, count, held, renamed in rows:
            shown = names.get((speaker, role or None), "")
            now = self._name_id(instead.get(shown, shown)) if count > 0 else None
            if now != held:
                moved |= {now, held} if now and held else set()
                self._database.run("update sightings set name = ? where id = ?", [now, id_])
            if (by_user := now if shown in instead else None) != renamed:
                self._rename(id_, by_user)
        return moved

    def _found_as(self, name: str) -> str:
        """Under which name somebody is shown, the user's word aside, whom articles name so; else the name itself."""
        families = [*self._families_of(name)]
        query = f"select speaker, role, count from sightings where family in ({several(families)})"
        rows = self._rows(query, families)
        seen = {(speaker, role or None): count for speaker, role, count in rows if count > 0}
        shown = one_name_each(seen)
        own = [sighting for sighting in seen if folded(sighting[0]) == folded(name)]
        return shown[max(own, key=lambda sighting: seen[sighting])] if own else name

    def _rename(self, sighting: int, name: int | None) -> None:
        """Keep which name a sighting has by the user's word, if it has one."""
        self._database.run("delete from renamed where sighting = ?", [sighting])
        if name:
            self._database.run("insert into renamed values(?, ?)", [sighting, name])
        self.aliases.changed()

    def _name_id(self, name: str) -> int:
        if found := self._database.row("select id from names where name = ?", [name]):
            return int(found[0])
        query = "insert into names(name, plain, kind, statements, articles) values(?, ?, '', 0, 0)"
        id_ = self._database.run(query, [name, " ".join(_words(name))])
        assert id_
        words = {*tokens(name)}
        self._database.run_each("insert into name_words values(?, ?)", [(word, id_) for word in words])
        return id_

    def _count_since(self, entry: int, but: set[int]) -> None:
        """Add what the entries since this one say to the counts of names, but of some."""
        self._database.run(
            """update names set
               statements = names.statements + new.statements, articles = names.articles + new.articles,
               first = coalesce(min(names.first, new.first), names.first, new.first),
               last = coalesce(max(names.last, new.last), names.last, new.last)
               from (select s.name as id, count(distinct entry) as articles, min(day) as first, max(day) as last,
                     count(distinct case when not exists (
                         select 1 from statements old join sightings o on o.id = old.sighting
                         where old.same = statements.same and o.name = s.name and old.entry < :since
                     ) then same end) as statements
                     from statements join sightings s on s.id = sighting where entry >= :since group by s.name) as new
               where names.id = new.id and names.id not in (select value from json_each(:but))""",
            {"since": entry, "but": str([*but])},
        )

    def _count_again(self, name: int) -> None:
        query = """select count(distinct same), count(distinct entry), min(day), max(day) from statements
                   where sighting in (select id from sightings where name = ?)"""
        (counted,) = self._rows(query, [name])
        self._database.run(
            "update names set statements = ?, articles = ?, first = ?, last = ? where id = ?", [*counted, name]
        )

    def _describe(self, name: int) -> None:
        """Tell what kind of speaker a name is; one that nobody bears any more is gone."""
        shown, statements = self._rows("select name, statements from names where id = ?", [name])[0]
        if not statements:
            self._database.run("delete from name_words where name = ?", [name])
            self._database.run("delete from names where id = ?", [name])
            return
        has_role = bool(self._rows("select 1 from sightings where name = ? and role != '' limit 1", [name]))
        self._database.run("update names set kind = ? where id = ?", [kind_of(shown, has_role), name])

    def _holds(self, name: int, same: str) -> bool:
        """Whether something alike is said under a name."""
        query = "select 1 from statements join sightings s on s.id = sighting where same = ? and s.name = ? limit 1"
        return bool(self._rows(query, [same, name]))

    def _names_at(self, sightings: Iterable[int]) -> dict[int, int]:
        query = "select id, name from sightings where id in (select value from json_each(?))"
        return dict(self._rows(query, [str([*sightings])]))

    def _rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._database.rows(query, values)


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
