"""What a question was read to ask for, as it is shown, and the same question without some of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from index.english.people import TITLES
from index.english.saying import ASKED
from index.words import ASKING, STOP, fold, weights
from qa.answer import Constraint
from qa.library import Library
from qa.names import names_in, plain, shown
from qa.understand.dates import spelt_span
from qa.understand.query import Query

_SAYS = "|".join(sorted(ASKED))
_ABOUT = tuple(
    re.compile(rf"{word}\s+([^?.!]+?)\s*[?.!]*$", re.I) for word in (r"(?<=\w )about", rf"\b(?:{_SAYS})\s+on")
)
_FORM_OF_ADDRESS = re.compile(r"\b(?:(?i:mrs?|ms|dr)\.?\s+(?=[^\W\d])|(?:Sen|Rep|Gov|Prof)\.?\s+(?=[A-Z]))")
_TITLED = re.compile(rf"\b(?:(?:{'|'.join(sorted({title.rstrip('.') for title in TITLES}))})\.?\s+)+", re.I)
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")


def understood(query: Query, library: Library) -> tuple[Constraint, ...]:
    """Whose words, on what, and what the question itself says of publisher and days."""
    asked = _asked(query, library)
    found = [] if query.filters.speaker else [Constraint("speaker", name) for name in asked.values()]
    if topic := _topic(query, asked):
        found.append(Constraint("topic", topic))
    if query.narrowed.publisher and not query.filters.publisher:
        found.append(Constraint("publisher", query.narrowed.publisher))
    since, until = query.narrowed.since, query.narrowed.until
    if (since, until) != (query.filters.since, query.filters.until):
        found.append(Constraint("dates", spelt_span(since, until)))
    return tuple(found)


def taken_back(query: Query, without: Collection[Constraint], library: Library) -> Query:
    """The query without these: of nobody, its words are a topic; on nothing, it asks for all that somebody said."""
    if not without:
        return query
    names = _asked(query, library)
    left = [asked for asked, name in names.items() if Constraint("speaker", name) not in without]
    on_anything = any(Constraint("topic", topic) in without for topic in _topics(query, names))
    query = replace(
        query,
        speakers=tuple(name for name in query.speakers if name in left),
        roles=tuple(role for role in query.roles if role in left),
    )
    return _on_anything(query, {one: names[one] for one in left}) if on_anything else query


def subject_of(text: str) -> str | None:
    """The words after "about" or "say on", to the end."""
    return next((found[1] for pattern in _ABOUT if (found := pattern.search(text))), None)


def _asked(query: Query, library: Library) -> dict[str, str]:
    """Whose words are asked for, a plain name or a role, and how each is shown."""
    names = names_in(query.own, library.proper)
    full = {name: library.full_name(name) or shown(name, query.own, names) for name in query.speakers}
    return full | {role: query.described or role for role in query.roles}


def _topic(query: Query, asked: Mapping[str, str]) -> str:
    """What is to be spoken about, or else the words that carry something, those of who speaks aside."""
    if query.asks_speaker and not query.asking and (subject := subject_of(query.own)):
        return subject
    known = STOP | ASKING | query.asking | {word for name in (*query.speakers, *query.roles) for word in name.split()}
    own = query.own.replace(query.apposition, " ", 1)
    for role in query.roles:
        own = own.replace(asked[role], " ", 1) if asked[role] != role else own
    own = _FORM_OF_ADDRESS.sub("", _untitled(own, query.speakers))
    return " ".join(word for word in _WORD.findall(own) if not {*(plain(word).split() or [fold(word)])} <= known)


def _untitled(text: str, speakers: Collection[str]) -> str:
    """The text without the titles of those who speak."""
    theirs = {word for name in speakers for word in name.split()}

    def kept(titles: re.Match[str]) -> str:
        word = _WORD.match(text, titles.end())
        return " " if word and plain(word[0]) in theirs else titles[0]

    return _TITLED.sub(kept, text)


def _topics(query: Query, asked: Mapping[str, str]) -> Iterator[str]:
    """The topic as it is shown with all, some or none of the speakers taken back."""
    for some in range(len(asked) + 1):
        for kept in combinations(asked, some):
            speakers = tuple(name for name in query.speakers if name in kept)
            yield _topic(
                replace(query, speakers=speakers, roles=tuple(role for role in query.roles if role in kept)), asked
            )


def _on_anything(query: Query, asked: Mapping[str, str]) -> Query:
    """What those who are asked for, as they are shown, said at all; nothing, where there are none."""
    names = asked.values()
    text = f"What did {' and '.join(names)} say?" if names else query.text
    speakers = tuple(plain(name) for one, name in asked.items() if one not in query.roles)
    return replace(
        query,
        text=text,
        own=text if names else "",
        kind="said",
        expects=frozenset(),
        names=speakers,
        speakers=speakers,
        terms=weights(" ".join(names)),
        context={},
        years=frozenset(),
        numbers=frozenset(),
        about=None,
    )
