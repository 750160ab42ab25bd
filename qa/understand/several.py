"""Several questions asked in one breath: "How much did the bridge cost, and who paid for it?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.understand.asked import parsed

if TYPE_CHECKING:
    from index.syntax import Doc, Token

_FEWEST = 6
"""Words of two questions."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def questions_in(text: str) -> list[str]:
    """The questions that a text asks, in order; itself where it asks one."""
    doc = parsed(text, ())
    if len(doc) < _FEWEST:
        return [text]
    starts = [0, *(n for n in range(1, len(doc) - 2) if _begins(doc, n))]
    ends = [*(n - 1 if doc[n - 1].lower_ == "and" else n for n in starts[1:]), len(doc)]
    asked = [
        text[doc[a].idx : doc[b - 1].idx + len(doc[b - 1])].rstrip(" ,") for a, b in zip(starts, ends, strict=True)
    ]
    return asked if all(_asks(list(doc[a:b])) for a, b in zip(starts, ends, strict=True)) else [text]


def _begins(doc: Doc, n: int) -> bool:
    """Whether a question begins at a word: a word that asks, behind another question or behind "and"."""
    if not doc[n].tag_.startswith("W"):
        return False
    if doc[n - 1].text == "?":
        return True
    verb = next((token for token in (doc[n], *doc[n].ancestors) if _is_verb(token) and token.i > n), None)
    if doc[n - 1].lower_ != "and" or verb is None:
        return False
    # What is asked within another clause keeps its order: "say what it cost and who paid".
    turned = any(
        c.dep_ in _SUBJECTS and any(_is_verb(a) and n < a.i < c.i for a in (verb, *verb.children))
        for c in verb.children
    )
    return turned or (verb.dep_ == "conj" and _is_main(verb.head))


def _is_main(word: Token) -> bool:
    """Whether a word is the verb of the whole, or one that was taken for a noun beside it: "how much did it cost"."""
    return word.dep_ == "ROOT" or (not _is_verb(word) and word.head.dep_ == "ROOT")


def _asks(words: Sequence[Token]) -> bool:
    """Whether it has a word that asks, and a verb."""
    return any(t.tag_.startswith("W") for t in words[:3]) and any(map(_is_verb, words))


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith(("VB", "MD"))
