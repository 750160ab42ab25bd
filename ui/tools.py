"""What agents may do with the archive: the tools and resources of the Model Context Protocol, which speak the API.

Imported where they are served alone: the protocol's types take a second to load.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Annotated, Any, Literal, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field
from starlette.types import ASGIApp

from index.errors import OnrecordError
from qa.check import quoting
from ui import schema
from ui.async_client import AsyncClient
from ui.schema.checked import FindingOut

T = TypeVar("T")

NOTE = "This archive holds some articles, not all: that something is absent from it does not make it false."
"""What goes with every result: a model takes silence for a denial."""

_INSTRUCTIONS = f"""\
A news archive: who said what, verbatim, cited to the character. Quote only the words between quotation marks, letter by
letter, with whom they are by. `quoted` claims are the speaker's own words, `reported` and `excerpt` are the outlet's.
Offsets count code points in an article's text. {NOTE}"""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

_SHOWN = 20_000
"""Characters of an article that are given at once: more would fill a model's window."""

# The guard has looked at hosts and origins.
_GUARDED = TransportSecuritySettings(enable_dns_rebinding_protection=False)

Speaker = Annotated[str | None, Field(description="Only what this person says: a name in full, or a last name.")]
Publisher = Annotated[str | None, Field(description="Only articles of this publisher.")]
Since = Annotated[str | None, Field(description="Only articles of this day or later, like 2024-03-05.")]
Until = Annotated[str | None, Field(description="Only articles of this day or earlier.")]
Only = Annotated[str | None, Field(description="Only this article, by its id.")]
Limit = Annotated[int, Field(ge=1, le=100, description="How many at most.")]
Offset = Annotated[int, Field(ge=0, description="How many to leave out, to read on.")]


class Noted(BaseModel):
    note: str = NOTE


class Reply(Noted, schema.Reply):
    """An answer, claim by claim, and the places that it rests on."""


class Hits(Noted, schema.Hits):
    """Passages, best first."""


class Said(Noted, schema.SaidPage):
    """Statements of all articles, each with its place and its words."""


class Speakers(Noted, schema.Speakers):
    """Who is quoted, most quoted first."""


class Quotation(Noted, FindingOut):
    """What the archive says of a quotation."""


class Text(Noted, schema.ArticleOut):
    """An article, or as much of it as is given at once."""

    start: int = Field(description="Where the text given here begins in the article's.")
    end: int = Field(description="Where it ends; read on from here where that is not `chars`.")
    text: str = Field(description="To the character as it was ingested.")


