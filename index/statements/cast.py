"""The people of an article: found by how it introduces and uses their names.

A run of words with capitals is a person's name where the text treats it as one: a title or a role stands at it ("the
baker Olle Brandt", "Petra Amsel, a diver, "), an age, an initial, a first name that is known, or it says something.
Universities, banks and streets are told apart by the words in their names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from index.article import Span
from index.english.names import HANDLE, NAME, NOT_NAMES, is_full_name, is_given, last_name, parted, pronoun_by
from index.english.people import BODIES, SURNAMES_RARELY, SURNAMES_TOO, TITLES, is_role, pronoun_of
from index.statements.roles import office_before, role_after, role_before, role_of

RECENT = 1500
"""How far back, in characters, a pronoun reaches, or an office: "the mayor"."""

MOST = 3
"""How often a person is named in full who is meant by a last name that another has, too."""

_INITIALS = re.compile(r"(?:[A-Z]\.)+(?:-?[A-Z]\.?)*$")
_AGE = re.compile(r"(?:, (?:aged )?\d{1,3}(?:[,.;]| and\b)| \(\d{1,3}\)|, who(?:se)? )")
_SAYS = re.compile(
    r"(?:, [^,.;:\n]{3,60},| (?:of|from|at|for) (?:the )?[A-Z][^,.;:\n“”\"]{2,50}?)? (?:also |later |then )?"
    r"(?:said|says|told|tells|added|adds|asked|replied|wrote)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|adds|asked|replied|wrote) $")
_BODY = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Aa]t|[Ii]n|[Ff]rom|[Oo]f|near) $")
_LEADS = re.compile(
    r"(?:^|[\n.?!:;,“”\"‘’'()–—-]|\b(?:and|or|but|that|when|as|while|because|if|says?|said|added|although|though|where|"
    r"after|before|since|until|so|whether|was|is|named|called|according to))\s*$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\b(?:that|when|as|while|because|if|although|though|where|after|before|since|until|so|whether) $", re.IGNORECASE
)
_OF_SELF = re.compile(
    r" (?:also |later |then |has |had )?(?:said|says|told \w+|tells \w+|added|adds|argued|argues|insisted|insists)"
    r"(?: that)? (he|she)\b"
)
_LISTED = re.compile(r",? (?:and|or) ")
_ATTRIBUTIVE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his) $")
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|his|her|our|an?)(?: [\w-]+){0,2}|[\w-]+[’']s) $", re.IGNORECASE)


@dataclass(eq=False)
class Person:
    """Someone the article names: what it says they are, "he" or "she", how often it names them in full.

    sure: whether it leaves no doubt that this is a person; either: whom a name stands for that is in doubt.
    """

    name: str
    role: str | None = None
    pronoun: str | None = None
    count: int = 0
    sure: bool = False
    either: list[Person] = field(default_factory=list)


class Place(NamedTuple):
    """Where somebody is named, and whether as one of whom the sentence tells something: as its subject, mostly.

    below: whether that is the subject of a clause that only hangs on another ("whether Quill was late").
    """

    span: Span
    person: Person
    leads: bool = False
    below: bool = False


class Naming(NamedTuple):
    """A run of words with capitals: where the name in it begins, the title before it, the name."""

    at: int
    title: str
    name: str


@dataclass
class Cast:
    """The people an article names, by name, by last name and by each part of it, and each place it names them.

    by_piece: by what a name begins with (behind it a blank), and ends with (in small letters, before it a blank).
    """

    people: dict[str, Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    by_part: dict[str, list[Person]] = field(default_factory=dict)
    by_piece: dict[str, list[Person]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Place]:
        """The places between two offsets, in order."""
        return self.places[self._place(start) : self._place(end)]

    def forget(self, stretches: Iterable[Span]) -> None:
        """Leave out the places in stretches (in order) that tell nothing of anybody: captions, bylines, links."""
        for start, end in stretches:
            del self.places[self._place(start) : self._place(end)]

    def _place(self, at: int) -> int:
        return bisect_left(self.places, at, key=lambda place: place.span.start)


def cast(text: str, start: int = 0) -> Cast:
    """Everyone the article names, but for a headline, where "Roe Wins Again" looks like a name."""
    found = Cast()
    headline = _headline_end(text, start)
    namings = [
        Naming(m.end() - len(name), title, name)
        for m in NAME.finditer(text, start)
        for title, name in [named_in(text, m)]
        if name
    ]
    full = [n for n in namings if n.at > headline and (is_full_name(n.name) or _is_of_a_rare_name(text, n))]
    tails = {" ".join(words[i:]) for n in full for words in [n.name.lower().split()] for i in range(1, len(words))}
    full = [n for n in full if n.name.lower() not in tails or is_given(n.name.split()[0])]
    alone = {n.name for n in namings if " " not in n.name}
    people = {n.name for n in full if _is_introduced(text, n)}
    spoken = {n.name for n in full if n.name not in people and _speaks(text, n)}
    for naming in full:
        if naming.name in people or naming.name in spoken:
            again = last_name(naming.name) in alone
            _introduce(found, text, naming, sure=naming.name in people or again)
    for naming in namings:
        if naming.at > headline and _can_be_mononym(naming.name) and not _namesakes(found, naming.name):
            sure = _is_introduced_alone(text, naming)
            if sure or _speaks(text, naming):
                _introduce(found, text, naming, sure)
    _note_strangers(found, text, namings)
    _place(found, text, namings)
    if "@" in text:
        _place_handles(found, text, start)
    return found


def named_in(text: str, run: re.Match[str]) -> tuple[str, str]:
    """The title in a run of words with capitals, and the name; of an office before it, only its last words are there:
    "Chancellor of the | Exchequer Rita Reeve".
    """
    title, name = parted(run[0])
    words = name.split()
    if (
        not title
        and len(words) > 2
        and not is_given(words[0])
        and office_before(text, max(0, run.start() - 60), run.start())
    ):
        given = next((i for i in range(1, len(words) - 1) if is_given(words[i])), len(words) - 2)
        return title, " ".join(words[given:])
    return title, name


def known(found: Cast, name: str, title: str = "", told: str | None = None) -> Person | None:
    """The person a name stands for, where the article leaves no doubt.

    Of two with one last name it is the one whom a title, a first name or the pronoun told behind it fits, or who is
    named in full at least MOST times, and twice as often as the other.
    """
    pronoun = pronoun_of(title) or told
    if name in found.people and (" " in name or found.people[name].pronoun in (pronoun, None) or not pronoun):
        return found.people[name]
    same = _namesakes(found, name)
    if pronoun:
        same = [p for p in same if p.pronoun in (pronoun, None)]
    same = sorted(same, key=lambda p: -p.count)
    clear = len(same) == 1 or (len(same) > 1 and same[0].count >= max(MOST, 2 * same[1].count))
    return same[0] if clear else None


def of_self(text: str, end: int) -> str | None:
    """The pronoun with which somebody whose name ends at an offset tells of themselves: "Quill says she is late"."""
    told = _OF_SELF.match(text, end)
    return told[1] if told else None


def _namesakes(found: Cast, name: str) -> list[Person]:
    """Everyone a name that is not a full name could stand for: by last name, else by first or another part."""
    first, *others = name.split()
    if not others:
        low = name.lower()
        return found.by_last.get(low) or found.by_part.get(name, [])
    last = last_name(name)
    same = [p for p in found.by_last.get(last.lower(), []) if p.name.split()[0] == first]
    return same or [*found.by_piece.get(" " + name.lower(), []), *found.by_piece.get(name + " ", [])]


def _headline_end(text: str, start: int) -> int:
    """Where a first line ends whose words have capitals."""
    end = text.find("\n", start, start + 200)
    long = [word for word in text[start : max(start, end)].split() if len(word) > 3]
    return end if sum(word[0].isupper() for word in long) > 0.8 * len(long) else -1


def _is_introduced(text: str, naming: Naming) -> bool:
    """Whether what stands in and around a name says that it is a person's."""
    at, title, name = naming
    first = name.split()[0]
    if title or is_given(first) or _INITIALS.match(first):
        return True
    end = at + len(name)
    return bool(role_before(text, at).role or _AGE.match(text, end) or role_after(text, end))


