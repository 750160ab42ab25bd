"""The `onrecord` command."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import adding, drafts, upkeep
from ui.access import command as access
from ui.command import awaited, settings_of
from ui.flags import (
    ArchiveFlag,
    ArticleFlag,
    CapsuleFlag,
    ChromaFlag,
    JsonFlag,
    ModelFlag,
    ModelUrlFlag,
    PrivateFlag,
    PublisherFlag,
    SinceFlag,
    SpeakerFlag,
    UntilFlag,
)
from ui.following import command
from ui.printed import corrected, place, show, show_versions
from ui.terminal import in_a_line, say

if TYPE_CHECKING:
    from ui.async_client import AsyncClient

app = typer.Typer(
    name="onrecord",
    help="Ask a news archive who said what: every quotation verbatim, every claim cited to the character.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for more in (adding, command, drafts, upkeep, access):
    app.add_typer(more.app)

_EXIT = {"answered": 0, "talk": 0, "related": 3, "absent": 4}
"""What `ask` exits with, for scripts."""


def main() -> None:
    """Run a command; what went wrong is told in a sentence, and the exit code is 1."""
    from index.errors import OnrecordError

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except OnrecordError as error:
        say(f"Error: {error}", fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


@app.command()
def serve(
    archive: ArchiveFlag = None,
    archives: Annotated[
        Path | None,
        typer.Option(help="Serve each archive in this folder, at the path of its name.", show_default=False),
    ] = None,
    host: Annotated[str | None, typer.Option(help="The address to serve on. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on; 0 takes a free one. [default: 7860]")] = None,
    model: ModelFlag = None,
    model_url: ModelUrlFlag = None,
    chroma: ChromaFlag = None,
    public: Annotated[
        bool | None, typer.Option("--public", help="Serve without a key: other machines, too.", show_default=False)
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="Other names it is reached by, with commas.", metavar="NAMES", show_default=False),
    ] = None,
    follow: Annotated[
        str | None,
        typer.Option(
            help="How often what is followed is read, or never. [default: 15m]", metavar="TIME", show_default=False
        ),
    ] = None,
    private: PrivateFlag = None,
) -> None:
    """Serve the page and the API, and read what is followed. An empty archive gets the seed articles first."""
    from ui.server import serve as run

    served = {"host": host, "port": port, "public": public, "name": name, "follow": follow, "private": private}
    run(settings_of(archive=archive, archives=archives, model=model, model_url=model_url, chroma=chroma, **served))


@app.command()
@awaited
async def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    speaker: SpeakerFlag = None,
    publisher: PublisherFlag = None,
    since: SinceFlag = None,
    until: UntilFlag = None,
    article: ArticleFlag = None,
    archive: ArchiveFlag = None,
    model: ModelFlag = None,
    model_url: ModelUrlFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
    capsule: CapsuleFlag = None,
) -> None:
    """Answer a question, with the places it rests on. An empty archive gets the seed articles first.

    Exits with 0 where it is answered, 3 where passages only mention it, 4 where it is not in the archive.
    """
    from ui.capsule import drawn, of_answer
    from ui.connect import connect
    from ui.settings import EXTRACTIVE

    settings = settings_of(archive=archive, model=model, model_url=model_url, chroma=chroma)
    own_words = settings.model == EXTRACTIVE
    async with connect(settings, asking=True) as client:
        filters = await _filters(client, speaker, publisher, since, until, article)
        reply = await client.ask(question, filters=filters, extractive=own_words)
        if capsule:
            made = of_answer(reply, await drawn(client, reply))
            capsule.write_text(made.written(), encoding="utf-8")
    if as_json:
        typer.echo(reply.model_dump_json(indent=2))
    else:
        show(reply)
    raise typer.Exit(_EXIT[reply.status])


@app.command()
@awaited
async def search(
    query: Annotated[str, typer.Argument(help="What to look for, by meaning and by words.")],
    most: Annotated[int, typer.Option("--most", "-k", help="How many passages at most.", min=1, max=100)] = 10,
    offset: Annotated[int, typer.Option(help="How many to leave out, to read on.", min=0)] = 0,
    speaker: SpeakerFlag = None,
    publisher: PublisherFlag = None,
    since: SinceFlag = None,
    until: UntilFlag = None,
    article: ArticleFlag = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Find passages, best first, each with where it stands."""
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        filters = await _filters(client, speaker, publisher, since, until, article)
        hits = await client.search(query, most, filters, offset=offset)
    if as_json:
        from ui.schema import Hits

        typer.echo(Hits(hits=hits).model_dump_json(indent=2))
        return
    for hit in hits:
        say(f"{place(hit)}\n    {' '.join(hit.text.split())}")


