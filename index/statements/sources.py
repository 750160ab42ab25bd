"""An attribution, and who speaks in it. Offsets are characters of the sentence as parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.article import Span
from index.english.lexicon import words
from index.english.people import is_role
from index.statements.clauses import noun_reach

if TYPE_CHECKING:
    from index.syntax import Token

NO_SPEAKERS = words("we you me us this that these there what nobody themselves")
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
    names += [word(c) for c in head.children if c.dep_ == "appos" and not _in_brackets(c)][:1]
    mention, named = noun_reach(noun), noun_reach(head)
    if name := _name_behind(noun):
        mention = named = Span(mention.start, name.idx + len(name))
        names = [word(name)]
    # A bracket or a dash may be read as a noun.
    return Source(mention, named, names) if mention.start < mention.end and named.start < named.end else None


def speaks_to_all(noun: Token) -> bool:
    """Whether a word names nobody, or those who speak to the reader; US and WHO are bodies."""
    return noun.lower_ in NO_SPEAKERS and not (noun.is_upper and len(noun) > 1)


def _in_brackets(name: Token) -> bool:
    return name.left_edge.i > 0 and name.left_edge.nbor(-1).text in "([{"


def _name_behind(noun: Token) -> Token | None:
    """The end of a name right behind what its bearer is, where the parser sees two: "curator Elaine Roe"."""
    last, doc = noun.i, noun.doc
    while last + 1 < len(doc) and doc[last + 1].tag_.startswith("NNP"):
        last += 1
    return doc[last] if noun.tag_ == "NN" and is_role(noun.text) and last > noun.i + 1 else None


def word(token: Token) -> Span:
    """Where a word stands."""
    return Span(token.idx, token.idx + len(token))
