"""An embedding model that counts."""

from __future__ import annotations

from collections.abc import Sequence

from index.embed import SentenceTransformerEmbedder, Vectors


class CountingEmbedder:
    """The real model, and how many texts it was given."""

    def __init__(self, model: SentenceTransformerEmbedder, name: str | None = None):
        self.name = name or model.name
        self.texts = 0
        self._model = model

    @property
    def dimension(self) -> int:
        return self._model.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self._model.embed(texts)
