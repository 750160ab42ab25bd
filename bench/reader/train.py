"""Train the reader: `python -m bench.reader.train DATA`, a folder with the two files that data.py reads.

It goes on from the weights of the package, or from the embedding model's alone with --anew; on a GPU where there is
one. Beside the weights it writes how they came about (reader.json): seed, options, the data's SHA-256 and the figures
on the documents that were kept out. Questions of both files are mixed: the news' with their speakers' names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from bench.reader.data import NEWS, OPEN, Asked, Document, read_news, read_open
from bench.reader.sampling import Example, Sampler
from qa.reader.layout import Layout, lay_out
from qa.reader.network import WEIGHTS, Network, Scores, load_network, new_tokenizer
from qa.reader.reader import tensors

KEPT_OUT = 20
"""Of so many documents one is kept out of training, and measured on."""

_PASSAGE_POSITIVE, _SENTENCE_POSITIVE = 2.0, 4.0
_SENTENCES, _WORDS = 1.5, 0.3
"""How much right passages and sentences count of the binary losses, and these losses of the whole."""

Row = tuple[Layout, Example]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--anew", action="store_true", help="from the embedding model's weights, not the package's")
    parser.add_argument("--open", type=int, default=8_000, help="open questions in each epoch; all: 100000")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-5, help="learning rate; anew: 1e-4")
    parser.add_argument("--questions", type=int, default=8, help="in each step; on a GPU: 64")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after these, the rate then at its end")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)

    documents, asked = _mixed(options.data)
    kept, learned = [[a for a in asked if _kept_out(documents[a.document]) is out] for out in (True, False)]
    network = (Network() if options.anew else load_network()).to("cuda" if torch.cuda.is_available() else "cpu")
    before = figures(network, documents, kept, options.seed)
    print("before", before, flush=True)
    train(network, documents, learned, options)
    after = figures(network, documents, kept, options.seed)
    print("after", after, flush=True)

    save_file(network.own_state(), options.to)
    told = {key: value for key, value in vars(options).items() if not isinstance(value, Path)}
    record = {
        "sha256": sha256(options.to),
        "data": {name: sha256(options.data / name) for name in (OPEN, NEWS)},
        "options": told,
        "figures": {"before": before, "after": after},
    }
    options.to.with_suffix(".json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _mixed(data: Path) -> tuple[list[Document], list[Asked]]:
    documents, asked = read_news(data / NEWS)
    more, open_asked = read_open(data / OPEN)
    first = len(documents)
    moved = (replace(a, document=first + a.document) for a in open_asked)
    return [*documents, *more], [*asked, *moved]


def _kept_out(document: Document) -> bool:
    return int(hashlib.md5(document.source.encode()).hexdigest(), 16) % KEPT_OUT == 0


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def train(network: Network, documents: Sequence[Document], asked: Sequence[Asked], options: argparse.Namespace) -> None:
    """All news questions and some open ones in each epoch, in an order drawn from the seed; the rate falls to 0."""
    # Without dropout: its random numbers take half of the time on a CPU.
    network.eval()
    network.bert.embeddings.word_embeddings.requires_grad_(False)
    learnable = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnable, lr=options.rate, weight_decay=0.01)
    random, sampler, tokenizer = Random(options.seed), Sampler(documents, options.seed), new_tokenizer()
    news = [a for a in asked if documents[a.document].source.startswith(NEWS)]
    others = [a for a in asked if not documents[a.document].source.startswith(NEWS)]
    order: list[Asked] = []
    for _ in range(options.epochs):
        epoch = [*news, *random.sample(others, min(options.open, len(others)))]
        random.shuffle(epoch)
        order += epoch
    began, each = time.monotonic(), options.questions
    for n in range(0, len(order), each):
        done = max(n / len(order), (time.monotonic() - began) / (60 * options.minutes))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1.0, (n / each + 1) / 50) * (1 - done)
        loss = step_loss(network, [rows_of(a, sampler, tokenizer) for a in order[n : n + each]])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnable, 1.0)
        optimizer.step()
        if n % (each * 25) == 0:
            print(
                f"{n} of {len(order)} questions, {time.monotonic() - began:.0f} s, loss {loss.item():.3f}", flush=True
            )


def rows_of(asked: Asked, sampler: Sampler, tokenizer: object) -> list[Row]:
    question = sampler.question(asked)
    return [(lay_out(question, e.passage, tokenizer), e) for e in sampler.examples(asked)]  # type: ignore[arg-type]


def step_loss(network: Network, questions: Sequence[Sequence[Row]]) -> Tensor:
    """The loss of some questions: their passages against each other, passages, sentences and answering words."""
    total = torch.zeros(())
    for scores, rows in zip(_scored(network, questions), questions, strict=True):
        total = total.to(scores.head.device) + _loss(scores, rows)
    return total / len(questions)


def _scored(network: Network, questions: Sequence[Sequence[Row]]) -> Iterator[Scores]:
    ids, types, read = (
        t.to(network.head.weight.device) for t in tensors([row for rows in questions for row, _ in rows])
    )
    with torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.device.type == "cuda"):
        scores = network(ids, types, read)
    first = 0
    for rows in questions:
        yield Scores(scores.head[first : first + len(rows)].float(), scores.span[first : first + len(rows)].float())
        first += len(rows)


def _loss(scores: Scores, rows: Sequence[Row]) -> Tensor:
    device = scores.head.device
    passages = scores.head[:, 0, 0]
    answers = torch.tensor([float(bool(example.right)) for _, example in rows], device=device)
    weights = 1 + (_PASSAGE_POSITIVE - 1) * answers
    loss = binary_cross_entropy_with_logits(passages, answers, weights)
    if rows[0][1].right:
        loss = loss + cross_entropy(passages[None], torch.zeros(1, dtype=torch.long, device=device))
    marks = [(n, place.mark, k) for n, (layout, example) in enumerate(rows) for k, place in enumerate(layout.places)
             if k not in example.unknown]  # fmt: skip
    truth = torch.tensor([float(k in rows[n][1].right) for n, _, k in marks], device=device)
    told = scores.head[[n for n, _, _ in marks], [mark for _, mark, _ in marks], 1]
    loss = loss + _SENTENCES * binary_cross_entropy_with_logits(told, truth, 1 + (_SENTENCE_POSITIVE - 1) * truth)
    if (tokens := _answer_tokens(*rows[0])) is not None:
        size = len(rows[0][0].ids)
        ends = [cross_entropy(scores.span[:1, :size, n], torch.tensor([tokens[n]], device=device)) for n in (0, 1)]
        loss = loss + _WORDS * (ends[0] + ends[1]) / 2
    return loss


def _answer_tokens(layout: Layout, example: Example) -> tuple[int, int] | None:
    """The first and last token of the answering words; None where they are not known or were cut off."""
    for k, start, end in example.words:
        if k < len(layout.places):
            place = layout.places[k]
            held = [place.first + n for n, (a, b) in enumerate(place.characters) if a < end and start < b]
            if held:
                return held[0], held[-1]
    return None


def figures(network: Network, documents: Sequence[Document], asked: Sequence[Asked], seed: int) -> dict[str, float]:
    """On 400 questions of documents kept out: the best passage's and sentence's shares right, and AUC of passages."""
    sampler, tokenizer = Sampler(documents, seed), new_tokenizer()
    some = Random(seed).sample(list(asked), min(400, len(asked)))
    passages: list[tuple[float, bool]] = []
    first, sentence = [], []
    with torch.inference_mode():
        for one in some:
            rows = rows_of(one, sampler, tokenizer)
            (scores,) = _scored(network, [rows])
            told = scores.head[:, 0, 0].tolist()
            passages += [(score, bool(e.right)) for score, (_, e) in zip(told, rows, strict=True)]
            if rows[0][1].right:
                first.append(told[0] == max(told))
                layout, example = rows[0]
                each = [scores.head[0, place.mark, 1].item() for place in layout.places]
                sentence.append(each.index(max(each)) in example.right)
    return {
        "questions": len(some),
        "passage_first": round(sum(first) / len(first), 3),
        "sentence_first": round(sum(sentence) / len(sentence), 3),
        "passage_auc": round(_auc(passages), 3),
    }


def _auc(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a right one scores above a wrong one."""
    ranks = {n: rank for rank, n in enumerate(sorted(range(len(scored)), key=lambda n: scored[n][0]), 1)}
    right = [ranks[n] for n, (_, good) in enumerate(scored) if good]
    many = len(right)
    return (sum(right) - many * (many + 1) / 2) / (many * (len(scored) - many))


if __name__ == "__main__":
    main()
