"""The months and days, as English writes them, in their order."""

from __future__ import annotations

from index.english.lexicon import listed

MONTHS = listed("words.toml", "months")
DAYS = listed("words.toml", "days")
