"""Whatever door an answer comes through: what stands between marks under a name is that person's own."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from qa import Assistant
from ui import table
from ui.api import create_app
from ui.page import reference, render
from ui.page.conversation import Exchange
from ui.page.people import People
from ui.page.reader import Reader
from ui.settings import Settings

HERE = "http://here"

TOWN = Article(
    "post/toll",
    "Mayor opens the bridge toll to all\n\n"
    "Mayor Ana Ruiz announced on Friday that the town would halve the toll on the Elsin bridge by May, calling the old "
    "one “a tax on bread.” Ferry owner Bo Lind said the toll was “theft, pure theft,” and that he would sue the town."
    "\n\n"
    "“The toll is fair,” Ruiz said. “I told Lind: ‘Come and count the cars. Count them twice.’ He never came.”\n\n"
    "* * *\n\n"
    "“We shall not close the bridge,” Ruiz told reporters at the bridge.\n\n"
    "“We shall mend it,” she went on.\n\n"
    "Asked about the ferry, Ruiz said it was late again. It was a weak hand, played badly, a column in this paper said "
    "of the mayor's toll.\n\n"
    "Read more: The toll in pictures",
    "Mayor opens the bridge toll to all",
    date(2024, 3, 5),
    "Elsin Post",
)
SPOKEN = Article(
    "transcript/bridge",
    "MS. RUIZ: The toll pays for the bridge. It pays for nothing else.\n\nMR. LIND: The toll pays for your car.",
    "Hearing on the toll",
    date(2024, 3, 6),
)
QUESTIONS = (
    "What did Ruiz say about the toll?",
    "What did Ruiz say?",
    "What did Lind say about the toll?",
    "What did Ruiz announce on Friday?",
    "Who said the toll was theft?",
    "Did Ruiz say that the ferry was late?",
    "What did the column say of the mayor's hand?",
    "What did Ruiz and Lind say about the toll?",
    "What did Ruiz say about zeppelins?",
    "What did Gantz say about Netanyahu?",
    "What did Netanyahu's coalition say about Gantz?",
    "What did Harris say about aid?",
    "Who did Gantz meet with?",
    "What did Kirby say about Gantz?",
)


@dataclass(frozen=True)
class Desk:
    """An archive with its assistant and its API."""

    archive: Archive
    assistant: Assistant
    client: TestClient

    def own_words(self, speaker: str) -> str:
        """All that a person says in own words, in the whole archive, under whichever form of the name."""
        said = [(one.record.id, one.speaker) for one in self.archive.said(speaker)]
        found = []
        for article in dict(said):
            text, names = self.archive.article(article).text, {speaker.split()[-1], speaker}
            by = (s for s in self.archive.statements(article) if s.speaker in names)
            found += [folded(text[slice(*quote)]) for s in by for quote in s.quotes]
        return " | ".join(found)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Desk]:
    with Archive(tmp_path_factory.mktemp("doors"), embedder=embedder) as archive:
        archive.add_seeds()
        archive.add([TOWN, SPOKEN])
        assistant = Assistant(archive)
        yield Desk(archive, assistant, TestClient(create_app(assistant, Settings()), base_url="http://localhost"))


def folded(text: str) -> str:
    return " ".join(re.sub("[“”„«»\"‘’']", "'", text).split())


def marked(text: str) -> list[str]:
    """What stands between double marks, the outermost, without what ends a sentence."""
    straight = re.sub("[“”„«»]", '"', text)
    return [folded(run).strip(" .,…'") for run in re.findall(r'"([^"]+)"', straight)]


def misquoted(shown: str, desk: Desk) -> list[str]:
    """What stands between marks in a text that begins with a person's name, or ends under one, and is not theirs."""
    names = {s.speaker for r in desk.archive.articles() for s in desk.archive.statements(r.id) if s.speaker}
    under = re.search(r"\n— ([^,\n]+)", shown)
    name = next((n for n in names if shown.startswith(n) or (under and under[1] == n)), None)
    own = desk.own_words(name) if name else ""
    return [run for run in marked(shown.split("\n—")[0]) if name and run not in own]


