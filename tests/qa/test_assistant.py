"""Questions in, cited answers out: the seed article alone, and with five articles of a small town."""

from __future__ import annotations

import re
import threading
from datetime import date

import pytest

from index import Archive, Article, Filters
from qa import Answer, Assistant, Constraint, Turn
from qa.answer import Status
from qa.page import count_words
from qa.wording import introduction

KIRBY_ON_GANTZ = (
    "Minister Gantz is a member of the war cabinet and wanted to meet with U.S. officials. And it was an opportunity "
    "not only to hear from him but also to relay our continued concerns about humanitarian assistance, about the "
    "importance of getting this hostage deal over the finish line,",
    "We certainly recognize Prime Minister Netanyahu as the elected prime minister of the government of Israel, and we "
    "will continue to deal with him and with his entire war cabinet. Mr. Gantz is a part of that war cabinet. I think "
    "I’ve kind of already answered that question.",
    "Both Jake and the Vice President will talk to Minister Gantz about the humanitarian situation in Gaza and the "
    "need to increase aid.",
)
INTRODUCED = (
    "John Kirby, White House National Security Council spokesperson, in an article (5 March 2024): “",
    "John Kirby: “",
    "John Kirby: “",
)
LAKE = "tribune/lake-study"
AFTER_KIRBY = (Turn("user", "What did Kirby say about Gantz?"), Turn("assistant", " ".join(KIRBY_ON_GANTZ)))


@pytest.fixture(params=["alone", "in town"])
def assistant(request: pytest.FixtureRequest, seed_assistant: Assistant, town_assistant: Assistant) -> Assistant:
    return seed_assistant if request.param == "alone" else town_assistant


def quotes(answer: Answer) -> list[str]:
    return [quote for claim in answer.claims for quote in claim.quotes]


def speakers(answer: Answer) -> set[str | None]:
    return {citation.speaker for citation in answer.citations}


def held_to_the_promise(answer: Answer, archive: Archive) -> bool:
    """Every citation is exact, all words stand in one, every claim is short, and its marks show the speaker's words."""
    for claim in answer.claims:
        assert all(archive.article(c.article).text[c.start : c.end] == c.text for c in claim.citations)
        assert all(w.text in claim.citations[w.citation].text for w in claim.words)
        assert not re.search('[“”"«»]', introduction(claim))
        assert count_words(introduction(claim)) <= 20
        assert sum(count_words(w.text) for w in claim.words) <= 70
        assert len(claim.citations) <= 3
        assert [w.text for w in claim.words] == list(claim.quotes) or claim.kind != "quoted"
        assert bool(claim.citations) is (claim.kind != "remark")
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert count_words(answer.text) <= 150
    return True


def test_what_kirby_said_about_gantz(assistant: Assistant) -> None:
    answer = assistant.ask("What did Kirby say about Gantz?")
    assert answer.found
    assert answer.question == "What did Kirby say about Gantz?"
    assert [claim.kind for claim in answer.claims] == ["quoted"] * 3
    texts = answer.text.split("\n\n")
    assert [text.startswith(said) for text, said in zip(texts, INTRODUCED, strict=True)] == [True] * 3
    assert [claim.quotes for claim in answer.claims] == [(quote,) for quote in KIRBY_ON_GANTZ]
    assert speakers(answer) == {"John Kirby"}
    assert held_to_the_promise(answer, assistant.archive)


def test_all_that_kirby_said(assistant: Assistant) -> None:
    answer = assistant.ask("What did Kirby say?")
    assert (answer.found, speakers(answer), len(answer.claims)) == (True, {"John Kirby"}, 3)
    assert held_to_the_promise(answer, assistant.archive)


