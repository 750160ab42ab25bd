"""Nothing passes that its citation does not bear out, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Answer, Assistant, Citation, Claim
from qa.verify import verify


@pytest.fixture
def told(town_assistant: Assistant) -> Claim:
    """A claim that is borne out: the baker's words."""
    answer = town_assistant.ask("What did Olle Brandt say about bread?")
    return answer.claims[0]


def passed(claim: Claim, assistant: Assistant) -> bool:
    return verify(Answer("?", (claim,), found=True), assistant.archive).claims == (claim,)


def changed(claim: Claim, **fields: object) -> Claim:
    return replace(claim, citations=(replace(claim.citations[0], **fields),))  # type: ignore[arg-type]


def test_what_is_borne_out_passes_untouched(told: Claim, town_assistant: Assistant) -> None:
    assert passed(told, town_assistant)


def test_what_is_not_is_dropped(told: Claim, town_assistant: Assistant) -> None:
    cited = told.citations[0]
    assert isinstance(cited, Citation)
    wrong = [
        replace(told, quotes=(told.quotes[0].replace("bread", "cake"),)),
        changed(told, start=cited.start + 1),
        changed(told, text=cited.text.replace("bread", "cake")),
        changed(told, speaker="Mirela Stank"),
        changed(told, start=0, end=700, text=town_assistant.archive.article(cited.article).text[:700]),
        replace(told, citations=()),
    ]
    assert [passed(claim, town_assistant) for claim in wrong] == [False] * 6


def test_an_answer_without_what_it_rested_on_is_none(told: Claim, town_assistant: Assistant) -> None:
    answer = verify(Answer("?", (changed(told, speaker="Mirela Stank"),), found=True), town_assistant.archive)
    assert (answer.claims, answer.found) == ((), False)
