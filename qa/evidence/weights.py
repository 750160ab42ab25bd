"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit --on ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 18.290,
    "article_words": 4.901,
    "article_coverage": 2.491,
    "article_names": 1.575,
    "telling": 3.119,
    "led_to": 2.536,
    "density": 2.591,
    "speaker": 3.307,
    "speaker_in_article": 0.275,
    "spoken_topic": 0.340,
    "quoted": 2.369,
    "number": 3.576,
    "counted": 0.828,
    "money": 3.382,
    "percent": 2.632,
    "date": 2.851,
    "date_near": 0.795,
    "length": 4.573,
    "question": -3.287,
}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {
    "by_words": 0.564,
    "passage": 0.491,
    "sentence": 0.329,
    "words": 0.210,
}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {
    "bias": 0.357,
    "passage": 0.462,
    "sentence": 0.104,
    "said_so": 0.964,
    "unsaid": -2.049,
    "unheard": -0.198,
    "name_missing": -0.906,
    "names_apart": -0.150,
    "year_missing": -2.156,
    "carried_missing": -4.594,
    "goes_on": 2.732,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
