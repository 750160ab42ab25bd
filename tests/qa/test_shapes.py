"""What shape an answer is asked to have, and the questions asked in one breath."""

from __future__ import annotations

import pytest

from qa.names import names_in
from qa.understand.asked import asked_in
from qa.understand.several import questions_in
from qa.understand.shapes import Shape, shape_of

PROPER = frozenset({"verel", "stank", "brandt", "rurik valla", "elsin"})


@pytest.mark.parametrize(
    ("text", "shape", "asking"),
    [
        ("latest from stank on the toll", "latest", {"latest"}),
        ("what has stank said lately about the toll", "latest", {"lately"}),
        ("What is the latest on the toll?", "latest", {"latest"}),
        ("what was the last thing verel said about the toll", "latest", {"last", "thing"}),
        ("What did Verel say last week about the toll?", "", set()),
        ("latest toll numbers", "topic", set()),
        ("How has Stank's position on the toll changed over time?", "over time", {"changed", "over", "time"}),
        ("how did verel's view of the toll change", "over time", {"change"}),
        ("has verel changed his mind on the toll", "over time", {"changed"}),
        ("verel on the toll over the years", "over time", {"over", "years"}),
        ("What did Verel say about climate change?", "", set()),
        ("What did Verel say about changing the law?", "", set()),
        ("compare stank and brandt on the toll", "compare", {"compare"}),
        ("stank vs brandt on the toll", "compare", {"vs"}),
        ("How do Stank and Brandt differ on the toll?", "compare", {"differ"}),
        ("do stank and brandt agree on the toll", "compare", {"agree"}),
        ("What did Stank and Brandt say about the toll?", "", set()),
        ("stank and brandt on the toll", "compare", set()),
        ("who has spoken about the toll", "people", {"who", "spoken"}),
        ("list everyone who spoke on the toll", "people", {"list", "everyone", "spoke"}),
        ("who all wanted the toll halved", "people", {"who", "all", "wanted"}),
        ("Who said that the toll is a sin?", "", set()),
        ("the toll", "topic", set()),
        ("ferry safety", "topic", set()),
        ("quotes about the toll", "topic", {"quotes", "about"}),
        ("the best quotes on ferry safety", "topic", {"the", "best", "quotes", "on"}),
        ("police statement on the toll", "", set()),
        ("old pier fire alarm", "", set()),
        ("", "", set()),
    ],
)
def test_the_shape_of_an_answer(text: str, shape: Shape, asking: set[str]) -> None:
    names = names_in(text, PROPER)
    shaped = shape_of(text, names, asked_in(text, names))
    assert (shaped.shape, shaped.words) == (shape, asking)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("who is rurik valla", "rurik valla"),
        ("Who is Harriet Mbeki?", "harriet mbeki"),
        ("who is harriet mbeki", "harriet mbeki"),
        ("Who is Mayor Tomas Verel?", "tomas verel"),
        ("rurik valla", "rurik valla"),
        ("Who is the mayor?", ""),
        ("who is running for mayor", ""),
        ("Who is Verel's lawyer?", ""),
    ],
)
def test_who_is_to_be_introduced(text: str, whom: str) -> None:
    names = names_in(text, PROPER)
    assert shape_of(text, names, asked_in(text, names)).whom == whom


@pytest.mark.parametrize(
    "parts",
    [
        ["how much did the bridge cost", "who is the treasurer"],
        ["How much did the bridge cost", "who paid for it?"],
        ["Who is Rurik Valla?", "What did he say about the cuts?"],
        ["Who opened the bridge", "who was the first to cross it?"],
        ["What did Verel say about what happened and who is to blame?"],
        ["What did Stank say about the toll and the bridge?"],
        ["Who opened the bridge and when?"],
        ["Where and when did the fire break out?"],
        [""],
    ],
)
def test_questions_asked_in_one_breath(parts: list[str]) -> None:
    text = " and ".join(parts) if not parts[0].endswith("?") else " ".join(parts)
    assert questions_in(text) == parts
