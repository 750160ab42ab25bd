"""Questions and their passages as the tensors of one step of training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils.data import Dataset

from bench.reader.data import Asked
from bench.reader.sampling import Example, Sampler
from qa.reader.layout import Layout, lay_out
from qa.reader.network import new_tokenizer
from qa.reader.reader import tensors

Row = tuple[Layout, Example]


class Batch(NamedTuple):
    """The passages of some questions, one after the other; rows are numbers of passages, of a question those of one.

    ids, types, read: shape (rows, tokens). answers: 1.0 where the passage answers, shape (rows,).
    choices: for each question with an answer the row that has it and then the others, -1 where there are fewer.
    marks: row and token of each sentence of which it is known whether it answers, right: 1.0 where it does.
    words: row, first and last token of the answering words, where they are known.
    """

    ids: Tensor
    types: Tensor
    read: Tensor
    answers: Tensor
    choices: Tensor
    marks: Tensor
    right: Tensor
    words: Tensor

    def to(self, device: torch.device | str) -> Batch:
        return Batch(*(tensor.to(device, non_blocking=True) for tensor in self))


class Batches(Dataset[Batch]):
    """The batches of some questions in order; the n-th is the same however often and wherever it is made."""

    def __init__(self, asked: Sequence[Asked], sampler: Sampler, each: int, seed: int):
        self._asked, self._sampler, self._each, self._seed = asked, sampler, each, seed
        self._tokenizer = new_tokenizer()

    def __len__(self) -> int:
        return -(-len(self._asked) // self._each)

    def __getitem__(self, n: int) -> Batch:
        self._sampler.random = Random(f"{self._seed} {n}")
        return batch_of([self.rows(asked) for asked in self._asked[n * self._each : (n + 1) * self._each]])

    def rows(self, asked: Asked) -> list[Row]:
        """The passages of a question, the one that answers first."""
        question = self._sampler.question(asked)
        return [(lay_out(question, e.passage, self._tokenizer), e) for e in self._sampler.examples(asked)]


def batch_of(questions: Sequence[Sequence[Row]]) -> Batch:
    """Each question's passages, the one that answers first."""
    rows = [row for question in questions for row in question]
    choices, first, most = [], 0, max(map(len, questions))
    for question in questions:
        if question[0][1].right:
            choices.append([first + n if n < len(question) else -1 for n in range(most)])
        first += len(question)
    marks = [mark for n, row in enumerate(rows) for mark in _marks(n, row)]
    words = [(n, *ends) for n, row in enumerate(rows) if (ends := _answer_tokens(*row))]
    return Batch(
        *tensors([layout for layout, _ in rows]),
        torch.tensor([float(bool(example.right)) for _, example in rows]),
        torch.tensor(choices, dtype=torch.long).reshape(-1, most),
        torch.tensor([mark[:2] for mark in marks], dtype=torch.long).reshape(-1, 2),
        torch.tensor([mark[2] for mark in marks]),
        torch.tensor(words, dtype=torch.long).reshape(-1, 3),
    )


def _marks(n: int, row: Row) -> Iterator[tuple[int, int, float]]:
    layout, example = row
    for k, place in enumerate(layout.places):
        if k not in example.unknown:
            yield n, place.mark, float(k in example.right)


def _answer_tokens(layout: Layout, example: Example) -> tuple[int, int] | None:
    """The first and last token of the answering words; None where they are not known or were cut off."""
    for k, start, end in example.words:
        if k < len(layout.places):
            place = layout.places[k]
            held = [place.first + n for n, (a, b) in enumerate(place.characters) if a < end and start < b]
            if held:
                return held[0], held[-1]
    return None
