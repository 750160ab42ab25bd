"""In which language an article is written: who said what is found in English alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"

_READ = 2_000
"""Characters of an article that tell its language."""

_SURE = 0.8
"""The chance below which nothing is told: of a line or two, or of figures."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where it cannot be told (py3langid; Lui and Baldwin 2012)."""
    code, chance = _identifier().classify(text[:_READ])
    return str(code) if chance >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
