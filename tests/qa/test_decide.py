"""Whether the archive holds an answer, feature by feature, and why not."""

from __future__ import annotations

import pytest

from index import Archive
from qa.answer import Question, Turn
from qa.evidence import Evidence, gather
from qa.evidence.decide import FEATURES, Case, Verdict, held_in, said_so, unheard
from qa.evidence.weights import FOUND
from qa.library import Library
from qa.understand import understand

BEFORE = (Turn("user", "What did Verel say about the toll?"), Turn("assistant", "Verel said that the toll would stay."))

TOLL = "What did Verel say about the toll?"
BRIDGE = "How much did the Lantern Bridge cost?"
UNKNOWN = "What did Harriet Mbeki say about the toll?"
APART = "What did Dagny Holt say about Olle Brandt?"
LAKE = "How many boatmen met Halvard Ness at Lake Oram?"


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def evidence(library: Library, question: str, history: tuple[Turn, ...] = ()) -> Evidence:
    return gather(understand(Question(question, history), library), library)


def case(library: Library, question: str, history: tuple[Turn, ...] = ()) -> Case:
    found = evidence(library, question, history)
    return Case(found.query, found.found, found.ranked, found.readings, library)


@pytest.mark.parametrize(
    ("feature", "question", "value"),
    [
        ("name_missing", TOLL, 0.0),
        ("name_missing", APART, 0.82),
        ("name_missing", UNKNOWN, 1.0),
        ("names_apart", "Did Stank and Brandt meet?", 0.0),
        ("names_apart", APART, 1.0),
        ("year_missing", "Who opened the bridge in 2023?", 0.0),
        ("year_missing", "Who opened the bridge in 2019?", 1.0),
        ("carried_missing", TOLL, 0.0),
        ("goes_on", TOLL, 0.0),
        ("unsaid", TOLL, 0.0),
        ("unsaid", "What did Verel say about the opera?", 1.0),
        ("unsaid", "What did Verel say?", 0.0),
        ("unsaid", BRIDGE, 0.0),
    ],
)
def test_a_feature(library: Library, feature: str, question: str, value: float) -> None:
    assert evidence(library, question).verdict.features[feature] == pytest.approx(value, abs=0.02)


def test_features_of_a_follow_up(library: Library) -> None:
    at_home = evidence(library, "Why did he decline?", BEFORE).verdict.features
    elsewhere = evidence(library, "And what did he say about the trout?", BEFORE).verdict.features
    assert (at_home["goes_on"], at_home["carried_missing"]) == (1.0, 0.0)
    assert elsewhere["carried_missing"] == pytest.approx(0.64, abs=0.02)


def test_every_feature_has_a_weight() -> None:
    assert set(FOUND) == {"bias", *FEATURES}


def test_the_score_is_the_weighted_sum(library: Library) -> None:
    verdict = evidence(library, BRIDGE).verdict
    assert verdict.score == pytest.approx(FOUND["bias"] + sum(FOUND[n] * v for n, v in verdict.features.items()))


@pytest.mark.parametrize(
    ("question", "reason", "missing"),
    [
        (UNKNOWN, "unknown name", ("harriet mbeki",)),
        ("Where does Harriet Mbeki live?", "unknown name", ("harriet mbeki",)),
        ("What did Verel say about Brexit?", "silent speaker", ("verel",)),
        (APART, "silent speaker", ("dagny holt",)),
        ("Who opened the bridge in 2019?", "year", ("2019",)),
        ("How do vaccines work?", "nothing", ()),
    ],
)
def test_why_not(library: Library, question: str, reason: str, missing: tuple[str, ...]) -> None:
    verdict = evidence(library, question).verdict
    assert (verdict.found, verdict.reason, verdict.missing) == (False, reason, missing)


@pytest.mark.parametrize("question", [TOLL, BRIDGE, "Who led the lake study?", "And Stank?"])
def test_found(library: Library, question: str) -> None:
    verdict = evidence(library, question, BEFORE if question == "And Stank?" else ()).verdict
    assert (verdict.found, verdict.reason) == (True, "")


def test_an_empty_archive_holds_nothing(archive: Archive) -> None:
    assert evidence(Library(archive), TOLL).verdict == Verdict()


@pytest.mark.parametrize(
    ("question", "settled"),
    [
        (TOLL, True),
        ("What did Verel say?", True),
        ("What did Verel and Stank say about the toll?", True),
        ("What did Verel say about Brexit?", False),
        ("What did Verel and Mbeki say about the toll?", True),
        ("What did Mbeki and Holt say about the toll?", False),
        ("How much did the bridge cost?", False),
    ],
)
def test_a_statement_on_a_short_topic_settles_it(library: Library, question: str, settled: bool) -> None:
    assert said_so(case(library, question)) == settled


@pytest.mark.parametrize(
    ("question", "nothing"),
    [
        (TOLL, False),
        (UNKNOWN, True),
        ("What did Holt and Mbeki say about the ferry?", False),
        ("What did Clara Holt say about the ferry?", True),
        (BRIDGE, False),
    ],
)
def test_nothing_is_by_those_asked_for_nor_names_them(library: Library, question: str, nothing: bool) -> None:
    assert unheard(case(library, question)) == nothing


@pytest.mark.parametrize(
    ("question", "settled"),
    [("And his reply?", True), ("What did he say then?", True), ("And Holt?", False), ("And when was that?", True)],
)
def test_somebody_s_words_where_the_conversation_is_settle_it(library: Library, question: str, settled: bool) -> None:
    assert said_so(case(library, question, BEFORE)) == settled


@pytest.mark.parametrize(
    ("term", "held"),
    [("donat", True), ("donor", False), ("harbour", True), ("harbou", True), ("chines", True), ("toll", False)],
)
def test_a_word_of_the_same_beginning_counts(term: str, held: bool) -> None:
    assert held_in(term, {"donat", "harbour", "china"}) is held
