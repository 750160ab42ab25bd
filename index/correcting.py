"""What the user says of who said what, made a correction of what is found in an archive; raises where it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.article import Correction, Statement
from index.corrections import MAX_NAME, checked_name, of_names, of_statements
from index.derived import Speakers, folded
from index.errors import InputError, NotFound

Found = Callable[[str], Sequence[Statement]]
"""Gives the statements of an article, by its id; none where it is not present."""


def attribution(ids: Sequence[str], speaker: str | None, found: Found, speakers: Speakers) -> Correction:
    """That the statements with these ids, and their copies in other articles, are the speaker's or nobody's."""
    name = None if speaker is None else checked_name(speaker, "speaker")
    if not ids:
        raise InputError("statements: there is none. Name one by its id.", "statements")
    said = {s.id: s for id_ in ids for s in _with_copies(id_, found, speakers)}
    in_them = (s for article in dict.fromkeys(s.article for s in said.values()) for s in found(article))
    role = next((s.role for s in in_them if s.role and s.speaker == name), None)
    return of_statements([*said.values()], name, role)


def _with_copies(id_: str, found: Found, speakers: Speakers) -> list[Statement]:
    article = id_.partition("-")[0]
    n = next((n for n, s in enumerate(found(article)) if s.id == id_), None)
    if n is None:
        raise NotFound(f"There is no statement {id_[:50]!r}. Its article may have changed: list them again.")
    return [found(copy)[at] for copy, at in speakers.copies_of(article, n)]


def merging(name: str, speaker: str, speakers: Speakers) -> Correction:
    """That who is shown under a name is the speaker."""
    speaker = checked_name(speaker, "speaker")
    shown = next((s.name for s in speakers.listed(name) if folded(s.name) == folded(name)), None)
    if shown is None:
        raise NotFound(f"Nobody is quoted under the name {name[:MAX_NAME]!r}. See `onrecord who` or /api/speakers.")
    if folded(speakers.shown_as(speaker)) == folded(shown):
        raise InputError(f"speaker: {speaker} is shown as {shown} already. Name somebody else.", "speaker")
    return of_names(shown, speaker)
