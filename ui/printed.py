"""What the commands print for people of what the API answers."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.terminal import say, shown

if TYPE_CHECKING:
    from rich.text import Text

    from index.web.follow import News
    from ui.schema import Added, ArticleOut, CitationOut, CorrectionOut, FailureOut, HitOut, Reply
    from ui.schema.changed import Versions

_VERDICTS = {"related": "No answer, but passages that mention it", "absent": "Not in the archive"}

_STYLES = {"same": "", "gone": "red strike", "new": "green"}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""Of words that stay, went and came; where there are no colours the marks (those of wdiff) tell them apart."""

_TOLD = 100
"""How many things that were not read are told one by one."""


def show(reply: Reply) -> None:
    """An answer for people: what it is, how it was read, its claims, and the places that they rest on."""
    from qa.answer import Revision
    from qa.wording import changed

    if verdict := _VERDICTS.get(reply.status):
        say(f"{verdict}\n", bold=True)
    for note in reply.notes:
        say(f"({note})", dim=True)
    say(reply.answer)
    if more := reply.more:
        topic = f" --about {shlex.quote(more.topic)}" if more.topic else ""
        say(f"\nAll {more.statements}: onrecord who {shlex.quote(more.speaker)}{topic}")
    if reply.citations:
        typer.echo()
    for citation in reply.citations:
        say(f"[{citation.number}] {place(citation)}")
        if told := changed([Revision(**was.model_dump()) for was in citation.was]):
            say(f"    {' '.join(told.split())}", dim=True)


def place(found: CitationOut | HitOut) -> str:
    """Where words stand, for people."""
    from qa.wording import on_page

    where = [found.title, found.published, found.source, on_page(found.page, found.ocr)]
    told = ", ".join(str(part) for part in where if part)
    return f"{told}, characters {found.start}-{found.end}"


def corrected(one: CorrectionOut) -> str:
    """What was corrected, in a line: when, whose words they are and what was said, and what takes it back."""
    who = f"{one.name or 'somebody'} is {one.speaker}"
    if one.statements:
        said = " ".join(one.statements[0].text.split())
        more = f" and {len(one.statements) - 1} more" if len(one.statements) > 1 else ""
        who = f"{one.speaker or 'nobody'}, not {one.name or 'somebody'}: {said}{more}"
    return f"{one.made:%Y-%m-%d %H:%M}  {one.id}  {who}"


def show_versions(article: ArticleOut, held: Versions) -> None:
    """Print what was changed in an article each time, newest first."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if not held.total:
        console.print(Text(f"{shown(article.title)}: it has not been changed."))
    later = article
    for version in held.versions:
        console.print(Text(f"{version.replaced:%Y-%m-%d %H:%M}  until then it was {version.version}", "bold"))
        for name in version.changed:
            if name != "text":
                fields = [("gone", getattr(version, name)), ("new", getattr(later, name))]
                console.print(_line(f"{name}: ", [(op, f"{value} ") for op, value in fields if value]))
        if version.diff:
            console.print(_line("", [(piece.op, piece.text) for piece in version.diff]))
        later = version
    if left := held.total - len(held.versions):
        console.print(Text(f"and {left} before, which are not kept"))


def _line(name: str, pieces: list[tuple[str, str]]) -> Text:
    """Pieces of texts in a line."""
    from rich.text import Text

    text = Text(f"    {name}")
    for op, words in pieces:
        opening, closing = _MARKS[op]
        text.append(f"{opening}{shown(' '.join(words.split()))}{closing}", _STYLES[op])
        text.append(" ")
    return text


def tell_news(news: News) -> None:
    """Say what a followed source brought, if anything, and what was wrong."""
    if news.articles:
        say(f"{news.source}: {news.articles} {'article' if news.articles == 1 else 'articles'}")
    for failure in news.failed:
        say(f"{failure.source}: {failure.reason}", fg="red", err=True)
    for gone in news.vanished:
        say(f"{gone}: it is gone.", fg="yellow", err=True)
    if news.fault:
        say(f"{news.source}: {news.fault}", fg="red", err=True)


def tell_failed(report: Added) -> None:
    """Say what failed, and exit with 1 where anything did."""
    tell(report.failed, "red")
    if report.failed:
        raise typer.Exit(1)


def tell(what: list[FailureOut], color: str) -> None:
    """Say what was not read, or is to be known of it, each in a line on standard error."""
    for one in what[:_TOLD]:
        say(f"{one.source}: {one.reason}", fg=color, err=True)
    if len(what) > _TOLD:
        typer.secho(f"and {len(what) - _TOLD} more", fg=color, err=True)


def by_kind(failed: list[FailureOut]) -> str:
    """What could not be read, by what the names of the files end in: ".pdf (2), .txt (1)" after a colon."""
    kinds = Counter(Path(failure.source.partition(", ")[0]).suffix.lower() or "others" for failure in failed)
    return ": " + ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items())) if kinds else ""