def _speaks(text: str, naming: Naming) -> bool:
    """Whether one of that name says something; "the" or "at" before it tells bodies and places."""
    before = text[max(0, naming.at - 12) : naming.at]
    first, *others = naming.name.split()
    if _BODY.search(before) or not (SURNAMES_TOO.isdisjoint([first, *others]) or (others and is_given(first))):
        return False
    return bool(_SAID.search(before) or _SAYS.match(text, naming.at + len(naming.name)))


def _is_of_a_rare_name(text: str, naming: Naming) -> bool:
    """Whether a first name and a word of bodies are a person's, since the text says so: "Police Chief James Hall"."""
    *first, last = naming.name.split()
    if last not in SURNAMES_RARELY or not first or not all(is_given(word) or _INITIALS.match(word) for word in first):
        return False
    end = naming.at + len(naming.name)
    told = naming.title or role_before(text, naming.at).role or _AGE.match(text, end) or role_after(text, end)
    return bool(told) or _speaks(text, naming)


def _can_be_mononym(name: str) -> bool:
    shape = " " not in name and len(name) > 2 and not name.isupper() and not name.endswith(".")
    return shape and name not in BODIES and name not in NOT_NAMES and not is_role(name)


def _is_introduced_alone(text: str, naming: Naming) -> bool:
    """Whether a single word is introduced as somebody's name: "President Suharto", "the singer Adele"."""
    at, title, name = naming
    known_first = is_given(name) and _speaks(text, naming)
    return bool(title or known_first or role_before(text, at).role or _AGE.match(text, at + len(name)))


