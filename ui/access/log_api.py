"""What was changed, and by whom, over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query

from ui.access.shapes import ChangesOut
from ui.schema import Offset


def add_to(routes: APIRouter, folder: Path) -> None:
    """Add the route; folder is the archive's."""

    @routes.get("/log", response_model=ChangesOut, summary="What was changed, and by whom", tags=["state"])
    def log(limit: Annotated[int, Query(ge=1, le=1000)] = 50, offset: Offset = 0) -> ChangesOut:
        """Newest first; the last half million lines are kept."""
        return ChangesOut.last(folder, limit, offset)
