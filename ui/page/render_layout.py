"""The claims of an answer in the layout that its shape needs, in the order and of the month that are wanted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from index import Sorting
from qa import Answer, Claim, Filters
from qa.answer import Shape
from qa.names import is_speaker, plain
from qa.wording import spelt
from ui.page import reference, render_months
from ui.page.conversation import Exchange
from ui.page.markup import text
from ui.page.render_claim import answering, claim, mark_of, name, words
from ui.page.render_orders import orders

_BY_DAY: dict[Shape, Sorting] = {"latest": "newest", "over time": "oldest"}
"""Shapes that have an order of their own."""


def claims(answer: Answer, exchange: Exchange, origin: str) -> str:
    """All of an answer's claims, or those of the month that is wanted; what is said beside them comes after."""
    order = exchange.sorting or "best"
    shown = [one for one in _sorted(answer.claims, order) if _is_of(one, exchange.month)]
    answers = answering(answer.claims)
    columns = _columns(answer, shown)
    if len(columns) > 1:
        laid_out = "".join(f"<section>{_listed(column, answering(column), origin)}</section>" for column in columns)
        rest = [one for one in shown if not any(one in column for column in columns)]
        listed = f'<div class="side-by-side">{laid_out}</div>{_listed(rest, answers, origin)}'
    elif rows := _rows(answer, shown):
        listed = _table(rows, origin) + _listed([one for one in shown if one not in rows], answers, origin)
    else:
        listed = _listed(shown, answers, origin)
    return _months(answer, exchange) + _orders(answer, exchange) + listed


def _listed(shown: Sequence[Claim], answers: Sequence[Claim], origin: str) -> str:
    return "".join(claim(one, shown[:n], origin, one in answers) for n, one in enumerate(shown))


# In which order, and of which month


def _sorted(claims: Sequence[Claim], order: str) -> list[Claim]:
    """By the days of their articles, those without one last; what cites nothing stays behind them all."""
    if order == "best":
        return [*claims]
    dated = [one for one in claims if one.words and one.published]
    dated.sort(key=lambda one: one.published or date.min, reverse=order == "newest")
    return [*dated, *(one for one in claims if one not in dated)]


def _is_of(claim: Claim, month: str | None) -> bool:
    return not month or not claim.words or bool(claim.published and f"{claim.published:%Y-%m}" == month)


def _orders(answer: Answer, exchange: Exchange) -> str:
    """Ways to sort, where the days differ and no chat model wrote one sentence after another."""
    cited = [one for one in answer.claims if one.citations]
    if exchange.state != "done" or len({one.published for one in cited}) < 2 or not all(one.words for one in cited):
        return ""
    own = _BY_DAY.get(answer.shape)
    offered: tuple[Sorting, ...] = ("newest", "oldest") if own else ("best", "newest", "oldest")
    return orders(offered, exchange.sorting or own or "best")


def _months(answer: Answer, exchange: Exchange) -> str:
    """A strip of the months, with how many statements there are of each; one that is pressed shows its own."""
    if exchange.state != "done" or len(exchange.months) < 2:
        return ""
    return render_months.strip(exchange.months, exchange.month, "statement") + _of_month(answer, exchange)


def _of_month(answer: Answer, exchange: Exchange) -> str:
    """The way to all statements of the month that is wanted."""
    month, more = exchange.month, answer.more
    if not month or not more:
        return ""
    year, number = map(int, month.split("-"))
    days = Filters(since=date(year, number, 1), until=date(year, number, monthrange(year, number)[1]))
    href = text(reference.person(more.speaker, more.topic, days))
    held = dict(exchange.months).get(month, 0)
    said = f"All {held:,} of {render_months.spelt(month)}" if held != 1 else f"The one of {render_months.spelt(month)}"
    return f'<p class="more"><a data-person href="{href}">{said}</a></p>'


# Beside each other, and as a table


def _columns(answer: Answer, shown: Iterable[Claim]) -> list[list[Claim]]:
    """What each of those said who are to be compared, where more than one did."""
    if answer.shape != "compare":
        return []
    names = [plain(one.text) for one in answer.understood if one.part == "speaker"]
    said = [one for one in shown if one.words and one.speaker]
    columns = ([one for one in said if is_speaker(wanted, one.speaker or "")] for wanted in names)
    return [column for column in columns if column]


def _rows(answer: Answer, shown: Iterable[Claim]) -> list[Claim]:
    """What each of several people said on something, where that was asked."""
    rows = [one for one in shown if one.words and one.speaker]
    return rows if answer.shape in ("people", "topic") and len(rows) > 1 else []


def _table(rows: Sequence[Claim], origin: str) -> str:
    body = "".join(
        f'<tr class="claim {one.kind} answers"><th scope="row">{name(one)}{mark_of(one)}{_role(one)}</th>'
        f"<td>{words(one, origin, fold=True)}</td>"
        f'<td class="where"><bdi>{text(one.outlet or "")}</bdi> <span>{spelt(one.published)}</span></td></tr>'
        for one in rows
    )
    return (
        '<p class="taken"><button type="button" data-share="csv">Download as CSV</button></p>'
        '<table class="people-said"><thead><tr><th scope="col">Who</th><th scope="col">In the article’s words</th>'
        f'<th scope="col">Published</th></tr></thead><tbody>{body}</tbody></table>'
    )


def _role(claim: Claim) -> str:
    return f'<span class="role"><bdi>{text(claim.role)}</bdi></span>' if claim.role else ""
