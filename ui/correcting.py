"""The user's word on who said what, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request

from index import Archive, ArticleNotFound, Correction, InputError
from ui import schema
from ui.turns import Turns


def add_to(routes: APIRouter, archive: Archive, changing: Turns, not_rebuilding: Callable[[], None]) -> None:
    """Add the routes; they write in turn with the others, and not_rebuilding raises while an archive takes nothing."""

    @routes.get("/corrections", response_model=schema.Corrections, summary="What was corrected", tags=["corrections"])
    def corrections(limit: Annotated[int, Query(ge=1, le=1000)] = 50, offset: schema.Offset = 0) -> schema.Corrections:
        """What users corrected of who said what, newest first."""
        made = archive.corrections
        return schema.Corrections(total=len(made), corrections=shown(made[offset:][:limit], archive))

    @routes.post(
        "/corrections", response_model=schema.CorrectionOut, summary="Correct who said it", tags=["corrections"]
    )
    async def correct(told: schema.CorrectionIn, http: Request) -> schema.CorrectionOut:
        """Of statements, say whose words they are or that they are nobody's; of a name, who is shown under it.

        It holds for every answer and list, however the articles are indexed, until it is taken back.
        """
        not_rebuilding()
        with changing:
            return await changing.run(http, lambda _: shown([corrected(told, archive)], archive)[0])

    @routes.delete(
        "/corrections/{id}", response_model=schema.CorrectionOut, summary="Take it back", tags=["corrections"]
    )
    async def undo(id: str, http: Request) -> schema.CorrectionOut:
        not_rebuilding()
        with changing:
            return await changing.run(http, lambda _: shown([archive.undo(id)], archive)[0])


def corrected(told: schema.CorrectionIn, archive: Archive) -> Correction:
    """What is told, done; raises InputError where it is neither of statements nor of a name."""
    if (told.statements is None) == (told.name is None):
        raise InputError("statements: say of which statements it is, or of which name, and not of both.", "statements")
    if told.name is None:
        return archive.attribute(told.statements or (), told.speaker)
    if told.speaker is None:
        raise InputError("speaker: a name is somebody's. Say whose, or name statements.", "speaker")
    return archive.merge(told.name, told.speaker)


def shown(corrections: Sequence[Correction], archive: Archive) -> list[schema.CorrectionOut]:
    """The corrections with the titles of their articles, where these are held."""
    titles = {}
    for article in {article: None for one in corrections for article in one.articles}:
        try:
            titles[article] = archive.record(article).title
        except ArticleNotFound:
            continue
    return [schema.CorrectionOut.of(one, titles) for one in corrections]
