"""What the words around a name say its bearer is: "fisheries minister", "spokesman for Oldford"; he or she."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.english.lexicon import words
from index.english.names import CAPITAL, NOT_NAMES
from index.english.people import COURTESY, ROLE_WORDS, TITLES, is_role
from index.english.saying import VERBS

_BEFORE = re.compile(r"(?:[^\W\d_][\w.&’'/-]* ){0,8}[^\W\d_][\w.’'/-]*,? $")
_LAST = re.compile(r"([^\W\d_][\w.’'/-]*),? $")
_OF = rf"(?:of|for|to)(?: the)? (?:[{CAPITAL}][\w&’'-]* |and ){{0,4}}"
_OFFICE = re.compile(
    rf"(?:(?:[{CAPITAL}][\w’'-]*|(?:[{CAPITAL}]\.)+) ){{0,4}}(?P<role>[{CAPITAL}][\w-]+) (?:{_OF}){{1,2}}$"
)

_OF_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?) "
    r"((?:[\w’'-]+ ){0,3}?([\w-]+) (?:of|for|at|in|from|with) [^,.;:()“”\"\n]{3,60}), $"
)
_NAMED = re.compile(r"\b(?:[Aa]n?|[Tt]he) ((?:[\w’'-]+ ){0,3}?([\w-]+)) (?:named|called) $")
_AFTER = re.compile(
    r"(?:,(?: aged)? \d{1,3})?, (?:who (?:is|was) )?(?:(?:an?|the|its|their|his|her) )? ?([^,.;:\n“”\"()]{3,80})"
)
_AFTER_END = re.compile(r"(?:^| )(?:who|whose|which|that|when|where|said|says|told) ?.*")
_DETERMINERS = words("the its their his her our my an a one another")
_STOP = re.compile(r"[a-z]{4}\.$")
_OWNERS = re.compile(r"[’']s$|s[’']$")
_NO_ADJECTIVES = words("""
about above after against also although among and as at because before behind below beside between but by despite
during for from he if in including into is it met near not of off on or over she so than that then they through to
toward under until upon was we were when where which while who whose with without you
""")

_UNKNOWN_WORDS = 2
"""How many words that are in no list may stand between "the" and a role: "the fisheries minister"."""


class Before(NamedTuple):
    """A role in front of a name, and where the words that give it begin, "the" and "its" included."""

    role: str | None
    start: int


def role_of(text: str, at: int, title: str, name: str) -> str | None:
    """What the text says a person is, whose name stands at an offset: before it, in its title, or behind it."""
    courtesy = all(word in COURTESY for word in title.split())
    before = role_before(text, at - len(title) - 1 if title and courtesy else at)
    return before.role or (None if courtesy else title) or role_after(text, at + len(name))


def role_before(text: str, at: int) -> Before:
    """The role in front of a name: "White House spokesperson John Kirby", "the fisheries minister, Petra Amsel"."""
    if text.endswith(", ", 0, at):
        of = _OF_BEFORE.search(text, max(0, at - 110), at)
    else:
        of = _NAMED.search(text, max(0, at - 60), at) if text.endswith("ed ", 0, at) else None
    if of and is_role(of[2]):
        return Before(of[1], of.start())
    if office := office_before(text, max(0, at - 90), at):
        return Before(_without_opener(office[0].strip()), office.start())
    last = _LAST.search(text, max(0, at - 30), at) if text.endswith(" ", 0, at) else None
    if last is None or not (is_role(last[1]) or last[1] in TITLES):
        return Before(None, at)
    match = _BEFORE.search(text, max(0, at - 90), at)
    assert match
    before = match[0].split()
    apart = before[-1].endswith(",")
    before[-1] = before[-1].rstrip(",")
    first, determined = _role_start(before)
    if apart and not determined:
        return Before(None, at)
    start = at - len(" ".join(before[first - determined :])) - (2 if apart else 1)
    return Before(" ".join(before[first:]), start)


def office_before(text: str, start: int, at: int) -> re.Match[str] | None:
    """An office in text[start:at], in front of a name, as part of it or up to it: "Secretary of State ", "Chancellor of
    the ", "Ambassador to the United ".
    """
    while text.endswith(" ", start, at) and (office := _OFFICE.search(text, start, at)):
        if is_role(office["role"]) or office["role"] in TITLES:
            return office
        start = office.end("role")
    return None


def _without_opener(office: str) -> str:
    """An office without the word that only begins its sentence: "When Secretary of State ..."."""
    first, _, rest = office.partition(" ")
    return rest if first in NOT_NAMES and rest else office


def _role_start(before: list[str]) -> tuple[int, bool]:
    """Where in the words before a name its role begins, and whether "the", "its" or an owner stands before that."""
    start = len(before) - 1
    while start and _in_role(before[start - 1]):
        start -= 1
    if start and before[start - 1][0].isupper() and _OWNERS.search(before[start - 1]):
        return start - 1, False
    for i in range(start - 1, max(-1, start - 2 - _UNKNOWN_WORDS), -1):
        if before[i].lower() in _DETERMINERS or _OWNERS.search(before[i]):
            # "the fisheries minister", but not "at the same time Sir"
            return (i + 1, True) if before[-1][0].islower() or i + 1 == start else (start, False)
        if before[i].lower() in _NO_ADJECTIVES or before[i].lower() in VERBS:
            break
    return start, False


def _in_role(word: str) -> bool:
    if word.lower() in _DETERMINERS or _OWNERS.search(word) or _STOP.search(word):
        return False
    return word in ROLE_WORDS or is_role(word) or (word[0].isupper() and word not in NOT_NAMES)


def role_after(text: str, at: int) -> str | None:
    """The role behind a name: "John Kirby, a spokesman for the council, said", "Kaja Ek, 41, who is a diver"."""
    match = _AFTER.match(text, at, at + 120)
    role = _AFTER_END.sub("", match[1].strip()) if match else ""
    return role if any(is_role(_OWNERS.sub("", word)) for word in role.split()[:6]) else None
