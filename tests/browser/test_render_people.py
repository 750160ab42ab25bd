"""What the people's view is made of: pure functions, held to every character."""

from __future__ import annotations

import re
from csv import DictReader
from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Archive, Article, ArticleRecord, Said, Span, Speaker, Statement
from index.derived import Place
from tests.browser.test_render import HOSTILE, Read
from ui.page.people import People
from ui.page.render_filters import of_a_person
from ui.page.render_people import Shown, everyone, person_head, silent, statements, unclear
from ui.page.render_plot import plot
from ui.schema import SaidOut
from ui.table import csv

TAGS = {"a", "b", "bdi", "blockquote", "button", "datalist", "div", "figcaption", "figure", "h2", "input", "label",
        "li", "ol", "option", "p", "rect", "select", "span", "summary", "svg", "time", "title", "ul"}  # fmt: skip


def shown(words: str, *content: Span) -> Shown:
    record = ArticleRecord("a1", "v", words, words, date(2031, 5, 2), words, words, 0, 9, 1, 1)
    statement = Statement("a1", 7, 7 + len(words), words, content, content, None, None, words, words, True)
    said = Said(words, record, Place("a1", 0, words, words, True, "same"))
    return Shown(said, statement, [Shown(said, statement)])


def row(one: Shown) -> dict[str, Any]:
    return SaidOut.by(one.said, one.statement).model_dump(mode="json")


@pytest.mark.parametrize("words", HOSTILE)
def test_people_are_text(words: str) -> None:
    speaker = Speaker(words, "person", (words,) * 5, 3, 2, None, date(2031, 5, 2))
    html = (
        person_head(speaker, words)
        + everyone([speaker], 1, 0, 0)
        + unclear(words, [speaker])
        + silent(words, words, True)
        + of_a_person([words])
    )
    html += statements([shown(words, Span(8, 10))], 1, 0, 0, [date(2031, 5, 2), date(2033, 1, 1)], words)
    read = Read(html)
    assert set(read.tags) <= TAGS
    assert not any(name.startswith("on") for name, _ in read.attributes)
    assert read.text.count(words) >= 10


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_would_be_calculated_is_guarded_and_told(begin: str) -> None:
    hostile = shown(f"{begin}HYPERLINK(1)")
    plain = shown("“The quay = ours,” he said.\nAnd - more.")
    [one, other] = DictReader(StringIO(csv([row(hostile), row(plain)], "http://here")))
    assert one["text"] == f"'{begin}HYPERLINK(1)"
    assert one["note"].startswith(
        "The apostrophe before publisher and speaker and role and text and title and source is"
    )
    assert (other["text"], other["note"]) == (plain.statement.text, "")


def test_table_has_the_quoted_words_apart_and_a_link_to_them() -> None:
    one = shown("“We stay,” he said. “We do.”", Span(8, 16), Span(28, 33))
    [told] = DictReader(StringIO(csv([row(one)], "http://here")))
    assert "note" not in told
    assert (told["quoted"], told["text"]) == ("We stay, … We do", one.statement.text)
    assert (told["publisher"], told["link"]) == (
        one.said.record.publisher,
        f"http://here/?article=a1&start=7&end=35&version={one.said.record.version}",
    )


@example(" ", [(7, 0)])
@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_setting_out_what_was_said_changes_no_character(words: str, spans: list[tuple[int, int]]) -> None:
    words = words.replace("\0", "")
    html = statements([shown(words, *(Span(*span) for span in spans))], 1, 0, 0, [], "")
    assert Read(re.search("<blockquote.*</blockquote>", html, re.DOTALL)[0]).text == words  # type: ignore[index]


@pytest.mark.parametrize(
    ("days", "told", "bars"),
    [
        (["2031-05-02", "2031-05-02", "2031-05-09"], "by day, from 2 May 2031 to 9 May 2031. Most in one day: 2,", 2),
        (["2031-05-02", "2032-01-09"], "by month, from May 2031 to Jan 2032.", 2),
        (["1999-05-02", "2031-01-09", "2031-12-31"], "by year, from 1999 to 2031. Most in one year: 2, in 2031.", 2),
    ],
)
def test_plot_has_bars_of_days_months_or_years(days: list[str], told: str, bars: int) -> None:
    html = plot([date.fromisoformat(day) for day in days])
    assert told in html
    assert html.count("<rect") == bars


def test_what_one_bar_would_show_is_not_plotted() -> None:
    assert plot([]) == plot([date(2031, 5, 2)] * 3) == ""


@given(st.lists(st.dates(), min_size=1))
def test_plot_counts_every_day(days: list[date]) -> None:
    counts = [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+)</title></rect>", plot(days))]
    assert sum(counts) in (0, len(days))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"', plot(days))]
    assert all(0 <= height <= 60 for height in heights)


def test_sentence_in_which_two_things_are_said_stands_once(archive: Archive) -> None:
    said = "Mayor Ada Quill defended her call to lower the toll, saying the bridge would pay for itself."
    archive.add([Article("toll", f"{said} She opened the fair.", "Toll")])
    assert len(archive.said("Ada Quill")) == 2
    assert People(archive).show({"person": "Ada Quill"})["found"].count("<blockquote") == 1
