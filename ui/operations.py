"""What a client asks of the API, step by step, and what it makes of the answers. Who sends it is `ui/client.py`'s."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from index.article import Article
from index.errors import ArticleNotFound, InputError
from index.filters import Filters
from index.load import Failure, Note, counted, to_line
from qa.answer import EXTRACTIVE, Constraint, Turn
from ui import schema
from ui.access.shapes import ChangesOut
from ui.schema.changed import Versions
from ui.schema.checked import CheckedOut, Verified

T = TypeVar("T")
Page = TypeVar("Page", bound=BaseModel)

Narrowed = Filters | Mapping[str, object]
"""What is looked through: filters, or the same by the API's names, like {"speaker": "Kirby", "from": "2024-03-01"}."""

Progress = Callable[[int], None]
"""Called with how many articles were done since the last call."""

Draft = str | Path | tuple[str, bytes]
"""A draft: its text, the path of its file, or a file's name with its bytes."""

Kind = Literal["person", "body", "unnamed"]

_MOST = 1_000
"""Of a list, in one answer."""
_BATCH = 32
_BATCH_CHARS = 2_000_000


@dataclass(frozen=True)
class Call:
    """One request of the API, as httpx is given it."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    files: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float | None = None
    """In seconds, where it is not the client's."""

    def given(self) -> dict[str, Any]:
        """What goes with it; parameters that are None are left out."""
        params = {name: value for name, value in self.params.items() if value is not None}
        more = {"timeout": self.timeout} if self.timeout else {}
        return {"params": params, "json": self.json, "files": self.files, "headers": self.headers, **more}


Flow = Generator[Call, Any, T]
"""Calls that are made one after the other; what the API answers is sent in, and what comes of them is returned."""


def question(
    text: str,
    history: Sequence[Turn],
    filters: Narrowed | None,
    without: Iterable[Constraint],
    extractive: bool,
    stream: bool = False,
) -> Call:
    """A question asked."""
    asked = {
        "question": text,
        "history": [turn._asdict() for turn in history],
        "filters": _named(filters),
        "without": [constraint._asdict() for constraint in without],
        "model": EXTRACTIVE if extractive else None,
        "stream": stream,
    }
    return Call("POST", "/api/ask", json=asked)


def ask(call: Call) -> Flow[schema.Reply]:
    """The whole answer to a question."""
    return schema.Reply.model_validate((yield call))


def part(event: str, data: Any) -> str | schema.Reply | None:
    """What an event of a streamed answer brings: text to append, or last the whole reply."""
    match event:
        case "text":
            return str(data["text"])
        case "answer":
            return schema.Reply.model_validate(data)
    return None


def check(draft: Draft) -> Flow[CheckedOut]:
    if isinstance(draft, str):
        return CheckedOut.model_validate((yield Call("POST", "/api/check", json={"text": draft})))
    file = (draft.name, bytes_of(draft)) if isinstance(draft, Path) else draft
    return CheckedOut.model_validate((yield Call("POST", "/api/check", files={"file": file})))


def verify(capsule: Mapping[str, Any]) -> Flow[Verified]:
    # The quotations alone: a draft's findings make it large, and are nobody else's business.
    quoted = {name: value for name, value in capsule.items() if name not in ("answer", "draft")}
    return Verified.model_validate((yield Call("POST", "/api/verify", json=quoted)))


def search(query: str, k: int, offset: int, filters: Narrowed | None) -> Flow[list[schema.HitOut]]:
    found = yield Call("GET", "/api/search", {"q": query, "k": k, "offset": offset, **_named(filters)})
    return schema.Hits.model_validate(found).hits


def articles(query: str, limit: int | None, offset: int) -> Flow[schema.Articles]:
    return _listed(schema.Articles, "articles", Call("GET", "/api/articles", {"q": query}), limit, offset)


def speakers(query: str, kind: Kind | None, limit: int | None, offset: int) -> Flow[schema.Speakers]:
    call = Call("GET", "/api/speakers", {"q": query, "kind": kind})
    return _listed(schema.Speakers, "speakers", call, limit, offset)


def said(
    speaker: str | None, query: str, filters: Narrowed | None, direct: bool | None, limit: int | None, offset: int
) -> Flow[schema.SaidPage]:
    params = {"q": query, "direct": direct, **_named(filters)}
    call = Call("GET", "/api/statements", params | ({"speaker": speaker} if speaker is not None else {}))
    return _listed(schema.SaidPage, "statements", call, limit, offset)


def article(id: str, version: str | None) -> Flow[schema.WholeArticle]:
    return schema.WholeArticle.model_validate((yield Call("GET", _address(id), {"version": version})))


def versions(source: str) -> Flow[Versions]:
    found = yield from find(source)
    return Versions.model_validate((yield Call("GET", f"{_address(found.id)}/versions")))


def statements(article: str) -> Flow[list[schema.StatementOut]]:
    return schema.Statements.model_validate((yield Call("GET", f"{_address(article)}/statements"))).statements


def corrections(limit: int | None, offset: int) -> Flow[schema.Corrections]:
    return _listed(schema.Corrections, "corrections", Call("GET", "/api/corrections"), limit, offset)


