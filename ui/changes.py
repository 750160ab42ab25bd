"""When an article was changed and how, on a terminal: words that went struck through, words that came set out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.terminal import shown

if TYPE_CHECKING:
    from rich.text import Text

    from ui.changed import Versions
    from ui.schema import ArticleOut

_STYLES = {"same": "", "gone": "red strike", "new": "green"}


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
    """Pieces in a line; where there are no colours, those that went stand in [-...-], those that came in {+...+}."""
    from rich.text import Text

    marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    text = Text(f"    {name}")
    for op, words in pieces:
        opening, closing = marks[op]
        text.append(f"{opening}{shown(' '.join(words.split()))}{closing}", _STYLES[op])
        text.append(" ")
    return text
