"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 7.547,
    "article_words": 4.208,
    "article_first": 4.160,
    "article_coverage": 3.686,
    "telling": 4.653,
    "led_to": 3.475,
    "density": 2.323,
    "speaker": 3.061,
    "speaker_in_article": 1.232,
    "spoken_topic": 1.221,
    "quoted": 1.911,
    "number": 1.809,
    "counted": 2.594,
    "money": 2.769,
    "percent": 1.679,
    "date": 1.335,
    "date_near": 1.968,
    "title": -2.756,
    "length": 5.244,
    "question": -2.393,
}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {
    "bias": -5.452,
    "coverage": 0.015,
    "article_coverage": 3.470,
    "local": 0.312,
    "rare_nearby": 0.473,
    "unknown_word": -0.528,
    "topic_apart": -0.389,
    "cosine": 7.083,
    "name_missing": -1.649,
    "name_unknown": -0.733,
    "names_apart": -0.731,
    "names_together": 1.036,
    "year_missing": -5.820,
    "number_missing": -0.889,
    "speaker_absent": -2.017,
    "speaker_silent": -0.734,
    "carried_missing": -4.726,
    "goes_on": 1.146,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
