"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 6.888,
    "article_words": 4.167,
    "article_first": 4.204,
    "article_coverage": 3.700,
    "telling": 4.624,
    "led_to": 3.505,
    "density": 2.341,
    "speaker": 3.060,
    "speaker_in_article": 1.231,
    "spoken_topic": 1.082,
    "quoted": 1.933,
    "number": 1.849,
    "counted": 2.603,
    "money": 2.773,
    "percent": 1.672,
    "date": 1.344,
    "date_near": 1.976,
    "title": -2.710,
    "length": 5.246,
    "question": -2.386,
}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {
    "bias": -5.473,
    "coverage": 0.000,
    "article_coverage": 3.727,
    "local": 0.760,
    "rare_nearby": 0.000,
    "unknown_word": -0.309,
    "topic_apart": -0.231,
    "cosine": 6.771,
    "name_missing": -1.612,
    "name_unknown": -1.004,
    "names_apart": -0.567,
    "names_together": 1.264,
    "year_missing": -5.868,
    "number_missing": -1.139,
    "speaker_absent": -1.734,
    "speaker_silent": -1.047,
    "carried_missing": -5.132,
    "goes_on": 1.549,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
