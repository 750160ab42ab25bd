"""Words that were cited once, looked up in an archive that has gone on."""

from __future__ import annotations

from dataclasses import replace

from index import Archive, Article
from qa.standing import Cited, beside, sha256, standing

FAIR = Article(
    "made-up/fair",
    "Mayor Ada Quill opened the fair. “It will rain,” she said. “It will rain,” said Bo Lind, too.",
    "A fair",
)
WORDS = "It will rain"


def cited(article: Article, start: int) -> Cited:
    text, end = article.text, start + len(WORDS)
    return Cited(article.id, sha256(text), start, text[start:end], *beside(text, start, end))


def test_words_are_found_where_they_stand_now(archive: Archive) -> None:
    second = FAIR.text.rindex(WORDS)
    one = cited(FAIR, second)
    assert standing(one, archive)[:3] == ("not_held", None, None)
    archive.add([FAIR])
    state, article, start, *told = standing(one, archive)
    assert (state, article and article.id, start, *told) == ("verbatim", FAIR.id, second, None, None)
    # Wrong offsets mislead nobody: of two places it is the one with what stood beside them.
    assert standing(one._replace(start=3), archive)[:3:2] == ("changed", second)
    longer = "Corrected on Tuesday. " + FAIR.text
    archive.add([replace(FAIR, text=longer)])
    assert standing(one, archive)[:3:2] == ("changed", longer.rindex(WORDS))
    assert standing(one, archive).version == archive.versions("made-up/fair")[0]
    archive.add([replace(FAIR, text=FAIR.text.replace("will", "may"))])
    gone = standing(one, archive)
    assert (gone.state, gone.version and gone.version.text, gone.now) == ("gone", FAIR.text, "“It may rain,” she said.")


def test_the_same_text_from_elsewhere_is_the_article(archive: Archive) -> None:
    start = FAIR.text.index(WORDS)
    archive.add([replace(FAIR, source="/home/ada/fair.txt")])
    assert standing(cited(FAIR, start), archive)[:3:2] == ("verbatim", start)
    archive.add([replace(FAIR, source="/home/ada/fair.txt", text=FAIR.text + " It did not.")])
    assert standing(cited(FAIR, start), archive)[0] == "not_held"
