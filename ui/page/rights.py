"""Who looks at the page, of which archive, and whether they may change it."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from index.changes import actor
from ui.access.door import ANYBODY
from ui.page.markup import text


class Shown(TypedDict):
    """Of what they may do, what the page shows; and as HTML, where and who they are."""

    may: Literal["read", "write"]
    told: str


def masthead(name: str | None) -> str:
    """Which archive the page is of, where others are served beside it."""
    if not name:
        return ""
    return f'<a class="of" href="../" title="Other archives"><span class="unseen">Archive: </span>{text(name)}</a>'


class Rights:
    """Of an archive that is served beside others under this name, or by itself."""

    def __init__(self, name: str | None):
        self._name = name

    def rights(self, _: Any) -> Shown:
        """Those of who asks."""
        who = actor()
        does = "change the archive" if who.may_change else "read"
        where = f'<p>This is the archive {text(self._name)}. <a href="../">Other archives</a></p>' if self._name else ""
        told = f'<p>Signed in as {text(who.name)}, to {does}. <a href="logout">Sign out</a></p>'
        return {"may": "write" if who.may_change else "read", "told": where + ("" if who == ANYBODY else told)}
