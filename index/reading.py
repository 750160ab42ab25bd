"""What an archive tells: its articles, who said what in them, and what is found by a search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypeVar

from index import find
from index.article import Article, ArticleRecord, Correction, Passage, Span, Statement, Version
from index.cache import Cache
from index.catch_up import catch_up
from index.derived import Derived, Order, Speaker, Words, parted
from index.embed import Embedder, Vectors
from index.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMismatch,
    ArticleNotFound,
)
from index.fields import whole
from index.filters import Filters
from index.find import Found
from index.gate import Gate
from index.given import Contents, Listed, Said
from index.nearest import nearest
from index.passages import joined
from index.said import AllSaid, Sorting, Wanted, within_filters
from index.search import CANDIDATES, Hit, found
from index.statements.sorts import Kind
from index.store import Store
from index.words import stems, weights

T = TypeVar("T")

_ALSO_IN = 20
"""Near-copies of an article that are named."""

_FOLLOWED = 1.0
"""Seconds until a Chroma server is asked again for what others changed on it."""


class Reading:
    """The reading half of `Archive`: any number of threads read, and each sees the last whole state of the articles."""

    _store: Store
    _derived: Derived

    def __init__(self, embedder: Embedder):
        self._embedder = embedder
        self._changing = threading.RLock()
        self._closing = False
        self._gate = Gate()
        self._followed = 0.0
        # A record names its version, so that what was read of an older one is never taken for the new.
        self._contents = Cache(1024, self._read)

    def articles(
        self,
        query: str = "",
        order: Order = "published",
        descending: bool = True,
        filters: Filters | None = None,
    ) -> Listed[ArticleRecord]:
        """The records, newest first or in another order: of all articles, or of those with the query's words in what
        names them, and of a publisher and days (a speaker in the filters narrows nothing).
        """
        records, within = self._present().records, filters or Filters()
        return Listed(
            lambda: records.count(query, within),
            lambda first, most: records.listed(query, _limit(most), first, order, descending, within),
        )

    def find(
        self,
        query: str,
        filters: Filters | None = None,
        order: Order | None = None,
        descending: bool = True,
        first: int = 0,
        most: int = 50,
    ) -> Found:
        """Articles by the words that they hold, the best first or in an order: `toll "ferry master" -bridge`,
        `toll NEAR/5 ferry`. Raises InputError where the query has no word to look for.
        """
        return find.found(self._present(), query, filters or Filters(), order, descending, first, most)

    @property
    def change(self) -> int:
        """A number that is another one once the articles have changed."""
        return self._present().change

    @property
    def last_entry(self) -> int:
        """The number of the version of an article that was added last."""
        return self._present().records.last_entry()

    def added_since(self, entry: int, most: int) -> list[tuple[int, str]]:
        """The ids of the articles whose version was added after this number's, each with its own, in order; at most so
        many. Numbers begin again where what is derived is made anew.
        """
        return self._present().records.added_since(entry, most)

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

    def versions(self, id_or_source: str) -> list[Version]:
        """What an article was before it was changed, newest first; of many the last. Raises ArticleNotFound."""
        return self._steadily(lambda: self._versions(self.record(id_or_source)))

    def _versions(self, record: ArticleRecord) -> list[Version]:
        return self._store.versions(record, self.article(record.id).text) if record.earlier else []

    def also_in(self, id_or_source: str) -> list[ArticleRecord]:
        """The articles that print nearly the same text, the nearest first; raises ArticleNotFound."""
        return self._present().near_copies(self.record(id_or_source).id, _ALSO_IN)

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
        self,
        speaker: str | None = None,
        query: str = "",
        filters: Filters | None = None,
        direct: bool | None = None,
        sorting: Sorting | None = None,
    ) -> AllSaid:
        """Who said what across the archive: by how much of the query it holds, or by day; newest first without one."""
        filters = filters or Filters()
        return AllSaid(self._present(), Wanted(speaker or filters.speaker, query, filters, direct, sorting))

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
        within = within_filters(derived, filters)
        if filters.speaker:
            numbers = derived.speakers.passages(filters.speaker, filters)
            within = within._replace(numbers=numbers, entries={parted(number)[0] for number in numbers})
        vector = self._fit(self._embedder.embed([query]))
        near = nearest(self._store, derived, vector, CANDIDATES, filters, within.numbers)
        return found(derived, near, terms, within, k, room)

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
            Contents(article := whole(r, joined(passages)), _sentences(r, passages), _in(article, stated))
            for r, passages, stated in read
        ]


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
