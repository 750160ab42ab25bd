"""Question + history -> what is asked, from the words alone.

reading.py      the front door
query.py        what is asked, standing by itself
kinds.py        what kind of answer is wanted
speakers.py     whose words are asked for
spelling.py     misspelt names, read as the archive's
dates.py        periods and publishers that the question names
followup.py     a question that goes on from the conversation
constraints.py  what a question was read to ask for, and the question without it
talk.py         small talk
"""

from qa.understand.query import Query
from qa.understand.reading import understand

__all__ = ["Query", "understand"]
