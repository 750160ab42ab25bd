"""Fit and write the weights in qa/evidence/weights.py.

    python -m bench.fit --on ARCHIVE QUESTIONS.jsonl... [--on ARCHIVE QUESTIONS.jsonl...]

Both rankings, by words and by what was read, are listwise logistic models of the windows of each question, the decision
a logistic one of questions with an answer against those of kind "unanswerable", on what is gathered for each with the
rankings just fitted; with --decision these stay as they are. Each archive counts as much as another, however many
questions are asked of it. All are cross-validated by article: what is printed of each is measured on articles that it
was not fitted on (what the decision is told from was ranked by weights that were fitted on all).
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from index import Archive
from qa import Question
from qa.evaluation import Item, read_items
from qa.evidence import gather
from qa.evidence import weights as tables
from qa.evidence.decide import FEATURES as EVIDENCE_FEATURES
from qa.evidence.features import FEATURES, KEPT, READ_FEATURES, features
from qa.evidence.gather import found_for
from qa.evidence.readings import read_around
from qa.evidence.windows import Ranked, Window, candidates
from qa.library import Library
from qa.understand import Query, understand

Array = NDArray[np.float64]

FOLDS = 10
_PENALTY, _EVIDENCE_PENALTY = 0.05, 1.0
"""On the squares of the weights; the second is of standardised features."""

ANSWERED = 0.63
"""The share of questions that have an answer, for which the decision's score is calibrated."""

WEIGHTS = Path(tables.__file__)

_TABLES = '''"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit --on ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {{
{rank}
}}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {{
{read}
}}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {{
{found}
}}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
'''

_MORE_IS_BETTER = frozenset({"passage", "sentence", "said_so"})
_EITHER_WAY = frozenset({"goes_on"})


@dataclass(frozen=True)
class Asked:
    """A question understood."""

    library: Library
    weight: float
    """How much it counts."""
    item: Item
    query: Query

    @property
    def fold(self) -> int:
        return int(hashlib.md5((self.item.article or self.item.question).encode()).hexdigest(), 16) % FOLDS

    @cached_property
    def windows(self) -> list[Window]:
        """Those that are found for it."""
        found = found_for(self.query, self.library.archive, self.query.filters, 200)
        return list(candidates(self.query, found, self.library)) if found.order else []

    @cached_property
    def values(self) -> Array:
        """The windows' features, shape (windows, features)."""
        values = np.array([list(features(w).values()) for w in self.windows])
        return values.reshape(len(self.windows), len(FEATURES))

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Which windows answer it."""
        return np.array([self.item.answered_by(w.page.text, w.start, w.end) for w in self.windows], bool)


@dataclass(frozen=True)
class Read:
    """What was read for a question: the best windows by their words, with the features of those that were read."""

    asked: Asked
    values: Array
    right: NDArray[np.bool_]

    @property
    def fold(self) -> int:
        return self.asked.fold

    @property
    def weight(self) -> float:
        return self.asked.weight


@dataclass(frozen=True)
class Row:
    """What the decision is told from."""

    fold: int
    values: Array
    weight: float
    answer: bool
    """Whether there is one."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--on", type=Path, nargs="+", action="append", required=True, metavar="ARCHIVE QUESTIONS")
    parser.add_argument("--decision", action="store_true", help="fit the decision alone, with the rankings as they are")
    options = parser.parse_args()
    asked = [one for archive, *files in options.on for one in ask_all(archive, files)]
    if not options.decision:
        fit_rankings(asked)
    rows = [row for a in asked if (row := row_of(a))]
    report_decision(rows)
    found = dict(zip(["bias", *EVIDENCE_FEATURES], fit_decision(rows), strict=True))
    WEIGHTS.write_text(_TABLES.format(rank=table(tables.RANK), read=table(tables.READ), found=table(found)), "utf-8")
    print(f"written to {WEIGHTS}")


def fit_rankings(asked: Sequence[Asked]) -> None:
    """Fit both rankings, and rank by them from here on."""
    answerable = [a for a in asked if a.item.answerable and a.windows]
    by_words = [fit_rank([a for a in answerable if a.fold != fold]) for fold in range(FOLDS)]
    report_rank("by words", answerable, by_words)
    read = [read_again(a, by_words[a.fold]) for a in answerable]
    by_reading = [fit_rank([r for r in read if r.fold != fold]) for fold in range(FOLDS)]
    report_rank("read", read, by_reading)
    for used, named, fitted in (
        (tables.RANK, [f.name for f in FEATURES], fit_rank(answerable)),
        (tables.READ, READ_FEATURES, fit_rank(read)),
    ):
        cast(dict[str, float], used).update(zip(named, fitted, strict=True))


