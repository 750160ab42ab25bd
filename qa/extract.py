"""Evidence -> an answer in the articles' own words, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator

from index import Archive
from qa.answer import Answer, Citation, Claim
from qa.evidence import Evidence


def extract(evidence: Evidence, archive: Archive) -> Iterator[Answer]:
    yield Answer(evidence.query.text)
    for number, hit in enumerate(evidence.hits[:3], 1):
        p = hit.passage
        r = archive.record(p.article)
        text = p.text.strip()
        start = p.start + p.text.index(text)
        citation = Citation(number, r.id, r.source, r.title, r.published, r.publisher, start, start + len(text), text)
        yield Answer(evidence.query.text, (Claim(f"{r.title}:", (text,), (citation,)),), found=True)
