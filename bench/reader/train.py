"""Train the reader: `python -m bench.reader.train DATA`, a folder with the two files that data.py reads.

It goes on from the weights of the package, or from the embedding model's alone with --anew; on a GPU where there is
one. With --teacher it makes a reader of fewer layers, which learns from the scores of a larger one as well as from the
answers. Beside the weights it writes how they came about (reader.json): options, the data's SHA-256, and the figures
before and after on the documents that were kept out. Questions of both files are mixed: the news' with speakers' names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.utils.data import DataLoader
from tqdm import tqdm

from bench.reader.batches import Batch, Batches
from bench.reader.data import NEWS, OPEN, Asked, Document, read_news, read_open
from bench.reader.losses import loss_by_answers, loss_by_teacher
from bench.reader.sampling import Sampler
from qa.reader.network import WEIGHTS, Network, load_network

KEPT_OUT = 20
"""Of so many documents one is kept out of training, and measured on."""

_WARM_UP = 100
"""Steps in which the rate rises."""

LAYERS = 6
"""Of the embedding model."""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    start = "the embedding model" if options.anew else sha256(options.teacher or WEIGHTS)
    documents, asked = _mixed(options.data)
    kept, learned = [[a for a in asked if _kept_out(documents[a.document]) is out] for out in (True, False)]
    sampler = Sampler(documents, Random(options.seed))
    teacher = load_network(options.teacher).to(device) if options.teacher else None
    if teacher:
        network = _fewer_layers(teacher, options.layers).to(device)
    else:
        network = (Network(LAYERS) if options.anew else load_network()).to(device)
    before = figures(teacher or network, documents, kept, sampler, options)
    tqdm.write(f"before {before}")
    batches = Batches(_order(learned, documents, options), sampler, options.questions, options.seed)
    train(network, teacher, DataLoader(batches, batch_size=None, num_workers=options.workers), options)
    after = figures(network, documents, kept, sampler, options)
    tqdm.write(f"after {after}")
    save_file(network.own_state(), options.to)
    record = {
        "sha256": sha256(options.to),
        "layers": len(network.bert.encoder.layer),
        "data": {name: sha256(options.data / name) for name in (OPEN, NEWS)},
        "start": start,
        "options": {key: value for key, value in vars(options).items() if not isinstance(value, Path)},
        "figures": {"before": before, "after": after},
    }
    options.to.with_suffix(".json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--anew", action="store_true", help="from the embedding model's weights, not the package's")
    start.add_argument("--teacher", type=Path, help="weights of a larger reader to learn from")
    parser.add_argument("--layers", type=int, default=3, help="with a teacher: how many of its layers are kept")
    parser.add_argument("--open", type=int, default=8_000, help="open questions in each epoch; all: 100000")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-5, help="learning rate; anew 1e-4, with a teacher 2e-4")
    parser.add_argument("--questions", type=int, default=8, help="in each step; on a GPU: 64")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after these, the rate then at its end")
    parser.add_argument("--measured", type=int, default=200, help="questions of either file kept out, to measure on")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="processes that draw passages beside this one")
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    return parser.parse_args()


def _mixed(data: Path) -> tuple[list[Document], list[Asked]]:
    documents, asked = read_news(data / NEWS)
    more, open_asked = read_open(data / OPEN)
    first = len(documents)
    moved = (replace(a, document=first + a.document) for a in open_asked)
    return [*documents, *more], [*asked, *moved]


def _kept_out(document: Document) -> bool:
    return int(hashlib.md5(document.source.encode()).hexdigest(), 16) % KEPT_OUT == 0


def _is_news(asked: Asked, documents: Sequence[Document]) -> bool:
    return documents[asked.document].source.startswith(NEWS)


def _order(asked: Sequence[Asked], documents: Sequence[Document], options: argparse.Namespace) -> list[Asked]:
    """All news questions and some open ones in each epoch, in an order drawn from the seed."""
    random = Random(options.seed)
    news = [a for a in asked if _is_news(a, documents)]
    others = [a for a in asked if not _is_news(a, documents)]
    order: list[Asked] = []
    for _ in range(options.epochs):
        epoch = [*news, *random.sample(others, min(options.open, len(others)))]
        random.shuffle(epoch)
        order += epoch
    return order


def _fewer_layers(teacher: Network, layers: int) -> Network:
    """A reader that starts with some of another's layers, evenly chosen (Sanh et al. 2019, DistilBERT)."""
    network = Network(layers)
    own = [round(n * (len(teacher.bert.encoder.layer) - 1) / max(layers - 1, 1)) for n in range(layers)]
    network.bert.embeddings.load_state_dict(teacher.bert.embeddings.state_dict())
    for layer, n in zip(network.bert.encoder.layer, own, strict=True):
        layer.load_state_dict(teacher.bert.encoder.layer[n].state_dict())
    network.head.load_state_dict(teacher.head.state_dict())
    network.span.load_state_dict(teacher.span.state_dict())
    return network


