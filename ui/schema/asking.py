"""A question, and its answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from index import (
    ArticleRecord,
    Filters,
    Statement,
)
from qa import Answer, Citation, Claim, Constraint, Copy, LeftOut, Turn
from qa.answer import Kind, More, Revision, Status
from qa.assistant import MAX_QUESTION
from qa.wording import texts
from ui.schema.shared import Day, In

_EXAMPLE_QUESTION = "What did Kirby say about Gantz?"


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
