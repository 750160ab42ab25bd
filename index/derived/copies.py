"""Which articles print nearly the same text: what an agency sends, with another beginning or cut at its end.

Of a text's runs of words a short signature is made (MinHash, Broder 1997, by datasketch: the room that knows it), of
which two texts share about as much as they have in common. Signatures are cut into bands, and articles that share one
are compared (locality-sensitive hashing). An article that is added costs the same however many there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from index.derived.database import Database, several
from index.words import tokens

_RUN = 4
"""Words of a run."""

_LEAST = 20
"""Runs of a text: a shorter one is compared whole."""

_BANDS, _ROWS = 20, 3
"""Of texts that share half of their runs 93 of 100 share a band, of those that share a third 52."""

_SHARED = 0.6
"""The part of the shorter text's runs that near-copies have in common."""

_COMPARED, _COMPARED_EACH = 500, 100
"""Articles that are compared with one at most, and of those that share a certain band: the newest."""

Signature = NDArray[np.uint32]


class Copies:
    """The signatures of the present articles' texts."""

    def __init__(self, database: Database):
        self._database = database

    def of(self, entry: int, most: int) -> list[int]:
        """The entries of the near-copies of an article, the nearest first; at most so many."""
        found = self._database.row("select signature, runs, text from signatures where entry = ?", [entry])
        if not found:
            return []
        signature, runs, text = _values(found[0]), int(found[1]), found[2]
        near = dict.fromkeys(self._with_text(text), 1.0)
        for other, theirs, others in self._sharing(signature):
            alike = float(np.mean(theirs == signature))
            # Of the union of both, the signatures tell how much is in both; of the shorter, that is so much.
            near.setdefault(other, min(1.0, alike / (1 + alike) * (runs + others) / min(runs, others)))
        near.pop(entry, None)
        copies = (other for other, shared in near.items() if shared >= _SHARED)
        return sorted(copies, key=lambda other: (-near[other], other))[:most]

    def before(self, entry: int) -> int | None:
        """The first article of just the same text, where it was there before this one."""
        found = self._database.row(
            "select min(entry) from signatures where text = (select text from signatures where entry = ?)", [entry]
        )
        return int(found[0]) if found and found[0] is not None and found[0] < entry else None

    def add(self, entry: int, text: str) -> None:
        """Know the text of an article that is present by now."""
        words = tokens(text)
        runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
        signature = _signature(runs)
        row = [entry, signature.tobytes(), len(runs), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()]
        self._database.run("insert into signatures(entry, signature, runs, text) values(?, ?, ?, ?)", row)
        if len(runs) >= _LEAST:
            self._database.run_each("insert into bands values(?, ?)", [(band, entry) for band in _bands(signature)])

    def remove(self, entry: int) -> None:
        """Forget an article's text."""
        found = self._database.row("delete from signatures where entry = ? returning signature", [entry])
        if found:
            gone = [(band, entry) for band in _bands(_values(found[0]))]
            self._database.run_each("delete from bands where band = ? and entry = ?", gone)

    def _with_text(self, text: str) -> Iterator[int]:
        query = "select entry from signatures where text = ? order by entry desc limit ?"
        return (entry for (entry,) in self._database.rows(query, [text, _COMPARED]))

    def _sharing(self, signature: Signature) -> Iterator[tuple[int, Signature, int]]:
        """The articles that share a band with a signature: their entries, signatures and how many runs they have."""
        query = "select entry from bands where band = ? order by entry desc limit ?"
        each = [self._database.rows(query, [band, _COMPARED_EACH]) for band in _bands(signature)]
        some = sorted({entry for rows in each for (entry,) in rows}, reverse=True)[:_COMPARED]
        query = f"select entry, signature, runs from signatures where entry in ({several(some)})"
        return ((entry, _values(blob), runs) for entry, blob, runs in self._database.rows(query, some))


def _signature(runs: Iterable[str]) -> Signature:
    from datasketch import MinHash

    made = MinHash(num_perm=_BANDS * _ROWS, scheme="affine32")
    made.update_batch([run.encode() for run in runs])
    return np.asarray(made.hashvalues, np.uint32)


def _values(blob: bytes) -> Signature:
    return np.frombuffer(blob, np.uint32)


def _bands(signature: Signature) -> list[int]:
    """A number for each of a signature's bands, the same for the same band of the same values."""
    rows = signature.reshape(_BANDS, _ROWS)
    hashes = (hashlib.blake2b(row.tobytes(), digest_size=8, salt=bytes([n])) for n, row in enumerate(rows))
    return [int.from_bytes(each.digest(), signed=True) for each in hashes]
