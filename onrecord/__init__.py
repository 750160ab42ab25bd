"""Ask a news archive who said what: `from onrecord import Assistant`.

    with Assistant.open() as assistant:
        print(assistant.ask("What did Kirby say about Gantz?").text)

`Assistant` and `Archive` work in this process; `Client` and `AsyncClient` ask a server, somewhere else. All that is
public is here. Importing it does no work: what stands behind a name is loaded when the name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import (
        Archive,
        ArchiveBusy,
        ArchiveDamaged,
        ArchiveMismatch,
        ArchiveUnusable,
        Article,
        ArticleNotFound,
        Correction,
        Filters,
        InputError,
        NotAllowed,
        NotFound,
        OnrecordError,
        Statement,
    )
    from index.load import read
    from qa import Answer, Assistant, Citation, Claim, Constraint, OnrecordRetriever, Turn, as_message
    from ui.async_client import AsyncClient
    from ui.client import Client
    from ui.connection import RequestRefused, ServerUnreachable

    __version__: str

__all__ = [
    "Answer",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveMismatch",
    "ArchiveUnusable",
    "Article",
    "ArticleNotFound",
    "Assistant",
    "AsyncClient",
    "Citation",
    "Claim",
    "Client",
    "Constraint",
    "Correction",
    "Filters",
    "InputError",
    "NotAllowed",
    "NotFound",
    "OnrecordError",
    "OnrecordRetriever",
    "RequestRefused",
    "ServerUnreachable",
    "Statement",
    "Turn",
    "as_message",
    "read",
]

_QA = ("Answer", "Assistant", "Citation", "Claim", "Constraint", "OnrecordRetriever", "Turn", "as_message")
_ROOMS = dict.fromkeys(_QA, "qa") | {"Client": "ui.client", "AsyncClient": "ui.async_client"}
_ROOMS |= dict.fromkeys(("RequestRefused", "ServerUnreachable"), "ui.connection") | {"read": "index.load"}
"""Where each name is from; the others are from `index`."""


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        found: object = version("onrecord")
    elif name in __all__:
        found = getattr(import_module(_ROOMS.get(name, "index")), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
