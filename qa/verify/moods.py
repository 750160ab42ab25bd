"""Negation and modality: what is said to be, not to be, to be coming, to be possible.

Each word that carries something has a mood: the negation and the auxiliaries before it in its clause. A claim keeps
the moods of the place where each of its words has there a mood that it has in the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.english.saying import VERBS
from index.words import STOP, stem, stems, tokens
from qa.verify.numbers import uncounted

_TOKEN = re.compile(r"\d[\d,.]*|[^\W\d_]+(?:['’][^\W\d_]+)*|[,.;:!?()—–]|\n\s*\n")

_NEGATIVE = frozenset(
    "not never no nobody none nothing neither nor without hardly scarcely barely cannot ain't non".split()
)
_NEGATIVE_VERBS = frozenset(stem(verb) for verb in "deny refuse decline fail".split())
_MODALS = {
    **dict.fromkeys("will would shall won't wouldn't 'll 'd".split(), "will"),
    **dict.fromkeys("may might could can cannot can't couldn't perhaps possibly maybe probably likely".split(), "may"),
    **dict.fromkeys("must should ought shouldn't mustn't".split(), "must"),
}
_AUXILIARIES = frozenset("is are was were be been do does did has have had".split())
_SAYING = frozenset(stem(verb) for verb in "say tell add".split())
_CUES = frozenset(stem(form) for form in VERBS)
_PASSED_ON = frozenset(stem(verb) for verb in "think believe expect want plan intend seem appear go".split())
"""What "not" reaches through: who does not think that it will, thinks that it will not."""

_AGAINST = ("dis", "un", "in", "im", "non")
"""What turns a word that it stands before, as "less" one that it stands behind."""

_PAIRS = "for:against before:after up:down over:under above:below more:less most:least to:from in:out on:off"
_LITTLE = {one: other for pair in _PAIRS.split() for one, other in (pair.split(":"), pair.split(":")[::-1])}
_ARTICLES = frozenset("a an the".split())
_TELLING = frozenset(
    """all only most few both each against before after above below under up down more again because during until
    if""".split()
)
"""Words too common to be looked for that still tell something."""

_UNMEANT = re.compile(
    r"\bnot (?:only|just|merely)\b(?=[^.;]*\bbut\b)|\bno (?:doubt|longer than|less than|more than)\b", re.I
)
_SHORT = 3
"""Letters of a stem too short to tell a negation by: "it" and "unit"."""
_REACH = 6
"""Words of no weight that may stand between an auxiliary and its verb."""


class Mood(NamedTuple):
    negated: bool = False
    modals: frozenset[str] = frozenset()


PLAIN = Mood()


class Word(NamedTuple):
    """A stem and its mood."""

    stem: str
    mood: Mood


InContext = tuple[Word, Word | None, Word | None]
"""A word, the one before and the one behind it."""


def negates(text: str) -> bool:
    """Whether a text holds any negation."""
    return any(_negative(token.lower().replace("’", "'")) for token in _TOKEN.findall(_UNMEANT.sub(" ", text)))


@lru_cache(maxsize=512)
def weighty(text: str) -> list[str]:
    """The stems that say what a text is about: no auxiliaries, no negations, no numbers."""
    return [s for s in stems(uncounted(text)) if s not in _MODALS and s not in _NEGATIVE]


def telling(text: str) -> set[str]:
    """All that a text says by words, the little ones that tell something among them."""
    return {*weighty(text), *(_TELLING & set(tokens(text)))}


def kept(claim: str, place: str) -> bool:
    """Whether each word of the claim that the place has too is there in the mood that it has in the claim.

    Where the place has a word more than once, the one counts that stands beside the same neighbour.
    """
    held: dict[str, list[InContext]] = {}
    for found in _in_context(place):
        held.setdefault(found[0].stem, []).append(found)
    negative = negates(place)
    # Where the place has "wrote", the claim may have "said".
    cues = [found for stem_, those in held.items() if stem_ in _CUES for found in those]
    for word, near, far in _in_context(claim):
        there = held.get(word.stem, [])
        # What comes behind a verb tells more than what comes before.
        behind = [other for other in there if _stem(other[2]) == _stem(far)]
        beside = behind or [other for other in there if _stem(other[1]) == _stem(near)]
        counted = cues if word.stem in _SAYING else beside or there
        if there and word.mood not in {other[0].mood for other in counted}:
            return False
        if not there and word.mood.negated and not negative:
            return False
    return True


def reversed_in(claim: str, place: str) -> bool:
    """Whether a word of the claim stands in the place only as its opposite: "disagrees" for "agrees".

    A little word ("for") does so where its opposite ("against") has a neighbour of it there, and itself has none.
    """
    there = set(weighty(place))
    if any(there & _opposites(word) for word in set(weighty(claim)) - there):
        return True
    claimed = list(_beside(claim))
    beside = list(_beside(place)) if claimed else []
    return any(_meets(near, _LITTLE[word], beside) and not _meets(near, word, beside) for word, near in claimed)


def _meets(near: set[tuple[int, str]], word: str, beside: list[tuple[str, set[tuple[int, str]]]]) -> bool:
    return any(near & other for little, other in beside if little == word)


def _beside(text: str) -> Iterator[tuple[str, set[tuple[int, str]]]]:
    """Each little word that has an opposite, and the words before (-1) and behind (1) it."""
    told = [token for token in tokens(text) if token not in _ARTICLES]
    for n, token in enumerate(told):
        if token in _LITTLE:
            sides = ((side, told[n + side]) for side in (-1, 1) if 0 <= n + side < len(told))
            yield token, {(side, stem(word)) for side, word in sides if word not in STOP}


def _opposites(word: str) -> set[str]:
    """The stem with a negation added, and with the one it has taken away."""
    added = {prefix + word for prefix in _AGAINST} | {f"{word}less"}
    bare = {word.removeprefix(prefix) for prefix in _AGAINST} | {word.removesuffix("less")}
    return (added | bare) - {word} if len(word) > _SHORT else set()


def mood_behind(text: str) -> Mood:
    """The mood that a word would have behind the text: of "will", in "she will", that it is coming."""
    return list(words(f"{text} word"))[-1].mood


def words(text: str) -> Iterator[Word]:
    """The words of a text that carry something, with their moods; "" for one that a clause leaves out."""
    pending, reach, first, alone = PLAIN, 0, True, False
    told = [*_TOKEN.findall(_UNMEANT.sub(" ", text)), "."]
    for token, behind in zip(told, [*told[1:], ""], strict=False):
        word = token.lower().replace("’", "'")
        # "Will" and "May" within a sentence, or before another name, are a name and a month.
        named = token.istitle() and (not first or behind.istitle())
        operates = _is_operator(word) and (not named or _negative(word))
        first = not word[0].isalnum()
        if first:
            if alone:
                yield Word("", pending)
            pending = PLAIN
        elif operates:
            pending, reach = _after(pending, word), _REACH
        elif word in STOP or word.endswith("ly"):
            reach -= 1
            pending = pending if reach > 0 else PLAIN
        else:
            root = stem(word.removesuffix("'s"))
            yield Word(root, pending)
            if root in _NEGATIVE_VERBS:
                pending, reach = Mood(not pending.negated), _REACH
            elif root not in _PASSED_ON:
                pending = PLAIN
        # "Some are not.": what they are not stands elsewhere.
        alone = operates or word in _AUXILIARIES


def _in_context(text: str) -> list[InContext]:
    """Each word with the one before and the one behind it."""
    found = list(words(text))
    return list(zip(found, [None, *found], [*found[1:], None], strict=False))


def _stem(word: Word | None) -> str:
    return word.stem if word else ""


def _after(mood: Mood, token: str) -> Mood:
    """The mood once an operator is met: "will" + "not"; "not without" is no negation."""
    modal = _MODALS.get(token) or next((_MODALS[end] for end in ("'ll", "'d") if token.endswith(end)), None)
    return Mood(mood.negated != _negative(token), mood.modals | {modal} if modal else mood.modals)


def _is_operator(token: str) -> bool:
    return _negative(token) or token in _MODALS or token.endswith(("'ll", "'d"))


def _negative(token: str) -> bool:
    return token in _NEGATIVE or token.endswith("n't")
