"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 9.677,
    "article_words": 5.640,
    "article_first": 1.592,
    "article_coverage": 3.757,
    "article_names": 2.817,
    "telling": 6.423,
    "led_to": 3.847,
    "density": 0.131,
    "speaker": 3.633,
    "speaker_in_article": 2.542,
    "spoken_topic": 0.082,
    "quoted": 2.134,
    "number": 3.014,
    "counted": 3.217,
    "money": 2.724,
    "percent": 1.073,
    "date": 1.408,
    "date_near": 1.920,
    "title": -1.782,
    "length": 2.942,
    "question": -2.192,
}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {
    "bias": -4.570,
    "article_coverage": 3.072,
    "local": 0.256,
    "rare_nearby": 0.660,
    "unknown_word": -1.408,
    "topic_apart": -0.199,
    "cosine": 6.574,
    "name_missing": -0.614,
    "name_unknown": -1.368,
    "names_apart": -0.525,
    "names_together": 1.073,
    "names_scattered": -0.828,
    "year_missing": -6.499,
    "kind_missing": -4.263,
    "speaker_absent": -1.596,
    "speaker_silent": -0.458,
    "topic_unspoken": -1.616,
    "carried_missing": -5.820,
    "goes_on": 1.911,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
