"""What of an article is shown together, and where it is cited."""

from __future__ import annotations

from dataclasses import dataclass

from index import Span
from index.words import same_words
from qa.answer import MAX_CITED, Kind
from qa.page import Page, count_words


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of one article to be shown together, all of one kind."""

    page: Page
    kind: Kind
    spans: tuple[Span, ...]
    speaker: str | None = None
    """Who says it; nobody in an excerpt."""
    role: str | None = None
    differs: bool = False
    """Whether it tells otherwise than what is shown before it."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.page.text[start:end] for start, end in self.spans)

    @property
    def words(self) -> int:
        return sum(map(count_words, self.texts))

    @property
    def own(self) -> list[Span]:
        """All of the speaker's own words in the article, between its marks."""
        return sorted({q for s in self.page.statements if self.speaker and s.speaker == self.speaker for q in s.quotes})

    @property
    def corrected(self) -> bool:
        """Whether the speaker is whom a user named, and not whom the article does."""
        named = (s for s in self.page.statements if s.corrected and s.speaker == self.speaker)
        return any(s.start < end and start < s.end for s in named for start, end in self.spans)

    @property
    def cited(self) -> list[Span]:
        """The whole sentences that the spans stand in, those next to each other together."""
        places: list[Span] = []
        for span in self.spans:
            place = _sentences_around(span, self.page)
            if places and _one_place(places[-1], place, self.page.text):
                places[-1] = Span(places[-1].start, max(places[-1].end, place.end))
            else:
                places.append(place)
        return places

    def overlaps(self, other: Piece) -> bool:
        """Whether both show some of the same words."""
        if self.page.record.id != other.page.record.id:
            return False
        return any(a.start < b.end and b.start < a.end for a in self.spans for b in other.spans)

    def repeats(self, other: Piece) -> bool:
        """Whether it adds no words to the other's, wherever they stand, or the other none to its."""
        own, theirs = (" … ".join(map(same_words, piece.texts)) for piece in (self, other))
        return own in theirs or theirs in own


def _sentences_around(span: Span, page: Page) -> Span:
    """The whole sentences that a span stands in, or itself where they are too long to be cited."""
    near = [s for s in page.sentences if s.start < span.end and span.start < s.end]
    whole = Span(min([span.start, *(s.start for s in near)]), max([span.end, *(s.end for s in near)]))
    return whole if whole.end - whole.start <= MAX_CITED else span


def _one_place(before: Span, place: Span, text: str) -> bool:
    """Whether two places are cited as one: nothing but a blank is between them."""
    return place.end - before.start <= MAX_CITED and (
        place.start < before.end or text[before.end : place.start] in ("", " ")
    )
