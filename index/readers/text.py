"""Plain text and Markdown: a file is an article."""

from __future__ import annotations

from collections.abc import Iterator

from index.readers.file import Draft, File, Found
from index.readers.reader import Reader


def _read(file: File) -> Iterator[Found]:
    yield Draft({"text": file.text.replace("\r\n", "\n")})


READER = Reader("text", (".txt", ".md", ".markdown"), _read)
