"""The names in a page's byline."""

from __future__ import annotations

import re

_NO_NAME = frozenset(
    "account admin administrator author authors by click comment comments contributor contributors correspondent "
    "desk editor editorial editors email facebook follow log logged login magazine media modified news newsroom online "
    "posted press published reporter reporters role share special staff subscribe team twitter updated user username "
    "website writer writers ".split()
)
"""Words that stand beside names in bylines and in none."""
_AGENCIES = frozenset({"associated press", "the associated press", "press association", "canadian press"})
_LONGEST = 5


def names(found: str | None, publisher: str | None) -> str | None:
    """The names in what was found for an author, as "Bo Li; Ana Ruiz"; None where it holds none."""
    kept = []
    for part in re.split(r"\s*[;|,]\s*", found or ""):
        name = re.sub(r"^(?:.*\s)?by\s+", "", part.strip(), flags=re.IGNORECASE)
        if _is_name(name) and name.casefold() != (publisher or "").casefold():
            kept.append(name.title() if name.isupper() and " " in name else name)
    return "; ".join(dict.fromkeys(kept)) or None


def _is_name(part: str) -> bool:
    words = re.findall(r"[^\W_]+", part.lower())
    if not words or len(words) > _LONGEST or re.search(r"[\d:@/]", part):
        return False
    return part.lower() in _AGENCIES or not _NO_NAME.intersection(words)
