"""Who said what across the archive."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient


def said(town: TestClient, **params: Any) -> list[dict[str, Any]]:
    return list(town.get("/api/statements", params=params).json()["statements"])


def test_speakers_are_listed_most_quoted_first(town: TestClient) -> None:
    listed = town.get("/api/speakers").json()
    assert listed["total"] == len(listed["speakers"]) > 10
    counts = [s["statements"] for s in listed["speakers"]]
    assert counts == sorted(counts, reverse=True)
    (brandt,) = town.get("/api/speakers", params={"q": "brandt"}).json()["speakers"]
    assert {**brandt, "roles": []} == {
        "name": "Olle Brandt",
        "kind": "person",
        "roles": [],
        "statements": 3,
        "articles": 3,
        "first": "2023-04-03",
        "last": "2023-06-07",
    }
    assert any("baker" in role for role in brandt["roles"])
    kinds = {kind: town.get("/api/speakers", params={"kind": kind}).json() for kind in ("person", "body", "unnamed")}
    assert sum(found["total"] for found in kinds.values()) == listed["total"]
    assert {s["name"] for s in kinds["person"]["speakers"]} >= {"Olle Brandt", "Tomas Verel", "Rurik Valla"}
    assert "The union of boatmen" in {s["name"] for s in kinds["body"]["speakers"]}
    page = town.get("/api/speakers", params={"limit": 2, "offset": 1}).json()
    assert page == {"total": listed["total"], "speakers": listed["speakers"][1:3]}


@pytest.mark.parametrize(
    ("typed", "offered"), [("Kerby", "John Kirby"), ("stanck", "Mirela Stank"), ("tomas vrel", "Tomas Verel")]
)
def test_typing_is_tolerated(town: TestClient, typed: str, offered: str) -> None:
    assert town.get("/api/speakers", params={"q": typed}).json()["speakers"][0]["name"] == offered


def test_nobody_is_offered_for_a_name_that_is_like_none(town: TestClient) -> None:
    assert town.get("/api/speakers", params={"q": "Zwxqy"}).json() == {"total": 0, "speakers": []}


def test_statements_of_a_person_are_newest_first_and_exact(town: TestClient) -> None:
    found = said(town, speaker="Olle Brandt")
    assert [s["published"] for s in found] == ["2023-06-07", "2023-05-19", "2023-04-03"]
    for s in found:
        text = town.get(f"/api/articles/{s['article']}").json()["text"]
        assert text[s["start"] : s["end"]] == s["text"]
        assert s["speaker"] == "Olle Brandt"
        assert {"source", "title", "also", "content", "quotes", "mention", "cue", "role", "direct"} <= set(s)
    assert said(town, speaker="brandt") == found
    assert said(town, speaker="brandt", sort="oldest") == found[::-1]
    by_words, by_day = said(town, q="toll"), said(town, q="toll", sort="newest")
    assert sorted(by_day, key=lambda one: one["published"] or "", reverse=True) == by_day
    assert {one["start"] for one in by_words} == {one["start"] for one in by_day}


@pytest.mark.parametrize(
    ("params", "sources"),
    [
        ({"q": "trout southern shore"}, ["tribune/lake-study"]),
        ({"speaker": "Verel", "from": "2023-08-01", "to": "2023-08-31"}, ["tribune/lake-study"]),
        ({"publisher": "harbour gazette", "speaker": "Stank", "direct": True}, ["gazette/bridge-opens"]),
        ({"speaker": "Nobody"}, []),
        ({"q": "the of"}, []),
    ],
)
def test_filters(town: TestClient, params: dict[str, Any], sources: list[str]) -> None:
    assert [s["source"] for s in said(town, **params)][: max(1, len(sources))] == sources


def test_reported_and_quoted_are_told_apart(town: TestClient) -> None:
    quoted, reported = said(town, direct=True, limit=1000), said(town, direct=False, limit=1000)
    assert all(s["direct"] for s in quoted)
    assert not any(s["direct"] for s in reported)
    assert len(quoted) + len(reported) == town.get("/api/statements").json()["total"]


def test_wire_copy_is_shown_once_with_the_other_places(api: TestClient) -> None:
    text = "Mayor Ada Quill opened the fair. “It will rain all week,” Quill said."
    for number, day in enumerate(("2023-04-03", "2023-04-02")):
        article = {"source": f"paper-{number}", "text": "News. " * number + text, "title": "A fair", "published": day}
        api.post("/api/articles", json=article)
    (one,) = said(api, speaker="Quill")
    assert (one["source"], [(o["source"], o["published"]) for o in one["also"]]) == (
        "paper-0",
        [("paper-1", "2023-04-02")],
    )
    (copy,) = one["also"]
    assert api.get(f"/api/articles/{copy['article']}").json()["text"][copy["start"] : copy["end"]] == one["text"]
    (quill,) = api.get("/api/speakers").json()["speakers"]
    assert (quill["statements"], quill["articles"]) == (1, 2)


def test_what_differs_by_a_little_word_is_no_copy(api: TestClient) -> None:
    for number, will in enumerate(("will", "will not")):
        text = f"“We {will} raise the toll for the ferry,” Mayor Ada Quill said. “No,” she added."
        api.post("/api/articles", json={"source": f"paper-{number}", "text": text, "title": "The toll"})
    assert [s["also"] for s in said(api, speaker="Quill")] == [[]] * 4


@pytest.mark.parametrize("params", [{"from": "May"}, {"direct": "perhaps"}, {"limit": 0}, {"offset": -1}])
def test_wrong_fields_are_named(town: TestClient, params: dict[str, Any]) -> None:
    reply = town.get("/api/statements", params=params)
    assert (reply.status_code, reply.json()["error"]["message"].partition(":")[0]) == (422, next(iter(params)))


def test_statements_change_with_the_archive(api: TestClient) -> None:
    article = {"source": "s", "text": "“It will rain,” Ada Quill said.", "title": "T"}
    api.post("/api/articles", json=article)
    assert len(said(api)) == 1
    api.post("/api/articles", json={**article, "text": "Nothing was said."})
    assert said(api) == []