@pytest.mark.parametrize(
    ("question", "status", "says", "shown"),
    [
        ("What did Kirby say about Brexit?", "absent",
         "The archive holds statements by John Kirby, but none about Brexit. The nearest it holds:", "quoted"),
        ("What did Harris say about Netanyahu?", "related",
         "The archive holds statements by Kamala Harris, but none about Netanyahu. These passages mention it:",
         "excerpt"),
        ("Who won the 2022 World Cup?", "absent", "The archive does not mention World Cup.", None),
        ("What did Macron tell Gantz?", "absent",
         "The archive does not mention Macron. The nearest it holds:", "excerpt"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_not_to_be(
    assistant: Assistant, question: str, status: Status, says: str, shown: str | None
) -> None:
    answer = assistant.ask(question)
    told, *nearest = answer.claims
    assert (answer.status, answer.found, told.kind, told.text) == (status, False, "remark", says)
    assert [claim.kind for claim in nearest] == ([shown] if shown else [])
    assert held_to_the_promise(answer, assistant.archive)


def test_what_gantz_said_opens_with_him(assistant: Assistant) -> None:
    answer = assistant.ask("what did gantz say")
    assert [claim.speaker for claim in answer.claims] == ["Benny Gantz"] * len(answer.claims)
    assert "No. Israel has a prime minister and everything is fine." in quotes(answer)


def test_the_nearest_is_by_the_one_asked_for(assistant: Assistant) -> None:
    assert speakers(assistant.ask("What did Kirby say about Brexit?")) == {"John Kirby"}


def test_whom_gantz_met(assistant: Assistant) -> None:
    answer = assistant.ask("Who did Gantz meet with?")
    assert answer.found
    assert {claim.kind for claim in answer.claims} == {"excerpt"}
    assert "Gantz met with Senate Minority Leader Mitch McConnell at the Capitol." in answer.text
    assert held_to_the_promise(answer, assistant.archive)


def test_a_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("And what did Harris tell him?", AFTER_KIRBY)
    assert (answer.question, answer.found) == ("What did Harris tell Gantz?", True)
    assert [claim.kind for claim in answer.claims] == ["reported"]
    assert answer.text == (
        "An article (5 March 2024) on Kamala Harris: Harris told Gantz that a reliable and implementable humanitarian "
        "aid plan is required before any major military operation in Rafah can be started, given the risks to "
        "civilians. [1]"
    )


def test_what_else_leaves_out_what_was_told(assistant: Assistant) -> None:
    answer = assistant.ask("What else did he say?", AFTER_KIRBY)
    assert (answer.question, speakers(answer)) == ("What else did Kirby say?", {"John Kirby"})
    assert not set(quotes(answer)) & set(KIRBY_ON_GANTZ)


def test_a_misspelt_name(assistant: Assistant) -> None:
    answer = assistant.ask("What did Netanyaho say about Gantz?")
    assert answer.question == "What did Netanyahu say about Gantz?"
    assert answer.notes == ("Netanyaho was read as Netanyahu.",)


def test_two_people(assistant: Assistant) -> None:
    answer = assistant.ask("What did Kirby and Harris say about Gantz?")
    assert (answer.found, speakers(answer)) == (True, {"John Kirby", "Kamala Harris"})
    assert held_to_the_promise(answer, assistant.archive)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What did Brandt and Stank say about bread?",
         "The archive holds statements by Mirela Stank, but none about bread."),
        ("What did Brandt and Lovell say about bread?", "The archive holds no statement by Lovell."),
    ],
)  # fmt: skip
def test_that_one_of_two_is_silent_is_told(town_assistant: Assistant, question: str, says: str) -> None:
    answer = town_assistant.ask(question)
    assert answer.found
    assert {citation.speaker for citation in answer.citations} == {"Olle Brandt"}
    assert answer.claims[-1].text == says


@pytest.mark.parametrize(
    ("question", "speaker", "other"),
    [
        ("What did a spokesman for Mirela Stank say about the pier?", "Bo Lind", "Per Holm"),
        ("How did Verel's spokesman react to the plan for the pier?", "Per Holm", "Bo Lind"),
    ],
)
def test_a_spokesman_is_somebody_s(archive: Archive, question: str, speaker: str, other: str) -> None:
    text = (
        "A plan for the pier was shown on Monday.\n\n"
        "“The plan for the pier is fair to everybody,” said Per Holm, a spokesman for Tomas Verel.\n\n"
        "“The plan for the pier is theft and nothing else,” said Bo Lind, a spokesman for Mirela Stank.\n\n"
        "The council of Port Elsin votes in June."
    )
    archive.add([Article("made-up", text, "The pier")])
    first = Assistant(archive).ask(question).claims[0]
    assert speaker in first.text
    assert other not in first.text


