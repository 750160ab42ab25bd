"""A question set asked and judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import InputError
from qa import Assistant
from qa.answer import Answer
from qa.evaluation import Evaluation, Item, Outcome, Point, holds, judged, read_items

QUESTIONS = Path(__file__).parents[1] / "questions.jsonl"


@pytest.fixture(scope="module")
def evaluation(town_assistant: Assistant) -> Evaluation:
    return Evaluation([judged(item, town_assistant) for item in read_items(QUESTIONS)])


KNOWN = {"t16"}
"""An opera that the town does not have: the reader takes what is said of its bridge for an answer."""


def test_our_own_questions_are_answered(evaluation: Evaluation) -> None:
    wrong = {outcome.item.id: outcome.why for outcome in evaluation.outcomes if outcome.why}
    assert wrong.keys() <= KNOWN, wrong


def test_figures_are_of_each_kind_and_of_all(evaluation: Evaluation) -> None:
    figures = evaluation.figures()
    assert set(figures) == {"said", "fact", "followup", "unanswerable", "all"}
    assert figures["all"].questions == len(evaluation.outcomes)
    assert figures["all"].right >= 1 - len(KNOWN) / len(evaluation.outcomes)
    assert (figures["said"].first, figures["fact"].right, figures["all"].wrongly_abstained) == (1.0, 1.0, 0.0)
    assert 0 < figures["all"].median_words <= 150


def test_the_curve_tells_what_another_threshold_brings(evaluation: Evaluation) -> None:
    curve = evaluation.curve()
    assert [p.threshold for p in curve] == sorted(p.threshold for p in curve)
    assert curve[0].wrongly_abstained == 0.0
    assert next(p for p in curve if p.threshold == 0.0) == Point(0.0, evaluation.figures()["all"].right, 0.0)
    assert curve[-1].wrongly_abstained > 0.5


def test_reliability_holds_the_chance_told_against_what_is_held() -> None:
    def outcome(kind: str, score: float) -> Outcome:
        return Outcome(Item("1", kind, "?"), Answer("?"), score)

    sure, wrong, torn = (outcome("fact", 4.0), outcome("unanswerable", 4.0), outcome("said", 0.1))
    evaluation = Evaluation([sure, sure, sure, wrong, torn])
    first, last = evaluation.reliability()
    assert (first.questions, first.held, first.told) == (1, 1.0, pytest.approx(0.525, abs=0.001))
    assert (last.questions, last.held, last.told) == (4, 0.75, pytest.approx(0.982, abs=0.001))
    assert evaluation.calibration_error() == pytest.approx((0.475 + 4 * 0.232) / 5, abs=0.001)
    assert Evaluation([outcome("unanswerable", -900.0)]).calibration_error() == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("text", "answer", "held"),
    [
        ("It cost 41 million crowns", "41", True),
        ("It cost 41 million crowns", "1", False),
        ("It rose 5 percent", "5%", True),
        ("It rose 15%", "5%", False),
        ("Five of the four", "five & four", True),
        ("Five of them", "five & four", False),
        ("He’s “here”", 'he\'s "here"', True),
    ],
)
def test_answers_are_held_from_the_start_of_a_word(text: str, answer: str, held: bool) -> None:
    assert holds(text, answer) is held


def test_a_place_shows_the_evidence_it_shares() -> None:
    item = Item("1", "fact", "?", evidence=("The bridge cost 41 million crowns.",), answers=("41",))
    text = "Long ago. The bridge cost 41 million crowns. It stood."
    assert item.shown_by(text, 10, 44)
    assert item.shown_by(text, 10, len(text))
    assert not item.shown_by(text, 0, 22)
    assert not item.shown_by(text, 45, len(text))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "holds no questions"),
        ("{broken", "line 1: not a question"),
        ('{"id": "1", "kind": "fact"}', "line 1: not a question ('question')"),
        ('{"id": "1", "kind": "fact", "question": "?"}\n[]', "line 2: not a question"),
    ],
)
def test_a_file_that_is_no_question_set_is_told(tmp_path: Path, lines: str, says: str) -> None:
    (tmp_path / "q.jsonl").write_text(lines)
    with pytest.raises(InputError) as caught:
        read_items(tmp_path / "q.jsonl")
    assert says in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_items(tmp_path / "no.jsonl")


def test_the_format_is_the_documented_one(tmp_path: Path) -> None:
    line = {"id": "1", "kind": "followup", "question": "Why?", "history": [{"role": "user", "content": "What?"}]}
    (tmp_path / "q.jsonl").write_text(json.dumps(line))
    (item,) = read_items(tmp_path / "q.jsonl")
    assert (item.history[0].role, item.history[0].content, item.evidence) == ("user", "What?", ())
