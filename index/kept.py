"""What is kept beside the articles: what the user corrected of them, and what they were before they were changed.

It belongs to the archive: a rebuild, which makes all else anew, takes it along.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from index import fields
from index.article import ArticleRecord, Correction, Passage, Version
from index.chroma import Chroma, Row
from index.corrections import of_copies
from index.entry import Entry
from index.errors import ArchiveDamaged
from index.passages import joined

if TYPE_CHECKING:
    from index.chroma import Collection

logger = logging.getLogger(__name__)

NAMES = "names"
"""In the place of an article's id: a correction of who is meant by a name, in all of them."""

MOST_VERSIONS = 100
"""Earlier versions that are kept of an article, the newest."""

_PAGE = 500
"""Whole texts that are taken along at once."""

VECTOR = np.ones(1, np.float32)
"""Chroma asks for one; what is looked up by its id needs none, so it is the shortest there is."""


class Kept(Chroma):
    """Corrections, and earlier versions of articles: each under the article's id and how many there were before it.

    One that the article's own record does not count is left of a change that was cut short; the next writes over it.
    """

    def corrections(self, articles: Sequence[str] | None = None) -> list[Correction]:
        """What the user corrected, oldest first: all of it, or what is of some articles, by their ids."""
        which = {} if articles is None else {"where": {"article": {"$in": [*articles]}}}
        parts: dict[str, Correction] = {}
        for _, text, _ in self._all(self._corrections, **which):
            part = fields.correction_from(json.loads(text))
            before = parts[part.id].statements if part.id in parts else ()
            parts[part.id] = replace(part, statements=(*before, *part.statements))
        return sorted(parts.values(), key=lambda correction: (correction.made, correction.id))

    def names(self) -> list[Correction]:
        """Those of the corrections that are of names, oldest first."""
        return self.corrections([NAMES])

    def keep_corrections(self, corrections: Iterable[Correction]) -> None:
        """Write corrections, in a row for each statement: one that is there already stays."""
        rows: list[Row] = []
        for c in corrections:
            for at in c.statements or [None]:
                id_ = f"{c.id}-{at.id if at else NAMES}"
                where = {"article": at.article, "same": fields.same_as_copies(at)} if at else {"article": NAMES}
                part = replace(c, statements=(at,) if at else ())
                text = json.dumps(fields.of_correction(part))
                rows.append((id_, VECTOR, text, {"correction": c.id, **where}))
        with self._writing():
            self._write(self._corrections, rows)

    def correct_copies(self, entries: Sequence[Entry]) -> None:
        """What is a copy of words that were corrected is corrected with them, also where it comes later."""
        if not self._reading(self._corrections.count):
            return
        for entry in entries:
            copies = {fields.same_as_copies(s.place): s for s in entry.statements}
            held = self._rows(self._corrections, where={"same": {"$in": [*copies]}}) if copies else []
            kept = [fields.correction_from(json.loads(text)) for _, text, _ in held]
            own = {c.id for c in kept if entry.article.id in c.articles}
            if new := of_copies([c for c in kept if c.id not in own], copies):
                self.keep_corrections(new)

    def versions(self, record: ArticleRecord, text: str) -> list[Version]:
        """The earlier versions of an article, newest first; text is what it has now. What was lost is left out."""
        ids = [_version_id(record, n) for n in reversed(range(max(0, record.earlier - MOST_VERSIONS), record.earlier))]
        rows = {id_: (own, held) for id_, own, held in self._rows(self._versions, ids=ids)}
        found = []
        later: str | None = text
        for id_ in ids:
            own, held = rows.get(id_, ("", None))
            later = None if held is None else later if held["same_text"] else own
            if held is not None and later is not None:
                found.append(fields.version_from(later, held))
        return found

    def keep_versions(self, versions: Sequence[tuple[Version, str]]) -> None:
        """Keep earlier versions, each given with the text that came after it."""
        rows: list[Row] = []
        gone = []
        for version, later in versions:
            record, same = version.record, version.text == later
            own = "" if same else version.text
            rows.append((_version_id(record, record.earlier), VECTOR, own, fields.of_version(version, same)))
            if record.earlier >= MOST_VERSIONS:
                gone.append(_version_id(record, record.earlier - MOST_VERSIONS))
        if rows:
            with self._writing():
                self._write(self._versions, rows)
                if gone:
                    self._versions.delete(ids=gone)

    def drop_versions(self, record: ArticleRecord) -> None:
        """Delete all earlier versions of an article."""
        first = max(0, record.earlier - MOST_VERSIONS)
        with self._writing():
            self._versions.delete(ids=[_version_id(record, n) for n in range(first, record.earlier + 1)])

    def take_kept(self, other: Kept) -> None:
        """Keep what another store keeps, as far as it is whole; on a server it is the same."""
        if self._server:
            return
        self._take(self._corrections, other, other._corrections, "a correction")
        self._take(self._versions, other, other._versions, "an earlier version")

    def _take(self, into: Collection, other: Kept, collection: Collection, what: str) -> None:
        for page in other._pages(collection, ["documents", "metadatas"], size=_PAGE):
            rows = []
            for id_, text, held in other._unbroken(page):
                try:
                    rows.append((id_, VECTOR, text, {**fields.unbroken(id_, text, held)}))
                except ArchiveDamaged:
                    logger.warning("%s is damaged, and is lost (%s)", what, id_)
            if rows:
                with self._writing():
                    self._write(into, rows)


def _version_id(record: ArticleRecord, n: int) -> str:
    return f"{record.id}-{n}"


def former(
    replaced: Sequence[tuple[ArticleRecord, Sequence[Passage]]], later: Mapping[str, str]
) -> list[tuple[Version, str]]:
    """The versions that are replaced, with the texts that replace them, by article; a damaged one cannot be kept."""
    now, versions = datetime.now(UTC), []
    for record, passages in replaced:
        try:
            versions.append((Version(record, fields.whole(record, joined(passages)).text, now), later[record.id]))
        except ArchiveDamaged:
            logger.warning("what %s was before it changed is damaged, and is not kept", record.source)
    return versions
