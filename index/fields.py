"""Our types to and from what Chroma stores beside a vector: a flat mapping without None."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from index.article import Article, ArticleRecord, Correction, Excerpt, Passage, Span, Stated, Statement, Version
from index.errors import ArchiveDamaged
from index.words import same_words

Fields = dict[str, Any]

_DAYS = ("published", "modified")
_PAGES = ("page_starts", "ocr_pages")
TOGETHER = 8
"""Statements of an article in one row: each row costs a place in Chroma's graph, and one is read whole."""
_LEAST = 6
"""Fewer words may be the same by chance."""


def sealed(text: str, values: Fields) -> Fields:
    """What is stored beside a text, with a checksum over both: a row that changed since is never shown."""
    return {**values, "seal": _seal(text, values)}


def unbroken(id_: str, text: str, held: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands beside a text; raises ArchiveDamaged where either is not what was written.

    A row of an earlier release has no seal.
    """
    if held.get("seal") not in (None, _seal(text, held)):
        raise ArchiveDamaged(f"A row of the archive is damaged ({id_}). Run `onrecord rebuild`: it names what it lost.")
    return held


def _seal(text: str, values: Mapping[str, Any]) -> str:
    plain = {name: value for name, value in _flat(values).items() if name != "seal"}
    return hashlib.sha256(json.dumps([text, plain], sort_keys=True).encode()).hexdigest()[:16]


def part_id(record: ArticleRecord, n: int) -> str:
    """The id of the n-th passage, or row of statements, of this version of an article."""
    return f"{record.id}-{record.version}-{n}"


class Part(NamedTuple):
    """The n-th passage, or row of statements, of a version of an article."""

    article: str
    version: str
    n: int


def part_of(id_: str) -> Part:
    """What the id of a passage or row of statements names."""
    article, version, n = id_.split("-")
    return Part(article, version, int(n))


def of_record(record: ArticleRecord) -> Fields:
    """All of its fields: one that is None takes that of an earlier version away, which Chroma would keep."""
    days = {name: day.isoformat() if (day := getattr(record, name)) else None for name in _DAYS}
    pages = {name: json.dumps(numbers) if (numbers := getattr(record, name)) else None for name in _PAGES}
    corrections = json.dumps([of_correction(c) for c in record.corrections]) if record.corrections else None
    return {**asdict(record), **days, **pages, "corrections": corrections}


def record_from(held: Mapping[str, Any]) -> ArticleRecord:
    values: Fields = {field.name: held.get(field.name) for field in fields(ArticleRecord)}
    values |= {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
    values |= {name: tuple(json.loads(values[name] or "[]")) for name in _PAGES}
    values["corrections"] = tuple(map(correction_from, json.loads(values["corrections"] or "[]")))
    values["earlier"] = values["earlier"] or 0
    return ArticleRecord(**values)


def whole(record: ArticleRecord, text: str) -> Article:
    """The article of a record, with its text; raises ArchiveDamaged where that is not what was ingested."""
    article = record.with_text(text)
    # Nothing is quoted from a text that is not, to the character, what was ingested.
    if article.version != record.version:
        raise ArchiveDamaged(f"The stored text of {record.source} is damaged. Remove it and index it again.")
    return article


def of_version(version: Version, same_text: bool) -> Fields:
    """same_text: the version after it has the same text, which is not stored twice."""
    record = of_record(replace(version.record, corrections=()))
    return _flat({**record, "replaced": version.replaced.isoformat(), "same_text": same_text})


def version_from(text: str, held: Mapping[str, Any]) -> Version:
    record = record_from(held)
    return Version(record, whole(record, text).text, datetime.fromisoformat(held["replaced"]))


def of_correction(c: Correction) -> Fields:
    """As JSON has it."""
    return {**asdict(c), "made": c.made.isoformat()}


def correction_from(held: Mapping[str, Any]) -> Correction:
    statements = tuple(
        Stated(article, start, text, tuple(Span(*s) for s in content))
        for article, start, text, content in held["statements"]
    )
    return Correction(**{**held, "made": datetime.fromisoformat(held["made"]), "statements": statements})


def of_passage(passage: Passage) -> Fields:
    place = {"article": passage.article, "start": passage.start, "end": passage.end}
    return {**place, "sentences": json.dumps(passage.sentences)}


def passage_from(text: str, held: Mapping[str, Any]) -> Passage:
    # An archive of an older version has none; it is read only to be rebuilt.
    sentences = json.loads(held.get("sentences", "[]"))
    return Passage(held["article"], held["start"], held["end"], text, tuple(sentences))


def rows(statements: int) -> int:
    """How many rows the statements of an article take."""
    return -(-statements // TOGETHER)


def of_statements(some: Sequence[Statement]) -> str:
    """Statements of an article that stand in one row, as JSON."""
    return json.dumps([asdict(s) for s in some])


def statements_from(text: str) -> list[Statement]:
    return [_statement(**values) for values in json.loads(text)]


def _statement(content: Any, quotes: Any, mention: Any, cue: Any, **plain: Any) -> Statement:
    return Statement(
        content=tuple(Span(*s) for s in content),
        quotes=tuple(Span(*s) for s in quotes),
        mention=Excerpt(*mention) if mention else None,
        cue=Excerpt(*cue) if cue else None,
        **plain,
    )


def same_as_copies(s: Stated) -> str:
    """What a statement has in common with its copies alone: its words, or the whole sentence's where they are few."""
    content = same_words(" ".join(s.text[start:end] for start, end in s.content))
    words = next((words for words in (content, same_words(s.text)) if len(words.split()) >= _LEAST), None)
    return hashlib.sha256((words or f"{s.article} {s.start}").encode()).hexdigest()[:16]


def _flat(values: Mapping[str, Any]) -> Fields:
    return {name: value for name, value in values.items() if value is not None}
