"""The `onrecord` command, run as a user runs it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pytest

from tests.conftest import Run
from tests.index.readers.pdfs import pdf
from tests.index.readers.scans import saved, scan

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "gantz-washington-visit.txt"


def test_help_answers_at_once_and_names_every_command() -> None:
    command = [Path(sys.executable).parent / "onrecord", "--help"]
    heavy = (
        "import sys, ui.cli; print({'torch', 'gradio', 'chromadb', 'spacy', 'fastapi', 'pydantic'} & {*sys.modules})"
    )
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(
        name in text for name in ("serve", "index", "ask", "list", "remove", "rebuild", "backup", "restore", "mcp")
    )
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_from_a_file_to_an_answer_and_back(onrecord: Run, tmp_path: Path) -> None:
    assert onrecord("index", SEED)[:2] == (0, "1 added, 0 updated, 0 unchanged, 0 failed\n")
    assert onrecord("index", SEED)[:2] == (0, "0 added, 0 updated, 1 unchanged, 0 failed\n")
    code, out, _ = onrecord("ask", "What did Kirby say about Gantz?")
    assert code == 0
    assert "“Minister Gantz is a member of the war cabinet" in out
    assert f"[1] Gantz washington visit, 2024-03-05, {SEED}, characters " in out
    reply = json.loads(onrecord("ask", "What did Kirby say about Gantz?", "--json")[1])
    assert reply["found"]
    assert all(SEED.read_text()[c["start"] : c["end"]] == c["text"] for c in reply["citations"])
    assert onrecord("list")[:2] == (0, f"2024-03-05\tGantz washington visit\t\t{SEED}\n")
    assert json.loads(onrecord("list", "--json")[1])["articles"][0]["source"] == str(SEED)
    assert onrecord("rebuild")[:2] == (0, "Rebuilt from 1 articles\n")
    assert onrecord("remove", SEED)[:2] == (0, f"Removed Gantz washington visit ({SEED})\n")
    assert onrecord("list")[:2] == (0, "")
    assert (tmp_path / "data" / "onrecord" / "archive").is_dir()


def test_a_question_is_narrowed(onrecord: Run, tmp_path: Path) -> None:
    onrecord("index", SEED, ROOT / "tests" / "articles")
    question = "What did Verel say about the bridge?"

    def sources(*flags: str) -> set[str]:
        return {c["source"] for c in json.loads(onrecord("ask", question, "--json", *flags)[1])["citations"]}

    assert sources("--from", "2023-05-01", "--to", "2023-05-31") == {"gazette/toll-protest"}
    assert sources("--article", "gazette/toll-protest") == {"gazette/toll-protest"}
    assert all(source.startswith("tribune/") for source in sources("--publisher", "Elsin Tribune"))
    asked = json.loads(onrecord("ask", "What about Gantz?", "--speaker", "Kirby", "--json")[1])
    assert {c["speaker"] for c in asked["citations"]} == {"John Kirby"}
    assert "filters.from" in onrecord("ask", question, "--from", "May")[2]


def test_passages_are_found_narrowed_and_read_on(onrecord: Run) -> None:
    onrecord("index", SEED, ROOT / "tests" / "articles")

    def found(*flags: object) -> list[dict[str, Any]]:
        return list(json.loads(onrecord("search", "Verel on the bridge", "--json", *flags)[1])["hits"])

    first = found("-k", 4)
    assert len(first) == 4
    assert [hit["start"] for hit in found("-k", 2, "--offset", 2)] == [hit["start"] for hit in first[2:]]
    assert {hit["source"] for hit in found("--from", "2023-05-01", "--to", "2023-05-31")} == {"gazette/toll-protest"}
    assert {hit["source"] for hit in found("--article", "gazette/toll-protest")} == {"gazette/toll-protest"}
    assert all(hit["source"].startswith("tribune/") for hit in found("--publisher", "Elsin Tribune"))
    assert {hit["source"] for hit in found("--speaker", "Kirby")} == {str(SEED)}
    code, out, _ = onrecord("search", "Verel on the bridge", "-k", 1)
    assert (code, f", {first[0]['source']}, characters {first[0]['start']}-" in out) == (0, True)
    assert "from:" in onrecord("search", "bridge", "--from", "May")[2]


def test_the_first_question_to_an_empty_archive_meets_the_seed(onrecord: Run) -> None:
    code, out, _ = onrecord("ask", "What did Kirby say about Gantz?")
    assert (code, "war cabinet" in out) == (0, True)


def test_progress_ends_at_what_there_was_to_do(onrecord: Run, tmp_path: Path) -> None:
    dated = _written(tmp_path, "a.txt", b"Date: 05/03/2024\n\nThe fair opened.")
    assert "1/1" in onrecord("index", dated)[2]
    _written(tmp_path, "more.txt", b'[{"source": "b", "text": "Two."}, {"source": "c", "text": "Three."}]')
    assert "2/2" in onrecord("index", tmp_path / "more.txt")[2]


def test_flags_win_over_the_environment(onrecord: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(tmp_path / "one"))
    onrecord("index", SEED)
    assert onrecord("list", "--archive", tmp_path / "two")[1] == ""
    assert onrecord("list")[1].count("\n") == 1


def _jsonl(path: Path) -> Path:
    file = path / "news.jsonl"
    file.write_text('{"source": "a", "text": "One."}\n{broken\n{"source": "b", "text": "Two."}\n')
    return file


def _written(path: Path, name: str, data: bytes) -> Path:
    (path / name).write_bytes(data)
    return path / name


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (lambda p: ["index", p / "no"], "there is no such file or folder"),
        (lambda p: ["index", _written(p, "a.txt", b"")], "the file is empty"),
        (lambda p: ["index", _written(p, "a.txt", b"\0\1\2")], "the file is binary"),
        (lambda p: ["index", _written(p, "a.txt", "Größe".encode("latin-1"))], "the file is not UTF-8"),
        (lambda p: ["index", _written(p, "a.mp3", b"x")], ".mp3 is not read here"),
        (lambda p: ["index", _written(p, "a.pdf", b"%PDF")], "the PDF cannot be read"),
        (lambda p: ["index", p, "--map", "story=text"], "is no field of ours"),
        (lambda p: ["index", p, "--encoding", "klingon"], "is unknown"),
        (lambda p: ["export", "--statements", p / "a.xls"], ".xls is not written"),
        (lambda p: ["backup", p / "a.zip"], "there is nothing to back up"),
        (lambda p: ["backup", p / "no" / "a.zip"], "There is no folder"),
        (lambda p: ["backup", p / "a.zip", "--chroma", "http://127.0.0.1:9"], "are on the Chroma server"),
        (lambda p: ["restore", p / "no.zip"], "cannot be read (No such file"),
        (lambda p: ["restore", _written(p, "a.zip", b"x")], "is no backup"),
        (lambda p: ["index", _written(p, "a.txt", b" date 2024-03-05 ")], "no text after its header"),
        (lambda p: ["index", _jsonl(p)], "news.jsonl, line 2: the line is not JSON"),
        (lambda p: ["ask", ""], "there is no question"),
        (lambda p: ["ask", "x" * 10_000], "Ask in at most 4,000"),
        (lambda p: ["remove", "nothing"], "The archive holds no article"),
        (lambda p: ["remove", "no/thing.txt"], "The archive holds no article"),
        (lambda p: ["list", "--archive", _written(p, "file", b"x")], "cannot be written"),
        (lambda p: ["list", "--chroma", "nonsense"], "--chroma or ONRECORD_CHROMA"),
        (lambda p: ["list", "--chroma", "http://127.0.0.1:9"], "does not answer"),
        (lambda p: ["serve", "--host", "203.0.113.7", "--public"], "cannot be served"),
        (lambda p: ["serve", "--host", "203.0.113.7"], "`onrecord keys add NAME --write`, or set one"),
        (lambda p: ["serve", "--host", "0.0.0.0"], "`onrecord keys add NAME --write`, or set one"),
        (lambda p: ["serve", "--host", "::"], "`onrecord keys add NAME --write`, or set one"),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    onrecord: Run, tmp_path: Path, args: Callable[[Path], list[object]], says: str
) -> None:
    code, _, err = onrecord(*args(tmp_path))
    assert (code, says in err) == (1, True), err


def test_the_lines_beside_a_bad_one_are_indexed(onrecord: Run, tmp_path: Path) -> None:
    code, out, _ = onrecord("index", _jsonl(tmp_path))
    assert (code, out) == (1, "2 added, 0 updated, 0 unchanged, 1 failed: .jsonl (1)\n")
    assert onrecord("list")[1].count("\n") == 2


def test_what_an_article_holds_is_shown_to_a_terminal_and_not_sent(onrecord: Run, tmp_path: Path) -> None:
    file = tmp_path / "evil.jsonl"
    evil = "\x1b]0;owned\x07\x1b[2J\x08\u202e\x9b1m"
    file.write_text(
        json.dumps(
            {
                "source": f"a{evil}\n2030-01-01\tFake\t\trow",
                "title": f"Fair{evil}\nrow",
                "text": f"Mayor Ada Quill opened the fair. “It will rain{evil},” Quill said.",
            }
        )
    )
    onrecord("index", file)
    code, listed, _ = onrecord("list")
    assert (code, listed.count("\n")) == (0, 1)
    assert "Fair\\x1b]0;owned\\x07" in listed
    for args in (["ask", "What did Quill say?"], ["who", "Quill"], ["remove", "nothing\x1b[2J"], ["list"]):
        out = "".join(onrecord(*args)[1:])
        assert "\\x1b" in out
        assert not {"\x1b", "\x07", "\x08", "\u202e", "\x9b"} & {*out}, args


def test_a_model_that_is_not_there_is_named(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_EMBEDDER", "/no/such/model")
    code, _, err = onrecord("index", SEED)
    assert (code, "/no/such/model" in err) == (1, True)


def test_a_question_set_is_asked_and_drawn(onrecord: Run, tmp_path: Path) -> None:
    onrecord("index", SEED, ROOT / "tests" / "articles")
    picture = tmp_path / "out.svg"
    code, out, _ = onrecord("evaluate", ROOT / "tests" / "questions.jsonl", "--picture", picture)
    assert (code, "unanswerable" in out, f"Drawn: {picture}" in out.replace("\n", "")) == (0, True, True)
    svg = ElementTree.parse(picture).getroot()
    assert len(svg.findall("{http://www.w3.org/2000/svg}polyline")) == 2
    assert len(svg.findall("{http://www.w3.org/2000/svg}circle")) == 2
    code, _, err = onrecord("evaluate", tmp_path / "no.jsonl")
    assert (code, "cannot be read" in err) == (1, True)


def test_who_said_what(onrecord: Run, tmp_path: Path) -> None:
    onrecord("index", ROOT / "tests" / "articles")
    code, out, _ = onrecord("who", "Brandt")
    assert code == 0
    assert [line[:10] for line in out.splitlines()[::2]] == ["2023-06-07", "2023-05-19", "2023-04-03"]
    about = json.loads(onrecord("who", "Olle Brandt", "--about", "my own bread smell", "--json")[1])
    assert about["statements"][0]["source"] == "gazette/bridge-opens"
    table = list(csv.DictReader(onrecord("who", "Brandt", "--from", "2023-05-01", "--csv")[1].splitlines()))
    assert [row["source"] for row in table] == ["tribune/council-vote", "gazette/toll-protest"]
    code, out, err = onrecord("who", "Brand")
    assert (code, out, err) == (1, "", "No statements found. Quoted are: Olle Brandt.\n")
    assert onrecord("who", "Brandt", "--from", "May")[0] == 1


def test_a_folder_s_files_that_are_not_read_are_told_by_kind(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.pdf", "b.docx", "c.json", "d.csv", "e.eml", "g.mp3", "h.mp3"):
        _written(folder, name, b"\n")
    _written(folder, "f.txt", b'Mayor Tom Dell said: "We sail."')
    code, out, err = onrecord("index", folder)
    assert code == 1
    assert out == "1 added, 0 updated, 0 unchanged, 5 failed: .csv (1), .docx (1), .eml (1), .json (1), .pdf (1)\n"
    assert f"{folder}: 2 files were not read: .mp3 (2).\n" in err
    assert err.count("the file is empty") == 5


def test_dates_and_names_are_read_as_the_user_says(onrecord: Run, tmp_path: Path) -> None:
    table = _written(tmp_path, "a.csv", "id,story,day\n1,“We sail.”,05/03/2024\n".encode("cp1252"))
    how = ("--map", "source=id,text=story,published=day", "--encoding", "windows-1252")
    assert "5 March 2024 or 3 May 2024" in onrecord("index", table, *how)[2]
    assert onrecord("index", table, *how, "--day-first")[:2] == (0, "0 added, 1 updated, 0 unchanged, 0 failed\n")
    assert onrecord("list")[1].startswith("2024-03-05\t")


def test_what_is_exported_indexes_back_to_the_same_archive(onrecord: Run, tmp_path: Path) -> None:
    _written(
        tmp_path,
        "a.md",
        "---\ntitle: Tolls\nurl: https://example.com/t\n---\nMayor Tom Dell said: “We sail.\u2028”\r\n".encode(),
    )
    onrecord("index", ROOT / "tests" / "articles", SEED, tmp_path / "a.md")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert onrecord("export", first)[0] == 0
    other = ("--archive", tmp_path / "other")
    count = len(first.read_text().splitlines())
    assert onrecord("index", first, *other)[1] == f"{count} added, 0 updated, 0 unchanged, 0 failed\n"
    assert onrecord("index", first)[1] == f"0 added, 0 updated, {count} unchanged, 0 failed\n"
    onrecord("export", second, *other)
    assert second.read_text() == first.read_text() == onrecord("export", *other)[1]
    assert onrecord("doctor", *other)[:2] == (0, f"{count} articles read: all is sound\n")
    rows = tmp_path / "said.parquet"
    code, _, told = onrecord("export", "--statements", rows)
    assert (code, told.endswith(f"statements written to {rows}\n")) == (0, True)
    assert rows.read_bytes()[:4] == b"PAR1"
    both = onrecord("export", second, "--statements", rows, "--archive", tmp_path / "empty")
    assert (both[0], second.read_text()) == (0, "")
    assert pyarrow.parquet.read_schema(rows).names[:3] == ["speaker", "role", "direct"]


def test_a_backup_is_restored_as_the_same_archive(onrecord: Run, tmp_path: Path) -> None:
    onrecord("index", SEED)
    question = ("ask", "What did Kirby say about Gantz?", "--json")
    before = json.loads(onrecord(*question)[1])
    file, other = tmp_path / "archive.zip", ("--archive", tmp_path / "other")
    assert onrecord("backup", file)[:2] == (0, f"1 articles backed up to {file}\n")
    assert onrecord("restore", file, *other)[:2] == (0, f"1 articles restored to {tmp_path / 'other'}\n")
    assert json.loads(onrecord(*question, *other)[1])["citations"] == before["citations"]
    code, _, err = onrecord("restore", file, *other)
    assert (code, "say --replace" in err) == (1, True)
    assert onrecord("restore", file, *other, "--replace")[0] == 0
    assert onrecord("doctor", *other)[:2] == (0, "1 articles read: all is sound\n")


def test_what_was_changed_in_an_article_is_shown(onrecord: Run, tmp_path: Path) -> None:
    count = "The fire on Sunday destroyed twelve boats, the harbour office said."
    lines = [
        {"source": "fire", "title": "Fire", "text": f"{count}\n\nNobody was hurt, said Osk Lindqvane."},
        {"source": "fire", "title": "Fire\x1b[2J", "text": f"{count.replace('twelve', 'twenty')}\n\nIt was calm."},
    ]
    for n, line in enumerate(lines):
        (tmp_path / f"{n}.jsonl").write_text(json.dumps(line))
        assert onrecord("index", tmp_path / f"{n}.jsonl")[0] == 0
    code, out, _ = onrecord("versions", "fire")
    assert (code, "destroyed [-twelve-] {+twenty+} boats" in out, "\x1b" in out) == (0, True, False)
    (version,) = json.loads(onrecord("versions", "fire", "--json")[1])["versions"]
    assert "text" in version["changed"]
    assert out.splitlines()[0].endswith(f"until then it was {version['version']}")
    asked = onrecord("ask", "How many boats did the fire destroy?")[1]
    assert f"it read: {count}" in asked
    code, _, err = onrecord("versions", "nothing")
    assert (code, "The archive holds no article" in err) == (1, True)


def test_a_citation_from_a_pdf_names_its_page(onrecord: Run, tmp_path: Path) -> None:
    said = [(72, 720, 11, "\\223The toll on the bridge is fair,\\224 said Mayor Ana Ruiz of Elsin.")]
    file = _written(tmp_path, "report.pdf", pdf([[(72, 720, 11, "The budget of the town of Elsin.")], [], said]))
    onrecord("index", file)
    question = ("ask", "What did Ruiz say about the toll?")
    assert f", {file}, p. 3, characters " in onrecord(*question)[1]
    (cited,) = json.loads(onrecord(*question, "--json")[1])["citations"]
    assert (cited["page"], cited["speaker"]) == (3, "Ana Ruiz")
    lines = tmp_path / "all.jsonl"
    onrecord("export", lines)
    other = ("--archive", tmp_path / "other")
    onrecord("index", lines, *other)
    assert json.loads(onrecord(*question, "--json", *other)[1])["citations"] == [cited]


def test_what_was_read_by_ocr_is_marked_wherever_it_is_quoted(onrecord: Run, tmp_path: Path) -> None:
    page = scan(["“The toll on the bridge is fair,” said Mayor Ana", "Ruiz of Elsin. “It pays for the bridge.”"])
    file = _written(tmp_path, "scan.pdf", saved([page], "PDF"))
    assert onrecord("index", file)[1] == "1 added, 0 updated, 0 unchanged, 0 failed\n"
    question = ("ask", "What did Ruiz say about the toll?")
    assert f", {file}, p. 1, read by OCR, characters " in onrecord(*question)[1]
    assert {c["ocr"] for c in json.loads(onrecord(*question, "--json")[1])["citations"]} == {True}
    assert "p. 1, read by OCR\n    Ana Ruiz" in onrecord("who", "Ruiz")[1]
    table = list(csv.DictReader(onrecord("who", "Ruiz", "--csv")[1].splitlines()))
    assert {row["note"] for row in table} == {"Read by OCR."}