def log(limit: int | None, offset: int) -> Flow[ChangesOut]:
    return _listed(ChangesOut, "changes", Call("GET", "/api/log"), limit, offset)


def attribute(statements: Sequence[str], speaker: str | None) -> Flow[schema.CorrectionOut]:
    return _correct({"statements": [*statements], "speaker": speaker})


def merge(name: str, speaker: str) -> Flow[schema.CorrectionOut]:
    return _correct({"name": name, "speaker": speaker})


def _correct(told: Mapping[str, Any]) -> Flow[schema.CorrectionOut]:
    return schema.CorrectionOut.model_validate((yield Call("POST", "/api/corrections", json=told)))


def undo(id: str) -> Flow[schema.CorrectionOut]:
    return schema.CorrectionOut.model_validate((yield Call("DELETE", f"/api/corrections/{quote(id, safe='')}")))


def find(source: str) -> Flow[schema.ArticleOut]:
    """The article with this source, path or id; raises ArticleNotFound."""
    for name in dict.fromkeys([source, str(Path(source).resolve())]):
        page = yield Call("GET", "/api/articles", {"q": name[:500], "limit": _MOST})
        for one in schema.Articles.model_validate(page).articles:
            if one.source == name:
                return one
    if source.isalnum():
        return schema.ArticleOut.model_validate((yield Call("GET", _address(source))))
    raise ArticleNotFound(f"The archive holds no article from {source!r}. `onrecord list` shows those it holds.")


def amend(source: str, fields: Mapping[str, str | None]) -> Flow[schema.ArticleOut]:
    found = yield from find(source)
    return schema.ArticleOut.model_validate((yield Call("PATCH", _address(found.id), json=dict(fields))))


def remove(source: str) -> Flow[schema.ArticleOut]:
    found = yield from find(source)
    return schema.ArticleOut.model_validate((yield Call("DELETE", _address(found.id))))


def add(articles: Iterable[Article | Failure | Note], progress: Progress | None) -> Flow[schema.Added]:
    """Sent some at a time; what could not be read is in the report beside what was refused."""
    report = schema.Added()
    for batch in _batches(articles):
        report.failed += [schema.FailureOut(**item._asdict()) for item in batch if isinstance(item, Failure)]
        report.notes += [schema.FailureOut(**item._asdict()) for item in batch if isinstance(item, Note)]
        if lines := [to_line(item) for item in batch if isinstance(item, Article)]:
            upload = {"file": ("articles.jsonl", "\n".join(lines).encode())}
            more = schema.Added.model_validate((yield Call("POST", "/api/articles", files=upload)))
            for name in schema.Added.model_fields:
                setattr(report, name, getattr(report, name) + getattr(more, name))
        if progress:
            progress(counted(batch))
    return report


REBUILD = Call("POST", "/api/rebuild", headers={"accept": "text/event-stream"}, timeout=60)
"""It may take hours, and tells all the time that it goes on: one that is silent for so long is taken for dead."""


class Rebuilding:
    """What the events of a rebuild come to."""

    def __init__(self, progress: Progress | None):
        self._progress = progress
        self._done = 0

    def told(self, event: str, data: Any) -> schema.Added | None:
        """The report, once it is there."""
        if event == "rebuilt":
            return schema.Added.model_validate(data)
        if event == "progress" and self._progress:
            self._progress(data["done"] - self._done)
            self._done = data["done"]
        return None


class Events:
    """Server-sent events out of the lines that they come in, each with its JSON."""

    def __init__(self) -> None:
        self._event = ""

    def read(self, line: str) -> tuple[str, Any] | None:
        """The event that a line completes."""
        name, _, value = line.partition(": ")
        if name == "event":
            self._event = value
        return (self._event, json.loads(value)) if name == "data" else None


def _listed(shape: type[Page], name: str, call: Call, limit: int | None, offset: int) -> Flow[Page]:
    """A page of a list; where no limit is given, all from the offset on, however many answers that takes."""
    rows: list[Any] = []
    while True:
        at = {"limit": limit or _MOST, "offset": offset + len(rows)}
        page = yield Call(call.method, call.path, {**call.params, **at})
        rows += page[name]
        if limit is not None or not page[name] or offset + len(rows) >= page["total"]:
            return shape.model_validate({**page, name: rows})


def _named(filters: Narrowed | None) -> dict[str, Any]:
    """Filters by the names that the API has for them."""
    if not isinstance(filters, Filters):
        return {**(filters or {})}
    days = {"from": filters.since, "to": filters.until}
    named = {"speaker": filters.speaker, "publisher": filters.publisher, "article": filters.article}
    return {name: value for name, value in named.items() if value} | {
        name: day.isoformat() for name, day in days.items() if day
    }


def bytes_of(file: Path) -> bytes:
    """A file's bytes; raises InputError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: it cannot be read ({error.strerror}). Check the path.") from None


def _address(id: str) -> str:
    return f"/api/articles/{quote(id, safe='')}"


def _batches(items: Iterable[Article | Failure | Note]) -> Iterator[list[Article | Failure | Note]]:
    """Some articles at a time, and no more text than a request may have."""
    batch: list[Article | Failure | Note] = []
    chars = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if batch and (len(batch) >= _BATCH or chars + size > _BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(item)
        chars += size
    if batch:
        yield batch
