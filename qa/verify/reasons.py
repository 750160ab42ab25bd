"""Why a claim does not pass."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a claim did not pass, as it is told."""

    UNCITED = "it cites nothing"
    NO_SUCH_MARK = "it cites what is not there"
    INEXACT = "its citation does not show what the article has there"
    MARKUP = "it has a link or markup"
    ALTERED = "a quotation is not in the cited words"
    SPEAKER = "the cited words are not by whom it says"
    REPORTED = "it sets what is only reported of somebody between marks as his own words"
    NUMBER = "a number or a date is not in the cited words"
    NAME = "a name is not in the cited words"
    MOOD = "it turns a no, a may or a will of the cited words"
    ROLES = "it turns who does it to whom"
    UNATTRIBUTED = "it states as a fact what somebody says"
    UNSUPPORTED = "the cited words do not say so"
