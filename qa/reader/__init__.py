"""Question + passages -> whether each answers, which of its sentences do, and with which words.

A small BERT (the embedding model, trained on as a reader by `bench/reader`) reads a question and a passage together.

reader.py    the front door: `read`
layout.py    a question and a passage as the tokens the model reads
network.py   the model: the one module, with reader.py, that knows torch and transformers
weights/     its weights, how they came about (reader.json) and whom they are owed to (NOTICE)
"""

from qa.reader.layout import Passage
from qa.reader.reader import Reading, Words, read, warm_up

__all__ = ["Passage", "Reading", "Words", "read", "warm_up"]
