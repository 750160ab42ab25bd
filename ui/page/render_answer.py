"""Answers as HTML: their claims, the articles drawn on, and how they were made."""

from __future__ import annotations

from collections.abc import Sequence

from qa import Answer, Citation, Copy, LeftOut
from qa.answer import More, Status
from qa.wording import changed, spelt
from ui.page import reference, render_layout
from ui.page.conversation import Exchange
from ui.page.markup import count, text
from ui.page.render_claim import copies

_VERDICTS: dict[Status, str] = {"absent": "Not in the archive", "related": "No answer, but passages that mention it"}


def answer(answer: Answer, exchange: Exchange, origin: str) -> str:
    """An exchange's answer: its claims and the articles that they draw on, as far as it got."""
    verdict = _verdict(answer, exchange) if exchange.state == "done" else ""
    told = f'<p class="verdict">{verdict}</p>' if verdict else ""
    claims = render_layout.claims(answer, exchange, origin)
    set_apart = f" {answer.status}" if verdict else ""
    return f'<div class="answer{set_apart}">{told}{claims}{_more(answer.more)}{_sources(answer)}</div>'


def _verdict(answer: Answer, exchange: Exchange) -> str:
    if answer.status == "absent" and exchange.filters.narrows:
        return "Not within the filters"
    return _VERDICTS.get(answer.status, "")


def _more(more: More | None) -> str:
    if not more:
        return ""
    on = f" on <bdi>{text(more.topic)}</bdi>" if more.topic else ""
    address = text(reference.person(more.speaker, more.topic))
    said = f"All {more.statements:,} statements by <bdi>{text(more.speaker)}</bdi>{on}"
    return f'<p class="more"><a data-person href="{address}">{said}</a></p>'


def made(answer: Answer) -> str:
    """Who wrote the answer, and from how much; what was left out of it opens on a click."""
    made = ""
    if answer.found and answer.citations:
        cited = count(len({citation.article for citation in answer.citations}), "article")
        found = f"{count(answer.passages, 'passage')} found, {cited} cited" if answer.passages else ""
        made = " · ".join(part for part in (f"<bdi>{text(reference.writer(answer))}</bdi>", found) if part)
    return (f'<p class="made">{made}</p>' if made else "") + _left_out(answer.left_out)


def _left_out(left_out: Sequence[LeftOut]) -> str:
    if not left_out:
        return ""
    replaced = sum(one.replaced for one in left_out)
    gone = len(left_out) - replaced
    counted = [f"{count(gone, 'sentence')} left out"] if gone else []
    if replaced:
        counted.append(f"{replaced if gone else count(replaced, 'sentence')} replaced by the articles’ words")
    items = "".join(
        f"<li><bdi>{text(one.text)}</bdi> "
        f"<span>{'Replaced' if one.replaced else 'Left out'}: {text(one.reason)}.</span></li>"
        for one in left_out
    )
    return f'<details class="left-out"><summary>{", ".join(counted)}</summary><ul>{items}</ul></details>'


def _sources(answer: Answer) -> str:
    """The articles that the answer drew on, each with the numbers of its citations."""
    numbers: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        numbers.setdefault(citation.article, []).append(citation)
    items = "".join(_source(cited) for cited in numbers.values())
    return f'<ul class="sources" aria-label="Articles drawn on">{items}</ul>' if items else ""


def _source(cited: Sequence[Citation]) -> str:
    first = cited[0]
    named = " · ".join(part for part in (first.publisher, spelt(first.published)) if part)
    return (
        f'<li><a data-open href="{text(reference.link(first.article))}">{text(first.title)}</a> '
        f'<span>{text(named)}</span> <span class="numbers">{"".join(f"[{c.number}]" for c in cited)}</span>'
        f"{''.join(_also(c, alone=len(cited) == 1) for c in cited if c.also)}"
        f"{''.join(_revised(c, alone=len(cited) == 1) for c in cited)}</li>"
    )


def _revised(citation: Citation, alone: bool) -> str:
    """What a citation's words were before, or are by now."""
    told, number = changed(citation.was, citation.now), "" if alone else f"[{citation.number}] "
    return f'<span class="also">{number}<bdi>{text(told)}</bdi></span>' if told else ""


def _also(citation: Citation, alone: bool) -> str:
    """The other articles that print a citation's words, each opened at them."""
    which = "Also" if alone else f"[{citation.number}] also"
    return f'<span class="also">{which} {copies(citation.also, _copy)}</span>'


def _copy(copy: Copy) -> str:
    href = reference.words(copy.article, copy.start, copy.end, copy.version)
    day = f" ({spelt(copy.published)})" if copy.published else ""
    return f'<a data-open href="{text(href)}"><bdi>{text(copy.title)}</bdi></a>{day}'
