"""A draft -> what is to be checked in it: its quotations, and what it says that somebody said.

Who is said to have said it comes from the rules that find it in articles (index/statements).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Article, Span, Statement
from index.english.marks import CLOSING, DOUBLE, OPENING
from index.language import ENGLISH, language_of
from index.statements import find_statements
from index.statements.quotations import Quotation, find_quotations
from qa.check.wording import Words

LEAST = 3
"""Words of a quotation that is looked at: one or two are anybody's."""

_TOLD = 4
"""Words of a paraphrase that is looked at."""

# Marks of other languages and of markup, made the ones that articles have; no character changes its place.
_MARKS = str.maketrans(
    dict.fromkeys("‟〝❝「『《", "“") | dict.fromkeys("〞❞」』》", "”") | {"＂": '"', "‹": "‘", "›": "’"}
)
_INNER = str.maketrans(dict.fromkeys(OPENING, "‘") | dict.fromkeys(CLOSING + '"', "’"))
"""Double marks within a quotation, made single ones."""

_INWARD = re.compile(r"(?<![^\s(])»(?=\w)|(?<=\S)«(?![\w])")
_ANY_MARK = re.compile(f"[{DOUBLE}]")
_GAP = re.compile(r"\.\.\.+|\. \. \.|…|\((?:…|\.\.\.)\)|\[(?![^\W\d_]\][^\W\d_])[^\]\n]*\]")
"""What a quotation shows as left out or put in: an ellipsis, or words in brackets; "[w]e" is a word."""


@dataclass(frozen=True)
class Source:
    """Whom a draft lets say something: the name in full, how it is put there, and what the draft says of them."""

    name: str | None
    mention: str
    role: str | None = None
    meant: str | None = None
    """Who that is, where the user said that the name is another's."""

    @property
    def shown(self) -> str | None:
        """As the draft names them."""
        return self.name or self.mention or None


@dataclass(frozen=True)
class Quoted:
    """A quotation: where it stands with its marks, the stretches within them, and who is said to have said it.

    pieces are what ellipses and brackets leave of it; closed tells whether it ends as a sentence does.
    """

    span: Span
    pieces: tuple[Words, ...]
    inserted: str
    source: Source | None
    whole: bool

    @cached_property
    def keys(self) -> list[str]:
        """All its words."""
        return [word for piece in self.pieces for word in piece.keys]


@dataclass(frozen=True)
class Told:
    """A claim that somebody said something, in the draft's words: where it stands, and what is said."""

    span: Span
    content: str
    source: Source
    rest: str = ""
    """What of the sentence stands behind it, which may be said too, or be the draft's own."""


@dataclass(frozen=True)
class Draft:
    """A text to be checked."""

    text: str

    @cached_property
    def article(self) -> Article:
        """The draft as an article, its marks those that articles have; each character keeps its place."""
        text = self.text.translate(_MARKS)
        text = _INWARD.sub(lambda mark: "“" if mark[0] == "»" else "”", text)
        return Article("draft", text, "")

    @cached_property
    def language(self) -> str | None:
        return language_of(self.text)

    @cached_property
    def statements(self) -> list[Statement]:
        """Who is said to have said what; of another language than English nobody."""
        return find_statements(self.article) if self.language in (None, ENGLISH) else []

    @cached_property
    def quoted(self) -> list[Quoted]:
        """The quotations that are long enough to be somebody's, in order."""
        found = [self._quoted(marks) for marks in _joined(self.article.text, self._marks)]
        return [quoted for quoted in found if len(quoted.keys) >= LEAST]

    @cached_property
    def told(self) -> list[Told]:
        """What is said to have been said in the draft's own words, in order."""
        found = []
        for s in self.statements:
            own = [*self._unquoted(s)]
            if not own or not (s.speaker or s.mention):
                continue
            content = " ".join(self.text[slice(*span)] for span in own)
            if len(Words(content, [Span(0, len(content))])) >= _TOLD:
                behind = self.text[own[-1].end : s.end] if own[-1].end < s.end else ""
                found.append(Told(Span(own[0].start, own[-1].end), content, source(s), self._rest(s, behind)))
        return [told for n, told in enumerate(found) if not any(_within(told.span, t.span) for t in found[:n])]

    def _rest(self, s: Statement, behind: str) -> str:
        """What stands behind what is said, where who says it stands before."""
        named = [e.start for e in (s.mention, s.cue) if e]
        return behind if named and max(named) < s.content[0].start and not _ANY_MARK.search(behind) else ""

    def _unquoted(self, s: Statement) -> list[Span]:
        """What of a statement is said in the draft's words; nothing, where the speaker's carry it."""
        if s.direct:
            return []
        quoted = any(_within(c, Span(q.start, q.end)) for q in self._marks for c in s.content)
        return [] if quoted else [*s.content]

    @cached_property
    def _marks(self) -> list[Quotation]:
        return find_quotations(self.article.text)

    def _quoted(self, marks: Sequence[Quotation]) -> Quoted:
        text = self.article.text
        span = Span(marks[0].start, marks[-1].end)
        pieces: list[list[Span]] = [[]]
        inserted = []
        for quotation in marks:
            at = quotation.inside.start
            for gap in _GAP.finditer(text, *quotation.inside):
                pieces[-1].append(Span(at, gap.start()))
                pieces.append([])
                inserted += [gap[0]] if gap[0].startswith("[") else []
                at = gap.end()
            pieces[-1].append(Span(at, quotation.inside.end))
        words = (Words(text, spans) for spans in pieces)
        own = tuple(piece for piece in words if len(piece))
        return Quoted(span, own, "; ".join(inserted), self._source(span), self._ends(marks[-1]))

    def _ends(self, marks: Quotation) -> bool:
        """Whether a quotation is closed as a sentence that is at its end."""
        text = self.article.text
        behind = text[marks.end : marks.end + 1]
        return marks.closed and (text[marks.inside.end - 1] in ".!?" or behind in (".", "!", "?"))

    def _source(self, span: Span) -> Source | None:
        """Who is said to have said most of a stretch; of several, the one of the narrowest statement."""
        holding = [s for s in self.statements if 2 * _shared(s, span) >= span.end - span.start]
        named = [s for s in holding if s.speaker or s.mention]
        narrowest = min(named, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
        return source(narrowest) if narrowest else None


def quoting(words: str, speaker: str | None) -> tuple[str, int]:
    """A draft that has nothing but a quotation, and where that stands in it."""
    inner = " ".join(words.strip().strip(DOUBLE).translate(_INNER).split())
    lead = f"{speaker.strip()} said: " if speaker and speaker.strip() else ""
    return f"{lead}“{inner}”", len(lead)


def source(statement: Statement) -> Source:
    """Who says a statement."""
    mention = statement.mention.text if statement.mention else ""
    return Source(statement.speaker, mention, statement.role)


def _joined(text: str, found: Sequence[Quotation]) -> list[list[Quotation]]:
    """The quotations, one that goes on in the next paragraph with what goes on: it opens there anew."""
    joined: list[list[Quotation]] = []
    for quotation in found:
        before = joined[-1][-1] if joined else None
        if before and not before.closed and not text[before.end : quotation.start].strip():
            joined[-1].append(quotation)
        else:
            joined.append([quotation])
    return joined


def _shared(statement: Statement, span: Span) -> int:
    """How many characters of a stretch are what a statement says; marks beside them count."""
    return sum(max(0, min(span.end, end + 2) - max(span.start, start - 2)) for start, end in statement.content)


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
