"""Whether a question leans on the conversation: on what nothing in the question itself explains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.english.people import is_role
from qa.names import Name
from qa.understand.asked import asks_end

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLACED = r"(?:about|on|of|to|in|at|for|with|by|from|after|before|over|during|against)"
_ENDS = r"(?=\s*(?:[?.!,]|$))"
_NO_NOUN = rf"(?=\s*(?:[?.!,]|$|(?:{_PLACED}|that|when)\b))"
_SUBJECT = re.compile(r"\b(?:he|she)\b", re.I)
_OWNER = re.compile(r"\b(?:his|hers?|its)\b(?=\s+\w)", re.I)
_OBJECT = re.compile(rf"\b(?:him|her|his|hers)\b{_NO_NOUN}", re.I)
_THINGS = re.compile(r"\b(?:they|them|their|theirs)\b", re.I)
_THAT = re.compile(
    rf"\bit\b{_NO_NOUN}|\b(?:that|this|these|those|there)\b{_ENDS}|\b{_PLACED}\s+(?:that|those)\b|"
    r"\b(?:that|those) (?:kind|sort)s? of\b|"
    r"^\W*(?:\w+\s)?(?:is|was|did|does|will|has|would)\s+it\b(?!\s+(?:true|right|possible|likely|take|cost))",
    re.I,
)
_TO_WHAT = re.compile(r"\b(?:agree|disagree|respond|reply|react|object|concur)\W*$", re.I)
_THIS_NOUN = re.compile(rf"\b{_PLACED}\s+(?:this|these)\s+\w", re.I)
_CLAUSE = re.compile(r"\b(?:who|which|that|when|if|while|because|where|as|after|before|whether|for)\b", re.I)
_PLURAL = re.compile(r"\b(?!(?:was|is|has|does|this|his|its)\b)[^\W\d_]+s\b|\b(?:people|police|men|women)\b", re.I)


def leans(text: str, names: Sequence[Name]) -> bool:
    """Whether it has a pronoun for what it does not name itself, or ends in a verb that needs an object."""
    people = sorted(
        {(n.start, n.end) for n in names} | {word.span() for word in _WORD.finditer(text) if is_role(word[0])}
    )
    if _THAT.search(text) or lacks_object(text) or (not names and _THIS_NOUN.search(text)):
        return True
    return _lacks_person(text, people) or _lacks_things(text, people)


def lacks_object(text: str) -> bool:
    """Whether it ends in a verb that needs an object: "Did Roe agree?"."""
    return bool(_TO_WHAT.search(text))


def _lacks_person(text: str, people: Sequence[tuple[int, int]]) -> bool:
    for pronoun in (*_SUBJECT.finditer(text), *_OWNER.finditer(text)):
        if not any(end <= pronoun.start() for _, end in people) and not _points_ahead(text, pronoun, people):
            return True
    return any(_asks_of_another(text, pronoun, people) for pronoun in _OBJECT.finditer(text))


def _points_ahead(text: str, pronoun: re.Match[str], people: Sequence[tuple[int, int]]) -> bool:
    """ "In which of her books did Roe say so?"."""
    asks = asks_end(text)
    return pronoun.end() < asks and any(start >= asks for start, _ in people)


def _asks_of_another(text: str, pronoun: re.Match[str], people: Sequence[tuple[int, int]]) -> bool:
    """ "What did Roe ask him?": somebody else than the one person named before, unless a clause of its own begins."""
    before = [end for _, end in people if end <= pronoun.start()]
    return len(before) < 2 and not (before and _CLAUSE.search(text, before[0], pronoun.start()))


def _lacks_things(text: str, people: Sequence[tuple[int, int]]) -> bool:
    for pronoun in _THINGS.finditer(text):
        named = any(end <= pronoun.start() for _, end in people)
        if not named and not _PLURAL.search(text, asks_end(text), pronoun.start()):
            return True
    return False
