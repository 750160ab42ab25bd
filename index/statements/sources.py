"""An attribution, and who speaks in it. Offsets are characters of the sentence as parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.english.lexicon import words
from index.statements.clauses import noun_reach

if TYPE_CHECKING:
    from index.statements.syntax import Token

NO_SPEAKERS = words("i we you me us this that these there what nobody themselves")
"""Words for those who speak to the reader, or for nobody."""


class Source(NamedTuple):
    """Who speaks: the words that name them; what "who" stands for, else the same; the names in it, the head first."""

    mention: Span
    noun: Span
    names: list[Span]


@dataclass
class Attribution:
    """One attribution: `clause` holds the words that only attribute, `how` what kind of words the content is.

    tag: the cue's part of speech; shared: its subject belongs to another verb; retold: it is a statement even where
    it is part of what somebody else says; to: who is asked or accused.
    """

    cue: Span
    clause: Span
    source: Source | None
    content: list[Span]
    how: str
    tag: str = ""
    shared: bool = False
    retold: bool = False
    to: Source | None = None


def source_of(noun: Token | None, antecedent: Token | None = None) -> Source | None:
    """The source that a noun names, given what "who" or "which" stands for."""
    if noun is None:
        return None
    head = antecedent if antecedent is not None else noun
    names = [word(head)] if head.tag_.startswith("NNP") else []
    names += [word(c) for c in head.children if c.dep_ == "appos"][:1]
    mention, named = noun_reach(noun), noun_reach(head)
    # A bracket or a dash may be read as a noun.
    return Source(mention, named, names) if mention.start < mention.end and named.start < named.end else None


def word(token: Token) -> Span:
    """Where a word stands."""
    return Span(token.idx, token.idx + len(token))
