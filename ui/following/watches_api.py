"""Standing questions, over HTTP."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor

from index import NotFound
from qa import Assistant
from ui.answering import Answering
from ui.following import atom
from ui.following.asking import begin
from ui.following.shapes import NewsOut, WatchesOut, WatchIn, WatchMade, WatchNews, WatchOut
from ui.following.watches import Watches
from ui.schema import Ask, Offset

_IN_FEED = 50
"""Claims."""


class _Id(StringConvertor):
    """Of a watch in an address: without a dot, so that its feed is another address."""

    regex = "[^/.]+"


register_url_convertor("watch", _Id())


def add_to(routes: APIRouter, assistant: Assistant, answering: Answering) -> None:
    """Add the routes; a question is asked once when it is first watched, in turn with the others."""
    folder = assistant.archive.folder

    @routes.get("/watches", response_model=WatchesOut, summary="Standing questions", tags=["watches"])
    def watches() -> WatchesOut:
        """In the order in which they were added."""
        with Watches(folder) as held:
            watched = [WatchOut.of(watch, held.count(watch.id)) for watch in held.all()]
        return WatchesOut(total=len(watched), watches=watched)

    @routes.post("/watches", response_model=WatchMade, summary="Watch a question", tags=["watches"])
    async def watch(told: WatchIn, http: Request) -> WatchMade:
        """It is asked again as articles come in; what the archive holds on it already is not news."""
        upto = await run_in_threadpool(lambda: assistant.archive.last_entry)
        answer = await answering.whole(http, Ask(question=told.question, model="extractive", stream=False).asked())
        made = await run_in_threadpool(begin, assistant, told.question, answer, upto, told.hook)
        return WatchMade(**WatchOut.of(made, 0).model_dump(), secret=made.secret)

    @routes.delete("/watches/{id:watch}", response_model=WatchOut, summary="Watch it no longer", tags=["watches"])
    def unwatch(id: str) -> WatchOut:
        with Watches(folder) as held:
            return WatchOut.of(held.remove(id), 0)

    @routes.get("/watches/{id}.atom", summary="What was new, as a feed", tags=["watches"], response_class=Response)
    def feed(id: str, token: Annotated[str, Query(max_length=200)], http: Request) -> Response:
        """Opens without a key, by the token in its address."""
        with Watches(folder) as held:
            watch = held.of(id)
            if not secrets.compare_digest(token.encode(), watch.token.encode()):
                raise NotFound("There is no such feed. Take its address from the list of what is watched.")
            news = [NewsOut.at(one) for one in held.news(id, _IN_FEED)]
        origin = str(http.base_url).rstrip("/")
        return Response(atom.feed(watch, news, origin, str(http.url)), media_type=atom.KIND)

    @routes.get("/watches/{id:watch}", response_model=WatchNews, summary="What was new", tags=["watches"])
    def news(id: str, limit: Annotated[int, Query(ge=1, le=500)] = 50, offset: Offset = 0) -> WatchNews:
        """Newest first, each with its citations."""
        with Watches(folder) as held:
            watch, total = held.of(id), held.count(id)
            shown = [NewsOut.at(one) for one in held.news(id, limit, offset)]
        return WatchNews(watch=WatchOut.of(watch, total), total=total, news=shown)
