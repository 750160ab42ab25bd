"""What runs it for a team names only what there is."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import yaml

from ui.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
KNOWN = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}


def test_every_variable_is_one_that_is_read() -> None:
    named = {path.name: {*re.findall(r"ONRECORD_\w+", path.read_text())} for path in DEPLOY.iterdir()}
    assert named.keys() == {"Dockerfile", "compose.yaml", "onrecord.service"}
    assert all(named.values())
    assert set().union(*named.values()) <= KNOWN


def test_the_image_is_made_of_what_there_is() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().replace("\\\n", "").splitlines()
    (target,) = {line.split()[3] for line in lines if line.startswith("RUN make ")}
    assert re.findall(r"READY := (\S+)", (ROOT / "Makefile").read_text()) == [f"$(VENV)/{Path(target).name}"]
    user = next(n for n, line in enumerate(lines) if line.startswith("USER onrecord"))
    assert all(not line.startswith(("RUN", "COPY")) for line in lines[user:])
    left_out = {line.strip("*/") for line in (ROOT / ".dockerignore").read_text().splitlines()}
    assert left_out.isdisjoint({"index", "qa", "ui", "onrecord", "seeds", "Makefile", "constraints.txt", "README.md"})


def test_the_composed_services_belong_together() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    own, chroma = composed["services"]["onrecord"], composed["services"]["chroma"]
    assert chroma["image"] == f"chromadb/chroma:{version('chromadb')}"
    assert own["environment"]["ONRECORD_CHROMA"] == "http://chroma:8000"
    assert (DEPLOY / own["build"]["context"] / own["build"]["dockerfile"]).is_file()
    used = {volume.split(":")[0] for service in (own, chroma) for volume in service["volumes"]}
    assert used == composed["volumes"].keys()
