"""How well an archive's questions are answered: each asked and judged, what another threshold would bring, and how
far the chances can be trusted that the answers rest on.

A question set is a file of JSON lines: id, kind ("said", "fact", "followup", or "unanswerable" for what the archive
does not hold), question, history, article (the source it was asked of), evidence (exact words of it that answer) and
answers (strings of which a right answer has one; "five & four" is both).
"""

from __future__ import annotations

import json
import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from index import InputError
from qa.answer import Answer, Claim, Question, Turn
from qa.assistant import Assistant
from qa.evidence import Evidence, gather
from qa.extract import extract
from qa.page import count_words
from qa.understand import understand
from qa.verify import verify

MOST_WORDS = 150
"""A longer answer is none: nobody reads it."""

_SHARED = 15
"""Characters of evidence that a citation must at least share."""

_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Item:
    """A question with what a right answer to it shows and says."""

    id: str
    kind: str
    question: str
    article: str = ""
    history: tuple[Turn, ...] = ()
    evidence: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the archive holds an answer."""
        return self.kind != "unanswerable"

    def shown_by(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] shows the evidence: shares an answer with it, or half of either."""
        return any(self._shows(text, start, end, piece) for piece in self.evidence)

    def said_in(self, text: str) -> bool:
        """Whether the text has an answer string."""
        return any(holds(text, answer) for answer in self.answers)

    def answered_by(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] has an answer string and shows the evidence."""
        return self.said_in(text[start:end]) and self.shown_by(text, start, end)

    def _shows(self, text: str, start: int, end: int, piece: str) -> bool:
        for found in re.finditer(re.escape(piece), text):
            shared = text[max(start, found.start()) : min(end, found.end())] if start < found.end() else ""
            enough = len(shared) >= min(_SHARED, len(piece))
            if enough and (2 * len(shared) >= min(end - start, len(piece)) or self.said_in(shared)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: score is the log-odds of an answer being there, right what it would be if given."""

    item: Item
    answer: Answer
    score: float
    claims_right: tuple[bool, ...] = ()
    citations_right: tuple[bool, ...] = ()
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        """Answered rightly, or rightly said not to be there."""
        return self._right(self.answer.found)

    @property
    def first(self) -> bool:
        """The same, by the first claim alone."""
        return self.right and (not self.item.answerable or self.claims_right[0])

    @property
    def why(self) -> str:
        """What went wrong; empty where nothing did."""
        if self.right:
            return ""
        if not self.item.answerable:
            return "answered, though it is not there"
        if not self.answer.found:
            return "said not to be there"
        if not any(self.citations_right):
            return "other words cited"
        return "the answer is not in one short claim"

    def _right(self, found: bool) -> bool:
        if not self.item.answerable:
            return not found
        return found and any(self.claims_right) and count_words(self.answer.text) <= MOST_WORDS


class Point(NamedTuple):
    """What a threshold on the score brings: shares of all questions, and of those with an answer."""

    threshold: float
    right: float
    wrongly_abstained: float


class Reliability(NamedTuple):
    """Of questions whose chance of an answer was told alike: how many, the chance on average, the share that has one.

    Guo et al. 2017, On Calibration of Modern Neural Networks: where both are the same, the score is calibrated.
    """

    questions: int
    told: float
    held: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some questions; shares are from 0 to 1."""

    questions: int
    right: float
    first: float
    wrongly_abstained: float
    cited_right: float
    median_words: float
    p50_ms: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of a question set."""

    outcomes: Sequence[Outcome] = field(default_factory=list)

    def figures(self) -> Mapping[str, Figures]:
        """The figures of each kind of question, and of all."""
        kinds = dict.fromkeys(outcome.item.kind for outcome in self.outcomes)
        by_kind = {kind: _figures([o for o in self.outcomes if o.item.kind == kind]) for kind in kinds}
        return {**by_kind, "all": _figures(self.outcomes)}

    def curve(self) -> list[Point]:
        """What every threshold that makes a difference would bring, from the lowest up; today's is 0."""
        thresholds = sorted({0.0, *(outcome.score for outcome in self.outcomes)})
        return [self._at(threshold) for threshold in thresholds]

    def reliability(self) -> list[Reliability]:
        """Chance told and share held, from the least chance to the greatest, a tenth of the scale each."""
        told = sorted((0.5 + 0.5 * math.tanh(o.score / 2), o.item.answerable) for o in self.outcomes)
        tenths = (list(group) for _, group in groupby(told, key=lambda t: min(9, int(10 * t[0]))))
        return [
            Reliability(len(t), statistics.mean(chance for chance, _ in t), _share([held for _, held in t]))
            for t in tenths
        ]

    def calibration_error(self) -> float:
        """How far chance told and share held lie apart, on average over the questions."""
        apart = [r.questions * abs(r.told - r.held) for r in self.reliability()]
        return sum(apart) / max(1, len(self.outcomes))

    def _at(self, threshold: float) -> Point:
        right = sum(o._right(o.score >= threshold) for o in self.outcomes)
        asked = [o for o in self.outcomes if o.item.answerable]
        abstained = sum(o.score < threshold for o in asked)
        return Point(threshold, right / max(1, len(self.outcomes)), abstained / max(1, len(asked)))


