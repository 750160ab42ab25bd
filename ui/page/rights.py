"""Who looks at the page, and whether they may change the archive."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from index.changes import actor
from ui.access.door import ANYBODY
from ui.page.markup import text


class Shown(TypedDict):
    """Of what they may do, what the page shows, and as HTML, who they are."""

    may: Literal["read", "write"]
    told: str


def rights(_: Any) -> Shown:
    """Of who asks."""
    who = actor()
    may: Literal["read", "write"] = "write" if who.may_change else "read"
    does = "change the archive" if who.may_change else "read"
    told = f'Signed in as {text(who.name)}, to {does}. <a href="/logout">Sign out</a>'
    return {"may": may, "told": "" if who == ANYBODY else told}
