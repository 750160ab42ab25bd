"""Quotations and answers with their references, as text to take elsewhere: plain, and Markdown with footnotes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote, urlencode

from index import on_the_web
from qa import Answer, Citation, Claim, Filters
from qa.answer import EXTRACTIVE
from qa.wording import changed, introduction, on_page, quotation, spelt
from ui.notebook.notes import Note
from ui.page.conversation import Exchange

PARTS = {"speaker": "Speaker", "topic": "About", "publisher": "Publisher", "dates": "Dates"}
"""How the parts of a constraint are called."""

_WHOLE, _END = 8, 4
"""Words that an address names whole, and at either end of longer ones."""

_WORDS = re.compile(r"\S+")
_EDGE = re.compile(r"^\W+|\W+$")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$&])")


HERE = "."
"""The page, wherever it is served: for links on itself."""


def link(article: str, origin: str = HERE) -> str:
    """The permanent address of an article, as it is when it is opened."""
    return f"{origin}/?article={article}"


def version(article: str, version: str, origin: str = HERE) -> str:
    """The permanent address of a version of an article."""
    return f"{link(article, origin)}&version={version}"


def words(article: str, start: int, end: int, version: str | None, origin: str = HERE) -> str:
    """That of words in a version of it: in another, other words may stand there."""
    named = f"&version={version}" if version else ""
    return f"{link(article, origin)}&start={start}&end={end}{named}"


def at_words(url: str, words: str, page: int | None = None) -> str:
    """A publisher's page at words of it (a text fragment, as browsers read it); of a PDF at its page (RFC 8118)."""
    if "#" in url:
        return url
    if page:
        return f"{url}#page={page}"
    # Marks are not the same everywhere; words are.
    found = _WORDS.findall(words)
    ends = [words] if len(found) <= _WHOLE else [" ".join(found[:_END]), " ".join(found[-_END:])]
    ends = [quote(_EDGE.sub("", end), safe="").replace("-", "%2D") for end in ends]
    return f"{url}#:~:text={','.join(ends)}" if any(ends) else url


def person(name: str, about: str = "", filters: Filters | None = None, direct: bool = False) -> str:
    """The permanent address of what a person said, or said on a topic, of a publisher and within some days."""
    of = filters or Filters()
    named = {"person": name, "about": about, "publisher": of.publisher, "from": of.since, "to": of.until}
    return f"{HERE}/?" + urlencode({key: value for key, value in {**named, "direct": direct}.items() if value})


def question(exchange: Exchange) -> str:
    """The address at which a question, as it was understood, is asked again."""
    f = exchange.filters
    asked = exchange.answer.question if exchange.answer else exchange.asked
    without = json.dumps([[*one] for one in exchange.without]) if exchange.without else None
    named: dict[str, object] = {"q": asked, "without": without, "speaker": f.speaker, "publisher": f.publisher}
    named |= {"from": f.since, "to": f.until, "only": f.article}
    return f"{HERE}/?" + urlencode({name: value for name, value in named.items() if value})


def where(title: str, publisher: str | None, published: date | None, place: str = "") -> str:
    """What an article, or a place in it, is referred to by: its title, publisher and date."""
    return ", ".join(part for part in (title, publisher, spelt(published), place) if part)


def cited(citation: Citation) -> str:
    """What a citation's place is referred to by."""
    place = on_page(citation.page, citation.ocr)
    return where(citation.title, citation.publisher, citation.published, place)


def writer(answer: Answer) -> str:
    """Who wrote an answer."""
    if answer.model == EXTRACTIVE:
        return "In the articles’ own words"
    return f"Written by {answer.model}; its quotations, numbers and names are checked against the articles"


def narrowed(filters: Filters) -> str:
    """What a question was narrowed to, if it was."""
    parts = [
        "one article" if filters.article else "",
        filters.publisher or "",
        f"from {spelt(filters.since)}" if filters.since else "",
        f"to {spelt(filters.until)}" if filters.until else "",
    ]
    only = ", ".join(part for part in parts if part)
    return f"Only {only}" if only else ""


