"""Conversations as HTML. Whatever comes from outside passes through `text`, and nothing else writes markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa import Answer, Citation, Claim
from ui.page import reference
from ui.page.conversation import Exchange


def text(words: str) -> str:
    """Words as HTML that shows each of their characters and runs none of them, in an element or an attribute."""
    # The HTML parser turns a bare carriage return into a line feed; a reference survives.
    return escape(words, quote=True).replace("\r", "&#13;")


def conversation(exchanges: Sequence[Exchange], origin: str, articles: int) -> str:
    """All that was asked and answered, oldest first; articles is how many are being searched."""
    last = len(exchanges) - 1
    return "".join(_exchange(number, e, origin, articles, number == last) for number, e in enumerate(exchanges))


def welcome(examples: Sequence[str], articles: int) -> str:
    """What stands where nothing has been asked yet."""
    if not articles:
        return (
            '<section class="welcome"><h2>Who said what?</h2>'
            "<p>The archive is empty. Add articles to ask about them.</p>"
            '<button type="button" class="main" data-add aria-haspopup="dialog">Add articles</button></section>'
        )
    held = f"{articles:,} article{'' if articles == 1 else 's'}"
    items = "".join(f'<li><button type="button" data-ask="{text(e)}">{text(e)}</button></li>' for e in examples)
    asked = f'<ul class="examples" aria-label="Examples">{items}</ul>' if items else ""
    return (
        '<section class="welcome"><h2>Who said what?</h2>'
        f"<p>Ask the archive’s {held}. Every quotation is given to the letter, and every mark opens its article "
        f"at the words.</p>{asked}</section>"
    )


def fault(message: str) -> str:
    """A sentence on what went wrong, set apart from every answer."""
    return f'<p class="fault" role="alert"><strong>This did not work.</strong> {text(message)}</p>'


def _exchange(number: int, exchange: Exchange, origin: str, articles: int, last: bool) -> str:
    return (
        f'<article class="exchange" data-number="{number}" data-state="{exchange.state}">'
        f'<h2 class="question"><bdi>{text(exchange.asked)}</bdi></h2>'
        f"{_narrowed(exchange)}{_understood(exchange)}{_reply(exchange, origin, articles)}"
        f"{_actions(exchange, origin, last)}</article>"
    )


def _narrowed(exchange: Exchange) -> str:
    filters = exchange.filters
    parts = [
        f"<bdi>{text(filters.publisher)}</bdi>" if filters.publisher else "",
        f"from {reference.day(filters.since)}" if filters.since else "",
        f"to {reference.day(filters.until)}" if filters.until else "",
    ]
    narrowed = ", ".join(part for part in parts if part)
    return f'<p class="narrowed">Only {narrowed}</p>' if narrowed else ""


def _understood(exchange: Exchange) -> str:
    understood = exchange.answer.question if exchange.answer else exchange.asked
    if " ".join(understood.split()) == " ".join(exchange.asked.split()):
        return ""
    return f'<p class="understood">Understood as: <bdi>{text(understood)}</bdi></p>'


def _reply(exchange: Exchange, origin: str, articles: int) -> str:
    parts = []
    if exchange.answer and exchange.answer.claims:
        parts.append(_answer(exchange.answer, exchange.state, origin))
    if exchange.state == "pending":
        held = f"{articles:,} article{'' if articles == 1 else 's'}"
        parts.append(f'<p class="searching" role="status">Searching {held}…</p>')
    elif exchange.state == "stopped":
        parts.append('<p class="stopped">Stopped.</p>')
    elif exchange.state == "failed":
        parts.append(fault(exchange.fault or ""))
    elif exchange.answer and not exchange.answer.claims:
        parts.append('<div class="answer absent"><p class="verdict">Not in the archive</p></div>')
    return "".join(parts)


def _answer(answer: Answer, state: str, origin: str) -> str:
    absent = state == "done" and not answer.found
    verdict = '<p class="verdict">Not in the archive</p>' if absent else ""
    claims = "".join(_claim(claim, origin) for claim in answer.claims)
    return f'<div class="answer{" absent" if absent else ""}">{verdict}{claims}{_sources(answer)}</div>'


def _claim(claim: Claim, origin: str) -> str:
    marks = _marks_by_quote(claim)
    lead_marks = "" if claim.quotes else _marks(claim.citations)
    lead = f'<p class="lead">{_lead(claim)}{lead_marks}</p>' if claim.lead or lead_marks else ""
    quotes = "".join(_quote(q, own, claim, origin) for q, own in zip(claim.quotes, marks, strict=True))
    return f'<div class="claim">{lead}{quotes}</div>'


def _lead(claim: Claim) -> str:
    """The assistant's own sentence, the speaker's name in it set out and linked to all they said."""
    speaker = next((c.speaker for c in claim.citations if c.speaker and c.speaker in claim.lead), None)
    if speaker is None:
        return text(claim.lead)
    before, _, after = claim.lead.partition(speaker)
    name = f'<a data-person href="{text(reference.person(speaker))}">{text(speaker)}</a>'
    return f"{text(before)}<strong>{name}</strong>{text(after)}"


def _marks_by_quote(claim: Claim) -> list[list[Citation]]:
    """Each citation once, at the last of the quotations that it holds; at the last of all where it holds none."""
    marks: list[list[Citation]] = [[] for _ in claim.quotes]
    for citation in claim.citations:
        holding = [n for n, quote in enumerate(claim.quotes) if quote in citation.text]
        if marks:
            marks[holding[-1] if holding else -1].append(citation)
    return marks


def _quote(quote: str, marks: Sequence[Citation], claim: Claim, origin: str) -> str:
    citation = next((c for c in claim.citations if quote in c.text), None)
    copied = reference.plain_quotation([quote], citation, origin) if citation else f"“{quote}”"
    return (
        f'<blockquote><p>“<bdi class="words">{text(quote)}</bdi>”<span class="ends">{_marks(marks)}'
        f'<button type="button" class="copy" data-copy="{text(copied)}" '
        'title="Copy this quotation with its reference">Copy</button></span></p></blockquote>'
    )


def _marks(citations: Sequence[Citation]) -> str:
    return "".join(_mark(citation) for citation in citations)


def _mark(citation: Citation) -> str:
    where = reference.where(citation.title, citation.publisher, citation.published)
    href = reference.link(citation.article, citation.start, citation.end)
    return (
        f'<span class="mark"><a class="cite" href="{text(href)}" aria-label="Source {citation.number}: {text(where)}">'
        f'[{citation.number}]</a><span class="card" aria-hidden="true"><b>{text(where)}</b>'
        f"<bdi>{text(citation.text)}</bdi></span></span>"
    )


def _sources(answer: Answer) -> str:
    """The articles that the answer drew on, each with the numbers of its citations."""
    numbers: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        numbers.setdefault(citation.article, []).append(citation)
    items = "".join(_source(cited) for cited in numbers.values())
    return f'<ul class="sources" aria-label="Articles drawn on">{items}</ul>' if items else ""


def _source(cited: Sequence[Citation]) -> str:
    first = cited[0]
    named = " · ".join(part for part in (first.publisher, reference.day(first.published)) if part)
    return (
        f'<li><a data-open href="{text(reference.link(first.article))}">{text(first.title)}</a> '
        f'<span>{text(named)}</span> <span class="numbers">{"".join(f"[{c.number}]" for c in cited)}</span></li>'
    )


def _actions(exchange: Exchange, origin: str, last: bool) -> str:
    """Asking again or in other words drops what came after, so only the last question offers it."""
    if exchange.state == "pending":
        return ""
    buttons = []
    if exchange.answer and exchange.answer.claims:
        plain, marked = reference.plain(exchange.answer, origin), reference.markdown(exchange.answer, origin)
        buttons += [
            f'<button type="button" data-copy="{text(plain)}">Copy</button>',
            f'<button type="button" data-copy="{text(marked)}">Copy as Markdown</button>',
        ]
    if last:
        buttons += [
            '<button type="button" data-retry>Ask again</button>',
            '<button type="button" data-edit>Edit question</button>',
        ]
    return f'<div class="actions">{"".join(buttons)}</div>'
