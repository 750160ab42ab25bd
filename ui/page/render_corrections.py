"""What is asked before a correction of who said what, and what was corrected, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index import Correction, Span, Statement
from index.corrections import MAX_NAME
from qa.wording import spelt
from ui.page import reference
from ui.page.markup import count, opening, text
from ui.page.render_list import pages
from ui.schema import CorrectionOut

PAGE = 20
_MOST = 3
"""Of a correction's statements, how many are shown."""

_MARKED = "Who said this was corrected here: the article names somebody else."
MARK = f'<span class="corrected" title="{_MARKED}">corrected</span>'
"""Stands beside a speaker who is so by the user's word."""


def begins(statement: Statement) -> str:
    """The first words of what was said, by which those who hear the page tell statements apart."""
    start, end = (statement.content or (Span(statement.start, statement.end),))[0]
    said = statement.text[max(start - statement.start, 0) : max(end - statement.start, 0)]
    return opening(said or statement.text)


def wrong(statement: Statement, shown: str = "Wrong?") -> str:
    """The button that asks who said it; the label is told where nothing is shown."""
    who = text(f"{statement.speaker or 'Someone'}: {begins(statement)}")
    return (
        f'<button type="button" class="wrong" data-wrong="{statement.id}" '
        f'aria-label="Wrong? Correct who said this: {who}" title="Correct who said this">{shown}</button>'
    )


def of_statement(statement: Statement, others: int) -> str:
    """The form of a statement; others are how many its speaker has besides in its article."""
    who = f"<bdi>{text(statement.speaker)}</bdi>" if statement.speaker else "somebody who is not named"
    more = count(others, "other statement")
    nobodys = '<button type="button" data-nobodys>Not their words</button>'
    every = f'<label class="every"><input type="checkbox" name="all" /> And {more} by {who} in this article</label>'
    return (
        f'<h2 id="correct-title">Who said this?</h2><blockquote>{text(statement.text)}</blockquote>'
        f"<p>It is shown as said by {who}.</p>{_name('It was said by')}{every if others else ''}"
        f"{_choice(nobodys)}"
    )


def of_person(name: str) -> str:
    """The form of a name."""
    who = f"<bdi>{text(name)}</bdi>"
    return (
        f'<h2 id="correct-title">Who is {who}?</h2><p>All that is shown under {who} is then shown under the other’s '
        f"name.</p>{_name('The same person as')}{_choice()}"
    )


def options(names: Iterable[str]) -> str:
    """Names to choose from."""
    return "".join(f'<option value="{text(name)}"></option>' for name in names)


def made(correction: Correction) -> str:
    """That it is corrected, and the way back."""
    now = _person(correction.speaker) if correction.speaker else "nobody’s words"
    if correction.statements:
        told = f"Now said by {now}." if correction.speaker else f"Now {now}."
    else:
        told = f"<bdi>{text(correction.name or '')}</bdi> is now {now}."
    return f'<p>{told} <button type="button" data-undo="{correction.id}">Undo</button></p>'


def undone(correction: Correction) -> str:
    """That it is as it was."""
    name = _person(correction.name) if correction.name else "somebody who is not named"
    return f"<p>{'Said by ' if correction.statements else ''}{name} again.</p>"


def listed(corrections: Sequence[CorrectionOut], total: int, first: int, page: int) -> str:
    """One page of what was corrected, the first of it at that place among all."""
    if not total:
        return '<p class="empty">Nothing was corrected. Press “Wrong?” at a statement to say who said it.</p>'
    paged = pages(first, len(corrections), total, page) if total > len(corrections) else ""
    return f"<ul>{''.join(map(_item, corrections))}</ul>{paged}"


def _item(one: CorrectionOut) -> str:
    name, now = (f"<bdi>{text(who)}</bdi>" if who else "" for who in (one.name, one.speaker))
    told = f"{now or 'Nobody’s words'}{f', not {name}' if name else ''}" if one.statements else f"{name} is {now}"
    words = "".join(f"<blockquote>{text(s.text)}</blockquote>" for s in one.statements[:_MOST])
    more = f"<p>and {count(len(one.statements) - _MOST, 'statement')} more</p>" if one.statements[_MOST:] else ""
    titles = dict.fromkeys(s.title or "an article that is no longer held" for s in one.statements)
    where = " · ".join([f'<time datetime="{one.made.isoformat()}">{spelt(one.made.date())}</time>', *map(text, titles)])
    undo = f"Undo: {one.speaker or 'nobody’s words'}, not {one.name or 'somebody'}"
    return (
        f'<li><p class="told">{told}</p>{words}{more}<p class="where">{where}</p>'
        f'<button type="button" data-undo="{one.id}" aria-label="{text(undo)}">Undo</button></li>'
    )


def _person(name: str) -> str:
    return f'<a data-person href="{text(reference.person(name))}"><bdi>{text(name)}</bdi></a>'


def _name(label: str) -> str:
    return (
        f'<label>{label} <input name="speaker" list="known-names" maxlength="{MAX_NAME}" autocomplete="off" required />'
        '</label><datalist id="known-names"></datalist>'
    )


def _choice(other: str = "") -> str:
    return (
        f'<div class="choice"><button type="button" data-keep>Cancel</button>{other}'
        '<button type="submit" class="main">Save</button></div>'
    )
