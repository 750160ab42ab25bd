"""What answering needs to know of an archive: its articles as pages, read once per version, and who is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from index import Archive, ArticleRecord
from index.cache import Cache
from index.lexical import Lexical
from qa.names import is_speaker, plain, same_person
from qa.page import Page


class Library:
    """An archive's articles, read for answering; any number of threads may read at once."""

    def __init__(self, archive: Archive):
        self.archive = archive
        self._pages = Cache(1024, self._read)
        self._known: tuple[Lexical, frozenset[str], tuple[date, date] | None] | None = None
        self._names: tuple[Lexical, Mapping[str, Sequence[str]]] | None = None

    @property
    def words(self) -> Lexical:
        """What the archive's passages say, word by word."""
        return self.archive.words

    @property
    def publishers(self) -> frozenset[str]:
        """The publishers the archive has articles of."""
        return self._about_all()[1]

    @property
    def days(self) -> tuple[date, date] | None:
        """The days of the oldest and of the newest article that have one."""
        return self._about_all()[2]

    def names_of(self, name: str) -> list[str]:
        """All names under which statements are held that may be of the one meant by a plain name."""
        return [quoted for quoted in self._quoted().get(name.split()[-1], ()) if is_speaker(name, quoted)]

    def full_name(self, name: str) -> str | None:
        """The name under which the one meant by a plain name is held, as one who is quoted; None where nobody is.

        A last name alone is made full where all who may be meant are one person.
        """
        held = self.names_of(name)
        if " " in name:
            words = set(name.split())
            alike = [n for n in held if " " not in n or plain(n)[:2] == name[:2]]  # Mike and Michael
            return next((n for n in held if words <= set(plain(n).split())), next(iter(alike), None))
        full = next((n for n in held if " " in n), None)
        if full and any(not same_person(plain(full), plain(other)) for other in held):
            return next((word for word in full.split() if plain(word) == name), name.title())
        return full or next(iter(held), None)

    def page(self, article: str) -> Page:
        """An article, read; raises ArticleNotFound."""
        return self.pages([article])[0]

    def pages(self, articles: Iterable[str]) -> list[Page]:
        """Several articles, faster than one by one; raises ArticleNotFound."""
        return self._pages.get([self.archive.record(article) for article in articles])

    def _about_all(self) -> tuple[Lexical, frozenset[str], tuple[date, date] | None]:
        # The word index is another object once the archive has changed.
        words = self.words
        if self._known is None or self._known[0] is not words:
            records = self.archive.articles()
            publishers = frozenset(r.publisher for r in records if r.publisher)
            days = [r.published for r in records if r.published]
            self._known = words, publishers, (min(days), max(days)) if days else None
        return self._known

    def _quoted(self) -> Mapping[str, Sequence[str]]:
        """The names of those who are quoted, by each word of them, most quoted first."""
        words = self.words
        if self._names is None or self._names[0] is not words:
            names: dict[str, list[str]] = {}
            for speaker in self.archive.speakers():
                for word in plain(speaker.name).split():
                    names.setdefault(word, []).append(speaker.name)
            self._names = words, names
        return self._names[1]

    def _read(self, records: Sequence[ArticleRecord]) -> list[Page]:
        read = self.archive.read(record.id for record in records)
        proper = self.words.proper
        return [Page.of(record, contents, proper) for record, contents in zip(records, read, strict=True)]
