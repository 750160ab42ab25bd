"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit --on ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 18.324,
    "article_words": 4.842,
    "article_first": 0.046,
    "article_coverage": 2.469,
    "article_names": 1.563,
    "telling": 3.119,
    "led_to": 2.523,
    "density": 2.558,
    "speaker": 3.276,
    "speaker_in_article": 0.300,
    "spoken_topic": 0.348,
    "quoted": 2.428,
    "number": 3.578,
    "counted": 0.828,
    "money": 3.377,
    "percent": 2.620,
    "date": 2.859,
    "date_near": 0.798,
    "length": 4.566,
    "question": -3.290,
}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {
    "by_words": 0.563,
    "passage": 0.492,
    "sentence": 0.328,
    "words": 0.212,
}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {
    "bias": 0.358,
    "passage": 0.484,
    "sentence": 0.073,
    "said_so": 0.954,
    "unsaid": -1.991,
    "unheard": -0.218,
    "name_missing": -0.883,
    "names_apart": -0.192,
    "year_missing": -2.140,
    "carried_missing": -4.410,
    "goes_on": 2.601,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
