"""What shape an answer is asked to have, by the question's parse: the latest first, how views changed, who speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.english.people import is_role, is_title
from index.english.saying import ASKED_NOUNS
from index.words import fold, stem, weights
from qa.answer import Shape
from qa.names import Name, plain
from qa.understand.asked import Asked, cue_of, parsed

if TYPE_CHECKING:
    from index.syntax import Doc, Span, Token

_NEWEST = frozenset({"latest", "newest", "recent", "recently", "lately"})
_CHANGES = frozenset({"chang", "evolv", "shift"})
"""The stems of verbs that tell of a view that it is another one now."""

_COMPARES = frozenset(
    {"compare", "compared", "comparing", "comparison", "vs", "versus", "differ", "difference", "agree", "disagree"}
)
_SAID = ASKED_NOUNS | {"thing", "time", "word", "words"}
_ALL = frozenset({"all", "everyone", "everybody", "anyone", "anybody"})
_WHO_IS = ("is", "was", "'s", "s")
_FEW = 2
"""Words of a topic that is asked for by itself: more are a question in short."""


class Shaped(NamedTuple):
    """The shape asked for; the question's words (folded) that ask for it alone; who is to be introduced (plain)."""

    shape: Shape = ""
    words: frozenset[str] = frozenset()
    whom: str = ""


def shape_of(text: str, names: Sequence[Name], asked: Asked) -> Shaped:
    """What shape a question asks for; asked tells whose words it wants."""
    doc = parsed(text, tuple(names))
    if whom := _introduced(doc, text, names):
        return Shaped("who is", whom=whom)
    for shape, asks in _ASKS:
        if words := asks(doc, asked):
            return Shaped(shape, frozenset(fold(token.text) for token in words))
    if len(asked.speakers) > 1 and not asked.cue:
        return Shaped("compare")
    asking = _asks_of(doc)
    return Shaped("topic", asking) if _is_topic(doc[len(asking) :], asked) else Shaped()


def _introduced(doc: Doc, text: str, names: Sequence[Name]) -> str:
    """Who is asked for by "who is" and a name, known or not; or by a full name alone."""
    words = [token for token in doc if not token.is_punct]
    if len(words) > 2 and words[0].lower_ in ("who", "whos") and words[1].lower_ in _WHO_IS:
        words = words[2:]
        while len(words) > 1 and (is_title(words[0].text) or is_role(words[0].text)):
            words = words[1:]
        named = len(words) < 5 and all(w.tag_.startswith(("NN", "JJ", "RB", "HYPH")) for w in words)
        alone = len(words) == 1 and not any(n.start <= words[0].idx < n.end for n in names)
        return plain(" ".join(w.text for w in words)) if named and not alone else ""
    whole = names[0] if len(names) == 1 else None
    return whole.plain if whole and " " in whole.plain and whole.plain == plain(text) else ""


def _compares(doc: Doc, asked: Asked) -> list[Token]:
    return [token for token in doc if token.lower_ in _COMPARES] if len(asked.speakers) > 1 else []


def _changes(doc: Doc, asked: Asked) -> list[Token]:
    """ "How did Roe's view change?", "Roe on the toll over the years"."""
    if not asked.anybody:
        return []
    over = [token for token in doc if token.lower_ == "over" and any(map(_is_time, token.children))]
    changes = [token for token in doc if stem(token.lower_) in _CHANGES]
    last = next((token for token in reversed(doc) if not token.is_punct), None)
    views = doc[0].lower_ == "how" and any(cue_of(token) for token in doc if token.tag_.startswith("NN"))
    if not over and not any(_has_view(token) or (views and token == last) for token in changes):
        return []
    return [*changes, *over, *(child for each in over for child in each.children)]


def _is_time(token: Token) -> bool:
    return stem(token.lower_) in ("time", "year", "month", "week")


def _has_view(verb: Token) -> bool:
    """Whether it is somebody's view that changes, or their mind or tune that they change."""
    return verb.dep_ == "ROOT" and any(c.lower_ == "mind" or (c.dep_ == "nsubj" and cue_of(c)) for c in verb.children)


def _newest(doc: Doc, asked: Asked) -> list[Token]:
    """Of somebody's words, or of all that there is: "the latest on the toll", but not "the latest poll"."""
    words = [token for token in doc if token.lower_ in _NEWEST]
    if asked.anybody:  # "The last thing that Roe said"; last week is a date.
        last = [token for token in doc if token.lower_ == "last" and token.head.lower_ in _SAID]
        return [*words, *last, *(token.head for token in last)]
    return words if not any(token.dep_ == "amod" for token in words) else []


def _people(doc: Doc, asked: Asked) -> list[Token]:
    """ "Who has spoken about the toll?", "everyone who wants a toll", but not "who said that the toll is a sin"."""
    every = [token for token in doc if token.lower_ in _ALL and any(t.lower_ == "who" for t in doc)]
    saying = [token for token in doc if token.tag_.startswith("VB") and cue_of(token)] if asked.who else []
    on = [t for t in saying if any(c.lower_ in ("about", "on") for c in t.children) and t.lower_ not in ("is", "was")]
    if not every and not any(_is_open(token) for token in on):
        return []
    return [*every, *saying, *(token for token in doc if token.i == 0)]


def _is_open(verb: Token) -> bool:
    """Whether it is said of what somebody spoke, and not what they said."""
    return not any(child.dep_ in ("ccomp", "xcomp", "dobj") for child in verb.children)


_ASKS: tuple[tuple[Shape, Callable[[Doc, Asked], list[Token]]], ...] = (
    ("compare", _compares),
    ("over time", _changes),
    ("latest", _newest),
    ("people", _people),
)


def _asks_of(doc: Doc) -> frozenset[str]:
    """The words (folded) before a topic that ask for all that is said of it: "quotes on", "the best quotes about"."""
    on = next((token.i for token in doc if token.lower_ in ("on", "about")), 0)
    before = doc[:on]
    asks = before and before[-1].lower_ in ASKED_NOUNS and all(t.tag_.startswith(("JJ", "DT")) for t in before[:-1])
    return frozenset(fold(token.text) for token in doc[: on + 1]) if asks else frozenset()


def _is_topic(words: Span, asked: Asked) -> bool:
    """Whether it is a topic and nothing else: "ferry safety"."""
    nominal = all(token.tag_.startswith(("NN", "JJ", "DT", "HYPH", "POS", "CD")) or token.is_punct for token in words)
    text = " ".join(token.text for token in words)
    carrying = [term for term, weight in weights(text).items() if weight >= 1]
    return nominal and not asked.anybody and not asked.who and 1 <= len(carrying) <= _FEW
