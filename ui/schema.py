"""The JSON that goes in and out of the API: one class for each shape, and how our types become them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal, TypedDict

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from index import (
    Archive,
    Article,
    ArticleRecord,
    Correction,
    Excerpt,
    Filters,
    Hit,
    NotFound,
    Report,
    Said,
    Speaker,
    Statement,
    is_ocr,
    page_at,
)
from qa import Answer, Citation, Claim, Constraint, Copy, LeftOut, Turn
from qa.answer import Kind, More, Revision, Status
from qa.assistant import MAX_QUESTION
from qa.stated import as_claim
from qa.wording import introduction, quotation, texts

_EXAMPLE_QUESTION = "What did Kirby say about Gantz?"


def _iso(day: object) -> object:
    if not isinstance(day, date | None) and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day), re.ASCII):
        raise ValueError("a day is written like 2024-03-05")
    return day


_NOT_BLANK: dict[str, JsonValue] = {"pattern": r"\S"}

Day = Annotated[date, BeforeValidator(_iso)]
"""An ISO day, and nothing else: pydantic would read "0" as one."""


class In(BaseModel):
    """What comes in: a misspelt field is told, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Message(In):
    role: Literal["user", "assistant"] = Field(description="Who wrote it.")
    content: str = Field(description="What was written.")


class FiltersIn(In):
    speaker: str | None = Field(
        None,
        description="Only statements by this person.",
        examples=["John Kirby"],
        json_schema_extra={"pattern": r"^$|\p{L}"},
    )
    publisher: str | None = Field(None, description="Only articles of this publisher.")
    since: Day | None = Field(None, alias="from", description="Only articles of this day or later.")
    until: Day | None = Field(None, alias="to", description="Only articles of this day or earlier.")
    article: str | None = Field(None, description="Only this article, by its id.")

    def filters(self) -> Filters:
        return Filters(self.speaker, self.publisher, self.since, self.until, self.article)


class ConstraintIn(In):
    """Something a question was read to ask for, as a reply named it."""

    part: Literal["speaker", "topic", "publisher", "dates"]
    text: str


class Asked(TypedDict):
    """What `Assistant.ask` and `Assistant.stream` take."""

    question: str
    history: list[Turn]
    filters: Filters
    without: list[Constraint]
    extractive: bool


