"""Whose statements a question wants, and on what."""

from __future__ import annotations

from index import Statement
from index.english.people import roles_alike
from index.words import stem
from qa.names import is_name, is_person, is_speaker, plain
from qa.page import Page
from qa.understand import Query

FEW = 2
"""A topic of so few words is a name: a sentence bears on it that has it. A longer one is a description, and the
ranking has told which sentences it fits."""

_SHAPED = 4
"""The same where the newest words are asked for, or those of several beside each other."""


def topic_of(query: Query) -> frozenset[str]:
    """The stems that say what the statements asked for are about."""
    asked = (*query.speakers, *query.roles, plain(query.described))
    speakers = {stem(word) for name in asked for word in name.split()}
    return frozenset(term for term, weight in query.terms.items() if weight >= 1) - speakers


def needed(query: Query) -> frozenset[str]:
    """The stems of the topic that a statement on it must hold: of a person's name, the last."""
    return topic_of(query) - {stem(word) for name in query.names if is_person(name) for word in name.split()[:-1]}


def lists(query: Query) -> bool:
    """Whether statements are asked for as a list: by name, and on a topic of a word or two, or on any."""
    named = query.kind == "said" and bool(query.speakers)
    topic = topic_of(query)
    few = len(topic) <= (_SHAPED if query.shape else FEW)
    return named and few and bool(topic or query.told or not query.goes_on)


def of_anybody(query: Query) -> bool:
    """Whether the statements of whoever speaks on a topic are asked for: "the latest on the toll"."""
    return query.shape in ("people", "topic") or (query.shape == "latest" and not query.asks_speaker)


def lists_role(query: Query) -> bool:
    """The same of whoever the articles say to be what is asked for: "statements by the mayor"."""
    return query.kind == "said" and bool(query.roles) and not query.expects and len(topic_of(query)) <= FEW


def theirs(page: Page, query: Query) -> list[Statement]:
    """The statements of an article by those asked for, by name; or by whoever it says to be what is asked for."""
    who = {s.speaker for s in page.statements if query.roles and is_name(s.speaker) and _has_role(s, query)}
    return [s for s in page.statements if is_by(query, s) or (s.content and s.speaker in who)]


def _has_role(statement: Statement, query: Query) -> bool:
    words = frozenset(plain(statement.role or "").split())
    return query.owner in ("", *words) and not roles_alike(query.roles).isdisjoint(words)


def is_by(query: Query, statement: Statement) -> bool:
    """Whether the statement is one of those asked for by name."""
    named = statement.speaker or ""
    return bool(statement.content) and any(
        is_speaker(asked, named) and query.may_be(asked, plain(named)) for asked in query.speakers
    )
