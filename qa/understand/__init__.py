"""Question + history -> what is asked.

reading.py      the front door
query.py        what is asked, standing by itself
kinds.py        what kind of answer is wanted
asked.py        whose words are asked for, by the question's parse
spelling.py     misspelt names and first names, read as the archive's
dates.py        periods that the question names
publishers.py   the publisher that it names as its source
followup.py     a question that goes on from the conversation
leaning.py      whether it does: what it leaves unsaid
constraints.py  what a question was read to ask for, and the question without it
talk.py         small talk
"""

from qa.understand.query import Query
from qa.understand.reading import understand

__all__ = ["Query", "understand"]
