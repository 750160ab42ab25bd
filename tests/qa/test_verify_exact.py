"""Nothing passes that its citation does not bear out, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Span
from qa import Answer, Assistant, Claim
from qa.verify import verify


@pytest.fixture
def told(town_assistant: Assistant) -> Claim:
    """A claim that is borne out: the baker's words."""
    answer = town_assistant.ask("What did Olle Brandt say about bread?")
    return answer.claims[0]


def passed(claim: Claim, assistant: Assistant) -> bool:
    return verify(Answer("?", (claim,), status="answered"), assistant.archive).claims == (claim,)


def changed(claim: Claim, **fields: object) -> Claim:
    return replace(claim, citations=(replace(claim.citations[0], **fields),))  # type: ignore[arg-type]


def test_what_is_borne_out_passes_untouched(told: Claim, town_assistant: Assistant) -> None:
    assert passed(told, town_assistant)


def test_what_is_not_is_dropped(told: Claim, town_assistant: Assistant) -> None:
    cited, words = told.citations[0], told.words[0]
    assert told.kind == "quoted"
    longer = words._replace(start=cited.start, end=cited.end, text=cited.text, own=(Span(cited.start, cited.end),))
    wrong = [
        replace(told, words=(words._replace(text=words.text.replace("bread", "cake")),)),
        replace(told, words=(words._replace(start=words.start + 1),)),
        replace(told, words=(words._replace(citation=1),)),
        replace(told, words=(longer,)),
        replace(told, words=(words._replace(own=()),)),
        replace(told, words=()),
        replace(told, speaker="Mirela Stank"),
        replace(told, speaker=None),
        replace(told, role="queen"),
        replace(told, outlet="The Moon"),
        replace(told, published=None),
        replace(told, kind="excerpt"),
        replace(told, kind="remark"),
        replace(told, writer="openai:made-up"),
        replace(told, citations=()),
        changed(told, start=cited.start + 1),
        changed(told, text=cited.text.replace("bread", "cake")),
        changed(told, speaker="Mirela Stank"),
        changed(told, start=0, end=700, text=town_assistant.archive.article(cited.article).text[:700]),
    ]
    assert [n for n, claim in enumerate(wrong) if passed(claim, town_assistant)] == []


def test_an_answer_without_what_it_rested_on_is_none(told: Claim, town_assistant: Assistant) -> None:
    answer = verify(Answer("?", (changed(told, speaker="Mirela Stank"),), status="answered"), town_assistant.archive)
    assert (answer.claims, answer.found) == ((), False)
