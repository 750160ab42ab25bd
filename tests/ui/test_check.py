"""`onrecord check`: a draft's findings on the terminal and as JSON, and the exit code for a hook."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path

import docx
import pytest

from tests.conftest import ARTICLES, Run

TRUE = "“This is a good day for bread,” said Olle Brandt.\n"


@pytest.fixture
def town(onrecord: Run, tmp_path: Path) -> Path:
    code, _, err = onrecord("index", ARTICLES, "--archive", tmp_path / "archive")
    assert code == 0, err
    return tmp_path / "archive"


def draft(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_draft_that_can_be_printed_exits_with_0_and_one_to_be_mended_with_5(
    onrecord: Run, tmp_path: Path, town: Path
) -> None:
    code, out, err = onrecord("check", draft(tmp_path, TRUE), "--archive", town)
    assert (code, err) == (0, "")
    assert out.startswith("verbatim  Olle Brandt  line 1\n    “This is a good day for bread,”\n")
    assert out.endswith("1 looked at: 0 to be mended\n")
    turned = "The vote\n\n" + TRUE.replace("good", "bad")
    code, out, err = onrecord("check", draft(tmp_path, turned), "--archive", town)
    assert (code, err) == (5, "")
    assert out.startswith("altered  Olle Brandt  line 3\n    “This is a bad [good] day for bread,”\n")
    assert "    Olle Brandt, Elsin Tribune, 2023-06-07, Council halves toll on Lantern Bridge\n" in out
    assert out.endswith("1 looked at: 1 to be mended\n")


def test_standard_input_json_and_what_there_is_nothing_of(
    onrecord: Run, tmp_path: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "“The herring sings at noon,” Olle Brandt said."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    code, out, _ = onrecord("check", "-", "--archive", town, "--json")
    reply = json.loads(out)
    assert code == 0
    assert [(f["verdict"], f["text"]) for f in reply["findings"]] == [("absent", "“The herring sings at noon,”")]
    code, out, _ = onrecord("check", draft(tmp_path, "It rained in the town all day long."), "--archive", town)
    assert (code, out) == (0, "No quotation of three words or more, and nothing that is said to be said.\n")


@pytest.mark.parametrize("ending", [".html", ".md", ".json"])
def test_a_report_is_written_beside_what_is_shown(onrecord: Run, tmp_path: Path, town: Path, ending: str) -> None:
    report = tmp_path / f"report{ending}"
    code, out, _ = onrecord("check", draft(tmp_path, TRUE), "--archive", town, "--to", report)
    assert code == 0
    assert out.endswith("1 looked at: 0 to be mended\n")
    assert "This is a good day for bread," in report.read_text("utf-8")
    assert "Elsin Tribune" in report.read_text("utf-8")


def test_a_docx_comes_back_with_a_comment_at_each_finding(onrecord: Run, tmp_path: Path, town: Path) -> None:
    document, file, back = docx.Document(), tmp_path / "draft.docx", tmp_path / "checked.docx"
    document.add_paragraph("“This is a bad day for bread,” ").add_run("said Olle Brandt.").bold = True
    document.save(str(file))
    code, _, err = onrecord("check", file, "--archive", town, "--to", back)
    assert (code, err) == (5, "")
    (comment,) = docx.Document(str(back)).comments
    assert comment.author == "Onrecord"
    assert comment.text == (
        "Altered (“bad” for “good”).\nOlle Brandt, Elsin Tribune, 2023-06-07, Council halves toll on Lantern Bridge: "
        "“This is a good day for bread”"
    )
    code, _, err = onrecord("check", draft(tmp_path, TRUE), "--archive", town, "--to", back)
    assert (code, "A DOCX alone is given back as one" in err) == (1, True)


def test_what_an_answer_and_a_draft_rest_on_is_verified_later(onrecord: Run, tmp_path: Path, town: Path) -> None:
    capsule, file = tmp_path / "a.json", draft(tmp_path, TRUE)
    onrecord("ask", "What did Verel say about the toll?", "--archive", town, "--capsule", capsule)
    code, out, err = onrecord("verify", capsule, "--archive", town)
    assert (code, err, out.splitlines()[-1]) == (0, "", "1 looked up: 0 gone or not held")
    assert out.startswith("verbatim there\n    Tomas Verel, ")
    onrecord("check", file, "--archive", town, "--capsule", capsule)
    assert json.loads(capsule.read_text())["draft"]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert onrecord("verify", capsule, "--archive", town)[0] == 0
    onrecord("remove", "tribune/council-vote", "--archive", town)
    code, out, _ = onrecord("verify", capsule, "--archive", town, "--json")
    assert (code, [one["state"] for one in json.loads(out)["quotations"]]) == (5, ["not_held"])


@pytest.mark.parametrize("text", ["", "[1]", '{"onrecord": 1, "items": []}', '{"onrecord": 2}', "[" * 100_000])
def test_what_is_no_capsule_is_told(onrecord: Run, tmp_path: Path, text: str) -> None:
    (file := tmp_path / "none.json").write_text(text)
    code, _, err = onrecord("verify", file)
    assert (code, f"{file} is no capsule that can be read. Make one with" in err) == (1, True)


def test_what_cannot_be_read_is_told(onrecord: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    code, _, err = onrecord("check", tmp_path / "nothing.txt", "--archive", archive)
    assert (code, "cannot be read" in err) == (1, True)
    code, _, err = onrecord("check", draft(tmp_path, " \n"), "--archive", archive)
    assert (code, "Error: " in err) == (1, True)
