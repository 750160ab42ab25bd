"""An answer with its citations as endnotes: as a page in one file, which prints well, and as a DOCX."""

from __future__ import annotations

from collections.abc import Sequence

from index import on_the_web
from index.readers.endnoted import Noted, endnoted
from qa import Answer, Citation, Claim
from qa.answer import EXTRACTIVE
from qa.wording import introduction, quotation
from ui.page import reference
from ui.page.markup import text

_STYLE = """
body { color: #211e1a; font: 1rem/1.6 Georgia, serif; margin: 2rem auto; max-width: 40rem; padding: 0 1rem; }
.said, q { white-space: pre-line; } q { quotes: none; } li { break-inside: avoid; overflow-wrap: anywhere; }
footer { color: #655e54; font-size: .875rem; }
"""


def page(asked: str, answer: Answer, origin: str) -> str:
    """The question, the answer, and an endnote for each citation; without scripts, and asking nothing of any host."""
    claims = "".join(_paragraph(claim, answer.claims[:n]) for n, claim in enumerate(answer.claims))
    notes = "".join(_note(citation, origin) for citation in answer.citations)
    by = f"<p>{text(reference.writer(answer))}.</p>" if answer.model != EXTRACTIVE else ""
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{text(asked)}</title><style>{_STYLE}</style>'
        f"<h1>{text(asked)}</h1>{claims}<h2>Notes</h2><ol>{notes}</ol><footer>{by}</footer></html>\n"
    )


def document(asked: str, answer: Answer, origin: str) -> bytes:
    """The same as a DOCX, the notes those of the word processor."""
    claims = [
        Noted(
            " ".join(
                part for part in (introduction(claim, answer.claims[:n]), claim.sentence or quotation(claim)) if part
            ),
            [citation.number for citation in claim.citations],
        )
        for n, claim in enumerate(answer.claims)
    ]
    by = [Noted(f"{reference.writer(answer)}.")] if answer.model != EXTRACTIVE else []
    return endnoted(asked, [*claims, *by], {c.number: _noted(c, origin) for c in answer.citations})


def _noted(citation: Citation, origin: str) -> str:
    held = reference.words(citation.article, citation.start, citation.end, citation.version, origin)
    url = on_the_web(citation.url)
    links = [*([reference.at_words(url, citation.text, citation.page)] if url else []), held]
    return f"{reference.cited(citation)}: {citation.text} {' '.join(links)}"


def _paragraph(claim: Claim, before: Sequence[Claim]) -> str:
    lead = introduction(claim, before)
    marks = "".join(
        f'<sup><a id="mark-{c.number}" href="#note-{c.number}">{c.number}</a></sup>' for c in claim.citations
    )
    said = f'<span class="said">{text(claim.sentence or quotation(claim))}</span>'
    return f"<p>{text(lead)}{' ' if lead else ''}{said}{marks}</p>"


def _note(citation: Citation, origin: str) -> str:
    held = reference.words(citation.article, citation.start, citation.end, citation.version, origin)
    links = [f'<a href="{text(held)}">in the archive</a>']
    if url := on_the_web(citation.url):
        links.insert(0, f'<a href="{text(reference.at_words(url, citation.text, citation.page))}">{text(url)}</a>')
    return (
        f'<li id="note-{citation.number}" value="{citation.number}">{text(reference.cited(citation))}: '
        f'<q>{text(citation.text)}</q> {", ".join(links)} <a href="#mark-{citation.number}">↩</a></li>'
    )
