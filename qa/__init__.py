"""A question in, a cited answer out: `from qa import Assistant`."""

from index import Filters
from qa.answer import Answer, Citation, Claim, Question, Turn
from qa.assistant import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Claim", "Filters", "Question", "Turn"]
