"""Evidence -> an answer in the articles' own words.

claims.py     the front door: claim by claim
choose.py     which windows to show
disagree.py   articles that come to another number
copies.py     where else its words stand
nearest.py    what is near where there is no answer
replies.py    what to say where there is no answer, or nothing was asked
"""

from qa.extract.claims import extract

__all__ = ["extract"]
