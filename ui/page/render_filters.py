"""The Filters control as HTML, one for every view, and what is chosen in it; `static/filters.js` makes it work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index import Filters
from qa.wording import spelt
from ui.page.markup import text

_DIRECT = "Direct quotations only"


def control(publishers: str = "", more: str = "") -> str:
    """What is in it: its name, and what opens under it. publishers are options; more are the fields that one view alone
    has.
    """
    return (
        '<summary>Filters</summary><div role="group" aria-label="Filters">'
        f"{_select('Publisher', 'publisher', publishers)}"
        '<label>From <input name="since" data-day placeholder="1 April 2016" autocomplete="off" /></label>'
        '<label>To <input name="until" data-day placeholder="or May 2016" autocomplete="off" /></label>'
        f'{more}<button type="button" data-clear>Clear all</button></div>'
    )


def of_a_question(publishers: Iterable[str] = ()) -> str:
    """That of a question, which is narrowed to a speaker or an article elsewhere, and only widened again here."""
    hidden = (f'<input type="hidden" name="{name}" />' for name in ("speaker", "article"))
    return control(named(publishers), more="".join(hidden))


def of_a_person(publishers: Iterable[str]) -> str:
    """That of what a person said, which can be held beside what another said."""
    return control(
        named(publishers),
        more='<label>Compare with <input name="beside" type="search" list="beside" autocomplete="off" /></label>'
        f'<label class="only"><input name="direct" type="checkbox" /> {_DIRECT}</label>'
        '<datalist id="beside"></datalist>',
    )


def of_found(publishers: Sequence[tuple[str, int]], speakers: Sequence[tuple[str, int]]) -> str:
    """That of what was found, with how many articles each publisher and speaker has of it."""
    return control(_counted(publishers), more=_select("Speaker", "speaker", _counted(speakers)))


def named(names: Iterable[str]) -> str:
    """Options of these names."""
    return _options((name, name) for name in names)


def chosen(filters: Filters, article: str = "", beside: str = "", direct: bool = False) -> str:
    """What is chosen, a chip each with the way to take it out; article is the title of the one article."""
    parts = {
        "publisher": ("Publisher", filters.publisher),
        "since": ("From", spelt(filters.since)),
        "until": ("To", spelt(filters.until)),
        "speaker": ("Speaker", filters.speaker),
        "article": ("Article", article),
        "beside": ("Compare with", beside),
    }
    told = [(name, f"{label}: {value}") for name, (label, value) in parts.items() if value]
    return "".join(_chip(*one) for one in [*told, *[("direct", _DIRECT)] * direct])


def _chip(name: str, told: str) -> str:
    return (
        f'<li class="chip"><bdi>{text(told)}</bdi><button type="button" data-takes="{name}" title="Take it out" '
        f'aria-label="Take out {text(told)}">×</button></li>'
    )


def _counted(names: Sequence[tuple[str, int]]) -> str:
    return _options((name, f"{name} ({number:,})") for name, number in names)


def _options(choices: Iterable[tuple[str, str]]) -> str:
    """What can be chosen, and how it is listed; first all of it."""
    items = (f'<option value="{text(one)}" label="{text(listed)}">{text(one)}</option>' for one, listed in choices)
    return "\n".join(['<option value="">All</option>', *items])


def _select(label: str, name: str, choices: str) -> str:
    return f'<label>{label} <select name="{name}">{choices}</select></label>'