def read_items(file: Path) -> list[Item]:
    """The questions of a file; raises InputError, which names the line."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read ({error}). Give a .jsonl file of questions.") from None
    items = [_item(f"{file}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    if not items:
        raise InputError(f"{file} holds no questions. Give one JSON object a line.")
    return items


def judged(item: Item, assistant: Assistant) -> Outcome:
    """One question asked and judged."""
    began = perf_counter()
    library, archive = assistant.library, assistant.archive
    evidence = gather(understand(Question(item.question, item.history), library), library)
    answer = _whole(evidence, assistant)
    seconds = perf_counter() - began
    shown = answer
    if evidence.ranked and not answer.found:
        # As it would be with another threshold, which the curve asks about.
        granted = replace(evidence, verdict=replace(evidence.verdict, found=True))
        shown = replace(_whole(granted, assistant), status=answer.status)

    def shows(claim: Claim) -> list[bool]:
        return [item.shown_by(archive.article(c.article).text, c.start, c.end) for c in claim.citations]

    claims = [claim for claim in shown.claims if claim.citations]
    return Outcome(
        item,
        shown,
        evidence.verdict.score,
        tuple(item.said_in(claim.text) and any(shows(claim)) for claim in claims),
        tuple(right for claim in claims for right in shows(claim)),
        seconds,
    )


def holds(text: str, answer: str) -> bool:
    """Whether the text has the answer string, all of its parts, from the start of a word."""
    plain = _plain(text)
    return all(re.search(_at_word(_plain(part)), plain) is not None for part in answer.split(" & "))


def _whole(evidence: Evidence, assistant: Assistant) -> Answer:
    first, *more = (verify(part, assistant.archive) for part in extract(evidence, assistant.library))
    for part in more:
        first += part
    return first


def _figures(outcomes: Sequence[Outcome]) -> Figures:
    asked = [o for o in outcomes if o.item.answerable]
    cited = [right for o in asked if o.answer.found for right in o.citations_right]
    words = [count_words(o.answer.text) for o in asked if o.answer.found]
    return Figures(
        questions=len(outcomes),
        right=_share([o.right for o in outcomes]),
        first=_share([o.first for o in outcomes]),
        wrongly_abstained=_share([not o.answer.found for o in asked]),
        cited_right=_share(cited),
        median_words=statistics.median(words) if words else 0,
        p50_ms=1000 * statistics.median(o.seconds for o in outcomes) if outcomes else 0,
    )


def _share(of: Sequence[bool]) -> float:
    return sum(of) / len(of) if of else 0.0


def _item(where: str, line: str) -> Item:
    try:
        given = json.loads(line)
        history = tuple(Turn(turn["role"], turn["content"]) for turn in given.get("history") or ())
        evidence, answers = (tuple(map(str, given.get(name) or ())) for name in ("evidence", "answers"))
        id_, kind, question = (str(given[name]) for name in ("id", "kind", "question"))
        return Item(id_, kind, question, str(given.get("article") or ""), history, evidence, answers)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f'{where}: not a question ({error}). Write {{"id", "kind", "question", "evidence", "answers"}}.'
        ) from None


def _plain(text: str) -> str:
    folded = " ".join(text.translate(_FOLD).replace("…", "...").split()).lower()
    return re.sub(r"\s*(percent\b|per cent\b|%)", "%", re.sub(r"(?<=\d),(?=\d{3})", "", folded))


def _at_word(part: str) -> str:
    end = r"(?!\d|\.\d)" if part[-1:].isdigit() else ""
    return r"(?<!\w)(?<!\d[.,])" + re.escape(part) + end
