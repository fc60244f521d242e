# Two commands for a newcomer: `make run` (the chat page) and `make test` (everything the tests need, and the tests).
# TORCH_OPTIONS: what pip needs to find PyTorch's CPU build on your machine, see README.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
TORCH_OPTIONS ?=
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
export AANZET_HOME ?= $(CURDIR)/.aanzet

.PHONY: run test check eval gate constraints chromium golden clean

run: $(VENV)/.installed
	$(BIN)/aanzet chat

test: $(VENV)/.installed-dev chromium
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_imports.py

gate: $(VENV)/.installed-dev
	$(BIN)/aanzet eval gate

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.torch: $(VENV)/bin/python constraints.txt
	@echo "PyTorch installeren (eenmalig, enkele minuten) ..."
	$(PIP) $(TORCH_OPTIONS) -c constraints.txt torch
	@touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml constraints.txt
	@echo "Aan Zet installeren ..."
	$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.torch pyproject.toml constraints.txt
	@echo "Aan Zet installeren, met wat de tests nodig hebben ..."
	$(PIP) -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.installed

chromium:
	@sh tests/browser/install_chromium.sh

constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet $(TORCH_OPTIONS) torch==2.13.0
	build/constraints/bin/python -m pip install --quiet ".[dev,mcp]"
	build/constraints/bin/python -m pip freeze --exclude aanzet | sed 's/^torch==\([0-9.]*\)+.*/torch==\1/' > constraints.txt
	rm -rf build/constraints

clean:
	rm -rf $(VENV) .aanzet build dist *.egg-info
