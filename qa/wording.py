"""A claim in words: who says it, where and when it was published, and the words, marked for what they are.

Between our marks stand a speaker's own words and nothing else; an outlet's words stand without marks of ours, its own
marks as they are. Every door (text, page, Markdown) takes the introduction and the words from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from qa.page import count_words

_NO_ROLE = re.compile(r"[\d“”\"]")
"""What is in no role that is shown: a number would be a claim of its own, a mark would open a quotation."""

if TYPE_CHECKING:
    from qa.answer import Citation, Claim, Revision, Words

MOST_INTRODUCTION = 20
"""Words of an introduction: the role of a speaker is left out of a longer one."""


def spelt(day: date | None) -> str:
    """A date as a newspaper writes it: 5 March 2024."""
    return f"{day.day} {day:%B %Y}" if day else ""


def on_page(page: int | None, ocr: bool) -> str:
    """On which page words stand, and that they were read from a picture of it: "p. 3, read by OCR"."""
    return ", ".join([f"p. {page}"] * bool(page) + ["read by OCR"] * ocr)


def changed(was: Sequence[Revision], now: Revision | None = None) -> str:
    """That cited words read otherwise once, or read otherwise by now; "" where they do not."""
    told = []
    for day in dict.fromkeys(spelt(revision.when) for revision in was):
        words = " ".join(revision.words for revision in was if spelt(revision.when) == day)
        told.append(f"Until {day} it read: {words}" if words.strip() else f"Added on {day}.")
    if now:
        day = f"on {spelt(now.when)}" if now.when else "since"
        told.append(f"Changed {day}, now: {now.words}" if now.words else f"Taken out {day}.")
    return " ".join(told)


def outlet(claim: Claim) -> str:
    """Who published a claim's words, and when: "Harbour Gazette (3 April 2023)", "An article"."""
    when = f" ({spelt(claim.published)})" if claim.published else ""
    return f"{claim.outlet or 'An article'}{when}"


def introduction(claim: Claim, before: Sequence[Claim] = ()) -> str:
    """Who speaks, or who reports and on whom; nothing before a sentence that says so itself.

    before are the claims that are shown before it: a speaker is introduced once, and so is an article.
    """
    if claim.sentence:
        return ""
    same = bool(before) and _article(before[-1]) == _article(claim)
    if claim.kind != "quoted":
        source = (claim.outlet or "The article") if same else outlet(claim)
        return f"{source} on {claim.speaker}:" if claim.kind == "reported" else f"{source}:"
    known = [other for other in before if other.kind == "quoted" and other.speaker == claim.speaker]
    if same and known:
        return f"{claim.speaker}:"
    source = outlet(claim).replace("An article", "an article")
    full, short = f"{claim.speaker}, {claim.role}, in {source}:", f"{claim.speaker}, in {source}:"
    fits = bool(claim.role) and not _NO_ROLE.search(claim.role or "") and count_words(full) <= MOST_INTRODUCTION
    return full if fits and not known else short


def shown(words: Words, kind: str) -> str:
    """Words as they are shown: a speaker's own between our marks; an outlet's as they stand, open marks completed."""
    if kind == "quoted":
        return f"“{words.text}”"
    opening = f"{words.opens}… " if words.opens else ""
    closing = f" …{words.closes}" if words.closes else ""
    return f"{opening}{words.text}{closing}"


def _in_line(said: str) -> str:
    """Words without the breaks between their paragraphs: a claim is a paragraph."""
    return re.sub(r"\s*\n\s*", " ", said)


def quotation(claim: Claim) -> str:
    """All the words that a claim shows, an ellipsis between them, and before them where they begin amid a quotation."""
    begun = "… " if claim.kind == "quoted" and claim.words and claim.words[0].opens else ""
    return begun + " … ".join(shown(words, claim.kind) for words in claim.words)


def text(claim: Claim, before: Sequence[Claim] = ()) -> str:
    """The claim as a line of text, its marks at the end: `John Kirby, in an article (5 March 2024): “…” … “…” [1]`."""
    said = _in_line(claim.sentence or quotation(claim))
    return " ".join(part for part in (introduction(claim, before), said, marks(claim.citations)) if part)


def marks(citations: Sequence[Citation]) -> str:
    """The marks of citations: `[1][2]`."""
    return "".join(f"[{citation.number}]" for citation in citations)


def texts(claims: Sequence[Claim]) -> Iterator[str]:
    """The text of each claim, behind those before it."""
    return (text(claim, claims[:n]) for n, claim in enumerate(claims))


def _article(claim: Claim) -> str | None:
    return claim.citations[0].article if claim.citations else None
