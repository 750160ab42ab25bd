"""The collections of an archive in Chroma: opened, replaced in whole, read and written some rows at a time.

The room that knows chromadb; what the rows mean, `index/store.py` knows.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

import numpy as np

from index import fields, renaming
from index import folder as folders
from index.entry import Maker
from index.errors import ArchiveDamaged, ArchiveUnusable, InputError
from index.faults import gone, known, named
from index.folder import Mark
from index.remote import ChromaServer
from index.renaming import COLLECTIONS

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as Collection
    from chromadb.api.types import GetResult

logger = logging.getLogger(__name__)

T = TypeVar("T")

Row = tuple[str, Any, str, dict[str, Any]]
"""An id, a vector, a text, and what is stored beside it."""

REBUILD = "Run `onrecord rebuild`: it makes the index anew from the texts."
"""What to do about damage."""

_SEARCHED = 400
"""Of how many vectors HNSW keeps the best in mind (ef_search). It makes its graph of a small archive, or of the newest
vectors, anew at each opening: with 100 (its default) the neighbours then differed, and of the nearest 100 of 10,000 six
were missed; with 400 they are the nearest, at no cost that can be measured."""
_PAGE = 20_000
READ = 1_000
"""Rows read in one call."""
_WRITTEN = 100
"""Rows written or deleted in one: Chroma keeps every other thread of the process waiting meanwhile."""


class Chroma:
    """Three collections under a folder, or on a Chroma server; and two that are kept when these are made anew.

    `sound` tells whether it was found whole, and nothing of it damaged or cut short since: only such a one is closed as
    that. `as_closed`: it was when it was opened as such a one was closed.
    """

    def __init__(self, folder: Path, server: ChromaServer | None = None):
        self._home = folder
        self._folder = folder / "chroma"
        self._mark = Mark(self._folder)
        self._server = server
        self._suffix = ""
        self._numbered_from = 0
        self._sealed = True
        self.sound = False
        if not server:
            folders.settle(self._folder)
        # Before it is opened: that alone changes a file.
        self.as_closed = self._mark.holds()
        self._connect()

    def _connect(self) -> None:
        if not self._server and folders.without_database(self._folder):
            raise ArchiveDamaged(
                f"{self._folder} holds vectors, but its chroma.sqlite3 is gone, and the texts with it. Bring the file "
                "back from a backup, or delete the folder and index the articles again."
            )
        try:
            self._client = _client(self._folder, self._server)
            if self._server and not self._suffix and renaming.begun(self._client):
                renaming.finish(self._client)
            self._passages, self._statements, self._articles = (
                self._client.get_or_create_collection(
                    name + self._suffix,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCHED}},
                )
                for name in COLLECTIONS
            )
            # It belongs to the archive, whichever collections are made anew.
            self._corrections, self._versions = (
                self._client.get_or_create_collection(name, embedding_function=None)
                for name in ("corrections", "versions")
            )
            hnsw = self._passages.configuration.get("hnsw") or {}
            if hnsw.get("ef_search", _SEARCHED) != _SEARCHED:
                self._passages.modify(configuration={"hnsw": {"ef_search": _SEARCHED}})
        except Exception as error:
            raise self._unusable(error) from error

    def beside(self) -> Self:
        """An empty store beside this one, which can take its place: `replaced_by`."""
        new = copy(self)
        # Who follows should see that it is another.
        new._numbered_from = self.change()
        if self._server:
            new._suffix = "-new"
            for name in renaming.held(self._client) & {f"{name}-new" for name in COLLECTIONS}:
                self._client.delete_collection(name)
        else:
            new._folder = folders.beside(self._folder, ".new")
        with self._writing():
            new._connect()
        return new

    @contextmanager
    def texts(self) -> Iterator[Self]:
        """The same for reading its texts, whatever else of it is damaged: vector files can keep them from being read.

        What is read is not checked here: an article's version tells whether its text is what it was.
        """
        found = copy(self)
        found._sealed = False
        if self._server:
            yield found
            return
        found._folder = folders.beside(self._folder, ".texts")
        try:
            with self._writing():
                folders.copy_database(self._folder, found._folder)
                found._connect()
            try:
                yield found
            finally:
                found._disconnect()
        finally:
            shutil.rmtree(found._folder, ignore_errors=True)

    def replaced_by(self, new: Chroma) -> None:
        """Put the other in this one's place. Cut short at any point, one of the two is there when it is opened."""
        if self._server:
            renaming.finish(self._client)
        else:
            self._disconnect()
            new._disconnect()
            folders.replace(self._folder)
        self._connect()

    def discard(self) -> None:
        """Delete a store that is not to take another's place."""
        if self._server:
            for name in COLLECTIONS:
                self._client.delete_collection(name + self._suffix)
        else:
            self._disconnect()
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder; nothing can be read from the store after."""
        self._disconnect()
        if not self._server:
            self._mark.put() if self.sound else self._mark.remove()

    def reconnect(self) -> None:
        """Open Chroma anew: after a write that the disk refused, it would wait for ever at the next."""
        if not self._server and (self._folder / folders.DATABASE).exists():
            self._disconnect()
            self._connect()

    def _disconnect(self) -> None:
        self._client.close()  # type: ignore[attr-defined]  # the class has it, its interface does not

    def maker(self) -> Maker | None:
        """What made the store; None for one that nothing was ever added to."""
        held = self._articles.metadata
        return Maker(held["embedder"], held["dimension"], held["extractor"]) if held else None

    @property
    def shared(self) -> bool:
        """Whether other processes may change it at the same time."""
        return self._server is not None

    def change(self) -> int:
        """The number of the last change; 0 where there was none, or by an earlier release."""
        if self.shared:
            now = self._reading(lambda: self._client.get_collection(self._articles.name))
            if now.id != self._articles.id:  # Another process made all of them anew.
                self._connect()
            else:
                self._articles = now
        return int((self._articles.metadata or {}).get("change", 0))

    def _count_change(self, maker: Maker | None = None) -> int:
        """Number a change before it is written and after: who follows knows what there is that they have not seen."""
        number = max(self.change(), self._numbered_from) + 1
        held = maker or self.maker()
        with self._writing():
            self._articles.modify(metadata={**(held._asdict() if held else {}), "change": number})
        return number

    def _rows(self, collection: Collection, **which: Any) -> list[tuple[str, str, Mapping[str, Any]]]:
        got = self._reading(lambda: collection.get(**which, include=["documents", "metadatas"]))
        return list(self._unbroken(got))

    def _all(self, collection: Collection, **which: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for page in self._pages(collection, ["documents", "metadatas"], **which):
            yield from self._unbroken(page)

    def _pages(self, collection: Collection, include: Any, size: int = _PAGE, **which: Any) -> Iterator[GetResult]:
        at = 0
        while True:
            page = self._reading(partial(collection.get, limit=size, offset=at, include=include, **which))
            yield page
            at += len(page["ids"])
            if len(page["ids"]) < size:
                return

    def _by_id(
        self, collection: Collection, ids: Sequence[str], make: Callable[[str, Mapping[str, Any]], T]
    ) -> list[T]:
        found: dict[str, T] = {}
        for some in batches(ids, READ):
            found |= {id_: make(text, held) for id_, text, held in self._rows(collection, ids=list(some))}
        if missing := [id_ for id_ in ids if id_ not in found]:
            raise ArchiveDamaged(f"The archive {self._folder} has lost {collection.name} ({missing[0]}). {REBUILD}")
        return [found[id_] for id_ in ids]

    def _unbroken(self, got: GetResult) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for id_, text, held in zip(got["ids"], got["documents"] or [], got["metadatas"] or [], strict=True):
            yield id_, text, fields.unbroken(id_, text, held) if self._sealed else held

    def _reading(self, read: Callable[[], T]) -> T:
        from chromadb.errors import ChromaError

        try:
            return read()
        except ChromaError as error:
            damaged = ArchiveDamaged(f"The archive {self._folder} cannot be read ({error}). {REBUILD}")
            raise known(error, self._home) or damaged from error

    def _write(self, collection: Collection, rows: Sequence[Row]) -> None:
        # The ids of an article's parts are new; all else takes the place of what has its id.
        put = collection.add if collection.name.startswith(("passages", "statements")) else collection.upsert
        for some in batches(rows):
            ids, vectors, texts, plain = map(list, zip(*some, strict=True))
            metadatas: list[Any] = [fields.sealed(text, values) for text, values in zip(texts, plain, strict=True)]
            put(ids=ids, embeddings=np.stack(vectors), documents=texts, metadatas=metadatas)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What fails in the block is told as what it is; a folder that is gone takes what is written with it."""
        from chromadb.errors import ChromaError

        if not self._server and not (self._home / "chroma" / folders.DATABASE).exists():
            raise gone(self._home)
        try:
            yield
        except (ChromaError, OSError, sqlite3.Error) as error:
            raise (self._unusable(error) if self._server else named(error, self._home)) from error

    def _unusable(self, error: Exception) -> ArchiveUnusable:
        if self._server:
            return ArchiveUnusable(
                f"The Chroma server at {self._server.url} does not answer ({error}). Start it, or check --chroma and "
                "what it wants to be asked with (ONRECORD_CHROMA_TOKEN and the like)."
            )
        return known(error, self._home) or ArchiveDamaged(
            f"The archive {self._folder} cannot be read ({error}). Bring it back from a backup."
        )


def _client(folder: Path, server: ChromaServer | None) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if server is None:
        return chromadb.PersistentClient(str(folder), settings=settings)
    settings.chroma_server_ssl_verify = server.certificate
    parts = urlsplit(server.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"--chroma {server.url}: not the address of a server. Write it like http://127.0.0.1:8000.")
    ssl = parts.scheme == "https"
    return chromadb.HttpClient(
        parts.hostname,
        parts.port or (443 if ssl else 80),
        ssl=ssl,
        headers=server.sent,
        settings=settings,
        tenant=server.tenant,
        database=server.database,
    )


def batches(items: Sequence[T], size: int = _WRITTEN) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))
