"""The archive: add, remove and search articles. What qa and ui call."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from index import folder as folders
from index.article import Article, ArticleRecord, Passage, Version
from index.background import BackgroundExtraction
from index.catch_up import catch_up, passages_of
from index.changes import What, may_change, note
from index.correcting import Correcting
from index.corrections import corrected
from index.derived import Derived, Present
from index.embed import Embedder, SentenceTransformerEmbedder
from index.entry import Entry, Extractor, Maker, made_of
from index.errors import ArchiveDamaged, InputError
from index.faults import cut_short, named
from index.fields import whole
from index.given import Report
from index.home import default_folder, made, seeds
from index.kept import former
from index.language import language_of
from index.load import Failure, Note, counted, read
from index.lock import FolderLock
from index.passages import joined
from index.remote import ChromaServer
from index.statements import EXTRACTOR, find_all, find_statements
from index.store import PROBES, Store

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]
"""Called with how many articles were done since the last call."""

_BATCH = 32
_BATCH_CHARS = 300_000


class Archive(Correcting):
    """The articles in a folder, owned by this process until `close`.

    `folder` is the user's data folder by default; `chroma` is a Chroma server, or its address, to keep passages
    and statements on instead of in the folder. Raises ArchiveBusy, ArchiveDamaged or ArchiveMismatch rather than open
    what cannot be relied on; `checked=False` opens it all the same, to `rebuild` it.
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        embedder: Embedder | None = None,
        extractor: Extractor | None = None,
        chroma: str | ChromaServer | None = None,
        checked: bool = True,
    ):
        self.folder = Path(folder) if folder else default_folder()
        made(self.folder)
        self._lock = FolderLock(self.folder)
        super().__init__(embedder or SentenceTransformerEmbedder())
        self._extractor = extractor
        self._background = BackgroundExtraction()
        with ExitStack() as undo, ThreadPoolExecutor(1) as beside:
            undo.callback(self._lock.release)
            self._store = Store(self.folder, ChromaServer(chroma) if isinstance(chroma, str) else chroma)
            undo.callback(self._store.close)
            # Its files are checked while Chroma reads its vectors: both take the longer, the more there is.
            derived = beside.submit(Derived, self.folder / "derived")
            undo.callback(lambda: derived.result().close())
            if checked:
                self._load()
            self._derived = derived.result()
            if checked:
                self._open(as_closed=self._store.as_closed)
            undo.pop_all()

    def _load(self) -> None:
        if self._spool.exists():
            raise cut_short()
        shutil.rmtree(self.folder / "lexical", ignore_errors=True)  # the word index of earlier releases
        self._store.check_maker(self._embedder.name, EXTRACTOR)
        self._store.check_readable()
        self._store.load()

    def _open(self, as_closed: bool = False) -> None:
        self._store.note_corrections()
        # What grows with the archive is not counted again where nothing was written since it was closed.
        whole = as_closed and self._derived.change == self._store.change()
        if not whole:
            catch_up(self._derived, self._store)
            whole = self._store.count_parts(*self._derived.records.totals())
        self._store.probe(self._derived.records.spread(PROBES))
        if not whole:
            self._store.sweep()

    def close(self) -> None:
        """Give the folder back. What is being added ends at its next stop, what is being read is read."""
        self._closing = True
        with self._changing, self._background as background, self._gate.shut():
            self._gate.closed = True
            background.close()
            self._derived.close()
            self._store.close()
            self._lock.release()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def served_at(self, address: str) -> None:
        """Tell other processes that want the folder where its owner can be reached."""
        self._lock.tell(address)

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        self.search("who said what", 1)
        self.speakers()
        find_statements(Article("nowhere", "She said so.", ""))
        language_of("She said so.")

    def add(self, articles: Iterable[Article | Failure | Note], progress: Progress | None = None) -> Report:
        """Add articles, or bring those whose source is known up to date; unchanged ones cost next to nothing.

        What fails is reported, and the rest is added. Cut short at any point, each article is there whole, in its
        old or its new version. Other changes are made between its batches.
        """
        may_change()
        report = Report()
        for batch in self._batches(articles):
            report.note(batch)
            latest = {a.id: a for a in batch if isinstance(a, Article)}
            self._add_batch(list(latest.values()), report)
            if progress:
                progress(counted(batch))
        return report

    def put(self, entries: Sequence[Entry]) -> Report:
        """Add articles that were read, cut and embedded elsewhere, by the same models; none of them in the version that
        is present.
        """
        report = Report()
        with self._change():
            self._put(entries, report)
        return report

    def add_seeds(self, progress: Progress | None = None) -> Report:
        """Give an empty archive the articles that come with Onrecord; one that holds any is left alone."""
        with self._change():
            return Report() if self.articles() else self.add(read([seeds()]), progress)

    def remove(self, id_or_source: str) -> ArticleRecord:
        """Take an article out; raises ArticleNotFound."""
        with self._change():
            record = self.record(id_or_source)
            passages = passages_of(self._store, record)
            with self._storing():
                self._store.forget(record)
            self._derive((), [(record, passages)])
            with self._storing():
                # Before the passages: what is left of a removal that is cut short is known by these.
                self._store.drop_versions(record)
                self._store.delete(record)
            note(self.folder, "removed", [(record.source, record.id)])
        return record

    def put_back(self, article: Article, versions: Sequence[Version]) -> None:
        """Add an article that was removed, with its earlier versions, newest first; InputError where it is back."""
        later = [article.text, *(version.text for version in versions)]
        with self._change():
            if self._derived.records.with_ids([article.id]):
                raise InputError(f"{article.source} is there again. Remove it first.")
            with self._storing():
                self._store.keep_versions([*zip(versions, later, strict=False)])
            before = {article.id: versions[0].record.earlier + 1} if versions else {}
            self._put(self._made_of([article]), Report(), before, "put back")

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Make the whole index anew from the texts it stores, with today's embedding model and extractor.

        The new one is made beside the old, which is read meanwhile, and takes its place once it is whole. Cut short or
        failed, the archive is as it was.
        """
        with self._change():
            new = self._store.beside()
            derived = Derived(folders.beside(self.folder / "derived", ".new"))
            try:
                report = self._made_anew(new, progress)
                catch_up(derived, new)
            except BaseException:
                new.discard()
                derived.discard()
                raise
            with self._gate.shut():
                self._store.replaced_by(new)
                self._derived.replaced_by(derived)
                self._spool.unlink(missing_ok=True)
                self._load()
                self._open()
            note(self.folder, "rebuilt", [(f"{report.added} articles", None)])
        return report

    def _made_anew(self, new: Store, progress: Progress | None) -> Report:
        report = Report()
        with self._store.texts() as old:
            new.take_kept(old)
            earlier = {record.id: record.earlier for record in old.records() if record.earlier}
            for batch in self._batches(self._texts(old)):
                articles = [item for item in batch if isinstance(item, Article)]
                report.note(batch)
                if articles:
                    new.add(self._made_of(articles), self.maker, earlier)
                report.added += len(articles)
                if progress:
                    progress(len(batch))
        return report

    def _texts(self, old: Store) -> Iterator[Article | Failure | Note]:
        """The articles as they are stored; first those that a rebuild of an earlier release was cut short over."""
        spooled = set()
        for item in read([self._spool]) if self._spool.exists() and self._spool.stat().st_size else ():
            spooled.add(item.source)
            yield item
        for record in old.records():
            if record.source in spooled:
                continue
            try:
                yield whole(record, joined(old.passages([record])[0]))
            except ArchiveDamaged as error:
                yield Failure(record.source, str(error))

    @property
    def _spool(self) -> Path:
        return self.folder / folders.SPOOL

    def _batches(self, items: Iterable[Article | Failure | Note]) -> Iterator[list[Article | Failure | Note]]:
        """Some at a time, and not much text: between two of them the work can end."""
        batch: list[Article | Failure | Note] = []
        room = _BATCH_CHARS
        for item in items:
            size = len(item.text) if isinstance(item, Article) else 0
            if batch and (len(batch) == _BATCH or size > room):
                yield batch
                batch, room = [], _BATCH_CHARS
            self._stop_if_closing()
            batch.append(item)
            room -= size
        if batch:
            yield batch

    def _add_batch(self, articles: Sequence[Article], report: Report) -> None:
        if changed := self._changed(articles):
            made = self._made_of(changed)  # What takes long is done before anybody has to wait for it.
            with self._change():
                changed = self._changed(changed)  # Others may have added some of them meanwhile.
                ids = {article.id for article in changed}
                self._put([entry for entry in made if entry.article.id in ids], report)
        report.unchanged += len(articles) - len(changed)

    def _changed(self, articles: Sequence[Article]) -> list[Article]:
        """Those that are not present in this version."""
        held = self._derived.records.with_ids(a.id for a in articles)
        return [a for a in articles if a.id not in held or held[a.id].version != a.version]

    def _made_of(self, articles: Sequence[Article]) -> list[Entry]:
        """The articles with their passages, vectors and statements; these are found in the background where it is worth
        a process of its own.
        """
        many = len(articles) == _BATCH or sum(len(article.text) for article in articles) > _BATCH_CHARS // 2
        if self._extractor or not many:
            return made_of(articles, self._extractor or find_all, self._embedder)
        with self._background as background:
            self._stop_if_closing()
            return made_of(articles, background, self._embedder)

    def _put(
        self,
        entries: Sequence[Entry],
        report: Report,
        earlier: Mapping[str, int] | None = None,
        new: What = "added",
    ) -> None:
        if not entries:
            return
        self._fit(entries[0].vectors)
        report.notes += [told for entry in entries if (told := entry.note())]
        held = self._derived.records.with_ids(entry.article.id for entry in entries)
        replaced = [(old, passages_of(self._store, old)) for old in held.values()]
        with self._storing():
            # First: cut short here, nothing is lost.
            self._store.keep_versions(former(replaced, {entry.article.id: entry.article.text for entry in entries}))
            before = {old.id: old.earlier + 1 for old, _ in replaced}
            added = self._store.add(entries, self.maker, {**(earlier or {}), **before})
        statements = [corrected(e.statements, r.corrections) for r, e in zip(added, entries, strict=True)]
        present = zip(added, (entry.passages for entry in entries), statements, strict=True)
        self._derive([Present(*one) for one in present], replaced)
        with self._storing():
            for old, _ in replaced:
                self._store.delete(old)
        note(self.folder, new, [(record.source, record.id) for record in added if record.id not in held])
        note(self.folder, "changed", [(record.source, record.id) for record in added if record.id in held])
        for record in added:
            self._note_same(record, report)
        report.updated += len(replaced)
        report.added += len(entries) - len(replaced)

    def _note_same(self, record: ArticleRecord, report: Report) -> None:
        """Tell of an article that was just added that it has the text of another."""
        if other := self._derived.same_before(record.id):
            report.same[record.source] = record
            told = f"it has the same text as {other.title} ({other.source}). It is added all the same."
            report.notes.append(Note(record.source, told))

    def _derive(self, present: Sequence[Present], gone: Sequence[tuple[ArticleRecord, Sequence[Passage]]]) -> None:
        try:
            self._derived.put(present, gone, self._store.change())
        except (OSError, ValueError, sqlite3.Error) as error:
            raise named(error, self.folder) from error

    @property
    def maker(self) -> Maker:
        """What makes the vectors and statements of what is added."""
        return Maker(self._embedder.name, self._embedder.dimension, EXTRACTOR)
