"""A reader per format: files in, what they say of articles out.

Other packages add theirs with an entry point in the group `onrecord.readers` that names a `Reader`. It gets a `File`
and yields a `Draft` for each article, or a `Failure` for what it could not read, and raises InputError where it can
read none of it. `text.py` shows how little that takes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from index.errors import InputError
from index.readers.file import AS_THEY_ARE, Draft, Failure, File, Found, Note, Options
from index.readers.reader import Reader

__all__ = [
    "AS_THEY_ARE",
    "Draft",
    "Failure",
    "File",
    "Found",
    "Note",
    "Options",
    "Reader",
    "endings",
    "is_read",
    "reader_of",
    "what_is_in",
]

logger = logging.getLogger(__name__)


@cache
def readers() -> tuple[Reader, ...]:
    """Ours, then those of other packages."""
    from importlib.metadata import entry_points

    from index.readers import captions, mail, newsml, office, packed, page, pdf, picture, records, tables, text, warc

    found = [
        *(text.READER, page.READER, records.LINES, records.JSON, tables.CSV, tables.PARQUET, pdf.READER),
        *(office.DOCX, office.ODT, office.RTF, office.EPUB, mail.EML, mail.MBOX, mail.MHTML),
        *(newsml.READER, captions.READER, warc.READER, picture.READER, packed.GZ, packed.ZIP),
    ]
    for entry in entry_points(group="onrecord.readers"):
        try:
            found.append(entry.load())
        except Exception:
            logger.exception("the reader %s of %s cannot be loaded", entry.name, entry.value)
    return tuple(found)


def endings() -> tuple[str, ...]:
    """What the names of files end in that are read here."""
    return tuple(dict.fromkeys(ending for reader in readers() if reader.ready() for ending in reader.endings))


def reader_of(file: File) -> Reader | None:
    """The reader for a file: by what it begins with where that is unmistakable, by its name, else by its beginning."""
    knowing = [reader for reader in readers() if reader.knows(file)]
    sure = (reader for reader in knowing if reader.unmistakable)
    named = (reader for reader in readers() if file.ending in reader.endings)
    return next(chain(sure, named, knowing), None)


def is_read(file: File) -> bool:
    """Whether there is a reader for the file, and what that takes is installed."""
    return (reader := reader_of(file)) is not None and reader.ready()


def what_is_in(file: File) -> Iterator[Found]:
    """What the reader for the file finds in it. Whatever happens on the way ends this file alone, and is told."""
    try:
        reader = reader_of(file)
        if reader is None:
            raise InputError(
                f"{file.ending or 'a file without an ending'} is not read here. Give {', '.join(endings())}."
            )
        if file.is_empty:
            raise InputError("the file is empty. Give a file with the article's text.")
        found: Found | None = None
        for found in reader.read(file):
            yield replace(found, file=file.name) if isinstance(found, Draft) and not found.file else found
        if found is None:
            raise InputError("it holds no articles.")
    except InputError as error:
        yield Failure(file.name, str(error))
    except OSError as error:
        yield Failure(file.name, f"the file cannot be read ({error.strerror or error}). Check its permissions.")
    except ModuleNotFoundError as error:
        yield Failure(file.name, f"reading it takes the package {error.name}. Install it: pip install {error.name}.")
    except Exception as error:
        logger.info("%s cannot be read", file.name, exc_info=True)
        yield Failure(file.name, f"the file is damaged, or not what its ending says ({type(error).__name__}: {error}).")
