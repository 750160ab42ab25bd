"""The keys of an archive: each has a name and rights, and of the key itself only a hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from filelock import FileLock
from pydantic import BaseModel, TypeAdapter, ValidationError

from index.changes import Actor, had_keys, note
from index.errors import ArchiveUnusable, InputError, NotFound
from index.faults import named
from index.home import made
from ui.notebook.conversations import forget

ENVIRONMENT = "ONRECORD_API_KEY"
"""What the key of the settings is called."""

_NAME = re.compile(r"\w(?:[\w .@+-]{0,58}[\w.])?")
_RESERVED = (ENVIRONMENT.lower(), "this machine", "following", "agents", "no key")
"""Names that the log has for others."""

Rights = Literal["read", "write"]


class Key(BaseModel):
    """A key as it is kept.

    A key of ours is 256 random bits, which nobody finds by trying: a plain SHA-256 keeps it as well as a slow hash,
    which only what people think up needs, and each request can be held against it.
    """

    name: str
    rights: Rights
    made: datetime
    sha256: str

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.rights == "write", "" if self.name == ENVIRONMENT else self.made.isoformat())


class Made(NamedTuple):
    """A key that was made, and what is told this once."""

    key: Key
    text: str


_KEPT = TypeAdapter(list[Key])


class Keys:
    """The keys in an archive's folder, as they are at any time, and besides them that of the settings.

    Where there is neither such a key nor a file of keys, nobody is asked for one. A file without a key keeps everybody
    out: revoking the last one opens nothing. A file that cannot be read raises ArchiveUnusable. others are as good as
    these.
    """

    def __init__(self, folder: Path, own: str | None = None, others: Sequence[Keys] = ()):
        self._folder = folder
        self._others = others
        self._file = folder / "keys.json"
        # As text a header is ASCII or, from who knows better, either of these.
        written = () if own is None else (own.encode(), *_in_latin(own))
        since = datetime.now(UTC)
        self._own = [Key(name=ENVIRONMENT, rights="write", made=since, sha256=hashed(text)) for text in written]
        self._wanted = bool(self._own)
        self._read: tuple[object, list[Key]] = (None, [])

    @property
    def wanted(self) -> bool:
        """Whether anybody is asked for a key; who once was is asked for good: a file that goes opens nothing."""
        self._wanted = self._wanted or self._file.exists() or any(others.wanted for others in self._others)
        return self._wanted

    @property
    def lost(self) -> bool:
        """Whether keys were made, and the file that holds them is gone."""
        own = not self._file.exists() and had_keys(self._folder)
        return own or any(others.lost for others in self._others)

    def named(self) -> list[Key]:
        """Those of the file, in the order in which they were made."""
        try:
            # A file that was replaced is another one, however soon it was.
            stat = self._file.stat()
            now = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if self._read[0] != now:
                self._read = now, _KEPT.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return []
        except (OSError, ValidationError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is damaged"
            raise ArchiveUnusable(
                f"The keys in {self._file} cannot be read ({why}), so nobody is let in. Mend the file, or put another "
                "in its place."
            ) from error
        return self._read[1]

    def of(self, sha256: str) -> Key | None:
        """The key that has this hash (see `hashed`), if there is one now."""
        own = (key for key in (*self.named(), *self._own) if hmac.compare_digest(key.sha256, sha256))
        return next(own, None) or next(filter(None, (others.of(sha256) for others in self._others)), None)

    def add(self, name: str, rights: Rights) -> Made:
        """Make a key; raises InputError for a name that is none, or another key's."""
        if not _NAME.fullmatch(name) or name.lower() in _RESERVED:
            raise InputError(
                f"name: {name[:80]!r} cannot be a key's. Say whose it is in at most 60 letters, digits, spaces and "
                "any of . @ + - _.",
                "name",
            )
        text = f"onrecord_{secrets.token_urlsafe(32)}"
        key = Key(name=name, rights=rights, made=datetime.now(UTC), sha256=hashed(text.encode()))
        with self._changing():
            held = self.named()
            if any(other.name.lower() == name.lower() for other in held):
                raise InputError(f"name: there is a key {name!r}. Revoke it first, or choose another name.", "name")
            self._write([*held, key])
        note(self._folder, "key made", [(f"{name} ({rights})", None)])
        return Made(key, text)

    def revoke(self, name: str) -> Key:
        """Let nobody in by this key any more, from now on, and keep no conversations for it; raises NotFound."""
        with self._changing():
            held = self.named()
            found = next((key for key in held if key.name == name), None)
            if found is None:
                raise NotFound(f"There is no key {name[:80]!r}. `onrecord keys` lists them.")
            self._write([key for key in held if key is not found])
        note(self._folder, "key revoked", [(name, None)])
        forget(self._folder, found.actor.owner)
        return found

    def _changing(self) -> FileLock:
        made(self._folder)
        return FileLock(self._folder / "keys.lock")

    def _write(self, keys: Sequence[Key]) -> None:
        """Whole or not at all, and for its owner's eyes alone."""
        fresh = self._file.with_suffix(".new")
        text = json.dumps(_KEPT.dump_python([*keys], mode="json"), indent=2)
        try:
            fresh.unlink(missing_ok=True)
            fresh.touch(0o600, exist_ok=False)
            with fresh.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise named(error, self._folder) from error


def hashed(text: bytes) -> str:
    """By what a key is known."""
    return hashlib.sha256(text).hexdigest()


def _in_latin(text: str) -> list[bytes]:
    with suppress(UnicodeEncodeError):
        return [text.encode("latin-1")]
    return []
