"""Fit and write the weights in qa/evidence/weights.py: `python -m bench.fit ARCHIVE QUESTIONS.jsonl`.

The ranker is a listwise logistic model of the windows of each question, the decision a logistic one of questions
with an answer against made-up ones without. Both are cross-validated by article: what is printed of them is
measured on articles that they were not fitted on. Questions of kind "unanswerable" are such without an answer too.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from bench.hidden import Hidden
from bench.negatives import negatives
from index import Archive
from qa import Question
from qa.evaluation import Item, read_items
from qa.evidence import weights as tables
from qa.evidence.decide import FEATURES as EVIDENCE_FEATURES
from qa.evidence.decide import Case, said_so
from qa.evidence.features import FEATURES, features
from qa.evidence.found import Found
from qa.evidence.gather import ArchiveRetriever, found_for
from qa.evidence.windows import Window, candidates
from qa.library import Library
from qa.understand import Query, understand

Array = NDArray[np.float64]

FOLDS = 20
_PENALTY, _EVIDENCE_PENALTY = 0.05, 1.0
"""On the squares of the weights; the second is of standardised features."""

WRONGLY_ABSTAINED = 0.03
"""The share of questions with an answer that may be turned down; it sets the bias of the decision."""

HIDDEN_COUNTS = 0.5
"""How much a question whose articles were hidden counts: now and then another article has the answer as well."""

ASKED_COUNTS = 3.0
"""How much a question without an answer counts that somebody thought of: no made-up one is as near to the articles."""

WEIGHTS = Path(tables.__file__)

_TABLES = '''"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {{
{rank}
}}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {{
{found}
}}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
'''

OFTEN = 8
"""Statements of somebody whose name is known from the archive."""

_MORE_IS_BETTER = frozenset({"article_coverage", "local", "rare_nearby", "cosine", "names_together"})
_EITHER_WAY = frozenset({"goes_on"})


@dataclass(frozen=True)
class Asked:
    """A question understood, its windows with their features, and which of them are right."""

    item: Item
    query: Query
    found: Found
    windows: list[Window]
    values: Array
    right: NDArray[np.bool_]

    @property
    def fold(self) -> int:
        return int(hashlib.md5((self.item.article or self.item.question).encode()).hexdigest(), 16) % FOLDS


@dataclass(frozen=True)
class Row:
    """What the decision is told from; settled is whether a statement settles it anyway."""

    fold: int
    values: Array
    weight: float
    settled: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args()
    with Archive(options.archive) as archive:
        library = Hidden(archive)
        asked = [ask(item, library) for item in read_items(options.questions)]
        answerable = [a for a in asked if a.item.kind != "unanswerable"]
        by_fold = [fit_rank([a for a in answerable if a.fold != fold]) for fold in range(FOLDS)]
        report_rank(answerable, by_fold)
        rank = dict(zip([f.name for f in FEATURES], fit_rank(answerable), strict=True))

        positive = [row(a, by_fold[a.fold], library) for a in answerable]
        unanswerable = [row(a, by_fold[a.fold], library, ASKED_COUNTS) for a in asked if a.item.kind == "unanswerable"]
        negative = made_up(answerable, by_fold, library)
        report_decision(positive, negative, unanswerable)
        found = dict(zip(["bias", *EVIDENCE_FEATURES], fit_decision(positive, negative + unanswerable), strict=True))
    WEIGHTS.write_text(_TABLES.format(rank=table(rank), found=table(found)), "utf-8")
    print(f"written to {WEIGHTS}")


def ask(item: Item, library: Library) -> Asked:
    """The question with the windows found for it."""
    query = understand(Question(item.question, item.history), library)
    # A ranker needs archive.search, which `Hidden` stands in for.
    retriever = ArchiveRetriever.model_construct(archive=library.archive, k=200, filters=query.filters)
    found = found_for(query, retriever)
    windows = list(candidates(query, found, library)) if found.order else []
    values = np.array([list(features(w).values()) for w in windows]).reshape(len(windows), len(FEATURES))
    right = np.array([item.answered_by(w.page.text, w.start, w.end) for w in windows], bool)
    return Asked(item, query, found, windows, values, right)


def fit_rank(asked: Sequence[Asked]) -> Array:
    """The weights under which the right windows together are most probable."""
    data = [(a.values, a.right) for a in asked if a.right.any()]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for values, right in data:
            probable = np.exp((score := values @ weights) - score.max())
            whole, good = probable.sum(), probable[right].sum()
            total -= float(np.log(good / whole))
            slope = slope - values[right].T @ (probable[right] / good) + values.T @ (probable / whole)
        return total, slope

    start = np.zeros(len(FEATURES))
    return cast(Array, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x)


def row(asked: Asked, weights: Array, library: Library, weight: float = 1.0) -> Row:
    order = np.argsort(-(asked.values @ weights))[:6]
    case = Case(asked.query, asked.found, [asked.windows[n] for n in order], library)
    values = np.array([1.0, *(feature(case) for feature in EVIDENCE_FEATURES.values())])
    return Row(asked.fold, values, weight, said_so(case))


def made_up(asked: Sequence[Asked], by_fold: Sequence[Array], library: Hidden) -> list[Row]:
    """Rows of questions without an answer."""
    statements = Counter(s.speaker for r in library.archive.articles() for s in library.archive.statements(r.id))
    named = {name.lower(): count for name, count in statements.items() if name and name.count(" ") == 1}
    people = [name for name, count in named.items() if count >= OFTEN] or list(named)
    evidence = {a.item.article: a.item.evidence for a in asked}
    rows = []
    for made in negatives([(a.item, a.query) for a in asked], sorted(people), Random(7)):
        hidden = library.holding(evidence[made.article]) if made.hides else frozenset[str]()
        with library.without(hidden):
            again = ask(Item("", "negative", made.question, made.article, made.history), library)
            if again.windows:
                rows.append(row(again, by_fold[again.fold], library, HIDDEN_COUNTS if made.hides else 1.0))
    return rows


def fit_decision(positive: Sequence[Row], negative: Sequence[Row]) -> Array:
    """Weights of the standardised features, of the signs that make sense; the bias turns few good questions down."""
    rows = [*positive, *negative]
    values = np.array([r.values for r in rows])
    answer = np.array([1.0] * len(positive) + [0.0] * len(negative))
    weight = np.array([r.weight for r in rows])
    weight[len(positive) :] *= len(positive) / weight[len(positive) :].sum()
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
    fitted[0] = 0.0
    unsettled = np.array([r.values for r in positive if not r.settled])
    share = WRONGLY_ABSTAINED * len(positive) / max(1, len(unsettled))
    fitted[0] = -np.quantile(unsettled @ fitted, min(1.0, share))
    return fitted


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _EITHER_WAY:
        return None, None
    return (0, None) if name in _MORE_IS_BETTER else (None, 0)


def report_rank(asked: Sequence[Asked], by_fold: Sequence[Array]) -> None:
    by_kind: dict[str, list[bool]] = {}
    for a in asked:
        best = int(np.argmax(a.values @ by_fold[a.fold]))
        by_kind.setdefault(a.item.kind, []).append(bool(a.right[best]))
    every = [right for rights in by_kind.values() for right in rights]
    print(f"the best window is right, cross-validated: {np.mean(every):.3f}", end=" ")
    print({kind: round(float(np.mean(rights)), 3) for kind, rights in by_kind.items()})


def report_decision(positive: Sequence[Row], negative: Sequence[Row], unanswerable: Sequence[Row]) -> None:
    kept: list[bool] = []
    told: list[bool] = []
    refused: list[bool] = []
    for fold in range(FOLDS):
        others = [r for r in (*negative, *unanswerable) if r.fold != fold]
        weights = fit_decision([r for r in positive if r.fold != fold], others)

        def found(r: Row, weights: Array = weights) -> bool:
            return r.settled or float(r.values @ weights) >= 0

        kept += [found(r) for r in positive if r.fold == fold]
        told += [not found(r) for r in negative if r.fold == fold]
        refused += [not found(r) for r in unanswerable if r.fold == fold]
    print(
        f"wrongly abstained {1 - np.mean(kept):.3f}, made-up told {np.mean(told):.3f} of {len(negative)}, "
        f"unanswerable told {np.mean(refused):.3f} of {len(refused)}"
    )


def table(weights: Mapping[str, float]) -> str:
    return "\n".join(f'    "{name}": {weight:.3f},' for name, weight in weights.items())


if __name__ == "__main__":
    main()
