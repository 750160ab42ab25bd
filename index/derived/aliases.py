"""Names that the user said to be another's: who is shown under one is shown under the other's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from index.derived.database import Database
from index.english.letters import plain
from index.english.names import is_full_name


class Aliases:
    """Which name stands for which, kept with what is derived; and a number that is another one once anybody's name is
    another by them.
    """

    def __init__(self, database: Database):
        self._database = database

    def all(self) -> dict[str, tuple[str, str]]:
        """Each name and who is meant by it, by the name as it is compared."""
        return {
            key: (name, other) for key, (name, other) in json.loads(self._database.state("aliases") or "{}").items()
        }

    def put(self, aliases: Mapping[str, str]) -> list[str]:
        """Put others in their place; those names that do not stand for whom they stood for."""
        now, before = {folded(name): (name, other) for name, other in aliases.items()}, self.all()
        if now == before:
            return []
        self._database.set_state("aliases", json.dumps(now))
        return [name for name, _ in {*now.values()} ^ {*before.values()}]

    @property
    def change(self) -> int:
        return int(self._database.state("renamed") or 0)

    def changed(self) -> None:
        """Somebody is shown under another name by them."""
        self._database.set_state("renamed", self.change + 1)

    def of(self, names: Mapping[str, Iterable[str]], shown_as: Callable[[str], str]) -> dict[str, str]:
        """The name instead of each that stands for another; with each are given those that are one with it.

        shown_as tells under which name somebody is shown who is named so.
        """
        aliases = {key: other for key, (_, other) in self.all().items()}
        instead = {}
        for shown, own in names.items() if aliases else ():
            seen, name = {folded(shown)}, shown
            meant = aliases.get(folded(shown)) or next((aliases[n] for n in map(folded, own) if n in aliases), None)
            while meant and folded(name := shown_as(meant)) not in seen:
                seen.add(folded(name))
                meant = aliases.get(folded(name))
            if name != shown:
                instead[shown] = name
        return instead


def folded(name: str) -> str:
    """A name as it is compared: without case and marks on letters."""
    return " ".join(plain(name).casefold().split())


def full(names: Iterable[str]) -> list[str]:
    """Those of the names that are full ones: a last name alone may be another's as well."""
    return [name for name in names if is_full_name(name)]
