"""Who said what, who is quoted, and what the user corrected of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from index import (
    Correction,
    Excerpt,
    Said,
    Speaker,
    Statement,
)
from qa.stated import as_claim
from qa.wording import introduction, quotation
from ui.schema.articles import Origin
from ui.schema.asking import CopyOut
from ui.schema.shared import NAME, In


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
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Jon Kirbey", "speaker": "John Kirby"}],
            "oneOf": [
                {
                    "required": ["statements"],
                    "properties": {"statements": {"type": "array", "minItems": 1}, "name": {"type": "null"}},
                },
                {
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "statements": {"type": "null"},
                        "speaker": {"type": "string"},
                    },
                },
            ],
        },
    )

    statements: list[str] | None = Field(
        None, description="The ids of statements; their copies in other articles go with them.", max_length=1000
    )
    name: str | None = Field(None, description="In their place: a name under which somebody is quoted.", max_length=200)
    speaker: str | None = Field(
        description="Whose words they are; null for nobody's, of statements alone.", json_schema_extra=NAME
    )


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
