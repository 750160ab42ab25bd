"""What is asked -> what the archive holds on it.

gather.py     the front door: the retriever, and evidence from what it finds
found.py      passages found, with their scores
sought.py     the question's words, weighed
windows.py    neighbouring sentences: candidate answers
features.py   what speaks for a window, and the ranking: by words, and by what was read
readings.py   what the reader makes of the best windows
wanted.py     whose statements are asked for, and on what
piece.py      what of an article is shown together, and where it is cited
cut.py        a statement as it is shown: whole, or what of it bears on the question
spoken.py     a window or a statement as the words of somebody
decide.py     whether it holds an answer, and why not
weights.py    how much each feature counts
"""

from qa.evidence.gather import Evidence, gather

__all__ = ["Evidence", "gather"]
