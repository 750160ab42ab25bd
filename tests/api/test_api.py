"""The HTTP API: what other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa import Assistant
from qa.extract import extract
from ui.api import create_app
from ui.settings import Settings

SEED = (Path(__file__).parents[2] / "seeds" / "gantz-washington-visit.txt").read_text()
ARTICLE = {
    "source": "made/up",
    "text": "Mayor Ada Quill opened the fair.\r\n\r\n“It will rain,” Quill said.",
    "title": "A fair",
    "published": "2023-04-02",
    "publisher": "Harbour Gazette",
    "author": None,
    "modified": "2023-04-04",
    "url": "https://gazette.example.com/fair",
}


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def seed_id(town: TestClient) -> str:
    return str(town.get("/api/articles", params={"q": "gantz"}).json()["articles"][0]["id"])


def test_ask_answers_with_exact_citations(town: TestClient) -> None:
    reply = town.post("/api/ask", json={"question": "What did Kirby say about Gantz?"}).json()
    named = {"question", "answer", "status", "found", "claims", "citations", "model", "seconds"}
    assert set(reply) == named | {"understood", "passages", "left_out", "notes", "more"}
    assert (reply["question"], reply["found"], reply["model"]) == (
        "What did Kirby say about Gantz?",
        True,
        "extractive",
    )
    assert reply["seconds"] > 0
    numbers = [c["number"] for c in reply["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(f"[{n}]" in reply["answer"] for n in numbers)
    assert {(c["page"], c["ocr"]) for c in reply["citations"]} == {(None, False)}
    for c in reply["citations"]:
        assert SEED[c["start"] : c["end"]] == c["text"]
        assert (c["title"], c["published"], c["speaker"]) == ("Gantz washington visit", "2024-03-05", "John Kirby")


def test_a_stream_is_the_answer_in_parts(town: TestClient) -> None:
    question = {"question": "What did Kirby say about Gantz?"}
    reply = town.post("/api/ask", json={**question, "stream": True})
    assert reply.headers["content-type"].startswith("text/event-stream")
    *texts, (last, whole) = events(reply.text)
    assert {name for name, _ in texts} == {"text"}
    assert len(texts) == 3
    assert last == "answer"
    assert "".join(data["text"] for _, data in texts) == whole["answer"]
    assert {**whole, "seconds": 0} == {**town.post("/api/ask", json=question).json(), "seconds": 0}


def test_what_cannot_be_asked_is_told_before_there_is_a_stream(town: TestClient) -> None:
    reply = town.post("/api/ask", json={"question": " ", "stream": True})
    assert reply.status_code == 422
    assert reply.json() == {"error": {"code": "bad_input", "message": "question: there is no question. Write one."}}


def test_a_stream_ends_with_an_error_where_there_is_one(town_assistant: Assistant) -> None:
    def fails(evidence: Any, library: Any) -> Iterator[Any]:
        yield next(iter(extract(evidence, library)))
        raise RuntimeError("the disk is gone")

    broken = Assistant(town_assistant.archive, answerer=fails)
    client = TestClient(create_app(broken, Settings()), base_url="http://localhost")
    reply = client.post("/api/ask", json={"question": "What did Kirby say about Gantz?", "stream": True})
    *_, (last, told) = events(reply.text)
    assert (reply.status_code, last, told["error"]["code"]) == (200, "error", "internal")


def test_every_list_is_read_page_by_page(town: TestClient) -> None:
    article = f"/api/articles/{seed_id(town)}/statements"
    lists = [("/api/articles", "articles"), ("/api/speakers", "speakers"), ("/api/statements", "statements")]
    for path, name in (*lists, (article, "statements")):
        whole = town.get(path, params={"limit": 1000}).json()
        paged = [town.get(path, params={"limit": 2, "offset": at}).json() for at in range(0, whole["total"] + 2, 2)]
        assert {page["total"] for page in paged} == {whole["total"]} == {len(whole[name])}
        assert [one for page in paged for one in page[name]] == whole[name]
        assert town.get(path, params={"offset": -1}).status_code == 422
    hits = town.get("/api/search", params={"q": "ferry", "k": 4}).json()["hits"]
    rest = town.get("/api/search", params={"q": "ferry", "k": 2, "offset": 2}).json()["hits"]
    assert town.get("/api/search", params={"q": "ferry", "limit": 2, "offset": 2}).json()["hits"] == rest
    assert [hit["start"] for hit in rest] == [hit["start"] for hit in hits[2:]]


def test_history_makes_the_question_stand_by_itself(town: TestClient) -> None:
    history = [
        {"role": "user", "content": "What did Kirby say about Gantz?"},
        {"role": "assistant", "content": "Kirby said that Gantz is a member of the war cabinet."},
    ]
    reply = town.post("/api/ask", json={"question": "And what did Harris tell him?", "history": history}).json()
    assert "Gantz" in reply["question"]
    assert reply["found"]
    assert "humanitarian aid plan" in reply["answer"]


def test_filters_narrow_the_evidence(town: TestClient) -> None:
    question = "What did Verel say about the bridge?"
    reply = town.post("/api/ask", json={"question": question, "filters": {"publisher": "Harbour Gazette"}}).json()
    assert {c["publisher"] for c in reply["citations"]} == {"Harbour Gazette"}
    late = town.post("/api/ask", json={"question": question, "filters": {"from": "2023-05-01", "to": "2023-05-31"}})
    assert {c["source"] for c in late.json()["citations"]} == {"gazette/toll-protest"}


def test_search(town: TestClient) -> None:
    hits = town.get("/api/search", params={"q": "Who is losing their jobs at the ferry company?", "k": 2}).json()[
        "hits"
    ]
    assert len(hits) == 2
    named = {"article", "source", "title", "published", "start", "end", "text", "page", "ocr", "url", "score"}
    assert set(hits[0]) == named
    assert (hits[0]["source"], hits[0]["published"]) == ("tribune/ferry", "2023-09-02")
    assert hits[0]["score"] >= hits[1]["score"]
    text = town.get(f"/api/articles/{hits[0]['article']}").json()["text"]
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        ({"publisher": "harbour gazette"}, {"Harbour Gazette"}),
        ({"from": "2024-03-05"}, {None}),
        ({"to": "2023-12-31", "publisher": "Elsin Tribune"}, {"Elsin Tribune"}),
    ],
)
def test_a_search_is_narrowed(town: TestClient, filters: dict[str, str], sources: set[str | None]) -> None:
    hits = town.get("/api/search", params={"q": "the bridge", "k": 20, **filters}).json()["hits"]
    held = {a["id"]: a["publisher"] for a in town.get("/api/articles").json()["articles"]}
    assert {held[hit["article"]] for hit in hits} == sources


def test_a_search_for_a_speaker_finds_what_holds_their_words(town: TestClient) -> None:
    found = town.get("/api/search", params={"q": "aid for Gaza", "k": 50, "speaker": "Kirby"}).json()["hits"]
    said = town.get("/api/statements", params={"speaker": "John Kirby"}).json()["statements"]
    assert found
    for hit in found:
        assert any(s["article"] == hit["article"] and s["start"] < hit["end"] and hit["start"] < s["end"] for s in said)
    for s in said:  # Also what has no word of the query.
        assert any(
            s["article"] == hit["article"] and s["start"] < hit["end"] and hit["start"] < s["end"] for hit in found
        )
    nobody = town.get("/api/search", params={"q": "aid", "speaker": "Nobody Atall"}).json()
    assert nobody == {"hits": []}
    (only,) = {
        h["source"] for h in town.get("/api/search", params={"q": "x", "article": found[0]["article"]}).json()["hits"]
    }
    assert only == found[0]["source"]


def test_articles_are_paged(town: TestClient) -> None:
    first = town.get("/api/articles", params={"limit": 2}).json()
    rest = town.get("/api/articles", params={"limit": 10, "offset": 2}).json()
    assert first["total"] == rest["total"] == len(first["articles"]) + len(rest["articles"]) > 4
    assert len(first["articles"]) == 2
    assert first["articles"][0] == {
        "id": seed_id(town),
        "source": first["articles"][0]["source"],
        "title": "Gantz washington visit",
        "published": "2024-03-05",
        "publisher": None,
        "author": None,
        "modified": None,
        "url": None,
        "chars": len(SEED),
        "language": "en",
        "version": first["articles"][0]["version"],
        "earlier": 0,
    }
    assert town.get("/api/articles", params={"q": "ferry tribune"}).json()["total"] == 1


def test_articles_are_found_by_what_they_hold(town: TestClient) -> None:
    found = town.get("/api/find", params={"q": '"war cabinet" hostages -brexit', "from": "2024-03-01"}).json()
    (article,) = found["articles"]
    assert (found["total"], article["id"]) == (1, seed_id(town))
    assert found["months"] == [{"month": "2024-03-01", "articles": 1}]
    marked = [SEED[slice(*mark)] for extract in article["extracts"] for mark in extract["marks"]]
    assert "war cabinet" in marked
    assert all(SEED[e["start"] : e["end"]] == e["text"] for e in article["extracts"])
    assert town.get("/api/find", params={"q": "hostages", "to": "1999-01-01"}).json()["total"] == 0
    for wrong in ({"q": "-the"}, {"q": "toll", "sort": "worth"}):
        assert town.get("/api/find", params=wrong).status_code == 422


def test_an_article_and_its_statements(town: TestClient) -> None:
    assert town.get(f"/api/articles/{seed_id(town)}").json()["text"] == SEED
    statements = town.get(f"/api/articles/{seed_id(town)}/statements").json()["statements"]
    kirby = [s for s in statements if s["speaker"] == "John Kirby" and s["direct"]]
    assert [s["mention"]["text"] for s in kirby] == ["Kirby", "Kirby", "He"]
    assert [s["cue"]["text"] for s in kirby] == ["said", "According to", "added"]
    for s in statements:
        assert SEED[s["start"] : s["end"]] == s["text"]
        assert all(0 <= start < end <= len(SEED) for start, end in s["content"] + s["quotes"])


def test_an_article_goes_in_as_json_and_comes_out_to_the_character(api: TestClient) -> None:
    counts = {"added": 1, "updated": 0, "unchanged": 0}
    assert api.post("/api/articles", json=ARTICLE).json() == {**counts, "failed": [], "notes": []}
    assert api.post("/api/articles", json=ARTICLE).json()["unchanged"] == 1
    assert api.post("/api/articles", json={**ARTICLE, "text": "Changed."}).json()["updated"] == 1
    api.post("/api/articles", json=ARTICLE)
    (listed,) = api.get("/api/articles").json()["articles"]
    article = api.get(f"/api/articles/{listed['id']}").json()
    own = {
        "id": listed["id"],
        "chars": len(ARTICLE["text"] or ""),
        "language": "en",
        "page_starts": [],
        "ocr_pages": [],
        "version": listed["version"],
        "earlier": 2,
        "replaced": None,
        "also_in": [],
    }
    assert article == {**ARTICLE, **own}
    assert api.delete(f"/api/articles/{listed['id']}").json() == listed
    assert api.get("/api/articles").json() == {"total": 0, "articles": []}


def test_the_publisher_s_page_goes_with_what_is_cited_of_an_article(api: TestClient) -> None:
    api.post("/api/articles", json=ARTICLE)
    (cited,) = api.post("/api/ask", json={"question": "What did Ada Quill say?"}).json()["citations"]
    (said,) = api.get("/api/statements").json()["statements"]
    (hit, *_) = api.get("/api/search", params={"q": "rain"}).json()["hits"]
    assert cited["url"] == said["url"] == hit["url"] == ARTICLE["url"]
    refused = api.post("/api/articles", json={**ARTICLE, "url": "javascript:alert(1)"})
    assert refused.status_code == 422
    assert "url" in refused.json()["error"]["message"]


def test_files_are_uploaded_and_what_fails_is_named(api: TestClient) -> None:
    lines = f"{json.dumps(ARTICLE)}\n{{broken\n"
    files = [
        ("file", ("../../etc/fair.txt", b"The fair was closed.")),
        ("file", ("news.jsonl", lines.encode())),
        ("file", ("sound.mp3", b"ID3")),
    ]
    report = api.post("/api/articles", files=files).json()
    broken, sound = report["failed"]
    assert (report["added"], report["updated"], report["unchanged"], report["notes"]) == (2, 0, 0, [])
    assert broken == {
        "source": "news.jsonl, line 2",
        "reason": "the line is not JSON. Mend it and index the file again.",
    }
    assert sound["source"] == "sound.mp3"
    assert sound["reason"].startswith(".mp3 is not read here. Give .txt, .md,")
    assert {a["source"] for a in api.get("/api/articles").json()["articles"]} == {"fair.txt", "made/up"}


def test_an_archive_that_cannot_be_read_is_not_ready(api: TestClient) -> None:
    assert api.get("/readyz").status_code == 200
    api.app.state.assistant.archive._store.close()  # type: ignore[attr-defined]
    assert api.get("/livez").status_code == 200
    assert api.get("/readyz").status_code >= 500


def test_rebuild(api: TestClient) -> None:
    api.post("/api/articles", json=ARTICLE)
    assert api.post("/api/rebuild").json()["added"] == 1
    assert api.get("/api/articles").json()["total"] == 1


def test_healthz_and_docs(town: TestClient) -> None:
    assert [town.get(path).json() for path in ("/healthz", "/livez", "/readyz")] == [{"status": "ok"}] * 3
    assert "swagger" in town.get("/docs").text
    paths = town.get("/openapi.json").json()["paths"]
    streamed = paths["/api/ask"]["post"]["responses"]["200"]["content"]
    assert set(streamed) == {"application/json", "text/event-stream"}
    assert streamed["text/event-stream"]["example"].startswith("event: text\ndata: ")
    assert {
        "/api/ask",
        "/api/search",
        "/api/articles",
        "/api/articles/{id}",
        "/api/articles/{id}/statements",
        "/healthz",
    } <= set(paths)


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "code", "says"),
    [
        ("POST", "/api/ask", {"content": b"{not json"}, 400, "bad_input", "not JSON"),
        ("POST", "/api/ask", {"json": {}}, 422, "bad_input", "question: Field required"),
        ("POST", "/api/ask", {"json": {"question": ""}}, 422, "bad_input", "there is no question"),
        ("POST", "/api/ask", {"json": {"question": "x" * 10_000}}, 422, "bad_input", "at most 4,000"),
        ("POST", "/api/ask", {"json": {"question": 5}}, 422, "bad_input", "question: "),
        (
            "POST",
            "/api/ask",
            {"content": b'{"question": "\\ud800 x"}', "headers": {"content-type": "application/json"}},
            422,
            "bad_input",
            "half of a character",
        ),
        ("POST", "/api/ask", {"json": {"question": "x", "histroy": []}}, 422, "bad_input", "histroy: "),
        (
            "POST",
            "/api/ask",
            {"json": {"question": "x", "history": [{"role": "dog"}]}},
            422,
            "bad_input",
            "history.0.role",
        ),
        ("POST", "/api/ask", {"json": {"question": "x", "filters": {"from": "May"}}}, 422, "bad_input", "filters.from"),
        ("POST", "/api/ask", {"json": {"question": "x", "filters": {"to": "0"}}}, 422, "bad_input", "filters.to"),
        ("POST", "/api/ask", {"json": {"question": "x", "filters": {"to": 0}}}, 422, "bad_input", "filters.to"),
        ("GET", "/api/statements?from=0", {}, 422, "bad_input", "like 2024-03-05"),
        ("GET", "/api/statements?from=2024-02-30", {}, 422, "bad_input", "from: "),
        ("QUERY", "/api/ask", {}, 405, "method_not_allowed", "/docs"),
        ("GET", "/api/search", {}, 422, "bad_input", "q: Field required"),
        ("GET", "/api/search?q=x&k=0", {}, 422, "bad_input", "k: "),
        ("GET", "/api/articles?limit=-1", {}, 422, "bad_input", "limit: "),
        ("GET", "/api/articles/0123456789abcdef", {}, 404, "article_not_found", "onrecord list"),
        ("GET", "/api/articles/no/statements", {}, 404, "article_not_found", "onrecord list"),
        ("DELETE", "/api/articles/no", {}, 404, "article_not_found", "onrecord list"),
        ("POST", "/api/articles", {"content": b"nothing"}, 400, "bad_input", "not JSON"),
        ("POST", "/api/articles", {"json": {"source": "a"}}, 422, "bad_input", "text: Field required"),
        ("POST", "/api/articles", {"json": {"source": "a", "text": " "}}, 422, "bad_input", "has no text"),
        ("POST", "/api/articles", {"json": {"source": "a", "text": "b", "x": 1}}, 422, "bad_input", "x: "),
        (
            "POST",
            "/api/articles",
            {"json": {"source": "a", "text": "b", "published": "soon"}},
            422,
            "bad_input",
            "a date",
        ),
        ("POST", "/api/articles", {"files": {}, "data": {"a": "b"}}, 400, "bad_input", "not JSON"),
        ("GET", "/api/nothing", {}, 404, "not_found", "/docs"),
        ("PUT", "/api/ask", {}, 405, "method_not_allowed", "/docs"),
        (
            "POST",
            "/api/ask",
            {"json": {"question": "x"}, "headers": {"origin": "http://evil.example"}},
            403,
            "forbidden",
            "own page",
        ),
        ("GET", "/api/articles", {"headers": {"host": "evil.example"}}, 403, "forbidden", "own address"),
        ("POST", "/api/articles", {"headers": {"content-length": str(2**40)}}, 413, "too_large", "64 MiB"),
    ],
)
def test_what_is_wrong_is_told_in_one_shape(
    town: TestClient, method: str, path: str, request_: dict[str, Any], status: int, code: str, says: str
) -> None:
    reply = town.request(method, path, **request_)
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert set(reply.json()["error"]) == {"code", "message"}
    assert says in reply.json()["error"]["message"]


def test_a_page_of_our_own_origin_may_ask(town: TestClient) -> None:
    assert town.get("/api/articles", headers={"origin": "http://localhost"}).status_code == 200


def test_with_a_key_only_who_sends_it_is_answered(town_assistant: Any) -> None:
    from ui.api import create_app

    app = create_app(town_assistant, Settings(api_key="secret"))  # type: ignore[arg-type]
    with TestClient(app, base_url="http://localhost") as client:
        assert client.get("/healthz").status_code == 200
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic secret"}):
            reply = client.get("/api/articles", headers=headers)
            assert (reply.status_code, reply.json()["error"]["code"]) == (401, "unauthorized")
        assert client.get("/api/articles", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_an_endless_body_is_cut_off(api: TestClient) -> None:
    def endless() -> Any:
        for _ in range(80):
            yield b"x" * 2**20

    reply = api.post("/api/articles", content=endless())
    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "too_large")


def test_a_fault_is_no_answer_and_shows_no_insides(api: TestClient) -> None:
    api.post("/api/articles", json=ARTICLE)
    archive = api.app.state.assistant.archive  # type: ignore[attr-defined]
    archive._store.close()
    reply = api.post("/api/ask", json={"question": "What did Quill say?"})
    assert reply.status_code in (500, 503)
    assert "Traceback" not in reply.text
    assert "found" not in reply.json()
