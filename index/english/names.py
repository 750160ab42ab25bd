"""One notion of a name: which words make one, in any script with capitals, and what a first name tells."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from index.english.calendar import DAYS, MONTHS
from index.english.lexicon import listed, rows
from index.english.people import BODIES, TITLES, is_role

PARTICLES = frozenset(listed("names.toml", "particles"))
"""Words in small letters within a name: "van der Velde"."""

SUFFIXES = frozenset(listed("names.toml", "suffixes"))
"""What stands behind a name, without its full stop: "Jr"."""

CALENDAR = frozenset(MONTHS) | frozenset(DAYS)
"""The names of months and days."""

NOT_NAMES = frozenset(listed("words.toml", "openers")) | CALENDAR
"""Words with a capital at the beginning of a sentence that begin no name."""

MOSTLY = 0.9
"""The share of a first name's bearers of one sex that tells "he" or "she" with some certainty."""

_WORDS_TOO = frozenset(listed("names.toml", "words_too"))
_EITHER = frozenset(listed("names.toml", "either"))

CAPITAL = "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "".join(
    c for c in map(chr, [*range(0x370, 0x530), *range(0x1E00, 0x1F00)]) if c.isupper()
)
LABELLED = rf"[{CAPITAL}][\w.’'-]*(?:[ \xa0](?:(?:of|the|van|von|de|der|al) ){{0,2}}[{CAPITAL}][\w.’'-]*){{0,5}}"
"""How a name or an office is written where it says who speaks, before a colon: wider than a name is in a sentence."""
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Sens?|Reps?|Gov|Lt|Sgt|Col|Gen|Maj|Capt|Adm|Cmdr|Jr|Sr|St|Ald|Cllr)\."
_WORD = (
    rf"(?:[A-Z]\.(?:-?[A-Z]\.?)*|{_ABBREVIATED}|(?:(?:{'|'.join(listed('names.toml', 'joined'))})-|d['’])?"
    rf"[{CAPITAL}][\w-]*(?:['’](?!s\b)\w+)*(?:\.[a-z]{{2,4}}\b)*)"
)
_PARTICLE = rf"(?:(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))}) ){{0,3}}"
_NICKNAME = rf"[“\"‘'][{CAPITAL}][\w-]*(?: [{CAPITAL}][\w-]*)?[”\"’']"
NAME = re.compile(rf"(?<![\w’'-]){_WORD}(?: (?:{_NICKNAME} )?{_PARTICLE}{_WORD})*")
"""A run of words with capitals, and the small ones within it: a name, with the titles before it, or the like."""


NICKNAMED = re.compile(rf"{_WORD} (?P<nickname>{_NICKNAME}) {_WORD}")
"""A nickname in marks between a first and a last name: Marvin “Stretch” Odell."""

HANDLE = re.compile(r"(?<![\w@.])@\w{2,30}")
"""Somebody's name in a network: "@mara_quill"."""


def given_share(first: str) -> float | None:
    """The share of men among those of a first name, from 0 to 1; nothing where it is unknown."""
    return 0.5 if first in _EITHER else _given().get(first)


def is_given(first: str) -> bool:
    """Whether a word is a first name, and hardly ever anything else that begins a name."""
    return first in _given() and first not in _WORDS_TOO and first not in NOT_NAMES and first not in TITLES


def pronoun_by(first: str) -> Literal["he", "she"] | None:
    """ "he" or "she" where a first name tells."""
    share = given_share(first)
    if share is None or 1 - MOSTLY < share < MOSTLY:
        return None
    return "he" if share >= MOSTLY else "she"


def parted(name: str) -> tuple[str, str]:
    """A run of words with capitals -> its title ("Vice President") and the name behind; "But" is part of neither."""
    run = name.split(" ")
    title_end = 0 if TITLES.isdisjoint(run) else max((i + 1 for i, w in enumerate(run[:-1]) if w in TITLES), default=0)
    if not title_end and len(run) > 2 and is_role(run[0]) and not is_given(run[0]):
        title_end = 1  # "Baker Olle Brandt", at the beginning of a sentence
    name_start = next((i for i in range(title_end, len(run)) if run[i] not in NOT_NAMES), len(run))
    name_start = max(name_start, _given_behind(run, name_start))
    return " ".join(word for word in run[:title_end] if word not in NOT_NAMES), " ".join(run[name_start:])


def _given_behind(run: list[str], start: int) -> int:
    """Where a first name stands behind other words: "House Counsel John Ash", "Strategic Communications John Ash"."""
    given = next((i for i in range(start, len(run) - 1) if is_given(run[i])), start)
    before = run[start:given]
    sure = len(before) > 1 or any(is_role(word) or word in BODIES for word in before)
    return given if sure and not any(word.endswith(".") for word in before) else start


def is_full_name(name: str) -> bool:
    """Whether a run of words can be a first and a last name: "Mara Quill", "Joost van der Velde"."""
    parts = [word for word in name.split() if word not in PARTICLES]
    if not 2 <= len(parts) <= 5 or name.isupper() or any(word.islower() for word in parts):
        return False
    return not any(word in NOT_NAMES or word.rstrip(".") in BODIES for word in parts)


def last_name(name: str) -> str:
    """The last name in a name, "Jr." and the like aside."""
    return next((word for word in reversed(name.split()) if word.rstrip(".") not in SUFFIXES), name)


@cache
def _given() -> dict[str, float]:
    return {first: float(share) for first, share in rows("given_names.tsv")}
