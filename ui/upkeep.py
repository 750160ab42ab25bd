"""The commands that keep an archive: rebuild, export, backup, restore and doctor."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.command import awaited, settings_of
from ui.flags import ArchiveFlag, ChromaFlag
from ui.printed import tell_failed
from ui.terminal import say

if TYPE_CHECKING:
    from index.tables import Tables

app = typer.Typer()


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
        typer.Option(help="Write who said what to this .parquet or .jsonl file.", show_default=False),
    ] = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Write the articles as JSON lines, which index back to the same archive: all that cannot be remade, corrections
    (`onrecord corrections --json`) and earlier versions (`onrecord backup`) aside.
    """
    from ui import export as out
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
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
        articles = run(folder, file, advance, kept=_kept())
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
        run(found, folder, advance, replace=replace, kept=_kept())
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


def _kept() -> list[type["Tables"]]:
    """What a backup holds besides the articles."""
    from index.web.sources import Sources
    from ui.following.watches import Watches
    from ui.notebook.conversations import Conversations
    from ui.notebook.notes import Notebook

    return [Sources, Watches, Notebook, Conversations]


def _embedded(archive: Path | None, chroma: str | None) -> Path:
    """The archive's folder, which must hold all of it."""
    from index.errors import InputError

    settings = settings_of(archive=archive, chroma=chroma)
    if settings.chroma:
        raise InputError(
            f"The passages are on the Chroma server {settings.chroma}: back that up with its own means, or write the "
            "articles with `onrecord export`."
        )
    return settings.folder
