"""Names, titles, roles and pronouns -> the speaker in full, inside one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from index.article import Span
from index.statements.cues import words
from index.statements.names import (
    HE_ROLES,
    HE_TITLES,
    MEN,
    NOT_NAMES,
    ROLE_WORDS,
    ROLES,
    SHE_ROLES,
    SHE_TITLES,
    TITLES,
    WOMEN,
)

LONGEST = 80
"""Characters of a speaker's name: what is longer is cut between words."""
RECENT = 1500
"""How far back, in characters, a pronoun reaches."""

_ABBREVIATED = r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sens?|Reps?|Gov|Lt|Sgt|Col|Gen|Maj|Capt|Adm|Cmdr|Jr|Sr|St)\."
_WORD = rf"(?:[A-Z]\.(?:[A-Z]\.?)*|{_ABBREVIATED}|[^\W\d_a-zß-öø-ÿ][\w-]*(?:['’](?!s\b)\w+)*)"
_PARTICLE = r"(?:(?:de|la|del|van|von|der|den|bin|al|el|ibn|da|dos|di) ){0,2}"
_NAME = re.compile(rf"(?<![\w’']){_WORD}(?: {_PARTICLE}{_WORD})*")
_POSSESSIVE = re.compile(r"(?<=s)['’]$|['’]s$")
_OF_NAME = re.compile(r" (?:of|for|on|at|in|and|&|to) [^,;]*")
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z][\w.&’'/-]* ){1,8}$")
_WORDS_AFTER = re.compile(r",(?: \d+,)? ((?:an?|the|who is)? ?[^,.;:\n”\"]{3,80})")
_ARTICLE = re.compile(r"^(?:an?|the|who is) ")
_EITHER = re.compile(r" (?:and|or) (?:[A-Z][\w.]* )*$")
_SUFFIXES = words("Jr. Sr. Jr Sr II III IV")


@dataclass(eq=False)
class Person:
    """Someone the article names in full: what it says they are, whether "he" or "she", how often it names them."""

    name: str
    role: str | None = None
    pronoun: str | None = None
    count: int = 0


@dataclass
class Cast:
    """The people an article names in full, by name and by last name, and each place it names them."""

    people: dict[str, Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    places: list[tuple[Span, Person]] = field(default_factory=list)


class Speaker(NamedTuple):
    """The fullest name the article gives, and what it says the speaker is."""

    name: str | None
    role: str | None = None


NOBODY = Speaker(None)


def cast(text: str, start: int = 0) -> Cast:
    """Everyone the article names in full, but for a headline, where "Roe Wins Again" looks like a name."""
    found = Cast()
    headline = _headline_end(text, start)
    names = [(m.end(), *_parted(m[0])) for m in _NAME.finditer(text, start)]
    for end, title, name in names:
        first, *others = name.split() or [""]
        if end > headline and 1 <= len(others) <= 3 and (title or first in MEN or first in WOMEN):
            _introduce(found, text, end - len(name), title, name)
    for end, title, name in names:
        if name and (person := known(found, name, title)):
            found.places.append((Span(end - len(name), end), person))
            person.pronoun = person.pronoun or _pronoun_of(title.split())
    return found


def speaker_of(found: Cast, text: str, mention: Span, names: Iterable[Span]) -> Speaker:
    """The speaker in full, for a mention that is no pronoun; names: where in it a name may stand."""
    for noun in names:
        for match in _NAME.finditer(text, *mention):
            if match.start() <= noun.start < match.end() and (named := _named(found, text, match, mention)):
                return named
    nominal = " ".join(text[slice(*mention)].split(",")[0].split())
    person = _by_role(found, nominal, mention.start)
    return Speaker(person.name, person.role) if person else Speaker(_short(nominal) or None)


def pronoun_speaker(found: Cast, text: str, mention: Span, previous: Iterable[str], since: int) -> Speaker:
    """Who "he" or "she" is, given who spoke before, the last first, and where the last statement ended.

    It is the speaker before, unless only others who fit were named since: then it is the first of those. Where
    neither is there, it is the last who was named. Of "Poe and Ash" it could be either, so it is nobody.
    """
    fits = ("he", None) if text[slice(*mention)].lower() in ("he", "his", "him") else ("she", None)
    at = mention.start
    far, near, last = (bisect_left(found.places, i, key=_offset) for i in (at - RECENT, max(since, at - RECENT), at))
    named = [place for place in found.places[near:last] if place[1].pronoun in fits]
    earlier = [place for place in found.places[far:near] if place[1].pronoun in fits]
    before = next((found.people[name] for name in previous if name in found.people), None)
    if before and before.pronoun in fits and (not named or any(person is before for _, person in named)):
        return Speaker(before.name, before.role)
    if len(named) > 1 and _EITHER.match(text, named[0][0].end, named[1][0].start):
        return NOBODY
    person = named[0][1] if named else earlier[-1][1] if earlier else None
    return Speaker(person.name, person.role) if person else NOBODY


def known(found: Cast, name: str, title: str = "") -> Person | None:
    """The person a name stands for, where the article leaves no doubt.

    Of two with one last name it is the one whom a title or first name fits, or who is named in full at least twice
    as often as the other.
    """
    if name in found.people:
        return found.people[name]
    first, *others = name.split()
    same = found.by_last.get(last_name(name), [])
    if others:
        same = [p for p in same if p.name.split()[0] == first]
    elif not same:
        same = [p for p in found.people.values() if p.name.split()[0] == first]
        return same[0] if len(same) == 1 else None
    elif pronoun := _pronoun_of(title.split()):
        same = [p for p in same if p.pronoun in (pronoun, None)]
    same = sorted(same, key=lambda p: -p.count)
    clear = len(same) == 1 or (len(same) > 1 and same[0].count >= 2 * same[1].count)
    return same[0] if clear else None


def last_name(name: str) -> str:
    """The last name in a name, "Jr." and the like aside."""
    return next((word for word in reversed(name.split()) if word not in _SUFFIXES), name)


def _headline_end(text: str, start: int) -> int:
    """Where a first line ends whose words have capitals."""
    end = text.find("\n", start, start + 200)
    long = [word for word in text[start : max(start, end)].split() if len(word) > 3]
    return end if sum(word[0].isupper() for word in long) > 0.8 * len(long) else -1


def _offset(place: tuple[Span, Person]) -> int:
    return place[0].start


def _introduce(found: Cast, text: str, at: int, title: str, name: str) -> None:
    """Note a full name that stands at an offset, behind its title."""
    person = found.people.get(name)
    if person is None:
        person = found.people[name] = Person(name)
        found.by_last.setdefault(last_name(name), []).append(person)
    person.count += 1
    role = _role(text, at, title, name)
    if role and (person.role is None or person.role in TITLES):
        person.role = role
    first = name.split()[0]
    by_name = "he" if first in MEN else "she" if first in WOMEN else None
    person.pronoun = person.pronoun or _pronoun_of([*title.split(), *(role or "").split()]) or by_name


def _pronoun_of(titles: list[str]) -> str | None:
    """The pronoun that titles and roles ask for, if any."""
    if any(word in HE_TITLES or word.lower() in HE_ROLES for word in titles):
        return "he"
    return "she" if any(word in SHE_TITLES or word.lower() in SHE_ROLES for word in titles) else None


def _parted(name: str) -> tuple[str, str]:
    """A run of words with capitals -> its title ("Vice President") and the name behind; "But" is part of neither."""
    run = name.split(" ")
    title_end = max((i + 1 for i, word in enumerate(run[:-1]) if word in TITLES), default=0)
    name_start = next((i for i in range(title_end, len(run)) if run[i] not in NOT_NAMES), len(run))
    return " ".join(word for word in run[:title_end] if word not in NOT_NAMES), " ".join(run[name_start:])


def _named(found: Cast, text: str, match: re.Match[str], mention: Span) -> Speaker | None:
    title, name = _parted(match[0])
    at = match.end() - len(name)
    name = _POSSESSIVE.sub("", name)
    if name.isupper() and len(name) > 3:
        name = next((last for last in found.by_last if last.upper() == name), name)
    if not name:
        return None
    if person := known(found, name, title):
        return Speaker(person.name, person.role)
    if (rest := _OF_NAME.match(text, match.end(), mention.end)) and not title:
        return Speaker(_short(name + rest[0]))
    return Speaker(name, _role(text, at, title, name))


def _role(text: str, at: int, title: str, name: str) -> str | None:
    return _role_before(text, at) or title or _role_after(text, at + len(name))


def _role_before(text: str, at: int) -> str | None:
    """The role in front of a name: "White House spokesperson John Kirby"."""
    match = _WORDS_BEFORE.search(text, max(0, at - 90), at)
    before = match[0].split() if match else [""]
    if before[-1].lower() not in ROLES and before[-1] not in TITLES:
        return None
    start = len(before) - 1
    while start and _in_role(before[start - 1]):
        start -= 1
    return " ".join(before[start:])


def _in_role(word: str) -> bool:
    return word in ROLE_WORDS or word in ROLES or (word[0].isupper() and word not in NOT_NAMES)


def _role_after(text: str, at: int) -> str | None:
    """The role behind a name: "John Kirby, a spokesman for the council, said"."""
    match = _WORDS_AFTER.match(text, at, at + 120)
    role = _ARTICLE.sub("", match[1].strip()) if match else ""
    return role if any(_POSSESSIVE.sub("", word).lower() in ROLES for word in role.split()[:6]) else None


def _by_role(found: Cast, nominal: str, at: int) -> Person | None:
    """ "the vice president" -> the one person named before whom the article calls so."""
    article, *role = nominal.lower().split() or [""]
    if article != "the" or not role or role[-1] not in ROLES:
        return None
    before = {p.name: p for _, p in found.places[: bisect_left(found.places, at, key=_offset)]}
    fits = [p for p in before.values() if p.role and " ".join(role) in p.role.lower()]
    return fits[0] if len(fits) == 1 else None


def _short(name: str) -> str:
    name = _POSSESSIVE.sub("", name)
    return name if len(name) <= LONGEST else name[:LONGEST].rsplit(" ", 1)[0]
