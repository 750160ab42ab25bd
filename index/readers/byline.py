"""The names in a page's byline."""

from __future__ import annotations

import re

from index.english.calendar import MONTHS

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
        if _is_name(name) and not is_outlet(name, publisher):
            kept.append(name.title() if name.isupper() and " " in name else name)
    return "; ".join(dict.fromkeys(kept)) or None


def is_outlet(name: str, publisher: str | None) -> bool:
    """Whether a name is the publisher's, or made of its address: "Corby Post" of corbypost.com."""
    address = re.sub(r"^www\.|(?:\.[a-z]{2,4})?\.[a-z]{2,4}$", "", (publisher or "").strip().lower())
    return bool(_plain(name)) and _plain(name) in (_plain(publisher or ""), _plain(address))


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_name(part: str) -> bool:
    words = re.findall(r"[^\W_]+", part.lower())
    if len(words) == 1 and len(words[0]) > 2 and any(month.lower().startswith(words[0]) for month in MONTHS):
        return False
    if not words or len(words) > _LONGEST or re.search(r"[\d:@/]", part):
        return False
    return part.lower() in _AGENCIES or not _NO_NAME.intersection(words)
