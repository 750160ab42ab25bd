"""The `onrecord` command."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

import logging
import sys
from collections.abc import Callable
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import drafts
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
from ui.printed import by_kind, corrected, place, show, tell, tell_failed, tell_news
from ui.terminal import in_a_line, say

if TYPE_CHECKING:
    from index.load import Options
    from index.web.follow import News
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
app.add_typer(drafts.app)

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
    run(settings_of(archive=archive, model=model, model_url=model_url, chroma=chroma, **served))


@app.command()
@awaited
async def index(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files and folders: text, pages, PDF, tables, mail and more; see README. Or addresses of web pages.",
            metavar="PATH...",
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
    private: PrivateFlag = False,
) -> None:
    """Add articles to the archive, or bring them up to date."""
    from index.address import on_the_web
    from index.errors import InputError
    from index.load import count, options, read
    from index.web import Fetcher, fetched
    from ui.connect import connect
    from ui.progress import bar

    how, given = options(encoding, day_first, columns), settings_of(archive=archive, chroma=chroma)
    pages = [path for path in paths if on_the_web(path)]
    files = [Path(path) for path in paths if path not in pages]
    if ray and pages:
        raise InputError("--ray reads files. Add web pages without it.")
    with bar("Indexing", count(files) + len(pages)) as advance:
        if ray:
            report = _spread(given, files, how, ray, advance)
        else:
            async with Fetcher(private=private) as fetcher, connect(given) as client:
                found = await fetched(pages, fetcher, how)
                report = await client.add(chain(found, read(files, how)), advance)
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    typer.echo(f"{counts}, {len(report.failed)} failed{by_kind(report.failed)}")
    tell(report.notes, "yellow")
    tell_failed(report)


@app.command()
@awaited
async def follow(
    addresses: Annotated[
        list[str] | None,
        typer.Argument(help="Feeds, news sitemaps and folders, besides those followed before.", metavar="ADDRESS..."),
    ] = None,
    every: Annotated[str, typer.Option(help="How often each is read.", metavar="TIME")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Read what is due, and end.")] = False,
    as_list: Annotated[bool, typer.Option("--list", help="Only list what is followed, and what was wrong.")] = False,
    forget: Annotated[
        str | None, typer.Option(help="Only follow this no longer; its articles stay.", show_default=False)
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles whose file is gone from a followed folder.")
    ] = False,
    private: PrivateFlag = False,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Add what feeds, news sitemaps and folders bring, as it comes in, until stopped.

    With --once, exits with 1 where one of them could not be read.
    """
    from ui.following import follow as run
    from ui.following import line_on, seconds, sources

    settings = settings_of(archive=archive, chroma=chroma)
    if as_list or forget:
        with sources(settings) as followed:
            if forget:
                followed.forget(forget if "://" in forget else str(Path(forget).resolve()))
            for source in followed.all() if as_list else ():
                say(line_on(source))
        return
    faults: list[str] = []

    def told(news: "News") -> None:
        tell_news(news)
        faults.extend([news.fault] if news.fault else [])

    await run(settings, addresses or [], told, every=seconds(every), once=once, prune=prune, private=private)
    if faults:
        raise typer.Exit(1)


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
async def remove(
    source: Annotated[str, typer.Argument(help="The article's source as `onrecord list` shows it, or its id.")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Take an article out of the archive."""
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        removed = await client.remove(source)
    say(f"Removed {removed.title} ({removed.source})")


@app.command()
@awaited
async def rebuild(archive: ArchiveFlag = None, chroma: ChromaFlag = None) -> None:
    """Make the index anew from the texts it stores: after damage, or for another embedding model."""
    from ui.connect import rebuild as rebuild_archive
    from ui.progress import bar

    with bar("Rebuilding", None) as advance:
        report = await rebuild_archive(settings_of(archive=archive, chroma=chroma), advance)
    typer.echo(f"Rebuilt from {report.added} articles")
    tell_failed(report)


@app.command()
@awaited
async def export(
    file: Annotated[
        Path | None, typer.Argument(help="A .jsonl file; standard output without one.", show_default=False)
    ] = None,
    statements: Annotated[
        Path | None,
        typer.Option(help="Write who said what to this .parquet or .jsonl file instead.", show_default=False),
    ] = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Write the articles as JSON lines, which index back to the same archive: all that cannot be remade, corrections
    aside (`onrecord corrections --json`).
    """
    from ui import export as out
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        if statements:
            typer.echo(f"{await out.statements(client, statements)} statements written to {statements}", err=True)
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
@awaited
async def doctor(archive: ArchiveFlag = None, chroma: ChromaFlag = None) -> None:
    """Read all the archive holds, and say whether it is sound: texts, and that words stand where they are cited."""
    from ui.connect import connect
    from ui.export import faults

    read = bad = 0
    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
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


def _spread(
    settings: "Settings", paths: list[Path], how: "Options", cluster: str, advance: Callable[[int], None]
) -> "Added":
    """What became of the articles, worked on by a cluster and written by this process."""
    from index.distributed import add
    from ui.open import open_archive
    from ui.schema import Added

    with open_archive(settings) as archive:
        return Added.of(add(archive, paths, how, cluster, advance))


def _embedded(archive: Path | None, chroma: str | None) -> Path:
    """The archive's folder, which must hold all of it."""
    from index.errors import InputError
    from index.home import default_folder

    settings = settings_of(archive=archive, chroma=chroma)
    if settings.chroma:
        raise InputError(
            f"The passages are on the Chroma server {settings.chroma}: back that up with its own means, or write the "
            "articles with `onrecord export`."
        )
    return settings.archive or default_folder()
