"""The notebook, over HTTP."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ui.notebook.notes import Note, Notebook
from ui.schema import NOT_BLANK, In


class NoteOut(BaseModel):
    id: str
    made: datetime = Field(description="When it was pinned, in UTC.")
    text: str = Field(description="What was pinned, with its reference, as it was then.")
    link: str = Field(description="Its permanent address on this server.")
    note: str = Field(description="The user's own words on it.")
    collection: str

    @classmethod
    def of(cls, note: Note) -> NoteOut:
        return cls(**note._asdict() | {"made": datetime.fromtimestamp(note.made, UTC)})


class NotesOut(BaseModel):
    total: int
    notes: list[NoteOut]
    collections: list[str]


class NoteIn(In):
    """Something to be pinned."""

    text: str = Field(description="With its reference.", json_schema_extra=NOT_BLANK)
    link: str = Field(
        description="A permanent address of the page, like /?article=ID&start=0&end=9.",
        json_schema_extra={"pattern": r"^/\?"},
    )
    note: str = ""
    collection: str = ""


class NoteChanges(In):
    """What is not given stays."""

    note: str | None = None
    collection: str | None = None


def add_to(routes: APIRouter, folder: Path) -> None:
    """Add the routes to the API's."""

    @routes.get("/notes", response_model=NotesOut, summary="What was pinned", tags=["notes"])
    def notes(collection: Annotated[str | None, Query(description="Only those of it.")] = None) -> NotesOut:
        """Newest first."""
        with Notebook(folder) as held:
            listed = [NoteOut.of(note) for note in held.all(collection)]
            return NotesOut(total=len(listed), notes=listed, collections=held.collections())

    @routes.post("/notes", response_model=NoteOut, summary="Pin something", tags=["notes"])
    def pin(told: NoteIn) -> NoteOut:
        with Notebook(folder) as held:
            return NoteOut.of(held.add(told.text, told.link, time.time(), told.note, told.collection))

    @routes.patch("/notes/{id}", response_model=NoteOut, summary="Say something else of it", tags=["notes"])
    def change(id: str, changes: NoteChanges) -> NoteOut:
        with Notebook(folder) as held:
            return NoteOut.of(held.change(id, changes.note, changes.collection))

    @routes.delete("/notes/{id}", response_model=NoteOut, summary="Take it out", tags=["notes"])
    def remove(id: str) -> NoteOut:
        with Notebook(folder) as held:
            return NoteOut.of(held.remove(id, time.time()))
