"""The reader's training: from the data's files to weights that load, and how they came about."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from random import Random
from typing import Any

import pytest
from safetensors.torch import load_file
from transformers import MPNetConfig, MPNetModel

from bench.reader.data import NEWS, OPEN, Asked, read_news, read_open
from bench.reader.sampling import Sampler
from bench.reader.teacher import Teacher
from bench.reader.train import main, sha256
from qa.reader.network import WEIGHTS, load_network, new_tokenizer

FAIR = (
    "Mayor Ada Quill opened the fair of Elsin on Monday. She said it would rain. It did not. Two hundred people came to"
    " see the horses. The fair costs 3 crowns."
)
SHIP = "The ship Gull left Port Oram at noon. Captain Ness steered it north. It carried 40 barrels of salt."


def span(text: str, words: str) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts = [["fair", FAIR], ["the ship", SHIP]]
    questions = [
        ["Who opened the fair?", 0, [span(FAIR, "Mayor Ada Quill opened the fair of Elsin on Monday.")],
         [span(FAIR, "Ada Quill")], [], "made up"],
        ["What did the ship carry?", 1, [span(SHIP, "It carried 40 barrels of salt.")],
         [span(SHIP, "40 barrels of salt")], [], "made up"],
        ["Who built the ship?", 1, [], [], [], "made up"],
    ]  # fmt: skip
    with lzma.open(tmp_path / OPEN, "wt", encoding="utf-8") as file:
        file.write(f"{json.dumps(texts)}\n{json.dumps(questions)}")
    rain = span(FAIR, "She said it would rain.")
    told = [[0, rain[0] - 1, ""], [*rain, "Ada Quill"], [rain[1] + 1, len(FAIR), ""]]
    news = {
        "docs": [{"h": "The fair", "t": FAIR, "s": told}],
        "q": [{"q": "What did Quill say?", "d": 0, "e": [rain], "s": [span(FAIR, "it would rain")]}] * 30,
    }
    with lzma.open(tmp_path / NEWS, "wt", encoding="utf-8") as file:
        json.dump(news, file)
    return tmp_path


def test_the_passage_that_answers_comes_first_and_no_other_does(data: Path) -> None:
    documents, asked = read_open(data / OPEN)
    sampler = Sampler(documents, Random(7))
    for one in asked:
        first, *others = sampler.examples(one)
        assert bool(first.right) is bool(one.evidence)
        assert not any(example.right for example in others)
        for sentence, start, end in first.words:
            shown = first.passage.sentences[sentence][start:end]
            assert shown in ("Ada Quill", "40 barrels of salt")


def test_speakers_are_told_where_a_sentence_does_not_name_them(data: Path) -> None:
    documents, asked = read_news(data / NEWS)
    sampler = Sampler(documents, Random(7))
    told = {speaker for one in asked for speaker in sampler.examples(one)[0].passage.speakers}
    assert told == {"", "Ada Quill"}
    assert Asked("?", 0, [(0, 9)]).answering(documents[0]) == {0}


def train(data: Path, to: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> dict[str, Any]:
    """Run the command for some seconds; what it wrote beside the weights."""
    few = ["--open", "3", "--news", "1", "--questions", "4", "--minutes", "0.1", "--to", str(to)]
    monkeypatch.setattr("bench.reader.train.KEPT_OUT", 3)
    monkeypatch.setattr("sys.argv", ["train", str(data), *few, *options])
    main()
    return json.loads(to.with_suffix(".json").read_text())


def test_one_command_writes_weights_that_load_and_how_they_came_about(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "new.safetensors"
    record = train(data, weights, monkeypatch)
    before, after = load_network(), load_network(weights)
    assert not before.head.weight.equal(after.head.weight)
    assert not any("word_embeddings" in name for name in load_file(weights))
    assert record["data"] == {name: sha256(data / name) for name in (OPEN, NEWS)}
    assert (record["start"], record["teacher"], record["options"]["seed"]) == (sha256(WEIGHTS), "", 7)
    assert set(record["figures"]) == {"before", "after"}


def test_a_reader_of_fewer_layers_learns_from_a_larger_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, teacher, weights = tmp_path / "base", tmp_path / "teacher.safetensors", tmp_path / "reader.safetensors"
    small = MPNetConfig(hidden_size=24, num_attention_heads=2, num_hidden_layers=1, intermediate_size=24)
    MPNetModel(small, add_pooling_layer=False).save_pretrained(base)
    assert train(data, teacher, monkeypatch, "--base", str(base))["start"] == sha256(base / "model.safetensors")
    record = train(data, weights, monkeypatch, "--teacher", str(teacher), "--layers", "2", "--rate", "1e-3")
    assert len(load_network(weights).bert.encoder.layer) == 2
    assert (record["start"], record["teacher"]) == (sha256(WEIGHTS), sha256(teacher))


def test_a_larger_reader_reads_the_marks_where_they_are() -> None:
    config = MPNetConfig(hidden_size=24, num_attention_heads=2, num_hidden_layers=1, intermediate_size=24)
    tokens = new_tokenizer().encode("[CLS] who came [SEP] [MASK] the ship came [SEP] [PAD]", add_special_tokens=False)
    told = Teacher(config).ids[tokens.ids].tolist()
    assert (told[0], told[4], told[-1]) == (0, 30526, config.pad_token_id)
    assert [told[3], told[-2]] == [2, 2]
    assert told[2] == told[7] == tokens.ids[2] + 4
