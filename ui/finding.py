"""Finding articles by the words that they hold, over the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import JsonValue

from index import Archive, Filters, Order, extracts
from ui.schema import Day
from ui.schema.finding import FoundOut, FoundPage

_WORDED: dict[str, JsonValue] = {"pattern": r"[\p{L}\p{N}]"}
_QUERY = 'Like `toll "ferry master" -bridge`, or `toll NEAR/5 ferry`.'


def add_to(routes: APIRouter, archive: Archive) -> None:
    """Add the route to the API's."""

    @routes.get("/find", response_model=FoundPage, summary="Find articles by their words", tags=["articles"])
    def find(
        q: Annotated[str, Query(min_length=1, max_length=4000, description=_QUERY, json_schema_extra=_WORDED)],
        publisher: Annotated[str | None, Query(description="Only articles of this publisher.")] = None,
        since: Annotated[Day | None, Query(alias="from", description="Only articles of this day or later.")] = None,
        until: Annotated[Day | None, Query(alias="to", description="Only articles of this day or earlier.")] = None,
        sort: Annotated[Order | None, Query(description="The best come first where it is not given.")] = None,
        descending: Annotated[bool, Query(description="Of a sort: whether from its end.")] = True,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=9900)] = 0,
    ) -> FoundPage:
        """Articles whose title or text holds all the words, in any of their forms; or whose source or publisher does.

        Of more than 10,000, the best are sorted, and counted by publisher and month.
        """
        filters = Filters(publisher=publisher, since=since, until=until)
        found = archive.find(q, filters, sort, descending, offset, limit)
        read = archive.read([record.id for record in found.records])
        page = [FoundOut.at(record, extracts(one, q)) for record, one in zip(found.records, read, strict=True)]
        return FoundPage.of(found.total, page, found.facets)
