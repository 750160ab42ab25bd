"""The conversations that are kept on the server for who asks, over HTTP."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ui.notebook.conversations import Conversations, Kept, Listed
from ui.page.conversation import parse
from ui.schema import Offset, Reply


class ConversationOut(BaseModel):
    id: str
    name: str
    changed: datetime = Field(description="When something was asked in it last, in UTC.")

    @classmethod
    def of(cls, one: Listed | Kept) -> ConversationOut:
        return cls(id=one.id, name=one.name, changed=datetime.fromtimestamp(one.changed / 1000, UTC))


class ConversationsOut(BaseModel):
    total: int
    conversations: list[ConversationOut]


class ExchangeOut(BaseModel):
    asked: str = Field(description="The question as it was typed.")
    reply: Reply | None = Field(description="As it was answered; null where it was not.")


class WholeConversation(ConversationOut):
    exchanges: list[ExchangeOut]


def add_to(routes: APIRouter, folder: Path) -> None:
    """Add the routes to the API's."""

    @routes.get("/conversations", response_model=ConversationsOut, summary="Your conversations", tags=["conversations"])
    def conversations(limit: Annotated[int, Query(ge=1, le=1000)] = 50, offset: Offset = 0) -> ConversationsOut:
        """Those that the page was told to keep here, by who has this key. Newest first."""
        with Conversations(folder) as held:
            found = held.all()
        page = [ConversationOut.of(one) for one in found[offset : offset + limit]]
        return ConversationsOut(total=len(found), conversations=page)

    @routes.get(
        "/conversations/{id}", response_model=WholeConversation, summary="Read one of them", tags=["conversations"]
    )
    def conversation(id: str) -> WholeConversation:
        with Conversations(folder) as held:
            one = held.of(id)
        exchanges = [
            ExchangeOut(asked=exchange.asked, reply=Reply.of(exchange.answer) if exchange.answer else None)
            for exchange in parse(one.exchanges)
        ]
        return WholeConversation(**ConversationOut.of(one).model_dump(), exchanges=exchanges)

    @routes.delete(
        "/conversations/{id}", response_model=ConversationOut, summary="Delete one of them", tags=["conversations"]
    )
    def remove(id: str) -> ConversationOut:
        """For good, here and in each browser that keeps its conversations here."""
        with Conversations(folder) as held:
            one = held.of(id)
            held.remove(id, time.time())
        return ConversationOut.of(one)
