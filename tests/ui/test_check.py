"""`onrecord check`: a draft's findings on the terminal and as JSON, and the exit code for a hook."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def draft(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_draft_that_can_be_printed_exits_with_0_and_one_to_be_mended_with_5(
    onrecord: Run, tmp_path: Path, seeded: Path
) -> None:
    true = "“Minister Gantz is a member of the war cabinet,” said John Kirby.\n"
    code, out, err = onrecord("check", draft(tmp_path, true), "--archive", seeded)
    assert (code, err) == (0, "")
    assert out.startswith("verbatim  John Kirby  line 1\n    “Minister Gantz is a member of the war cabinet,”\n")
    assert out.endswith("1 looked at: 0 to be mended\n")
    turned = true.replace("member", "\x1b[31mleader\x1b[0m")
    code, out, err = onrecord(
        "check", draft(tmp_path, turned.replace("\x1b[31m", "").replace("\x1b[0m", "")), "--archive", seeded
    )
    assert code == 5
    assert "a leader [member] of the war cabinet" in out
    assert out.endswith("1 looked at: 1 to be mended\n")


def test_standard_input_and_json(onrecord: Run, seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“The herring sings at noon,” John Kirby said."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    code, out, _ = onrecord("check", "-", "--archive", seeded, "--json")
    reply = json.loads(out)
    assert code == 0
    assert [(f["verdict"], f["text"]) for f in reply["findings"]] == [("absent", "“The herring sings at noon,”")]


def test_what_cannot_be_read_is_told(onrecord: Run, tmp_path: Path, seeded: Path) -> None:
    code, _, err = onrecord("check", tmp_path / "nothing.txt", "--archive", seeded)
    assert (code, "cannot be read" in err) == (1, True)
    code, _, err = onrecord("check", draft(tmp_path, " \n"), "--archive", seeded)
    assert (code, "Error: " in err) == (1, True)


def test_a_draft_without_quotations_says_so(onrecord: Run, tmp_path: Path, seeded: Path) -> None:
    code, out, _ = onrecord("check", draft(tmp_path, "It rained in the town all day long."), "--archive", seeded)
    assert (code, out) == (0, "No quotation of three words or more, and nothing that is said to be said.\n")
