"""A mention -> the speaker in full, inside one article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from index.article import Span
from index.english.names import NAME, is_full_name, is_given, last_name
from index.english.people import BODIES, SURNAMES_TOO, is_role
from index.statements.cast import RECENT, Cast, Person, known, named_in, of_self
from index.statements.roles import office_before, role_of

SHORT_TITLES = {
    "Gov.": "governor", "Sen.": "senator", "Rep.": "representative", "Gen.": "general", "Col.": "colonel",
    "Prof.": "professor", "Capt.": "captain", "Sgt.": "sergeant", "Lt.": "lieutenant", "Adm.": "admiral",
    "Cllr": "councillor", "Rev.": "reverend",
}  # fmt: skip

LONGEST = 80
"""Characters of a speaker's name: what is longer is cut between words."""

_POSSESSIVE = re.compile(r"(?<=s)['’]$|['’]s$")
_OF_NAME = re.compile(r" (?:of|for|on|at|in|and|&|to) [^,;]*")


class Speaker(NamedTuple):
    """The fullest name the article gives, and what it says the speaker is."""

    name: str | None
    role: str | None = None


NOBODY = Speaker(None)


def speaker_of(found: Cast, text: str, mention: Span, names: Iterable[Span]) -> Speaker:
    """The speaker in full, for a mention that is no pronoun; names: where in it a name may stand."""
    if in_office := _in_office(text, mention):
        return _named(found, text, in_office, mention) or NOBODY
    for noun in names:
        for match in NAME.finditer(text, *mention):
            if match.start() <= noun.start < match.end() and (named := _named(found, text, match, mention)):
                return named
    if (whole := NAME.fullmatch(text, *mention)) and (named := _named(found, text, whole, mention)):
        return named  # a name that the tagger does not know for one
    nominal = " ".join(text[slice(*mention)].split(",")[0].split())
    person = by_role(found, nominal, mention.start)
    return Speaker(person.name, person.role) if person else Speaker(short(nominal) or None)


def speaker_named(found: Cast, name: str | None) -> Speaker:
    """The speaker of a name that has been told before."""
    person = found.people.get(name or "")
    return Speaker(name, person.role if person else None)


def _named(found: Cast, text: str, match: re.Match[str], mention: Span) -> Speaker | None:
    title, name = named_in(text, match)
    at = match.end() - len(name)
    name = _POSSESSIVE.sub("", name)
    if name.isupper() and len(name) > 3:
        name = next((last_name(p.name) for p in found.by_last.get(name.lower(), [])), name)
    if not name:
        return None
    if person := known(found, name, title, of_self(text, match.end())) or _behind_body(found, name):
        return Speaker(person.name, person.role)
    if is_role(name) and not title:
        return None  # "the chairwoman's potential VP": what somebody is, not who
    if (rest := _OF_NAME.match(text, match.end(), mention.end)) and not title:
        return Speaker(short(name + rest[0]))
    return Speaker(name, role_of(text, at, title, name))


def _in_office(text: str, mention: Span) -> re.Match[str] | None:
    """The name behind an office that a mention begins with: "Head of Policy Maria Ruiz"."""
    for match in NAME.finditer(text, *mention):
        title, name = named_in(text, match)
        office = not title and " " in name and office_before(text, mention.start, match.end() - len(name))
        if office and is_full_name(name) and office.start() <= mention.start + len("the "):
            return match
    return None


def _behind_body(found: Cast, name: str) -> Person | None:
    """The person named right behind a body, as where a comma is missing: "at the Oldford Post Quill said"."""
    *body, last = name.split()
    if len(body) < 2 or is_given(body[0]) or body[-1] not in BODIES | SURNAMES_TOO:
        return None
    return known(found, last) if last.lower() in found.by_last else None


def by_role(found: Cast, nominal: str, at: int | None) -> Person | None:
    """ "the vice president" -> the one person whom the article calls so and names not long before, or anywhere."""
    article, *role = nominal.lower().split() or [""]
    if article != "the" or not role or not is_role(role[-1]):
        return None
    wanted = " ".join(role)
    places = found.places if at is None else found.within(at - RECENT, at)
    called = ((p, SHORT_TITLES.get(p.role, p.role).lower()) for p in {place.person for place in places} if p.role)
    fits = [person for person, role in called if wanted in role]
    return fits[0] if len(fits) == 1 else None


def short(name: str) -> str:
    """A speaker's name without a possessive ending, cut between words where it is too long."""
    name = _POSSESSIVE.sub("", name)
    return name if len(name) <= LONGEST else name[:LONGEST].rsplit(" ", 1)[0]
