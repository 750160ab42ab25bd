"""Conversations that are kept on the server: whose they are, how many, and what two browsers make of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import InputError, NotFound
from index.changes import Actor, acting
from ui.access.keys import Keys, hashed
from ui.notebook import conversations
from ui.notebook.conversations import Conversations, Kept

FERRY = Kept("a1", "Ferry", 1_900_000_000_000, [{"asked": "Who sails?"}, {"asked": "And when?"}], "")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Conversations]:
    with Conversations(tmp_path) as held:
        yield held


def test_one_is_kept_listed_and_deleted_for_good(held: Conversations, tmp_path: Path) -> None:
    version = held.keep(FERRY)
    newer = FERRY._replace(id="b2", name="Toll", changed=FERRY.changed + 1, exchanges=[{"asked": "Zanzibar?"}])
    held.keep(newer)
    assert [(one.id, one.asked) for one in held.all()] == [("b2", "Zanzibar?"), ("a1", "Who sails?\nAnd when?")]
    assert held.of("a1") == FERRY._replace(version=version)
    held.remove("b2", 1)
    assert ([one.id for one in held.all()], held.deleted()) == (["a1"], ["b2"])
    for gone in (lambda: held.of("b2"), lambda: held.remove("b2", 2)):
        with pytest.raises(NotFound, match="no conversation 'b2'"):
            gone()
    assert b"Zanzibar" not in (tmp_path / held.file).read_bytes()
    held.keep(newer)  # As "Undo" does.
    assert ([one.id for one in held.all()], held.deleted()) == (["b2", "a1"], [])
    lines = [*held.lines()]
    held.take(lines)
    assert [*held.lines()] == lines


def test_nobody_finds_anybody_elses(held: Conversations) -> None:
    reader = Actor("Reader", may_change=False, key="2031")
    with acting(reader):
        token = held.begin()
        held.keep(FERRY)
        assert held.begin() == token
    for other in (Actor("Reader", may_change=False, key="2032"), Actor("Mara", key="2031"), Actor("no key")):
        with acting(other):
            assert (held.all(), held.is_keeping(token)) == ([], False)
            with pytest.raises(NotFound):
                held.remove("a1", 0)
            held.keep(FERRY._replace(name="Mine"))
            held.end()
    with acting(reader):
        assert ([one.name for one in held.all()], held.is_keeping(token)) == (["Ferry"], True)


def test_what_goes_on_from_what_is_there_takes_its_place_and_nothing_else_is_lost(held: Conversations) -> None:
    first = held.keep(FERRY)
    longer = FERRY._replace(exchanges=[*FERRY.exchanges, {"asked": "Where?"}])
    second = held.keep(longer)  # An answer from the server that never came: it goes on all the same.
    shorter = FERRY._replace(exchanges=FERRY.exchanges[:1], version=second)
    third = held.keep(shorter)  # A question that was taken back.
    assert len({first, second, third}) == 3
    assert len(held.all()) == 1
    held.keep(longer._replace(exchanges=[{"asked": "Who else?"}], version=second))
    names = {one.name: held.of(one.id).exchanges for one in held.all()}
    assert names == {"Ferry": [{"asked": "Who else?"}], "Ferry (from another browser)": FERRY.exchanges[:1]}


def test_what_has_no_room_is_told(held: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    large = FERRY._replace(exchanges=[{"asked": "é" * 150_000}])
    for wrong, told in (
        (large, "“Ferry” is larger than 900 kB"),
        (FERRY._replace(name=" "), "name: give it one"),
        (FERRY._replace(id="../a"), "no id that can be kept"),
        (FERRY._replace(exchanges=[]), "nothing was asked"),
    ):
        with pytest.raises(InputError, match=told):
            held.keep(wrong)
    monkeypatch.setattr(conversations, "MOST", 2)
    held.keep(FERRY)
    held.keep(FERRY._replace(id="b2"))
    held.keep(FERRY._replace(id="b2", name="Toll"))
    with pytest.raises(InputError, match=r"keeps 2 conversations .* Delete some"):
        held.keep(FERRY._replace(id="c3"))
    held.remove("a1", 0)
    held.keep(FERRY._replace(id="c3"))
    monkeypatch.setattr(conversations, "_TOLD", 1)
    held.remove("b2", 1)
    assert held.deleted() == ["b2"]


def test_with_a_key_go_the_conversations_kept_for_it(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    mara, bo = keys.add("Mara", "read").key.actor, keys.add("Bo", "read").key.actor
    (tmp_path / "town").mkdir()
    for folder in (tmp_path, tmp_path / "town"):
        with Conversations(folder) as held:
            for who in (mara, bo):
                with acting(who):
                    held.keep(FERRY)
    keys.revoke("Mara")
    anew = keys.add("Mara", "read").key.actor
    for folder in (tmp_path, tmp_path / "town"):
        with Conversations(folder) as held:
            for who, count in ((mara, 0), (anew, 0), (bo, 1)):
                with acting(who):
                    assert len(held.all()) == count


def test_a_key_of_the_settings_is_the_same_whatever_it_is(tmp_path: Path) -> None:
    owners = [Keys(tmp_path, own=text).of(hashed(text.encode())) for text in ("Zoë", "chief")]
    assert [found and found.actor.owner for found in owners] == ["ONRECORD_API_KEY"] * 2
