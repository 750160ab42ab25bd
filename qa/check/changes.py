"""What differs between a draft's words and an article's, and whether that turns what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.check.finding import Change, Turn
from qa.verify.moods import PLAIN, mood_behind, negates, reversed_in
from qa.verify.naming import name_words
from qa.verify.numbers import numbers_held


def turns(changes: Sequence[Change], draft: str, article: str, published: date | None = None) -> tuple[Turn, ...]:
    """By what the changes turn the meaning; draft and article are the texts, whole, in which they stand."""
    if not changes:
        return ()
    own, held = (" ".join(side) for side in ([c.draft for c in changes], [c.article for c in changes]))
    found: list[Turn] = []
    negated = any(negates(c.draft) != negates(c.article) for c in changes)
    if negated or reversed_in(draft, article) or reversed_in(article, draft):
        found.append("negation")
    if _modals(own, draft) != _modals(held, article):
        found.append("modality")
    # A number that is left out is no other one.
    replaced = " ; ".join(c.article for c in changes if c.draft)
    if not numbers_held(own, article, published) or not numbers_held(replaced, draft, published):
        found.append("number")
    if _names(own, draft) != _names(held, article):
        found.append("name")
    return tuple(found)


def _modals(words: str, text: str) -> set[str]:
    """What kinds of modal verbs stand among some words of a text; a month is none."""
    names = _names(words, text)
    moods = (mood_behind(w.lower()) for w in words.split() if not (w[0].isupper() and w.lower() in names))
    return {modal for mood in moods if mood != PLAIN for modal in mood.modals}


def _names(words: str, text: str) -> set[str]:
    """Those of some words of a text that have a capital there, and not for standing at the beginning of a sentence."""
    named = {*name_words(text)}
    found = (w for w in words.split() if w[0].isupper())
    return {w.lower() for w in found if w.lower() in named or re.search(rf"[a-z,] {re.escape(w)}\b", text)}