def copied(claim: Claim, origin: str) -> str:
    """A claim's words with their reference: between marks where they are the speaker's own.

    An outlet's words on somebody are given as the outlet's: never between marks under the person's name.
    """
    citation, said = claim.citations[0], quotation(claim)
    if claim.kind == "quoted":
        by = ", ".join(part for part in (claim.speaker, claim.role) if part)
        return f"{said}\n— {by}, in: {cited(citation)}\n{_address(citation, origin)}"
    return f"{introduction(claim)} {said}\n— {cited(citation)}\n{_address(citation, origin)}"


def plain(answer: Answer, origin: str) -> str:
    """A whole answer, its references listed below."""
    listed = ["\n    ".join([f"[{c.number}] {cited(c)}", _address(c, origin), *_changed(c)]) for c in answer.citations]
    return "\n\n".join(part for part in (answer.text, *_model(answer), "\n".join(listed)) if part)


def markdown(answer: Answer, origin: str, first: int = 1) -> str:
    """A whole answer as Markdown; its citations are footnotes, numbered from `first`."""
    notes = {c.number: first + n for n, c in enumerate(answer.citations)}
    claims = enumerate(answer.claims)
    paragraphs = [_paragraph(claim, answer.claims[:n], notes) for n, claim in claims]
    footnotes = [
        f"[^{notes[c.number]}]: {_escaped(cited(c))}: {_escaped(c.text)} <{_address(c, origin)}>{_original(c)}"
        + "".join(f" {_escaped(told)}" for told in _changed(c))
        for c in answer.citations
    ]
    return "\n\n".join([*paragraphs, *map(_escaped, _model(answer)), *footnotes])


def exported(exchanges: Sequence[Exchange], origin: str) -> str:
    """A whole conversation as Markdown, numbered through."""
    parts, first = ["# Onrecord"], 1
    for exchange in exchanges:
        parts += [f"## {_escaped(' '.join(exchange.asked.split()))}", _escaped(_terms(exchange))]
        if exchange.answer:
            parts.append(markdown(exchange.answer, origin, first))
            first += len(exchange.answer.citations)
        if exchange.fault:
            parts.append(_escaped(exchange.fault))
    return "\n\n".join(part for part in parts if part) + "\n"


def noted(notes: Sequence[Note], title: str) -> str:
    """What was pinned as Markdown, each with the user's own words under it."""
    parts = [f"# {_escaped(title)}"]
    for note in notes:
        parts.append("\n".join(f"> {_escaped(line)}  " for line in note.text.splitlines()))
        parts.append(_escaped(note.note))
    return "\n\n".join(part for part in parts if part) + "\n"


def _terms(exchange: Exchange) -> str:
    """How a question was to be answered where its words alone do not say so."""
    without = ", ".join(f"{PARTS[one.part]}: {one.text}" for one in exchange.without)
    terms = [narrowed(exchange.filters), f"Asked without {without}" if without else ""]
    notes = exchange.answer.notes if exchange.answer else ()
    return " ".join([*(f"{term}." for term in terms if term), *notes])


def _model(answer: Answer) -> list[str]:
    """That a chat model wrote the answer goes with it wherever it is taken."""
    return [f"({writer(answer)}.)"] if answer.model != EXTRACTIVE and answer.citations else []


def _paragraph(claim: Claim, before: Sequence[Claim], notes: dict[int, int]) -> str:
    said = _escaped(claim.sentence or quotation(claim))
    marks = "".join(f"[^{notes[c.number]}]" for c in claim.citations)
    return " ".join(part for part in (_escaped(introduction(claim, before)), said + marks) if part)


def _address(citation: Citation, origin: str) -> str:
    return words(citation.article, citation.start, citation.end, citation.version, origin)


def _changed(citation: Citation) -> list[str]:
    """That its words read otherwise once, or do by now."""
    told = changed(citation.was, citation.now)
    return [" ".join(told.split())] if told else []


def _original(citation: Citation) -> str:
    """The publisher's page, which opens for those who have not the archive."""
    url = on_the_web(citation.url)
    return f" <{at_words(url, citation.text, citation.page)}>" if url else ""


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is; its line breaks, which would end a footnote, become spaces."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text))
