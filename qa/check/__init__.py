"""A text -> its quotations and attributed claims, each held against the archive.

draft.py        what is to be checked in a text, and whom it lets say it
candidates.py   where in the archive it may stand
wording.py      words, as they are compared
matching.py     a quotation held against an article, word by word
voices.py       whose words stand at a place, and whether they are whom the draft names
changes.py      what differs, and whether that turns the meaning
quotations.py   a quotation -> its verdict
variants.py     where it came from: how each article prints it, and after which earlier one
paraphrases.py  an attributed claim -> its verdict
checking.py     the whole of it
finding.py      what comes out
"""

from qa.check.checking import MAX_DRAFT, Checking, begun, check, variants
from qa.check.draft import quoting
from qa.check.finding import FAULTS, Change, Checked, Finding, How, Piece, Variant, Verdict

__all__ = [
    "FAULTS",
    "MAX_DRAFT",
    "Change",
    "Checked",
    "Checking",
    "Finding",
    "How",
    "Piece",
    "Variant",
    "Verdict",
    "begun",
    "check",
    "quoting",
    "variants",
]
