"""The bill of materials names what is installed, and what of it the product needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]


def test_every_pinned_package_is_named_with_its_version(tmp_path: Path) -> None:
    command = subprocess.run(["make", "--dry-run", "sbom"], cwd=ROOT, capture_output=True, text=True).stdout
    assert re.findall(r"bin/python (\.ci/sbom\.py) dist/", command)
    file = tmp_path / "onrecord.cdx.json"
    subprocess.run([sys.executable, ROOT / ".ci" / "sbom.py", file], check=True)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read_text()) is None
    bill = json.loads(file.read_text())
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert sorted((part["name"], part["version"]) for part in bill["components"]) == sorted(pins)
    assert {part["purl"] for part in bill["components"]} == {f"pkg:pypi/{name}@{pinned}" for name, pinned in pins}
    whole = bill["metadata"]["component"]
    assert (whole["name"], whole["version"]) == ("onrecord", version("onrecord"))

    scopes = {part["name"]: part["scope"] for part in bill["components"]}
    assert {scopes[name] for name in ("chromadb", "torch", "lxml-html-clean", "pypika")} == {"required"}
    assert {scopes[name] for name in ("pytest", "ray", "pip")} == {"optional"}
    wanted = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    chroma, pypika = (f"pkg:pypi/{name}@{dict(pins)[name]}" for name in ("chromadb", "pypika"))
    assert chroma in wanted["onrecord"]
    assert pypika in wanted[chroma]
