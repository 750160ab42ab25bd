"""A question in, a cited answer out: `from qa import Assistant`."""

from index import Filters
from qa.answer import Answer, Citation, Claim, Constraint, Copy, LeftOut, Question, Turn, Words, remark
from qa.assistant import Assistant

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "Constraint",
    "Copy",
    "Filters",
    "LeftOut",
    "Question",
    "Turn",
    "Words",
    "remark",
]