def test_one_speaker_in_several_articles(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("What did Olle Brandt say about bread?")
    assert answer.found
    assert speakers(answer) == {"Olle Brandt"}
    assert {
        "Two crowns is nothing to a banker and a loaf of bread to me,",
        "This is a good day for bread,",
    } <= set(quotes(answer))
    assert all(" 2023)" in introduction(claim) for claim in answer.claims)
    assert held_to_the_promise(answer, town_assistant.archive)


def test_the_latest_comes_first(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("What is the latest that Verel said?")
    days = [claim.citations[0].published for claim in answer.claims]
    assert days[0] == date(2023, 9, 2)
    assert days == sorted(days, reverse=True, key=str)


@pytest.mark.parametrize(
    ("question", "filters", "sources"),
    [
        ("What did Verel say?", Filters(publisher="Harbour Gazette"), {"gazette/bridge-opens", "gazette/toll-protest"}),
        ("What did Verel say?", Filters(since=date(2023, 9, 1), until=date(2023, 12, 31)), {"tribune/ferry"}),
        ("What did Verel say since August 2023?", Filters(publisher="elsin tribune"), {"tribune/ferry", LAKE}),
        ("What did Verel say, according to the Gazette?", Filters(until=date(2023, 4, 30)), {"gazette/bridge-opens"}),
    ],
)  # fmt: skip
def test_filters_and_what_the_question_says_narrow_together(
    town_assistant: Assistant, question: str, filters: Filters, sources: set[str]
) -> None:
    answer = town_assistant.ask(question, filters=filters)
    assert answer.found
    assert {citation.source for citation in answer.citations} <= sources


def test_within_one_article(town_assistant: Assistant) -> None:
    ferry = town_assistant.archive.record("tribune/ferry").id
    answer = town_assistant.ask("What did Verel say?", filters=Filters(article=ferry))
    assert quotes(answer) == ["I am sorry for every family. The town will talk to the company."]


def test_a_speaker_set_by_filter(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("the toll", filters=Filters(speaker="Tomas Verel"))
    assert (answer.found, speakers(answer)) == (True, {"Tomas Verel"})
    nobody = town_assistant.ask("the toll", filters=Filters(speaker="Ada Lovell"))
    assert (nobody.found, nobody.claims[0].text) == (False, "The archive does not mention Ada Lovell.")


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(publisher="The Moon"), "No article of the archive is of The Moon. Remove or widen the filters."),
        (
            Filters(since=date(2030, 1, 2)),
            "No article of the archive was published on or after 2 January 2030. Remove or widen the filters.",
        ),
        (Filters(article="x"), "No article of the archive is the one that was asked for. Remove or widen the filters."),
    ],
)
def test_filters_that_leave_nothing_are_told(town_assistant: Assistant, filters: Filters, says: str) -> None:
    answer = town_assistant.ask("What did Verel say about the toll?", filters=filters)
    assert (answer.found, answer.text) == (False, says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hello", "Hello. Ask who said what"),
        ("What is in here?", "The archive holds 8 articles from Elsin Tribune and Harbour Gazette"),
        ("thanks", "You are welcome."),
    ],
)
def test_small_talk_is_answered_without_a_search(town_assistant: Assistant, text: str, says: str) -> None:
    answer = town_assistant.ask(text)
    assert (answer.found, answer.citations) == (False, ())
    assert answer.text.startswith(says)


def test_an_empty_archive(archive: Archive) -> None:
    assistant = Assistant(archive)
    assert assistant.ask("What did Kirby say?").text == ("The archive is empty. Add articles to it first.")
    assert assistant.ask("What is in here?").text.startswith("The archive is empty")


@pytest.mark.parametrize(
    "text",
    [
        "it the of",
        "Qu'est-ce que Kirby a dit ?",
        "<b>x</b>'; DROP TABLE articles; --",
        "x" * 4_000,
        "¿?",
        "克比说了什么？",
    ],
)
def test_odd_questions_get_an_answer_that_holds_up(assistant: Assistant, text: str) -> None:
    assert held_to_the_promise(assistant.ask(text), assistant.archive)


def test_a_long_history(assistant: Assistant) -> None:
    answer = assistant.ask("And what did Harris tell him?", AFTER_KIRBY * 50)
    assert (answer.question, answer.found) == ("What did Harris tell Gantz?", True)


def test_no_header_is_quoted(assistant: Assistant) -> None:
    for question in ("What is the date of the Gantz article?", "When did Gantz meet Kamala Harris?"):
        assert "date 2024-03-05" not in assistant.ask(question).text


def test_a_stream_adds_up_to_the_answer(town_assistant: Assistant) -> None:
    first, *claims = town_assistant.stream("What did Kirby say about Gantz?")
    assert (first.question, first.claims) == ("What did Kirby say about Gantz?", ())
    assert [len(part.claims) for part in claims] == [1, 1, 1]


