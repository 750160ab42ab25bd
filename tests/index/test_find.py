"""Articles are found by the words that they hold, in any form; phrases, words near each other, and words left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from index import Archive, Article, Filters, InputError, Span, extracts, marks
from index.embed import SentenceTransformerEmbedder

TOLL = "The toll was paid. The bridge stands where the old ferry went, and the ferry master collects each toll himself."
FERRY = "A new ferry sails. Its master spoke of the bridge, of weather and of no tolls at all."
WEIR = "The weir is shut.\n\nNobody has a word for it."


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("find"), embedder=embedder) as archive:
        archive.add(
            [
                Article("toll", TOLL, "On the road", date(2031, 5, 2), "Merrow Courier"),
                Article("ferry", FERRY, "The Toll returns", date(2031, 6, 3), "Wend Weekly"),
                Article("weir/a.txt", WEIR, "Water", date(2031, 6, 1), "Merrow Courier"),
            ]
        )
        yield archive


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("tolls", {"toll", "ferry"}),
        ("ferry master", {"toll", "ferry"}),
        ('"ferry master"', {"toll"}),
        ("“the master of the ferry”", set()),
        ("toll -collects", {"ferry"}),
        ('ferry -"old ferry"', {"ferry"}),
        ("bridge NEAR/1 ferry", set()),
        ("bridge NEAR/2 ferry", {"toll"}),
        ("ferry NEAR/2 bridge", {"toll"}),
        ("sails NEAR tolls", {"ferry"}),
        ("weir/a.txt", {"weir/a.txt"}),
        ("merrow courier", {"toll", "weir/a.txt"}),
        ("toll-free", set()),
        ('"the', None),
        ("-toll", None),
        ("", None),
    ],
)
def test_what_is_sought_is_found(held: Archive, query: str, sources: set[str] | None) -> None:
    if sources is None:
        with pytest.raises(InputError, match="Name a word that an article is to hold"):
            held.find(query)
    else:
        found = held.find(query)
        assert ({record.source for record in found.records}, found.total) == (sources, len(sources))


def test_what_is_found_is_sorted_counted_and_narrowed(held: Archive) -> None:
    publishers, months, speakers = held.find("tolls").facets
    assert publishers == [("Merrow Courier", 1), ("Wend Weekly", 1)]
    assert months == [("2031-06", 1), ("2031-05", 1)]
    assert speakers == []
    assert [record.source for record in held.find("toll", order="title", descending=False).records] == ["toll", "ferry"]
    assert [record.source for record in held.find("toll", order="published", first=1, most=1).records] == ["toll"]
    narrowed = held.find("toll", Filters(publisher="wend weekly"))
    assert ([record.source for record in narrowed.records], narrowed.total) == (["ferry"], 1)
    assert len(narrowed.facets.publishers) == 2


def test_what_is_found_is_counted_by_speaker_and_narrowed_to_one(held: Archive) -> None:
    said = "“The quay is ours,” said Ilsa Vantongeren, the mayor.\n\n"
    other = "“The quay is not,” said Osric Pellameen, who leads the guild.\n"
    held.add([Article("quay", said + other, "Quay"), Article("quays", said * 2, "Quays")])
    assert held.find("quay").facets.speakers == [("Ilsa Vantongeren", 2), ("Osric Pellameen", 1)]
    narrowed = held.find("quay", Filters(speaker="Osric Pellameen"))
    assert ([record.source for record in narrowed.records], narrowed.total) == (["quay"], 1)
    assert len(narrowed.facets.speakers) == 2
    for source in ("quay", "quays"):
        held.remove(source)


def test_words_are_marked_where_they_stand_and_sentences_are_cut_around_them(held: Archive) -> None:
    [contents] = held.read(["toll"])
    assert [TOLL[slice(*mark)] for mark in marks(TOLL, '"ferry master" tolled')] == ["toll", "ferry master", "toll"]
    assert [TOLL[slice(*mark)] for mark in marks(TOLL, "bridge NEAR/4 ferry")] == ["bridge", "ferry", "ferry"]
    first, second = extracts(contents, "toll ferry")
    assert first.text.strip() == TOLL[first.start : first.end].strip() == "The toll was paid."
    assert [TOLL[slice(*mark)] for mark in second.marks] == ["ferry", "ferry", "toll"]
    titled = Article("titled", f"The toll.\n\n{TOLL}", "The Toll")
    held.add([titled])
    [contents] = held.read(["titled"])
    assert extracts(contents, "toll")[0].start >= titled.headline.end == len("The toll.\n\n")
    held.remove("titled")
    long = Article("long", f"{'Nobody said a word. ' * 40}{'so ' * 200}the toll {'and ' * 200}on.", "Long")
    held.add([long])
    [contents] = held.read(["long"])
    [cut] = extracts(contents, "toll")
    assert cut.end - cut.start <= 320
    assert cut.marks == (Span(at := long.text.index("toll"), at + 4),)
    held.remove("long")
