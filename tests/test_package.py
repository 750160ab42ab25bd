"""The public package, and the wheel that brings it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import SecretStr

import onrecord
from tests.chat.lies import Script, serving

ROOT = Path(__file__).parents[1]
OWN = ("index", "qa", "ui", "onrecord")
QUESTION = "What did Kirby say about Gantz?"


def test_every_public_name_is_there_and_none_is_loaded_before_it_is_used() -> None:
    assert sorted(onrecord.__all__) == onrecord.__all__
    assert all(getattr(onrecord, name).__name__ == name for name in onrecord.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = onrecord.Nothing  # type: ignore[attr-defined]
    code = "import sys, onrecord; print([n for n in ('index', 'qa', 'ui', 'httpx', 'pydantic') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_an_assistant_closes_what_it_opened_and_only_that(tmp_path: Path) -> None:
    with onrecord.Assistant.open(tmp_path) as assistant:
        assert assistant.ask(QUESTION).found
        with onrecord.Assistant(assistant.archive) as other:
            assert other.ask(QUESTION).found
        assert assistant.ask(QUESTION).found
        with pytest.raises(onrecord.ArchiveBusy):
            onrecord.Archive(tmp_path)
    with onrecord.Archive(tmp_path) as archive:
        assert len(archive.articles()) == 1
    with pytest.raises(onrecord.InputError, match="--model"):
        onrecord.Assistant.open(tmp_path, model="nobody:x")
    onrecord.Archive(tmp_path).close()


@pytest.mark.parametrize("by_name", [True, False])
def test_a_chat_model_is_a_line_and_is_held_to_the_promise(tmp_path: Path, by_name: bool) -> None:
    with serving(Script("John Kirby said that “Gantz is a zeppelin” [1].")) as script:
        name = "openai:liar" if by_name else ChatOpenAI(model="liar", base_url=script.url, api_key=SecretStr("none"))
        with onrecord.Assistant.open(tmp_path, model=name, model_url=script.url) as assistant:
            answer = assistant.ask(QUESTION)
            assert assistant.model_name == ("openai:liar" if by_name else "liar")
    assert len(script.asked) == 1
    assert ["zeppelin" in left.text for left in answer.left_out] == [True]
    assert "zeppelin" not in answer.text


def test_what_is_imported_is_a_dependency_by_name() -> None:
    """What is only there because another package wants it may be gone with that one's next release."""
    declared = {canonicalize_name(Requirement(line).name) for line in requires("onrecord") or []}
    trees = (ast.parse(file.read_text("utf-8")) for own in OWN for file in (ROOT / own).rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    modules = {name.partition(".")[0] for name in named} - sys.stdlib_module_names - {*OWN}
    brought_by = packages_distributions()
    undeclared = {m for m in modules if not declared & {canonicalize_name(d) for d in brought_by.get(m, ())}}
    assert undeclared == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    built = subprocess.run([*command, "--wheel-dir", folder, ROOT], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("onrecord-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the wheel is installed, and this tree is not: only what it depends on is shared."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", folder, wheel]
    assert subprocess.run(command, capture_output=True).returncode == 0
    return {**os.environ, "PYTHONPATH": str(folder)}


def test_the_wheel_holds_all_that_is_used_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    info = f"onrecord-{version('onrecord')}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"index", "qa", "ui", "onrecord", info}
    kept = [path for package in ("index", "qa", "ui", "onrecord") for path in (ROOT / package).rglob("*")]
    files = {str(path.relative_to(ROOT)) for path in kept if path.is_file() and "__pycache__" not in path.parts}
    files |= {f"index/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}
    assert {name for name in names if not name.startswith(info)} == files
    assert {f"{package}/py.typed" for package in ("index", "qa", "ui", "onrecord")} <= files


def test_the_installed_wheel_answers(installed: dict[str, str], tmp_path: Path) -> None:
    env = {**installed, "XDG_DATA_HOME": str(tmp_path)}

    def run(*command: str) -> str:
        done = subprocess.run([sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    code = "import index, onrecord; print(onrecord.__file__, index.__file__, onrecord.__version__)"
    own, index, told = run("-c", code).split()
    assert Path(own).parents[1] == Path(index).parents[1] == Path(installed["PYTHONPATH"])
    assert told == version("onrecord")
    assert "“Minister Gantz is a member of the war cabinet" in run("-m", "onrecord", "ask", QUESTION)
