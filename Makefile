# Two commands for a newcomer: `make run` (the chat page) and `make test` (everything the tests need, and the tests).
# TORCH_OPTIONS: what pip needs to find PyTorch's CPU build on your machine, see README.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
TORCH_OPTIONS ?=
# Shows pip's own progress, except where CI=true is set. Python compiles what it imports when it first does: compiling
# all 15,000 files here takes half of the processor time of installing.
# It keeps that, also where it is asked not to: a test that starts a page would compile for seconds each time.
unexport PYTHONDONTWRITEBYTECODE
PIP = $(BIN)/python -m pip install --no-compile $(if $(CI),--quiet) --disable-pip-version-check --no-input
export AANZET_HOME ?= $(CURDIR)/.aanzet

.PHONY: run test test-fast check harden hashes sbom audit eval gate bench constraints chromium clean

run: $(VENV)/.installed
	$(BIN)/aanzet chat

# In groups side by side (tests/lanes.py); each group reports when it is done.
test: $(VENV)/.installed-dev chromium
	$(BIN)/python -m tests.lanes

# Everything that needs neither the model nor a browser.
test-fast: $(VENV)/.installed-dev
	$(BIN)/python -m tests.lanes -m "not model and not browser"

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_imports.py

# The campaigns of docs/reliability.md, less than half an hour, in two lanes and the load alone; SHARE=0.1 for a tenth.
HARDEN = OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.harden --share $(or $(SHARE),1)

harden: $(VENV)/.installed-dev
	-$(PIP) --quiet atheris==3.0.0
	$(HARDEN) kill storage damage soak & other=$$!; $(HARDEN) pdf markup fuzz readers privacy swapping; found=$$?; \
	wait $$other && $(HARDEN) load && exit $$found

# Of what is installed: the hash of every package (pip install --require-hashes -r build/supply/hashes.txt),
# a CycloneDX bill of materials, the licences, and known weaknesses (needs the advisory service of PyPI).
hashes: $(VENV)/.installed
	mkdir -p build/supply
	$(PIP) --dry-run --ignore-installed --report build/supply/report.json $(TORCH_OPTIONS) -c constraints.txt .
	$(BIN)/python -m benchmarks.harden.hashes build/supply/report.json > build/supply/hashes.txt

build/supply/.tools:
	$(PYTHON) -m venv build/supply/tools
	build/supply/tools/bin/python -m pip install --quiet cyclonedx-bom==7.5.0 pip-licenses==5.5.5 pip-audit==2.10.1
	@touch $@

sbom: build/supply/.tools $(VENV)/.installed
	build/supply/tools/bin/cyclonedx-py environment $(BIN)/python --of JSON -o build/supply/sbom.json
	build/supply/tools/bin/pip-licenses --python $(BIN)/python --format=markdown --with-urls --ignore-packages aanzet > docs/licences.md

audit: build/supply/.tools hashes
	timeout 120 build/supply/tools/bin/pip-audit --strict --timeout 10 --disable-pip --require-hashes -r build/supply/hashes.txt

gate: $(VENV)/.installed-dev
	$(BIN)/aanzet eval report --check
	$(BIN)/aanzet eval gate $(GATE_OPTIONS)

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

bench: $(VENV)/.installed-dev
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.speed $(BENCH_OPTIONS)

constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet $(TORCH_OPTIONS) torch==2.13.0
	build/constraints/bin/python -m pip install --quiet ".[dev,mcp]"
	build/constraints/bin/python -m pip freeze --exclude aanzet | sed 's/^torch==\([0-9.]*\)+.*/torch==\1/' > constraints.txt
	rm -rf build/constraints

clean:
	rm -rf $(VENV) .aanzet build dist *.egg-info
