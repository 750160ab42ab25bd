"""A larger reader, which teaches the one of the package: an MPNet (Song et al. 2020) with the same two heads.

MPNet's vocabulary is BERT's, four further on, but for its marks: what is laid out for the one is read by the other.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from qa.reader.network import Scores

_FURTHER = 4
_MARKS = {0: 1, 101: 0, 102: 2, 103: 30526}
"""[PAD], [CLS], [SEP] and [MASK], and MPNet's for them."""


class Teacher(nn.Module):
    """Scores as `qa.reader.network.Network` does; it has no token types, the separators tell it what is what."""

    ids: Tensor

    def __init__(self, config: MPNetConfig) -> None:
        super().__init__()
        self.bert = MPNetModel(config, add_pooling_layer=False)
        self.head = nn.Linear(config.hidden_size, 2)
        self.span = nn.Linear(config.hidden_size, 2)
        ids = torch.arange(config.vocab_size - 1) + _FURTHER
        ids[list(_MARKS)] = torch.tensor(list(_MARKS.values()))
        self.register_buffer("ids", ids, persistent=False)

    @classmethod
    def of(cls, folder: Path) -> Teacher:
        """A teacher that begins as the embedding model in a folder (config.json, model.safetensors)."""
        teacher = cls(MPNetConfig.from_pretrained(folder))
        teacher.bert.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
        return teacher

    @classmethod
    def load(cls, weights: Path) -> Teacher:
        """The teacher that was saved there, in the same precision as it learned."""
        teacher = cls(MPNetConfig(**json.loads(cls.config_of(weights).read_text("utf-8"))))
        teacher.load_state_dict(load_file(weights))
        return teacher.eval()

    def save(self, weights: Path) -> None:
        save_file(
            {name: value.detach().half().cpu().contiguous() for name, value in self.state_dict().items()}, weights
        )
        self.config_of(weights).write_text(json.dumps(self.bert.config.to_diff_dict()), "utf-8")

    @staticmethod
    def config_of(weights: Path) -> Path:
        return weights.with_suffix(".config.json")

    def forward(self, ids: Tensor, types: Tensor, read: Tensor) -> Scores:
        states = self.bert(input_ids=self.ids[ids], attention_mask=read).last_hidden_state
        return Scores(self.head(states), self.span(states), states)
