"""What the README and the site tell people to type does what they say, and the site asks no other host for anything."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from typer.main import get_command

import onrecord as public
from tests.chat.lies import Script, serving
from tests.conftest import Run
from tests.servers import address_of
from ui import completions
from ui.api import create_app
from ui.cli import app
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
README = (ROOT / "README.md").read_text()
PAGES = {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "docs").rglob("*.md"))}
TOLD = "\n".join([README, *PAGES.values()])
ALL = "\n".join([TOLD, (ROOT / "CONTRIBUTING.md").read_text(), (ROOT / "SECURITY.md").read_text()])
SERVER, MODEL = "http://127.0.0.1:7860", "http://127.0.0.1:8000/v1"
SILENT = {"onrecord corrections", "onrecord export articles.jsonl"}
"""Commands that print nothing where all went well, and there is nothing to tell."""
ALONE = {"backup", "restore", "--model"}
"""What goes through no server, so that it has an archive of its own; all else is asked of the one that is served."""
ELSEWHERE = {"onrecord evaluate tests/questions.jsonl": 'onrecord("evaluate", ROOT / "tests" / "questions.jsonl"'}
"""What takes long, and tests/ui/test_cli.py runs already: how it does."""


def blocks(language: str) -> list[str]:
    """The blocks of code of the README and the site, each once."""
    return [*dict.fromkeys(re.findall(rf"^```{language}\n(.*?)^```", TOLD, re.DOTALL | re.M))]


def commands(program: str) -> list[str]:
    """The lines that start a program, each once."""
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith(f"{program} ")]
    return [*dict.fromkeys(lines)]


def code(pattern: str, text: str = ALL) -> set[str]:
    """What stands in a line between backquotes and is, whole, of this pattern."""
    return {one for one in re.findall(r"`([^`\n]+)`", text) if re.fullmatch(pattern, one)}


def flags_of(command: Any) -> set[str]:
    """The flags of a command and of those under it."""
    own = {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}
    return own.union(*(flags_of(under) for under in getattr(command, "commands", {}).values()))


@pytest.fixture
def beside_the_seeds(tmp_path: Path) -> Iterator[Path]:
    """An empty folder with the README's `seeds/` and `tests/`."""
    for folder in ("seeds", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    with chdir(tmp_path):
        yield tmp_path


def test_every_line_to_type_is_one_that_is_run() -> None:
    lines = {line for block in blocks("sh") for line in block.splitlines() if line and not line.startswith("#")}
    run = {line for program in ("onrecord", "curl") for line in commands(program)}
    targets = re.findall(r"^# make (\w+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    deployed = "\n".join(path.read_text() for path in (ROOT / "deploy").iterdir())
    others = {line for line in lines - run - {f"make {target}" for target in targets} if line not in deployed}
    assert others == {". .venv/bin/activate"}
    assert all(call in (ROOT / "tests" / "ui" / "test_cli.py").read_text() for call in ELSEWHERE.values())


@pytest.mark.usefixtures("beside_the_seeds", "owner")
def test_the_commands_do_what_is_told_of_them(onrecord: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_API_KEY", "secret")
    # What takes the article out comes last.
    lines = sorted((c for c in commands("onrecord") if c not in ELSEWHERE), key=lambda line: "remove" in line)
    printed = {}
    with serving(Script("Gantz met with nobody [1].")) as model:
        for line in lines:
            _, *words = shlex.split(line.replace(MODEL, model.url))
            alone = ["--archive", "alone"] if ALONE & {*words} else []
            code, out, err = onrecord(*words, *alone)
            assert code == 0, f"{line}: {err}"
            assert out or line in SILENT, line
            printed[line] = out
    assert len(model.asked) == 1
    shown = re.findall(r"^```sh\n[^`]*?([^\n`]+)\n```\n+```text\n(.*?)\n```", TOLD, re.DOTALL | re.M)
    assert shown
    assert [line for line, text in shown if text not in printed[line]] == []


@pytest.mark.usefixtures("beside_the_seeds")
def test_the_python_does_what_is_told_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    here = [code for code in blocks("python") if SERVER not in code]
    assert here
    for code in here:
        exec(compile(code, "README.md or docs/", "exec"), {})
        assert "Gantz" in capsys.readouterr().out, code


def test_make_run_serves_and_the_requests_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "```sh\nmake run\n```" in README
    # The server that `make run` starts, in this environment and on a free port.
    told = subprocess.run(["make", "--dry-run", "run", "PORT=0"], cwd=ROOT, capture_output=True, text=True).stdout
    recipe = next(line for line in told.splitlines() if "onrecord serve" in line)
    log = tmp_path / "log"
    command = [BIN / "onrecord", *shlex.split(recipe.removeprefix("@"))[1:]]
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    with log.open("w") as err, subprocess.Popen(command, cwd=ROOT, env=env, stderr=err) as server:
        try:
            address = address_of(server, log)
            for line in commands("curl"):
                asked = shlex.split(line.replace(SERVER, address))
                answer = json.loads(subprocess.run(asked, capture_output=True, timeout=60).stdout)
                assert "error" not in answer
                assert '"text": ' in json.dumps(answer) or answer == {"status": "ok"}
            for code in blocks("python"):
                if SERVER in code:
                    exec(compile(code.replace(SERVER, address), "README.md or docs/", "exec"), {})
                    assert "Gantz" in capsys.readouterr().out, code
        finally:
            server.terminate()


def test_every_command_is_described_and_has_the_flags_that_are_named() -> None:
    known = get_command(app).commands
    flags = {name: flags_of(one) for name, one in known.items()}
    for line in {*code(r"onrecord [a-z].*"), *commands("onrecord")}:
        _, name, *rest = shlex.split(line)
        assert {word for word in rest if word.startswith("--")} <= flags[name] | {"--help"}, line
    every = {flag for each in flags.values() for flag in each} | {"--no-deps", "--help"}
    assert {flag.split()[0].strip(",") for flag in code(r"--[a-z].*", TOLD)} <= every
    described = re.findall(r"^\| `onrecord ([a-z]+)[ `]", PAGES["docs/ways/command.md"], re.MULTILINE)
    assert sorted(described) == sorted(known)


def test_every_address_setting_and_public_name_is_described(seed_assistant: public.Assistant) -> None:
    table = PAGES["docs/ways/http.md"].partition("## All addresses")[2]
    addresses = re.findall(r"`(/[^`]+)`", "".join(re.findall(r"^\|(.+?)\|", table, re.MULTILINE)))
    assert {*addresses} == {*create_app(seed_assistant, Settings()).openapi()["paths"]}
    variables = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
    assert {*re.findall(r"ONRECORD_[A-Z_]+", PAGES["docs/settings.md"])} == variables
    assert {*re.findall(r"ONRECORD_[A-Z_]+", ALL)} == variables
    reference = re.findall(r"^::: onrecord\.(\w+)", PAGES["docs/reference/python.md"], re.MULTILINE)
    assert sorted(reference) == public.__all__


def test_every_file_that_is_named_is_there() -> None:
    rooms = "index|qa|ui|tests|bench|docs|deploy|seeds|[.]ci"
    assert [path for path in code(rf"(?:{rooms})/[\w./-]*") if not (ROOT / path).exists()] == []
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", README) if not (ROOT / link).exists()] == []


def test_clients_are_set_up_for_what_there_is() -> None:
    (librechat,) = (block for block in blocks("yaml") if "endpoints:" in block)
    (endpoint,) = yaml.safe_load(librechat)["endpoints"]["custom"]
    assert endpoint["models"]["default"] == [*completions.MODELS]
    assert endpoint["baseURL"].endswith(":7860/v1")
    (package,) = json.loads((ROOT / "server.json").read_text())["packages"]
    agents = [json.loads(block)["mcpServers"]["onrecord"] for block in blocks("json") if "mcpServers" in block]
    starts = [(Path(one["command"]).name, one["args"]) for one in agents if "command" in one]
    assert starts == [(package["identifier"], [argument["value"] for argument in package["packageArguments"]])]
    assert [one["url"] for one in agents if "url" in one] == [f"{SERVER}/mcp"]


def test_what_clients_send_and_get_is_what_the_docs_show() -> None:
    from docs import exchanges

    assert exchanges.recorded() == exchanges.FILE.read_text()


def test_the_site_is_built_whole_and_asks_no_other_host_for_anything(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path), strict=True)
    with chdir(ROOT):
        build(config)
    pages = {path: html.parse(str(path)).getroot() for path in tmp_path.rglob("*.html")}
    assert len(pages) == len(PAGES) + 1  # and 404.html
    asked = [
        f"{path.name}: {address}"
        for path, page in pages.items()
        for address in page.xpath(
            "//@src | //@srcset | //@data | //@poster | //@action | //link/@href | //style/text()"
        )
        if "//" in address.partition("#")[0]
    ]
    assert asked == []
    policy = "//meta[@http-equiv='Content-Security-Policy']/@content"
    assert all(re.match(r"default-src 'self'; ", *page.xpath(policy)) for page in pages.values())
    styles = [path.read_text() for path in tmp_path.rglob("*.css")]
    assert [
        found for style in styles for found in re.findall(r"(?:url\(|@import\s*)['\"]?(?:https?:)?//\S+", style)
    ] == []
    elsewhere = {link for page in pages.values() for link in page.xpath("//a/@href") if "//" in link}
    assert {link for link in elsewhere if not link.startswith(SERVER)} == set()
