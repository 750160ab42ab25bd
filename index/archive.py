"""The archive: add, remove and search articles. What qa and ui call."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from index import folder as folders
from index.article import Article, ArticleRecord, Correction, Passage, Span, Statement
from index.background import BackgroundExtraction
from index.cache import Cache
from index.catch_up import catch_up, passages_of
from index.correcting import attribution, merging
from index.corrections import corrected
from index.derived import Derived, Order, Present, Speaker, Words, parted
from index.embed import Embedder, SentenceTransformerEmbedder, Vectors
from index.entry import Entry, Extractor, Maker, made_of
from index.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMismatch,
    ArchiveUnusable,
    ArticleNotFound,
    NotFound,
)
from index.faults import cut_short, named
from index.filters import Filters
from index.gate import Gate
from index.given import Contents, Listed, Report, Said
from index.home import default_folder, made, seeds
from index.language import language_of
from index.load import Failure, Note, counted, read
from index.lock import FolderLock
from index.remote import ChromaServer
from index.said import AllSaid, Wanted, within_filters
from index.search import CANDIDATES, Hit, found
from index.statements import EXTRACTOR, find_all, find_statements
from index.statements.sorts import Kind
from index.store import PROBES, Store
from index.words import stems, weights

logger = logging.getLogger(__name__)

T = TypeVar("T")

Progress = Callable[[int], None]
"""Called with how many articles were done since the last call."""

_SPOKEN_IN = 1_000
"""Articles with a speaker's words whose passages are compared by meaning."""

_FOLLOWED = 1.0
"""Seconds until a Chroma server is asked again for what others changed on it."""

_BATCH = 32
_BATCH_CHARS = 300_000


