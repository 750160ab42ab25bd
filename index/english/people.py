"""What people are called beside their names: titles, offices and other roles; and the words of bodies and places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.english.lexicon import listed

TITLES = frozenset(listed("people.toml", "titles"))
"""What stands before a name, as part of it: "Senator", "Mr."."""

COURTESY = frozenset(listed("people.toml", "courtesy"))
"""Titles that say nothing of what somebody is."""

HE_TITLES = frozenset(listed("people.toml", "he_titles"))
SHE_TITLES = frozenset(listed("people.toml", "she_titles"))

ROLES = frozenset(listed("people.toml", "roles"))
"""What people are: "a spokesman for the ministry"."""

HE_ROLES = frozenset(listed("people.toml", "he_roles")) | frozenset(listed("people.toml", "he_persons"))
SHE_ROLES = frozenset(listed("people.toml", "she_roles")) | frozenset(listed("people.toml", "she_persons"))

ROLE_WORDS = frozenset(listed("people.toml", "role_words"))
"""What stands before or between the words of a role: "deputy campaign manager"."""

FORMER = frozenset(listed("people.toml", "former"))
"""What tells that somebody holds an office no longer: "former mayor", "ex-mayor"."""

BODIES = frozenset(listed("bodies.toml", "bodies"))
"""Words that hardly any person's name holds: what has one of them is a body or a place."""

SURNAMES_TOO = frozenset(listed("bodies.toml", "surnames_too"))
"""Words of places and bodies that are last names, too."""

SURNAMES_RARELY = frozenset(listed("bodies.toml", "surnames_rarely"))
"""Those of BODIES that are last names, too, where the text says so: "Police Chief James Hall"."""

PERSONS = frozenset(listed("people.toml", "persons"))
"""Words for people that say nothing of what they do: "a boy"."""

COUNTRIES = frozenset(listed("bodies.toml", "countries"))
"""Countries and capitals that speak for themselves: "Russia said"."""

PAPERS = frozenset(listed("bodies.toml", "documents"))
"""Words of papers and reports that speak: "the study found"."""

_ALIKE = [frozenset(words.split("/")) for words in listed("people.toml", "alike")]
_TITLES_FOLDED = frozenset(title.rstrip(".").lower() for title in TITLES)
_MADE = re.compile(r"(?<=[a-z]{2})(?:ologist|onomer|grapher|ician|woman|keeper|maker|monger|builder|herder|setter)s?$")


def is_role(word: str) -> bool:
    """Whether a word says what somebody is: "minister", "co-founder", "limnologist"."""
    word = word.lower()
    return word in ROLES or word.rsplit("-", 1)[-1] in ROLES or bool(_MADE.search(word))


def roles_alike(roles: Iterable[str]) -> frozenset[str]:
    """The words for these roles: a lawyer is an attorney."""
    own = frozenset(roles)
    return own.union(*(words for words in _ALIKE if words & own))


def is_title(word: str) -> bool:
    """Whether a word is a title, be it in capitals or without its full stop: "SEN", "MS."."""
    return word.rstrip(".").lower() in _TITLES_FOLDED


def pronoun_of(text: str | Iterable[str]) -> str | None:
    """The pronoun that titles and roles ask for, if any."""
    for word in text.split() if isinstance(text, str) else text:
        if word in HE_TITLES or word.lower() in HE_ROLES:
            return "he"
        if word in SHE_TITLES or word.lower() in SHE_ROLES:
            return "she"
    return None