def test_two_assistants_and_many_threads_at_once(seed_assistant: Assistant, town_assistant: Assistant) -> None:
    answers: list[Answer] = []

    def ask(assistant: Assistant) -> None:
        answers.append(assistant.ask("What did John Kirby say about Gantz?"))  # asked nowhere else: each thread reads

    threads = [threading.Thread(target=ask, args=(a,)) for a in (seed_assistant, town_assistant) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {tuple(quotes(answer)) for answer in answers} == {KIRBY_ON_GANTZ}
    assert len(answers) == 8


def test_words_of_a_role_whose_holder_is_a_junior(archive: Archive) -> None:
    archive.add(
        [Article("a", "“The toll will rise in May,” said Odo Brandt Jr., the treasurer of Lower Wend.", "Toll")]
    )
    answer = Assistant(archive).ask("What did the treasurer say about the toll?")
    assert [claim.speaker for claim in answer.claims] == ["Odo Brandt Jr."]


def test_a_title_is_nobody_s_last_name(archive: Archive) -> None:
    told = "“The toll is too high,” said Pope Lando. Pope Lando said that he had walked. “I paid it,” said Ines Pope."
    archive.add([Article("made-up", told, "The toll", date(2023, 6, 5))])
    answer = Assistant(archive).ask("What did the pope say about the toll?")
    assert answer.understood[0] == Constraint("speaker", "Lando")
    assert [claim.speaker for claim in answer.claims if claim.words] == ["Lando"]


def test_the_latest_on_a_topic_is_what_anybody_said_of_it_last(archive: Archive) -> None:
    said = "“The toll is {},” said {} in Port Elsin. The harbour was closed."
    for day, (word, who) in enumerate((("high", "Ada Lovell"), ("low", "Odo Brandt"), ("gone", "Mara Quill")), 1):
        archive.add([Article(f"made-up {day}", said.format(word, who), "The harbour", date(2023, 6, day))])
    answer = Assistant(archive).ask("latest on the toll")
    assert answer.status == "answered"
    assert [claim.speaker for claim in answer.claims if claim.words] == ["Mara Quill", "Odo Brandt", "Ada Lovell"]


def test_a_son_is_not_his_father(archive: Archive) -> None:
    said = "“The toll is {},” said {} in Port Elsin. The harbour was closed."
    archive.add([Article("made-up 1", said.format("too high", "Odo Brandt Jr."), "The toll")])
    assistant = Assistant(archive)
    question = "What did Odo Brandt say about the toll?"
    assert [claim.speaker for claim in assistant.ask(question).claims] == ["Odo Brandt Jr."], "who else could be meant?"
    archive.add([Article("made-up 2", said.format("too low", "Odo Brandt"), "The toll")])
    assert [claim.speaker for claim in assistant.ask(question).claims] == ["Odo Brandt"]
    answer = assistant.ask("What did Odo Brandt Jr. say about the toll?")
    assert [claim.speaker for claim in answer.claims] == ["Odo Brandt Jr."]


def test_each_article_gets_a_turn_before_one_gets_another(archive: Archive) -> None:
    many = " ".join(f"“The toll is {word},” said Mara Quill. It rained." for word in ("high", "old", "wrong", "unfair"))
    archive.add([Article("many", many, "Quill on the toll", date(2023, 6, 5))])
    archive.add([Article("one", "“The toll keeps the bridge,” said Mara Quill. It was dry.", "A bridge")])
    answer = Assistant(archive).ask("What did Quill say about the toll?")
    assert {claim.citations[0].source for claim in answer.claims[:4] if claim.words} == {"many", "one"}


def test_an_office_asks_for_the_words_of_its_holder(archive: Archive) -> None:
    said = "“{},” said Police Chief Mara Quill."
    choir = "“The toll is a bore,” said the choir of the police. The police chief was not a chief who sang."
    texts = [said.format("The pier is old"), said.format("The toll is high"), choir]
    archive.add([Article(text, text, "Today") for text in texts])
    answer = Assistant(archive).ask("What did the police chief say about the toll?")
    assert Constraint("speaker", "Mara Quill") in answer.understood
    assert [(claim.speaker, claim.quotes) for claim in answer.claims] == [("Mara Quill", ("The toll is high,",))]


def test_what_another_tells_of_somebodys_words_does_not_stand_in_their_place(archive: Archive) -> None:
    own = "“The ledgers were kept carelessly,” Inspector Mara Quill said of Brandt on Monday."
    archive.add([Article("a", own, "Ledgers")])
    other = (
        "“Inspector Quill said that what I told about the ledgers was truthful,” Odo Brandt said on Tuesday. "
        "“What Quill said about Brandt is what Brandt said,” Odo Brandt added."
    )
    archive.add([Article("b", other, "What did Quill say about Brandt?")])
    answer = Assistant(archive).ask("What did Quill say about Brandt?")
    assert {claim.speaker for claim in answer.claims} == {"Mara Quill"}
