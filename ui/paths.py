"""Where a request is meant for: the path within an app, wherever that is served."""

from __future__ import annotations

from starlette.types import Scope


def own_path(scope: Scope) -> str:
    """The path without that of the archive, where several are served by one server."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
