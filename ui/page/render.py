"""Conversations as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa import Answer, Constraint
from ui.page import reference, render_answer
from ui.page.conversation import Exchange
from ui.page.markup import count, text

_LINK, _MARKDOWN = {"link": "Copy link"}, {"markdown": "Copy as Markdown"}
_WITHOUT_CITATIONS = {"Link": _LINK, "Text": _MARKDOWN}
_FORMS = {
    "Link": _LINK,
    "Text": _MARKDOWN
    | {"html": "Page with endnotes (HTML)", "docx": "Word with endnotes (DOCX)", "csv": "Table (CSV)"},
    "Citations": {"csl": "CSL-JSON", "bibtex": "BibTeX", "ris": "RIS", "capsule": "Capsule, to be verified"},
}
"""In which an answer can be taken elsewhere, by what one then has of it."""


def conversation(exchanges: Sequence[Exchange], origin: str, articles: int) -> list[str]:
    """Each question and its answer, oldest first; articles is how many are being searched."""
    last = len(exchanges) - 1
    return [_exchange(number, e, origin, articles, number == last) for number, e in enumerate(exchanges)]


def welcome(articles: int) -> str:
    """What stands where nothing has been asked yet."""
    if not articles:
        return (
            '<section class="welcome"><h2>Who said what?</h2>'
            "<p>The archive is empty. Add articles to ask about them.</p>"
            '<button type="button" class="main" data-add aria-haspopup="dialog">Add articles</button></section>'
        )
    return (
        '<section class="welcome"><h2>Who said what?</h2>'
        f"<p>Ask the archive’s {count(articles, 'article')}. Every quotation is given to the letter, and every mark "
        f"opens its article at the words.</p>"
        '<ul class="examples" aria-label="Examples"></ul></section>'
    )


def examples(questions: Sequence[str]) -> str:
    """Questions to begin with, as the items of a list; and likewise to go on with."""
    return "".join(f'<li><button type="button" data-ask="{text(e)}">{text(e)}</button></li>' for e in questions)


def fault(message: str) -> str:
    """A sentence on what went wrong, set apart from every answer."""
    return f'<p class="fault" role="alert"><strong>This did not work.</strong> {text(message)}</p>'


def _exchange(number: int, exchange: Exchange, origin: str, articles: int, last: bool) -> str:
    return (
        f'<article class="exchange" data-number="{number}" data-state="{exchange.state}">'
        f'<h2 class="question" tabindex="-1"><bdi>{text(exchange.asked)}</bdi></h2>'
        f"{_narrowed(exchange)}{_understood(exchange)}{_constraints(exchange)}"
        f"{_reply(exchange, origin, articles)}{_actions(exchange, origin, last)}{_next(exchange, last)}</article>"
    )


def _next(exchange: Exchange, last: bool) -> str:
    if not last or not exchange.following:
        return ""
    return f'<nav class="next" aria-label="Ask next"><h3>Ask next</h3><ul>{examples(exchange.following)}</ul></nav>'


def _narrowed(exchange: Exchange) -> str:
    narrowed = reference.narrowed(exchange.filters)
    if not narrowed:
        return ""
    href = text(reference.link(exchange.filters.article or ""))
    opened = f' · <a data-open href="{href}">Open it</a>' if exchange.filters.article else ""
    return f'<p class="narrowed"><bdi>{text(narrowed)}</bdi>{opened}</p>'


def _understood(exchange: Exchange) -> str:
    understood = exchange.answer.question if exchange.answer else exchange.asked
    if " ".join(understood.split()) == " ".join(exchange.asked.split()):
        return ""
    return f'<p class="understood">Understood as: <bdi>{text(understood)}</bdi></p>'


def _constraints(exchange: Exchange) -> str:
    """What the question was read to ask for, each to be taken out; and what was taken out, each to be put back."""
    understood = exchange.answer.understood if exchange.answer else ()
    off = " disabled" if exchange.state == "pending" else ""
    chips = [
        f'<li class="chip">{_constraint(one)}<button type="button" data-without="{n}" '
        f'aria-label="Ask without {text(one.text)}" title="Ask without it"{off}>×</button></li>'
        for n, one in enumerate(understood)
        if one not in exchange.without
    ]
    chips += [
        f'<li class="chip out"><s>{_constraint(one)}</s><button type="button" data-back="{n}" '
        f'aria-label="Ask with {text(one.text)} again" title="Ask with it again"{off}>+</button></li>'
        for n, one in enumerate(exchange.without)
    ]
    notes = exchange.answer.notes if exchange.answer else ()
    chips += [f'<li class="chip note"><bdi>{text(note)}</bdi></li>' for note in notes]
    return f'<ul class="chips" aria-label="What was asked for">{"".join(chips)}</ul>' if chips else ""


def _constraint(constraint: Constraint) -> str:
    return f"<span>{reference.PARTS[constraint.part]}: <bdi>{text(constraint.text)}</bdi></span>"


def _reply(exchange: Exchange, origin: str, articles: int) -> str:
    parts = []
    if exchange.answer and exchange.answer.claims:
        parts.append(render_answer.answer(exchange.answer, exchange, origin))
    if exchange.state == "pending":
        parts.append(f'<p class="searching" role="status">{_progress(exchange, articles)}…</p>')
    elif exchange.state == "stopped":
        parts.append('<p class="stopped">Stopped.</p>')
    elif exchange.state == "failed":
        parts.append(fault(exchange.fault or ""))
    elif exchange.answer and not exchange.answer.claims:
        parts.append('<div class="answer absent"><p class="verdict">Not in the archive</p></div>')
    if exchange.answer and exchange.state != "pending":
        parts.append(render_answer.made(exchange.answer))
    return "".join(parts)


def _progress(exchange: Exchange, articles: int) -> str:
    """What is being done for an answer that is not whole."""
    answer = exchange.answer
    if answer and answer.claims:
        return "Answering"
    if answer and answer.passages:
        return f"Found {count(answer.passages, 'passage')}"
    return "Searching" if exchange.filters.narrows else f"Searching {count(articles, 'article')}"


def _actions(exchange: Exchange, origin: str, last: bool) -> str:
    """Asking again or in other words drops what came after, so only the last question offers it."""
    if exchange.state == "pending":
        return ""
    buttons = []
    if exchange.answer and exchange.answer.claims:
        plain = reference.plain(exchange.answer, origin)
        buttons += [f'<button type="button" data-copy="{text(plain)}">Copy</button>', _share(exchange.answer)]
        buttons.append(f'<button type="button" data-pin data-href="{text(reference.question(exchange))}">Pin</button>')
    if _can_be_watched(exchange):
        asked = text(exchange.answer.question if exchange.answer else "")
        buttons.append(f'<button type="button" data-watch="{asked}">Watch this question</button>')
    if last:
        buttons += [
            '<button type="button" data-retry>Ask again</button>',
            '<button type="button" data-edit>Edit question</button>',
        ]
    return f'<div class="actions">{"".join(buttons)}</div>'


def _share(answer: Answer) -> str:
    groups = _FORMS if answer.citations else _WITHOUT_CITATIONS
    listed = "".join(f"<section><h3>{named}</h3><ul>{_forms(forms)}</ul></section>" for named, forms in groups.items())
    return f'<details class="share"><summary>Share</summary><div>{listed}</div></details>'


def _forms(forms: Mapping[str, str]) -> str:
    return "".join(
        f'<li><button type="button" data-share="{form}">{shown}</button></li>' for form, shown in forms.items()
    )


def _can_be_watched(exchange: Exchange) -> bool:
    """Whether its words alone say what was asked: nothing else is asked again."""
    if not exchange.answer or exchange.state != "done" or exchange.answer.status == "talk":
        return False
    return not (exchange.filters.narrows or exchange.without)
