"""The articles that an answer cites as references for other programs: CSL-JSON, BibTeX and RIS.

CSL-JSON is what Zotero, Pandoc and citeproc read (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html),
RIS what EndNote, Mendeley and libraries' catalogues take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index import Archive, ArticleNotFound, on_the_web
from index.english.letters import plain
from qa import Answer
from ui.page import reference

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


class Work(NamedTuple):
    """An article as it is referred to: address is the publisher's page, or else the one in the archive; quoted are its
    words that the answer shows.
    """

    key: str
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    address: str
    quoted: Sequence[str]


def works(answer: Answer, archive: Archive, origin: str) -> list[Work]:
    """The articles that an answer cites, in its order."""
    found: dict[str, Work] = {}
    for c in answer.citations:
        if c.article in found:
            found[c.article] = found[c.article]._replace(quoted=[*found[c.article].quoted, c.text])
            continue
        address = on_the_web(c.url) or on_the_web(c.source) or reference.version(c.article, c.version or "", origin)
        key = _key(c.publisher or c.title, c.published, {work.key for work in found.values()})
        author = _author(archive, c.article)
        found[c.article] = Work(key, c.title, author, c.publisher, c.published, address, [c.text])
    return [*found.values()]


def csl(works: Sequence[Work]) -> str:
    """As CSL-JSON."""
    return json.dumps([_csl(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def bibtex(works: Sequence[Work]) -> str:
    """As BibTeX, in UTF-8; a title keeps its capitals."""
    return "\n".join(_bibtex(work) for work in works)


def ris(works: Sequence[Work]) -> str:
    """As RIS."""
    return "".join(_ris(work) for work in works)


def _csl(work: Work) -> dict[str, object]:
    day = work.published
    fields: dict[str, object] = {
        "id": work.key,
        "type": "article-newspaper",
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title": work.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": work.address,
        "note": " … ".join(work.quoted),
    }
    return {name: value for name, value in fields.items() if value}


def _bibtex(work: Work) -> str:
    fields = {
        "title": f"{{{_latex(work.title)}}}",
        "author": f"{{{_latex(work.author)}}}" if work.author else "",
        "journal": _latex(work.publisher or ""),
        "year": str(work.published.year) if work.published else "",
        "date": str(work.published or ""),
        "url": work.address.translate({ord(sign): f"%{ord(sign):02X}" for sign in "{}\\"}),
        "annote": _latex(" … ".join(work.quoted)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{work.key},\n{lines}}}\n"


def _ris(work: Work) -> str:
    day = work.published
    fields = [
        ("TY", "NEWS"),
        ("ID", work.key),
        ("TI", work.title),
        ("AU", work.author),
        ("T2", work.publisher),
        ("PY", str(day.year) if day else None),
        ("DA", f"{day:%Y/%m/%d}" if day else None),
        ("UR", work.address),
        *(("N1", words) for words in work.quoted),
    ]
    # A line break would begin another field.
    lines = "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in fields if value)
    return f"{lines}ER  - \r\n\r\n"


def _latex(words: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(words.split()))


def _key(name: str, published: date | None, taken: set[str]) -> str:
    """Like `merrow-courier-2031-05-02`, by plain letters alone, which every program takes."""
    words = re.findall(r"[a-z0-9]+", plain(name).lower())[:4] or ["article"]
    key = "-".join([*words, *([str(published)] if published else [])])
    return next(one for one in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _author(archive: Archive, article: str) -> str | None:
    try:
        return archive.record(article).author
    except ArticleNotFound:
        return None
