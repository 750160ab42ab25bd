"""The `onrecord` command."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.flags import (
    ArchiveFlag,
    ArticleFlag,
    ChromaFlag,
    JsonFlag,
    ModelFlag,
    ModelUrlFlag,
    PublisherFlag,
    SinceFlag,
    SpeakerFlag,
    UntilFlag,
)
from ui.printed import by_kind, place, show, tell, tell_failed
from ui.terminal import in_a_line, say

if TYPE_CHECKING:
    from index.load import Options
    from ui.async_client import AsyncClient
    from ui.schema import Added
    from ui.settings import Settings

app = typer.Typer(
    name="onrecord",
    help="Ask a news archive who said what: every quotation verbatim, every claim cited to the character.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_EXIT = {"answered": 0, "talk": 0, "related": 3, "absent": 4}
"""What `ask` exits with, for scripts."""

_FOUND = 5
"""What `check` exits with where a draft should not be printed as it stands."""


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


def _awaited(command: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


@app.command()
def serve(
    archive: ArchiveFlag = None,
    host: Annotated[str | None, typer.Option(help="The address to serve on. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on; 0 takes a free one. [default: 7860]")] = None,
    model: ModelFlag = None,
    model_url: ModelUrlFlag = None,
    chroma: ChromaFlag = None,
    public: Annotated[
        bool | None, typer.Option("--public", help="Serve other machines without a key.", show_default=False)
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="Other names it is reached by, with commas.", metavar="NAMES", show_default=False),
    ] = None,
) -> None:
    """Serve the page and the API. An empty archive gets the seed articles first."""
    from ui.server import serve as run

    served = {"host": host, "port": port, "public": public, "name": name}
    run(_settings(archive=archive, model=model, model_url=model_url, chroma=chroma, **served))


@app.command()
@_awaited
async def index(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files and folders: text, pages, PDF, tables, mail and more; see README.", metavar="PATH..."
        ),
    ],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="What 05/03/2024 means.", show_default=False)
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="The encoding of files that are not UTF-8 and name none, like windows-1252.", metavar="NAME"),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--map", help="What tables and JSON call the fields: text=story,published=day.", metavar="FIELDS"),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            help="Work on the articles on the Ray cluster there; local: one of this machine's own.",
            metavar="ADDRESS",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Add articles to the archive, or bring them up to date."""
    from index.load import count, options, read
    from ui.connect import connect
    from ui.progress import bar

    how, given = options(encoding, day_first, columns), _settings(archive=archive, chroma=chroma)
    with bar("Indexing", count(paths)) as advance:
        if ray:
            report = _spread(given, paths, how, ray, advance)
        else:
            async with connect(given) as client:
                report = await client.add(read(paths, how), advance)
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    typer.echo(f"{counts}, {len(report.failed)} failed{by_kind(report.failed)}")
    tell(report.notes, "yellow")
    tell_failed(report)


@app.command()
@_awaited
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
) -> None:
    """Answer a question, with the places it rests on. An empty archive gets the seed articles first.

    Exits with 0 where it is answered, 3 where passages only mention it, 4 where it is not in the archive.
    """
    from ui.connect import connect
    from ui.settings import EXTRACTIVE

    settings = _settings(archive=archive, model=model, model_url=model_url, chroma=chroma)
    own_words = settings.model == EXTRACTIVE
    async with connect(settings, asking=True) as client:
        filters = await _filters(client, speaker, publisher, since, until, article)
        reply = await client.ask(question, filters=filters, extractive=own_words)
    if as_json:
        typer.echo(reply.model_dump_json(indent=2))
    else:
        show(reply)
    raise typer.Exit(_EXIT[reply.status])


@app.command()
@_awaited
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

    async with connect(_settings(archive=archive, chroma=chroma)) as client:
        filters = await _filters(client, speaker, publisher, since, until, article)
        hits = await client.search(query, most, filters, offset=offset)
    if as_json:
        from ui.schema import Hits

        typer.echo(Hits(hits=hits).model_dump_json(indent=2))
        return
    for hit in hits:
        say(f"{place(hit)}\n    {' '.join(hit.text.split())}")


@app.command()
@_awaited
async def check(
    file: Annotated[
        Path,
        typer.Argument(
            help="The draft: text, Markdown, HTML, DOCX or another kind that `index` reads; - for standard input."
        ),
    ],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
    to: Annotated[
        Path | None,
        typer.Option(help="Write a report to this .html, .md (with footnotes) or .json file, too.", show_default=False),
    ] = None,
) -> None:
    """Hold each quotation and attributed claim of a draft against the archive.

    Exits with 5 where one is altered, cut, joined, another's, only reported, or not borne out; else with 0.
    """
    from ui.connect import connect
    from ui.findings import show
    from ui.report import About, checked_ending, written

    if to:
        checked_ending(to)

    name, data = ("draft.txt", sys.stdin.buffer.read()) if str(file) == "-" else (file.name, _bytes(file))
    async with connect(_settings(archive=archive, chroma=chroma), asking=True) as client:
        reply = await client.call("POST", "/api/check", files={"file": (name, data)})
        held = (await client.articles(limit=1)).total if to else 0
    if to:
        written(to, reply, About.of(name, data, held))
    if as_json:
        typer.echo(json.dumps(reply, ensure_ascii=False, indent=2))
    else:
        show(reply)
    raise typer.Exit(_FOUND if reply["faults"] else 0)


