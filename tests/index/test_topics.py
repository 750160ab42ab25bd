"""What somebody speaks of, told by the newest of what they said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from index.topics import topics_in, topics_of

MILLS = "“The tide mills turn again,” said Wen Marlo, the miller.\n"
ROT = "“All tide mills rot,” said the miller Wen Marlo.\n\nOsric Pellameen said that he had seen no tide mills.\n"
BREAD = "Wen Marlo, a guild member, said on Tuesday that bread was dear.\n"


def test_topics_are_things_named_more_than_once_by_who_speaks(
    tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    told = {"mills": (MILLS, 1), "copy": ("From the wire.\n\n" + MILLS, 2), "rot": (ROT, 3), "bread": (BREAD, 4)}
    with Archive(tmp_path, embedder=embedder) as archive:
        archive.add([Article(source, text, source, date(2031, 5, day)) for source, (text, day) in told.items()])
        assert topics_of(archive, "Wen Marlo") == ["tide mills"]
        assert topics_of(archive, "Osric Pellameen") == []
        spoken = archive.words_of(archive.said("Osric Pellameen"))
        assert topics_in(archive, spoken) == ["tide mills"]
        newest = archive.said("Wen Marlo").newest(2)
        assert [one.record.source for one in newest] == ["bread", "rot"]
        # A copy is no statement of its own.
        assert len(archive.said("Wen Marlo").newest(9)) == len(archive.said("Wen Marlo")) == 3


def test_topics_are_named_as_a_question_names_them(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    said = [
        "“The salt tax hurts the fishing fleet of Elsin, and everything is dear next week,” said Wen Marlo.",
        "“We owe the fishing fleet a lot of help. Tide mills are slow.”, said Wen Marlo, the miller.",
        "“The fishing fleet met an angry man and my brother, who hates tide mills,” said Wen Marlo.",
        "“An angry man and my brother do not like the salt tax. I can do everything next week,” said Wen Marlo.",
    ]
    with Archive(tmp_path, embedder=embedder) as archive:
        archive.add([Article(f"day {n}", text, "", date(2031, 5, n)) for n, text in enumerate(said, 1)])
        assert {*topics_of(archive, "Wen Marlo")} == {"the fishing fleet", "the salt tax", "tide mills"}


def test_what_was_said_on_a_topic_of_two_words_holds_both(
    tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    said = ["We want ferry control", "The ferry leaves a wake", "We control the tide", "Control is all"]
    with Archive(tmp_path, embedder=embedder) as archive:
        archive.add([Article(one, f"“{one},” said Wen Marlo, the miller.", "") for one in said])
        (one,) = archive.said("Wen Marlo", "ferry control")
        assert one.record.source == said[0]
