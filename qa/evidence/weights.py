"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 10.548,
    "article_words": 4.457,
    "article_first": 2.517,
    "article_coverage": 1.769,
    "article_names": 2.253,
    "telling": 5.387,
    "led_to": 3.681,
    "density": 2.088,
    "speaker": 3.133,
    "speaker_in_article": 0.686,
    "spoken_topic": 0.360,
    "quoted": 2.283,
    "number": 2.760,
    "counted": 2.191,
    "money": 2.891,
    "percent": 1.831,
    "date": 1.300,
    "date_near": 2.229,
    "length": 3.804,
    "question": -2.390,
}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {
    "by_words": 0.45,
    "passage": 0.57,
    "sentence": 0.20,
    "words": 0.38,
}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {
    "bias": -1.616,
    "passage": 0.374,
    "said_so": 0.650,
    "unsaid": -1.564,
    "unheard": -1.117,
    "article_coverage": 3.632,
    "name_unknown": -0.989,
    "name_missing": -1.594,
    "names_apart": -1.196,
    "year_missing": -5.187,
    "kind_missing": -6.456,
    "carried_missing": -5.304,
    "goes_on": 1.269,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
