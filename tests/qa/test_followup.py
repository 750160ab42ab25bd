"""Questions that go on from a conversation, made to stand by themselves."""

from __future__ import annotations

import pytest

from index.words import stem, weights
from qa.answer import Turn
from qa.names import names_in
from qa.understand.followup import Followed, follow, goes_on, standing
from qa.understand.leaning import leans

PROPER = frozenset({"verel", "stank", "holt", "halvard", "ness"})
ABOUT_STANK = (
    Turn("user", "What did Tomas Verel say about Stank?"),
    Turn("assistant", "Tomas Verel said that she was wrong about the toll."),
)
ABOUT_LAKE = (
    Turn("user", "Who studied the lake?"),
    Turn("assistant", "Halvard Ness led the study."),
)
ON_THE_TOLL = (Turn("user", "Verel on the toll"), Turn("assistant", "Verel: “It stays.”"))
ON_A_LETTER = (
    Turn("user", "How did Verel help the Ness family?"),
    Turn("assistant", "He says that he read of Dagny Ness in the paper."),
)
WHO_IS_HOLT = (
    Turn("user", "Who is Dagny Holt?"),
    Turn("assistant", "Rurik Ness, 2 September 2023: “Dagny Holt runs the ferries.”"),
)


def followed(text: str, history: tuple[Turn, ...]) -> Followed:
    names = names_in(text, PROPER)
    return follow(text, names, history, PROPER)


@pytest.mark.parametrize(
    ("text", "history", "standing", "speakers"),
    [
        ("And what did Holt tell her?", ABOUT_STANK, "What did Holt tell Stank?", ("holt",)),
        ("Did he say why?", ABOUT_STANK, "Did Tomas Verel say why?", ("tomas verel",)),
        ("And how did Holt's own spokesman answer?", ABOUT_STANK, "How did Holt's own spokesman answer?", ()),
        ("And Holt?", ABOUT_STANK, "What did Holt say about Stank?", ("holt",)),
        ("And her reply to that?", ABOUT_STANK, "Stank’s reply to that?", ("stank",)),
        ("And what did she say about him?", ABOUT_STANK, "What did Stank say about Tomas Verel?", ("stank",)),
        ("How did he respond?", ABOUT_STANK, "How did Stank respond?", ("stank",)),
        ("How did he respond to Holt?", ABOUT_STANK, "How did Tomas Verel respond to Holt?", ("tomas verel",)),
        ("And on the toll?", ABOUT_STANK, "What did Tomas Verel say about the toll?", ("tomas verel",)),
        ("What did Holt say about that?", ABOUT_STANK, "What did Holt say about Stank?", ("holt",)),
        ("What did he see?", ABOUT_LAKE, "What did Halvard Ness see?", ("halvard ness",)),
        ("What did he say about the toll?", WHO_IS_HOLT, "What did Dagny Holt say about the toll?", ("dagny holt",)),
        ("And Holt on the toll?", ABOUT_STANK, "What did Holt say about the toll?", ("holt",)),
        ("Did Holt agree?", ABOUT_STANK, "What did Holt say about Stank?", ("holt",)),
        ("And Holt?", ON_THE_TOLL, "Holt on the toll", ("holt",)),
        ("And about the toll?", ABOUT_STANK, "What did Tomas Verel say about the toll?", ("tomas verel",)),
        ("And about Ness?", ABOUT_STANK, "What did Tomas Verel say about Ness?", ("tomas verel",)),
        ("What about the toll?", ABOUT_STANK, "What did Tomas Verel say about the toll?", ("tomas verel",)),
        ("What about after the vote?", ABOUT_STANK, "What did Tomas Verel say about Stank? What about after the vote?",
         ("tomas verel",)),
        ("And?", ABOUT_STANK, "What did Tomas Verel say about Stank?", ("tomas verel",)),
        ("What about in his interview?", ABOUT_STANK, "What about in Tomas Verel’s interview?", ("tomas verel",)),
        ("What else did he say?", ABOUT_STANK, "What else did Tomas Verel say?", ("tomas verel",)),
        ("Why?", ABOUT_STANK, "What did Tomas Verel say about Stank? Why?", ("tomas verel",)),
        ("How long did he measure?", ABOUT_LAKE, "How long did Halvard Ness measure?", ()),
        ("How did he describe it?", ON_A_LETTER, "How did Verel describe it?", ("verel",)),
        ("When was that?", ABOUT_LAKE, "Who studied the lake? When was that?", ()),
        ("What did Holt say about it?", ABOUT_LAKE, "What did Holt say about it?", ("holt",)),
        ("And what did voters say about Holt?", ABOUT_STANK, "What did voters say about Holt?", ()),
    ],
)  # fmt: skip
def test_standing_by_itself(text: str, history: tuple[Turn, ...], standing: str, speakers: tuple[str, ...]) -> None:
    result = followed(text, history)
    assert (result.text, result.speakers) == (standing, speakers)


HE_OF_HER = (Turn("user", "What did Thomas Verel say about Clara Stank?"),)
HE_OF_HIM = (Turn("user", "What did Thomas Verel say about Walter Holt?"),)
HE_OF_IT = (Turn("user", "What did Thomas Verel say about the toll?"),)


