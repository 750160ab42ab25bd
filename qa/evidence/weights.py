"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "passage": 4.219,
    "passage_words": 0.778,
    "cosine": 3.983,
    "article_words": 3.137,
    "article_first": 3.902,
    "article_coverage": 1.391,
    "rarest": -0.755,
    "topic": 1.151,
    "loosely": 0.851,
    "density": 4.158,
    "speaker": 2.893,
    "other_speaker": 1.115,
    "speaker_in_article": 2.110,
    "speaker_named": -0.114,
    "spoken_topic": 1.525,
    "quoted": 1.679,
    "says": 1.593,
    "number": 1.648,
    "number_near": 0.634,
    "counted": 2.611,
    "money": 2.217,
    "percent": 1.894,
    "date": 1.040,
    "date_near": 1.889,
    "name_near": 0.841,
    "title": -2.201,
    "early": -0.480,
    "length": 5.594,
    "question": -1.736,
}
"""Of a window, for being the answer: see `qa/evidence/features.py`."""

FOUND: Mapping[str, float] = {
    "bias": -5.171,
    "coverage": 0.294,
    "article_coverage": 2.594,
    "local": 1.214,
    "rare_nearby": 0.667,
    "unknown_word": -0.688,
    "topic_apart": -0.171,
    "cosine": 6.470,
    "name_missing": -1.323,
    "name_unknown": -1.323,
    "names_apart": -0.408,
    "names_together": 1.266,
    "year_missing": -5.671,
    "number_missing": -1.556,
    "speaker_absent": -0.947,
    "speaker_silent": -0.877,
    "carried_missing": -5.064,
    "goes_on": 1.705,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
