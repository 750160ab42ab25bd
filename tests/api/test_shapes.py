"""Each shape of an answer, as the API gives it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

STAYS = "Mayor Tomas Verel said the toll would stay."
HALVE = "Mirela Stank called on the council to halve the toll by the end of June."
DRIVES_OUT = "Stank added that the toll of two crowns would drive small traders out of the old town."


def ask(api: TestClient, *questions: str) -> dict[str, Any]:
    """The reply to the last question, the others asked before it."""
    history: list[dict[str, str]] = []
    for question in questions[:-1]:
        reply = api.post("/api/ask", json={"question": question, "history": history}).json()
        history += [{"role": "user", "content": question}, {"role": "assistant", "content": reply["answer"]}]
    return dict(api.post("/api/ask", json={"question": questions[-1], "history": history}).json())


def shown(reply: dict[str, Any]) -> list[tuple[str | None, str]]:
    """Who says what, in the order in which it is told."""
    return [(c["speaker"], " … ".join(w["text"] for w in c["words"])) for c in reply["claims"] if c["words"]]


def remarks(reply: dict[str, Any]) -> list[str]:
    return [c["text"] for c in reply["claims"] if c["kind"] == "remark"]


@pytest.mark.parametrize("question", ["latest from stank on the toll", "What has Stank said lately about the toll?"])
def test_the_latest_comes_first(town: TestClient, question: str) -> None:
    assert shown(ask(town, question)) == [("Mirela Stank", HALVE), ("Mirela Stank", DRIVES_OUT)]


def test_how_a_view_changed_is_told_from_the_oldest_on(town: TestClient) -> None:
    reply = ask(town, "How has Stank's view of the toll changed over time?")
    assert shown(reply) == [("Mirela Stank", DRIVES_OUT), ("Mirela Stank", HALVE)]


def test_two_are_compared_side_by_side(town: TestClient) -> None:
    reply = ask(town, "compare stank and verel on the toll")
    assert {speaker for speaker, _ in shown(reply)} == {"Mirela Stank", "Tomas Verel"}
    assert [c["text"] for c in reply["understood"]] == ["Mirela Stank", "Tomas Verel", "toll"]


def test_of_two_who_are_compared_one_has_nothing(town: TestClient) -> None:
    reply = ask(town, "stank vs holt on the toll")
    assert {speaker for speaker, _ in shown(reply)} == {"Mirela Stank"}
    assert remarks(reply) == ["The archive holds statements by Dagny Holt, but none that answers this."]


@pytest.mark.parametrize("question", ["who has spoken about the toll", "list everyone who spoke on the toll"])
def test_all_who_speak_on_something_get_a_line_each(town: TestClient, question: str) -> None:
    reply = ask(town, question)
    assert shown(reply)[:2] == [("Tomas Verel", STAYS), ("Mirela Stank", HALVE)]
    assert remarks(reply) == ["3 articles mention it; Tomas Verel and Mirela Stank speak on it."]


def test_a_topic_alone(town: TestClient) -> None:
    reply = ask(town, "the toll")
    assert shown(reply) == [("Tomas Verel", STAYS), ("Mirela Stank", HALVE)]
    assert remarks(reply) == ["3 articles mention it; Tomas Verel and Mirela Stank speak on it."]


def test_somebody_is_introduced(town: TestClient) -> None:
    ((_, first), *_) = shown(ask(town, "who is mirela stank"))
    assert first == "Councillor Mirela Stank, who leads the opposition, was not convinced."


@pytest.mark.parametrize("question", ["who is harriet mbeki", "Who is Mirela Holt?"])
def test_nobody_is_introduced_who_is_not_there(town: TestClient, question: str) -> None:
    assert not ask(town, question)["found"]


def test_the_day_is_worked_out(town: TestClient) -> None:
    reply = ask(town, "When did the council vote on the toll?")
    assert remarks(reply) == ["Wednesday in an article of 7 June 2023 is 7 June 2023."]
    reply = ask(town, "When did the fire on the old pier break out?")
    assert "Sunday in an article of" in remarks(reply)[-1]
    assert remarks(reply)[-1].endswith("is 20 August 2023.")


def test_when_that_was_is_when_it_was_told(town: TestClient) -> None:
    reply = ask(town, "What did Verel say about the toll?", "when was that?")
    assert shown(reply) == [("Tomas Verel", STAYS)]
    assert remarks(reply) == ["The article is of 19 May 2023."]


def test_two_questions_are_both_answered(town: TestClient) -> None:
    reply = ask(town, "How much did the Lantern Bridge cost and how many jobs will Oram Lines cut?")
    told = " ".join(words for _, words in shown(reply))
    assert "41 million crowns" in told
    assert "40 of its 160 jobs" in told


def test_of_two_questions_one_has_no_answer(town: TestClient) -> None:
    reply = ask(town, "How much did the Lantern Bridge cost and who won the 2022 World Cup?")
    assert reply["found"]
    assert remarks(reply)[-1].startswith("who won the 2022 World Cup? ")


def test_the_words_of_whoever_is_the_mayor(town: TestClient) -> None:
    assert {speaker for speaker, _ in shown(ask(town, "statements by the mayor"))} == {"Tomas Verel"}


@pytest.mark.parametrize(
    ("question", "publisher"),
    [
        ("What does the Elsin Tribune write about the toll?", "Elsin Tribune"),
        ("what did the gazette say about the bridge", "Harbour Gazette"),
    ],
)
def test_a_publisher_is_asked_for_its_words(town: TestClient, question: str, publisher: str) -> None:
    reply = ask(town, question)
    assert {c["outlet"] for c in reply["claims"] if c["words"]} == {publisher}


def test_who_else_is_somebody_else(town: TestClient) -> None:
    reply = ask(town, "What did Stank say about the toll?", "Who else?")
    assert "Mirela Stank" not in {speaker for speaker, _ in shown(reply)}
    assert shown(reply)[0] == ("Tomas Verel", STAYS)


def test_a_bare_question_stands_by_itself(town: TestClient) -> None:
    alone, after = (
        ask(town, "What did Holt say?"),
        ask(town, "What did Verel say about the toll?", "What did Holt say?"),
    )
    assert shown(after) == shown(alone) != []


@pytest.fixture
def harbour(api: TestClient) -> TestClient:
    """Two of one last name, a body whose name is made of common words, and a month in two years."""
    told = [
        ("2021-04-03", "Bo Lindgard", "the dredger would sail in May"),
        ("2022-04-05", "Una Lindgard", "the dredger was a folly"),
        ("2023-04-07", "Una Lindgard", "the regatta was safe"),
    ]
    for day, who, what in told:
        text = f"{who} said that {what}. The Harbour Board said that the quay would be closed for a week."
        article = {"source": day, "title": "At the quay", "text": text, "published": day, "publisher": "Quay Post"}
        api.post("/api/articles", json=article)
    for n in range(5):
        text = f"The Quiet House said that {n + 2} boats had come home."
        article = {"source": f"boats-{n}", "title": "Boats", "text": text, "published": f"2023-05-0{n + 1}"}
        api.post("/api/articles", json=article)
    return api


def test_the_other_of_a_last_name(harbour: TestClient) -> None:
    reply = ask(harbour, "What did Bo Lindgard say about the dredger?", "And the other Lindgard?")
    assert {speaker for speaker, _ in shown(reply)} == {"Una Lindgard"}


def test_a_month_is_of_the_year_that_has_something_on_it(harbour: TestClient) -> None:
    reply = ask(harbour, "What did Una Lindgard say about the dredger in April?")
    assert {"part": "dates", "text": "1 April 2022 to 30 April 2022"} in reply["understood"]
    assert shown(reply)[0][0] == "Una Lindgard"


def test_a_name_of_common_words_is_known_in_small_letters(harbour: TestClient) -> None:
    reply = ask(harbour, "what did the quiet house say about the boats")
    assert {"part": "speaker", "text": "Quiet House"} in reply["understood"] or {
        "part": "speaker",
        "text": "the Quiet House",
    } in reply["understood"]
