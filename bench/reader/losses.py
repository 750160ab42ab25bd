"""What the reader is taught by: the data's answers, and what a larger reader makes of the same passages."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div, log_softmax, mse_loss

from bench.reader.batches import Batch
from qa.reader.network import Scores

_PASSAGE_POSITIVE, _SENTENCE_POSITIVE = 2.0, 4.0
_SENTENCES, _WORDS = 1.5, 0.3
"""How much right passages and sentences count of the binary losses, and these losses of the whole."""

_STATES = 1.0
"""How much the states of the last layer count where a larger reader teaches."""


def loss_by_answers(scores: Scores, batch: Batch) -> Tensor:
    """A question's passages against each other, and passages, sentences and answering words each for itself."""
    passages, sentences = scores.head[:, 0, 0], _sentences(scores, batch)
    weights = 1 + (_PASSAGE_POSITIVE - 1) * batch.answers
    loss = binary_cross_entropy_with_logits(passages, batch.answers, weights)
    weights = 1 + (_SENTENCE_POSITIVE - 1) * batch.right
    loss = loss + _SENTENCES * binary_cross_entropy_with_logits(sentences, batch.right, weights)
    if len(batch.choices):
        loss = loss + cross_entropy(_against(passages, batch), torch.zeros_like(batch.choices[:, 0]))
    if len(batch.words):
        row, *ends = batch.words.T
        spans = _spans(scores, batch)[row]
        loss = loss + _WORDS * (cross_entropy(spans[..., 0], ends[0]) + cross_entropy(spans[..., 1], ends[1])) / 2
    return loss


def loss_by_teacher(scores: Scores, taught: Scores, batch: Batch) -> Tensor:
    """The same parts, with a larger reader's scores for truth (Hinton et al. 2015), and its last states where they are
    as wide (Jiao et al. 2020, TinyBERT)."""
    passages, teachers = scores.head[:, 0, 0], taught.head[:, 0, 0]
    loss = binary_cross_entropy_with_logits(passages, teachers.sigmoid())
    loss = loss + _SENTENCES * binary_cross_entropy_with_logits(
        _sentences(scores, batch), _sentences(taught, batch).sigmoid()
    )
    if len(batch.choices):
        loss = loss + _divergence(_against(passages, batch), _against(teachers, batch), 1)
    if len(batch.words):
        row = batch.words[:, 0]
        loss = loss + _WORDS * _divergence(_spans(scores, batch)[row], _spans(taught, batch)[row], 1) / 2
    if scores.states.shape != taught.states.shape:
        return loss
    held = batch.read.bool()
    return loss + _STATES * mse_loss(scores.states[held], taught.states[held])


def _sentences(scores: Scores, batch: Batch) -> Tensor:
    row, token = batch.marks.T
    return scores.head[row, token, 1]


def _against(passages: Tensor, batch: Batch) -> Tensor:
    """The scores of each answerable question's passages, shape (questions, passages)."""
    return passages[batch.choices].masked_fill(batch.choices < 0, -1e4)


def _spans(scores: Scores, batch: Batch) -> Tensor:
    return scores.span.masked_fill(batch.read[..., None] == 0, -1e4)


def _divergence(scores: Tensor, taught: Tensor, dim: int) -> Tensor:
    both = log_softmax(scores, dim), log_softmax(taught, dim)
    return kl_div(*both, reduction="sum", log_target=True) / len(scores)
