"""A client of a server, wherever it is; `ui/async_client.py` has the one for event loops.

What both ask stands in `ui/operations.py`, what they are answered in `ui/schema/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from pydantic import ValidationError

from index.article import Article
from index.load import Failure, Note
from qa.answer import Constraint, Turn
from ui import operations
from ui.access.shapes import ChangesOut
from ui.connection import ADDRESS, TIMEOUT, Connection, headers
from ui.following import operations as following
from ui.following.shapes import SourceOut, SourcesOut, WatchesOut, WatchMade, WatchNews, WatchOut
from ui.operations import Call, Draft, Events, Flow, Kind, Narrowed, Progress
from ui.schema import (
    Added,
    ArticleOut,
    Articles,
    CorrectionOut,
    Corrections,
    HitOut,
    Reply,
    SaidPage,
    Speakers,
    StatementOut,
    WholeArticle,
)
from ui.schema.changed import Versions
from ui.schema.checked import CheckedOut, Verified

T = TypeVar("T")


class Client(Connection):
    """A server's archive: what `Assistant` and `Archive` do here, done there.

    `key` is the one that the server asks for, if it does. Raises the errors that the archive itself would raise,
    RequestRefused for what only a server refuses, ServerUnreachable where there is none. Any number of threads may use
    it at once; `close` it, or use `with`.
    """

    def __init__(
        self,
        address: str = ADDRESS,
        key: str | None = None,
        *,
        timeout: float | None = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ):
        super().__init__(address)
        self._http = httpx.Client(base_url=address, headers=headers(key), timeout=timeout, transport=transport)

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Narrowed | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Reply:
        """The answer, whole; the parameters are those of `Assistant.ask`."""
        return self._done(operations.ask(operations.question(question, history, filters, without, extractive)))

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Narrowed | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Iterator[str | Reply]:
        """The answer's text piece by piece as it is made, and last the whole reply.

        What cannot be asked is raised before the first piece, what goes wrong later where it does.
        """
        with self._events(operations.question(question, history, filters, without, extractive, True)) as events:
            yield from filter(None, (operations.part(*event) for event in events))

    def check(self, draft: Draft) -> CheckedOut:
        """Each quotation and attributed claim of a draft, held against the archive: `client.check(Path("draft.docx"))`.

        Raises InputError for a draft that cannot be checked; nothing of it is kept.
        """
        return self._done(operations.check(draft))

    def verify(self, capsule: Mapping[str, Any]) -> Verified:
        """Where the quotations of a capsule, as JSON, stand in the archive now; raises InputError for what is none."""
        return self._done(operations.verify(capsule))

    def search(self, query: str, k: int = 10, filters: Narrowed | None = None, *, offset: int = 0) -> list[HitOut]:
        """The k best passages from the offset on."""
        return self._done(operations.search(query, k, offset, filters))

    def articles(self, query: str = "", *, limit: int | None = 50, offset: int = 0) -> Articles:
        """A page of the articles, newest first; limit=None for all of them."""
        return self._done(operations.articles(query, limit, offset))

    def article(self, id: str, version: str | None = None) -> WholeArticle:
        """An article with its text, to the character; in an earlier version, if that is named. Raises NotFound."""
        return self._done(operations.article(id, version))

    def versions(self, source: str) -> Versions:
        """What the article with this source, path or id was before, newest first; raises ArticleNotFound."""
        return self._done(operations.versions(source))

    def statements(self, article: str) -> list[StatementOut]:
        """Who said what in an article, in order; raises ArticleNotFound."""
        return self._done(operations.statements(article))

    def said(
        self,
        speaker: str | None = None,
        query: str = "",
        filters: Narrowed | None = None,
        direct: bool | None = None,
        *,
        limit: int | None = 50,
        offset: int = 0,
    ) -> SaidPage:
        """Who said what across the archive, newest first, or by how much of the query it holds; limit=None for all."""
        return self._done(operations.said(speaker, query, filters, direct, limit, offset))

    def speakers(
        self, query: str = "", kind: Kind | None = None, *, limit: int | None = 50, offset: int = 0
    ) -> Speakers:
        """Who is quoted, most quoted first; limit=None for all."""
        return self._done(operations.speakers(query, kind, limit, offset))

    def corrections(self, *, limit: int | None = 50, offset: int = 0) -> Corrections:
        """What was corrected of who said what, newest first; limit=None for all."""
        return self._done(operations.corrections(limit, offset))

    def attribute(self, statements: Sequence[str], speaker: str | None) -> CorrectionOut:
        """Say whose words statements are, by their ids, and their copies; None for nobody's. Raises NotFound."""
        return self._done(operations.attribute(statements, speaker))

    def merge(self, name: str, speaker: str) -> CorrectionOut:
        """Say that who is shown under a name is the speaker; raises NotFound."""
        return self._done(operations.merge(name, speaker))

    def undo(self, id: str) -> CorrectionOut:
        """Take a correction back; raises NotFound."""
        return self._done(operations.undo(id))

    def log(self, *, limit: int | None = 50, offset: int = 0) -> ChangesOut:
        """What was changed, when and by whose key, newest first; limit=None for all that is kept."""
        return self._done(operations.log(limit, offset))

    def find(self, source: str) -> ArticleOut:
        """The article with this source, path or id; raises ArticleNotFound."""
        return self._done(operations.find(source))

    def add(self, articles: Iterable[Article | Failure | Note], progress: Progress | None = None) -> Added:
        """Add articles, or bring those whose source is known up to date: `client.add(read([Path("folder")]))`."""
        return self._done(operations.add(articles, progress))

    def amend(self, source: str, **fields: str | None) -> ArticleOut:
        """Change title, published, publisher or author of an article; None takes one away. Raises ArticleNotFound."""
        return self._done(operations.amend(source, fields))

    def remove(self, source: str) -> ArticleOut:
        """Take out the article with this source, path or id; raises ArticleNotFound."""
        return self._done(operations.remove(source))

    def sources(self) -> SourcesOut:
        """What is followed, in the order in which it was added."""
        return self._done(following.sources())

    def follow(self, address: str) -> SourceOut:
        """Follow a feed or sitemap; raises InputError for what is no address of the web."""
        return self._done(following.follow(address))

    def pause(self, source: str, paused: bool = True) -> SourceOut:
        """Leave a source alone, by its id, or (paused=False) go on with it; raises NotFound."""
        return self._done(following.pause(source, paused))

    def forget(self, source: str) -> SourceOut:
        """Follow a source no longer, by its id; its articles stay. Raises NotFound."""
        return self._done(following.forget(source))

    def watches(self) -> WatchesOut:
        """The standing questions, in the order in which they were added."""
        return self._done(following.watches())

    def watch(self, question: str, hook: str | None = None) -> WatchMade:
        """Ask a question again as articles come in; hook is an address that is sent what is new.

        What that is signed with is told this once, as `secret`. Raises InputError for what cannot be watched.
        """
        return self._done(following.watch(question, hook))

    def watched(self, watch: str, *, limit: int = 50, offset: int = 0) -> WatchNews:
        """What was new on a standing question, by its id, newest first; raises NotFound."""
        return self._done(following.watched(watch, limit, offset))

    def unwatch(self, watch: str) -> WatchOut:
        """Watch a question no longer, by its id; raises NotFound."""
        return self._done(following.unwatch(watch))

    def rebuild(self, progress: Progress | None = None) -> Added:
        """Make the archive's index anew from its texts."""
        rebuilding = operations.Rebuilding(progress)
        with self._events(operations.REBUILD) as events:
            for event in events:
                if report := rebuilding.told(*event):
                    return report
        raise self._unreached(EOFError("it stopped in the midst"))

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        files: Mapping[str, Any] | None = None,
    ) -> Any:
        """The JSON of any address of the API; what goes with it is given as httpx takes it."""
        return self._sent(Call(method, path, params or {}, json, files))

    def _done(self, flow: Flow[T]) -> T:
        try:
            call = next(flow)
            while True:
                call = flow.send(self._sent(call))
        except StopIteration as done:
            result: T = done.value
            return result
        except ValidationError as error:
            raise self._unreached(error) from error

    def _sent(self, call: Call) -> Any:
        try:
            return self._json(self._http.request(call.method, call.path, **call.given()))
        except httpx.HTTPError as error:
            raise self._unreached(error) from error

    @contextmanager
    def _events(self, call: Call) -> Iterator[Iterator[tuple[str, Any]]]:
        try:
            with self._http.stream(call.method, call.path, **call.given()) as reply:
                if reply.is_error:
                    reply.read()
                    self._json(reply)
                events = Events()
                yield filter(None, (self._event(events, line) for line in reply.iter_lines()))
        except httpx.HTTPError as error:
            raise self._unreached(error) from error
