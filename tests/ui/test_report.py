"""A check of a draft as a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import InputError
from qa import Assistant
from qa.check import check
from ui.report import About, written
from ui.schema.checked import CheckedOut

DRAFT = (
    "“This is a bad day for bread,” said Olle Brandt <b>today</b>.\n\n“A bridge was built beside us,” Dagny Holt said."
)
ABOUT = About.of("draft.txt", DRAFT.encode(), 8)._replace(checked=date(2024, 3, 5))


@pytest.fixture
def reply(town_assistant: Assistant) -> dict[str, Any]:
    return CheckedOut.of(DRAFT, check(DRAFT, town_assistant.archive)).model_dump(mode="json")


def test_markdown_has_a_footnote_behind_each_finding(reply: dict[str, Any], tmp_path: Path) -> None:
    written(tmp_path / "draft.md", reply, ABOUT, DRAFT.encode())
    assert (tmp_path / "draft.md").read_text(encoding="utf-8") == (
        "“This is a bad day for bread,”[^check-1] said Olle Brandt <b>today</b>.\n\n"
        "“A bridge was built beside us,”[^check-2] Dagny Holt said.\n\n"
        "[^check-1]: **Altered (“bad” for “good”).** Olle Brandt, Elsin Tribune, 2023-06-07, "
        "Council halves toll on Lantern Bridge: “This is a good day for bread”\n"
        "[^check-2]: **Verbatim.** Dagny Holt, Elsin Tribune, 2023-09-02, Ferry company to cut 40 jobs: “A bridge was "
        "built beside us”\n\n"
        "*Held against an archive of 8 articles on 5 March 2024.*\n"
    )


def test_a_page_shows_the_draft_and_runs_nothing_of_it(reply: dict[str, Any], tmp_path: Path) -> None:
    written(tmp_path / "report.html", reply, ABOUT, DRAFT.encode())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (
        '<mark class="wrong">“This is a bad day for bread,”</mark><sup>1</sup> said Olle Brandt &lt;b&gt;today' in page
    )
    assert '<mark class="good">“A bridge was built beside us,”</mark><sup>2</sup>' in page
    assert "<b>" not in page
    assert ABOUT.sha256 in page
    assert "<strong>1 to be mended</strong> of 2 looked at." in page


def test_json_tells_what_was_held_against_what(reply: dict[str, Any], tmp_path: Path) -> None:
    written(tmp_path / "report.json", reply, ABOUT, DRAFT.encode())
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    about = {"name": "draft.txt", "sha256": ABOUT.sha256, "articles": 8, "checked": "2024-03-05"}
    assert told == {**reply, "about": about}


def test_another_kind_of_file_is_refused(reply: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one of \.html, \.md, \.json"):
        written(tmp_path / "report.pdf", reply, ABOUT, DRAFT.encode())
