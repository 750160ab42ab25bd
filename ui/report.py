"""What a check of a draft found, as a file: a page that prints well, Markdown with footnotes, JSON, or its DOCX."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from index import InputError
from qa.wording import spelt
from ui.page.markup import text

_DOCX = ".docx"
_STYLE = """
body { color: #211e1a; font: 1rem/1.6 Georgia, serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
.draft { border: 1px solid #ded7ca; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: none; color: inherit; text-decoration: underline 2px #2c6e3f; }
mark.open { text-decoration: underline dashed #655e54; }
mark.wrong { background: #fbe9e6; text-decoration: underline wavy #9c1c1c; }
li { break-inside: avoid; margin: 1rem 0; overflow-wrap: anywhere; }
del { color: #9c1c1c; } ins { color: #2c6e3f; font-weight: bold; text-decoration: none; }
.about, .where { color: #655e54; font-size: .875rem; }
"""


class About(NamedTuple):
    """What a report is of: the draft's name and the SHA-256 of its file, and the archive that it was held against."""

    name: str
    sha256: str
    articles: int
    checked: date

    @classmethod
    def of(cls, name: str, data: bytes, articles: int) -> About:
        """What a report on a file of today is of."""
        return cls(name, hashlib.sha256(data).hexdigest(), articles, date.today())


Writer = Callable[[dict[str, Any], About], str]


def written(file: Path, reply: dict[str, Any], about: About, draft: bytes) -> None:
    """Write what a reply of /api/check on a draft's file tells; the ending says how. Raises InputError for another."""
    checked_ending(file, about.name)
    if file.suffix.lower() == _DOCX:
        file.write_bytes(with_comments(reply, draft))
    else:
        file.write_text(_WRITERS[file.suffix.lower()](reply, about), encoding="utf-8")


def checked_ending(file: Path, name: str) -> None:
    """Raises InputError for a file that no report on a draft of that name can be written to."""
    ending, kinds = file.suffix.lower(), [*_WRITERS, *([_DOCX] if Path(name).suffix.lower() == _DOCX else [])]
    if ending not in kinds:
        told = f"{file}: a report on {name} is written as one of {', '.join(kinds)}. Name a file that ends so."
        raise InputError(told + (" A DOCX alone is given back as one." if ending == _DOCX else ""))


def with_comments(reply: dict[str, Any], draft: bytes) -> bytes:
    """A draft's DOCX with a comment at each finding of the reply; raises InputError for what is none."""
    from index.readers.commented import Comment, commented

    comments = [Comment(f["start"], f["end"], "\n".join(_told(f))) for f in reply["findings"]]
    return commented(draft, reply["text"], comments, "Onrecord")


def html(reply: dict[str, Any], about: About) -> str:
    """A page in one file, without scripts, that asks nothing of any host."""
    notes = "".join(f"<p>{text(note)}</p>" for note in reply["notes"])
    items = "".join(f"<li>{_item(finding)}</li>" for finding in reply["findings"])
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{text(about.name)}, checked</title>'
        f"<style>{_STYLE}</style><h1>{text(about.name)}</h1>"
        f"<p><strong>{reply['faults']} to be mended</strong> of {len(reply['findings'])} looked at.</p>{notes}"
        f'<p class="about">Held against an archive of {about.articles:,} articles on {spelt(about.checked)}. What is '
        f"not in it may have been said all the same. SHA-256 of the draft: {about.sha256}</p>"
        f'<div class="draft">{_draft(reply)}</div><ol>{items}</ol></html>\n'
    )


def _draft(reply: dict[str, Any]) -> str:
    """The draft cut at every bound of a finding, each piece under the narrowest."""
    draft, findings = reply["text"], reply["findings"]
    bounds = sorted({0, len(draft), *(f[at] for f in findings for at in ("start", "end"))})
    pieces = []
    for start, end in pairwise(bounds):
        piece = text(draft[start:end])
        over = [(f["end"] - f["start"], n) for n, f in enumerate(findings, 1) if f["start"] <= start < f["end"]]
        if over:
            n = min(over)[1]
            last = f"<sup>{n}</sup>" if end == findings[n - 1]["end"] else ""
            piece = f'<mark class="{_colour(findings[n - 1])}">{piece}</mark>{last}'
        pieces.append(piece)
    return "".join(pieces)


def _colour(finding: dict[str, Any]) -> str:
    return "wrong" if finding["fault"] else "good" if finding["verdict"] in ("verbatim", "borne_out") else "open"


def _item(finding: dict[str, Any]) -> str:
    pieces, at = [], finding["start"]
    for change in finding["diff"]:
        pieces.append(text(finding["text"][at - finding["start"] : change["start"] - finding["start"]]))
        pieces.append(f"<del>{text(change['draft'])}</del> " if change["draft"] else "")
        pieces.append(f"<ins>{text(change['article'])}</ins> " if change["article"] else "")
        at = change["end"]
    words = "".join([*pieces, text(finding["text"][at - finding["start"] :])])
    places = "".join(f'<div class="where">{text(place(c))}</div><q>{text(c["text"])}</q>' for c in finding["evidence"])
    return f"<strong>{text(_verdict(finding))}</strong><div>{words}</div>{places}"


def markdown(reply: dict[str, Any], about: About) -> str:
    """The draft with a footnote behind each finding."""
    draft, pieces, at = reply["text"], [], 0
    numbered = sorted(enumerate(reply["findings"], 1), key=lambda one: one[1]["end"])
    for n, finding in numbered:
        pieces += [draft[at : finding["end"]], f"[^check-{n}]"]
        at = finding["end"]
    notes = [f"[^check-{n}]: {_footnote(finding)}" for n, finding in enumerate(reply["findings"], 1)]
    held = f"Held against an archive of {about.articles:,} articles on {spelt(about.checked)}."
    return "".join([*pieces, draft[at:]]).rstrip() + "\n\n" + "\n".join([*notes, "", f"*{held}*", ""])


def _footnote(finding: dict[str, Any]) -> str:
    """In one line, as footnotes are."""
    verdict, *places = _told(finding)
    return " ".join(f"**{verdict}** {'; '.join(places)}".split())


def _told(finding: dict[str, Any]) -> list[str]:
    """The verdict with the words that differ, and what it rests on, a place each."""
    changes = ", ".join(f"“{c['draft']}” for “{c['article']}”" for c in finding["diff"])
    absent = finding["verdict"] == "absent"
    lead, rest = ("Nearest: ", "; it may have been said all the same") if absent else ("", "")
    places = (f"{lead}{place(c)}: “{c['text']}”" for c in finding["evidence"])
    return [f"{_verdict(finding)}{f' ({changes})' if changes else ''}{rest}.", *places, *_otherwise(finding)]


def _otherwise(finding: dict[str, Any]) -> Iterator[str]:
    """In how many other articles it stands otherwise, and in which first: what is verbatim may be one's own change."""
    cited = {citation["article"] for citation in finding["evidence"]}
    others = [v for v in finding["variants"] if not v["exact"] and v["citation"]["article"] not in cited]
    if others:
        first, articles = others[0], f"{len(others)} other article{'s' if len(others) > 1 else ''}"
        yield f"Otherwise in {articles}: first {place(first['citation'])}: “{first['words']}”"


def _verdict(finding: dict[str, Any]) -> str:
    """The verdict, by what words turn the meaning, and whose they are where that is another than is claimed."""
    turned = f", turns the meaning: {', '.join(finding['turns'])}" if finding["turns"] else ""
    another = finding["verdict"] == "wrong_speaker" or "speaker" in finding["turns"]
    by = f", said by {finding['speaker']}" if another and finding["speaker"] else ""
    return f"{finding['told'][0].upper()}{finding['told'][1:]}{turned}{by}"


def place(citation: dict[str, Any]) -> str:
    """Who says it, in which article of whom, and when."""
    outlet = citation["publisher"] or citation["source"]
    told = (citation["speaker"], outlet, citation["published"] or "no date", citation["title"], citation["url"])
    return ", ".join(part for part in told if part)


def _as_json(reply: dict[str, Any], about: About) -> str:
    of = {**about._asdict(), "checked": about.checked.isoformat()}
    return json.dumps({**reply, "about": of}, ensure_ascii=False, indent=2) + "\n"


_WRITERS: dict[str, Writer] = {".html": html, ".md": markdown, ".json": _as_json}
