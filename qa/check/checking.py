"""The whole check: a draft's text -> its findings, one by one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace

from index import Archive, InputError
from index.language import ENGLISH
from qa.check import paraphrases, quotations
from qa.check.candidates import Pages, Wanted
from qa.check.draft import Draft, Quoted, Told, quoting
from qa.check.finding import Checked, Finding, Variant

MAX_DRAFT = 200_000
"""Characters of a draft that is checked at once, some 33,000 words: no check takes for ever."""

_AT_ONCE = 16
"""Findings whose articles are read together."""

_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Checking:
    """A draft being checked: gives its findings one by one, in the order in which they stand; `so_far` has them all."""

    def __init__(self, draft: Draft, archive: Archive):
        self._findings = _findings(draft, archive)
        self._found: list[Finding] = []
        self._notes = notes(draft)
        self._seconds = 0.0

    def __iter__(self) -> Iterator[Finding]:
        began = time.perf_counter()
        for finding in self._findings:
            self._found.append(finding)
            self._seconds = time.perf_counter() - began
            yield finding
        self._seconds = time.perf_counter() - began

    @property
    def so_far(self) -> Checked:
        """What was found until now."""
        return Checked(tuple(self._found), self._notes, round(self._seconds, 4))


def begun(text: str, archive: Archive) -> Checking:
    """The check of a draft, begun. Raises InputError for what is no draft."""
    return Checking(read(text), archive)


def check(text: str, archive: Archive) -> Checked:
    """A draft checked, whole. Raises InputError for what is no draft."""
    checking = begun(text, archive)
    for _ in checking:
        pass
    return checking.so_far


def variants(words: str, archive: Archive) -> tuple[Variant, ...]:
    """How each article prints a quotation, oldest first; raises InputError for fewer than three words."""
    draft, _ = quoting(words, None)
    found = next((finding for finding in begun(draft, archive) if finding.kind == "quotation"), None)
    if found is None:
        raise InputError("words: a quotation has at least three words. Send the whole of it.", "words")
    return found.variants


def read(text: str) -> Draft:
    """The draft of a text; raises InputError for one that cannot be checked."""
    if not text.strip():
        raise InputError("text: the draft is empty. Send the words that are to be checked.", "text")
    if len(text) > MAX_DRAFT:
        told = f"text: the draft has {len(text):,} characters. Check at most {MAX_DRAFT:,} at once: a part at a time."
        raise InputError(told, "text")
    if _HALF.search(text):
        raise InputError("text: it holds half of a character (a lone surrogate). Send whole Unicode.", "text")
    if _CONTROL.search(text):
        raise InputError("text: it is no text, but a file's bytes. Send the file itself, or its text.", "text")
    return Draft(text)


def notes(draft: Draft) -> tuple[str, ...]:
    """What of a draft cannot be looked at."""
    if draft.language in (None, ENGLISH):
        return ()
    told = f"The draft is not in English ({draft.language}): whom it lets speak is not told, its quotations are checked"
    return (f"{told} by their words alone.",)


def _findings(draft: Draft, archive: Archive) -> Iterator[Finding]:
    pages = Pages(archive)
    wanted: list[Quoted | Told] = sorted([*draft.quoted, *draft.told], key=lambda one: one.span)
    for first in range(0, len(wanted), _AT_ONCE):
        some = [_meant(one, archive) for one in wanted[first : first + _AT_ONCE]]
        for one, places in zip(some, pages.near([_wanted(one) for one in some]), strict=True):
            if isinstance(one, Quoted):
                yield quotations.judged(one, draft, places, pages)
            else:
                yield paraphrases.judged(one, draft, places)


def _meant(one: Quoted | Told, archive: Archive) -> Quoted | Told:
    """It with the one who is meant by the name that it gives, where the user said that this is another's."""
    meant = archive.meant_by(one.source.name) if one.source and one.source.name else None
    return replace(one, source=replace(one.source, meant=meant)) if one.source and meant else one


def _wanted(one: Quoted | Told) -> Wanted:
    name = one.source.name if one.source else None
    if isinstance(one, Told):
        return Wanted([one.content], name)
    return Wanted([piece.written(0, len(piece)) for piece in one.pieces], name)
