"""What goes in and what comes out: a question, and an answer made of claims that each rest on citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from index.article import Article, ArticleRecord, Excerpt, Span, is_ocr, page_at
from index.filters import Filters
from qa import wording

MAX_CITED = 600
"""Characters that a citation shows at most: a longer one shows nobody where to look."""


class Turn(NamedTuple):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    """Who said it."""
    content: str
    """What was said; of a long one the beginning is read."""


class Constraint(NamedTuple):
    """One thing that a question was read to ask for: whose words, on what, of which publisher, of which days."""

    part: Literal["speaker", "topic", "publisher", "dates"]
    """What of the question it is."""
    text: str
    """As it is shown, and as `without` takes it back."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, what was said before it (oldest first), and where to look.

    without are constraints that an earlier answer named and that are not to be read into it.
    """

    text: str
    history: Sequence[Turn] = ()
    filters: Filters = field(default_factory=Filters)
    without: frozenset[Constraint] = frozenset()


class Revision(NamedTuple):
    """What cited words are in another version of their article ("" for nothing like them), and when they changed."""

    words: str
    when: datetime | None
    """In UTC; None where it is not known."""


class Copy(NamedTuple):
    """Another article that prints the same words, or nearly the same, and where they stand in it."""

    article: str
    source: str
    title: str
    published: date | None
    start: int
    end: int
    version: str | None = None
    """That of the article."""
    same: bool = True
    """Whether the words are the same; else they are nearly, and mean the same."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article, and the words there: always `article.text[start:end] == text`, at most 600 characters."""

    number: int
    """Of its mark [n] in the answer's text."""
    article: str
    """The article's id."""
    source: str
    title: str
    published: date | None
    publisher: str | None
    start: int
    """The first character of the words in the article's text, a Unicode code point."""
    end: int
    """The one behind their last."""
    text: str
    """The words."""
    speaker: str | None = None
    """Who says them, where they are somebody's."""
    also: tuple[Copy, ...] = ()
    """Other articles that print them."""
    page: int | None = None
    """Of a PDF: the page on which the words begin, the first being 1."""
    ocr: bool = False
    """Whether any of the words were read by OCR, from a picture of print."""
    url: str | None = None
    """The publisher's page of the article, where its address is known."""
    version: str | None = None
    """That of the article; an answer kept by an earlier release has none."""
    was: tuple[Revision, ...] = ()
    """What its sentences were before, those that were changed, each until it was changed last."""
    now: Revision | None = None
    """What stands there by now; known of an answer that is looked at again."""

    @classmethod
    def at(
        cls, article: Article | ArticleRecord, words: Excerpt, number: int = 1, speaker: str | None = None
    ) -> Citation:
        """The citation of words of an article."""
        a = article
        page, ocr = page_at(a, words.start), is_ocr(a, words.start, words.end)
        named = number, a.id, a.source, a.title, a.published, a.publisher
        return cls(*named, *words, speaker, page=page, ocr=ocr, url=a.url, version=a.version)


Kind = Literal["quoted", "reported", "excerpt", "remark"]
"""quoted: somebody's own words. reported: an outlet's words on what somebody said, a sentence that mixes both included.
excerpt: an outlet's words. remark: on the archive, not on the world; it cites nothing."""

Status = Literal["answered", "related", "absent", "talk"]
"""related: no answer, but passages that mention what is asked. absent: nothing near. talk: nothing was asked."""

Shape = Literal["", "latest", "over time", "compare", "people", "topic", "who is", "outlet"]
"""What shape an answer is asked to have: latest: the newest words first. over time: the oldest first, a month each.
compare: each of several beside the others. people: all who speak on it, a line each. topic: a topic and no question.
who is: what introduces somebody. outlet: what a publisher itself writes."""

BETWEEN = "\n\n"
"""What stands between the claims of an answer's text."""

EXTRACTIVE = "extractive"
"""The writer of an answer in the articles' own words."""


class Words(NamedTuple):
    """Words of an article that a claim shows, always `article.text[start:end] == text`."""

    start: int
    end: int
    text: str
    citation: int
    """Which of the claim's citations they are from, the first being 0."""
    own: tuple[Span, ...] = ()
    """What of them is the speaker's own words, by offsets into the article."""
    opens: str = ""
    """Where they begin within a quotation that the article has opened before, the mark that opens such."""
    closes: str = ""
    """Where they end within one that it closes later, or never, the mark that closes such."""


