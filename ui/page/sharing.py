"""An answer in the forms in which it is taken elsewhere; what a browser sends is checked here."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, TypedDict

from index import Archive, InputError
from qa import Answer
from qa.answer import Claim
from ui import table
from ui.capsule import drawn_from, of_answer
from ui.page import bibliography, endnotes, reference
from ui.page.conversation import parse
from ui.schema import Reply

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Shared(TypedDict, total=False):
    """A file's text, or its bytes as base64, its media type, and the ending of its name."""

    text: str
    data: str
    type: str
    ending: str


class Sharing:
    """Gives answers as files; nothing of them is kept."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def share(self, wanted: Any) -> Shared:
        """The answer of an {"exchange"} "as" one of: markdown, html, docx, csv, csl, bibtex, ris, capsule."""
        exchange, origin, form = parse([wanted["exchange"]])[0], str(wanted["origin"]), wanted["as"]
        if exchange.answer is None:
            raise InputError("There is no answer yet.")
        answer = exchange.answer
        cited = bibliography.works(answer, self._archive, origin)
        match form:
            case "markdown":
                return Shared(text=reference.markdown(answer, origin), type="text/markdown", ending="md")
            case "html":
                return Shared(text=endnotes.page(answer.question, answer, origin), type="text/html", ending="html")
            case "docx":
                data = base64.b64encode(endnotes.document(answer.question, answer, origin)).decode()
                return Shared(data=data, type=_DOCX, ending="docx")
            case "csl":
                kind = "application/vnd.citationstyles.csl+json"
                return Shared(text=bibliography.csl(cited), type=kind, ending="csl.json")
            case "bibtex":
                return Shared(text=bibliography.bibtex(cited), type="application/x-bibtex", ending="bib")
            case "ris":
                kind = "application/x-research-info-systems"
                return Shared(text=bibliography.ris(cited), type=kind, ending="ris")
            case "csv":
                rows = (row for claim in answer.claims for row in _rows(claim))
                # With a byte order mark, without which Excel takes UTF-8 for something else.
                return Shared(text="\ufeff" + table.csv(rows, origin), type="text/csv", ending="csv")
            case "capsule":
                return Shared(text=self._capsule(answer, origin), type="application/ld+json", ending="capsule.json")
        raise InputError(f"as: an answer is not given as {str(form)[:40]!r}.", "as")

    def _capsule(self, answer: Answer, origin: str) -> str:
        reply = Reply.of(answer)
        return of_answer(reply, drawn_from(self._archive, reply, origin)).written()


def _rows(claim: Claim) -> Iterator[dict[str, Any]]:
    """A row for each place that a claim cites, with the speaker's own words that it shows of it."""
    told = {"speaker": claim.speaker, "role": claim.role, "direct": claim.kind == "quoted"}
    for number, cited in enumerate(claim.citations):
        shown = [words for words in claim.words if words.citation == number]
        own = [words.text[start - words.start : end - words.start] for words in shown for start, end in words.own]
        yield {**asdict(cited), **told, "quoted": own}
