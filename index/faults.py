"""What keeps an archive's folder from being written, told as what it is."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from index.errors import ArchiveDamaged, ArchiveUnusable

_ROOM = 2**20
"""Bytes: on a disk with less, what fails does so because it is full."""


def named(error: Exception, folder: Path) -> ArchiveUnusable:
    """An error of the system or of Chroma, on writing into a folder, as one that says what to do."""
    return known(error, folder) or ArchiveUnusable(
        f"{folder} cannot be written ({error}). Check the disk and try again: what was there is kept."
    )


def known(error: Exception, folder: Path) -> ArchiveUnusable | None:
    """The same where the cause is plain: the folder is gone, the disk is full, or may only be read."""
    number, text = getattr(error, "errno", None), str(error).lower()
    if not folder.exists():
        return gone(folder)
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text or shutil.disk_usage(folder).free < _ROOM:
        return ArchiveUnusable(
            f"The disk that holds {folder} is full. Free some space and try again: what was there is kept."
        )
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or "readonly" in text or not os.access(folder, os.W_OK):
        return ArchiveUnusable(f"{folder} cannot be written: it is read-only here. Allow it, or name another folder.")
    return None


def cut_short() -> ArchiveDamaged:
    """A rebuild by an earlier release, which spooled the texts, was cut short."""
    return ArchiveDamaged("A rebuild of the archive was cut short. Run `onrecord rebuild` again to finish it.")


def gone(folder: Path) -> ArchiveUnusable:
    """The folder was deleted or moved while it was in use."""
    return ArchiveUnusable(f"{folder} is gone: it was deleted or moved while in use. Bring it back, and start again.")
