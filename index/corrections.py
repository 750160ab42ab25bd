"""The user's last word on who said what, applied to what was found in the texts.

Corrections are kept in the store beside the articles, not in what is derived: a rebuild, another extractor and a
changed article leave them. Those of statements are also noted in the records of their articles, so that whoever has a
record reads and derives the statements as they are corrected, and never one state's with another's.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from index.article import Correction, Stated, Statement
from index.errors import InputError
from index.fields import same_as_copies
from index.statements.people import family_of
from index.words import tokens

MAX_NAME = 100
"""Characters of a name that the user gives."""

_ALIKE = 0.5
"""The share of what two statements say together that both say, where they are taken for one."""


def of_names(name: str, speaker: str) -> Correction:
    """That who is shown under a name is the speaker."""
    return Correction(_id(), datetime.now(UTC), name, speaker)


def of_statements(statements: Sequence[Statement], speaker: str | None, role: str | None) -> Correction:
    """That statements are the speaker's, or with None nobody's; those of whom their first names before."""
    places = tuple(s.place for s in statements)
    return Correction(_id(), datetime.now(UTC), statements[0].speaker, speaker, role if speaker else None, places)


def noted(corrections: Iterable[Correction], article: str) -> tuple[Correction, ...]:
    """Those that an article's record notes, as far as they are of it."""
    own = (replace(c, statements=tuple(s for s in c.statements if s.article == article)) for c in corrections)
    return tuple(c for c in own if c.statements)


def corrected(statements: Sequence[Statement], corrections: Sequence[Correction]) -> list[Statement]:
    """An article's statements as they are by its corrections, of which the last goes before; nobody's are gone."""
    given: dict[int, Correction] = {}
    for correction in corrections:
        for place in correction.statements:
            if (n := _found(place, statements)) is not None:
                given[n] = correction
    return [
        _by(given[n], s) if n in given else s for n, s in enumerate(statements) if n not in given or given[n].speaker
    ]


def of_copies(corrections: Iterable[Correction], copies: Mapping[str, Statement]) -> list[Correction]:
    """Those that correct words which an article that comes later has, too, and of the same speaker, made of its own.

    copies: its statements, each by what it has in common with its copies (`fields.same_as_copies`).
    """
    meant = {(c.id, same): c for c in corrections for same in map(same_as_copies, c.statements) if same in copies}
    found = [(c, copies[same]) for (_, same), c in meant.items()]
    return [replace(c, statements=(s.place,)) for c, s in found if _is_named(s.speaker, c.name)]


def checked_name(name: str, field: str) -> str:
    """A name that the user gives, its blanks as one each; raises InputError where it is none."""
    name = " ".join(name.split())
    if not any(map(str.isalpha, name)) or not name.isprintable():
        raise InputError(f"{field}: there is no name in it. Write one.", field)
    if len(name) > MAX_NAME:
        raise InputError(f"{field}: it has {len(name):,} characters. A name has at most {MAX_NAME}.", field)
    return name


def _id() -> str:
    return secrets.token_hex(8)


def _by(correction: Correction, s: Statement) -> Statement:
    """The statement as its speaker's; how the article names whom it was taken for goes with that one."""
    assert correction.speaker
    mention = s.mention if s.mention and _is_named(s.mention.text, correction.speaker) else None
    return replace(s, speaker=correction.speaker, role=correction.role, mention=mention, corrected=True)


def _is_named(named: str | None, name: str | None) -> bool:
    """Whether somebody may be named so whose name this is; two without a name are one."""
    if not named or not name:
        return named == name
    return set(tokens(family_of(name))) <= set(tokens(named))


def _found(place: Stated, statements: Sequence[Statement]) -> int | None:
    """Which statement a correction means: the one whose words are most alike, or the nearest of those to its place."""
    alike = {n: _likeness(place, s) for n, s in enumerate(statements)}
    best = max(alike, key=lambda n: (alike[n], -abs(statements[n].start - place.start)), default=None)
    return best if best is not None and alike[best] >= _ALIKE else None


def _likeness(place: Stated, s: Statement) -> float:
    """How much of what either says both say; 0 where their sentences are not the same, or one's among the other's."""
    if place.text in s.text:
        aside = s.text.index(place.text)
    elif s.text in place.text:
        aside = -place.text.index(s.text)
    else:
        return 0.0
    own = {n for start, end in s.content for n in range(start - s.start, end - s.start)}
    theirs = {n + aside for start, end in place.content for n in range(start, end)}
    if not own and not theirs:
        return float(place.text == s.text)
    return len(own & theirs) / len(own | theirs)


def aliases(corrections: Iterable[Correction]) -> Mapping[str, str]:
    """Who is meant by each name that the user said to be another's; the last goes before."""
    return {c.name: c.speaker for c in corrections if not c.statements and c.name and c.speaker}
