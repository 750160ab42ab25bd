"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit --on ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 18.329,
    "article_words": 4.867,
    "article_coverage": 3.052,
    "article_names": 1.575,
    "telling": 3.054,
    "led_to": 2.418,
    "density": 2.460,
    "speaker": 3.189,
    "speaker_in_article": 0.185,
    "spoken_topic": 0.439,
    "quoted": 2.312,
    "number": 3.554,
    "counted": 0.932,
    "money": 3.397,
    "percent": 2.797,
    "date": 3.039,
    "date_near": 0.448,
    "length": 4.511,
    "question": -3.242,
}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {
    "by_words": 0.588,
    "passage": 0.430,
    "sentence": 0.188,
    "words": 0.350,
}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {
    "bias": 0.248,
    "passage": 0.403,
    "sentence": 0.000,
    "said_so": 0.207,
    "unsaid": -1.278,
    "unheard": -1.959,
    "name_missing": -2.045,
    "names_apart": -0.769,
    "year_missing": -2.810,
    "carried_missing": -0.763,
    "goes_on": 0.907,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
