"""The commands that keep an archive up to date: follow and watch."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

from typing import TYPE_CHECKING, Annotated

import typer

from ui.command import awaited, settings_of
from ui.flags import ArchiveFlag, ChromaFlag, JsonFlag, PrivateFlag
from ui.printed import tell_news
from ui.terminal import say

if TYPE_CHECKING:
    from index.web.follow import News
    from ui.following.shapes import WatchNews, WatchOut

app = typer.Typer()

_SHOWN = 5
"""Claims of each question."""


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
        str | None,
        typer.Option(help="Only follow this no longer; its articles stay.", metavar="ADDRESS", show_default=False),
    ] = None,
    pause: Annotated[
        str | None, typer.Option(help="Only leave this alone for now.", metavar="ADDRESS", show_default=False)
    ] = None,
    resume: Annotated[
        str | None, typer.Option(help="Only go on with this.", metavar="ADDRESS", show_default=False)
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles whose file is gone from a followed folder.")
    ] = False,
    private: PrivateFlag = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
) -> None:
    """Add what feeds, news sitemaps and folders bring, as it comes in, until stopped.

    Where the archive is being served, its server does that, and this ends. With --once, exits with 1 where one of them
    could not be read.
    """
    from ui.following.reading import follow as run
    from ui.following.reading import followed_as, line_on, nothing_due, sources

    settings = settings_of(archive=archive, chroma=chroma, private=private)
    if as_list or forget or pause or resume:
        with sources(settings) as followed:
            if forget:
                followed.forget(followed_as(forget))
            for named, paused in ((pause, True), (resume, False)):
                if named:
                    followed.pause(followed_as(named), paused)
            for source in followed.all() if as_list else ():
                say(line_on(source))
        return
    heard: list[News] = []

    def told(news: "News") -> None:
        tell_news(news)
        heard.append(news)

    if reader := await run(settings, addresses or [], told, every=_seconds(every), once=once, prune=prune):
        say(f"The server at {reader} reads what is followed. `onrecord follow --list` shows how that goes.")
    elif not heard:
        with sources(settings) as followed:
            say(nothing_due(followed.next()))
    if any(news.fault for news in heard):
        raise typer.Exit(1)


def _seconds(every: str) -> float:
    from index.errors import InputError
    from ui.settings import seconds

    try:
        return seconds(every)
    except ValueError as error:
        raise InputError(f"every: {error}.") from None


@app.command()
@awaited
async def watch(
    question: Annotated[
        str | None, typer.Argument(help="What is to be asked again; without it, what was new is shown.")
    ] = None,
    hook: Annotated[
        str | None,
        typer.Option(help="An address that is sent what is new, signed.", metavar="URL", show_default=False),
    ] = None,
    remove: Annotated[
        str | None, typer.Option(help="Watch this one no longer.", metavar="ID", show_default=False)
    ] = None,
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Watch a question: while the archive is served, it is asked again as articles come in, and what is new is told."""
    from ui.connect import connect

    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        if remove:
            say(f"No longer watched: {(await client.unwatch(remove)).question}")
        elif question:
            made = await client.watch(question, hook)
            if as_json:
                typer.echo(made.model_dump_json(indent=2))
                return
            _show(made, client.address)
            if made.secret:
                say(f"    its messages are signed with {made.secret}, which is told this once")
        else:
            news = [await client.watched(one.id, limit=_SHOWN) for one in (await client.watches()).watches]
            for one in news:
                typer.echo(one.model_dump_json()) if as_json else _show_news(one, client.address)


def _show_news(news: "WatchNews", server: str) -> None:
    _show(news.watch, server)
    for one in news.news:
        say(f"    {one.told:%Y-%m-%d %H:%M}  {' '.join(one.text.split())}")
        for cited in one.citations:
            say(f"        {cited.title}, {cited.source}, characters {cited.start}-{cited.end}")


def _show(watch: "WatchOut", server: str) -> None:
    say(f"{watch.id}  {watch.question}", bold=True)
    say(f"    {watch.news} new since {watch.made:%Y-%m-%d}; feed: {server}{watch.feed}")
    faults = [
        f"not asked: {watch.fault}" if watch.fault else "",
        f"{watch.hook}: {watch.hook_fault}" if watch.hook_fault else "",
    ]
    for fault in filter(None, faults):
        say(f"    {fault}", fg="red", err=True)
