"""The words that attribute, and what each takes as what was said."""

from __future__ import annotations

from typing import NamedTuple

from index.english.lexicon import listed, rows, words
from index.english.spelling import in_all_spellings

CLAUSE, OBJECT, INFINITIVE, QUOTATION = 1, 2, 4, 8
"""What a verb takes: "said that ...", "praised the plan", "vowed to ..."; or only a quotation: "went on"."""

_TAKES = {"clause": CLAUSE, "object": OBJECT, "infinitive": INFINITIVE, "quotation": QUOTATION}


class Saying(NamedTuple):
    """A verb of saying, by its base form, and what it takes."""

    name: str
    takes: int


def _verbs() -> dict[str, Saying]:
    forms: dict[str, Saying] = {}
    for name, *inflected, governs in rows("verbs.tsv"):
        saying = Saying(name, sum(_TAKES[kind] for kind in governs.split()))
        american = [name, *(form for forms in inflected for form in forms.split("/"))]
        forms |= dict.fromkeys(in_all_spellings(american), saying)
    return forms


VERBS = _verbs()
"""Each form of each saying verb: the verb and what it takes."""

QUOTATION_ONLY = frozenset(verb.name for verb in VERBS.values() if verb.takes == QUOTATION)
"""Verbs that attribute only where a quotation stands beside them: "went on", "continued"."""

RETOLD = frozenset(listed("saying.toml", "retold"))
"""Verbs that make a statement of its own within what somebody else says: "Roe said that Poe had told her"."""

NOUNS = frozenset(listed("saying.toml", "nouns"))
"""What somebody makes by speaking: "the mayor's claim that"."""

UTTERING = frozenset(listed("saying.toml", "uttering"))
"""Forms of verbs with which somebody makes it: "made the claim that"."""

FINDINGS = frozenset(listed("saying.toml", "findings"))
"""Verbs that attribute only with a clause: "the poll found that"; a lost key is found, too."""

DOCUMENTS = frozenset(listed("saying.toml", "documents"))
"""What people say things in: "issued a statement saying"."""

VIEWS = frozenset(listed("saying.toml", "views"))
"""What somebody holds or says, behind "in": "in the mayor's view"."""

ASKED_VERBS = frozenset(listed("saying.toml", "asked_verbs"))
"""Verbs that ask for somebody's words or views, by their base forms, beside those of saying."""

ASKED_PHRASES = frozenset(tuple(pair.split("-")) for pair in listed("saying.toml", "asked_phrases"))
"""A verb, by its base form, and the word behind it that ask for them together: "make of"."""

ASKED_NOUNS = NOUNS | VIEWS | DOCUMENTS | frozenset(listed("saying.toml", "asked_nouns"))
"""What is asked of somebody: "what was the mayor's view"."""

ASKED = VERBS.keys() | ASKED_VERBS | ASKED_NOUNS
"""Every word that asks for somebody's words or views."""

CUES = VERBS.keys() | NOUNS | VIEWS | {"according"}
"""Every word that attributes."""

_BEFORE_NOUNS = words("a an every her his its my no our the their united your")
_MOSTLY_NOUNS = words("""
answer argument charge charges comment comments demand demands estimate estimates list mention order orders pledge
pledges point points project projects protest protests question questions reading reason reasons remark remarks request
requests state states statement statements text texts threats
""")
_BEHIND_VERBS = words("if out that to whether")


def attributes(word: str, before: str, after: str, thatted: bool, quoting: bool) -> bool:
    """Whether a word can attribute between two others, in small letters; whether its sentence has a "that", and quotes.

    What it asks for is little: it spares the parser the sentences in which nobody can be said to say something.
    """
    if word == "according" or (word in NOUNS and (thatted or after == "to")):
        return True
    if word in VIEWS:
        return after == "of" or before.endswith("s")
    if word not in VERBS or before == "not" or (before in _BEFORE_NOUNS and _can_be_noun(word)):
        return False
    if quoting:
        return True
    return VERBS[word][0] not in QUOTATION_ONLY and (after in _BEHIND_VERBS or word not in _MOSTLY_NOUNS)


def _can_be_noun(word: str) -> bool:
    """Whether a form of a verb can be a noun, too: "a claim", "the reports"; "No," before "said" is none's article."""
    return word == VERBS[word].name or word.endswith("s")