def ask_all(folder: Path, files: Sequence[Path]) -> Iterator[Asked]:
    """Every question of an archive; together they count as one."""
    library = Library(Archive(folder))
    items = [item for file in files for item in read_items(file)]
    for item in items:
        yield Asked(library, 1 / len(items), item, understand(Question(item.question, item.history), library))


def read_again(asked: Asked, by_words: Array) -> Read:
    """The question with its best windows read."""
    scores = asked.values @ by_words
    order = np.argsort(-scores)[:KEPT]
    ranked = [Ranked(float(scores[n]), asked.windows[n]) for n in order]
    readings = read_around(asked.query.text, (r.window for r in ranked))
    held = [n for n, r in enumerate(ranked) if readings.has(r.window)]
    values = np.array([[f(ranked[n], readings.of(ranked[n].window)) for f in READ_FEATURES.values()] for n in held])
    return Read(asked, values.reshape(len(held), len(READ_FEATURES)), asked.right[order[held]])


def fit_rank(asked: Sequence[Asked | Read]) -> Array:
    """The weights under which the right windows together are most probable."""
    data = [(a.values, a.right, a.weight) for a in asked if a.right.any()]
    whole_weight = sum(weight for *_, weight in data)

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for values, right, weight in data:
            counts = len(data) * weight / whole_weight
            probable = np.exp((score := values @ weights) - score.max())
            whole, good = probable.sum(), probable[right].sum()
            total -= counts * float(np.log(good / whole))
            slope = slope - counts * (values[right].T @ (probable[right] / good) - values.T @ (probable / whole))
        return total, slope

    start = np.zeros(data[0][0].shape[1])
    return cast(Array, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x)


def row_of(asked: Asked) -> Row | None:
    """What its decision is told from; None where there is nothing to decide."""
    if not (told := gather(asked.query, asked.library).verdict.features):
        return None
    return Row(asked.fold, np.array([1.0, *told.values()]), asked.weight, asked.item.answerable)


def fit_decision(rows: Sequence[Row]) -> Array:
    """Weights of the standardised features, of the signs that make sense; the bias is for a share of ANSWERED."""
    values = np.array([r.values for r in rows])
    answer = np.array([r.answer for r in rows])
    weight = np.array([r.weight for r in rows])
    for side, share in ((answer, ANSWERED), (~answer, 1 - ANSWERED)):
        weight[side] *= share * len(rows) / weight[side].sum()
    mean, spread = values.mean(0), values.std(0) + 1e-6
    mean[0], spread[0] = 0.0, 1.0
    scaled = (values - mean) / spread

    def loss(w: Array) -> tuple[float, Array]:
        score = scaled @ w
        total = (weight * (np.logaddexp(0, score) - answer * score)).sum() + _EVIDENCE_PENALTY * (w[1:] @ w[1:])
        slope = scaled.T @ (weight * (1 / (1 + np.exp(-score)) - answer))
        slope[1:] += 2 * _EVIDENCE_PENALTY * w[1:]
        return float(total), slope

    bounds = [(None, None), *(_bounds(name) for name in EVIDENCE_FEATURES)]
    best = minimize(loss, np.zeros(len(mean)), jac=True, method="L-BFGS-B", bounds=bounds)
    fitted: Array = np.asarray(best.x, np.float64) / spread
    fitted[0] -= fitted[1:] @ mean[1:]
    return fitted


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _EITHER_WAY:
        return None, None
    return (0, None) if name in _MORE_IS_BETTER else (None, 0)


def report_rank(name: str, asked: Sequence[Asked | Read], by_fold: Sequence[Array]) -> None:
    by_kind: dict[str, list[bool]] = {}
    for a in asked:
        item = a.item if isinstance(a, Asked) else a.asked.item
        best = int(np.argmax(a.values @ by_fold[a.fold]))
        by_kind.setdefault(item.kind, []).append(bool(a.right[best]))
    every = [right for rights in by_kind.values() for right in rights]
    print(f"{name}: the best window is right, cross-validated: {np.mean(every):.3f}", end=" ")
    print({kind: round(float(np.mean(rights)), 3) for kind, rights in by_kind.items()}, flush=True)


def report_decision(rows: Sequence[Row]) -> None:
    told: dict[bool, list[float]] = {True: [], False: []}
    for fold in range(FOLDS):
        weights = fit_decision([r for r in rows if r.fold != fold])
        for r in rows:
            if r.fold == fold:
                told[r.answer].append(float(r.values @ weights))
    for answer, scores in told.items():
        print(f"{'with' if answer else 'without'} an answer: found {np.mean(np.array(scores) >= 0):.3f}", end=", ")
    above = np.array(told[True])[:, None] > np.array(told[False])
    print(f"one with an answer scores above one without: {above.mean():.3f}", flush=True)


def table(weights: Mapping[str, float]) -> str:
    return "\n".join(f'    "{name}": {weight:.3f},' for name, weight in weights.items())


if __name__ == "__main__":
    main()
