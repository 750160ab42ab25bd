"""A question and a passage as the tokens that the reader reads, and where its sentences stand among them.

    [CLS] question [SEP] title [SEP] [MASK] sentence [MASK] speaker: sentence ... [SEP]

The reader tells at [CLS] whether the passage answers, and at each [MASK] whether the sentence after it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MOST_TOKENS = 256
_QUESTION, _TITLE, _SPEAKER, _SENTENCE = 64, 32, 12, 160
"""Tokens that are read of each, at most."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of an article, in order; speakers say who says each, "" where its words tell or nobody."""

    title: str
    sentences: tuple[str, ...]
    speakers: tuple[str, ...]


class Place(NamedTuple):
    """Where a sentence stands: its mark, its tokens first to last (not in), and their characters in the sentence."""

    mark: int
    first: int
    last: int
    characters: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Token ids and types, shape (tokens,) each, and the places of the sentences; those that did not fit are left out.

    Types are 0 up to the first [SEP] and 1 after it.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    places: tuple[Place, ...]


def lay_out(question: str, passage: Passage, tokenizer: Tokenizer) -> Layout:
    """The question and the passage as one row of tokens, at most MOST_TOKENS long."""
    cls, sep, mask = _tokens("[CLS][SEP][MASK]", tokenizer).ids
    asked = [cls, *_tokens(question, tokenizer).ids[:_QUESTION], sep]
    ids = list(asked)
    if title := _tokens(passage.title, tokenizer).ids[:_TITLE]:
        ids += [*title, sep]
    places = []
    for speaker, sentence in zip(passage.speakers, passage.sentences, strict=True):
        named = _tokens(f"{speaker}:", tokenizer).ids[-_SPEAKER:] if speaker else []
        told = _tokens(sentence, tokenizer)
        first, room = len(ids) + 1 + len(named), min(_SENTENCE, len(told.ids))
        if first + room >= MOST_TOKENS:
            break
        ids += [mask, *named, *told.ids[:room]]
        places.append(Place(first - len(named) - 1, first, first + room, tuple(told.offsets[:room])))
    ids.append(sep)
    return Layout(tuple(ids), tuple(int(n >= len(asked)) for n in range(len(ids))), tuple(places))


def _tokens(text: str, tokenizer: Tokenizer) -> Encoding:
    return tokenizer.encode(text, add_special_tokens=False)
