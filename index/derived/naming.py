"""Under which name each speaker is shown, and how much was said under each: it changes as the articles do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.article import ArticleRecord, Passage, Statement
from index.derived.aliases import Aliases, folded, full
from index.derived.database import Database, Values, several
from index.fields import same_as_copies
from index.statements.people import family_of, one_name_each, plain_name
from index.statements.sorts import kind_as_told, told_of
from index.words import tokens

_PART = 20
"""Bits of a number that tell which part of its entry's article it is."""


def number_of(entry: int, n: int) -> int:
    """What names the n-th part of an entry's article in the texts' index."""
    return entry << _PART | n


def parted(number: int) -> tuple[int, int]:
    """The entry and the part that a number names."""
    return number >> _PART, number & (1 << _PART) - 1


def _told(statement: Statement) -> int:
    """What a statement tells of whether its speaker is a person; whom the user named, is."""
    if statement.corrected:
        return 1
    mention = statement.mention
    return told_of(mention.text, statement.speaker) if mention and statement.speaker else 0


class Naming:
    """The changing half of `Speakers`: families of names are named anew as sightings come and go, and what was said
    under each name is counted by what changed.
    """

    def __init__(self, database: Database):
        self._database = database
        self.aliases = Aliases(database)

    def shown_as(self, name: str) -> str:
        """Under which name somebody is shown whom articles, or the user, name so."""
        found = self._found_as(name)
        return self.aliases.of({found: []}, self._found_as).get(found, found)

    def add(
        self, record: ArticleRecord, entry: int, statements: Sequence[Statement], passages: Sequence[Passage]
    ) -> list[int | None]:
        """Put the statements of an entry's article down; under what each speaker is seen. `settle` after."""
        starts = [passage.start for passage in passages]
        day = record.published.isoformat() if record.published else None
        told = [_told(s) for s in statements]
        sightings = [
            self._seen(s.speaker, s.role, t) if s.speaker else None for s, t in zip(statements, told, strict=True)
        ]
        rows = []
        for n, (s, sighting) in enumerate(zip(statements, sightings, strict=True)):
            first, last = bisect_right(starts, s.start) - 1, bisect_left(starts, s.end) - 1
            same = same_as_copies(s.place)
            rows.append([number_of(entry, n), entry, n, sighting, told[n], s.direct, same, day, first, last])
        self._database.run_each("insert into statements values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return sightings

    def remove(self, entry: int) -> set[int]:
        """Take out the statements of an entry; under what their speakers were seen. `settle` after."""
        rows = self._rows("delete from statements where entry = ? returning sighting, told, same", [entry])
        gone = {sighting for sighting, _, _ in rows if sighting is not None}
        self._database.run_each(
            "update sightings set count = count - 1, told = told - ? where id = ?",
            [(told, sighting) for sighting, told, _ in rows],
        )
        names = self._names_at(gone)
        said = {(names[sighting], same) for sighting, _, same in rows if names.get(sighting)}
        for name, lost in Counter(name for name, same in said if not self._holds(name, same)).items():
            self._database.run("update names set statements = statements - ? where id = ?", [lost, name])
        left = (
            "(select {0}((select {0}(day) from statements where sighting = s.id)) from sightings s where s.name = ?1)"
        )
        days = f"first = {left.format('min')}, last = {left.format('max')}"
        for name in {name for name, _ in said}:
            self._database.run(f"update names set articles = articles - 1, {days} where id = ?1", [name])
        return gone

    def settle(self, sightings: Iterable[int], since: int) -> None:
        """Name anew all whose families these sightings are of, and count what was said in the entries since one.

        What is counted already is not counted again, but for names that others lose or gain.
        """
        touched = [str([*sightings])]
        these = "id in (select value from json_each(?))"
        named = {name for (name,) in self._rows(f"select distinct name from sightings where {these}", touched)}
        moved: set[int] = set()
        touching = {family for (family,) in self._rows(f"select distinct family from sightings where {these}", touched)}
        for family in (families := self._leading_to(touching)):
            moved |= self._name_family(family)
        named |= {name for (name,) in self._rows(f"select distinct name from sightings where {these}", touched)}
        self._database.run(f"delete from sightings where count <= 0 and {these}", touched)
        self._count_since(since, moved)
        for name in moved:
            self._count_again(name)
        self._describe_all((named | moved) - {None}, families)

    def rename(self, aliases: Mapping[str, str]) -> None:
        """Show who is shown under a name under another's, as these have it and no others."""
        changed = self.aliases.put(aliases)
        moved: set[int] = set()
        for family in (
            families := self._leading_to({family for name in changed for family in self._families_of(name)})
        ):
            moved |= self._name_family(family)
        for name in moved:
            self._count_again(name)
        self._describe_all(moved, families)

    def _seen(self, speaker: str, role: str | None, told: int) -> int:
        """Who bears a last name brings those that are written like them into its family."""
        query = """insert into sightings(speaker, role, count, told, plain, family)
                   values(:speaker, :role, 1, :told, :plain,
                   coalesce((select family from sightings where plain = :plain and family != plain limit 1), :family))
                   on conflict do update set count = count + 1, told = told + :told returning id"""
        written, family = plain_name(speaker), family_of(speaker)
        values = {"speaker": speaker, "role": role or "", "told": told, "plain": written, "family": family}
        ((found,),) = self._rows(query, values)
        if family != written:
            self._database.run("update sightings set family = ?1 where plain = ?2 and family != ?1", [family, written])
        return int(found)

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
        id_ = self._database.run(query, [name, folded(name)])
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

    def _describe_all(self, names: Iterable[int], families: Iterable[str]) -> None:
        """Tell what kinds of speakers these names are, and those last names alone that may be theirs."""
        for name in names:
            self._describe(name)
        for family in families:
            for (name,) in self._rows("select id from names where plain = ? and name not like '% %'", [family]):
                self._describe(name)

    def _describe(self, name: int) -> None:
        """Tell what kind of speaker a name is; one that nobody bears any more is gone."""
        shown, statements = self._rows("select name, statements from names where id = ?", [name])[0]
        if not statements:
            self._database.run("delete from name_words where name = ?", [name])
            self._database.run("delete from names where id = ?", [name])
            return
        seen = self._rows("select speaker, role, told from sightings where name = ?", [name])
        speakers, roles, told = zip(*seen, strict=True)
        known = any(roles) or (" " not in shown and self._has_people(family_of(shown)))
        self._database.run("update names set kind = ? where id = ?", [kind_as_told(shown, speakers, told, known), name])

    def _has_people(self, family: str) -> bool:
        """Whether somebody of a family has a full name."""
        query = """select 1 from sightings join names on names.id = sightings.name
                   where family = ? and kind = 'person' and names.name like '% %' limit 1"""
        return bool(self._rows(query, [family]))

    def _holds(self, name: int, same: str) -> bool:
        """Whether something alike is said under a name."""
        query = "select 1 from statements join sightings s on s.id = sighting where same = ? and s.name = ? limit 1"
        return bool(self._rows(query, [same, name]))

    def _names_at(self, sightings: Iterable[int]) -> dict[int, int]:
        query = "select id, name from sightings where id in (select value from json_each(?))"
        return dict(self._rows(query, [str([*sightings])]))

    def _rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._database.rows(query, values)
