"""An archive as one file, and back: its articles, statements, vectors and ids as they are, so that links go on working.

The file is a zip file (whose checksums tell damage) of the store's files, with a manifest that says what it is. It is
made and taken back while this process owns the archive's folder, and read as if a stranger had made it. What users
want kept besides the articles is in it as JSON lines.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from index import folder as folders
from index.changes import note
from index.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnusable, InputError
from index.faults import cut_short, named
from index.home import made
from index.lock import FolderLock
from index.store import Store
from index.tables import Tables

MEGABYTE = 2**20
Progress = Callable[[int], None]
"""Called with how many megabytes were done since the last call; the last of a file may be less than one."""

_FORMAT = 2
_MANIFEST = "onrecord-backup.json"
_NAME = re.compile(r"chroma/(?:chroma\.sqlite3|[0-9a-f-]{36}/[a-z0-9_]+\.(?:bin|pickle))")
_KEPT = re.compile(r"kept/[a-z]+\.jsonl")
_MOST_FILES = 10_000
_LONGEST_MANIFEST, _LONGEST_LINE, _MOST_KEPT = 10_000, 1_000_000, 2**30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What zipfile raises where a file is none, cut short, damaged, or locked with a password."""


class Backup(NamedTuple):
    """A backup that was looked through: the file, how many articles it holds, and how many megabytes they will take."""

    file: Path
    articles: int
    megabytes: int


def megabytes(folder: Path) -> int:
    """How many megabytes of an archive's folder a backup copies."""
    return sum(_megabytes(file.stat().st_size) for file in _stored(folder))


def backup(folder: Path, file: Path, progress: Progress | None = None, *, kept: Sequence[type[Tables]] = ()) -> int:
    """Copy the archive in a folder into a file, once it is found sound; how many articles it holds.

    kept is what users want kept besides the articles.

    The file is there whole or not at all. Raises ArchiveBusy where another process owns the archive, ArchiveDamaged
    where it is not sound, InputError where there is nothing to copy or the file's place is taken by something else.
    """
    if not file.parent.is_dir():
        raise InputError(f"There is no folder {file.parent}. Make it, or name another file.")
    if file.exists() and not _is_backup(file):
        raise InputError(f"{file} is there already, and no backup. Name another file.")
    if not (folder / "chroma" / folders.DATABASE).exists():
        raise _nothing(folder)
    with _owned(folder):
        if not (articles := _sound(folder)):
            raise _nothing(folder)
        written = file.with_name(f"{file.name}.new")
        try:
            with written.open("wb") as stream:
                _pack(folder, articles, kept, stream, progress)
                os.fsync(stream.fileno())
            written.replace(file)
        except OSError as error:
            raise named(error, file.parent) from error
        finally:
            written.unlink(missing_ok=True)
    return articles


def looked_through(file: Path) -> Backup:
    """The backup in a file; raises InputError where it is none, is cut short, or holds what no backup holds."""
    try:
        with zipfile.ZipFile(file) as packed:
            said = _manifest(packed)
            if said["format"] > _FORMAT:
                raise InputError(
                    f"{file} was made by a later release of Onrecord. Restore it with that one, or a newer."
                )
            members = _members(packed)
            if f"chroma/{folders.DATABASE}" not in {member.filename for member in members}:
                raise _no_backup(file)
            return Backup(file, said["articles"], sum(_megabytes(member.file_size) for member in members))
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror or error}). Check the path.") from None
    except (*_BROKEN, KeyError, TypeError, ValueError):
        raise _no_backup(file) from None


def restore(
    found: Backup,
    folder: Path,
    progress: Progress | None = None,
    *,
    replace: bool = False,
    kept: Sequence[type[Tables]] = (),
) -> None:
    """Make the archive in a folder the one of a backup. Cut short at any point, the folder holds what it held.

    An archive that holds articles, or cannot be read, stays unless `replace` says that it may go: InputError. Raises
    ArchiveBusy where another process owns the folder, and InputError where the backup is damaged or finds no room.
    """
    made(folder)
    with _owned(folder):
        store = folder / "chroma"
        folders.settle(store)
        if not replace and _holds_any(folder):
            raise InputError(
                f"The archive {folder} holds articles. Name another folder with --archive, or say --replace to put the "
                "backup in their place."
            )
        if found.megabytes * MEGABYTE > shutil.disk_usage(folder).free:
            raise ArchiveUnusable(f"The backup takes {found.megabytes} MB, which {folder} has no room for. Free some.")
        fresh = folders.beside(store, ".new")
        try:
            _unpack(found, fresh, progress)
            folders.replace(store)
        except OSError as error:
            raise named(error, folder) from error
        except _BROKEN:
            raise _no_backup(found.file) from None
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        note(folder, "restored", [(f"{found.articles} articles", None)])
        # What was derived from, or belonged to, the archive that was here.
        shutil.rmtree(folder / "derived", ignore_errors=True)
        for name in ("closed", folders.SPOOL):
            (folder / name).unlink(missing_ok=True)
        try:
            _take(found, folder, kept)
        except (*_BROKEN, ValueError, KeyError, TypeError, ArchiveUnusable):
            raise InputError(
                f"The articles of {found.file} are restored. What was followed is damaged in it: follow it anew."
            ) from None


