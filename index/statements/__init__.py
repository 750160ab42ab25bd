"""An article -> who said what in it.

extraction.py    the front door: quotations, then attributions, then names
lines.py         an article -> its sentences, each made ready for the parser
outline.py       long quotations shortened for the parser, and the map back
quotations.py    quotation marks -> spans
attributions.py  a parsed sentence -> who is said to have said what
subjects.py      who speaks, and whether they are said to have spoken, in a parse
clauses.py       what is said, in a parse
borders.py       where what is said begins and ends
loose.py         what the parse gives to nobody
sources.py       an attribution, and who speaks in it
transcripts.py   turns of briefings, hearings and interviews
labels.py        the label of a turn -> its speaker
cast.py          the people of an article, and where it names them
roles.py         what the words around a name say its bearer is
pronouns.py      "he" and "she" -> who is meant
speakers.py      mentions -> the speaker in full, inside an article
people.py        speakers -> one name each, across articles
"""

from index.statements.extraction import EXTRACTOR, find_all, find_statements

__all__ = ["EXTRACTOR", "find_all", "find_statements"]
