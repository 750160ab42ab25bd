"""Who does it to whom: what stands on both sides of a verb does not change places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from index.english.saying import VERBS
from index.words import IRREGULAR, STOP, stem
from qa.verify.naming import fold_name

_SENTENCE_END = re.compile(r"[.?!;]['\"”’]?\s+(?=[^\sa-z])|\n")
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[,;:()—–]")
_REGULAR = re.compile(r"[a-z]+ed")
_AUXILIARIES = frozenset(
    "will would shall can could may might must should to did do does didn't don't doesn't not never".split()
)
"""What a verb in its bare form stands behind."""
_BE = frozenset("is are was were be been being".split())
_BOTH_WAYS = frozenset(stem(verb) for verb in "marry join debate face share follow meet fight".split())
_NEAR = 2
"""A name and another word beside a verb: either may be who does it, or whom it is done to."""


class Deed(NamedTuple):
    """A verb, who does it and whom it is done to, the nearest name and word first; sure where it can be no noun."""

    verb: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    sure: bool


def swapped(own: str, told: str) -> bool:
    """Whether the claim has two the other way round about a verb than its places, and these never have it so."""
    claimed = list(_deeds(own))
    there = list(_deeds(told)) if claimed else []
    return any(_turned(deed, there) and not _held(deed, there) for deed in claimed)


def _held(claimed: Deed, there: list[Deed]) -> bool:
    """Whether all that is nearest in the claim is on the same side somewhere."""
    by, to = set(claimed.by[:_NEAR]), set(claimed.to[:_NEAR])
    return any(by <= set(d.by) and to <= set(d.to) for d in there if d.verb == claimed.verb)


def _turned(claimed: Deed, there: list[Deed]) -> bool:
    """Whether any of it is on the other side somewhere; of what is on one side only, that one."""
    alike = [d for d in there if d.verb == claimed.verb and (d.sure or claimed.sure)]
    return bool(claimed.by or claimed.to) and any(
        _shared(claimed.by, d.to) and _shared(claimed.to, d.by) for d in alike
    )


def _shared(nearest: tuple[str, ...], there: tuple[str, ...]) -> bool:
    return not nearest or not set(nearest[:_NEAR]).isdisjoint(there)


def _deeds(text: str) -> Iterator[Deed]:
    """Each verb with who and what stands before and behind it in its sentence."""
    for sentence in _SENTENCE_END.split(text):
        words = _WORD.findall(sentence)
        for n, word in enumerate(words):
            verb = stem(IRREGULAR.get(word, word))
            if not _weighty(word) or not word.islower() or word in VERBS or verb in _BOTH_WAYS:
                continue
            past = bool(_REGULAR.fullmatch(word)) or word in IRREGULAR
            helped = {*takewhile(_light, reversed(words[:n]))}
            before, behind = _nearest(reversed(words[:n])), _nearest(_heads(words[n + 1 :]))
            agent = words[n + 1 : n + 2] == ["by"]
            sure = past or not helped.isdisjoint(_AUXILIARIES)
            if past and (agent or not helped.isdisjoint(_BE)):
                yield Deed(verb, behind if agent else (), before, sure)
            else:
                yield Deed(verb, before, behind, sure)


def _nearest(words: Iterable[str]) -> tuple[str, ...]:
    """The nearest name, the nearest other word, then all names."""
    told = [*filter(_weighty, words)]
    names = [fold_name(w) for w in told if w[0].isupper()]
    plain = [stem(fold_name(w)) for w in told if w[0].islower()][:1]
    return (*names[:1], *plain, *names[1:])


def _light(word: str) -> bool:
    return word in STOP or word in _AUXILIARIES or word.endswith("ly")


def _weighty(word: str) -> bool:
    return word[0].isalpha() and not _light(word)


def _heads(words: list[str]) -> list[str]:
    """The words with the last of each name for the whole of it."""
    return [w for w, behind in zip(words, [*words[1:], ""], strict=False) if not (w[0].isupper() and behind.istitle())]
