"""The Filters control as HTML, one for every view; `static/filters.js` makes it work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.page.markup import text

_DIRECT = "Direct quotations only"


def control(publishers: str = "", speakers: str = "", more: str = "") -> str:
    """What is in it: its name, and what opens under it. publishers and speakers are options; more are the fields that
    one view alone has.
    """
    return (
        '<summary>Filters</summary><div role="group" aria-label="Filters">'
        f"{_select('Publisher', 'publisher', publishers)}{_select('Speaker', 'speaker', speakers) if speakers else ''}"
        '<label>From <input name="since" data-day placeholder="1 April 2016" autocomplete="off" /></label>'
        '<label>To <input name="until" data-day placeholder="or May 2016" autocomplete="off" /></label>'
        f'{more}<button type="button" data-clear>Clear all</button></div>'
    )


def of_a_question() -> str:
    """That of a question, which is narrowed to a speaker or an article elsewhere, and only widened again here."""
    hidden = (f'<input type="hidden" name="{name.lower()}" data-label="{name}" />' for name in ("Speaker", "Article"))
    return control(options(()), more="".join(hidden))


def of_a_person(publishers: Iterable[str]) -> str:
    """That of what a person said, which can be held beside what another said."""
    return control(
        options((name, name) for name in publishers),
        more='<label>Compare with <input name="beside" type="search" list="beside" autocomplete="off" /></label>'
        f'<label class="only"><input name="direct" type="checkbox" data-label="{_DIRECT}" /> {_DIRECT}</label>'
        '<datalist id="beside"></datalist>',
    )


def counted(names: Sequence[tuple[str, int]]) -> str:
    """Options of what was found, with how many articles each has."""
    return options((name, f"{name} ({number:,})") for name, number in names)


def options(choices: Iterable[tuple[str, str]]) -> str:
    """What can be chosen, and how it is listed; first all of it."""
    items = (f'<option value="{text(one)}" label="{text(listed)}">{text(one)}</option>' for one, listed in choices)
    return "\n".join(['<option value="">All</option>', *items])


def _select(label: str, name: str, choices: str) -> str:
    return f'<label>{label} <select name="{name}">{choices}</select></label>'