@app.command()
@awaited
async def mcp(
    archive: ArchiveFlag = None,
    model: ModelFlag = None,
    model_url: ModelUrlFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Give an agent the archive's tools over standard input and output (Model Context Protocol), until it leaves."""
    from ui.connect import connect
    from ui.tools import tools

    settings = settings_of(archive=archive, model=model, model_url=model_url, chroma=chroma)
    async with connect(settings, asking=True) as client:
        await tools(client).run_stdio_async()


@app.command()
@awaited
async def who(
    name: Annotated[str, typer.Argument(help="A person, office or group: in full, or a last name.")],
    about: Annotated[str | None, typer.Option(help="Only what bears on this, most relevant first.")] = None,
    since: SinceFlag = None,
    until: UntilFlag = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
) -> None:
    """Show what somebody said across the archive, newest first."""
    from qa.wording import on_page
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        origin = client.address
        days = {"from": since, "to": until}
        said = await client.said(name, about or "", days, limit=None)
        offered = None if said.statements else await client.speakers(name, limit=5)
    if as_json:
        typer.echo(said.model_dump_json(indent=2))
    elif as_csv:
        from ui.table import csv

        typer.echo(csv([one.model_dump(mode="json") for one in said.statements], origin), nl=False)
    else:
        for s in said.statements:
            where = ", ".join(part for part in (s.title, on_page(s.page, s.ocr)) if part)
            say(f"{s.published or 'no date   '}  {where}\n    {' '.join(s.shown.split())}")
    if offered is not None:
        names = ", ".join(s.name for s in offered.speakers)
        say(
            f"No statements found. {f'Quoted are: {names}.' if names else '`onrecord list` shows what is held.'}",
            err=True,
        )
        raise typer.Exit(1)


@app.command()
@awaited
async def corrections(
    file: Annotated[
        Path | None,
        typer.Argument(help="Make the corrections of this file, which --json wrote, here too.", show_default=False),
    ] = None,
    undo: Annotated[str | None, typer.Option(help="Take this one back.", metavar="ID", show_default=False)] = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """List what was corrected of who said what, newest first; or take one back."""
    from ui.connect import connect
    from ui.export import correct

    failed = False
    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        if undo:
            say(f"Taken back: {corrected(await client.undo(undo))}")
        elif file:
            async for one, why in correct(client, file):
                say(f"{corrected(one)}{f': {why}' if why else ''}", fg="red" if why else None, err=bool(why))
                failed |= bool(why)
        else:
            held = await client.corrections(limit=None)
            lines = [held.model_dump_json(indent=2)] if as_json else map(corrected, held.corrections)
            for line in lines:
                typer.echo(line) if as_json else say(line)
    if failed:
        raise typer.Exit(1)


@app.command("list")
@awaited
async def list_articles(archive: ArchiveFlag = None, chroma: ChromaFlag = None, as_json: JsonFlag = False) -> None:
    """List the articles, newest first."""
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        held = await client.articles(limit=None)
    if as_json:
        typer.echo(held.model_dump_json(indent=2))
        return
    for a in held.articles:
        cells = [a.published or "no date   ", a.title, a.publisher or "", a.source]
        typer.echo("\t".join(in_a_line(str(cell)) for cell in cells))


@app.command()
@awaited
async def versions(
    source: Annotated[str, typer.Argument(help="The article's source as `onrecord list` shows it, or its id.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Show when an article was changed, newest first, and how: words that went and words that came."""
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        found, held = await client.find(source), await client.versions(source)
    if as_json:
        typer.echo(held.model_dump_json(indent=2))
    else:
        show_versions(found, held)


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A .jsonl file of questions with their answers.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    picture: Annotated[Path, typer.Option(help="Where to draw how the threshold matters.")] = Path("evaluation.svg"),
) -> None:
    """Ask a question set and show how many are answered rightly, and what went wrong."""
    from ui.evaluate import evaluate as run

    run(settings_of(archive=archive, chroma=chroma), questions, picture)
    typer.echo(f"Drawn: {picture}")


async def _filters(
    client: "AsyncClient",
    speaker: str | None,
    publisher: str | None,
    since: str | None,
    until: str | None,
    article: str | None,
) -> dict[str, str | None]:
    """By the API's names; what is wrong of them the API says."""
    only = (await client.find(article)).id if article else None
    return {"speaker": speaker, "publisher": publisher, "from": since, "to": until, "article": only}
