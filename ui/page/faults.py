"""What went wrong, as a sentence for people: never a traceback, and never as if nothing had been found."""

from __future__ import annotations

import logging

from index import OnrecordError
from ui.logs import where

logger = logging.getLogger(__name__)

UNEXPECTED = "Something went wrong on the server, and its log says what. Try again, or ask in other words."


def sentence(error: Exception) -> str:
    """An error's own message where it is written for people; any other is logged."""
    if isinstance(error, OnrecordError):
        return str(error)
    logger.error("unexpected error\n%s", where(error))
    return UNEXPECTED
