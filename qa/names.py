"""The names in a question, and whether two of them are one person's."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from index.english.names import CALENDAR, PARTICLES, SUFFIXES, is_given, parted, pronoun_by
from index.english.people import is_title
from index.statements.sorts import kind_of
from index.words import STOP, fold

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*\.?|\d[\d,.]*")
_PART = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|their|our|my)\s$", re.I)
_POSSESSIVE = re.compile(r"[’']s?$")

_LONGEST = 4
"""Words of a name in full."""

_SUFFIXES = frozenset(suffix.lower() for suffix in SUFFIXES)
_NOT_NAMES = frozenset(day.lower() for day in CALENDAR) | {"democratic", "republican", "american"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name where a question has it; `plain` is it folded, and start and end are without title and possessive."""

    plain: str
    start: int
    end: int


def plain(name: str) -> str:
    """A name made comparable: its words folded, one space apart."""
    return " ".join(fold(word) for word in _PART.findall(name))


def names_in(text: str, proper: Container[str]) -> list[Name]:
    """Runs of capitalised words and, in a question all in small letters, of words the archive knows as names.

    proper holds such words, and names in full (plain), which are names whatever their words are by themselves.
    """
    cased = any(word[0].isupper() for word in text.split()[1:])
    words = list(_WORD.finditer(text))
    full = {} if cased else _full_names([plain(word[0]) for word in words], proper)
    runs: list[list[re.Match[str]]] = []
    going_on = False
    for n, word in enumerate(words):
        if n in full:
            runs += [words[n : full[n]]] if n < full[n] else []
            going_on = False
            continue
        if not _is_name(word[0], n == 0, cased, proper):
            going_on = False
            continue
        if going_on and text[runs[-1][-1].end() : word.start()] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
        going_on = not _POSSESSIVE.search(word[0])
    return [name for run in runs if (name := _name(run)) and not _is_office(name, text)]


def _full_names(words: Sequence[str], proper: Container[str]) -> dict[int, int]:
    """The words that make up names in full, by number: of the first of each, where the name ends; of the others, 0."""
    found: dict[int, int] = {}
    for first in range(len(words)):
        for end in range(min(len(words), first + _LONGEST), first + 1, -1):
            name = words[first:end]
            if found.get(first) is None and STOP.isdisjoint(name) and all(name) and " ".join(name) in proper:
                found |= dict.fromkeys(range(first, end), 0) | {first: end}
    return found


def same_person(asked: str, held: str) -> bool:
    """Whether a plain name asked for may be the one held: a last name in common, and no other first name."""
    a, h = asked.split(), held.split()
    if not a or not h:
        return False
    if len(a) > 1 and a[-1] in _SUFFIXES:
        return h[-1] == a[-1] and same_person(" ".join(a[:-1]), " ".join(h[:-1]))
    if len(a) == 1 and _people(a[0]):
        return any(word[:4] == a[0][:4] for word in h)
    if a[-1] != h[-1] and a[-1] not in h:
        return False
    return len(a) == 1 or len(h) == 1 or a[0] in h or h[0] in a or _alike(a[0], h[0])


def _alike(one: str, other: str) -> bool:
    """Whether two first names may be one: Mike and Michael, J. and Jane."""
    most = 1 if 1 in (len(one), len(other)) else 2
    return one[:most] == other[:most]


def last_name(name: str) -> str:
    """The last word of a plain name that is no suffix: of "jane roe jr", "roe"."""
    words = name.split()
    return next((word for word in reversed(words) if word not in _SUFFIXES), words[-1])


def generation(name: str) -> str:
    """The suffix of a plain name: of "jane roe jr", "jr"; "" without one."""
    return "".join(_SUFFIXES.intersection(name.split()[-1:]))


def is_person(name: str) -> bool:
    """Whether a plain name is a first name and what goes with it."""
    return " " in name and is_given(name.split()[0].title())


def sex_of(name: str) -> Literal["he", "she", ""]:
    """What somebody of this name is called, by the first name; "" where that does not tell."""
    return (pronoun_by(name.split()[0].title()) if " " in name else None) or ""


def is_name(speaker: str | None) -> bool:
    """Whether words may be put under a speaker's name as it is told: of one without a name, the article's tell who."""
    return bool(speaker) and kind_of(speaker or "", has_role=True) != "unnamed"


def is_speaker(asked: str, speaker: str) -> bool:
    """Whether words held under a name (as written) are those of the one asked for (plain), not of somebody near them.

    "Roe" is "Jane Roe" and "Jane Roe Jr.", but not "Roe's lawyer" or "sources close to Roe".
    """
    held = plain(speaker)
    if held == asked:
        return True
    named = all(word[0].isupper() or word in PARTICLES for word in speaker.removeprefix("the ").split())
    h = held.split()
    if h and h[-1] in _SUFFIXES and h[-1] != asked.split()[-1]:
        h = h[:-1]
    if not named or not h or not same_person(asked, " ".join(h)):
        return False
    return h[-1] == asked.split()[-1] or _people(asked)


def shown(name: str, text: str, names: Sequence[Name]) -> str:
    """A plain name as the question writes it, or else with capitals."""
    found = next((n for n in names if n.plain == name), None)
    written = text[found.start : found.end] if found else name
    return written if written != written.lower() else written.title()


def _people(word: str) -> bool:
    """Whether the word may name the people of a country: the Chinese, the Russians."""
    return len(word) > 5 and word.endswith(("ese", "ish", "ans", "ian"))


def _is_name(word: str, first: bool, cased: bool, proper: Container[str]) -> bool:
    if not word[0].isalpha():
        return False
    folded = fold(word.rstrip("."))
    if folded in STOP or folded in _NOT_NAMES:
        return False
    known = all(part in proper for part in plain(folded).split())
    return (known or not first) if word[0].isupper() else (known and not cased)


def _is_office(name: Name, text: str) -> bool:
    """Whether it is what somebody is, and no name: "the Archbishop"."""
    return is_title(text[name.start : name.end]) and bool(_DETERMINED.search(text, 0, name.start))


def _name(run: list[re.Match[str]]) -> Name | None:
    """The name in a run of words: what stands behind a title or a role in capitals."""
    words = [_POSSESSIVE.sub("", word[0]) for word in run]
    own = parted(" ".join(word if word != word.lower() else word.title() for word in words))[1]
    run = run[len(run) - len(own.split()) :]
    if not own:
        return None
    end = run[-1].end()
    if possessive := _POSSESSIVE.search(run[-1][0]):
        end -= len(possessive[0])
    elif run[-1][0].endswith(".") and len(run[-1][0]) > 2:
        end -= 1
    name = plain(" ".join(word[0] for word in run))
    return Name(name, run[0].start(), end) if len(name) > 1 else None
