"""Conversations that a browser keeps on the server too; what it sends is checked here."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from pydantic import BaseModel, Field, ValidationError

from index import InputError
from index.changes import actor
from ui.access.door import ANYBODY
from ui.notebook.conversations import Conversations, Kept
from ui.page.conversation import dump, parse
from ui.page.faults import sentence

_YEAR_9999 = 253_402_300_799_999


class Told(TypedDict):
    """What came of it: what was wrong, as a sentence, or nothing; and what was asked for."""

    fault: str
    ended: NotRequired[bool]
    """This browser's conversations are kept here no longer: another browser ended it, or another key is signed in."""
    token: NotRequired[str]
    readers: NotRequired[str]
    """Who can read what is kept here, as a sentence."""
    kept: NotRequired[list[dict[str, Any]]]
    """Those of who asks, without what was answered (see `Listed`)."""
    deleted: NotRequired[list[str]]
    conversation: NotRequired[dict[str, Any]]
    version: NotRequired[str]


class Sent(BaseModel):
    """What a browser sends of a conversation; version is the one that it has of it from here."""

    id: str
    name: str
    changed: int = Field(ge=0, le=_YEAR_9999)
    exchanges: Any
    version: str = ""

    def checked(self) -> Kept:
        return Kept(self.id, self.name, self.changed, dump(parse(self.exchanges)), self.version)


class Keeping:
    """The conversations kept in the folder of an archive, for who asks. A browser sends the token that `begin` gave."""

    def __init__(self, folder: Path):
        self._folder = folder

    def begin(self, _: Any) -> Told:
        """Keep them here from now on."""
        return self._told(lambda held: {"fault": "", "token": held.begin()})

    def listed(self, token: Any) -> Told:
        """What is kept here, where this browser keeps any, and who can read it in any case."""

        def told(held: Conversations) -> Told:
            said: Told = {"fault": "", "readers": _readers()}
            if not token:
                return said
            if not held.is_keeping(str(token)):
                return {**said, "ended": True}
            return {**said, "kept": [one._asdict() for one in held.all()], "deleted": held.deleted()}

        return self._told(told)

    def bring(self, told: Any) -> Told:
        """All of the one of this "id"."""
        return self._told(lambda held: {"fault": "", "conversation": held.of(_id(told))._asdict()}, told)

    def keep(self, told: Any) -> Told:
        """Keep the "conversation"."""
        return self._told(lambda held: {"fault": "", "version": held.keep(_sent(told).checked())}, told)

    def remove(self, told: Any) -> Told:
        """Delete the one of this "id", if it is here."""

        def removed(held: Conversations) -> Told:
            if _id(told) in {one.id for one in held.all()}:
                held.remove(_id(told), time.time())
            return {"fault": ""}

        return self._told(removed, told)

    def end(self, told: Any) -> Told:
        """Delete all that is kept here."""

        def ended(held: Conversations) -> Told:
            held.end()
            return {"fault": "", "ended": True}

        return self._told(ended, told)

    def _told(self, do: Callable[[Conversations], Told], by: Any = None) -> Told:
        """What came of it; where a browser sent something, it is done if it has the token."""
        try:
            with Conversations(self._folder) as held:
                if by is not None and not held.is_keeping(str(by.get("token"))):
                    return {"fault": "", "ended": True}
                return do(held)
        except Exception as error:
            return {"fault": sentence(error)}


def _readers() -> str:
    if actor() == ANYBODY:
        return "Everybody who uses this archive can read and delete what is kept on the server."
    return f"Whoever has your key ({actor().name}), and whoever runs the server, can read what is kept there."


def _id(told: Any) -> str:
    return str(told.get("id"))


def _sent(told: Any) -> Sent:
    try:
        return Sent.model_validate(told.get("conversation"))
    except ValidationError as error:
        raise InputError("conversation: it cannot be read. Load the page again.", "conversation") from error
