"""Evidence -> an answer in a chat model's words, sentence by sentence, each handed on once it has been verified."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from index import Excerpt, Span
from index.sentences import trimmed
from qa.answer import EXTRACTIVE, MAX_CITED, Answer, Citation, Claim, LeftOut, remark
from qa.chat_model import TIMEOUT, WINDOW, ModelFault, answer_tokens, pieces
from qa.evidence import Evidence
from qa.evidence.windows import Window
from qa.extract import extract
from qa.library import Library
from qa.model_text import claim_of, cut, plain, thinks, without_thought
from qa.page import count_words
from qa.verify import verify
from qa.wording import spelt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_SOURCES = 12
"""Passages that a model is shown at most: more only confuse it."""
_CLAIM_WORDS, _MOST_WORDS = 70, 150
_MOST_SENTENCES = 8
_MOST_CHARS = 8_000
"""Where an answer that does not end is cut off."""
_TOLD = 1.0
"""Seconds after which a model that is still within a sentence lets go for a moment."""

_LETTER = re.compile(r"[^\W\d_]")
_NOTHING = re.compile(r"\W*NOTHING\W*")


@dataclass(frozen=True)
class ChatAnswerer:
    """Answers with a chat model; called like `extract`, whose answer stands in wherever the model's does not do.

    window is how many tokens the model reads and writes at once; timeout, in seconds, what the whole answer may take.
    """

    model: BaseChatModel
    name: str
    window: int = WINDOW
    timeout: float = TIMEOUT

    def __call__(self, evidence: Evidence, library: Library) -> Iterator[Answer]:
        """The answer in parts: each claim that passes, as soon as it does, then what the articles have to add."""
        own_words = list(extract(evidence, library))
        if not evidence.verdict.found or evidence.query.talk:
            yield from own_words
            return
        yield from takewhile(lambda part: not part.citations, own_words)  # how the question was read
        written, fault = Answer(evidence.query.text, model=self.name), ""
        numbers: dict[tuple[str, int, int], int] = {}
        try:
            for part in self._written(_sources(evidence, own_words, library), written, library):
                written += part
                yield _numbered(part, numbers)
        except ModelFault as error:
            fault = str(error)
        for part in _completed(written, own_words, fault):
            yield _numbered(part, numbers)

    def _written(self, sources: Sequence[Citation], written: Answer, library: Library) -> Iterator[Answer]:
        """What the model writes, verified; raises ModelFault where it cannot go on."""
        query = written.question
        with closing(self._sentences(query, sources)) as sentences:
            for sentence in sentences:
                if not sentence:
                    yield Answer(query, (), "answered", self.name)
                    continue
                claim = claim_of(sentence, sources, self.name)
                part = Answer(query, (claim,), "answered", self.name)
                if count_words(claim.sentence) > _CLAIM_WORDS:
                    part = replace(part, claims=(), left_out=(LeftOut(claim.text, "it is too long", False),))
                else:
                    part = verify(part, library.archive, written)
                if count_words(written.text) + count_words(part.text) > _MOST_WORDS:
                    return
                written += part
                yield part
                if len(written.claims) + len(written.left_out) >= _MOST_SENTENCES:
                    return

    def _sentences(self, query: str, sources: Sequence[Citation]) -> Generator[str]:
        """The model's sentences, each as soon as it is complete; "" now and then, so that who reads may stop."""
        messages = _messages(query, sources, self.window - answer_tokens(self.window))
        began = told = time.monotonic()
        waiting, length = "", 0  # length: of what has been handed on
        with closing(pieces(self.model, messages, self.timeout)) as written:
            for piece in written:
                waiting = without_thought(waiting + piece)
                if not thinks(waiting):
                    *whole, waiting = cut(plain(waiting))
                    length += sum(map(len, whole))
                    yield from filter(_says, whole)
                now = time.monotonic()
                if (length + len(waiting) > _MOST_CHARS and not thinks(waiting)) or now - began > self.timeout:
                    raise ModelFault("The chat model did not come to an end.")
                if now - told > _TOLD:
                    told = now
                    yield ""
        if thinks(waiting) or not (length or waiting.strip()):
            raise ModelFault("The chat model answered nothing.")
        waiting = plain(f"{waiting}\n")  # a heading or a fence is one only with the end of its line
        if _says(waiting):
            yield waiting


