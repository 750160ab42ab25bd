"""A draft that is pasted or dropped, checked: shown with each quotation and attributed claim marked by its verdict."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from index import Archive, InputError
from qa.check import check
from ui.checking import text_of
from ui.page import render, render_draft
from ui.page.faults import sentence
from ui.page.shelf import decoded

_AT_ONCE = 2


class View(TypedDict):
    """What is shown ("write": the form, "found": the draft with its findings), and that or a fault as HTML."""

    shows: str
    found: str


class Drafts:
    """Checks drafts for the page; nothing of them is kept, and what a browser sends is checked here."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._free = threading.BoundedSemaphore(_AT_ONCE)

    def check(self, sent: Any) -> View:
        """The draft in {"text"}, or in the file {"name", "data": base64}."""
        try:
            with self._turn():
                text = _text(sent)
                return {"shows": "found", "found": render_draft.checked(text, check(text, self._archive))}
        except Exception as error:
            return {"shows": "write", "found": render.fault(sentence(error))}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._free.acquire(blocking=False):
            raise InputError("Other drafts are being checked. Send it again in a few seconds.")
        try:
            yield
        finally:
            self._free.release()


def _text(sent: Any) -> str:
    if not isinstance(sent, dict):
        raise InputError("text: the draft did not arrive. Send it again.", "text")
    if "data" in sent:
        return text_of(str(sent.get("name", "draft")), decoded(sent))
    return str(sent.get("text", ""))
