"""Files in files: .gz and .zip, as far as what comes out is no bomb."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from index.errors import InputError
from index.readers.file import MAX_FILE, Allowance, File, Found, Note
from index.readers.reader import Reader

_DEEPEST = 3
_MAX_FILES = 100_000
_RATIO = 200
"""Text is packed to a third or a tenth, and hardly ever to a hundredth."""
_HARMLESS = 16 * 2**20
_EACH = 1000
"""Bytes that a packed file counts as beside its own, for the time it takes to open."""

_BOMB = "what is packed in it grows beyond all bounds. Unpack it, and look at what it is."


class Bounded(io.RawIOBase):
    """What is unpacked by a stream, until it is more than text of the packed size can be: then an InputError."""

    def __init__(self, stream: BinaryIO, packed: int, allowance: Allowance | None = None):
        self._stream = stream
        self._left = max(_HARMLESS, packed * _RATIO)
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise InputError(_BOMB)
        if self._allowance:
            _take(self._allowance, len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _take(allowance: Allowance, size: int) -> None:
    allowance.left -= size
    if allowance.left < 0:
        raise InputError(_BOMB)


def _allowance(file: File) -> Allowance:
    """That of the file it is packed in, or its own."""
    if file.allowance:
        return file.allowance
    with file.seekable() as stream:
        return Allowance(max(MAX_FILE, stream.seek(0, io.SEEK_END) * _RATIO // 4))


@contextmanager
def unzipped(file: File, allowance: Allowance | None = None) -> Iterator[zipfile.ZipFile]:
    """The zip file, if what it says of its contents is no bomb; an InputError where it is one, or damaged."""
    allowance = allowance or _allowance(file)
    with file.seekable() as stream:
        try:
            with zipfile.ZipFile(stream) as packed:
                members = packed.infolist()
                if len(members) > _MAX_FILES:
                    raise InputError(_BOMB)
                _take(allowance, sum(m.file_size + _EACH for m in members))
                if any(m.file_size > max(_HARMLESS, m.compress_size * _RATIO) for m in members):
                    raise InputError(_BOMB)
                yield packed
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise InputError(f"it is packed in a way that cannot be read ({error}). Pack it again.") from None


def holds(file: File, *names: str) -> bool:
    """Whether a file is a zip file with one of these inside."""
    if not file.head.startswith(b"PK\x03\x04"):
        return False
    try:
        with file.seekable() as stream, zipfile.ZipFile(stream) as packed:
            return not set(names).isdisjoint(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        return False


def _gz(file: File) -> Iterator[Found]:
    with file.seekable() as stream:
        size = stream.seek(0, io.SEEK_END)
    name = PurePosixPath(file.inside or file.name)
    inside = name.stem if name.suffix.lower() == ".gz" else name.name

    def unpacked() -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(Bounded(cast(BinaryIO, gzip.open(file.open())), size, file.allowance)))

    yield from _inside(file.packed(file.name, inside, unpacked))


def _zip(file: File) -> Iterator[Found]:
    from index.readers import is_read

    passed_over = Counter[str]()
    allowance = _allowance(file)
    with unzipped(file, allowance) as packed:
        for member in packed.infolist():
            _take(allowance, 0)  # Where there is too much, the files after that are not opened either.
            path = PurePosixPath(member.filename)
            if member.is_dir() or path.name.startswith(".") or path.parts[0] == "__MACOSX":
                continue
            if member.flag_bits & 1:
                passed_over["with a password"] += 1
                continue
            inner = file.packed(f"{file.name}/{member.filename}", "", partial(_opened, packed, member), allowance)
            if is_read(inner):
                yield from _inside(inner)
            else:
                passed_over[inner.ending or "without an ending"] += 1
    if passed_over:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(passed_over.items()))
        were = "was" if passed_over.total() == 1 else "were"
        yield Note(file.name, f"{passed_over.total()} of its files {were} not read: {kinds}.")


def _opened(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, packed.open(member))


def _inside(file: File) -> Iterator[Found]:
    from index.readers import what_is_in

    if file.depth > _DEEPEST:
        raise InputError(f"it is packed more than {_DEEPEST} times over. Unpack it first.")
    yield from what_is_in(file)


GZ = Reader("gzip", (".gz",), _gz, lambda file: file.head.startswith(b"\x1f\x8b"), unmistakable=True)
ZIP = Reader("zip", (".zip",), _zip, lambda file: file.head.startswith(b"PK\x03\x04"), unmistakable=True)
