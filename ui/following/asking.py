"""Standing questions asked again, of the articles that came in since."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Sequence
from functools import partial

from index import Filters, InputError, on_the_web
from index.errors import NotFetched, OnrecordError
from index.web.hook import send
from index.words import same_words
from qa import Answer, Assistant, Claim
from qa.page import count_words
from ui.following.shapes import NewOut, NewsOut, Told
from ui.following.watches import Message, News, Watch, Watches
from ui.logs import where

logger = logging.getLogger(__name__)

_PAUSE = 60.0
"""Seconds between two rounds of asking, however much comes in."""
_LOOKED = 1.0
"""Seconds until it is looked again whether anything came in, or is to be sent."""
_TOGETHER = 200
"""Articles of which a question is asked at once: an answer shows a handful."""
_BY_CHANCE = 6
"""Fewer words may be the same in two articles by chance."""


async def keep_asking(assistant: Assistant, private: bool, pause: float = _PAUSE) -> None:
    """Ask what is watched again as the archive changes, one question after the other, and send what is new; until
    cancelled. private: webhooks may be on this machine and its network.
    """
    change, free = -1, 0.0
    with Watches(assistant.archive.folder) as watches:
        while True:
            try:
                now = await asyncio.to_thread(lambda: assistant.archive.change)
                if now != change and time.monotonic() >= free:
                    change, free = now, time.monotonic() + pause
                    for watch in watches.all():
                        await asyncio.to_thread(ask_again, assistant, watch)
                await asyncio.gather(*(_sent(one, watches, private) for one in watches.to_send(time.time())))
            except Exception as error:
                change = -1
                logger.error("what is watched could not be asked\n%s", where(error))
            await asyncio.sleep(_LOOKED)


def begin(assistant: Assistant, question: str, answer: Answer, upto: int, hook: str | None) -> Watch:
    """Watch a question that has this answer now, of articles up to this entry: none of that is news.

    Raises InputError where it is no question on the archive, or the webhook's address is none of the web.
    """
    if answer.status == "talk":
        raise InputError("question: it asks nothing of the archive. Write one that it could answer.", "question")
    to = on_the_web(hook)
    if hook is not None and not to:
        raise InputError("hook: it is no address of the web. Write it like https://example.com/news.", "hook")
    with Watches(assistant.archive.folder) as watches:
        known = {words for claim in answer.claims for words in words_of(claim)}
        return watches.add(" ".join(question.split()), known, upto, time.time(), to)


def ask_again(assistant: Assistant, watch: Watch) -> None:
    """Ask a question of all articles that came in since, and note what is new."""
    archive = assistant.archive
    with Watches(archive.folder) as watches:
        last = archive.last_entry
        # Where entries began anew, or it came out of a backup, what is there is not new.
        upto = watch.upto if 0 <= watch.upto <= last else last
        try:
            while True:
                added = archive.added_since(upto, _TOGETHER)
                upto = added[-1][0] if added else max(upto, last)
                claims = _answers(assistant, watch.question, [id_ for _, id_ in added])
                words = {words for claim in claims for words in words_of(claim)}
                untold = watches.untold(watch, words)
                new = [NewOut.of(claim) for claim in claims if not untold.isdisjoint(words_of(claim))]
                told = [one.model_dump(mode="json") for one in new]
                watches.tell(watch, told, words, upto, time.time(), partial(_message, watch))
                if not added:
                    return
        except OnrecordError as error:
            watches.failed(watch, str(error))


def words_of(claim: Claim) -> set[str]:
    """By what the words that a claim shows are known again: a copy of them in another article is nothing new."""
    return {_known_by(claim.citations[words.citation].article, words.text) for words in claim.words}


def _known_by(article: str, text: str) -> str:
    words = same_words(text)
    if count_words(text) < _BY_CHANCE:
        words = f"{article} {words}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _answers(assistant: Assistant, question: str, articles: Sequence[str]) -> list[Claim]:
    """What answers a question in these articles; passages that only mention it are no news."""
    if not articles:
        return []
    answer = assistant.ask(question, filters=Filters(among=frozenset(articles)), extractive=True)
    return [claim for claim in answer.claims if claim.citations] if answer.found else []


def _message(watch: Watch, news: Sequence[News]) -> str:
    return Told(watch=watch.id, question=watch.question, news=[NewsOut.at(one) for one in news]).model_dump_json()


async def _sent(message: Message, watches: Watches, private: bool) -> None:
    watch = message.watch
    try:
        await send(watch.hook or "", message.body.encode(), watch.secret or "", private=private)
    except NotFetched as error:
        watches.not_sent(message, str(error), time.time(), error.wait)
    else:
        watches.sent(message)
