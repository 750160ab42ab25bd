"""Where in the archive words may stand: by the word index, whose answers cost the same however large the archive is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from index import Archive, ArticleRecord, Contents, Filters, Said, Span, Statement
from index.statements.quotations import find_quotations
from index.words import stems
from qa.check.wording import Words

_PRINTED = 40
"""Articles with just the words that are read: a wire's words stand in many."""

_NEAR = 16
"""Passages with most of the words that are read."""

_END = 4
"""Words at either end of a quotation that are looked for by themselves: its middle may be another's."""

_LEAST_END = 2

_SAID = 5
"""Statements of the speaker that are read."""

_AROUND = 800
"""Characters beside a passage in which words that it begins may end."""

_BESIDE = 100
"""The same, of a statement."""

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

        Where between two quotations of a statement the outlet tells what was said, each is a speech of its own. Those
        that are one stretch of the text are among its words already.
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

    def marked(self, span: Span) -> list[Span]:
        """What stands between marks in the paragraphs that a stretch of the text is in."""
        before, behind = self.text.rfind("\n", 0, span.start), self.text.find("\n", span.end)
        end = len(self.text) if behind < 0 else behind
        return [q.inside for q in find_quotations(self.text[:end], max(before + 1, self.record.body))]


@dataclass(frozen=True)
class Near:
    """An article to look in, and the stretches of it that have most of the words; none of it stands for all."""

    page: Page
    spans: tuple[Span, ...] = ()


class Wanted(NamedTuple):
    """Words that are looked for, in parts that may stand apart, and whose they are said to be."""

    parts: Sequence[str]
    speaker: str | None = None


class _Place(NamedTuple):
    """An article, stretches of it, and which of its statements have most of the words."""

    record: ArticleRecord
    spans: list[Span]
    said: list[int]


def _widened(span: Span, record: ArticleRecord, by: int) -> Span:
    return Span(max(record.body, span.start - by), min(record.chars, span.end + by))


class Pages:
    """The articles of an archive that have been read for one draft."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._read: dict[str, Page] = {}

    def near(self, wanted: Sequence[Wanted]) -> list[list[Near]]:
        """For each of several things where it may stand, best first."""
        found = [self._places(one) for one in wanted]
        self._fetch({record.id: record for places in found for record, _, _ in places.values()})
        return [[self._near(*place) for place in places.values()] for places in found]

    def _near(self, record: ArticleRecord, spans: Sequence[Span], said: Sequence[int]) -> Near:
        page = self._read[record.id]
        statements = [page.statements[n] for n in said if n < len(page.statements)]
        return Near(page, (*spans, *(_widened(Span(s.start, s.end), record, _BESIDE) for s in statements)))

    def _places(self, wanted: Wanted) -> dict[str, _Place]:
        places: dict[str, _Place] = {}
        for part in wanted.parts:
            told = stems(part)
            end = max(_LEAST_END, min(_END, len(told) // 2))
            for n, phrase in enumerate((told, told[:end], told[-end:]) if len(told) > end else (told,)):
                if len(phrase) > 1:
                    for record in self._archive.with_phrase(" ".join(phrase), _FILTERS, _NEAR if n else _PRINTED):
                        places.setdefault(record.id, _Place(record, [], []))
        for record, span in self._archive.with_words(" ".join(wanted.parts), _NEAR):
            places.setdefault(record.id, _Place(record, [], [])).spans.append(_widened(span, record, _AROUND))
        for said in self._said(wanted):
            places.setdefault(said.record.id, _Place(said.record, [], [])).said.append(said.place.n)
        return places

    def _said(self, wanted: Wanted) -> Iterator[Said]:
        """What the speaker says that has most of it, or of either half: of common words a name tells more."""
        if not wanted.speaker:
            return
        words = " ".join(wanted.parts).split()
        half = len(words) // 2
        for some in (words[:half], words[half:]) if half >= _END else (words,):
            for said in self._archive.said(wanted.speaker, " ".join(some))[:_SAID]:
                yield from (said, *said.also[:_SAID])

    def _fetch(self, records: dict[str, ArticleRecord]) -> None:
        missing = [record for id_, record in records.items() if id_ not in self._read]
        contents = self._archive.read(record.id for record in missing)
        self._read |= {r.id: Page(r, c) for r, c in zip(missing, contents, strict=True)}
