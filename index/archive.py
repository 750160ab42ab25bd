"""The archive: add, remove and search articles. What qa and ui call."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from index import folder as folders
from index.article import Article, ArticleRecord, Passage, Span, Statement
from index.background import BackgroundExtraction
from index.cache import Cache
from index.derived import Derived
from index.embed import Embedder, SentenceTransformerEmbedder, Vectors
from index.entry import Extractor, Maker, made_of
from index.errors import ArchiveBusy, ArchiveDamaged, ArchiveMismatch, ArchiveUnusable, ArticleNotFound
from index.faults import cut_short
from index.fields import version_of
from index.filters import Filters
from index.gate import Gate
from index.given import Contents, Report, Said
from index.home import default_folder, made, seeds
from index.lexical import Lexical
from index.load import Failure, Note, counted, read
from index.lock import FolderLock
from index.search import CANDIDATES, Hit, fused, widened
from index.speaker_index import Place, Speaker
from index.statements import EXTRACTOR, find_all, find_statements
from index.statements.sorts import Kind
from index.store import Store
from index.words import stems, weights

logger = logging.getLogger(__name__)

T = TypeVar("T")

Progress = Callable[[int], None]
"""Called with how many articles were done since the last call."""

_BATCH = 32
_BATCH_CHARS = 300_000


class Archive:
    """The articles in a folder, owned by this process until `close`.

    folder is the user's data folder by default; chroma is the address of a Chroma server to keep passages and
    statements on instead of in the folder. Raises ArchiveBusy, ArchiveDamaged or ArchiveMismatch rather than open
    what cannot be relied on; `checked=False` opens it all the same, to `rebuild` it.
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        embedder: Embedder | None = None,
        extractor: Extractor | None = None,
        chroma: str | None = None,
        checked: bool = True,
    ):
        self.folder = Path(folder) if folder else default_folder()
        made(self.folder)
        self._lock = FolderLock(self.folder)
        self._changing = threading.RLock()
        self._embedder = embedder or SentenceTransformerEmbedder()
        self._extractor = extractor
        self._records: dict[str, ArticleRecord] = {}
        self._sorted: tuple[dict[str, ArticleRecord], list[ArticleRecord]] = self._records, []
        self._gate = Gate()
        self._closing = False
        # A record names its version, so that what was read of an older one is never taken for the new.
        self._contents = Cache(1024, self._read)
        with ExitStack() as undo:
            undo.callback(self._lock.release)
            self._store = Store(self.folder, chroma)
            self._derived = Derived(self.folder / "lexical", self._store, self._gate.open)
            undo.callback(self._store.close)
            if checked:
                self._open()
            undo.pop_all()

    def _open(self) -> None:
        if self._spool.exists():
            raise cut_short()
        self._records = self._store.checked(self._embedder.name, EXTRACTOR)
        self._store.sweep(self._records.values())

    def close(self) -> None:
        """Give the folder back. What is being added ends at its next stop, what is being read is read."""
        self._closing = True
        with self._changing, self._gate.shut():
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

    # Reading

    def articles(self, query: str = "") -> list[ArticleRecord]:
        """The records, newest first: of all articles, or of those with the query's words in what names them."""
        records = self._present()
        if self._sorted[0] is not records:
            self._sorted = records, sorted(records.values(), key=_newest_first)
        words = query.casefold().split()
        return [r for r in self._sorted[1] if not words or _named(r, words)]

    def record(self, id_or_source: str) -> ArticleRecord:
        """The record of the article with this id, source or path; raises ArticleNotFound."""
        records = self._present()
        if found := records.get(id_or_source):
            return found
        if found := next((r for r in records.values() if r.source == id_or_source), None):
            return found
        raise ArticleNotFound(
            f"The archive holds no article {id_or_source[:200]!r}. See `onrecord list` or /api/articles."
        )

    def article(self, id_or_source: str) -> Article:
        """An article whole, its text to the character as it was ingested; raises ArticleNotFound."""
        return self.read([id_or_source])[0].article

    def statements(self, id_or_source: str) -> list[Statement]:
        """Who said what in an article, in the order in which it stands; raises ArticleNotFound."""
        return list(self.read([id_or_source])[0].statements)

    def speakers(self, query: str = "", kind: Kind | None = None) -> list[Speaker]:
        """Who is quoted, most quoted first: all or those of a kind; those whose name has the query's words, or else is
        like it.
        """
        return self._steadily(lambda: self._derived.speakers(self._present())).speakers(query, kind)

    def said(
        self, speaker: str | None = None, query: str = "", filters: Filters | None = None, direct: bool | None = None
    ) -> list[Said]:
        """Who said what across the archive, newest first, or by how much of the query it holds.

        Copies of one statement in several articles count once: the newest, with the others beside it.
        """
        return self._steadily(lambda: self._said(speaker, query, filters or Filters(), direct))

    def words_of(self, said: Sequence[Said]) -> list[Statement]:
        """The statements at these places, with their words."""
        return self._steadily(lambda: self._store.statements_at([(one.record, one.place.n) for one in said]))

    def sentences(self, id_or_source: str) -> list[Span]:
        """An article's body cut at sentence bounds; raises ArticleNotFound."""
        return list(self.read([id_or_source])[0].sentences)

    def read(self, ids_or_sources: Iterable[str]) -> list[Contents]:
        """Several articles with what stands in them, faster than one by one; raises ArticleNotFound."""
        asked = list(ids_or_sources)
        return self._steadily(lambda: self._contents.get([self.record(each) for each in asked]))

    @property
    def words(self) -> Lexical:
        """What the archive's passages say, word by word."""
        return self._steadily(lambda: self._derived.words(self._present()))

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        terms: Mapping[str, float] | None = None,
        room: int = 0,
    ) -> list[Hit]:
        """The k best passages by meaning and by words, best first.

        The words looked for are the query's own, weighted by what they carry, or `terms`: stems with weights. With
        `room`, a passage is shown with those beside it, up to so many characters; each stands in one hit.
        """
        return self._steadily(lambda: self._search(query, k, filters or Filters(), terms or weights(query), room))

    def _search(self, query: str, k: int, filters: Filters, terms: Mapping[str, float], room: int) -> list[Hit]:
        records = self._present()
        lexical = self._derived.words(records)
        nearest = dict(self._store.nearest(self._fit(self._embedder.embed([query])), CANDIDATES, filters))
        admitted = None
        if filters.narrows:
            articles = {id_ for id_, record in records.items() if filters.admits(record)}
            admitted = [version_of(passage)[0] in articles for passage in lexical.passages]
        # A hit may take in those on both of its sides.
        hits = fused(lexical, terms, nearest, admitted, 3 * k if room else k)
        return widened(hits, lexical.spans_of, room)[:k] if room else hits

    def _said(self, speaker: str | None, query: str, filters: Filters, direct: bool | None) -> list[Said]:
        records = self._present()
        index = self._derived.speakers(records)
        admitted = [
            place
            for place in index.places(speaker or filters.speaker)
            if (direct is None or place.direct == direct) and filters.admits(records[place.article])
        ]
        copies: dict[tuple[str | None, str], list[Place]] = {}
        for place in admitted:
            copies.setdefault((index.name_of(place.speaker, place.role), place.same), []).append(place)
        found = []
        for (name, _), places in copies.items():
            first, *others = (Said(name, records[place.article], place) for place in places)
            found.append(replace(first, also=tuple(others)))
        return self._most_relevant(found, query) if query.split() else found

    def _most_relevant(self, found: list[Said], query: str) -> list[Said]:
        """Those that hold words of the query, by how much of it, weighted by how rare the words are."""
        wanted = {stem: weight * self.words.rarity(stem) for stem, weight in weights(query).items()}
        texts = [s.text for s in self.words_of(found)]
        scores = [sum(wanted[stem] for stem in wanted.keys() & set(stems(text))) for text in texts]
        ranked = sorted(zip(scores, range(len(found)), strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [found[n] for score, n in ranked if score > 0]

    def _steadily(self, read: Callable[[], T]) -> T:
        """What is read; read again where the archive was changed meanwhile, which can look like damage."""
        while True:
            records = self._present()
            try:
                with self._gate.open():
                    return read()
            except ArchiveDamaged:
                if self._store.shared:
                    self._records = self._store.records()
                if self._records == records:
                    self._store.sound = False
                    raise

    def _present(self) -> dict[str, ArticleRecord]:
        if self._store.shared and self._store.count() != len(self._records):
            self._records = self._store.records()
        return self._records

    # Changing

    def add(self, articles: Iterable[Article | Failure | Note], progress: Progress | None = None) -> Report:
        """Add articles, or bring those whose source is known up to date; unchanged ones cost next to nothing.

        What fails is reported, and the rest is added. Cut short at any point, each article is there whole, in its
        old or its new version.
        """
        report = Report()
        with self._changing, closing(BackgroundExtraction()) as background:
            for batch in self._batches(articles):
                report.failed += [item for item in batch if isinstance(item, Failure)]
                report.notes += [item for item in batch if isinstance(item, Note)]
                latest = {a.id: a for a in batch if isinstance(a, Article)}
                self._add_batch(list(latest.values()), background, report)
                if progress:
                    progress(counted(batch))
        return report

    def add_seeds(self, progress: Progress | None = None) -> Report:
        """Give an empty archive the articles that come with Onrecord; one that holds any is left alone."""
        with self._changing:
            return Report() if self._records else self.add(read([seeds()]), progress)

    def remove(self, id_or_source: str) -> ArticleRecord:
        """Take an article out; raises ArticleNotFound."""
        with self._changing:
            record = self.record(id_or_source)
            held = self._records
            # First out of sight: who reads it meanwhile should find it gone, not damaged.
            self._records = {id_: r for id_, r in held.items() if id_ != record.id}
            try:
                self._store.remove(record)
            except ArchiveUnusable:
                self._records = held
                raise
        return record

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Make the whole index anew from the texts it stores, with today's embedding model and extractor.

        The new one is made beside the old, which is read meanwhile, and takes its place once it is whole. Cut short or
        failed, the archive is as it was.
        """
        with self._changing:
            new = self._store.beside()
            try:
                report = self._made_anew(new, progress)
            except BaseException:
                new.discard()
                raise
            with self._gate.shut():
                self._store.replaced_by(new)
                self._spool.unlink(missing_ok=True)
                self._derived.forget()
                self._open()
        return report

    def _made_anew(self, new: Store, progress: Progress | None) -> Report:
        report = Report()
        with self._store.texts() as old, closing(BackgroundExtraction()) as background:
            for batch in self._batches(self._texts(old)):
                articles = [item for item in batch if isinstance(item, Article)]
                report.failed += [item for item in batch if isinstance(item, Failure)]
                if articles:
                    new.add(made_of(articles, self._extractor or background, self._embedder), self._maker())
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
        for record in old.records().values():
            if record.source in spooled:
                continue
            try:
                yield _whole(record, old.passages([record])[0])
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
            if self._closing:
                raise ArchiveBusy("The archive is being closed. What is done is kept: add the rest when it is open.")
            batch.append(item)
            room -= size
        if batch:
            yield batch

    def _add_batch(self, articles: Sequence[Article], background: Extractor, report: Report) -> None:
        held = {a.id: self._records.get(a.id) for a in articles}
        changed = [a for a in articles if (old := held[a.id]) is None or old.version != a.version]
        report.unchanged += len(articles) - len(changed)
        if not changed:
            return
        # Worth a process of its own: so many, or so much of it.
        many = len(changed) == _BATCH or sum(len(article.text) for article in changed) > _BATCH_CHARS // 2
        extract = self._extractor or (background if many else find_all)
        entries = made_of(changed, extract, self._embedder)
        self._fit(entries[0].vectors)
        report.notes += [note for entry in entries if (note := entry.note())]
        added = self._store.add(entries, self._maker())
        self._records = self._records | {record.id: record for record in added}
        for article in changed:
            if old := held[article.id]:
                self._store.delete(old)
                report.updated += 1
            else:
                report.added += 1

    def _maker(self) -> Maker:
        return Maker(self._embedder.name, self._embedder.dimension, EXTRACTOR)

    def _fit(self, vectors: Vectors) -> Vectors:
        """The vectors, where the archive has such; raises ArchiveMismatch."""
        held = self._store.maker()
        if held and vectors.shape[1] != held.dimension:
            raise ArchiveMismatch(
                f"The model {self._embedder.name} gives vectors of {vectors.shape[1]} numbers, the archive has "
                f"{held.dimension}. Set the model it was made with, or run `onrecord rebuild`."
            )
        return vectors

    def _read(self, records: Sequence[ArticleRecord]) -> list[Contents]:
        read = zip(records, self._store.passages(records), self._store.statements(records), strict=True)
        return [
            Contents(article := _whole(r, passages), _sentences(r, passages), _in(article, stated))
            for r, passages, stated in read
        ]


def _whole(record: ArticleRecord, passages: Sequence[Passage]) -> Article:
    text = "".join(p.text for p in passages)
    r = record
    since = r.modified, r.page_starts, r.ocr_pages, r.url
    article = Article(r.source, text, r.title, r.published, r.publisher, r.author, r.body, *since)
    # Nothing is quoted from a text that is not, to the character, what was ingested.
    if article.version != record.version:
        raise ArchiveDamaged(f"The stored text of {record.source} is damaged. Remove it and index it again.")
    return article


def _sentences(record: ArticleRecord, passages: Sequence[Passage]) -> list[Span]:
    starts = [start for passage in passages for start in passage.sentences]
    return [Span(*bounds) for bounds in pairwise([*starts, record.chars])]


def _in(article: Article, statements: list[Statement]) -> list[Statement]:
    """The statements, each of whose words stand in the article where it says."""
    for s in statements:
        stand = [(s.start, s.end, s.text), *(excerpt for excerpt in (s.mention, s.cue) if excerpt)]
        if any(article.text[start:end] != text for start, end, text in stand):
            raise ArchiveDamaged(f"The stored statements of {article.source} are damaged. Run `onrecord rebuild`.")
    return statements


def _named(record: ArticleRecord, words: Sequence[str]) -> bool:
    names = f"{record.title} {record.source} {record.publisher or ''} {record.author or ''}".casefold()
    return all(word in names for word in words)


def _newest_first(record: ArticleRecord) -> int:
    """Articles without a date come last."""
    return -record.published.toordinal() if record.published else 0
