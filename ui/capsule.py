"""A capsule: an answer or a checked draft in one file, with all that it takes to look its quotations up again.

Its quotations are Web Annotations (W3C, https://www.w3.org/TR/annotation-model/): each names its article, and says by
the words, what stands beside them, and their offsets, in code points, where they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from index import Archive, ArchiveBusy, ArticleRecord
from qa.answer import Status
from qa.standing import BESIDE, Cited, beside, sha256
from ui.async_client import AsyncClient
from ui.page import reference
from ui.schema import ArticleOut, CitationOut, Day, Number, Reply, Time, WholeArticle
from ui.schema.checked import CheckedOut

_CONTEXT: list[str | dict[str, str]] = ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:onrecord:"}]
_MOST = 20_000
"""Quotations of the longest draft, and more."""
_SHA256 = r"^[0-9a-f]{64}$"


class Quote(BaseModel):
    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str = Field(min_length=1, max_length=5_000, description="The words, to the character.")
    prefix: str = Field("", max_length=500, description=f"The {BESIDE} characters before them.")
    suffix: str = Field("", max_length=500)


class Position(BaseModel):
    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: Number = Field(ge=0, description="Where they begin in the article's text, in code points.")
    end: Number = Field(ge=0)


class Target(BaseModel):
    source: str = Field(description="The id of one of `articles`.")
    selector: tuple[Quote, Position]


class Body(BaseModel):
    type: Literal["TextualBody"] = "TextualBody"
    value: str = Field(description='What it is to the answer, "[1]", or to the draft, "2, altered".')


class Annotation(BaseModel):
    id: str
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["highlighting"] = "highlighting"
    body: Body
    speaker: str | None = None
    target: Target


class Source(BaseModel):
    id: str
    article: str = Field(description="Its id in the archive.")
    source: str
    title: str
    published: Day | None = None
    publisher: str | None = None
    url: str | None = Field(None, description="The publisher's page.")
    link: str | None = Field(None, description="Where it opened in the archive.")
    sha256: str = Field(pattern=_SHA256, description="Of its text as UTF-8.")


class AnswerPart(BaseModel):
    question: str
    text: str
    status: Status
    model: str


class DraftPart(BaseModel):
    name: str
    sha256: str = Field(pattern=_SHA256, description="Of its file.")
    faults: Number
    notes: list[str] = []
    findings: list[dict[str, Any]] = Field(description="As /api/check tells them, without other articles' variants.")


class Held(BaseModel):
    """The archive as it was."""

    articles: Number = Field(description="How many it held.")
    newest: Day | None = Field(None, description="The day of the newest.")


class Capsule(BaseModel):
    """An answer or a checked draft, its quotations, and the articles that they are from."""

    model_config = ConfigDict(populate_by_name=True)

    context: list[str | dict[str, str]] = Field(default=_CONTEXT, alias="@context")
    type: Literal["AnnotationPage"] = "AnnotationPage"
    onrecord: Literal[1] = Field(description="The version of this form.")
    created: Time | None = None
    generator: str = ""
    archive: Held
    answer: AnswerPart | None = None
    draft: DraftPart | None = None
    articles: list[Source] = Field(max_length=_MOST)
    items: list[Annotation] = Field(max_length=_MOST)

    def written(self) -> str:
        """As JSON for a file."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"

    def cited(self) -> list[Cited]:
        """Its quotations as they are looked up; raises KeyError where one is of none of its articles."""
        articles = {article.id: article for article in self.articles}
        found = []
        for item in self.items:
            article, (quote, position) = articles[item.target.source], item.target.selector
            place = (article.article, article.sha256, position.start)
            found.append(Cited(*place, quote.exact, quote.prefix, quote.suffix))
        return found


class Drawn(NamedTuple):
    """What a capsule is made with: the cited articles by their ids, what is held, and the page's address."""

    articles: Mapping[str, WholeArticle]
    held: Held
    origin: str


async def drawn(client: AsyncClient, of: Reply | CheckedOut) -> Drawn:
    """What a capsule of this is made with, asked of a server."""
    articles = {id: await client.article(id, version) for id, version in cited_in(of).items()}
    newest = await client.articles(limit=1)
    return Drawn(articles, _held(newest.total, newest.articles), client.address)


def drawn_from(archive: Archive, of: Reply | CheckedOut, origin: str) -> Drawn:
    """The same from an archive in this process."""
    articles = {id: WholeArticle.held(archive, id, version) for id, version in cited_in(of).items()}
    held = archive.articles()
    return Drawn(articles, _held(len(held), held[:1]), origin)


def _held(total: int, newest: Sequence[ArticleOut | ArticleRecord]) -> Held:
    return Held(articles=total, newest=newest[0].published if newest else None)


def cited_in(of: Reply | CheckedOut) -> dict[str, str | None]:
    """The ids of the articles that are cited, each with the version."""
    return {citation.article: citation.version for _, citation in _citations(of)}


def of_answer(reply: Reply, drawn: Drawn) -> Capsule:
    """An answer's."""
    part = AnswerPart(question=reply.question, text=reply.answer, status=reply.status, model=reply.model)
    return _capsule(_citations(reply), drawn, answer=part)


def of_draft(checked: CheckedOut, name: str, data: bytes, drawn: Drawn) -> Capsule:
    """A checked draft's; name and data are its file's."""
    part = DraftPart(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        faults=checked.faults,
        notes=checked.notes,
        findings=[finding.model_dump(mode="json", exclude={"variants"}) for finding in checked.findings],
    )
    return _capsule(_citations(checked), drawn, draft=part)


def _citations(of: Reply | CheckedOut) -> list[tuple[str, CitationOut]]:
    """What each citation is, and the citation."""
    if isinstance(of, Reply):
        return [(f"[{citation.number}]", citation) for citation in of.citations]
    findings = enumerate(of.findings, 1)
    return [(f"{n}, {finding.told}", citation) for n, finding in findings for citation in finding.evidence]


def _capsule(cited: Sequence[tuple[str, CitationOut]], drawn: Drawn, **part: Any) -> Capsule:
    named = dict.fromkeys(citation.article for _, citation in cited)
    return Capsule(
        onrecord=1,
        created=datetime.now(UTC).replace(microsecond=0),
        generator=f"Onrecord {version('onrecord')}",
        archive=drawn.held,
        articles=[_source(drawn.articles[id], drawn.origin) for id in named],
        items=list(_annotations(cited, drawn)),
        **part,
    )


def _annotations(cited: Sequence[tuple[str, CitationOut]], drawn: Drawn) -> Iterable[Annotation]:
    for n, (told, citation) in enumerate(cited, 1):
        text, start, end = drawn.articles[citation.article].text, citation.start, citation.end
        if text[start:end] != citation.text:
            raise ArchiveBusy("An article has changed while the capsule was made. Make it again.")
        prefix, suffix = beside(text, start, end)
        selector = Quote(exact=citation.text, prefix=prefix, suffix=suffix), Position(start=start, end=end)
        target = Target(source=_urn(citation.article), selector=selector)
        yield Annotation(id=f"#{n}", body=Body(value=told), speaker=citation.speaker, target=target)


def _source(article: WholeArticle, origin: str) -> Source:
    plain = {name: getattr(article, name) for name in ("source", "title", "published", "publisher", "url")}
    link = reference.version(article.id, article.version, origin)
    return Source(id=_urn(article.id), article=article.id, link=link, sha256=sha256(article.text), **plain)


def _urn(article: str) -> str:
    return f"urn:onrecord:article:{article}"
