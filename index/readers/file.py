"""What a reader of a format is given, and what it gives."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple, TextIO

from index.errors import InputError

MAX_FILE = 256 * 2**20
"""Bytes of a file that is read whole: its text, its pictures and all."""
MAX_LINE = 64 * 2**20
"""Bytes of one line of a file that is read line by line, which may be of any length."""
_HEAD = 2048
_LIKELY = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 mac_roman koi8_r cp850 "
    "shift_jis euc_jp gb18030 big5 euc_kr"
).split()
"""Encodings that texts of our days are found in, the most usual first."""
_AS_TIDY, _AS_COHERENT = 0.01, 0.15
"""By how much a guess at the encoding may be worse than the best by charset-normalizer's measures, which do not tell
cp1252's French from cp1250's any finer."""
_MOST, _LONGEST = 4, 20
"""Guesses that are told, and characters of the word that each is shown by."""
_BETWEEN = re.compile(rb"[\x00-/:-?]+")
"""What stands between words and is half of a character in none of these encodings."""


class Failure(NamedTuple):
    """What could not be read, and why."""

    source: str
    reason: str


class Note(NamedTuple):
    """What was read, and is not all there: a date that can be read two ways, fields that have no place, a language."""

    source: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """One article as a reader found it: the fields that index.load.article takes, and where they stand.

    place: "line 3"; where there is none, the file is the article, and its name the source. told: what the reader has
    to say of it. file: filled in for the reader.
    """

    fields: Mapping[str, Any]
    place: str = ""
    told: tuple[str, ...] = ()
    file: str = ""

    @property
    def where(self) -> str:
        """The file and the place, for people."""
        return f"{self.file}, {self.place}" if self.place else self.file


Found = Draft | Failure | Note


@dataclass(frozen=True)
class Options:
    """How the user wants files to be read.

    encoding: of files that declare none and are not UTF-8. day_first: whether 05/03/2024 is 5 March. fields: the
    names that fields of ours have in tables and JSON, {"text": "story"}.
    """

    encoding: str | None = None
    day_first: bool | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.encoding:
            try:
                codecs.lookup(self.encoding)
            except LookupError:
                raise InputError(f"encoding: {self.encoding!r} is unknown. Give one like windows-1252.") from None


AS_THEY_ARE = Options()


@dataclass
class Allowance:
    """How many bytes may still be unpacked, of all that is packed in one file."""

    left: int


@dataclass(frozen=True)
class File:
    """A file, or one packed in another: its name, which is a label and need not exist, and its bytes.

    inside: what the file was called before it was packed, where that is another name. depth: how many files it is
    packed in. allowance: of the outermost zip file it is packed in. charset: its encoding, as its sender declared it.
    """

    name: str
    open: Callable[[], BinaryIO]
    options: Options = AS_THEY_ARE
    inside: str = ""
    depth: int = 0
    allowance: Allowance | None = None
    charset: str | None = None

    @property
    def ending(self) -> str:
        """What its name ends in, like .txt, in small letters."""
        return PurePath(self.inside or self.name).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """Its first bytes, by which formats are told apart."""
        with self.open() as stream:
            return stream.read(_HEAD)

    @property
    def beginning(self) -> str:
        """Its first characters, if it is text in an encoding that need not be declared."""
        utf16 = self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return self.head.decode("utf-16" if utf16 else "utf-8-sig", "replace")

    @property
    def goes_on(self) -> bool:
        """Whether there may be more of it than its first bytes."""
        return len(self.head) == _HEAD

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing but white space, as far as that is soon seen."""
        return not self.goes_on and not self.head.strip()

    @cached_property
    def data(self) -> bytes:
        """All its bytes. Raises InputError where it is empty, or larger than MAX_FILE."""
        with self.open() as stream:
            data = stream.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise InputError(f"the file is larger than {MAX_FILE // 2**20} MB. Split it.")
        if not data.strip():
            raise InputError("the file is empty. Give a file with the article's text.")
        return data

    def seekable(self) -> BinaryIO:
        """Its bytes to read here and there; close them."""
        stream = self.open()
        if stream.seekable():
            return stream
        stream.close()
        return io.BytesIO(self.data)

    @property
    def text(self) -> str:
        """Its text, the byte order mark dropped, the line ends as they are."""
        return decode(self.data, [self.charset], self.options.encoding)

    def lines(self) -> Iterator[bytes]:
        """Its lines, without their ends; only \\n ends one. Raises InputError where one is longer than MAX_LINE."""
        with self.open() as stream:
            while line := stream.readline(MAX_LINE + 1):
                if len(line) > MAX_LINE:
                    raise InputError(f"a line is longer than {MAX_LINE // 2**20} MB. Split the file.")
                yield line.removesuffix(b"\n")

    def characters(self) -> TextIO:
        """Its text to read bit by bit, of any length; close it. Raises InputError as `decode` does."""
        encoding = "utf-16" if self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
        with self.open() as stream:
            try:
                for _ in codecs.iterdecode(iter(lambda: stream.read(2**20), b""), encoding):
                    pass
            except UnicodeDecodeError as error:
                if not self.options.encoding:
                    raise InputError(_refusal(error.object, [])) from None
                encoding = self.options.encoding
        accepted = "replace" if encoding == self.options.encoding and _codec(encoding) == "utf-8" else "strict"
        return io.TextIOWrapper(self.open(), encoding, accepted, newline="")

    def packed(self, name: str, inside: str, open: Callable[[], BinaryIO], allowance: Allowance | None = None) -> File:
        """A file that is packed in this one."""
        return File(name, open, self.options, inside, self.depth + 1, allowance or self.allowance)

    def like(self, name: str, data: bytes) -> File:
        """Bytes found in this file, as a file."""
        return File(name, lambda: io.BytesIO(data), self.options, depth=self.depth)


