"""A draft that is pasted or dropped, checked: shown with each quotation and attributed claim marked by its verdict."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from index import Archive, InputError
from qa.check import check
from ui.capsule import drawn_from, of_draft
from ui.checking import Sent, read
from ui.page import render, render_draft
from ui.page.faults import sentence
from ui.page.shelf import decoded
from ui.report import with_comments
from ui.schema.checked import CheckedOut

_AT_ONCE = 2


class View(TypedDict):
    """What is shown ("write": the form, "found": the draft with its findings), and that or a fault as HTML."""

    shows: str
    found: str


class Saved(TypedDict):
    """A file as base64, or a fault as HTML."""

    data: str
    fault: str


class Drafts:
    """Checks drafts for the page; nothing of them is kept, and what a browser sends is checked here."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._free = threading.BoundedSemaphore(_AT_ONCE)

    def check(self, sent: Any) -> View:
        """The draft in {"text"}, or in the file {"name", "data": base64}."""
        try:
            with self._turn():
                draft = _sent(sent)
                found = check(draft.text, self._archive)
            shown = render_draft.checked(draft.text, found, draft.notes, as_word=_is_word(sent))
            return {"shows": "found", "found": shown}
        except Exception as error:
            return {"shows": "write", "found": render.fault(sentence(error))}

    def save(self, sent: Any) -> Saved:
        """The same draft checked once more, since none is kept: "as" its "docx" with comments, or a "capsule"."""
        try:
            with self._turn():
                draft = _sent(sent)
                checked = CheckedOut.of(draft.text, check(draft.text, self._archive), draft.notes)
            data = decoded(sent) if "data" in sent else draft.text.encode()
            if sent.get("as") == "docx":
                saved = with_comments(checked.model_dump(mode="json"), data)
            else:
                origin, name = (str(sent.get(key, other)) for key, other in (("origin", ""), ("name", "draft.txt")))
                drawn = drawn_from(self._archive, checked, origin)
                saved = of_draft(checked, name, data, drawn).written().encode()
            return {"data": base64.b64encode(saved).decode(), "fault": ""}
        except Exception as error:
            return {"data": "", "fault": render.fault(sentence(error))}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._free.acquire(blocking=False):
            raise InputError("Other drafts are being checked. Send it again in a few seconds.")
        try:
            yield
        finally:
            self._free.release()


def _is_word(sent: Any) -> bool:
    return str(sent.get("name", "")).lower().endswith(".docx")


def _sent(sent: Any) -> Sent:
    if not isinstance(sent, dict):
        raise InputError("text: the draft did not arrive. Send it again.", "text")
    if "data" in sent:
        return read(str(sent.get("name", "draft")), decoded(sent))
    return Sent(str(sent.get("text", "")))
