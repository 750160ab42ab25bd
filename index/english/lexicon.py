"""The word lists of index/english/data/, read once each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def words(text: str) -> frozenset[str]:
    """The words of a word list."""
    return frozenset(text.split())


def listed(file: str, name: str) -> list[str]:
    """The words under a name in a TOML file of the data, in their order."""
    return _lists(file)[name].split()


def rows(file: str) -> Iterator[list[str]]:
    """The fields of each line of a TSV file of the data; comments begin with #."""
    for line in _text(file).splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@cache
def _lists(file: str) -> dict[str, str]:
    return tomllib.loads(_text(file))


def _text(file: str) -> str:
    return files("index.english").joinpath("data", file).read_text("utf-8")
