"""Who is quoted in the archive, and what they said over time."""

from __future__ import annotations

from typing import Any, TypedDict

from index import Archive, ArticleRecord, InputError, Said, Span, Speaker, Statement
from ui.page import render, render_people
from ui.page.faults import sentence
from ui.page.render_list import PAGE
from ui.page.render_people import Copied, Shown

STATEMENTS = 20
"""On one page of a person."""

_ALIKE = 10


class View(TypedDict):
    """What is shown ("all", "one", or "none" for a name that is nobody's), what stands over it, and what was found."""

    shows: str
    head: str
    found: str


class People:
    """Speakers and their statements as HTML; what a browser sends is checked here."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def show(self, wanted: Any) -> View:
        """A page of {"person": name or "", "query", "page", "origin"}: of everyone, or of what one person said."""
        try:
            if not isinstance(wanted, dict):
                raise InputError("people: say whom to show. Load the page again.")
            person, query, origin = (str(wanted.get(key) or "").strip() for key in ("person", "query", "origin"))
            page = max(0, int(wanted.get("page") or 0))
            return self._person(person, query, page, origin) if person else self._everyone(query, page)
        except Exception as error:
            return {"shows": "all", "head": render_people.all_head(), "found": render.fault(sentence(error))}

    def _everyone(self, query: str, page: int) -> View:
        speakers = self._archive.speakers(query)
        first = PAGE * (page := min(page, max(0, len(speakers) - 1) // PAGE))
        if speakers:
            found = render_people.everyone(speakers[first : first + PAGE], len(speakers), first, page)
        else:
            found = render_people.nobody(query, len(self._archive.articles()))
        return {"shows": "all", "head": render_people.all_head(), "found": found}

    def _person(self, name: str, query: str, page: int, origin: str) -> View:
        named = self._archive.speakers(name)
        speaker = _the_one(name, named)
        head = render_people.person_head(speaker, name)
        if speaker is None:
            return {"shows": "none", "head": head, "found": render_people.unclear(name, named[:_ALIKE])}
        said = self._archive.said(speaker.name, query)
        first = STATEMENTS * (page := min(page, max(0, len(said) - 1) // STATEMENTS))
        if not said:
            return {"shows": "one", "head": head, "found": render_people.silent(speaker.name, query)}
        shown = self._shown(said[first : first + STATEMENTS])
        days = [one.record.published for one in said if one.record.published]
        found = render_people.statements(shown, len(said), first, page, days, origin)
        return {"shows": "one", "head": head, "found": found}

    def _shown(self, said: list[Said]) -> list[Shown]:
        words = self._archive.words_of(said)
        return [
            Shown(one, statement, [self._copied(record, statement) for record in one.also])
            for one, statement in zip(said, words, strict=True)
        ]

    def _copied(self, record: ArticleRecord, statement: Statement) -> Copied:
        start = self._archive.article(record.id).text.find(statement.text)
        return Copied(record, Span(start, start + len(statement.text)) if start >= 0 else None)


def _the_one(name: str, named: list[Speaker]) -> Speaker | None:
    """Who has just this name; else the only one in whose name its words stand."""
    wanted = name.casefold()
    exact = [s for s in named if s.name.casefold() == wanted]
    holding = [s for s in named if set(wanted.split()) <= set(s.name.casefold().split())]
    return exact[0] if exact else holding[0] if len(holding) == 1 else None
