"""Numbers, amounts, percentages and dates: written in figures or in words, compared by what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from index.english.saying import VERBS
from index.words import stem, stems


class Quantity(NamedTuple):
    """A value and what it counts: "%", "points", "$", "€", "£", "nth" or, for anything else, "".

    The 1990s are counted in "s", the hours of the morning and of the evening in "a" and "p".
    """

    value: float
    unit: str = ""


class Day(NamedTuple):
    """A date as far as it is told."""

    month: int
    day: int | None = None
    year: int | None = None


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: n for n, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: n for n, word in enumerate(_NTH.split(), 1)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}

_WORDS = "|".join([*_SMALL, *_TENS, *_SCALES])
_FIRST_WORD = rf"(?:an?\s+)?(?:{'|'.join(_SCALES)})|{'|'.join([*_SMALL, *_TENS])}"
_IN_WORDS = rf"(?:{_FIRST_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORDS}))*"
_SCALE = rf"(?:[\s-]?(?P<scale>{'|'.join(_SCALES)})\b|(?P<short>{'|'.join(_SHORT)})\b)?"
_UNIT = (
    r"(?:[\s-]?(?:(?P<points>percentage[\s-]points?)|(?P<percent>%|per\s?cent\b|percent\b|pct\b)"
    r"|(?P<half>[ap]\.?m\b)|(?P<dollars>(?:US\s)?dollars?\b)|(?P<euros>euros?\b)|(?P<pounds>pounds?\b)))?"
)
_QUANTITY = re.compile(
    rf"(?P<minus>(?<!\S)[-−])?(?P<sign>[$€£])?\s?"
    rf"(?:(?P<figures>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d*\.\d+|\d+)(?P<nth>st|nd|rd|th)?(?P<age>s\b)?{_SCALE}"
    rf"|\b(?P<words>{_IN_WORDS})\b|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b){_UNIT}",
    re.I,
)
# "No one", "one another", "one of them": no number is meant.
_NO_NUMBER = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|which)[\s-]one\b|\bone(?:self|\s+(?:another|of|day|more))\b", re.I
)
_CUES = frozenset(stem(form) for form in VERBS)
_CLAUSE_END = re.compile(r"[,.;:!?()\"“”—–\n]")
_NEAR = 4
"""Words on each side of a quantity that tell what it counts."""
_RANGE = re.compile(r"\s?(?:to|and|or|-|–)\s?$")

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"),
    re.compile(rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? {_MONTH}(?!\w)(?:,? (?P<year>(?:19|20)\d\d)\b)?"),
    re.compile(rf"\b{_MONTH},?(?: of)? (?P<year>(?:19|20)\d\d)\b"),
)


def numbers_held(claim: str, place: str, published: date | None) -> bool:
    """Whether each number and date of a claim stands in the place, or is, in full, the day it was published."""
    days, rest = _days(claim)
    claimed = list(quantities(rest))
    if not days and not claimed:
        return True
    there, others = _days(place)
    held = set(quantities(others)) | {Quantity(float(d.year)) for d in there if d.year}
    return all(_day_held(day, there, published) for day in days) and all(
        any(_is_quantity(quantity, other) for other in held) for quantity in claimed
    )


def counted_alike(claim: str, place: str) -> bool:
    """Whether each quantity of a claim stands near a word in the place that it stands beside in the claim."""
    own = undated(claim)
    claimed = list(_found(own))
    rest = undated(place) if claimed else ""
    there = [
        (found, {*_words(rest[:start])[-_NEAR:], *_words(rest[end:])[:_NEAR]}) for found, start, end in _found(rest)
    ]
    for found, start, end in claimed:
        behind, before = _words(_CLAUSE_END.split(own[end:])[0]), _words(_CLAUSE_END.split(own[:start])[-1])
        beside = set(behind[:1] or before[-1:])
        near = [words for other, words in there if _is_quantity(found, other)]
        if beside and near and not any(beside & words for words in near):
            return False
    return True


def _words(text: str) -> list[str]:
    return [word for word in stems(uncounted(text)) if word not in _CUES]


def undated(text: str) -> str:
    """The text with its dates blanked out."""
    return _days(text)[1]


@lru_cache(maxsize=512)
def uncounted(text: str) -> str:
    """The text with its quantities and their units blanked out."""
    return _QUANTITY.sub(lambda m: " " * len(m[0]), text)


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text without dates; of "5 to 10%", both in per cent."""
    return (found for found, _, _ in _found(text))


def _found(text: str) -> Iterator[tuple[Quantity, int, int]]:
    """The quantities, and where each begins and ends."""
    waiting: tuple[int, Quantity] | None = None
    text = _NO_NUMBER.sub(lambda m: " " * len(m[0]), text)
    for match in _QUANTITY.finditer(text):
        value, factor = _value(match)
        found = Quantity(value * factor, _unit(match))
        yield found, *match.span()
        if waiting and _RANGE.fullmatch(text[waiting[0] : match.start()]):
            yield Quantity(waiting[1].value * factor, found.unit), *match.span()
        waiting = match.end(), Quantity(value)


def _value(match: re.Match[str]) -> tuple[float, float]:
    if match["figures"]:
        scale = _SCALES.get((match["scale"] or "").lower()) or _SHORT.get((match["short"] or "").lower()) or 1.0
        return float(match["figures"].replace(",", "")) * (-1 if match["minus"] else 1), scale
    if match["ordinal"]:
        return float(_ORDINALS[match["ordinal"].lower()]), 1.0
    return _in_words(match["words"].lower()), 1.0


def _in_words(text: str) -> float:
    """ "two hundred and forty-three thousand" -> 243000."""
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", text):
        if (scale := _SCALES.get(word)) is None:
            part += _SMALL.get(word, _TENS.get(word, 0))
        elif scale in (100, 12):
            part = (part or 1) * scale
        else:
            total, part = total + (part or 1) * scale, 0.0
    return total + part


def _unit(match: re.Match[str]) -> str:
    if match["points"]:
        return "points"
    if match["percent"]:
        return "%"
    if match["nth"] or match["ordinal"]:
        return "nth"
    if match["age"] or match["half"]:
        return match["age"] or match["half"][0].lower()
    named = {"dollars": "$", "euros": "€", "pounds": "£"}
    return match["sign"] or next((sign for name, sign in named.items() if match[name]), "")


def _is_quantity(claimed: Quantity, held: Quantity) -> bool:
    """The value is the same, and so is the unit; that an amount is one of money may be left out."""
    return claimed.value == held.value and (claimed.unit == held.unit or (not claimed.unit and held.unit in "$€£"))


@lru_cache(maxsize=512)
def _days(text: str) -> tuple[tuple[Day, ...], str]:
    """The dates of a text, and the text without them."""
    found: list[Day] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = parts["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS[month[:3]]
            found.append(Day(number, _int(parts.get("day")), _int(parts.get("year"))))
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return tuple(found), text


def _day_held(claimed: Day, there: Sequence[Day], published: date | None) -> bool:
    if published and (claimed.year == published.year or not there):
        there = [*there, Day(published.month, published.day, published.year)]
    return any(_is_day(claimed, other, published) for other in there)


def _is_day(claimed: Day, held: Day, published: date | None) -> bool:
    year = held.year or (published.year if published else None)
    return claimed.month == held.month and claimed.day in (None, held.day) and claimed.year in (None, year)


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
