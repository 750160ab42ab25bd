"""What the assistant says itself: to small talk, and where the archive has no answer.

These are remarks on the archive: they quote nothing and cite nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import Filters
from index.words import stems
from qa.evidence import Evidence
from qa.evidence.wanted import needed
from qa.library import Library
from qa.names import plain
from qa.understand import Query
from qa.understand.constraints import subject_of
from qa.understand.talk import Talk
from qa.wording import spelt

_MARKS = re.compile(r"[“”\"‘«»]|(?<!\w)['’]|['’](?!\w)")

_NEAREST = 5
"""Statements that are looked at for one on a subject."""

_PEOPLE = 8
"""People who are named as speaking on a topic."""

_BOUNDS = ("since ", "after ", "before ", "until ", "till ", "between ", "from ", "in ", "on ")

_HELP = (
    "Ask who said what, about whom, when and where. "  #
    "Every quotation in an answer is verbatim and cited to the character."
)


def talk_reply(talk: Talk, library: Library) -> str:
    """A helpful remark instead of an answer."""
    if talk == "thanks":
        return "You are welcome. Ask on whenever you like."
    if talk == "greeting":
        return f"Hello. {_HELP}"
    return f"{_contents(library)} {_HELP}"


def why_not(evidence: Evidence, library: Library) -> str:
    """Why there is no answer."""
    query, verdict = evidence.query, evidence.verdict
    if not library.archive.articles():
        return "The archive is empty. Add articles to it first."
    if query.asks_nothing:
        nothing = "There is nothing in this question to look for." if query.own else "Nothing is left to look for."
        return f"{nothing} Ask for a topic, or for somebody's words."
    if evidence.empty:
        return f"No article of the archive {_which(evidence.filters)}. Remove or widen the filters."
    if verdict.reason == "words":
        return (
            f"No article of the archive has just these words: {'; '.join(_MARKS.sub('', w) for w in verdict.missing)}."
        )
    if verdict.reason == "unknown name":
        return f"The archive does not mention {_listed([_cased(name, query) for name in verdict.missing])}."
    if verdict.reason == "year":
        return f"The nearest that the archive holds is not of {_listed(list(verdict.missing))}."
    if verdict.reason == "silent speaker":
        return silent(query, library, verdict.missing)
    if verdict.reason == "names":
        names = _listed([_cased(name, query) for name in verdict.missing])
        return f"What the archive holds nearest to this does not mention {names}."
    return f"{'What the filters admit' if query.filters.narrows else 'The archive'} does not hold an answer to this."


def silent(query: Query, library: Library, speakers: Sequence[str]) -> str:
    """That the archive holds nothing by these (plain names) on what is asked."""
    names = [full for name in speakers if (full := library.full_name(name))]
    if not names:
        return f"The archive holds no statement by {_listed([_cased(name, query) for name in speakers])}."
    subject = subject_of(query.text)
    held = [full for name in speakers for full in library.names_of(name)]
    never = subject and not any(_spoke_of(name, subject, query, library) for name in held)
    about = f"about {_MARKS.sub('', subject)}" if subject and never else "that answers this"
    return f"The archive holds statements by {_listed(names)}, but none {about}."


def _spoke_of(name: str, subject: str, query: Query, library: Library) -> bool:
    """Whether a statement under a name has every word of a subject that it must hold."""
    nearest = library.archive.words_of(library.archive.said(name, subject)[:_NEAREST])
    wanted = needed(query) & set(stems(subject))
    return any(wanted <= set(stems(statement.text)) for statement in nearest)


def speakers_on(evidence: Evidence, library: Library) -> str:
    """How many articles mention a topic, and who speaks on it."""
    many = library.words.together(needed(evidence.query))
    names = list(dict.fromkeys(said.statement.speaker for said in evidence.said if said.statement.speaker))
    listed = [*names[:_PEOPLE], *([f"{len(names) - _PEOPLE} more"] if len(names) > _PEOPLE else [])]
    articles = "One article mentions it; " if many == 1 else f"{many:,} articles mention it; " if many else ""
    return f"{articles}{_listed(listed)} {'speaks' if len(listed) == 1 else 'speak'} on it."


def widened(query: Query) -> str:
    """That what the question names as its time and publisher holds no answer, and the answer is from elsewhere."""
    filters, narrowed = query.filters, query.narrowed
    publisher = "" if filters.publisher else narrowed.publisher or ""
    when = "" if (filters.since, filters.until) == (narrowed.since, narrowed.until) else query.when
    days = when[:1].lower() + when[1:] if when.lower().startswith(_BOUNDS) else f"of {when}"
    asked = [part for part in (publisher and f"by {publisher}", when and days) if part]
    others = [kind for kind, part in (("publishers", publisher), ("days", when)) if part]
    return f"Nothing {' '.join(asked)} answers this; this is from other {' and '.join(others)}."


def _contents(library: Library) -> str:
    many = len(library.archive.articles())
    if not many:
        return "The archive is empty: add articles to it first."
    held = "one article" if many == 1 else f"{many:,} articles"
    return f"The archive holds {held}{_from(library.archive.publishers)}{_dated(library.days)}."


def _from(publishers: Sequence[str]) -> str:
    if not publishers:
        return ""
    return f" from {_listed([*publishers])}" if len(publishers) <= 5 else f" from {len(publishers)} publishers"


def _dated(days: tuple[date, date] | None) -> str:
    if not days:
        return ""
    first, last = days
    return f", of {spelt(first)}" + (f" to {spelt(last)}" if last != first else "")


def _which(filters: Filters) -> str:
    """What no article is, in words."""
    parts = [f"is of {filters.publisher}"] if filters.publisher else []
    if filters.since and filters.until:
        parts.append(f"was published from {spelt(filters.since)} to {spelt(filters.until)}")
    elif filters.since:
        parts.append(f"was published on or after {spelt(filters.since)}")
    elif filters.until:
        parts.append(f"was published on or before {spelt(filters.until)}")
    return " and ".join(parts) or "is the one that was asked for"


def _cased(name: str, query: Query) -> str:
    """A plain name as the question writes it."""
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", query.text)
    for first in reversed(range(len(words))):
        for last in range(first + 1, len(words) + 1):
            if plain(" ".join(words[first:last])) == name:
                written = " ".join(words[first:last])
                written = re.sub(r"[’']s$", "", written)
                return written if written != written.lower() else written.title()
    return name.title()


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
