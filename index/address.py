"""Addresses of the web, as far as they may be kept and linked to."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

_LONGEST = 4000
_NEVER = frozenset('<>"\\^`{|}')
"""What stands in no address (RFC 3986, 2), blanks and what cannot be printed aside."""


def on_the_web(address: str | None, base: str | None = None) -> str | None:
    """An absolute address, http or https; a relative one as seen from the base, if that is one. None of any other."""
    try:
        whole = urljoin(base or "", (address or "").strip())
        parts = urlsplit(whole)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    written = whole.isprintable() and " " not in whole and _NEVER.isdisjoint(whole)
    return whole if is_one and written and len(whole) <= _LONGEST else None
