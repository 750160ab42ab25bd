"""A question in, a cited answer out: `from qa import Assistant`."""

from index import Filters
from qa.answer import Answer, Citation, Claim, Constraint, Copy, LeftOut, Question, Turn, Words, remark
from qa.assistant import Assistant
from qa.check import Checked, Finding, Verdict
from qa.langchain import OnrecordRetriever, as_message

__all__ = [
    "Answer",
    "Assistant",
    "Checked",
    "Citation",
    "Claim",
    "Constraint",
    "Copy",
    "Filters",
    "Finding",
    "LeftOut",
    "OnrecordRetriever",
    "Question",
    "Turn",
    "Verdict",
    "Words",
    "as_message",
    "remark",
]