class Ask(In):
    """A question, what was said before it, and where to look."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": _EXAMPLE_QUESTION}]})

    question: str = Field(
        description="What is asked, in words.",
        examples=[_EXAMPLE_QUESTION],
        json_schema_extra={"pattern": r"\S", "maxLength": MAX_QUESTION},
    )
    history: list[Message] = Field(default_factory=list, description="The conversation so far, oldest first.")
    filters: FiltersIn = Field(
        default_factory=lambda: FiltersIn.model_validate({}), description="They narrow together."
    )
    without: list[ConstraintIn] = Field(
        default_factory=list, description="What a reply named under `understood` and is not to be read into it."
    )
    model: Literal["extractive"] | None = Field(
        None, description="Answer in the articles' own words, also where a chat model is set up."
    )
    stream: bool = Field(False, strict=True, description="Answer with server-sent events, claim by claim.")

    def asked(self) -> Asked:
        """As the assistant is asked."""
        return {
            "question": self.question,
            "history": [Turn(m.role, m.content) for m in self.history],
            "filters": self.filters.filters(),
            "without": [Constraint(w.part, w.text) for w in self.without],
            "extractive": self.model == "extractive",
        }


class CopyOut(BaseModel):
    article: str = Field(description="The article's id.")
    source: str
    title: str
    published: date | None
    start: int = Field(description="Where the words begin in its text.")
    end: int
    version: str | None = Field(None, description="That of the article: /api/articles/ID?version= has its text.")
    same: bool = Field(True, description="Whether the words are the same; else they are nearly, and mean the same.")

    @classmethod
    def of(cls, copy: Copy) -> CopyOut:
        return cls(**copy._asdict())

    @classmethod
    def at(cls, record: ArticleRecord, s: Statement) -> CopyOut:
        return cls.of(Copy(record.id, record.source, record.title, record.published, s.start, s.end, record.version))


class RevisionOut(BaseModel):
    words: str = Field(description="What stood there; empty for nothing like it.")
    when: datetime | None = Field(description="Until when, in UTC.")

    @classmethod
    def of(cls, revision: Revision) -> RevisionOut:
        return cls(**revision._asdict())


class CitationOut(BaseModel):
    number: int = Field(description="The n of the mark [n] in the answer.")
    article: str = Field(description="The article's id.")
    source: str = Field(description="Where the article is from: a path, a URL or a name.")
    title: str
    published: date | None
    publisher: str | None
    start: int = Field(description="Where the words begin in the article's text, in code points.")
    end: int = Field(description="Where they end.")
    text: str = Field(description="The words there, to the character; at most 600 of them.")
    speaker: str | None = Field(description="Whose words they are, where they are somebody's.")
    page: int | None = Field(description="Of a PDF: the page on which they begin, the first being 1.")
    ocr: bool = Field(description="Whether any of them were read by OCR, from a picture of print.")
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")
    also: list[CopyOut] = Field(description="Other articles that print the same words, or nearly the same.")
    version: str | None = Field(None, description="That of the article: /api/articles/ID?version= has its text.")
    was: list[RevisionOut] = Field(
        default_factory=list, description="What its sentences were in earlier versions, those that were changed."
    )

    @classmethod
    def of(cls, c: Citation) -> CitationOut:
        fields = {name: getattr(c, name) for name in cls.model_fields}
        was = [RevisionOut.of(revision) for revision in c.was]
        return cls.model_validate({**fields, "was": was, "also": [CopyOut.of(copy) for copy in c.also]})


class ConstraintOut(BaseModel):
    part: Literal["speaker", "topic", "publisher", "dates"]
    text: str

    @classmethod
    def of(cls, c: Constraint) -> ConstraintOut:
        return cls(part=c.part, text=c.text)


class LeftOutOut(BaseModel):
    text: str
    reason: str
    replaced: bool = Field(description="Whether the cited words stand in its place.")

    @classmethod
    def of(cls, left_out: LeftOut) -> LeftOutOut:
        return cls(**left_out._asdict())


class WordsOut(BaseModel):
    text: str
    citation: int = Field(description="The number of the citation that they are from.")


class AnswerSpanOut(BaseModel):
    citation: int = Field(description="The number of the citation that they are from.")
    start: int = Field(description="Where they start in the article's text, in code points.")
    end: int


class ClaimOut(BaseModel):
    kind: Kind = Field(
        description="quoted: the speaker's own words, and nothing else between marks; reported: an outlet's words on "
        "what the speaker said; excerpt: an outlet's words; remark: on the archive, cited nowhere."
    )
    text: str = Field(description="The claim in words, with its marks [n].")
    speaker: str | None = Field(description="Who says what is quoted or reported.")
    role: str | None = Field(description="What the article says the speaker is.")
    outlet: str | None = Field(description="Who published it.")
    published: date | None = Field(description="The article's day, not the words'.")
    words: list[WordsOut] = Field(description="The article's words that it shows, in order.")
    quotes: list[str] = Field(description="Those of them that are the speaker's own.")
    answer_span: AnswerSpanOut | None = Field(description="Those of them that answer, where a fact was asked for.")
    citations: list[int] = Field(description="The numbers of its citations.")
    corrected: bool = Field(description="Whether the speaker is whom a user named, and not whom the article does.")

    @classmethod
    def of(cls, claim: Claim, text: str) -> ClaimOut:
        """text is the claim in words, behind those before it."""
        fields = {
            name: getattr(claim, name) for name in ("kind", "speaker", "role", "outlet", "published", "corrected")
        }
        numbers = [c.number for c in claim.citations]
        words = [WordsOut(text=w.text, citation=numbers[w.citation]) for w in claim.words]
        return cls(
            **fields,
            text=text,
            words=words,
            quotes=list(claim.quotes),
            answer_span=claim.answer
            and AnswerSpanOut(citation=numbers[claim.answer.citation], start=claim.answer.start, end=claim.answer.end),
            citations=numbers,
        )


class MoreOut(BaseModel):
    speaker: str
    topic: str = Field(description="Empty for any.")
    statements: int

    @classmethod
    def of(cls, more: More) -> MoreOut:
        return cls(**more._asdict())


class Reply(BaseModel):
    question: str = Field(description="The question as understood, standing by itself.")
    answer: str = Field(description="The texts of the claims, a paragraph each.")
    status: Status = Field(
        description="answered; related: no answer, but passages that mention what is asked; absent: nothing near; "
        "talk: no question on the archive."
    )
    found: bool = Field(description="Whether the archive holds an answer: whether the status is answered.")
    claims: list[ClaimOut] = Field(description="What the answer says, in order.")
    citations: list[CitationOut]
    model: str = Field(description='"extractive", or the name of the chat model that wrote it.')
    seconds: float
    understood: list[ConstraintOut] = Field(description="What the question was read to ask for.")
    notes: list[str] = Field(
        description="How the question was read, where that needs saying: a slip mended, a time given up."
    )
    more: MoreOut | None = Field(
        description="All that the one who was asked for said on it, where more is held than is shown: /api/statements "
        "with this speaker and q has it."
    )
    passages: int = Field(description="How many passages were found for it.")
    left_out: list[LeftOutOut] = Field(description="What was to be said and the cited words do not bear out, and why.")

    @classmethod
    def of(cls, answer: Answer) -> Reply:
        return cls(
            question=answer.question,
            answer=answer.text,
            status=answer.status,
            found=answer.found,
            claims=[ClaimOut.of(*each) for each in zip(answer.claims, texts(answer.claims), strict=True)],
            citations=[CitationOut.of(c) for c in answer.citations],
            model=answer.model,
            seconds=answer.seconds,
            understood=[ConstraintOut.of(c) for c in answer.understood],
            notes=list(answer.notes),
            more=MoreOut.of(answer.more) if answer.more else None,
            passages=answer.passages,
            left_out=[LeftOutOut.of(text) for text in answer.left_out],
        )


class HitOut(BaseModel):
    article: str
    source: str
    title: str
    published: date | None
    start: int
    end: int
    text: str
    page: int | None = Field(description="Of a PDF: the page on which it begins, the first being 1.")
    ocr: bool = Field(description="Whether any of it was read by OCR, from a picture of print.")
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")
    score: float = Field(description="The higher the better; not to be compared between searches.")

    @classmethod
    def of(cls, hit: Hit, article: Article) -> HitOut:
        return cls(
            article=article.id,
            source=article.source,
            title=article.title,
            published=article.published,
            start=hit.start,
            end=hit.end,
            text=article.text[hit.start : hit.end],
            page=page_at(article, hit.start),
            ocr=is_ocr(article, hit.start, hit.end),
            url=article.url,
            score=hit.score,
        )


class Hits(BaseModel):
    hits: list[HitOut]


class ArticleOut(BaseModel):
    id: str = Field(description="Opaque, and stable for a source.")
    source: str
    title: str
    published: date | None
    publisher: str | None
    author: str | None
    modified: date | None = Field(description="The day it was last changed, where its metadata says so.")
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")
    chars: int = Field(description="The length of the text in code points.")
    language: str | None = Field(
        description="ISO 639-1; null where it cannot be told. Who said what is found in English alone."
    )
    version: str = Field(description="Another one once its text, or what is told of it, has changed.")
    earlier: int = Field(description="How many versions there were before it: /api/articles/ID/versions.")

    @classmethod
    def of(cls, record: ArticleRecord) -> ArticleOut:
        return cls.model_validate({name: getattr(record, name) for name in cls.model_fields})


class Origin(BaseModel):
    article: str = Field(description="The article's id.")
    version: str = Field(description="That of the article: /api/articles/ID?version= has its text.")
    source: str
    title: str
    published: date | None
    publisher: str | None
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")

    @classmethod
    def at(cls, record: ArticleRecord) -> Origin:
        fields = {name: getattr(record, name) for name in ("source", "title", "published", "publisher", "url")}
        return cls(article=record.id, version=record.version, **fields)


class Articles(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    articles: list[ArticleOut]


class WholeArticle(ArticleOut):
    page_starts: list[int] = Field(description="Of a PDF: where each of its pages begins in the text.")
    ocr_pages: list[int] = Field(description="The pages, the first being 1, whose text was read by OCR.")
    text: str = Field(description="The text, to the character as it was ingested.")
    replaced: datetime | None = Field(None, description="Of an earlier version: when another took its place, in UTC.")
    also_in: list[Origin] = Field(description="Of the newest: other articles that print nearly the same text.")

    @classmethod
    def whole(
        cls, record: ArticleRecord, text: str, replaced: datetime | None = None, also_in: Sequence[ArticleRecord] = ()
    ) -> WholeArticle:
        fields, copies = ArticleOut.of(record).model_dump(), [Origin.at(copy) for copy in also_in]
        starts, ocr = list(record.page_starts), list(record.ocr_pages)
        return cls(**fields, page_starts=starts, ocr_pages=ocr, text=text, replaced=replaced, also_in=copies)

    @classmethod
    def held(cls, archive: Archive, id: str, version: str | None = None) -> WholeArticle:
        """An article in a version, in its newest without one; raises NotFound for one that is not held."""
        record = archive.record(id)
        if version in (None, record.version):
            return cls.whole(record, archive.article(record.id).text, also_in=archive.also_in(record.id))
        for one in archive.versions(record.id):
            if one.id == version:
                return cls.whole(one.record, one.text, one.replaced)
        raise NotFound(
            f"The archive holds no version {version[:50]!r} of this article. See /api/articles/{record.id}/versions."
        )


class Words(BaseModel):
    text: str
    start: int
    end: int

    @classmethod
    def of(cls, excerpt: Excerpt | None) -> Words | None:
        return cls(text=excerpt.text, start=excerpt.start, end=excerpt.end) if excerpt else None


class StatementOut(BaseModel):
    id: str = Field(description="What /api/corrections names it by: opaque, and another one once its place is another.")
    speaker: str | None = Field(description="The fullest name the article gives; null where it cannot be told.")
    role: str | None
    start: int = Field(description="Where the sentence or sentences begin.")
    end: int
    text: str = Field(description="The sentence or sentences, to the character.")
    direct: bool = Field(description="Whether what was said is, for the most part, quoted.")
    content: list[tuple[int, int]] = Field(description="What was said, as spans of the article's text.")
    quotes: list[tuple[int, int]] = Field(description="The speaker's own words, without their marks.")
    mention: Words | None = Field(description="How the article names the speaker.")
    cue: Words | None = Field(description="The words that attribute.")
    corrected: bool = Field(description="Whether the speaker is whom a user named, and not whom the article does.")

    @classmethod
    def of(cls, s: Statement) -> StatementOut:
        return cls(
            id=s.id,
            speaker=s.speaker,
            role=s.role,
            start=s.start,
            end=s.end,
            text=s.text,
            direct=s.direct,
            content=list(s.content),
            quotes=list(s.quotes),
            mention=Words.of(s.mention),
            cue=Words.of(s.cue),
            corrected=s.corrected,
        )


class Statements(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    statements: list[StatementOut]


class SpeakerOut(BaseModel):
    name: str
    kind: Literal["person", "body", "unnamed"] = Field(description="unnamed: a spokesman, officials, a report.")
    roles: list[str] = Field(description="What the articles say the speaker is, most frequent first.")
    statements: int = Field(description="Copies of one statement in several articles count once.")
    articles: int
    first: date | None = Field(description="The day of the oldest article.")
    last: date | None

    @classmethod
    def of(cls, s: Speaker) -> SpeakerOut:
        return cls.model_validate({name: getattr(s, name) for name in cls.model_fields})


class Speakers(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    speakers: list[SpeakerOut]


class SaidOut(StatementOut, Origin):
    """A statement and the article it is from; the speaker's name is the one used across the archive."""

    quoted: list[str] = Field(description="The speaker's own words in it.")
    shown: str = Field(description="The statement in words: own words between marks, or what the outlet reports.")
    page: int | None = Field(description="Of a PDF: the page on which it begins, the first being 1.")
    ocr: bool = Field(description="Whether any of it was read by OCR, from a picture of print.")
    also: list[CopyOut] = Field(description="Other articles that print the same statement, and where.")

    @classmethod
    def by(cls, said: Said, statement: Statement, copies: Sequence[Statement] = ()) -> SaidOut:
        """copies are the statements of `said.also`, in its order, where they are wanted."""
        places = zip((copy.record for copy in said.also), copies, strict=False)
        claim = as_claim(statement, said.speaker, said.record)
        return cls(
            quoted=list(claim.quotes),
            shown=" ".join((introduction(claim), quotation(claim))),
            page=claim.citations[0].page,
            ocr=claim.citations[0].ocr,
            **{**StatementOut.of(statement).model_dump(), "speaker": said.speaker},
            **Origin.at(said.record).model_dump(),
            also=[CopyOut.at(r, s) for r, s in places],
        )


