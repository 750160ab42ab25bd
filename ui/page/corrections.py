"""The user's word on who said what, given and taken back on the page; what a browser sends is checked here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from index import Archive, Correction, InputError, NotFound, Statement
from ui.correcting import shown
from ui.page import render, render_corrections
from ui.page.faults import sentence
from ui.page.render_corrections import PAGE

_OFFERED = 10
"""Names."""


class Told(TypedDict):
    """What came of it, or what is wrong, as HTML; one of them is empty."""

    told: str
    fault: str


class Corrections:
    """What is asked before a correction, and what was corrected, as HTML."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def form(self, about: Any) -> str:
        """What is to be said of {"statement": id}, or of who is shown under {"person": name}."""
        try:
            if person := _given(about, "person"):
                return render_corrections.of_person(person)
            statement, others = self._statement(_given(about, "statement"))
            return render_corrections.of_statement(statement, len(others))
        except Exception as error:
            return render.fault(sentence(error))

    def names(self, query: Any) -> str:
        """Options: those who are quoted under a name that is like what was typed."""
        try:
            return render_corrections.options(s.name for s in self._archive.speakers(str(query)[:200])[:_OFFERED])
        except Exception as error:
            return render.fault(sentence(error))

    def correct(self, said: Any) -> Told:
        """Of {"statement" and, to mean all of its speaker's in its article, "all"} or {"person"}, say the speaker.

        {"speaker": null} for nobody's words.
        """
        return _told(lambda: render_corrections.made(self._made(said)))

    def undo(self, id_: Any) -> Told:
        """Take a correction back."""
        return _told(lambda: render_corrections.undone(self._archive.undo(str(id_))))

    def list(self, page: Any) -> str:
        """A page of what was corrected, newest first."""
        try:
            made = self._archive.corrections
            first = PAGE * (page := min(max(0, int(page or 0)), max(0, (len(made) - 1) // PAGE)))
            return render_corrections.listed(shown(made[first:][:PAGE], self._archive), len(made), first, page)
        except Exception as error:
            return render.fault(sentence(error))

    def _made(self, said: Any) -> Correction:
        speaker = _given(said, "speaker")
        if person := _given(said, "person"):
            return self._archive.merge(person, speaker or "")
        statement, others = self._statement(_given(said, "statement"))
        chosen = [statement, *(others if said.get("all") is True else ())]
        return self._archive.attribute([s.id for s in chosen], speaker)

    def _statement(self, id_: str | None) -> tuple[Statement, Sequence[Statement]]:
        """A statement, and the others of its speaker in its article."""
        article = self._archive.statements((id_ or "").partition("-")[0])
        statement = next((s for s in article if s.id == id_), None)
        if statement is None:
            raise NotFound("This statement is no longer there: it was corrected, or its article has changed.")
        named = statement.speaker is not None
        return statement, [s for s in article if named and s.speaker == statement.speaker and s is not statement]


def _given(about: Any, name: str) -> str | None:
    given = about.get(name) if isinstance(about, dict) else None
    if given is None or isinstance(given, str):
        return given
    raise InputError(f"{name}: it cannot be read. Load the page again.", name)


def _told(do: Callable[[], str]) -> Told:
    try:
        return {"told": do(), "fault": ""}
    except Exception as error:
        return {"told": "", "fault": render.fault(sentence(error))}