class Copied(HTMLParser):
    """What the buttons of some HTML copy."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name == "data-copy"]


def through_every_door(question: str, desk: Desk) -> Iterator[str]:
    """All texts that show an answer, each a claim or what one button copies."""
    answer = desk.assistant.ask(question)
    reply = desk.client.post("/api/ask", json={"question": question}).json()
    yield from (claim["text"] for claim in reply["claims"])
    yield from reply["answer"].split("\n\n")
    streamed = desk.client.post("/api/ask", json={"question": question, "stream": True}).text
    parts = [json.loads(line[6:]) for line in streamed.splitlines() if line.startswith("data: ")]
    yield from "".join(part["text"] for part in parts if "text" in part).split("\n\n")
    yield from reference.plain(answer, HERE).split("\n\n")
    yield from reference.markdown(answer, HERE).split("\n\n")
    html = "".join(render.conversation([Exchange(question, "done", answer)], HERE, 3))
    for copied in Copied(html).texts:
        yield from copied.split("\n\n")


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_stands_between_marks_under_a_name_that_the_person_did_not_say(question: str, desk: Desk) -> None:
    shown = list(through_every_door(question, desk))
    assert len(shown) >= 5
    assert [run for text in shown for run in misquoted(text, desk)] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_api_tells_a_claim_s_words_apart(question: str, desk: Desk) -> None:
    reply = desk.client.post("/api/ask", json={"question": question}).json()
    assert reply["found"] is (reply["status"] == "answered")
    assert reply["answer"] == "\n\n".join(claim["text"] for claim in reply["claims"])
    cited = {c["number"]: c for c in reply["citations"]}
    for claim in reply["claims"]:
        assert all(w["text"] in cited[w["citation"]]["text"] for w in claim["words"])
        assert {"quoted": claim["quotes"], "excerpt": [], "remark": []}.get(claim["kind"], claim["quotes"]) == (
            [w["text"] for w in claim["words"]] if claim["kind"] == "quoted" else claim["quotes"]
        )
        assert bool(claim["speaker"]) is (claim["kind"] in ("quoted", "reported"))
        assert len(re.findall('[“”"]', claim["text"])) % 2 == 0


def test_a_person_s_page_copies_and_lists_own_words_only(desk: Desk) -> None:
    for name in ("Ana Ruiz", "Bo Lind", "Kamala Harris", "John Kirby"):
        shown = People(desk.archive).show({"person": name, "origin": HERE})["found"]
        texts = Copied(shown).texts
        assert texts
        assert [run for text in texts for run in misquoted(text, desk)] == []
        rows = desk.client.get("/api/statements", params={"speaker": name}).json()["statements"]
        assert [run for row in rows for run in misquoted(row["shown"], desk)] == []
        for row in csv.DictReader(StringIO(table.csv(rows, HERE))):
            assert all(folded(part) in desk.own_words(name) for part in row["quoted"].split(" … "))
            assert row["link"].startswith(f"{HERE}/?article=")
            opened = Reader(desk.archive).open({"article": row["link"][len(HERE) + 10 : len(HERE) + 26],
                                                "start": row["start"], "end": row["end"]})  # fmt: skip
            assert "<mark>" in opened["leaf"]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("What did Ruiz announce on Friday about the toll?",
         ["Elsin Post (5 March 2024) on Ana Ruiz: Mayor Ana Ruiz announced on Friday that the town would halve the "
          "toll on the Elsin bridge by May, calling the old one “a tax on bread.”"]),
        ("What did Ruiz tell reporters at the bridge?",
         ["Ana Ruiz, Mayor, in Elsin Post (5 March 2024): “We shall not close the bridge,”"]),
        ("What did Ruiz say about cars?",
         ["Ana Ruiz, Mayor, in Elsin Post (5 March 2024): “The toll is fair,” … “I told Lind: ‘Come and count the "
          "cars. Count them twice.’ He never came.”"]),
    ],
)  # fmt: skip
def test_mixed_and_nested_words(question: str, texts: list[str], desk: Desk) -> None:
    answer = desk.assistant.ask(question)
    shown = [claim.text for claim in answer.claims]
    assert [text for text in texts if not any(text in claim for claim in shown)] == [], shown


def test_no_excerpt_runs_over_a_headline_a_separator_or_a_link(desk: Desk) -> None:
    for question in QUESTIONS:
        for claim in desk.assistant.ask(question).claims:
            for words in claim.words:
                assert "* * *" not in words.text
                assert "Read more" not in words.text or words.text.startswith("Read more")
                assert "Mayor opens the bridge" not in words.text
