"""Who is quoted in the archive, and what they said over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypedDict

from pydantic import NonNegativeInt, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from index import AllSaid, Archive, Filters, InputError, Said, Sorting, Speaker
from index.topics import topics_of
from ui import table
from ui.page import reference, render, render_filters, render_people
from ui.page.faults import sentence
from ui.page.render_list import PAGE
from ui.page.render_orders import orders
from ui.page.render_people import Shown
from ui.schema import SaidOut

STATEMENTS = 20
"""On one page of a person."""

_ALIKE = 10


class View(TypedDict):
    """What is shown ("all", "one", or "none" for a name that is nobody's), and its parts as HTML.

    head stands over it, filters are the ways to narrow it, chosen is what is chosen of them, found what was found.
    """

    shows: str
    head: str
    filters: str
    chosen: str
    found: str


class Table(TypedDict):
    """A person's statements as CSV; or a fault, as HTML."""

    csv: str
    fault: str


@dataclass(frozen=True)
class Wanted:
    """What a browser asks to be shown: everyone, or where a person is named, what they said, narrowed to the rest.

    beside names another person, whose words on the same are shown beside theirs.
    """

    person: str = ""
    query: str = ""
    page: NonNegativeInt = 0
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    direct: bool = False
    sorting: Sorting | None = None
    beside: str = ""
    origin: str = ""

    @property
    def filters(self) -> Filters:
        return Filters(publisher=self.publisher, since=self.since, until=self.until)

    @property
    def order(self) -> Sorting:
        """How it is sorted; what is best is best for a query."""
        if self.query:
            return self.sorting or "best"
        return "oldest" if self.sorting == "oldest" else "newest"

    @property
    def orders(self) -> str:
        """The ways to sort it, as HTML."""
        by_day: tuple[Sorting, ...] = ("newest", "oldest")
        return orders(("best", *by_day) if self.query else by_day, self.order)

    @property
    def narrows(self) -> bool:
        return self.filters.narrows or self.direct


_WANTED = TypeAdapter(Wanted)


class People:
    """Speakers and their statements as HTML; what a browser sends is checked here."""

    def __init__(self, archive: Archive):
        self._archive = archive
        # A person's page is asked for with every letter that is typed into it.
        self._topics = lru_cache(256)(lambda name, change: topics_of(archive, name))

    def show(self, wanted: Any) -> View:
        """A page of everyone, or of what one person said, as `Wanted` has it."""
        try:
            asked = _parsed(wanted)
            return self._person(asked) if asked.person.strip() else self._everyone(asked)
        except Exception as error:
            return _all(render.fault(sentence(error)))

    def table(self, wanted: Any) -> Table:
        """All that `show` has of one person, on whichever page."""
        try:
            asked = _parsed(wanted)
            speaker = _the_one(asked.person.strip(), self._archive.speakers(asked.person))
            said = self._said(asked, speaker.name) if speaker else []
            statements = zip(said, self._archive.words_of(said), strict=True)
            rows = (SaidOut.by(*each).model_dump(mode="json") for each in statements)
            return {"csv": table.csv(rows, asked.origin), "fault": ""}
        except Exception as error:
            return {"csv": "", "fault": render.fault(sentence(error))}

    def _everyone(self, asked: Wanted) -> View:
        speakers = self._archive.speakers(asked.query, by_kind=True)
        if not speakers:
            return _all(render_people.nobody(asked.query, len(self._archive.articles())))
        first = PAGE * (page := min(asked.page, (len(speakers) - 1) // PAGE))
        return _all(render_people.everyone(speakers[first : first + PAGE], len(speakers), first, page))

    def _person(self, asked: Wanted) -> View:
        name = self._archive.meant_by(asked.person) or asked.person.strip()
        speaker = _the_one(name, named := self._archive.speakers(name))
        topics = self._topics(speaker.name, self._archive.change) if speaker else ()
        head = render_people.person_head(speaker, name, render_people.topics(topics, asked.query))
        if speaker is None:
            return {**_all(render_people.unclear(name, named[:_ALIKE])), "shows": "none", "head": head}
        found = self._listed(self._said(asked, speaker.name), speaker.name, asked)
        if asked.beside.strip():
            found = self._side_by_side(asked, speaker)
        filters = render_filters.of_a_person(self._archive.publishers_quoting(speaker.name))
        chosen = render_filters.chosen(asked.filters, beside=asked.beside.strip(), direct=asked.direct)
        return {"shows": "one", "head": head, "filters": filters, "chosen": chosen, "found": found}

    def _side_by_side(self, asked: Wanted, speaker: Speaker) -> str:
        """The first of what each of two said on it."""
        name = self._archive.meant_by(asked.beside) or asked.beside.strip()
        other = _the_one(name, named := self._archive.speakers(name))
        columns = [self._column(asked, speaker)]
        columns.append(self._column(asked, other) if other else render_people.unclear(name, named[:_ALIKE]))
        return render_people.side_by_side(columns, asked.orders)

    def _column(self, asked: Wanted, speaker: Speaker) -> str:
        said = self._said(asked, speaker.name)
        shown = self._shown(said[:STATEMENTS])
        whole = reference.person(speaker.name, asked.query, asked.filters, asked.direct)
        told = render_people.first_of(min(STATEMENTS, len(said)), len(said), asked.order, whole)
        return render_people.column(speaker, shown, told, whole, asked.query, asked.origin)

    def _said(self, asked: Wanted, name: str) -> AllSaid:
        return self._archive.said(name, asked.query, asked.filters, True if asked.direct else None, asked.sorting)

    def _listed(self, said: AllSaid, name: str, asked: Wanted) -> str:
        if not said:
            return render_people.silent(name, asked.query, asked.narrows)
        first = STATEMENTS * (page := min(asked.page, (len(said) - 1) // STATEMENTS))
        shown = self._shown(said[first : first + STATEMENTS])
        return render_people.statements(shown, len(said), first, page, said.days, asked.origin, asked.orders)

    def _shown(self, said: Sequence[Said]) -> list[Shown]:
        """Each with its words, which are whole sentences: of those who say two things in one, it is shown once."""
        once: dict[tuple[str, int], Shown] = {}
        for one, statement in zip(said, self._archive.words_of(said), strict=True):
            once.setdefault((statement.article, statement.start), Shown(one, statement, self._shown(one.also)))
        return [*once.values()]


def _parsed(wanted: Any) -> Wanted:
    try:
        return _WANTED.validate_python(wanted)
    except ValidationError as error:
        raise InputError("people: what to show cannot be read. Load the page again.", "people") from error


def _all(found: str) -> View:
    head = render_people.all_head()
    return {"shows": "all", "head": head, "filters": render_filters.control(), "chosen": "", "found": found}


def _the_one(name: str, named: Sequence[Speaker]) -> Speaker | None:
    """Who has just this name; else the only one in whose name its words stand."""
    wanted = name.casefold()
    exact = [s for s in named if s.name.casefold() == wanted]
    holding = [s for s in named if set(wanted.split()) <= set(s.name.casefold().split())]
    return exact[0] if exact else holding[0] if len(holding) == 1 else None
