"""The commands that bring articles in and take them out: index and remove."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.command import awaited, settings_of
from ui.flags import ArchiveFlag, ChromaFlag, PrivateFlag
from ui.printed import by_kind, tell, tell_failed
from ui.terminal import say

if TYPE_CHECKING:
    from index.load import Options
    from ui.schema import Added
    from ui.settings import Settings

app = typer.Typer()


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
    private: PrivateFlag = None,
) -> None:
    """Add articles to the archive, or bring them up to date."""
    from index.address import on_the_web
    from index.errors import InputError
    from index.load import count, options, read
    from index.web import Fetcher, fetched
    from ui.connect import connect
    from ui.progress import bar

    how, given = options(encoding, day_first, columns), settings_of(archive=archive, chroma=chroma, private=private)
    pages = [path for path in paths if on_the_web(path)]
    files = [Path(path) for path in paths if path not in pages]
    if ray and pages:
        raise InputError("--ray reads files. Add web pages without it.")
    with bar("Indexing", count(files) + len(pages)) as advance:
        if ray:
            report = _spread(given, files, how, ray, advance)
        else:
            async with Fetcher(private=given.private) as fetcher, connect(given) as client:
                found = await fetched(pages, fetcher, how)
                report = await client.add(chain(found, read(files, how)), advance)
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    typer.echo(f"{counts}, {len(report.failed)} failed{by_kind(report.failed)}")
    tell(report.notes, "yellow")
    tell_failed(report)


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


def _spread(
    settings: "Settings", paths: list[Path], how: "Options", cluster: str, advance: Callable[[int], None]
) -> "Added":
    """What became of the articles, worked on by a cluster and written by this process."""
    from index.distributed import add
    from ui.open import open_archive
    from ui.schema import Added

    with open_archive(settings) as archive:
        return Added.of(add(archive, paths, how, cluster, advance))
