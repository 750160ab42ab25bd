"""Publishers named in a question."""

from __future__ import annotations

import pytest

from qa.understand.publishers import Source, publisher_of


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Who won, according to the Elsin Tribune?", Source("Elsin Tribune", ", according to the Elsin Tribune")),
        ("According to the Tribune, what did Verel say?", Source("Elsin Tribune", "According to the Tribune")),
        ("What was reported by Harbour Gazette?", Source("Harbour Gazette", " reported by Harbour Gazette")),
        ("According to the Tribune's sources, what is wrong?", None),
        ("What did the Elsin Tribune say?", None),
        ("What did Verel say?", None),
    ],
)  # fmt: skip
def test_a_publisher(text: str, source: Source | None) -> None:
    assert publisher_of(text, {"Elsin Tribune", "Harbour Gazette"}) == source


SLUGS = {"elsin-post", "harb-gaz", "pet", "the-lantern", "on", "West Port Herald", "noon-today", "Tide"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to Elsin Post, what did Verel say?", Source("elsin-post", "According to Elsin Post")),
        ("According to the Elsin-Post what did Verel say?", Source("elsin-post", "According to the Elsin-Post")),
        ("Who won, according to the Harbour Gazette?", Source("harb-gaz", ", according to the Harbour Gazette")),
        ("who won according to the harbour gazette", Source("harb-gaz", " according to the harbour gazette")),
        ("What was reported by the Port Elsin Times?", Source("pet", " reported by the Port Elsin Times")),
        ("What was reported by Port Elsin Times?", Source("pet", " reported by Port Elsin Times")),
        ("What was reported by the Oram News?", Source("on", " reported by the Oram News")),
        ("What was reported by Oram News?", None),
        ("Who won, according to the Lantern?", Source("the-lantern", ", according to the Lantern")),
        ("Who won, according to Noon TODAY?", Source("noon-today", ", according to Noon TODAY")),
        ("Who won, according to the Times?", None),
        ("Who won, according to the Post?", None),
        ("Who won, according to the Harbour Gazette's sources?", None),
        ("In the Elsin Post, what did Verel say?", Source("elsin-post", "In the Elsin Post")),
        ("From the Lantern, what did Verel say?", Source("the-lantern", "From the Lantern")),
        ("In the Herald, what did Verel say?", Source("West Port Herald", "In the Herald")),
        ("In the Elsin Post what is wrong?", None),
        ("What did Verel say in the Port Elsin Times?", Source("pet", " in the Port Elsin Times")),
        ("what did verel say in the elsin post", Source("elsin-post", " in the elsin post")),
        ("What did Verel say in an article in the Herald?", Source("West Port Herald", " in an article in the Herald")),
        ("And in the Elsin Post?", Source("elsin-post", " in the Elsin Post")),
        ("What did Verel say in the Elsin Post about Stank?", None),
        ("What did Verel say about the article in the Elsin Post?", None),
        ("What did Verel say in Elsin?", None),
        ("What did Verel say in the Elsin Post building?", None),
        ("Who has a stake in the Elsin Post?", None),
        ("Who resigned from the Elsin Post?", None),
        ("What did Verel say he would do in tide?", None),
    ],
)  # fmt: skip
def test_a_publisher_by_another_spelling(text: str, source: Source | None) -> None:
    assert publisher_of(text, SLUGS) == source


def test_a_name_that_may_be_two_publishers_is_neither() -> None:
    assert publisher_of("Who won, according to the Harbour Gazette?", {"harb-gaz", "harbour-gaz"}) is None
    assert publisher_of("Who won, according to the Gazette?", {"Harbour Gazette", "Elsin Gazette"}) is None