def train(network: Network, teacher: Network | None, batches: Iterable[Batch], options: argparse.Namespace) -> None:
    """The rate rises for some steps, then falls to 0."""
    device = network.head.weight.device
    # Dropout's random numbers take half of the time on a CPU; beside a teacher it only disturbs.
    network.train(device.type == "cuda" and teacher is None)
    network.bert.embeddings.word_embeddings.requires_grad_(False)
    learnable = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnable, lr=options.rate, weight_decay=0.01)
    loss_of = _loss(network, teacher)
    began, steps = time.monotonic(), len(batches)  # type: ignore[arg-type]
    bar = tqdm(batches, "Training", steps, file=sys.stdout, mininterval=5)
    for n, batch in enumerate(bar):
        done = max(n / steps, (time.monotonic() - began) / (60 * options.minutes))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1.0, (n + 1) / _WARM_UP) * (1 - done)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = loss_of(batch.to(device))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnable, 1.0)
        optimizer.step()
        if n % 50 == 0:
            bar.set_postfix(loss=f"{loss.item():.3f}")
    network.eval()


def _loss(network: Network, teacher: Network | None) -> Callable[[Batch], Tensor]:
    def of(batch: Batch) -> Tensor:
        scores = network(batch.ids, batch.types, batch.read).float()
        if not teacher:
            return loss_by_answers(scores, batch)
        with torch.no_grad():
            taught = teacher(batch.ids, batch.types, batch.read).float()
        return 0.5 * loss_by_answers(scores, batch) + loss_by_teacher(scores, taught, batch)

    return of


def figures(
    network: Network,
    documents: Sequence[Document],
    kept: Sequence[Asked],
    sampler: Sampler,
    options: argparse.Namespace,
) -> dict[str, dict[str, float]]:
    """On questions of documents kept out: of the best passage and sentence the share right, and AUC of passages."""
    network.eval()
    found = {}
    for name, is_news in (("news", True), ("open", False)):
        some = [a for a in kept if _is_news(a, documents) is is_news]
        some = Random(options.seed).sample(some, min(options.measured, len(some)))
        found[name] = _figures(network, Batches(some, sampler, 1, options.seed))
    return found


def _figures(network: Network, questions: Batches) -> dict[str, float]:
    passages: list[tuple[float, bool]] = []
    first, sentence = [], []
    for batch in (questions[n].to(network.head.weight.device) for n in range(len(questions))):
        with torch.inference_mode():
            scores = network(batch.ids, batch.types, batch.read).float()
        told = scores.head[:, 0, 0].tolist()
        passages += zip(told, batch.answers.bool().tolist(), strict=True)
        if batch.answers[0]:
            first.append(told[0] == max(told))
            row, token = batch.marks[batch.marks[:, 0] == 0].T
            best = scores.head[row, token, 1].argmax()
            sentence.append(bool(batch.right[best]))
    return {
        "questions": len(questions),
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


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
