"""The archive as a list: what it holds, page by page; adding to it, removing from it, and taking that back."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypedDict

from pydantic import NonNegativeInt, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from index import Archive, Article, Filters, Found, InputError, Order, Report, Version, extracts, marks
from index.changes import may_change
from index.load import Failure, Note, article, counted, parse
from index.web import Fetcher, fetched
from ui.page import render, render_filters, render_list, render_months
from ui.page.faults import sentence
from ui.page.markup import text
from ui.page.render_list import PAGE, Listing, Row

MAX_UPLOAD = 32 * 2**20
"""Bytes of one file."""

_KEPT_FOR_UNDO = 50

FOUND = 20
"""Articles on a page of those that were looked for, whose words are shown."""


class View(TypedDict):
    """What is listed ("all", what was "found", or "none" where there is nothing); and as HTML the ways to narrow it,
    what is chosen of them, and the list.
    """

    shows: str
    filters: str
    chosen: str
    found: str


@dataclass(frozen=True)
class Wanted:
    """What a browser asks to be listed: all, or what holds a query, of a publisher and some days, with words of a
    speaker; without an order the best first, or the newest.
    """

    query: str = ""
    sort: Order | None = None
    descending: bool = True
    page: NonNegativeInt = 0
    publisher: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def filters(self) -> Filters:
        return Filters(self.speaker, self.publisher, self.since, self.until)

    @property
    def month(self) -> str | None:
        """The month (2024-03) whose days they are."""
        if not self.since or not self.until or f"{self.since:%Y-%m}" != f"{self.until:%Y-%m}":
            return None
        whole = self.since.day == 1 and (self.until + timedelta(days=1)).day == 1
        return f"{self.since:%Y-%m}" if whole else None


_WANTED = TypeAdapter(Wanted)


_NO_FILTERS = Filters()


class Progress(TypedDict):
    """How many articles of an upload have been dealt with."""

    done: int
    of: int


class Shelf:
    """The archive's articles for a person to keep; whatever a browser sends is checked here.

    private: pages of this machine and its network may be fetched, too.
    """

    def __init__(self, archive: Archive, private: bool = False):
        self._archive = archive
        self._private = private
        self._removed: OrderedDict[str, tuple[Article, list[Version]]] = OrderedDict()
        self._progress: dict[str, Progress] = {}

    def list(self, wanted: Any) -> View:
        """A page of all articles, or of those that hold a query, as `Wanted` has it."""
        try:
            asked = _parsed(wanted)
            return self._found(asked) if asked.query.strip() else self._all(asked)
        except Exception as error:
            return _view(render.fault(sentence(error)))

    def add(self, file: Any) -> str:
        """The articles of an uploaded {"name", "data": base64, "ticket"}; the name tells its kind and nothing else.

        Meanwhile, `progress` tells whoever has the ticket how far it has come.
        """
        name, ticket = (str(file.get(k, "")) if isinstance(file, dict) else "" for k in ("name", "ticket"))
        try:
            return self._told(name, lambda: self._add(list(parse(name, decoded(file))), ticket))
        finally:
            self._progress.pop(ticket, None)

    def progress(self, ticket: Any) -> Progress | None:
        """How far the upload of this ticket has come, while it is under way."""
        return self._progress.get(str(ticket))

    def paste(self, fields: Any) -> str:
        """The article in {"title", "published", "publisher", "author", "source", "text"}."""
        title = str(fields.get("title") or "Pasted text") if isinstance(fields, dict) else ""
        return self._told(title, lambda: self._archive.add([article(_pasted(fields))]))

    def fetch(self, fields: Any) -> str:
        """The article of the web page at {"address"}."""
        address = str(fields.get("address", "")).strip() if isinstance(fields, dict) else ""
        return self._told(address, lambda: self._archive.add(asyncio.run(self._fetched(address))))

    def remove(self, id_: Any) -> str:
        """Take an article out, and keep it for a while in case that is regretted."""
        try:
            article = self._archive.article(str(id_))
            self._removed[article.id] = article, self._archive.versions(article.id)
            while len(self._removed) > _KEPT_FOR_UNDO:
                self._removed.popitem(last=False)
            self._archive.remove(article.id)
            return render_list.removed(article)
        except Exception as error:
            return render.fault(sentence(error))

    def restore(self, id_: Any) -> str:
        """Put a removed article back."""
        try:
            if str(id_) not in self._removed:
                raise InputError("This removal can no longer be undone. Add the article again.")
            article, versions = self._removed[str(id_)]
            self._archive.put_back(article, versions)
            del self._removed[article.id]
            return render_list.restored(article)
        except Exception as error:
            return render.fault(sentence(error))

    def _all(self, asked: Wanted) -> View:
        order, descending = asked.sort or "published", asked.descending or not asked.sort
        records = self._archive.articles(order=order, descending=descending, filters=asked.filters)
        page = min(asked.page, max(0, (len(records) - 1) // PAGE))
        shown = [Row(record) for record in records[page * PAGE : (page + 1) * PAGE]]
        held = bool(self._archive.articles())
        narrowed = held and asked.filters.narrows
        listing = Listing(shown, len(records), page, "", order, descending, narrowed=narrowed)
        filters = render_filters.control(render_filters.named(self._archive.publishers))
        return _view(render_list.listing(listing), asked.filters, filters, "all" if held else "none")

    def _found(self, asked: Wanted) -> View:
        try:
            found = self._find(asked)
        except InputError as error:
            return _view(f'<p class="empty">{text(str(error))}</p>', asked.filters)
        if not found.total and not self._archive.articles():
            return self._all(asked)
        if not found.records and asked.page:
            return self._found(replace(asked, page=0))
        read = self._archive.read([record.id for record in found.records])
        shown = [
            Row(record, tuple(marks(record.title, asked.query)), tuple(extracts(contents, asked.query)))
            for record, contents in zip(found.records, read, strict=True)
        ]
        publishers, months, speakers = found.facets
        listing = Listing(
            shown, found.total, asked.page, asked.query, asked.sort, asked.descending, FOUND, asked.filters.narrows
        )
        told = render_months.strip(months[::-1], asked.month, "article") + render_list.listing(listing)
        return _view(told, asked.filters, render_filters.of_found(publishers, speakers), "found")

    def _find(self, asked: Wanted) -> Found:
        first = asked.page * FOUND
        return self._archive.find(asked.query, asked.filters, asked.sort, asked.descending, first, FOUND)

    def _add(self, articles: Sequence[Article | Failure | Note], ticket: str) -> Report:
        self._progress[ticket] = progress = Progress(done=0, of=counted(articles))

        def advance(count: int) -> None:
            progress["done"] += count

        return self._archive.add(articles, advance)

    async def _fetched(self, address: str) -> Sequence[Article | Failure | Note]:
        async with Fetcher(private=self._private) as fetcher:
            return await fetched([address], fetcher)

    def _told(self, name: str, adding: Callable[[], Report]) -> str:
        try:
            may_change()  # before anything is read or fetched for it
            return render_list.report(name, adding())
        except Exception as error:
            return render_list.refused(name, sentence(error))


def _parsed(wanted: Any) -> Wanted:
    try:
        return _WANTED.validate_python(wanted)
    except ValidationError as error:
        raise InputError("list: what to list cannot be read. Load the page again.", "list") from error


def _view(found: str, chosen: Filters = _NO_FILTERS, filters: str = "", shows: str = "all") -> View:
    filters = filters or render_filters.control()
    return {"shows": shows, "filters": filters, "chosen": render_filters.chosen(chosen), "found": found}


def decoded(file: Any) -> bytes:
    """The bytes of an uploaded {"data": base64}; raises InputError."""
    data = file.get("data")
    limit = f"the file is larger than {MAX_UPLOAD // 2**20} MB. Split it."
    if not isinstance(data, str) or len(data) > MAX_UPLOAD * 4 // 3 + 4:
        raise InputError(limit)
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        raise InputError("the file did not arrive whole. Upload it again.") from None


def _pasted(fields: Any) -> dict[str, Any]:
    """The form's fields; those left empty were not given, and a source is made where none is."""
    given = {k: v for k, v in fields.items() if isinstance(v, str) and v.strip()}
    given.setdefault("text", "")
    if not given.get("source"):
        title = " ".join(given.get("title", given["text"][:80]).split())
        given["source"] = f"Pasted: {title}"
    return given