def _introduce(found: Cast, text: str, naming: Naming, sure: bool) -> None:
    """Note a name where it stands."""
    at, title, name = naming
    person = found.people.get(name)
    if person is None:
        person = found.people[name] = Person(name, sure=sure)
        found.by_last.setdefault(last_name(name).lower(), []).append(person)
        for part in set(re.split("[ -]", name)):
            found.by_part.setdefault(part, []).append(person)
        words = name.split()
        for n in range(1, len(words)):
            for piece in (" ".join(words[:n]) + " ", " " + " ".join(words[n:]).lower()):
                found.by_piece.setdefault(piece, []).append(person)
    person.count += 1
    role = role_of(text, at, title, name)
    if role and (person.role is None or person.role in TITLES):
        person.role = role
    first = name.split()[0]
    person.pronoun = person.pronoun or pronoun_of(title) or pronoun_of(role or "") or pronoun_by(first)


def _note_strangers(found: Cast, text: str, namings: list[Naming]) -> None:
    """Note each last name that is of nobody named in full: "Quill says she is late", where only John Quill is."""
    told = Counter((n.name, of_self(text, n.at + len(n.name))) for n in namings if not n.title)
    for (name, pronoun), count in told.items():
        same = found.by_last.get(name.lower(), [])
        other = "she" if pronoun == "he" else "he"
        if pronoun and count > 1 and same and not told[name, other] and all(p.pronoun == other for p in same):
            found.people[name] = Person(name, pronoun=pronoun, sure=True)


def _place(found: Cast, text: str, namings: list[Naming]) -> None:
    """Note each place where somebody is named."""
    for naming in namings:
        at, title, name = naming
        person = known(found, name, title, of_self(text, at + len(name)))
        start = at - len(title) - 1 if title else at
        if person is None and name not in NOT_NAMES and (either := _namesakes(found, name)):
            person = Person("", sure=True, either=either)
        if person is None:
            continue
        role, begin = role_before(text, start)
        if not title and role is None and _ATTRIBUTIVE.search(text, max(0, start - 6), start):
            continue  # "the Verel plan" names Verel only to say which
        end = at + len(name)
        while found.places and found.places[-1].span.start >= begin:
            found.places.pop()  # "Verel's adviser Olle Brandt" names Verel only to say who Brandt is
        before = found.places[-1] if found.places else None
        listed = before is not None and _LISTED.fullmatch(text, before.span.end, start)
        leads = before.leads if before and listed else _leads(text, begin, start)
        below = before.below if before and listed else bool(_BELOW.search(text, max(0, begin - 10), begin))
        found.places.append(Place(Span(at, end), person, leads, below))
        person.pronoun = person.pronoun or pronoun_of(title)


def _place_handles(found: Cast, text: str, start: int) -> None:
    """Note where a network's handles stand: "@mara_quill" may be he or she."""
    for handle in HANDLE.finditer(text, start):
        person = found.people.setdefault(handle[0], Person(handle[0], sure=True))
        found.by_last.setdefault(handle[0].lower(), [person])
        found.places.append(Place(Span(*handle.span()), person, _leads(text, handle.start(), handle.start())))
    found.places.sort(key=lambda place: place.span.start)


def _leads(text: str, begin: int, start: int) -> bool:
    """Whether a name at an offset, or its role before it, stands where a subject does, not behind a verb."""
    before = text[max(0, begin - 60) : begin]
    while begin < start and (owner := _DETERMINER.search(before)):
        before = before[: owner.start()]
    return bool(_LEADS.search(before))
