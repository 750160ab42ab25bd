"""The notebook, for a person to keep; what a browser sends is checked here."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypedDict

from index import Archive, ArticleNotFound, InputError
from ui.notebook.notes import Notebook
from ui.page import reference, render, render_notebook
from ui.page.faults import sentence


class View(TypedDict):
    """The notes of a collection, and the collections as options, as HTML; or a fault in their place."""

    collections: str
    found: str


class Notes(TypedDict):
    """Notes as Markdown, or a fault, as HTML."""

    text: str
    fault: str


class Pinned:
    """What is pinned in the folder of an archive."""

    def __init__(self, archive: Archive):
        self._archive, self._folder = archive, archive.folder

    def notes(self, collection: Any) -> View:
        """Those of a collection; of all where none is named."""
        try:
            with Notebook(self._folder) as held:
                notes, collections = held.all(str(collection) if collection else None), held.collections()
            return {
                "collections": render_notebook.collections(collections),
                "found": render_notebook.notes(notes, bool(collection), self._title),
            }
        except Exception as error:
            return {"collections": "", "found": render.fault(sentence(error))}

    def pin(self, told: Any) -> str:
        """Pin {"text", "link"}, in a "collection" if one is named; what is wrong, as a sentence."""

        def pinned(held: Notebook) -> object:
            return held.add(
                _text(told, "text"), _text(told, "link"), time.time(), "", str(told.get("collection") or "")
            )

        return self._changed(pinned)

    def change(self, told: Any) -> str:
        """Say of {"id"} another "note", and put it into another "collection"."""
        return self._changed(lambda held: held.change(_text(told, "id"), told.get("note"), told.get("collection")))

    def remove(self, id_: Any) -> str:
        """Take it out."""
        return self._changed(lambda held: held.remove(str(id_), time.time()))

    def restore(self, id_: Any) -> str:
        """Put it back."""
        return self._changed(lambda held: held.restore(str(id_)))

    def export(self, wanted: Any) -> Notes:
        """The notes of a {"collection"}, or all, as Markdown; "origin" is the page's address."""
        try:
            collection = str(wanted.get("collection") or "") or None
            with Notebook(self._folder) as held:
                return {"text": reference.noted(held.all(collection), collection or "Notebook"), "fault": ""}
        except Exception as error:
            return {"text": "", "fault": render.fault(sentence(error))}

    def _title(self, article: str) -> str:
        try:
            return self._archive.record(article).title
        except ArticleNotFound:
            return ""

    def _changed(self, change: Callable[[Notebook], object]) -> str:
        try:
            with Notebook(self._folder) as held:
                change(held)
        except Exception as error:
            return sentence(error)
        return ""


def _text(told: Any, name: str) -> str:
    given = told.get(name) if isinstance(told, dict) else None
    if not isinstance(given, str):
        raise InputError(f"{name}: it cannot be read. Load the page again.", name)
    return given
