"""How much each named feature counts. Fitted, cross-validated by article, by

python -m bench.fit ARCHIVE QUESTIONS.jsonl...
"""

from __future__ import annotations

from collections.abc import Mapping

RANK: Mapping[str, float] = {
    "cosine": 10.514,
    "article_words": 4.859,
    "article_first": 2.350,
    "article_coverage": 1.870,
    "article_names": 2.330,
    "telling": 5.644,
    "led_to": 3.681,
    "density": 1.779,
    "speaker": 3.196,
    "speaker_in_article": 0.454,
    "spoken_topic": 0.447,
    "quoted": 2.293,
    "number": 2.719,
    "counted": 2.319,
    "money": 2.914,
    "percent": 1.680,
    "date": 1.286,
    "date_near": 2.230,
    "title": -3.066,
    "length": 3.779,
    "question": -2.322,
}
"""Of a window's words, for being the answer: see `qa/evidence/features.py`."""

READ: Mapping[str, float] = {
    "by_words": 0.639,
    "passage": 0.284,
    "sentence": 0.529,
}
"""Of what was read of a window, for being the answer: see there."""

FOUND: Mapping[str, float] = {
    "bias": -1.553,
    "passage": 0.370,
    "said_so": 2.104,
    "unheard": -1.461,
    "article_coverage": 3.417,
    "name_unknown": -1.003,
    "name_missing": -1.714,
    "names_apart": -0.946,
    "year_missing": -5.218,
    "kind_missing": -5.390,
    "carried_missing": -4.964,
    "goes_on": 0.955,
}
"""Of the evidence, for holding an answer: see `qa/evidence/decide.py`."""
