"""The reader: which passage answers, which of its sentences, and with which words."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from safetensors.torch import load_file

from index.errors import ModelUnusable
from qa.reader import Passage, Reading, Words, read
from qa.reader.layout import MOST_TOKENS, lay_out
from qa.reader.network import WEIGHTS, Network, load_network, new_tokenizer

HARBOR = Passage(
    "Port Elsin harbor plan delayed",
    (
        "The council of Port Elsin met on Tuesday.",
        "Mayor Ana Ruiz said the new harbor will cost $40 million.",
        "He does not want a harbor at all, he added.",
    ),
    ("", "", "Joe Bell"),
)
CATS = Passage("Why cats sleep", ("Cats sleep 15 hours a day.", "Dogs sleep less."), ("", ""))

ASKED = [
    # question, passage that answers, sentence, answering words
    ("How much will the new harbor cost?", HARBOR, 1, "$40 million"),
    ("how much does the port elsin harbor cost", HARBOR, 1, "$40 million"),
    ("When did the council meet?", HARBOR, 0, "Tuesday"),
    ("What did Joe Bell say about the harbor?", HARBOR, 2, "want a harbor"),
    ("What did Ana Ruiz say about the harbor?", HARBOR, 1, "$40 million"),
    ("How long do cats sleep?", CATS, 0, "15 hours"),
    ("which animals sleep less than cats", CATS, 1, "Dogs"),
]


@pytest.mark.parametrize(("question", "passage", "sentence", "words"), ASKED)
def test_the_answering_passage_sentence_and_words(question: str, passage: Passage, sentence: int, words: str) -> None:
    other = CATS if passage is HARBOR else HARBOR
    right, wrong = read(question, [passage, other])
    assert right.passage > wrong.passage + 2
    assert right.sentences.index(max(right.sentences)) == sentence
    assert words in shown(passage, sentence, right.words[sentence])


def shown(passage: Passage, sentence: int, words: Words | None) -> str:
    assert words is not None
    return passage.sentences[sentence][words.start : words.end]


def test_what_no_passage_answers() -> None:
    for question in ("Who built the old lighthouse of Port Elsin?", "What did Lena Voss say about the budget?"):
        assert all(reading.passage < 0 for reading in read(question, [HARBOR, CATS]))


def test_the_speakers_name_says_whose_words_a_sentence_has() -> None:
    unnamed = Passage(HARBOR.title, HARBOR.sentences, ("", "", ""))
    question = "What did Joe Bell say about the harbor?"
    named, nameless = read(question, [HARBOR, unnamed])
    assert named.sentences[2] > nameless.sentences[2]


def test_passages_are_read_alike_alone_in_any_order_and_by_many_at_once() -> None:
    passages = [HARBOR, CATS, Passage("", ("No.",), ("",)), Passage("Nothing", (), ())] * 2
    question = ASKED[0][0]
    together = read(question, passages)
    assert read(question, passages) == together
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: read(question, passages), range(4))) == [together] * 4
    backwards = read(question, passages[::-1])[::-1]
    alone = [read(question, [passage])[0] for passage in passages]
    for other in (backwards, alone):
        assert [scores(reading) for reading in other] == [pytest.approx(scores(r), abs=0.2) for r in together]
    assert read(question, []) == []


def scores(reading: Reading) -> list[float]:
    return [reading.passage, *reading.sentences]


def test_what_does_not_fit_is_left_unread_and_counted() -> None:
    long = Passage("A list", tuple(f"Item {n} of the list was read out by the clerk." for n in range(90)), ("",) * 90)
    layout = lay_out("What was read out? " * 60, long, new_tokenizer())
    assert len(layout.ids) <= MOST_TOKENS
    assert 0 < len(layout.places) < 90
    (reading,) = read("What did the clerk read out?", [long])
    assert len(reading.sentences) == len(reading.words) == 90
    assert reading.words[-1] is None


def test_marks_and_letters_of_any_kind_can_be_read() -> None:
    odd = Passage("[SEP] title", ("[MASK] [CLS] 💥 “ü” \x00 \u200b", " ", "[SEP]"), ("[MASK]", "", ""))
    (reading,) = read("[MASK] who? [SEP]", [odd])
    assert len(reading.sentences) == 3


def test_missing_or_damaged_weights_are_an_error_that_names_the_mend(tmp_path: Path) -> None:
    for name in (WEIGHTS.name, WEIGHTS.with_suffix(".json").name):
        shutil.copy(WEIGHTS.with_name(name), tmp_path / name)
    copy = tmp_path / WEIGHTS.name
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelUnusable, match=r"damaged.*pip install --force-reinstall"):
        load_network(copy)
    copy.unlink()
    with pytest.raises(ModelUnusable, match=r"cannot be read.*pip install --force-reinstall"):
        load_network(copy)


def test_the_word_embeddings_are_the_embedding_models_and_not_stored_twice() -> None:
    trained, new = load_network(), Network(6)
    assert trained.bert.embeddings.word_embeddings.weight.equal(new.bert.embeddings.word_embeddings.weight)
    assert WEIGHTS.stat().st_size < 22e6
    assert not any("word_embeddings" in name for name in load_file(WEIGHTS))