def _says(sentence: str) -> bool:
    return bool(_LETTER.search(sentence)) and not _NOTHING.fullmatch(sentence)


@cache
def _rules() -> str:
    return (files("qa") / "prompts" / "answer.txt").read_text(encoding="utf-8")


def _messages(query: str, sources: Sequence[Citation], most: int) -> list[BaseMessage]:
    """The rules, as many of the passages as fit, and the question."""
    from langchain_core.messages import HumanMessage, SystemMessage
    from langchain_core.messages.utils import count_tokens_approximately

    for n in range(len(sources), 0, -1):
        shown = "\n\n".join(map(_shown, sources[:n]))
        asked = HumanMessage(f"<passages>\n{shown}\n</passages>\n\nQuestion: {query}")
        messages: list[BaseMessage] = [SystemMessage(_rules()), asked]
        # Three characters a token rather than four: names and numbers take more than plain words.
        if count_tokens_approximately(messages, chars_per_token=3.0) <= most:
            return messages
    raise ModelFault("The question and its evidence are too long for the chat model.")


def _shown(source: Citation) -> str:
    head = ", ".join(part for part in (source.speaker, source.publisher, spelt(source.published)) if part)
    # What could pass for the end of the passages is told apart.
    return f"[{source.number}] {head}\n{source.text.replace('</passages', '< /passages')}"


def _sources(evidence: Evidence, own_words: Sequence[Answer], library: Library) -> list[Citation]:
    """What the model may cite: the statements that the extractive answer cites, whole, then what else was found."""
    sources: list[Citation] = []
    told = (_whole(citation, library) for part in own_words for citation in part.citations)
    found = (_citation(window) for _, window in evidence.ranked)
    for citation in chain(told, found):
        if len(sources) < _SOURCES and not any(_overlap(citation, other) for other in sources):
            sources.append(replace(citation, number=len(sources) + 1))
    return sources


def _whole(citation: Citation, library: Library) -> Citation:
    """The citation widened to the statement it is from, where that is not too long to be cited."""
    page = library.page(citation.article)
    for s in page.statements:
        if s.start <= citation.start and citation.end <= s.end and len(s.text.strip()) <= MAX_CITED:
            span = trimmed(page.text, Span(s.start, s.end))
            whole = Citation.at(page.record, Excerpt(*span, page.text[slice(*span)]), citation.number, s.speaker)
            return replace(whole, also=citation.also)
    return citation


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _citation(window: Window) -> Citation:
    speakers = {seen.sentence.full for seen in window.seen}
    speaker = speakers.pop() if len(speakers) == 1 else ""
    return Citation.at(window.page.record, Excerpt(window.start, window.end, window.text), 0, speaker or None)


def _numbered(part: Answer, numbers: dict[tuple[str, int, int], int]) -> Answer:
    """The part with its citations numbered in the order in which the answer shows them."""

    def numbered(c: Citation) -> Citation:
        return replace(c, number=numbers.setdefault((c.article, c.start, c.end), len(numbers) + 1))

    claims = (replace(claim, citations=tuple(map(numbered, claim.citations))) for claim in part.claims)
    return replace(part, claims=tuple(claims))


def _completed(written: Answer, own_words: Sequence[Answer], fault: str) -> Iterator[Answer]:
    """What follows the model's claims: nothing where all passed; the articles' own words for what did not.

    Where none passed, the extractive answer stands in whole.
    """
    if not fault and written.claims and not written.left_out:
        return
    told = f"{fault} These are the articles' own words." if fault else ""
    if told:
        # A remark is ours, not the model's.
        yield Answer(written.question, (remark(told),))
    # What stands for a sentence that did not pass is the articles', not the model's.
    own = len(written.claims) - sum(one.replaced for one in written.left_out)
    model = written.model if own else EXTRACTIVE
    room = _MOST_WORDS - count_words(f"{written.text} {told}")
    more: list[Claim] = []
    for claim in (claim for part in own_words for claim in part.claims if claim.citations):
        if any(_overlap(c, shown) for c in claim.citations for shown in written.citations):
            continue
        room -= count_words(claim.text)
        if room >= 0 or not (written.claims or more):
            more.append(claim)
    yield Answer(written.question, tuple(more), "answered", model)
