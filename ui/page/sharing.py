"""An answer in the forms in which it is taken elsewhere; what a browser sends is checked here."""

from __future__ import annotations

from typing import Any, TypedDict

from index import Archive, InputError
from qa import Answer
from ui.capsule import drawn_from, of_answer
from ui.page import bibliography, endnotes, reference
from ui.page.conversation import parse
from ui.schema import Reply


class Shared(TypedDict):
    """A file's text, its media type, and the ending of its name."""

    text: str
    type: str
    ending: str


class Sharing:
    """Gives answers as files; nothing of them is kept."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def share(self, wanted: Any) -> Shared:
        """The answer of an {"exchange"} "as" one of: markdown, html, csl, bibtex, ris, capsule."""
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
            case "csl":
                kind = "application/vnd.citationstyles.csl+json"
                return Shared(text=bibliography.csl(cited), type=kind, ending="csl.json")
            case "bibtex":
                return Shared(text=bibliography.bibtex(cited), type="application/x-bibtex", ending="bib")
            case "ris":
                kind = "application/x-research-info-systems"
                return Shared(text=bibliography.ris(cited), type=kind, ending="ris")
            case "capsule":
                return Shared(text=self._capsule(answer, origin), type="application/ld+json", ending="capsule.json")
        raise InputError(f"as: an answer is not given as {str(form)[:40]!r}.", "as")

    def _capsule(self, answer: Answer, origin: str) -> str:
        reply = Reply.of(answer)
        return of_answer(reply, drawn_from(self._archive, reply, origin)).written()