class AnswerSpan(NamedTuple):
    """The words that answer a question: which of the claim's citations they are from, and where in the article."""

    citation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that an answer says, and what it rests on. `qa.wording` puts it into text."""

    kind: Kind
    """quoted: somebody's own words; reported: an outlet's words on them; excerpt: an outlet's words; remark: ours."""
    words: tuple[Words, ...] = ()
    """The articles' words that it shows, in order."""
    citations: tuple[Citation, ...] = ()
    """Where they stand; a remark has none."""
    speaker: str | None = None
    """Who says what is quoted or reported; in a remark, whose words it is about."""
    role: str | None = None
    """What the article says the speaker is."""
    outlet: str | None = None
    """The publisher of the cited article, if it has one."""
    published: date | None = None
    """The article's day; of the words' own day nothing is known."""
    sentence: str = ""
    """A remark of ours, or what a chat model wrote, its marks [n] aside."""
    writer: str = EXTRACTIVE
    """Who wrote it: EXTRACTIVE, or the chat model's name."""
    answer: AnswerSpan | None = None
    """Which of the words answer, where a fact was asked for and the reader is sure of it."""
    corrected: bool = False
    """Whether the speaker is whom a user named, and not whom the article does."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The speaker's own words among those shown, to the character."""
        return tuple(w.text[start - w.start : end - w.start] for w in self.words for start, end in w.own)

    @property
    def text(self) -> str:
        """The claim by itself as a line of text, its marks at the end."""
        return wording.text(self)


def remark(sentence: str, speaker: str | None = None) -> Claim:
    """A remark of ours on the archive; speaker is whose words it is about, if they are one person's."""
    return Claim("remark", sentence=sentence, speaker=speaker)


class LeftOut(NamedTuple):
    """What did not pass verification: the text, why, and whether the cited words stand in its place."""

    text: str
    reason: str
    replaced: bool


class Mark(NamedTuple):
    """Where a citation's mark [n] stands in an answer's text."""

    start: int
    end: int
    citation: Citation


class More(NamedTuple):
    """All that somebody said on a topic ("" for any), where more is held than an answer shows."""

    speaker: str
    topic: str
    statements: int


_WEIGHT: dict[Status, int] = {"absent": 0, "talk": 1, "related": 2, "answered": 3}


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question, or a part of one: a stream's chunks add up to the whole."""

    question: str
    """As it was understood."""
    claims: tuple[Claim, ...] = ()
    """What it says, in order."""
    status: Status = "absent"
    """answered; related: no answer, but passages that mention what is asked; absent: nothing near; talk: nothing was
    asked. Of a part, as far as that part tells."""
    model: str = EXTRACTIVE
    """Who wrote it: EXTRACTIVE, or the chat model's name."""
    seconds: float = 0.0
    """How long it took; 0 until it is whole."""
    left_out: tuple[LeftOut, ...] = ()
    """What the cited words did not bear out."""
    understood: tuple[Constraint, ...] = ()
    """What the question was read to ask for."""
    passages: int = 0
    """How many were found for it."""
    notes: tuple[str, ...] = ()
    """How the question was read where that needs saying, a sentence each: a slip mended, a time given up."""
    more: More | None = None
    """Where all of what was asked for is, if not all is shown."""
    shape: Shape = ""
    """What shape it was asked to have, "" for any."""

    def __add__(self, more: Answer) -> Answer:
        return replace(
            self,
            claims=self.claims + more.claims,
            status=max(self.status, more.status, key=_WEIGHT.__getitem__),
            model=more.model,
            seconds=max(self.seconds, more.seconds),
            left_out=self.left_out + more.left_out,
            understood=self.understood or more.understood,
            passages=max(self.passages, more.passages),
            notes=self.notes + more.notes,
            more=self.more or more.more,
            shape=self.shape or more.shape,
        )

    @property
    def found(self) -> bool:
        """Whether the archive holds an answer."""
        return self.status == "answered"

    @property
    def text(self) -> str:
        """The claims, a paragraph each."""
        return BETWEEN.join(wording.texts(self.claims))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark in the text, in order: the last thing in a claim's."""
        found: list[Mark] = []
        end = -len(BETWEEN)
        for claim, text in zip(self.claims, wording.texts(self.claims), strict=True):
            end += len(BETWEEN) + len(text)
            start = end - len(wording.marks(claim.citations))
            for citation in claim.citations:
                mark = wording.marks([citation])
                found.append(Mark(start, start := start + len(mark), citation))
        return tuple(found)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order of their numbers."""
        by_number = {c.number: c for claim in self.claims for c in claim.citations}
        return tuple(by_number[number] for number in sorted(by_number))
