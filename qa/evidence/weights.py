"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 9.235,
    "article_words": 5.486,
    "article_first": 1.643,
    "article_coverage": 3.817,
    "article_names": 2.771,
    "telling": 6.290,
    "led_to": 3.812,
    "density": 0.192,
    "speaker": 3.472,
    "speaker_in_article": 2.605,
    "spoken_topic": 0.343,
    "quoted": 2.193,
    "number": 3.020,
    "counted": 3.214,
    "money": 2.727,
    "percent": 1.091,
    "date": 1.411,
    "date_near": 1.925,
    "title": -1.780,
    "length": 2.972,
    "question": -2.200,
}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {
    "bias": -4.335,
    "coverage": 0.000,
    "article_coverage": 2.455,
    "local": 0.791,
    "rare_nearby": 0.052,
    "unknown_word": -1.620,
    "topic_apart": -0.150,
    "cosine": 6.369,
    "name_missing": -1.115,
    "name_unknown": -1.227,
    "names_apart": -0.559,
    "names_together": 1.248,
    "names_scattered": -0.602,
    "year_missing": -6.357,
    "number_missing": -0.055,
    "kind_missing": -4.578,
    "speaker_absent": -1.362,
    "speaker_silent": -0.522,
    "topic_unspoken": -1.495,
    "carried_missing": -6.152,
    "goes_on": 2.241,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
