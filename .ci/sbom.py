"""Writes a software bill of materials (CycloneDX 1.6): `python .ci/sbom.py dist/onrecord.cdx.json`.

It is made of constraints.txt: every package in the version that is installed, on whichever platform, and what it wants.
What only our extras and tests want is optional; what a dependency has for extras of its own counts as required. The
hashes of the files stay in constraints.txt: each platform has others.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([\w.-]+)==([^\s;]+).*\n(?: +--hash.*\n)*(?: +# via (.+))?", re.MULTILINE)
"""A package, its version, and the packages that want it."""


def materials(constraints: str, project: Mapping[str, Any]) -> Bom:
    """The bill of what is pinned for a project, which pyproject.toml describes."""
    pins = PIN.findall(constraints)
    wants = {name: {other for other, _, by in pins if name in by.split(", ")} for name, _, _ in pins}
    needed, ahead = set[str](), {_name(line) for line in project["dependencies"]}
    wants["onrecord"] = ahead
    while ahead:
        needed |= ahead
        ahead = {other for name in ahead for other in wants[name]} - needed
    parts = defaultdict[str, list[Component]](list)  # by name: another version may serve another Python
    for name, version, _ in pins:
        parts[name].append(_part(name, version, name in needed))
    bom = Bom(components=chain(*parts.values()))
    bom.metadata.component = Component(
        name="onrecord",
        version=project["version"],
        type=ComponentType.APPLICATION,
        licenses=[DisjunctiveLicense(id=project["license"])],
        bom_ref="onrecord",
    )
    parts["onrecord"] = [bom.metadata.component]
    for name in wants:
        for part in parts[name]:
            bom.register_dependency(part, chain(*(parts[other] for other in wants[name])))
    return bom


def _part(name: str, version: str, needed: bool) -> Component:
    url = PackageURL("pypi", name=name, version=version)
    scope = ComponentScope.REQUIRED if needed else ComponentScope.OPTIONAL
    return Component(name=name, version=version, scope=scope, purl=url, bom_ref=str(url))


def _name(requirement: str) -> str:
    """The package's name, as constraints.txt spells it."""
    return re.sub(r"[_.]", "-", re.split(r"[^\w.-]", requirement)[0].lower())


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.parent.mkdir(exist_ok=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    bom = materials((ROOT / "constraints.txt").read_text(), project)
    file.write_text(JsonV1Dot6(bom).output_as_string(indent=2))
