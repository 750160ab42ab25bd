"""The JSON of what is followed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field

from index.web.sources import Source
from qa import Citation, Claim
from qa.assistant import MAX_QUESTION
from qa.wording import introduction, quotation
from ui.following.watches import News, Watch
from ui.page.reference import words
from ui.schema import ON_THE_WEB, In, Origin


class SourceIn(In):
    address: str = Field(
        description="Of a feed (RSS, Atom) or news sitemap on the web.",
        max_length=4000,
        examples=["https://news.example/rss"],
        json_schema_extra=ON_THE_WEB,
    )


class SourceChanges(In):
    paused: bool = Field(description="Whether it is left alone until further notice.", strict=True)


class SourceOut(BaseModel):
    id: str = Field(description="Opaque, and the same as long as it is followed.")
    address: str = Field(description="A feed's or sitemap's; or the path of a folder, which only the command follows.")
    title: str | None = Field(description="What the feed calls itself.")
    read: datetime | None = Field(description="When it was read last, in UTC.")
    due: datetime | None = Field(description="When it is read next, in UTC; null while it is paused.")
    paused: bool
    brought: int = Field(description="How many articles came from it, in all.")
    failures: int = Field(description="How often in a row it could not be read.")
    fault: str | None = Field(description="Why it could not be read the last time.")

    @classmethod
    def of(cls, s: Source) -> SourceOut:
        return cls(
            id=s.id,
            address=s.address,
            title=s.title,
            read=None if s.read is None else _time(s.read),
            due=None if s.paused else _time(s.due),
            paused=s.paused,
            brought=s.brought,
            failures=s.failures,
            fault=s.fault,
        )


class SourcesOut(BaseModel):
    every: float | None = Field(
        description="Seconds between two readings of a source by this server; null where it reads none."
    )
    total: int
    sources: list[SourceOut]


class WatchIn(In):
    question: str = Field(
        description="What is to be asked again as articles come in, standing by itself.",
        examples=["What does the mayor say about the bridge?"],
        json_schema_extra={"pattern": r"\S", "maxLength": MAX_QUESTION},
    )
    hook: str | None = Field(
        None,
        description="An address of the web that is sent what is new, as JSON, by POST.",
        max_length=4000,
        json_schema_extra=ON_THE_WEB,
    )


class WatchOut(BaseModel):
    id: str
    question: str
    made: datetime = Field(description="Since when it is watched, in UTC.")
    asked: datetime = Field(description="When it was asked last, in UTC.")
    news: int = Field(description="How many claims were new since; the last 500 are kept.")
    feed: str = Field(description="The path of its Atom feed, which opens without a key: whoever has it can read it.")
    hook: str | None = Field(description="The address that is sent what is new.")
    hook_fault: str | None = Field(description="Why it did not take the last message.")
    fault: str | None = Field(description="Why the question could not be asked the last time.")

    @classmethod
    def of(cls, w: Watch, news: int) -> WatchOut:
        feed = f"/api/watches/{w.id}.atom?token={w.token}"
        times = {"made": _time(w.made), "asked": _time(w.asked)}
        return cls(
            id=w.id,
            question=w.question,
            news=news,
            feed=feed,
            hook=w.hook,
            hook_fault=w.hook_fault,
            fault=w.fault,
            **times,
        )


class WatchMade(WatchOut):
    secret: str | None = Field(
        description="What messages to the webhook are signed with, told this once: X-Onrecord-Signature is sha256= and "
        "the HMAC of the body with it, in hexadecimal digits."
    )


class WatchesOut(BaseModel):
    total: int
    watches: list[WatchOut]


class CitedOut(Origin):
    start: int = Field(description="Where the words begin in the article's text, in code points.")
    end: int
    text: str = Field(description="The words there, to the character.")
    link: str = Field(description="The path of the page that shows them.")

    @classmethod
    def of(cls, c: Citation) -> CitedOut:
        fields = {name: getattr(c, name) for name in cls.model_fields if name != "link"}
        return cls(link=words(c.article, c.start, c.end, c.version, ""), **fields)


class NewOut(BaseModel):
    """A claim that was new; kept as it was told."""

    kind: Literal["quoted", "reported", "excerpt"] = Field(
        description="quoted: the speaker's own words; reported: an outlet's words on what the speaker said; excerpt: "
        "an outlet's words."
    )
    text: str = Field(description="The claim in words.")
    speaker: str | None = Field(description="Who says what is quoted or reported.")
    citations: list[CitedOut]

    @classmethod
    def of(cls, claim: Claim) -> NewOut:
        said = f"{introduction(claim)} {quotation(claim)}"
        cited = [CitedOut.of(citation) for citation in claim.citations]
        return cls.model_validate({"kind": claim.kind, "text": said, "speaker": claim.speaker, "citations": cited})


class NewsOut(NewOut):
    number: int = Field(description="The later, the higher.")
    told: datetime = Field(description="When it was found to be new, in UTC.")

    @classmethod
    def at(cls, news: News) -> NewsOut:
        return cls(number=news.number, told=_time(news.at), **news.claim)


class WatchNews(BaseModel):
    watch: WatchOut
    total: int
    news: list[NewsOut] = Field(description="Newest first.")


class Told(BaseModel):
    """What a webhook is sent."""

    watch: str = Field(description="The id.")
    question: str
    news: list[NewsOut]


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
