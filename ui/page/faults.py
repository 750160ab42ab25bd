"""What went wrong, as a sentence for people: never a traceback, and never as if nothing had been found."""

from __future__ import annotations

import logging
import re

from index import ArchiveDamaged, ArchiveMismatch, ArchiveUnusable, OnrecordError
from ui.logs import where

logger = logging.getLogger(__name__)

UNEXPECTED = "Something went wrong on the server, and its log says what. Try again, or ask in other words."


_COMMAND = re.compile(r"(?<=[.!?]) [^.!?`]*`onrecord\b[^`]*`[^.!?]*[.!?]")
_WHO = "Whoever runs the server can mend that."


def sentence(error: Exception) -> str:
    """An error's own message where it is written for people; any other is logged.

    Whoever sees the page may have no command line: what to run on one is for others.
    """
    if isinstance(error, OnrecordError):
        message = _COMMAND.sub("", str(error))
        mended = isinstance(error, ArchiveDamaged | ArchiveUnusable | ArchiveMismatch) and message != str(error)
        return f"{message} {_WHO}" if mended else message
    logger.error("unexpected error\n%s", where(error))
    return UNEXPECTED
