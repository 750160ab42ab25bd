"""What answering needs to know of an archive: its articles as pages, read once per version, and who is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from index import Archive, ArticleRecord, Filters
from index.cache import Cache
from index.derived import Words
from index.english.people import FORMER
from index.words import STOP, stem, stems
from qa.names import generation, is_name, is_person, is_speaker, last_name, plain, same_person, sex_of
from qa.page import Page

_MOSTLY = 0.7
"""The share of the articles with a first name that have the last name too; or of the statements by holders of an office
that are one person's."""

_END = 4
"""Words at either end of a quotation that are enough to be it, whatever stands between them."""
_OF_OFFICE = 100
"""Statements that are looked at for who holds an office."""
_LEAST = 2
"""Statements by a holder of an office: one may be by chance."""


_OFTEN = 5
"""How often somebody is quoted whose name is made of words that are no names: the White House."""


class Proper:
    """What the archive knows as names: words nearly always written with a capital, and who is quoted, in full."""

    def __init__(self, archive: Archive):
        self._archive, self._words = archive, archive.words

    def __contains__(self, name: object) -> bool:
        """Whether a folded word, or a name of several (plain), is one."""
        if not isinstance(name, str) or " " not in name:
            return name in self._words
        words = name.split()
        held = (q for q in self._archive.speakers_with(words[0]) if plain(q.removeprefix("the ")) == name)
        # Words that are none by themselves make a name together only of somebody who is often quoted.
        least = 1 if any(word in self._words for word in words) else _OFTEN
        return any(len(self._archive.said(quoted)) >= least for quoted in held)


class Library:
    """An archive's articles, read for answering; any number of threads may read at once."""

    def __init__(self, archive: Archive):
        self.archive = archive
        self._pages = Cache(1024, self._read)

    @property
    def words(self) -> Words:
        """What the archive's passages say, word by word."""
        return self.archive.words

    @property
    def proper(self) -> Proper:
        """The words and full names that are names, however a question writes them."""
        return Proper(self.archive)

    @property
    def publishers(self) -> frozenset[str]:
        """The publishers the archive has articles of."""
        return frozenset(self.archive.publishers)

    @property
    def days(self) -> tuple[date, date] | None:
        """The days of the oldest and of the newest article that have one."""
        return self.archive.days

    def names_of(self, name: str) -> list[str]:
        """All names under which statements are held that may be of the one meant by a plain name.

        A last name alone is theirs who are most quoted of those who bear it; a name in full is the father's.
        """
        held = self._alike(name)
        if self.is_namesake(name):
            return [quoted for quoted in held if " " in plain(quoted)]
        sons = self.sons_of(name)
        return [quoted for quoted in held if plain(quoted) not in sons]

    def sons_of(self, name: str) -> tuple[str, ...]:
        """The plain names with "Jr." or the like behind this one, where somebody without it is quoted too."""
        held = [plain(quoted) for quoted in self._alike(name)] if " " in name else []
        own = [quoted for quoted in held if generation(quoted) == generation(name)]
        return tuple(quoted for quoted in held if own and quoted not in own and " " in quoted)

    def _alike(self, name: str) -> list[str]:
        return [quoted for quoted in self.archive.speakers_with(last_name(name)) if is_speaker(name, quoted)]

    def is_namesake(self, name: str) -> bool:
        """Whether the last name of a full name (plain), alone, is somebody else's, who is more quoted."""
        bearers = (plain(bearer) for bearer in self.archive.speakers_with(last_name(name)))
        first = next((full for full in bearers if " " in full and last_name(full) == last_name(name)), name)
        return is_person(name) and not same_person(name, first)

    def of_first_name(self, word: str) -> str | None:
        """The name in full of the one who is mostly meant by a first name (plain), where nobody has it as a last."""
        bearers = [quoted for quoted in self.archive.speakers_with(word) if is_person(plain(quoted))]
        if not bearers or last_name(name := plain(bearers[0])) == word:
            return None
        first, last = stem(word), stem(last_name(name))
        theirs, mentions = self.words.together([first, last]), self.words.together([first])
        return bearers[0] if name.startswith(f"{word} ") and theirs > _MOSTLY * mentions else None

    def holder_of(self, office: str, filters: Filters) -> str | None:
        """The name of the one who mostly speaks as the holder of an office ("police chief") in what the filters admit.

        None where nobody does more than once, or several do.
        """
        words = {*plain(office).split()} - STOP
        said = self.archive.said(None, office, filters)[:_OF_OFFICE]
        roles = [(one.speaker or "", {*plain(one.place.role or "").split()}) for one in said]
        holding = [name for name, role in roles if words <= role and FORMER & role <= words and is_name(name)]
        held = Counter(last_name(plain(name)) for name in holding)
        (first, count), *_ = held.most_common(1) or [("", 0)]
        if count < _LEAST or count < _MOSTLY * held.total():
            return None
        return next(name for name in holding if last_name(plain(name)) == first)

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

    def sex_of(self, name: str) -> Literal["he", "she", ""]:
        """Whether the one meant by a plain name is he or she, by the first name of the most quoted who bears it."""
        bearers = (plain(quoted) for quoted in self.names_of(name))
        return next((sex for bearer in (name, *bearers) if (sex := sex_of(bearer))), "")

    def holds(self, words: str) -> bool:
        """Whether an article has these words, or a few at either end: "she said" may stand between them."""
        told = stems(words)
        runs = (told, told[:_END], told[-_END:])
        return not told or any(self.archive.with_phrase(" ".join(run), Filters(), 1) for run in runs)

    def page(self, article: str) -> Page:
        """An article, read; raises ArticleNotFound."""
        return self.pages([article])[0]

    def pages(self, articles: Iterable[str]) -> list[Page]:
        """Several articles, faster than one by one; raises ArticleNotFound."""
        named = self.archive.names_change
        return self._pages.get([(self.archive.record(article), named) for article in articles])

    def _read(self, keys: Sequence[tuple[ArticleRecord, int]]) -> list[Page]:
        records = [record for record, _ in keys]
        read = self.archive.read(record.id for record in records)
        proper = self.words
        return [Page.of(record, contents, proper) for record, contents in zip(records, read, strict=True)]
