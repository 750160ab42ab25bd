"""Questions to begin with, made from the archive itself: about the people whom it quotes most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index import Archive, Speaker

SHOWN = 4
_PEOPLE = 200
_READ = 12


class Examples:
    """Example questions, made anew when others are quoted most."""

    def __init__(self, archive: Archive):
        self._archive = archive
        self._made: tuple[list[Speaker], list[str]] | None = None

    def questions(self) -> list[str]:
        """Up to SHOWN questions, about whoever is quoted most first."""
        people = [speaker for speaker in self._archive.speakers(kind="person")[:_PEOPLE] if _is_a_name(speaker.name)]
        if self._made is None or self._made[0] != people:
            self._made = people, [self._question(speaker, people) for speaker in people[:SHOWN]]
        return self._made[1]

    def _question(self, speaker: Speaker, people: Sequence[Speaker]) -> str:
        """On what the person said of another one, if there is such a one."""
        newest = self._archive.words_of(self._archive.said(speaker.name)[:_READ])
        others = {other.name.split()[-1] for other in people} - set(speaker.name.split())
        topic = _topic([statement.text for statement in newest], sorted(others))
        return f"What did {speaker.name} say about {topic}?" if topic else f"What did {speaker.name} say?"


def _is_a_name(speaker: str) -> bool:
    return 2 <= len(speaker.split()) <= 3 and all(word[0].isupper() for word in speaker.split())


def _topic(said: Sequence[str], names: Iterable[str]) -> str | None:
    """The name that stands in most of what was said."""
    counts = {name: sum(bool(re.search(rf"\b{re.escape(name)}\b", text)) for text in said) for name in names}
    return max(counts, key=counts.__getitem__) if any(counts.values()) else None
