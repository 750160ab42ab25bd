"""One person, one name, across articles.

The rule, in order:

1. Names are compared without case, titles, full stops and a leading "the", with either apostrophe: "The Ministry" is
   "the ministry".
2. Two full names are one person where first and last names agree and middle initials do not disagree: "John Kirby" is
   "John F. Kirby", but "John F. Kirby" is not "John Q. Kirby". A "John Kirby" who could be either is the one with a
   like role, else he stays apart. "Jr." and the like part people, whatever else agrees: a son is not his father.
3. A last name alone is the one person of that last name whose role is like its own: they share a word that says
   something ("spokesman", "council"). Without a role it is the one person of that last name there is. Else it stays
   apart: better two entries than one with another's words.
4. Roles alone never part people: they change over time, so two John Kirbys without initials are shown as one, with
   all roles, most frequent first.

A person is shown under the full name used most often.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from index.english.letters import plain
from index.english.lexicon import words
from index.english.names import SUFFIXES, is_full_name
from index.english.people import TITLES

Sighting = tuple[str, str | None]
"""A speaker's name and role, as one article gives them."""

_EMPTY = words("a an and at for former from in of on s the to mr mrs ms miss")
_SUFFIXES = frozenset(suffix.lower() for suffix in SUFFIXES)
_TITLES = frozenset(title.rstrip(".").lower() for title in TITLES)


def one_name_each(seen: Mapping[Sighting, int]) -> dict[Sighting, str]:
    """The name to show for each speaker, given how often each was seen."""
    keys = {sighting: _key(sighting[0]) for sighting in seen}
    joined = _join_middles(seen, keys)
    joined = _join_last_names(seen, joined)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (name, role), count in seen.items():
        names[joined[name, role]][name] += count
    shown = {key: max(counts, key=lambda n: (_is_full(n), counts[n], len(n), n)) for key, counts in names.items()}
    return {sighting: shown[key] for sighting, key in joined.items()}


def family_of(name: str) -> str:
    """What all names have in common that may be one person's: the last name, or of what has none `plain_name`."""
    return _last(_key(name)) if _is_full(name) else plain_name(name)


def plain_name(name: str) -> str:
    """A name without case and titles, and a full one without middle initials and suffixes: alike for one person's, if
    not for them alone.
    """
    key = _key(name)
    if not _is_full(name):
        return key
    return " ".join(part for part in _without_middles(key).split() if part not in _SUFFIXES)


def _join_middles(seen: Mapping[Sighting, int], keys: dict[Sighting, str]) -> dict[Sighting, str]:
    """Give names without a middle initial to the one person who has one (rule 2)."""
    with_middle: defaultdict[str, set[str]] = defaultdict(set)
    for (name, _), key in keys.items():
        if _is_full(name) and key != (without := _without_middles(key)):
            with_middle[without].add(key)
    joined, roles = dict(keys), _roles(seen, keys)
    for sighting, key in keys.items():
        fuller = with_middle.get(key, set())
        if len(fuller) == 1:
            joined[sighting] = next(iter(fuller))
        elif fuller:
            joined[sighting] = _alike(sighting, fuller, roles) or key
    return joined


def _join_last_names(seen: Mapping[Sighting, int], keys: dict[Sighting, str]) -> dict[Sighting, str]:
    """Give last names alone to the person they can only be (rule 3)."""
    by_last: defaultdict[str, set[str]] = defaultdict(set)
    for (name, _), key in keys.items():
        if _is_full(name):
            by_last[_last(key)].add(key)
    joined, roles = dict(keys), _roles(seen, keys)
    for sighting, key in keys.items():
        full = by_last.get(key, set())
        if " " in key or not full:
            continue
        if _content(sighting[1]):
            joined[sighting] = _alike(sighting, full, roles) or key
        elif len(full) == 1:
            joined[sighting] = next(iter(full))
    return joined


def _roles(seen: Iterable[Sighting], keys: Mapping[Sighting, str]) -> Mapping[str, set[str]]:
    """The words of all roles of each person."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for sighting in seen:
        roles[keys[sighting]] |= _content(sighting[1])
    return roles


def _alike(sighting: Sighting, among: set[str], roles: Mapping[str, set[str]]) -> str | None:
    """The one of several people whose roles share a word with this one's, if it is one."""
    role = _content(sighting[1])
    alike = [key for key in among if role & roles[key]]
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    parts = re.sub(r"[.,]|[“\"‘'].*?[”\"’'](?= )", " ", plain(name).casefold()).replace("’", "'").split()
    while len(parts) > 1 and (parts[0] == "the" or parts[0] in _TITLES):
        parts = parts[1:]
    return " ".join(parts)


@lru_cache(maxsize=10_000)
def _is_full(name: str) -> bool:
    """Whether a name, its titles aside, is a first and a last name."""
    parts = name.split()[len(name.split()) - len(_key(name).split()) :]
    return is_full_name(" ".join(parts))


def _without_middles(key: str) -> str:
    """A name without the initials between its first and its last part."""
    first, *rest = key.split() or [key]
    return " ".join([first, *(part for part in rest[:-1] if len(part) > 1), *rest[-1:]])


def _last(key: str) -> str:
    return next((part for part in reversed(key.split()) if part not in _SUFFIXES), key)


def _content(role: str | None) -> set[str]:
    return set(re.findall(r"[^\W_]+", (role or "").casefold())) - _EMPTY
