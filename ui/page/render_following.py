"""What is followed, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from index.web.sources import Source
from ui.page.markup import count, text

_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def sources(followed: Sequence[Source], now: float, every: float | None) -> str:
    """A table of what is followed; every is how often this server reads it, if it does."""
    if not followed:
        return '<p class="empty">Nothing is followed yet. Paste the address of a feed to begin.</p>'
    resting = (
        "" if every else '<p class="empty">This server reads none of them: it was started with --follow never.</p>'
    )
    rows = "".join(_row(source, now) for source in followed)
    return (
        f'{resting}<table><caption class="unseen">Sources</caption><thead><tr><th scope="col">Source</th>'
        '<th scope="col" class="read">Last read</th><th scope="col" class="due">Next</th>'
        '<th scope="col" class="number">Articles</th><th><span class="unseen">Change</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(source: Source, now: float) -> str:
    name = source.title or source.address
    address = f"<small><bdi>{text(source.address)}</bdi></small>" if source.title else ""
    return (
        f'<tr><td class="source"><strong><bdi>{text(name)}</bdi></strong>{address}{_fault(source)}</td>'
        f'<td class="read">{_read(source, now)}</td><td class="due">{_due(source, now)}</td>'
        f'<td class="number">{source.brought:,}</td><td class="change">{_buttons(source, name)}</td></tr>'
    )


def _fault(source: Source) -> str:
    if not source.fault:
        return ""
    times = f" It failed {count(source.failures, 'time')} in a row." if source.failures > 1 else ""
    return f'<span class="why">Could not be read: {text(source.fault)}{times}</span>'


def _read(source: Source, now: float) -> str:
    return moment(source.read, ago(now - source.read)) if source.read else "not yet"


def _due(source: Source, now: float) -> str:
    if source.paused:
        return "paused"
    return "now" if source.due <= now else moment(source.due, f"in {_span(source.due - now)}")


def _buttons(source: Source, name: str) -> str:
    does, label = ("resume", "Resume") if source.paused else ("pause", "Pause")
    return (
        f'<button type="button" data-{does}="{source.id}" aria-label="{label} {text(name)}">{label}</button> '
        f'<button type="button" data-forget="{source.id}" data-title="{text(name)}" '
        f'aria-label="Remove {text(name)}">Remove</button>'
    )


def moment(seconds: float, told: str) -> str:
    """A time (seconds since 1970), told as here; the exact one shows when it is pointed at."""
    at = datetime.fromtimestamp(int(seconds), UTC)
    return f'<time datetime="{at.isoformat()}" title="{at:%Y-%m-%d %H:%M} UTC">{told}</time>'


def ago(seconds: float) -> str:
    """How long ago, in words."""
    return "just now" if seconds < _UNITS[-1][0] else f"{_span(seconds)} ago"


def _span(seconds: float) -> str:
    """So long, in words: 12 minutes."""
    for size, unit in _UNITS:
        if seconds >= size:
            return count(int(seconds // size), unit)
    return "a minute"
