"""What changed in an article, and answers that rest on words which were changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index import Archive, Article
from qa import Answer, Assistant, Citation, versions
from qa.answer import Revision
from qa.versions import differences, otherwise, with_earlier_words, with_later_words
from qa.wording import changed
from tests.browser.answers import cited, excerpt

COUNT = "The fire on Tolva Island destroyed twelve boats on Sunday."
MENDED = COUNT.replace("twelve", "twenty")
REST = "The harbour master, Osk Lindqvane, said that nobody was hurt."
FIRE = Article("fire", f"{COUNT}\n\n{REST}", "Fire on Tolva Island")
QUESTION = "How many boats did the fire destroy?"


@pytest.fixture
def assistant(archive: Archive) -> Assistant:
    archive.add([FIRE])
    return Assistant(archive)


def put(archive: Archive, *paragraphs: str, title: str = FIRE.title) -> None:
    archive.add([replace(FIRE, text="\n\n".join(paragraphs), title=title)])


def citation(answer: Answer, words: str) -> Citation:
    return next(one for one in answer.citations if words in one.text)


def test_an_answer_tells_what_its_words_were_before(assistant: Assistant) -> None:
    archive = assistant.archive
    assert citation(assistant.ask(QUESTION), COUNT).was == ()
    put(archive, COUNT, REST, title="Fire")
    put(archive, COUNT, REST, "A second paragraph came.", title="Fire")
    assert citation(assistant.ask(QUESTION), COUNT).was == ()
    put(archive, MENDED, REST)
    was = citation(assistant.ask(QUESTION), MENDED).was
    (version, *_) = archive.versions("fire")
    assert was == (Revision(COUNT, version.replaced),)
    # Not of the words that stand where they stood.
    assert citation(assistant.ask("What did Lindqvane say?"), REST).was == ()
    # The last change of them is told, whatever came after it.
    put(archive, MENDED, "It was a windy night.")
    assert citation(assistant.ask(QUESTION), MENDED).was == was


def test_each_sentence_tells_of_its_own_last_change(assistant: Assistant) -> None:
    archive, calm = assistant.archive, "It was calm, and twelve boats lay at the quay."
    put(archive, f"{COUNT} {calm}", REST)
    put(archive, f"{MENDED} {calm}", REST)
    put(archive, f"{MENDED} {calm.replace('calm', 'windy')}", REST)
    cited_whole = cited(archive, "fire", archive.article("fire").text.partition("\n")[0])
    (told,) = with_earlier_words(Answer(QUESTION, (excerpt(cited_whole),)), archive).citations
    last, before, _ = archive.versions("fire")
    assert told.was == (Revision(COUNT, before.replaced), Revision(calm, last.replaced))


def test_what_was_added_was_not_there(assistant: Assistant) -> None:
    put(assistant.archive, COUNT, REST, "Ada Quill, the mayor, promised money for new masts.")
    was = citation(assistant.ask("What did Quill promise?"), "masts").was
    (version,) = assistant.archive.versions("fire")
    assert was == (Revision("", version.replaced),)
    assert changed(was) == f"Added on {version.replaced:%-d %B %Y}."


def test_an_answer_of_earlier_tells_what_its_words_are_now(assistant: Assistant) -> None:
    archive = assistant.archive
    kept = Answer(QUESTION, (excerpt(cited(archive, "fire", COUNT)), excerpt(cited(archive, "fire", REST, 2))))
    assert with_later_words(kept, archive) == kept
    put(archive, COUNT, REST, "It was a windy night.")
    assert with_later_words(kept, archive) == kept
    put(archive, MENDED, REST)
    put(archive, MENDED)
    third, second, _ = archive.versions("fire")
    told = with_later_words(kept, archive)
    assert [c.now for c in told.citations] == [Revision(MENDED, second.replaced), Revision("", third.replaced)]
    # They are looked at anew each time.
    put(archive, COUNT, REST)
    assert with_later_words(told, archive) == kept
    archive.remove("fire")
    assert with_later_words(kept, archive) == kept


def test_of_a_version_that_is_not_held_only_what_stands_there_is_told(assistant: Assistant) -> None:
    archive = assistant.archive
    kept = Answer(QUESTION, (excerpt(replace(cited(archive, "fire", COUNT), version="0" * 16)),))
    assert with_later_words(kept, archive) == kept
    put(archive, MENDED, REST)
    (now,) = [c.now for c in with_later_words(kept, archive).citations]
    assert now == Revision(MENDED, None)
    assert changed((), now) == f"Changed since, now: {MENDED}"


@pytest.mark.parametrize(
    ("words", "text", "other", "told"),
    [
        (COUNT, f"{COUNT} {REST}", f"{REST}\n\n“{COUNT}", None),
        ("“Yes,”  he said.", "“Yes,”  he said.", 'So.\n"Yes," he said.', None),
        (f"{COUNT} {REST}", f"{COUNT} {REST}", f"{MENDED} {REST}", MENDED),
        (COUNT, f"{COUNT} {MENDED}", MENDED, ""),
        (COUNT, COUNT, "", ""),
    ],
)
def test_what_stands_in_the_place_of_words(words: str, text: str, other: str, told: str | None) -> None:
    assert otherwise(words, text, other) == told


def test_differences_make_one_text_the_other() -> None:
    told = differences(f"{COUNT}\n\n{REST}", f"{MENDED}\n\n{REST}")
    assert [piece.op for piece in told] == ["same", "gone", "new", "same"]
    assert [piece.text for piece in told if piece.op != "same"] == ["twelve ", "twenty "]
    assert told[0].text == "The fire on Tolva Island destroyed "
    assert told[-1].text.startswith("boats on Sunday.\n\nThe harbour master, ")
    long = " ".join(f"word{n}" for n in range(200))
    first, gone, last = differences(f"{long} and {long}", f"{long} {long}")
    assert (first.text.split()[0], gone.text, last.text.split()[-1]) == ("…", "and ", "…")
    assert len(first.text.split()) == len(last.text.split()) == 13
    assert differences(COUNT, COUNT.replace(" ", "  ")) == []
    assert [piece.op for piece in differences("", COUNT)] == ["new"]
    assert differences("", "") == []


def test_texts_that_have_too_much_of_their_own_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_MOST_COMPARED", 8)
    told = differences(f"{REST}\nIt was a windy night.\n", f"{REST}\nIt was a calm night.\n")
    assert [(piece.op, piece.text.strip()) for piece in told[1:]] == [
        ("gone", "It was a windy night."),
        ("new", "It was a calm night."),
    ]


def test_when_is_told_as_a_day() -> None:
    was, then = Revision(COUNT, datetime(2031, 5, 3, 9, 30, tzinfo=UTC)), datetime(2031, 5, 4, tzinfo=UTC)
    told = f"Until 3 May 2031 it read: {COUNT} {REST} Added on 4 May 2031. Taken out on 3 May 2031."
    assert changed((was, Revision("", then), Revision(REST, was.when)), Revision("", was.when)) == told
    assert changed((), Revision("", None)) == "Taken out since."