def decode(data: bytes, declared: Iterable[str | None] = (), encoding: str | None = None) -> str:
    """The text in bytes: by their byte order mark, as UTF-8, as declared, or by the encoding the user accepts.

    Never guessed. Text in another encoding is not UTF-8 by chance, so UTF-8 comes before what is declared, which may
    be wrong; but what is declared to be written in ASCII's bytes (ISO-2022-JP) is not. Who accepts UTF-8 for what is
    nearly that gets its damaged letters as U+FFFD.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if utf16:
        declared = ("utf-16",)
    elif b"\0" in data:
        raise InputError("the file is binary, not text.")
    named = [name for name in map(_codec, (*declared, encoding)) if name]
    seven_bits = [name for name in named if name.startswith(("iso2022", "hz", "utf-16"))]
    for name in [*seven_bits, "utf-8-sig", *named]:
        with suppress(UnicodeError):
            return data.decode(name)
    if _codec(encoding) == "utf-8" and _damaged(data):
        return data.decode("utf-8-sig", "replace")
    raise InputError(_refusal(data, named))


def _codec(label: str | None) -> str | None:
    """Python's name of an encoding that the Web calls so; the Web's Latin-1 is Windows' (WHATWG Encoding Standard)."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        name, name
    )


def _where(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return f"UTF-8 (byte {error.start + 1})"
    return "UTF-8"


def _damaged(data: bytes) -> int:
    """How many letters are damaged of what is nearly UTF-8; in another encoding hardly any letter is that by chance."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return damaged if damaged < sum(c > "\x7f" for c in text) / 2 else 0


def _refusal(data: bytes, declared: list[str]) -> str:
    if damaged := _damaged(data):
        return (
            f"the file is not {_where(data)}, but nearly: {damaged} of its letters are damaged. --encoding utf-8 reads "
            "each as \ufffd. Or save it again."
        )
    guesses = _guesses(data[:100_000])
    likely = " or ".join(f"{name} ({word})" for name, word in guesses.items())
    one = next(iter(guesses), "") if len(guesses) < 2 else "NAME"
    looks = f" It looks like {likely}: --encoding {one} accepts that." if guesses else ""
    not_that = " nor ".join([_where(data), *dict.fromkeys(declared)])
    return f"the file is not {not_that}.{looks} Or save it as UTF-8: a guessed encoding could change words."


def _guesses(data: bytes) -> dict[str, str]:
    """The encodings in which the bytes are as plausible, the most usual first, and a word that tells them apart."""
    from charset_normalizer import from_bytes

    def rank(name: str) -> int:
        return _LIKELY.index(name) if name in _LIKELY else len(_LIKELY)

    found = from_bytes(data, cp_isolation=_LIKELY)
    best = found.best()
    if best is None:
        return {}
    alike = (m for m in found if m.chaos <= best.chaos + _AS_TIDY and m.coherence >= best.coherence - _AS_COHERENT)
    # Where several make the same text of it, the most usual stands for them.
    names = sorted({min(m.could_be_from_charset, key=rank) for m in alike}, key=rank)[:_MOST]

    def read(word: bytes) -> dict[str, str]:
        return {name: word.decode(name, "replace")[:_LONGEST] for name in names}

    def telling(word: bytes) -> tuple[int, bool]:
        first, *others = read(word).values()
        return sum(other != first for other in others), not word.isascii()

    return read(max(_BETWEEN.split(data), key=telling))
