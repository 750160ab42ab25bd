"""The parts of verification by themselves: quotations, numbers, moods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Span
from qa.verify.moods import kept, reversed_in
from qa.verify.naming import names_held
from qa.verify.numbers import Quantity, counted_alike, numbers_held, quantities
from qa.verify.place import Place
from qa.verify.quoting import outside, quotations, stands
from qa.verify.roles import swapped

WORDS = st.lists(st.sampled_from("rain bread toll not two “gold” it’s harbour, noon. mayor’s".split()), min_size=3)


def place(text: str) -> Place:
    return Place(Article("made-up", text, "A title"), Span(0, len(text)), Span(0, len(text)), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5% of it", [Quantity(5, "%")]),
        ("five percent", [Quantity(5, "%")]),
        ("5 per cent", [Quantity(5, "%")]),
        ("two percentage points", [Quantity(2, "points")]),
        ("$3.5bn", [Quantity(3.5e9, "$")]),
        ("3.5 billion dollars", [Quantity(3.5e9, "$")]),
        ("two hundred and forty-three thousand", [Quantity(243_000)]),
        ("41,000 crowns", [Quantity(41_000)]),
        ("5 to 10 percent", [Quantity(5), Quantity(10, "%"), Quantity(5, "%")]),
        ("a dozen", [Quantity(12)]),
        ("no one and one of them", []),
        ("a 63-year-old", [Quantity(63)]),
        ("the 3rd, the third", [Quantity(3, "nth"), Quantity(3, "nth")]),
        ("in the 1990s", [Quantity(1990, "s")]),
        ("at 5 p.m. and 6 am", [Quantity(5, "p"), Quantity(6, "a")]),
        ("-4, 2-4", [Quantity(-4), Quantity(2), Quantity(4), Quantity(2)]),
        ("3,5 or .5", [Quantity(3), Quantity(5), Quantity(0.5), Quantity(5)]),
    ],
)
def test_quantities(text: str, found: list[Quantity]) -> None:
    assert list(quantities(text)) == found


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["", "%", " percent", " million"]))
def test_another_number_is_never_held(one: int, other: int, unit: str) -> None:
    assert numbers_held(f"It cost {one:,}{unit}.", f"Roe paid {other}{unit} then.", None) == (one == other)


@pytest.mark.parametrize(
    ("claim", "place_", "held"),
    [
        ("on 7 June", "on June 7th", True),
        ("in June 2024", "on 7 June", True),
        ("on 7 June 2023", "on 7 June", False),
        ("on 2024-03-05", "on Tuesday", True),
        ("on 5 March", "on 6 March", False),
        ("in 2023", "in May", False),
    ],
)
def test_dates(claim: str, place_: str, held: bool) -> None:
    assert numbers_held(claim, place_, date(2024, 3, 5)) == held


@pytest.mark.parametrize(
    ("claim", "place_", "alike"),
    [
        ("Roe sold 12 boats.", "Roe sold twelve old boats and 3 nets.", True),
        ("Roe sold 12 nets.", "Roe, asked by a baker, sold 12 boats, then hid 3 small red nets.", False),
        ("In 1998, Roe swam.", "Roe swam in 1998.", True),
        ("Roe swam in 1998.", "In 1998, Roe swam.", True),
    ],
)
def test_what_is_counted(claim: str, place_: str, alike: bool) -> None:
    assert counted_alike(claim, place_) == alike


@pytest.mark.parametrize(
    ("claim", "place_", "same"),
    [
        ("Roe will not quit.", "Roe will not quit.", True),
        ("Roe won't quit.", "Roe will not quit.", True),
        ("Roe would not quit.", "Roe will not quit.", True),
        ("Roe will quit.", "Roe will not quit.", False),
        ("Roe will not quit.", "Roe will quit.", False),
        ("Roe may quit.", "Roe will quit.", False),
        ("Roe will quit.", "Roe might quit.", False),
        ("Roe quit.", "Roe could quit.", False),
        ("Roe quit.", "Roe denied that he quit.", False),
        ("Nobody liked the toll.", "Roe liked the toll.", False),
        ("Roe will pay.", "Roe does not think that he will pay.", False),
        ("In May Roe paid.", "Back in May, Roe paid.", True),
        ("Some are wrong, some are.", "Some are wrong, some are not.", False),
        ("Roe will quit.", "Roe will likely quit.", False),
        ("Roe likes bread.", "Not only Ash but Roe likes bread.", True),
        ("Roe did not like leeks.", "Roe liked bread and did not like leeks.", True),
        ("Roe did like leeks.", "Roe liked bread and did not like leeks.", False),
        ("Roe said that leeks pay.", "I’ll say it again: leeks pay, Roe wrote.", True),
        ("Will Roe said so.", "Will Roe, a baker, said so.", True),
    ],
)
def test_moods(claim: str, place_: str, same: bool) -> None:
    assert kept(claim, place_) == same


@pytest.mark.parametrize(
    ("claim", "place_", "turned"),
    [
        ("Roe disagrees.", "Roe agrees.", True),
        ("Roe agreed.", "Roe disagreed.", True),
        ("The toll is unfair.", "The toll is fair.", True),
        ("The toll is fair.", "The toll is unfair.", True),
        ("Leeks are harmless.", "Leeks do harm.", True),
        ("Roe agrees.", "Roe agreed, Ash disagreed.", False),
        ("Roe likes leeks.", "Roe liked leeks.", False),
        ("Roe voted for leeks.", "Roe voted against leeks.", True),
        ("Roe voted for leeks.", "Ash voted against leeks, Roe for leeks.", False),
        ("Roe sailed to Tarn from Elsin.", "Roe sailed from Tarn to Elsin.", True),
    ],
)
def test_opposites(claim: str, place_: str, turned: bool) -> None:
    assert reversed_in(claim, place_) == turned


@pytest.mark.parametrize(
    ("claim", "place_", "turned"),
    [
        ("Roe was appointed by Ash.", "Ash spoke of a judge appointed by Roe.", True),
        ("Ash was appointed by Roe.", "Ash, who was appointed by Roe, spoke.", False),
        ("Mayor Helen Ash fired Martin Roe.", "Martin Roe fired Helen Ash.", True),
        ("Helen Ash fired Roe.", "Martin Roe was fired by Helen Ash.", False),
        ("Ash fired Roe.", "Ash fired Roe, then Roe fired Ash.", False),
        ("Ash spokesman Lind swims.", "Lind, a spokesman for Ash, swims.", False),
        ("Ash fired Roe.", "Roe swims. Lind fired Ash.", False),
        ("Ash beat Roe.", "Roe beat Ash.", True),
        ("Ash will beat Roe.", "Roe beats Ash.", True),
        ("Roe was beaten by Ash.", "Ash beat Roe.", False),
        ("Ash was beaten.", "Ash beat Roe.", True),
        ("The firm fed the town.", "The town was fed by the firm.", False),
        ("The town fed the firm.", "The town was fed by the firm.", True),
        ("Ash, a baker, will pay Roe.", "Roe, a fisherman, has to pay Ash.", True),
    ],
)
def test_who_does_it_to_whom(claim: str, place_: str, turned: bool) -> None:
    assert swapped(claim, place_) == turned


@pytest.mark.parametrize(
    ("claim", "place_", "held"),
    [
        ("Tarnians swim.", "In Tarnia, they swim.", True),
        ("Tarnians swim.", "A Tarnian swims.", True),
        ("Elsians swim.", "In Tarnia, they swim.", False),
        ("Senator Roe swims.", "Sen. Roe swims.", True),
        ("Senator Roe swims.", "Mayor Roe swims.", False),
        ("Here General swims.", "Attorney Gen. Roe said that Tarn swims.", False),
        ("Based on this, Roe swims.", "Roe swims.", True),
    ],
)
def test_names(claim: str, place_: str, held: bool) -> None:
    assert names_held(claim, [place(place_)]) == held


@given(WORDS)
def test_a_text_keeps_its_own_moods(words: list[str]) -> None:
    assert kept(" ".join(words), " ".join(words))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “a b” and ‘c d’.", ["a b", "c d"]),
        ("He said \"a b\" and 'c d'.", ["a b", "c d"]),
        ("the traders' toll, it's Roe's", []),
        ("“a ‘b’ “c” d”", ["a ‘b’ “c” d"]),
        ("«a» and ''b'' and ``c''", ["a", "b", "c"]),
        ("He said:\n> a\n> b\nThen.", ["a\nb"]),
        ("never “closed", ["closed"]),
        ("„a b“ and „c d”", ["a b", "c d"]),
        ("in the '90s, the workers' union", []),
    ],
)
def test_quotations_of_every_shape(text: str, found: list[str]) -> None:
    assert [q.words for q in quotations(text)] == found
    assert len(outside(text, quotations(text))) == len(text)


@given(WORDS, st.data())
def test_any_stretch_of_words_stands_and_none_with_one_more(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    stretch = words[first : data.draw(st.integers(first + 1, len(words)))]
    assert stands(" ".join(stretch), place(text))
    at = data.draw(st.integers(0, len(stretch)))
    assert not stands(" ".join([*stretch[:at], "secretly", *stretch[at:]]), place(text))


@given(st.text(max_size=200))
def test_anything_a_model_writes_can_be_read(text: str) -> None:
    for quotation in quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
    numbers_held(text, text, None)
    assert kept(text, text)