def tools(client: AsyncClient) -> MCPServer[Any]:
    """The tools over the archive that a client of the API reaches."""
    server = MCPServer[Any](
        "onrecord",
        title="Onrecord",
        version=version("onrecord"),
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
        subscriptions=False,
    )

    async def told(answer: Awaitable[T]) -> T:
        try:
            return await answer
        except OnrecordError as error:
            raise ToolError(str(error)) from None

    @server.tool(title="Ask the archive", annotations=_READS)
    async def ask(
        question: Annotated[str, Field(description="A question that stands by itself, in English.")],
        speaker: Speaker = None,
        publisher: Publisher = None,
        since: Since = None,
        until: Until = None,
        article: Only = None,
    ) -> Annotated[CallToolResult, Reply]:
        """Answer a question with verbatim, cited quotations from the archive's articles, or say that it has none."""
        filters = {"speaker": speaker, "publisher": publisher, "from": since, "to": until, "article": article}
        reply = await told(client.ask(question, filters=filters))
        shown = TextContent(type="text", text=_shown(reply))
        return CallToolResult(content=[shown], structured_content={**reply.model_dump(mode="json"), "note": NOTE})

    @server.tool(title="Search the archive", annotations=_READS)
    async def search(
        query: Annotated[str, Field(description="What to look for, in words.")],
        limit: Limit = 10,
        offset: Offset = 0,
        speaker: Speaker = None,
        publisher: Publisher = None,
        since: Since = None,
        until: Until = None,
        article: Only = None,
    ) -> Hits:
        """Find passages by meaning and by words."""
        filters = {"speaker": speaker, "publisher": publisher, "from": since, "to": until, "article": article}
        return Hits(hits=await told(client.search(query, limit, filters, offset=offset)))

    @server.tool(title="Who said what", annotations=_READS)
    async def who_said(
        speaker: Speaker = None,
        about: Annotated[str, Field(description="What about: then by relevance, else newest first.")] = "",
        publisher: Publisher = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Said:
        """List what somebody said across the archive, or what anybody said about something."""
        filters = {"publisher": publisher, "from": since, "to": until}
        found = await told(client.said(speaker, about, filters, limit=limit, offset=offset))
        return Said(total=found.total, statements=found.statements)

    @server.tool(title="Check a quotation", annotations=_READS)
    async def check_quote(
        quote: Annotated[str, Field(description="The words, without marks: three at least.", max_length=4000)],
        speaker: Annotated[str | None, Field(description="Who is said to have said them.", max_length=200)] = None,
    ) -> Quotation:
        """Tell whether somebody said just that: verbatim, altered and how, by another, only reported, or not there."""
        draft, at = quoting(quote, speaker)
        found = (await told(client.call("POST", "/api/check", json={"text": draft})))["findings"]
        own = next((f for f in found if f["kind"] == "quotation" and f["start"] <= at < f["end"]), None)
        if own is None:
            raise ToolError("quote: it has fewer than three words. Send the whole quotation.")
        return Quotation.model_validate(own)

    @server.tool(title="Read an article", annotations=_READS)
    async def article(
        id: Annotated[str, Field(description="The article's id, as a citation or a hit names it.")],
        start: Annotated[int, Field(ge=0, description="Where to begin, in code points.")] = 0,
    ) -> Text:
        """Read an article's text and what is known of it."""
        whole = await told(client.article(id))
        text = whole.text[start:][:_SHOWN]
        return Text.model_validate({**whole.model_dump(), "start": start, "end": start + len(text), "text": text})

    @server.tool(title="Who is quoted", annotations=_READS)
    async def speakers(
        query: Annotated[str, Field(description="A name, or most of it; typing is tolerated.")] = "",
        kind: Annotated[Literal["person", "body", "unnamed"] | None, Field(description="Only those of it.")] = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Speakers:
        """List who is quoted or reported in the archive, most quoted first."""
        found = await told(client.speakers(query, kind, limit=limit, offset=offset))
        return Speakers(total=found.total, speakers=found.speakers)

    @server.resource("onrecord://articles/{id}", title="An article's text", mime_type="text/plain")
    async def text(id: str) -> str:
        """An article's text, to the character as it was ingested; ids are those of citations and hits."""
        try:
            return (await client.article(id)).text
        except OnrecordError as error:
            raise ResourceError(str(error)) from None

    return server


@asynccontextmanager
async def over_http(client: AsyncClient) -> AsyncIterator[ASGIApp]:
    """The tools as an app that answers at /mcp. Each request stands by itself: nothing is kept between two."""
    server = tools(client)
    app = server.streamable_http_app(stateless_http=True, json_response=True, transport_security=_GUARDED)
    async with server.session_manager.run():
        yield app


def _shown(reply: schema.Reply) -> str:
    """An answer as a model reads it: how the question was read, the text, where each mark leads, and the note."""
    places = [
        f"[{c.number}] {c.title}, {c.published or 'no date'}, article {c.article}, characters {c.start}-{c.end}"
        + "".join(f". Before it was changed: {was.words}" for was in c.was if was.words)
        for c in reply.citations
    ]
    notes = "\n".join(f"({note})" for note in reply.notes)
    return "\n\n".join(part for part in (notes, reply.answer, "\n".join(places), NOTE) if part)