class SaidPage(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    statements: list[SaidOut]


class CorrectionIn(In):
    """Who said what, in a user's word: of some statements, or of all that is shown under a name."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Jon Kirbey", "speaker": "John Kirby"}]}
    )

    statements: list[str] | None = Field(
        None, description="The ids of statements; their copies in other articles go with them.", max_length=1000
    )
    name: str | None = Field(None, description="In their place: a name under which somebody is quoted.", max_length=200)
    speaker: str | None = Field(description="Whose words they are; null for nobody's, of statements alone.")


class StatedOut(BaseModel):
    id: str = Field(description="The statement's, as long as it stands where it stood.")
    article: str = Field(description="The article's id.")
    title: str | None = Field(description="Null where the archive no longer holds it.")
    start: int = Field(description="Where its sentences began in the text when it was corrected.")
    text: str = Field(description="Its sentences, to the character.")


class CorrectionOut(BaseModel):
    id: str
    made: datetime = Field(description="When, in UTC.")
    name: str | None = Field(description="Whose the statements were found to be; or the name that is another's.")
    speaker: str | None = Field(description="Who it is by the user's word; null for nobody.")
    statements: list[StatedOut] = Field(description="None where all that is under the name is the speaker's.")

    @classmethod
    def of(cls, c: Correction, titles: Mapping[str, str]) -> CorrectionOut:
        """titles are those of the articles, by id."""
        stated = [
            StatedOut(id=s.id, article=s.article, title=titles.get(s.article), start=s.start, text=s.text)
            for s in c.statements
        ]
        return cls(id=c.id, made=c.made, name=c.name, speaker=c.speaker, statements=stated)


class Corrections(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    corrections: list[CorrectionOut]


class ArticleIn(In):
    """An article; `text` and `source` are kept to the character."""

    source: str = Field(
        description="Where it is from: a path, a URL or a name. The same source again replaces it.",
        json_schema_extra=_NOT_BLANK,
    )
    text: Annotated[str, Field(description="The whole text.", json_schema_extra=_NOT_BLANK)]
    title: str | None = None
    published: str | None = Field(None, description="The day, best as 2024-03-05.")
    publisher: str | None = None
    author: str | None = None
    modified: str | None = Field(None, description="The day it was last changed.")
    url: str | None = Field(None, description="The publisher's page of it, https://...")


class ArticleChanges(In):
    """What is to be told of an article; what is not given stays, null takes it away. Its text and source stay."""

    title: str | None = None
    published: str | None = Field(None, description="The day, best as 2024-03-05.")
    publisher: str | None = None
    author: str | None = None


class FailureOut(BaseModel):
    source: str
    reason: str


class Added(BaseModel):
    """How many articles were added, replaced or already there; and what could not be read, and why."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[FailureOut] = Field(default_factory=list)
    notes: list[FailureOut] = Field(default_factory=list, description="What was read and is not all there, and why.")

    @classmethod
    def of(cls, report: Report) -> Added:
        failed, notes = (
            [FailureOut(source=f.source, reason=f.reason) for f in x] for x in (report.failed, report.notes)
        )
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        return cls(**counts, failed=failed, notes=notes)


class Fault(BaseModel):
    code: str = Field(description="The kind, for programs.")
    message: str = Field(description="A sentence that says what to do.")


class ErrorOut(BaseModel):
    error: Fault
