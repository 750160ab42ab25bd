"""The sentence of an article that tells who somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import Span
from index.english.people import is_role, is_title
from index.words import fold, stem
from qa.evidence.piece import Piece
from qa.page import Page, Sentence
from qa.understand import Query
from qa.understand.asked import parsed

if TYPE_CHECKING:
    from index.syntax import Token

_READ = 16
"""Sentences with the name that are read for one that introduces it."""

_TELLS = frozenset({"appos", "relcl", "acl", "attr"})


def introducing(query: Query, pages: Sequence[Page]) -> Piece | None:
    """The sentence that tells most of who is asked for: what they are, beside the name; None where none does."""
    name = [stem(word) for word in query.whom.split()]
    holding = [(page, s) for page in dict.fromkeys(pages) for s in page.sentences if s.stems.issuperset(name)][:_READ]
    told = [_told(sentence, name[-1]) for _, sentence in holding]
    if not any(told):
        return None
    page, sentence = holding[told.index(max(told))]
    return Piece(page, "excerpt", (Span(sentence.start, sentence.end),))


def _told(sentence: Sentence, last: str) -> int:
    """How much a sentence tells of what somebody is: by a role or a title at the name, by what is set beside it."""
    token = next((t for t in parsed(sentence.text, ()) if stem(fold(t.text)) == last), None)
    if token is None:
        return 0
    head = token.head if token.dep_ in ("appos", "compound", "flat") else token
    near = [*token.children, *head.children, head]
    beside = [t for t in near if t.dep_ in _TELLS and t.i != token.i]
    roles = [t for t in near if t.i != token.i and (is_role(t.text) or is_title(t.text))]
    within = [t for b in beside for t in b.subtree if is_role(t.text)]
    return bool(beside) + 2 * bool(roles) + 2 * bool(within) + 3 * _is_somebody(token)


def _is_somebody(token: Token) -> bool:
    """ "Roe is a baker": the name is what something is said of."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.lower_ in ("is", "was") and any(c.dep_ == "attr" for c in verb.children)
