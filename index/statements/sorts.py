"""What kind of speaker a name is: a person, a body, or somebody without a name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from index.english.names import HANDLE, NAME, is_full_name, is_given, parted
from index.english.people import BODIES, COUNTRIES, PAPERS, PERSONS, SURNAMES_RARELY, SURNAMES_TOO, is_role

Kind = Literal["person", "body", "unnamed"]

_PRONOUNS = frozenset({"he", "she"})

_COUNTED = frozenset(
    "all another any both each either few five four half hundreds many more most neither nine no none one others seven "
    "several six some ten these those thousands three two those".split()
)
_DETERMINERS = frozenset("a an her his its my our their the your".split())


def kind_of(name: str, has_role: bool) -> Kind:
    """The kind of a speaker, going by the name, and by whether articles tell what its bearer is.

    A person has a name ("Mara Quill", "@ash"); a body is named ("Oldford Council") or is the only one of its sort
    ("the council"); all else has no name: "two in three", "a spokesman", "sources close to Quill", "a report".
    """
    if HANDLE.fullmatch(name):
        return "person"
    plain = name.removeprefix("The ").removeprefix("the ")
    if NAME.fullmatch(plain):
        return "person" if _is_persons(plain, has_role) else "body"
    if not (words := name.split()):
        return "unnamed"
    first, head = words[0], _head(words)
    about_people = is_role(head) or is_role(head.removesuffix("s")) or head.removesuffix("s") in PERSONS
    if first.lower() in _COUNTED or first[0].isdigit() or about_people or head.removesuffix("s") in PAPERS:
        return "unnamed"
    owned = "’s " in name or "'s " in name
    named = any(word[0].isupper() for word in words[1:])
    return "body" if (first.lower() == "the" or named or owned) and first.lower() not in ("a", "an") else "unnamed"


def told_of(mention: str, speaker: str) -> int:
    """What a mention tells of its speaker: 1, that it is a person ("he", "Mr. Quill"); -1, that it is none ("the
    Lantern"); 0, neither.
    """
    said = " ".join(mention.split())
    if said.lower() in _PRONOUNS or (parted(said)[0] and NAME.fullmatch(said)):
        return 1
    return -1 if said.lower() == f"the {speaker.lower()}" else 0


def kind_as_told(name: str, speakers: Collection[str], told: Collection[int], known: bool) -> Kind:
    """The kind of a speaker by more than the name: as whom articles give it, what their mentions tell (`told_of`), and
    whether it is known to be somebody's, as by a role or because others of that last name are people.

    What articles write small is no name: "Polls show", "polls say". A person is introduced somewhere, so a bare word of
    which nothing tells who that is, is none: "Lantern said".
    """
    kind = kind_of(name, known)
    if kind != "person" or HANDLE.fullmatch(name):
        return kind
    if any(speaker.removeprefix("the ").islower() for speaker in speakers):
        return "unnamed"
    if sum(told) < 0:
        return "body"
    return "person" if " " in name or known or sum(told) > 0 or is_given(name) else "body"


def _is_persons(name: str, has_role: bool) -> bool:
    title, plain = parted(name)
    words = plain.split()
    if not words or plain in COUNTRIES:
        return False
    last, given = words[-1], is_given(words[0]) or words[0].endswith(".")
    if len(words) == 1:
        site = last.rpartition(".")[2].islower()  # "Oldford.com"
        body = plain.isupper() or last in BODIES or site or (last in SURNAMES_TOO and last.endswith("s"))
        return bool(title) or not (body or is_role(plain))
    if last in BODIES and last not in SURNAMES_RARELY:
        return False
    return given or (
        is_full_name(plain) and (bool(title) or has_role or last not in SURNAMES_TOO) and not is_role(last)
    )


def _head(words: list[str]) -> str:
    """The word of a phrase that says what it is: of "a senior aide to Quill", "aide"."""
    ends = ("of", "for", "to", "from", "in", "at", "on", "with", "close", "near", "who", "by", "familiar", "said")
    end = next((i for i, word in enumerate(words) if i and word.lower() in ends), len(words))
    return words[end - 1].lower().strip(",.") if words else ""
