"""The steps of training: a reader learns from batches, by itself or from a larger one."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn.functional import pad
from tqdm import tqdm

from bench.reader.losses import loss_by_answers, loss_by_teacher
from qa.reader.network import Scores

if TYPE_CHECKING:
    from torch.utils.data import DataLoader

    from bench.reader.batches import Batch
    from bench.reader.teacher import Teacher
    from qa.reader.network import Network

_WARM_UP = 100
"""Steps in which the rate rises."""

_ANSWERS = 0.5
"""How much the answers count beside what a larger reader says."""

_LENGTHS = 4
"""Groups of rows of like length that are read apart: little is read that is none."""


def learn(
    network: Network | Teacher, teacher: nn.Module | None, batches: DataLoader[Batch], rate: float, minutes: float
) -> None:
    """The rate rises for some steps, then falls to 0 at the last batch or after so many minutes."""
    device = next(network.parameters()).device
    # Dropout's random numbers take half of the time on a CPU; beside a teacher it only disturbs.
    network.train(device.type == "cuda" and teacher is None)
    network.bert.embeddings.word_embeddings.requires_grad_(False)
    learnable = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnable, lr=rate, weight_decay=0.01)
    began, steps = time.monotonic(), len(batches)
    bar = tqdm(batches, "Training", steps, file=sys.stdout, mininterval=5)
    for n, batch in enumerate(bar):
        done = max(n / steps, (time.monotonic() - began) / (60 * minutes))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (n + 1) / _WARM_UP) * (1 - done)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = _loss(network, teacher, batch, device)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnable, 1.0)
        optimizer.step()
        if n % 50 == 0:
            bar.set_postfix(loss=f"{loss.item():.3f}")
    network.eval()


def scores_of(network: nn.Module, batch: Batch, device: torch.device) -> Scores:
    """What a network says of a batch, in single precision."""
    lengths = batch.read.sum(1)
    order, longest = lengths.argsort(), batch.ids.shape[1]
    parts = []
    for rows in order.chunk(_LENGTHS):
        most = int(lengths[rows].max())
        given = (each[rows, :most].to(device, non_blocking=True) for each in (batch.ids, batch.types, batch.read))
        parts.append(Scores(*(pad(each.float(), (0, 0, 0, longest - most)) for each in network(*given))))
    back = order.argsort().to(device)
    return Scores(*(torch.cat(each)[back] for each in zip(*parts, strict=True)))


def _loss(network: nn.Module, teacher: nn.Module | None, batch: Batch, device: torch.device) -> Tensor:
    scores, there = scores_of(network, batch, device), batch.to(device)
    if not teacher:
        return loss_by_answers(scores, there)
    with torch.no_grad():
        taught = scores_of(teacher, batch, device)
    return _ANSWERS * loss_by_answers(scores, there) + loss_by_teacher(scores, taught, there)
