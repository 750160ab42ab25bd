"""Evidence -> an answer in the articles' own words.

answering.py  the front door: claim by claim
pieces.py     what of the evidence is shown, in which order
choose.py     which windows to show
introduced.py the sentence that tells who somebody is
claims.py     what is shown as claims, with their citations
days.py       the day that "on Tuesday" was
disagree.py   articles that come to another number
copies.py     where else its words stand
nearest.py    what is near where there is no answer
replies.py    what to say where there is no answer, or nothing was asked
"""

from qa.extract.answering import extract

__all__ = ["extract"]
