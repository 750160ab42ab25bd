"""Hits widened by what stands beside them."""

from __future__ import annotations

from index.article import Span
from index.search import Hit, widened

TEXT = "aaaa bbbb cccc dddd eeee "
SPANS = [Span(at, at + 5) for at in range(0, 25, 5)]


def shown(*places: int, room: int) -> list[str]:
    hits = [Hit("x", *SPANS[n], 1.0, 0.0, 0.0, 0.0) for n in places]
    return [TEXT[hit.start : hit.end] for hit in widened(hits, lambda _: SPANS, room)]


def test_what_follows_goes_first_while_there_is_room() -> None:
    assert shown(2, room=10) == ["cccc dddd "]
    assert shown(2, room=15) == ["bbbb cccc dddd "]
    assert shown(2, room=9) == ["cccc "]


def test_nothing_is_shown_twice() -> None:
    assert shown(1, 2, room=99) == ["aaaa bbbb cccc "]
    assert shown(0, 4, 2, room=99) == ["aaaa bbbb ", "dddd eeee ", "cccc "]


def test_a_neighbour_that_is_a_hit_goes_first() -> None:
    assert shown(2, 1, room=10) == ["bbbb cccc "]


def test_the_ends_of_an_article_have_one_neighbour() -> None:
    assert shown(0, room=99) == ["aaaa bbbb "]
    assert shown(4, room=99) == ["dddd eeee "]
