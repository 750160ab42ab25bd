"""What a reader is worth, on batches of one question each, the passage that answers first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import nn

from bench.reader.batches import Batch


def figures(network: nn.Module, batches: Iterable[Batch]) -> dict[str, float]:
    """Of the best passage and sentence the share right, and whether a passage that answers is surer than another.

    The last is the AUC of all passages of all questions.
    """
    device = next(network.parameters()).device
    network.eval()
    passages: list[tuple[float, bool]] = []
    first, sentence = [], []
    for batch in (batch.to(device) for batch in batches):
        with torch.inference_mode():
            scores = network(batch.ids, batch.types, batch.read).float()
        told = scores.head[:, 0, 0].tolist()
        passages += zip(told, batch.answers.bool().tolist(), strict=True)
        if batch.answers[0]:
            first.append(told[0] == max(told))
            row, token = batch.marks[batch.marks[:, 0] == 0].T
            best = scores.head[row, token, 1].argmax()
            sentence.append(bool(batch.right[batch.marks[:, 0] == 0][best]))
    return {
        "passage_first": _share(first),
        "sentence_first": _share(sentence),
        "passage_auc": round(_auc(passages), 3),
    }


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(len(right), 1), 3)


def _auc(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a right one scores above a wrong one."""
    ranks = {n: rank for rank, n in enumerate(sorted(range(len(scored)), key=lambda n: scored[n][0]), 1)}
    right = [ranks[n] for n, (_, good) in enumerate(scored) if good]
    many = len(right)
    return (sum(right) - many * (many + 1) / 2) / max(many * (len(scored) - many), 1)
