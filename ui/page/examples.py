"""Questions to begin with, made from the archive itself: about people whom it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from index import Archive, Article, Statement

FALLBACK = "What did Kirby say about Gantz?"
SHOWN = 4
_READ = 12
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][A-Za-z]{2,})\b(?! [A-Z])")


class Examples:
    """Example questions, made anew when the archive has changed."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._made: tuple[tuple[str, ...], list[str]] | None = None

    def questions(self) -> list[str]:
        """Up to SHOWN questions, the newest articles first."""
        newest = self._archive.articles()[:_READ]
        state = tuple(record.version for record in newest)
        if self._made is None or self._made[0] != state:
            made = dict.fromkeys(q for record in newest for q in self._of_article(record.id))
            self._made = state, list(islice(made, SHOWN)) or [FALLBACK]
        return self._made[1]

    def _of_article(self, id_: str) -> Iterator[str]:
        """A question on each of the two people whom the article quotes most."""
        statements = [s for s in self._archive.statements(id_) if s.direct and _is_a_name(s.speaker)]
        quoted = Counter(s.speaker for s in statements)
        article = self._archive.article(id_)
        for speaker, _ in quoted.most_common(2):
            topic = _topic([s for s in statements if s.speaker == speaker], article)
            yield f"What did {speaker} say about {topic}?" if topic else f"What did {speaker} say?"


def _is_a_name(speaker: str | None) -> bool:
    return speaker is not None and 2 <= len(speaker.split()) <= 3 and all(word[0].isupper() for word in speaker.split())


def _topic(statements: list[Statement], article: Article) -> str | None:
    """The other person, of those the article names in full, whose last name the speaker's words hold most often."""
    said = " ".join(article.text[span.start : span.end] for s in statements for span in s.content)
    own = {word for s in statements for word in (s.speaker or "").split()}
    surnames = dict.fromkeys(last for _, last in _FULL_NAME.findall(article.text) if last not in own)
    counts = {name: len(re.findall(rf"\b{name}\b", said)) for name in surnames}
    return max(counts, key=counts.__getitem__) if any(counts.values()) else None
