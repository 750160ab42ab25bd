"""The archive as a list: what it holds, page by page; adding to it, removing from it, and taking that back."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypedDict, cast, get_args

from index import Archive, Article, InputError, Order, Report, Version
from index.changes import may_change
from index.load import Failure, Note, article, counted, parse
from index.web import Fetcher, fetched
from ui.page import render, render_list
from ui.page.faults import sentence
from ui.page.render_list import PAGE, Listing

MAX_UPLOAD = 32 * 2**20
"""Bytes of one file."""

_KEPT_FOR_UNDO = 50

_ORDERS = get_args(Order)


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

    def list(self, wanted: Any) -> str:
        """A page of {"query", "sort", "descending", "page"}."""
        try:
            return render_list.listing(self._listing(wanted))
        except Exception as error:
            return render.fault(sentence(error))

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

    def _listing(self, wanted: Any) -> Listing:
        if not isinstance(wanted, dict):
            raise InputError("list: say what to list. Load the page again.")
        query, sort = str(wanted.get("query", "")), str(wanted.get("sort", "published"))
        descending = bool(wanted.get("descending", True))
        if sort not in _ORDERS:
            raise InputError(f"sort: there is no {sort[:50]!r}. Sort by {', '.join(_ORDERS)}.", "sort")
        records = self._archive.articles(query, cast(Order, sort), descending)
        page = min(max(0, int(wanted.get("page") or 0)), max(0, (len(records) - 1) // PAGE))
        return Listing(records[page * PAGE : (page + 1) * PAGE], len(records), page, query, sort, descending)

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


def decoded(file: Any) -> bytes:
    """The bytes of an uploaded {"data": base64}; raises InputError."""
    data = file.get("data")
    limit = f"the file is larger than {MAX_UPLOAD // 2**20} MB. Split it, or run `onrecord index` on it."
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
