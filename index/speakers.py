"""Names, titles, roles and pronouns -> the speaker in full."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from index.article import Span
from index.names import FEMALE_ROLES, HE_TITLES, MALE_ROLES, MEN, NOT_NAMES, ROLES, SHE_TITLES, TITLES, WOMEN

_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sens?|Reps?|Gov|Lt|Sgt|Col|Gen|Maj|Capt|Adm|Cmdr|Jr|Sr|St)\.|[^\W\d_a-zß-öø-ÿ][\w-]*(?:['’](?!s\b)\w+)*)"
_RUN = re.compile(rf"(?<![\w’']){_WORD}(?: (?:(?:de|la|del|van|von|der|den|bin|al|el|ibn|da|dos|di) ){{0,2}}{_WORD})*")
_SUFFIX = frozenset(["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"])
_LONGEST = 80


@dataclass(eq=False)
class Person:
    """One person of an article: the full name, what the article says they are, and how "he" or "she" fits."""

    name: str
    role: str | None = None
    gender: str | None = None
    count: int = 0

    @property
    def last(self) -> str:
        return surname(self.name)


@dataclass
class Cast:
    """The people an article names, and where."""

    people: dict[str, Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    places: list[tuple[int, Person]] = field(default_factory=list)


def surname(name: str) -> str:
    words = [w for w in name.split() if w not in _SUFFIX]
    return words[-1] if words else name


def cast(text: str, start: int) -> Cast:
    """Everyone the article names in full, with the roles it gives them, and each place they are named."""
    found = Cast()
    runs = [(m.start(), *_parted(m[0])) for m in _RUN.finditer(text, start)]
    for at, title, name in runs:
        words = name.split()
        if len(words) > 1 and _is_person(words[0], title):
            _introduce(found, text, at, title, name)
    for at, title, name in runs:
        if name and (person := _known(found, name, title)):
            found.places.append((at, person))
            if gender := _title_gender(title):
                person.gender = person.gender or gender
    return found


def _is_person(first: str, title: str) -> bool:
    return first in MEN or first in WOMEN or bool(title)


def _introduce(found: Cast, text: str, at: int, title: str, name: str) -> None:
    person = found.people.get(name)
    if person is None:
        person = found.people[name] = Person(name)
        found.by_last.setdefault(person.last, []).append(person)
    person.count += 1
    first = name.split()[0]
    start = at + (len(title) + 1 if title else 0)
    role = _role_before(text, start) or title or _role_after(text, start + len(name))
    if person.role is None or (role and person.role in TITLES):
        person.role = role or person.role
    if person.gender is None:
        person.gender = _title_gender(title) or _role_gender(role) or _name_gender(first)


def _name_gender(first: str) -> str | None:
    return "he" if first in MEN else "she" if first in WOMEN else None


def _title_gender(title: str) -> str | None:
    words = set(title.split())
    return "he" if words & HE_TITLES else "she" if words & SHE_TITLES else None


def _role_gender(role: str | None) -> str | None:
    words = set(role.lower().split()) if role else set()
    return "he" if words & MALE_ROLES else "she" if words & FEMALE_ROLES else None


def _parted(run: str) -> tuple[str, str]:
    """A run of capitalised words -> its title ("Vice President") and the name behind it; a leading "But" is neither."""
    words = run.split(" ")
    last_title = max((i for i, w in enumerate(words[:-1]) if w in TITLES), default=-1)
    title = " ".join(words[: last_title + 1])
    words = words[last_title + 1 :]
    while words and words[0] in NOT_NAMES:
        words = words[1:]
    return title, " ".join(words)


_BEFORE = re.compile(r"(?:[A-Za-z][\w.&’'/-]*[ ]){1,8}$")
_AFTER = re.compile(r",(?: \d+,)? ((?:an?|the|who is|former|chief|senior)?\b[^,.;:\n”\"]{3,80})")


def _role_before(text: str, at: int) -> str | None:
    """The role in front of a name: "White House spokesperson John Kirby"."""
    before = _BEFORE.search(text, max(0, at - 90), at)
    if not before:
        return None
    words = before[0].split()
    ends = [w for w in words if w.lower() in ROLES or w in TITLES]
    if not ends or words[-1] not in ends:
        return None
    start = len(words) - 1
    while (
        start
        and (words[start - 1][0].isupper() or words[start - 1] in _ADJECTIVES)
        and words[start - 1] not in NOT_NAMES
    ):
        start -= 1
    return " ".join(words[start:])


_ADJECTIVES = (
    frozenset(
        ["former", "senior", "deputy", "chief", "vice", "party", "campaign", "national", "longtime", "veteran", "top", "assistant", "associate", "acting", "executive", "managing", "political", "press", "foreign", "presidential", "state", "house", "city", "county", "company", "group", "union", "committee", "police"]
    )
    | ROLES
)


def _role_after(text: str, at: int) -> str | None:
    """The role behind a name: "John Kirby, a spokesman for the council, said"."""
    after = _AFTER.match(text, at, at + 120)
    if not after:
        return None
    words = re.sub(r"^(?:an?|the|who is) ", "", after[1]).strip()
    firsts = [w.strip("’'s").lower() for w in words.split()[:6]]
    return words if any(w in ROLES for w in firsts) else None


def _known(found: Cast, name: str, title: str) -> Person | None:
    """The person a name stands for, where the article leaves no doubt."""
    if name in found.people:
        return found.people[name]
    words = name.split()
    same = found.by_last.get(surname(name), [])
    if len(words) > 1:
        same = [p for p in same if p.name.split()[0] == words[0]]
    elif gender := _title_gender(title):
        same = [p for p in same if p.gender in (gender, None)]
    if not same and len(words) == 1:
        same = [p for p in found.people.values() if p.name.split()[0] == name]
        return same[0] if len(same) == 1 else None
    if len(same) > 1:
        first, second = Counter({p.name: p.count for p in same}).most_common(2)
        return found.people[first[0]] if first[1] >= 2 * second[1] else None
    return same[0] if same else None


def speaker_of(
    found: Cast, text: str, mention: Span, head: Span, appositive: Span | None
) -> tuple[str | None, str | None]:
    """The speaker in full and their role, for a mention that is no pronoun."""
    words = text[mention.start : mention.end]
    for noun in (head, appositive):
        if noun is None or not text[noun.start].isupper():
            continue
        for run in _RUN.finditer(text, mention.start, mention.end):
            if run.start() <= noun.start < run.end():
                named = _named(found, text, run, mention)
                if named:
                    return named
    nominal = words.split(",")[0]
    if person := _by_role(found, nominal, mention.start):
        return person.name, person.role
    name = re.sub(r"\s+", " ", nominal)
    if name[:1].isupper() and name.split()[0] in NOT_NAMES:
        name = name[0].lower() + name[1:]
    return (name[:_LONGEST] if name else None), None


def _named(found: Cast, text: str, run: re.Match[str], mention: Span) -> tuple[str | None, str | None] | None:
    title, name = _parted(run[0])
    name = re.sub(r"['’]s?$", "", name)
    if not name:
        return (run[0], None) if title else None
    if person := _known(found, name, title):
        return person.name, person.role
    at = run.start() + (len(title) + 1 if title else 0)
    return name, title or _role_before(text, at) or _role_after(text, at + len(name))


def _by_role(found: Cast, nominal: str, at: int) -> Person | None:
    """ "the vice president" -> the one person named before whom the article calls so."""
    words = nominal.lower().split()
    if len(words) < 2 or words[0] != "the" or words[-1] not in ROLES:
        return None
    role = " ".join(words[1:])
    seen = {p.name: p for _, p in found.places[: bisect_left(found.places, at, key=lambda place: place[0])]}
    fits = [p for p in seen.values() if p.role and role in p.role.lower()]
    return fits[0] if len(fits) == 1 else None


def pronoun_speaker(
    found: Cast, pronoun: str, at: int, sentence: int, previous: str | None, since: int
) -> Person | None:
    """Who "he" or "she" is: the speaker before, unless somebody else of that gender was named since."""
    gender = pronoun.lower()
    end = bisect_left(found.places, at, key=lambda place: place[0])
    begin = bisect_left(found.places, max(since, at - 1500), key=lambda place: place[0])
    named = [p for _, p in found.places[begin:end] if p.gender == gender]
    before = found.people.get(previous) if previous else None
    if before and before.gender in (gender, None) and (not named or before in named):
        return before
    return named[0] if named else None
