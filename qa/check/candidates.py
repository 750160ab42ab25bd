"""Where in the archive words may stand: by the word index, whose answers cost the same however large the archive is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Archive, ArticleRecord, Contents, Filters, Span, Statement
from index.statements.quotations import find_quotations
from index.words import stems
from qa.check.wording import Words

_PRINTED = 40
"""Articles with just the words that are read: a wire's words stand in many."""

_NEAR = 16
"""Passages with most of the words that are read."""

_END = 4
"""Words at either end of a quotation that are looked for by themselves: its middle may be another's."""

_AROUND = 800
"""Characters beside a passage in which words that it begins may end."""

_FILTERS = Filters()


@dataclass(frozen=True)
class Page:
    """An article as quotations are looked for in it."""

    record: ArticleRecord
    contents: Contents

    @property
    def text(self) -> str:
        return self.contents.article.text

    @property
    def statements(self) -> Sequence[Statement]:
        return self.contents.statements

    @cached_property
    def words(self) -> Words:
        """The words of its body."""
        return Words(self.text, [Span(self.record.body, len(self.text))])

    @cached_property
    def speeches(self) -> list[Words]:
        """What each statement has in its speaker's own words, those on both sides of "she said" as one.

        Where between two quotations of a statement the outlet tells what was said, each is a speech of its own.
        """
        found = []
        for s in self.statements:
            if len(s.quotes) < 2:
                continue
            runs = [[s.quotes[0]]]
            for quote in s.quotes[1:]:
                gap = Span(runs[-1][-1].end, quote.start)
                if any(min(gap.end, end) - max(gap.start, start) > 2 for start, end in s.content):
                    runs.append([])
                runs[-1].append(quote)
            found += [Words(self.text, run) for run in runs if len(run) > 1]
        return found

    @cached_property
    def marked(self) -> list[Span]:
        """What stands between marks in it."""
        return [q.inside for q in find_quotations(self.text, self.record.body)]


@dataclass(frozen=True)
class Near:
    """An article to look in, and the stretches of it that have most of the words; none of it stands for all."""

    page: Page
    spans: tuple[Span, ...] = ()


class Pages:
    """The articles of an archive that have been read for one draft."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._read: dict[str, Page] = {}

    def near(self, texts: Sequence[Sequence[str]]) -> list[list[Near]]:
        """For each of several things, by the texts of its parts, where it may stand; best first."""
        found = [self._places(parts) for parts in texts]
        self._fetch({record.id: record for places in found for record, _ in places.values()})
        return [[Near(self._read[id_], tuple(spans)) for id_, (_, spans) in places.items()] for places in found]

    def _places(self, parts: Sequence[str]) -> dict[str, tuple[ArticleRecord, list[Span]]]:
        places: dict[str, tuple[ArticleRecord, list[Span]]] = {}
        for part in parts:
            told = stems(part)
            ends = (told, told[:_END], told[-_END:]) if len(told) > 2 * _END else (told,)
            for n, end in enumerate(ends if len(told) > 1 else ()):
                most = _NEAR if n else _PRINTED
                for record in self._archive.with_phrase(" ".join(end), _FILTERS, most):
                    places.setdefault(record.id, (record, []))
        for record, span in self._archive.with_words(" ".join(parts), _NEAR):
            around = Span(max(0, span.start - _AROUND), span.end + _AROUND)
            places.setdefault(record.id, (record, []))[1].append(around)
        return places

    def _fetch(self, records: dict[str, ArticleRecord]) -> None:
        missing = [record for id_, record in records.items() if id_ not in self._read]
        contents = self._archive.read(record.id for record in missing)
        self._read |= {r.id: Page(r, c) for r, c in zip(missing, contents, strict=True)}
