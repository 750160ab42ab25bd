"""Where an archive is kept, and where the articles are that come with Onrecord."""

from __future__ import annotations

from pathlib import Path

from index.errors import ArchiveUnusable


def default_folder() -> Path:
    """The user's own, by the rules of the system (XDG_DATA_HOME on Linux)."""
    import platformdirs

    return platformdirs.user_data_path("onrecord") / "archive"


def seeds() -> Path:
    """The folder of the articles that come with Onrecord."""
    installed = Path(__file__).parent / "seeds"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "seeds"


def made(folder: Path) -> None:
    """Make the folder where it is not there; raises ArchiveUnusable where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "owner.new").touch()
        (folder / "owner.new").unlink()
    except OSError as error:
        raise ArchiveUnusable(
            f"The archive's folder {folder} cannot be written ({error.strerror}). Name another with --archive."
        ) from error