@app.command()
@_awaited
async def mcp(
    archive: ArchiveFlag = None,
    model: ModelFlag = None,
    model_url: ModelUrlFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Give an agent the archive's tools over standard input and output (Model Context Protocol), until it leaves."""
    from ui.connect import connect
    from ui.tools import tools

    settings = _settings(archive=archive, model=model, model_url=model_url, chroma=chroma)
    async with connect(settings, asking=True) as client:
        await tools(client).run_stdio_async()


@app.command()
@_awaited
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

    async with connect(_settings(archive=archive, chroma=chroma)) as client:
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


@app.command("list")
@_awaited
async def list_articles(archive: ArchiveFlag = None, chroma: ChromaFlag = None, as_json: JsonFlag = False) -> None:
    """List the articles, newest first."""
    from ui.connect import connect

    async with connect(_settings(archive=archive, chroma=chroma)) as client:
        held = await client.articles(limit=None)
    if as_json:
        typer.echo(held.model_dump_json(indent=2))
        return
    for a in held.articles:
        cells = [a.published or "no date   ", a.title, a.publisher or "", a.source]
        typer.echo("\t".join(in_a_line(str(cell)) for cell in cells))


@app.command()
@_awaited
async def remove(
    source: Annotated[str, typer.Argument(help="The article's source as `onrecord list` shows it, or its id.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Take an article out of the archive."""
    from ui.connect import connect

    async with connect(_settings(archive=archive, chroma=chroma)) as client:
        removed = await client.remove(source)
    say(f"Removed {removed.title} ({removed.source})")


@app.command()
@_awaited
async def rebuild(archive: ArchiveFlag = None, chroma: ChromaFlag = None) -> None:
    """Make the index anew from the texts it stores: after damage, or for another embedding model."""
    from ui.connect import rebuild as rebuild_archive
    from ui.progress import bar

    with bar("Rebuilding", None) as advance:
        report = await rebuild_archive(_settings(archive=archive, chroma=chroma), advance)
    typer.echo(f"Rebuilt from {report.added} articles")
    tell_failed(report)


@app.command()
@_awaited
async def export(
    file: Annotated[
        Path | None, typer.Argument(help="A .jsonl file; standard output without one.", show_default=False)
    ] = None,
    statements: Annotated[
        Path | None,
        typer.Option(help="Write who said what to this .parquet or .jsonl file.", show_default=False),
    ] = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Write the articles as JSON lines, which index back to the same archive: a backup of all that cannot be remade."""
    from ui import export as out
    from ui.connect import connect

    async with connect(_settings(archive=archive, chroma=chroma)) as client:
        if statements:
            typer.echo(f"{await out.statements(client, statements)} statements written to {statements}", err=True)
            if not file:
                return
        with file.open("w", encoding="utf-8") if file else nullcontext(sys.stdout) as lines:
            async for line in out.articles(client):
                lines.write(line + "\n")


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(help="The file to write, like archive.onrecord; an older backup is replaced.")
    ],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Copy the whole archive into one file, which `restore` makes the same archive of: also its links go on working."""
    from index.backup import backup as run
    from index.backup import megabytes
    from ui.progress import bar

    folder = _embedded(archive, chroma)
    with bar("Backing up (MB)", megabytes(folder)) as advance:
        articles = run(folder, file, advance)
    say(f"{articles} articles backed up to {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` made.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the articles held there.")] = False,
) -> None:
    """Make the archive the one of a backup. One that holds articles is left alone, unless --replace is said."""
    from index.backup import looked_through
    from index.backup import restore as run
    from ui.progress import bar

    folder = _embedded(archive, chroma)
    found = looked_through(file)
    with bar("Restoring (MB)", found.megabytes) as advance:
        run(found, folder, advance, replace=replace)
    say(f"{found.articles} articles restored to {folder}")


@app.command()
@_awaited
async def doctor(archive: ArchiveFlag = None, chroma: ChromaFlag = None) -> None:
    """Read all the archive holds, and say whether it is sound: texts, and that words stand where they are cited."""
    from ui.connect import connect
    from ui.export import faults

    read = bad = 0
    async with connect(_settings(archive=archive, chroma=chroma)) as client:
        async for source, wrong in faults(client):
            read, bad = read + 1, bad + bool(wrong)
            for fault in wrong:
                typer.secho(f"{source}: {fault}", fg="red", err=True)
    sound = f"{bad} of {read} articles are damaged. `onrecord rebuild` makes the index anew." if bad else "all is sound"
    typer.echo(sound if bad else f"{read} articles read: {sound}")
    if bad:
        raise typer.Exit(1)


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A .jsonl file of questions with their answers.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    picture: Annotated[Path, typer.Option(help="Where to draw how the threshold matters.")] = Path("evaluation.svg"),
) -> None:
    """Ask a question set and show how many are answered rightly, and what went wrong."""
    from ui.evaluate import evaluate as run

    run(_settings(archive=archive, chroma=chroma), questions, picture)
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


def _spread(
    settings: "Settings", paths: list[Path], how: "Options", cluster: str, advance: Callable[[int], None]
) -> "Added":
    """What became of the articles, worked on by a cluster and written by this process."""
    from index.distributed import add
    from ui.open import open_archive
    from ui.schema import Added

    with open_archive(settings) as archive:
        return Added.of(add(archive, paths, how, cluster, advance))


def _bytes(file: Path) -> bytes:
    from index.errors import InputError

    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: it cannot be read ({error.strerror}). Check the path.") from None


def _embedded(archive: Path | None, chroma: str | None) -> Path:
    """The archive's folder, which must hold all of it."""
    from index.errors import InputError
    from index.home import default_folder

    settings = _settings(archive=archive, chroma=chroma)
    if settings.chroma:
        raise InputError(
            f"The passages are on the Chroma server {settings.chroma}: back that up with its own means, or write the "
            "articles with `onrecord export`."
        )
    return settings.archive or default_folder()


def _settings(**flags: Any) -> "Settings":
    from ui.settings import settings

    return settings(**flags)