@pytest.mark.parametrize(
    ("text", "history", "standing", "speakers"),
    [
        ("Did he praise her?", HE_OF_HER, "Did Thomas Verel praise Clara Stank?", ("thomas verel",)),
        ("What did she call him?", HE_OF_HER, "What did Clara Stank call Thomas Verel?", ("clara stank",)),
        ("What did she say?", HE_OF_HER, "What did Clara Stank say?", ("clara stank",)),
        ("And her reply?", HE_OF_HER, "Clara Stank’s reply?", ("clara stank",)),
        ("Did he praise him?", HE_OF_HIM, "Did Thomas Verel praise Walter Holt?", ("thomas verel",)),
        ("How did he reply?", HE_OF_HIM, "How did Walter Holt reply?", ("walter holt",)),
        ("What did she say?", HE_OF_HIM, "What did Thomas Verel say about Walter Holt? What did she say?", ()),
        ("Did she reply?", HE_OF_IT, "What did Thomas Verel say about the toll? Did she reply?", ()),
        ("What else did he say?", HE_OF_IT, "What else did Thomas Verel say?", ("thomas verel",)),
    ],
)
def test_he_or_she(text: str, history: tuple[Turn, ...], standing: str, speakers: tuple[str, ...]) -> None:
    question = followed(text, history)
    assert (question.text, question.speakers) == (standing, speakers)


def test_words_are_carried_over_the_older_the_less() -> None:
    history = (Turn("user", "Where is Port Elsin?"), *ABOUT_STANK)
    result = followed("And what did Holt tell her?", history)
    assert result.about == "And what did Holt tell her? (What did Tomas Verel say about Stank?)"
    assert result.own == "And what did Holt tell Stank?"
    assert result.context == {
        "toma": 0.6, "verel": 0.6, "say": pytest.approx(0.24), "port": 0.36, "elsin": 0.36,
        "wrong": 0.35, "toll": 0.35,
    }  # fmt: skip


def test_somebody_whose_words_are_not_asked_for_is_carried_over() -> None:
    result = followed("How long did he measure?", ABOUT_LAKE)
    assert {term: result.context[term] for term in map(stem, ("halvard", "ness"))} == {"halvard": 1.0, "ness": 1.0}


@pytest.mark.parametrize(
    ("text", "told"),
    [("What else did he say?", ("Tomas Verel said that she was wrong about the toll.",)), ("Why?", ())],
)
def test_what_was_told_is_not_asked_for_again(text: str, told: tuple[str, ...]) -> None:
    assert followed(text, ABOUT_STANK).told == told


@pytest.mark.parametrize(
    ("text", "history", "follows"),
    [
        ("And Holt?", ABOUT_STANK, True),
        ("Did he say why?", ABOUT_STANK, True),
        ("why?", ABOUT_STANK, True),
        ("What did Dagny Holt say about the ferry company?", ABOUT_STANK, False),
        ("And what did voters say about Holt?", ABOUT_STANK, True),
        ("Why did Holt refuse?", ABOUT_STANK, True),
        ("Why did Dagny Holt sell the ferry company?", ABOUT_STANK, False),
        ("What did the mayor say in June 2016 about the shooting?", ABOUT_STANK, False),
        ("What did the governor say about the water?", ABOUT_STANK, False),
        ("What is the minimum wage?", ABOUT_STANK, False),
        ("Who said that there is no evidence of fraud?", ABOUT_STANK, False),
        ("What did Holt say?", ABOUT_STANK, False),
        ("And Holt?", (), False),
        ("And Holt?", (Turn("assistant", "Hello."),), False),
    ],
)
def test_whether_it_goes_on(text: str, history: tuple[Turn, ...], follows: bool) -> None:
    assert goes_on(text, names_in(text, PROPER), weights(text), history) is follows


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("What did he say about Verel?", True),
        ("How did the president answer him?", True),
        ("What did Verel ask him?", True),
        ("What did Verel say when she was asked about that?", True),
        ("How did Verel answer that kind of attack?", True),
        ("Would Dagny Holt sign it?", True),
        ("What did Verel say there?", True),
        ("What did they say?", True),
        ("What did the mayor say about this shooting?", True),
        ("When was it built?", True),
        ("Did Verel say that he would open his books?", False),
        ("Did Verel say that Holt attacked him?", False),
        ("What did Verel tell people who attacked him?", False),
        ("In which of her books did Dagny Holt mention the ferry?", False),
        ("What did the mayor say when he resigned?", False),
        ("How many people lost their homes in the flood?", False),
        ("What did Verel say about this election?", False),
        ("Is it true that the mayor resigned?", False),
        ("Did Verel agree?", True),
        ("Did Verel agree with Holt?", False),
    ],
)
def test_a_pronoun_leans_where_the_question_does_not_explain_it(text: str, leaning: bool) -> None:
    assert leans(text, names_in(text, PROPER)) is leaning


@pytest.mark.parametrize(
    ("questions", "stood"),
    [
        (["And Holt?", "Why?"], "What did Holt say about Stank? Why?"),
        (["And Holt?", "And about the toll?"], "What did Holt say about the toll?"),
        (["And about the toll?", "And Holt?"], "What did Holt say about the toll?"),
        (["Who studied the lake?"], "Who studied the lake?"),
    ],
)
def test_a_question_that_went_on_is_read_as_it_was_meant(questions: list[str], stood: str) -> None:
    history = [*ABOUT_STANK, *(Turn("user", question) for question in questions)]
    assert standing(history, PROPER)[-1] == Turn("user", stood)


def test_the_last_turns_of_a_long_conversation_are_read() -> None:
    assert len(standing([*ABOUT_STANK] * 50, PROPER)) == 6