@contextmanager
def _owned(folder: Path) -> Iterator[None]:
    try:
        lock = FolderLock(folder)
    except ArchiveBusy as busy:
        raise ArchiveBusy(
            f"{busy} A backup is made and restored while nobody else has the archive; `onrecord export` writes its "
            "articles meanwhile.",
            busy.address,
        ) from None
    try:
        yield
    finally:
        lock.release()


def _sound(folder: Path) -> int:
    """How many articles the archive holds; what a process that was killed left undone is settled first."""
    if (folder / folders.SPOOL).exists():
        raise cut_short()
    store = Store(folder)
    try:
        return store.whole()
    finally:
        store.close()


def _holds_any(folder: Path) -> bool:
    if not (folder / "chroma").exists():
        return False
    if (folder / folders.SPOOL).exists():
        return True
    try:
        store = Store(folder)
        try:
            return store.count() > 0
        finally:
            store.close()
    except ArchiveDamaged:
        return True


def _stored(folder: Path) -> list[Path]:
    files = (file for file in (folder / "chroma").rglob("*") if file.is_file())
    return sorted(file for file in files if _NAME.fullmatch(file.relative_to(folder).as_posix()))


def _pack(
    folder: Path, articles: int, kept: Sequence[type[Tables]], stream: IO[bytes], progress: Progress | None
) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(_MANIFEST, json.dumps({"format": _FORMAT, "articles": articles}))
        for file in _stored(folder):
            name = file.relative_to(folder).as_posix()
            with file.open("rb") as here, packed.open(name, "w", force_zip64=True) as there:
                _copy(here, there, progress)
        for each in kept:
            with each(folder) as tables, packed.open(_kept_as(each), "w") as there:
                for line in tables.lines():
                    there.write(f"{line}\n".encode())


def _kept_as(tables: type[Tables]) -> str:
    return f"kept/{Path(tables.file).stem}.jsonl"


def _take(found: Backup, folder: Path, kept: Sequence[type[Tables]]) -> None:
    """Keep what the backup has besides the articles; what it knows nothing of stays."""
    with zipfile.ZipFile(found.file) as packed:
        for each in kept:
            if (name := _kept_as(each)) in packed.namelist():
                if packed.getinfo(name).file_size > _MOST_KEPT:
                    raise ValueError("no lines of ours")
                with each(folder) as tables, packed.open(name) as lines:
                    tables.take(line.decode() for line in iter(lambda: lines.readline(_LONGEST_LINE), b""))


def _unpack(found: Backup, fresh: Path, progress: Progress | None) -> None:
    with zipfile.ZipFile(found.file) as packed:
        for member in _members(packed):
            file = fresh.joinpath(*Path(member.filename).parts[1:])
            file.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(member) as here, file.open("wb") as there:
                _copy(here, there, progress)


def _copy(here: IO[bytes], there: IO[bytes], progress: Progress | None) -> None:
    while block := here.read(MEGABYTE):
        there.write(block)
        if progress:
            progress(1)


def _manifest(packed: zipfile.ZipFile) -> dict[str, Any]:
    member = packed.getinfo(_MANIFEST)
    if member.file_size > _LONGEST_MANIFEST:
        raise ValueError("no manifest of ours")
    said = json.loads(packed.read(member))
    return {"format": int(said["format"]), "articles": int(said["articles"])}


def _members(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The store's files in it; raises ValueError where it holds any other, which could be written anywhere."""
    members = [m for m in packed.infolist() if m.filename != _MANIFEST and not _KEPT.fullmatch(m.filename)]
    names = {member.filename for member in members}
    if len(names) < len(members) or len(members) > _MOST_FILES or not all(map(_NAME.fullmatch, names)):
        raise ValueError("no files of ours")
    return members


def _is_backup(file: Path) -> bool:
    try:
        looked_through(file)
    except InputError:
        return False
    return True


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


def _no_backup(file: Path) -> InputError:
    return InputError(
        f"{file} is no backup, or one that was cut short or damaged. Give a file that `onrecord backup` made."
    )


def _nothing(folder: Path) -> InputError:
    return InputError(
        f"The archive {folder} holds no articles: there is nothing to back up. Name another with --archive."
    )
