"""What the user says of who said what, made a correction of what is found in an archive, and kept there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.article import Correction, Statement
from index.catch_up import catch_up
from index.changes import may_change, note
from index.corrections import MAX_NAME, checked_name, of_names, of_statements
from index.derived import Speakers, folded
from index.errors import ArchiveBusy, ArchiveUnusable, InputError, NotFound
from index.faults import named
from index.reading import Reading

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


class Correcting(Reading):
    """The part of `Archive` that takes corrections, as one of its changes."""

    folder: Path

    def attribute(self, statements: Sequence[str], speaker: str | None) -> Correction:
        """Say whose words statements are, by their ids, whatever is found in the text; None for nobody's.

        Their copies in other articles go with them. It stays until `undo`, however the articles are indexed. Raises
        NotFound for a statement that is not there, InputError for a name that is none.
        """
        return self._correct(lambda: attribution(statements, speaker, self._found_in, self._derived.speakers))

    def merge(self, name: str, speaker: str) -> Correction:
        """Say that who is shown under a name is the speaker, under whose name all is shown that either said.

        Raises NotFound where nobody is shown under the name, InputError where the two are one already.
        """
        return self._correct(lambda: merging(name, speaker, self._derived.speakers))

    def undo(self, id: str) -> Correction:
        """Take a correction back; raises NotFound where there is none of this id."""
        with self._change():
            found = next((one for one in self._store.corrections() if one.id == id), None)
            if found is None:
                raise NotFound(f"There is no correction {id[:50]!r}. See /api/corrections.")
            with self._storing():
                self._store.uncorrect(found)
            self._catch_up()
            note(self.folder, "correction undone", _lines(found))
        return found

    def _correct(self, told: Callable[[], Correction]) -> Correction:
        with self._change():
            self._follow()
            correction = told()
            with self._storing():
                self._store.correct(correction)
            self._catch_up()
            note(self.folder, "corrected", _lines(correction))
        return correction

    def _found_in(self, article: str) -> Sequence[Statement]:
        return self.read([article])[0].statements if self._derived.records.with_ids([article]) else ()

    def _catch_up(self) -> None:
        try:
            catch_up(self._derived, self._store)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise named(error, self.folder) from error

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One change after the other; raises NotAllowed where who acts may make none."""
        may_change()
        with self._changing:
            self._stop_if_closing()
            try:
                yield
            except (InputError, NotFound):
                raise  # It had not begun.
            except BaseException:
                self._store.sound = False  # What is cut short may leave something over.
                raise

    def _stop_if_closing(self) -> None:
        if self._closing:
            raise ArchiveBusy("The archive is being closed. What is done is kept: add the rest when it is open.")

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """What is refused in the block leaves the store fit for the next."""
        try:
            yield
        except ArchiveUnusable:
            with self._gate.shut():
                self._store.reconnect()
            raise


def _lines(correction: Correction) -> list[tuple[str, str | None]]:
    """What the log tells of a correction: of whose words, in which articles."""
    told = f"{correction.name or 'somebody'} is {correction.speaker or 'nobody'}"
    return [(told, article) for article in correction.articles] or [(told, None)]
