"""Train the reader: `python -m bench.reader.train DATA`, a folder with the two files that data.py reads.

It goes on from the weights of the package, or from the embedding model's alone with --anew; on a GPU where there is
one. With --base it makes a larger reader of an MPNet, too slow to ship; with --teacher the reader learns from the
scores of such a one as well as from the answers, with --layers into fewer layers. Beside the weights it writes how they
came about (reader.json): options, the data's SHA-256, and the figures before and after on the documents that were kept
out. Questions of both files are mixed: the news' with speakers' names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import torch
from torch import nn
from torch.utils.data import DataLoader
from tqdm import tqdm

from bench.reader.batches import Batches
from bench.reader.data import NEWS, OPEN, Asked, Document, read_news, read_open
from bench.reader.learning import learn
from bench.reader.measuring import figures
from bench.reader.sampling import Sampler
from bench.reader.teacher import Teacher
from qa.reader.network import WEIGHTS, Network, load_network

KEPT_OUT = 20
"""Of so many documents one is kept out of training, and measured on."""

LAYERS = 6
"""Of the embedding model."""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    documents, asked = _mixed(options.data)
    kept, learned = [[a for a in asked if is_kept_out(documents[a.document]) is out] for out in (True, False)]
    sampler = Sampler(documents, Random(options.seed))
    network, start = _beginning(options)
    teacher = _teacher(options.teacher).to(device) if options.teacher else None
    before = _measured(network.to(device), documents, kept, sampler, options)
    tqdm.write(f"before {before}")
    batches = Batches(list(_in_stages(learned, documents, options)), sampler, options.questions, options.seed)
    loader = DataLoader(batches, batch_size=None, num_workers=options.workers)
    learn(network, teacher, loader, options.rate, options.minutes)
    after = _measured(network, documents, kept, sampler, options)
    tqdm.write(f"after {after}")
    network.save(options.to)
    record = {
        "sha256": sha256(options.to),
        "data": {name: sha256(options.data / name) for name in (OPEN, NEWS)},
        "start": start,
        "teacher": sha256(options.teacher) if options.teacher else "",
        "options": {key: value for key, value in vars(options).items() if not isinstance(value, Path)},
        "figures": {"before": before, "after": after},
    }
    options.to.with_suffix(".json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--anew", action="store_true", help="from the embedding model's weights, not the package's")
    start.add_argument("--base", type=Path, help="folder of an MPNet to make a larger reader of")
    parser.add_argument("--teacher", type=Path, help="weights of a larger reader to learn from")
    parser.add_argument("--layers", type=int, default=LAYERS, help="how many are kept of those it begins with")
    parser.add_argument("--open", type=int, nargs="+", default=[50_000, 20_000], help="open questions of each stage")
    parser.add_argument("--news", type=int, nargs="+", default=[2, 4], help="how often a stage has all news questions")
    parser.add_argument("--rate", type=float, default=3e-5, help="learning rate; anew or with a teacher 1e-4")
    parser.add_argument("--questions", type=int, default=8, help="in each step; on a GPU: 48")
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


def is_kept_out(document: Document) -> bool:
    return int(hashlib.md5(document.source.encode()).hexdigest(), 16) % KEPT_OUT == 0


def _is_news(asked: Asked, documents: Sequence[Document]) -> bool:
    return documents[asked.document].source.startswith(NEWS)


def _in_stages(asked: Sequence[Asked], documents: Sequence[Document], options: argparse.Namespace) -> Iterator[Asked]:
    """In each stage some open questions and all news questions so often, in an order drawn from the seed."""
    random = Random(options.seed)
    news = [a for a in asked if _is_news(a, documents)]
    others = [a for a in asked if not _is_news(a, documents)]
    for many, times in zip(options.open, options.news, strict=True):
        stage = [*random.sample(others, min(many, len(others))), *news * times]
        random.shuffle(stage)
        yield from stage


def _beginning(options: argparse.Namespace) -> tuple[Network | Teacher, str]:
    """What is trained, and what its weights are."""
    if options.base:
        return Teacher.of(options.base), sha256(options.base / "model.safetensors")
    if options.anew:
        return Network(options.layers), "the embedding model"
    whole = load_network()
    return whole if options.layers == LAYERS else _fewer_layers(whole, options.layers), sha256(WEIGHTS)


def _teacher(weights: Path) -> nn.Module:
    """A larger reader, or one of the package's kind."""
    return Teacher.load(weights) if Teacher.config_of(weights).exists() else load_network(weights)


def _fewer_layers(whole: Network, layers: int) -> Network:
    """A reader that begins with some of another's layers, evenly chosen (Sanh et al. 2019, DistilBERT)."""
    network = Network(layers)
    own = [round(n * (len(whole.bert.encoder.layer) - 1) / max(layers - 1, 1)) for n in range(layers)]
    network.bert.embeddings.load_state_dict(whole.bert.embeddings.state_dict())
    for layer, n in zip(network.bert.encoder.layer, own, strict=True):
        layer.load_state_dict(whole.bert.encoder.layer[n].state_dict())
    network.head.load_state_dict(whole.head.state_dict())
    network.span.load_state_dict(whole.span.state_dict())
    return network


def _measured(
    network: nn.Module,
    documents: Sequence[Document],
    kept: Sequence[Asked],
    sampler: Sampler,
    options: argparse.Namespace,
) -> dict[str, dict[str, float]]:
    """The figures on questions of documents that were kept out."""
    found = {}
    for name, is_news in (("news", True), ("open", False)):
        some = [a for a in kept if _is_news(a, documents) is is_news]
        some = Random(options.seed).sample(some, min(options.measured, len(some)))
        questions = Batches(some, sampler, 1, options.seed)
        found[name] = figures(network, (questions[n] for n in range(len(questions))))
    return found


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
