"""Letters: EML, mbox, and MHTML, which is a page in a letter."""

from __future__ import annotations

import email
import email.utils
import re
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from pathlib import PurePath
from typing import cast

from index.errors import InputError
from index.readers import page
from index.readers.file import MAX_FILE, Draft, Failure, File, Found, decode
from index.readers.markup import html, paragraphs
from index.readers.reader import Reader

_HEADERS = 64_000
"""Bytes: Python takes the square of a header's length to read it."""


def _eml(file: File) -> Iterator[Found]:
    yield _letter(file, _parsed(file.data), "", {})


def _mbox(file: File) -> Iterator[Found]:
    """Each letter; its source is the message's id, so that it is the same in another mailbox."""
    for number, data in enumerate(_split(file), 1):
        place = f"message {number}"
        try:
            letter = _parsed(data)
            named = str(letter.get("Message-ID") or "").strip(" <>\r\n\t")
            yield _letter(file, letter, place, {"source": f"mid:{named}" if named else f"{file.name}, {place}"})
        except InputError as error:
            yield Failure(f"{file.name}, {place}", str(error))
        except Exception as error:  # The library raises whatever a malformed header makes it raise.
            yield Failure(f"{file.name}, {place}", f"the letter cannot be read ({type(error).__name__}: {error}).")


def _mhtml(file: File) -> Iterator[Found]:
    letter = _parsed(file.data)
    for part in letter.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = cast(bytes, part.get_payload(decode=True))
            # RFC 2557, or what Chromium writes before the parts.
            found_at = part.get("Content-Location") or letter.get("Snapshot-Content-Location")
            yield page.draft(file.like(file.name, data), [part.get_content_charset()], found_at and str(found_at))
            return
    raise InputError("the file holds no page. Save the page again.")


def _parsed(data: bytes) -> EmailMessage:
    if not re.search(rb"\r?\n\r?\n", data[:_HEADERS]) and len(data) > _HEADERS:
        raise InputError(f"its headers are longer than {_HEADERS // 1000} kB. Give the letter without them.")
    return email.message_from_bytes(data, policy=policy.default)


def _letter(file: File, letter: EmailMessage, place: str, fields: dict[str, str]) -> Draft:
    """The letter's text, that of its page where it has one: there the paragraphs are whole."""
    if not letter.keys():
        raise InputError("the file is no letter: it has no headers.")
    parts = (letter.get_body((kind,)) for kind in ("html", "plain"))
    text = next((text for part in parts if part is not None and (text := _text(part, file)).strip()), None)
    if text is None:
        raise InputError("the letter has no text.")
    sender = email.utils.parseaddr(str(letter.get("From") or ""))
    # Who writes to a list is an outlet; who writes a letter is a person.
    who = "publisher" if letter.get("List-Unsubscribe") or letter.get("List-Id") else "author"
    found = {
        "text": text,
        "title": str(letter.get("Subject") or ""),
        "published": _day(letter),
        who: sender[0] or sender[1],
    }
    enclosed = Counter(
        PurePath(part.get_filename() or "").suffix.lower() or part.get_content_type()
        for part in letter.iter_attachments()
    )
    kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(enclosed.items()))
    told = (f"its attachments were not read: {kinds}.",) if enclosed else ()
    return Draft({**fields, **{k: v for k, v in found.items() if v}}, place, told)


def _text(part: MIMEPart, file: File) -> str:
    """What a part says, in the encoding it declares; Python itself would put question marks for what is not in it."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    is_page = part.get_content_type() == "text/html"
    declared = [part.get_content_charset(), *(page.charsets(data) if is_page else ())]
    text = decode(data, declared, file.options.encoding).replace("\r\n", "\n")
    if is_page:
        return "\n\n".join(paragraphs(html(text)))
    # RFC 3676: a line that ends in a blank goes on in the next.
    return text.replace(" \n", " ") if part.get_param("format") == "flowed" else text


def _day(letter: EmailMessage) -> str | None:
    """The day on the sender's calendar."""
    try:
        sent = email.utils.parsedate_to_datetime(str(letter.get("Date") or ""))
    except (ValueError, TypeError):
        return None
    return sent.date().isoformat()


def _split(file: File) -> Iterator[bytes]:
    """The letters of a mailbox (RFC 4155): each begins with a From line after an empty one."""
    letter: list[bytes] = []
    size, before = 0, b""
    for line in file.lines():
        if line.startswith(b"From ") and not before.strip():
            if letter:
                yield b"\n".join(letter)
            letter, size = [], 0
        else:
            size += len(line)
            if size > MAX_FILE:
                raise InputError(f"a letter is larger than {MAX_FILE // 2**20} MB. Take it out.")
            letter.append(line[1:] if line.startswith(b">From ") else line)
        before = line
    if letter:
        yield b"\n".join(letter)


def _begins(file: File) -> bool:
    return file.head.startswith(b"From ") and b"\nDate: " in file.head.replace(b"\r", b"")


EML = Reader("e-mail", (".eml",), _eml)
MBOX = Reader("mbox", (".mbox",), _mbox, _begins)
MHTML = Reader("MHTML", (".mhtml", ".mht"), _mhtml)
