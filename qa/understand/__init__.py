"""Question + history -> what is asked, from the words alone.

query.py      the front door: what is asked, standing by itself
kinds.py      what kind of answer is wanted
speakers.py   whose words are asked for
spelling.py   misspelt names, read as the archive's
dates.py      periods and publishers that the question names
followup.py   a question that goes on from the conversation
talk.py       small talk
"""

from qa.understand.query import Query, understand

__all__ = ["Query", "understand"]
