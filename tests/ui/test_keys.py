"""Keys in a folder, and the commands on them."""

from __future__ import annotations

import json
import socket
import stat
from pathlib import Path

import pytest

from index import ArchiveUnusable, InputError
from index.changes import Actor, Changes, acting, had_keys, note
from tests.conftest import Run
from ui.access.keys import Keys, hashed


def test_of_a_key_only_its_hash_is_kept_and_for_its_owner_alone(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    text = keys.add("Mara Quill", "write").text
    file = tmp_path / "keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert text not in file.read_text()
    found = Keys(tmp_path).of(hashed(text.encode()))
    assert found
    assert (found.name, found.rights) == ("Mara Quill", "write")
    assert keys.of(hashed(text[:-1].encode())) is None
    assert not (tmp_path / "keys.new").exists()


@pytest.mark.parametrize(
    "name",
    ["", " ", " Mara", "a/b", "a\nb", "a\x1b[2J", "\u202eMara", "following", "No key", "onrecord_api_key", "x" * 61],
)
def test_a_name_is_one_that_a_log_can_show(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be a key's"):
        Keys(tmp_path).add(name, "read")
    assert not Keys(tmp_path).wanted


def test_a_key_of_the_settings_that_somebody_has_by_name_is_that_one(tmp_path: Path) -> None:
    text = Keys(tmp_path).add("Reader", "read").text
    found = Keys(tmp_path, own=text).of(hashed(text.encode()))
    assert found
    assert (found.name, found.rights) == ("Reader", "read")


def test_two_at_once_make_both_keys(tmp_path: Path) -> None:
    one, other = Keys(tmp_path), Keys(tmp_path)
    for n in range(10):
        (one, other)[n % 2].add(f"Key {n}", "read")
    assert [key.name for key in Keys(tmp_path).named()] == [f"Key {n}" for n in range(10)]


def test_a_file_that_is_no_keys_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"Mara": "write"}')
    with pytest.raises(ArchiveUnusable, match="it is damaged"):
        Keys(tmp_path).named()
    with pytest.raises(ArchiveUnusable, match="it is damaged"):
        Keys(tmp_path).add("Mara", "write")
    assert (tmp_path / "keys.json").read_text() == '{"Mara": "write"}'


def test_keys_are_made_listed_and_revoked(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    code, text, told = onrecord("keys", "add", "News desk", "--archive", folder)
    assert (code, text.startswith("onrecord_"), "told this once" in told) == (0, True, True)
    assert onrecord("keys", "--archive", folder, "add", "Mara", "--write")[0] == 0
    listed = onrecord("keys", "--archive", folder)[1].splitlines()
    assert [line[18:] for line in listed] == ["read   News desk", "write  Mara"]
    code, _, told = onrecord("keys", "add", "mara", "--archive", folder)
    assert (code, "there is a key 'mara'" in told) == (1, True)
    assert onrecord("keys", "revoke", "Mara", "--archive", folder)[1] == "Revoked: Mara\n"
    assert onrecord("keys", "revoke", "Mara", "--archive", folder)[0] == 1
    assert "No key is left" in onrecord("keys", "revoke", "News desk", "--archive", folder)[2]
    log = json.loads(onrecord("log", "--json", "--archive", folder)[1])
    assert [(line["what"], line["subject"]) for line in reversed(log["changes"])] == [
        ("key made", "News desk (read)"),
        ("key made", "Mara (write)"),
        ("key revoked", "Mara"),
        ("key revoked", "News desk"),
    ]


def test_what_a_source_is_called_is_shown_in_one_line_and_not_sent_to_a_terminal(onrecord: Run, tmp_path: Path) -> None:
    note(tmp_path, "added", [("fair\n2031-01-01\tMara\tremoved\x1b[2J\ud800", None)])
    (line,) = onrecord("log", "--archive", tmp_path)[1].splitlines()
    assert line.split("\t")[1:] == ["this machine", "added", "fair\\n2031-01-01\\tMara\\tremoved\\x1b[2J\\ud800"]


def test_the_newest_lines_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.changes._MOST", 5)
    with acting(Actor("Mara")):
        note(tmp_path, "added", [(f"s{n}", None) for n in range(4)])
        note(tmp_path, "removed", [(f"s{n}", None) for n in range(4)])
    with Changes(tmp_path) as log:
        assert log.count() == 5
        assert [(line.what, line.subject) for line in log.last(2, 3)] == [("removed", "s0"), ("added", "s3")]


def test_that_a_key_was_made_is_never_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.changes._MOST", 2)
    assert not had_keys(tmp_path)
    note(tmp_path, "added", [("s", None)])
    assert not had_keys(tmp_path)
    Keys(tmp_path).add("Mara", "read")
    note(tmp_path, "added", [(f"s{n}", None) for n in range(4)])
    assert had_keys(tmp_path)
    with Changes(tmp_path) as log:
        assert [line.what for line in log.last(5)] == ["added", "added", "key made"]


def test_commands_change_an_archive_that_has_keys_without_one_where_no_server_is(onrecord: Run, tmp_path: Path) -> None:
    folder, file = tmp_path / "a", tmp_path / "fair.txt"
    file.write_text("Mayor Ada Quill opened the fair.")
    onrecord("keys", "add", "Reader", "--archive", folder)
    assert onrecord("index", file, "--archive", folder)[1] == "1 added, 0 updated, 0 unchanged, 0 failed\n"
    assert "\tthis machine\tadded\t" in onrecord("log", "--archive", folder)[1]


def test_other_machines_are_served_where_there_is_a_key(onrecord: Run, tmp_path: Path) -> None:
    code, _, told = onrecord("serve", "--host", "192.0.2.1", "--archive", tmp_path)
    assert (code, "`onrecord keys add NAME --write`" in told) == (1, True)
    onrecord("keys", "add", "Mara", "--write", "--archive", tmp_path)
    code, _, told = onrecord("serve", "--host", "192.0.2.1", "--archive", tmp_path)
    assert (code, "cannot be served" in told) == (1, True)  # It got as far as the address, which is nobody's.


def test_an_archive_whose_keys_are_gone_is_not_served_openly(onrecord: Run, tmp_path: Path) -> None:
    town = tmp_path / "town"
    town.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:

        def told(*flags: object) -> str:
            """It gets as far as the port, which is another's, or does not."""
            return onrecord("serve", "--port", taken.getsockname()[1], *flags)[2]

        for folder, flags in ((tmp_path, ("--archives", tmp_path)), (town, ("--archive", town))):
            onrecord("keys", "add", "Mara", "--write", "--archive", folder)
            assert "cannot be served" in told(*flags)
            (folder / "keys.json").unlink()
            assert "keys.json in the archive's folder, is gone" in told(*flags)
            assert "gone with their file" in onrecord("keys", "--archive", folder)[2]
            assert "cannot be served" in told(*flags, "--public")
            onrecord("keys", "add", "Mara", "--write", "--archive", folder)
            assert "cannot be served" in told(*flags)
