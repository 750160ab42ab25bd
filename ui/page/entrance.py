"""What is shown before the page: to sign in and out, and to choose an archive. Each comes whole, with its style."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import HTMLResponse

_STATIC = Path(__file__).parent / "static"


def entrance(name: str, status: int = 200, **told: str) -> HTMLResponse:
    """One of them by name; told is HTML, put where the page names it."""
    shown = _read("frame").replace("{main}", _read(name))
    for place, html in told.items():
        shown = shown.replace(f"{{{place}}}", html)
    return HTMLResponse(shown, status)


def _read(name: str) -> str:
    return (_STATIC / f"{name}.html").read_text("utf-8").strip()