class Archive:
    """The articles in a folder, owned by this process until `close`.

    folder is the user's data folder by default; chroma is a Chroma server, or its address, to keep passages
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
        self._changing = threading.RLock()
        self._embedder = embedder or SentenceTransformerEmbedder()
        self._extractor = extractor
        self._background = BackgroundExtraction()
        self._gate = Gate()
        self._closing = False
        self._followed = 0.0
        # A record names its version, so that what was read of an older one is never taken for the new.
        self._contents = Cache(1024, self._read)
        with ExitStack() as undo:
            undo.callback(self._lock.release)
            self._store = Store(self.folder, ChromaServer(chroma) if isinstance(chroma, str) else chroma)
            undo.callback(self._store.close)
            self._derived = Derived(self.folder / "derived")
            undo.callback(self._derived.close)
            if checked:
                self._open()
            undo.pop_all()

    def _open(self) -> None:
        if self._spool.exists():
            raise cut_short()
        shutil.rmtree(self.folder / "lexical", ignore_errors=True)  # the word index of earlier releases
        self._store.check_maker(self._embedder.name, EXTRACTOR)
        self._store.check_readable()
        catch_up(self._derived, self._store)
        passages, statements = self._derived.records.totals()
        self._store.probe(passages, statements, self._derived.records.spread(PROBES))
        self._store.sweep(passages, statements)

    def close(self) -> None:
        """Give the folder back. What is being added ends at its next stop, what is being read is read."""
        self._closing = True
        with self._changing, self._gate.shut():
            self._background.close()
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

    # Reading

    def articles(self, query: str = "", order: Order = "published", descending: bool = True) -> Listed[ArticleRecord]:
        """The records, newest first or in another order: of all articles, or of those with the query's words in what
        names them.
        """
        records = self._present().records
        return Listed(
            lambda: records.count(query),
            lambda first, most: records.listed(query, _limit(most), first, order, descending),
        )

    @property
    def change(self) -> int:
        """A number that is another one once the articles have changed."""
        return self._present().change

    @property
    def publishers(self) -> list[str]:
        """The publishers that the archive has articles of."""
        return self._present().records.publishers()

    @property
    def days(self) -> tuple[date, date] | None:
        """The days of the oldest and of the newest article that have one."""
        return self._present().records.days()

    def any_within(self, filters: Filters) -> bool:
        """Whether the filters, the speaker's aside, leave any article."""
        return self._present().records.any_within(filters)

    def record(self, id_or_source: str) -> ArticleRecord:
        """The record of the article with this id, source or path; raises ArticleNotFound."""
        if found := self._present().records.of(id_or_source):
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

    def speakers(self, query: str = "", kind: Kind | None = None, by_kind: bool = False) -> Listed[Speaker]:
        """Who is quoted, most quoted first: all or those of a kind; those whose name has the query's words, or else is
        like it. by_kind: people first, then bodies, then who has no name.
        """
        speakers = self._present().speakers
        return Listed(
            lambda: speakers.count(query, kind),
            lambda first, most: speakers.listed(query, kind, _limit(most), first, by_kind),
        )

    def speakers_with(self, word: str) -> list[str]:
        """The names of those who are quoted that have a word (folded), most quoted first."""
        return self._present().speakers.with_word(word)

    def said(
        self, speaker: str | None = None, query: str = "", filters: Filters | None = None, direct: bool | None = None
    ) -> AllSaid:
        """Who said what across the archive, newest first, or by how much of the query it holds."""
        filters = filters or Filters()
        return AllSaid(self._present(), Wanted(speaker or filters.speaker, query, filters, direct))

    def publishers_quoting(self, speaker: str) -> list[str]:
        """The publishers of the articles in which a speaker said something."""
        return self._present().speakers.publishers(speaker)

    def words_of(self, said: Sequence[Said]) -> list[Statement]:
        """The statements at these places, with their words; raises ArchiveBusy where an article has changed since."""
        try:
            return self._named(self._steadily(lambda: self._store.statements_at([(s.record, s.place.n) for s in said])))
        except ArchiveDamaged:
            records = {one.record.id: one.record.version for one in said}
            if len(self._derived.records.holding(records)) == len(records):
                raise
            raise ArchiveBusy("The archive has changed while it was read. Ask again.") from None

    def sentences(self, id_or_source: str) -> list[Span]:
        """An article's body cut at sentence bounds; raises ArticleNotFound."""
        return list(self.read([id_or_source])[0].sentences)

    def read(self, ids_or_sources: Iterable[str]) -> list[Contents]:
        """Several articles with what stands in them, faster than one by one; raises ArticleNotFound."""
        asked = list(ids_or_sources)
        read = self._steadily(lambda: self._contents.get([self.record(each) for each in asked]))
        # Beside what is kept of them: a name that stands for another changes no article.
        return [replace(one, statements=self._named(one.statements)) for one in read]

    @property
    def words(self) -> Words:
        """What the archive's passages say, word by word."""
        return self._present().words

    def spans_of(self, article: str) -> list[Span]:
        """Where the passages of an article's body stand, in order; none where it is not present."""
        return self._present().records.spans(article)

    def with_phrase(self, text: str, filters: Filters, most: int) -> list[ArticleRecord]:
        """Articles of which a passage holds the words of a text, one after the other; at most so many."""
        derived = self._present()
        numbers = derived.passages.with_phrase(stems(text), most, within_filters(derived, filters))
        return [*derived.records.at({parted(number)[0] for number in numbers}).values()]

    def with_words(self, text: str, most: int) -> list[tuple[ArticleRecord, Span]]:
        """The passages that hold most of a text's words, the rarer the better (BM25), best first; at most so many."""
        derived = self._present()
        found = [parted(number) for number in derived.passages.best(dict.fromkeys(stems(text), 1.0), most)]
        entries = {entry for entry, _ in found}
        records, places = derived.records.at(entries), derived.records.holding_at(entries)
        return [(records[entry], places[entry].spans[n]) for entry, n in found if entry in records and entry in places]

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        terms: Mapping[str, float] | None = None,
        room: int = 0,
    ) -> list[Hit]:
        """The k best passages by meaning and by words, best first; with a speaker, of those that hold what they say.

        The words looked for are the query's own, weighted by what they carry, or `terms`: stems with weights. With
        `room`, a passage is shown with those beside it, up to so many characters; each stands in one hit.
        """
        return self._steadily(lambda: self._search(query, k, filters or Filters(), terms or weights(query), room))

    def _search(self, query: str, k: int, filters: Filters, terms: Mapping[str, float], room: int) -> list[Hit]:
        derived = self._present()
        within, articles = within_filters(derived, filters), None
        if filters.speaker:
            numbers = derived.speakers.passages(filters.speaker, filters)
            within = within._replace(numbers=numbers, entries={parted(number)[0] for number in numbers})
            articles = [record.id for record in derived.records.at(within.entries or ()).values()][:_SPOKEN_IN]
        if articles == []:
            return []
        vector = self._fit(self._embedder.embed([query]))
        nearest = dict(self._store.nearest(vector, CANDIDATES, filters, articles))
        return found(derived, nearest, terms, within, k, room)

    def _named(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements of those whom the user said to be somebody else under that one's name."""
        names = self._derived.speakers.known_as((s.speaker, s.role) for s in statements if s.speaker)
        if not names:
            return [*statements]
        known = [(s, names.get((s.speaker or "", s.role))) for s in statements]
        return [replace(s, speaker=name, corrected=True) if name else s for s, name in known]

    def _steadily(self, read: Callable[[], T]) -> T:
        """What is read; read again where the archive was changed meanwhile, which can look like damage."""
        while True:
            change = self._derived.change
            try:
                with self._gate.open():
                    return read()
            except ArchiveDamaged:
                self._follow()
                if self._derived.change == change:
                    self._store.sound = False
                    raise

    def _present(self) -> Derived:
        """What is derived, of the state of the articles that others may have made on the same server."""
        if self._store.shared and time.monotonic() - self._followed > _FOLLOWED:
            self._follow()
        return self._derived

    def _follow(self) -> None:
        # Whoever else asks meanwhile is answered from the state before.
        if self._store.shared and self._changing.acquire(blocking=False):
            try:
                self._followed = time.monotonic()
                catch_up(self._derived, self._store)
            finally:
                self._changing.release()

    # Changing

    def add(self, articles: Iterable[Article | Failure | Note], progress: Progress | None = None) -> Report:
        """Add articles, or bring those whose source is known up to date; unchanged ones cost next to nothing.

        What fails is reported, and the rest is added. Cut short at any point, each article is there whole, in its
        old or its new version.
        """
        report = Report()
        with self._changing, self._extracting() as background:
            for batch in self._batches(articles):
                report.note(batch)
                latest = {a.id: a for a in batch if isinstance(a, Article)}
                self._add_batch(list(latest.values()), background, report)
                if progress:
                    progress(counted(batch))
        return report

    def put(self, entries: Sequence[Entry]) -> Report:
        """Add articles that were read, cut and embedded elsewhere, by the same models; none of them in the version that
        is present.
        """
        report = Report()
        with self._changing:
            self._put(entries, report)
        return report

    def add_seeds(self, progress: Progress | None = None) -> Report:
        """Give an empty archive the articles that come with Onrecord; one that holds any is left alone."""
        with self._changing:
            return Report() if self.articles() else self.add(read([seeds()]), progress)

    def remove(self, id_or_source: str) -> ArticleRecord:
        """Take an article out; raises ArticleNotFound."""
        with self._changing:
            record = self.record(id_or_source)
            passages = passages_of(self._store, record)
            with self._storing():
                self._store.forget(record)
            self._derive((), [(record, passages)])
            with self._storing():
                self._store.delete(record)
        return record

    # Correcting

    @property
    def corrections(self) -> list[Correction]:
        """What the user corrected of who said what, newest first."""
        self._present()
        return self._steadily(self._store.corrections)[::-1]

    @property
    def names_change(self) -> int:
        """A number that is another one once who is shown under a name is another by the user's word."""
        return self._derived.speakers.aliases.change

    def meant_by(self, name: str) -> str | None:
        """The one who is shown in the place of somebody of this name, by the user's word; None for any other name."""
        return self._present().speakers.meant_by(name)

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
        with self._changing:
            found = next((one for one in self._store.corrections() if one.id == id), None)
            if found is None:
                raise NotFound(f"There is no correction {id[:50]!r}. See /api/corrections.")
            with self._storing():
                self._store.uncorrect(found)
            self._catch_up()
        return found

    def _correct(self, told: Callable[[], Correction]) -> Correction:
        with self._changing:
            self._follow()
            correction = told()
            with self._storing():
                self._store.correct(correction)
            self._catch_up()
        return correction

    def _found_in(self, article: str) -> Sequence[Statement]:
        return self.read([article])[0].statements if self._derived.records.with_ids([article]) else ()

    def _catch_up(self) -> None:
        try:
            catch_up(self._derived, self._store)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise named(error, self.folder) from error

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Make the whole index anew from the texts it stores, with today's embedding model and extractor.

        The new one is made beside the old, which is read meanwhile, and takes its place once it is whole. Cut short or
        failed, the archive is as it was.
        """
        with self._changing:
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
                self._open()
        return report

    @contextmanager
    def _extracting(self) -> Iterator[BackgroundExtraction]:
        """The process that finds statements; what it was given and not asked for does not outlive a failure."""
        try:
            yield self._background
        except BaseException:
            self._background.close()
            raise
        self._background.rest()

    def _made_anew(self, new: Store, progress: Progress | None) -> Report:
        report = Report()
        with self._store.texts() as old, self._extracting() as background:
            new.take_corrections(old)
            for batch in self._batches(self._texts(old)):
                articles = [item for item in batch if isinstance(item, Article)]
                report.note(batch)
                if articles:
                    new.add(made_of(articles, self._extractor or background, self._embedder), self.maker)
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
        held = self._derived.records.with_ids(a.id for a in articles)
        changed = [a for a in articles if a.id not in held or held[a.id].version != a.version]
        report.unchanged += len(articles) - len(changed)
        if not changed:
            return
        # Worth a process of its own: so many, or so much of it.
        many = len(changed) == _BATCH or sum(len(article.text) for article in changed) > _BATCH_CHARS // 2
        extract = self._extractor or (background if many else find_all)
        self._put(made_of(changed, extract, self._embedder), report)

    def _put(self, entries: Sequence[Entry], report: Report) -> None:
        self._fit(entries[0].vectors)
        report.notes += [note for entry in entries if (note := entry.note())]
        held = self._derived.records.with_ids(entry.article.id for entry in entries)
        replaced = [(old, passages_of(self._store, old)) for old in held.values()]
        with self._storing():
            added = self._store.add(entries, self.maker)
        statements = [corrected(e.statements, r.corrections) for r, e in zip(added, entries, strict=True)]
        present = zip(added, (entry.passages for entry in entries), statements, strict=True)
        self._derive([Present(*one) for one in present], replaced)
        with self._storing():
            for old, _ in replaced:
                self._store.delete(old)
        report.updated += len(replaced)
        report.added += len(entries) - len(replaced)

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """What is refused in the block leaves the store fit for the next."""
        try:
            yield
        except ArchiveUnusable:
            with self._gate.shut():
                self._store.reconnect()
            raise

    def _derive(self, present: Sequence[Present], gone: Sequence[tuple[ArticleRecord, Sequence[Passage]]]) -> None:
        try:
            self._derived.put(present, gone, self._store.change())
        except (OSError, ValueError, sqlite3.Error) as error:
            raise named(error, self.folder) from error

    @property
    def maker(self) -> Maker:
        """What makes the vectors and statements of what is added."""
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


def _limit(most: int | None) -> int:
    """As SQLite has it."""
    return -1 if most is None else most
