# The two commands of the README are `make demo` and `make test`; both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
TABLES_READY := $(VENV)/.ready-tables
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
FOUNDING := corpus/founding/document.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-integrations lint types unit prove bench docs tables-check clean

help: ## show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 20

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install 'pip>=25.1'
	$(PIP) install -e . --group dev
	@touch $@

$(BENCH_READY): $(READY)
	$(PIP) install --group bench
	@touch $@

$(TABLES_READY): $(READY)
	$(PIP) install --group tables
	@touch $@

demo: $(READY) ## clean the founding document and show the result
	@printf 'damaged:\n'; head -n 2 $(FOUNDING)
	@printf '\n$$ textfix clean $(FOUNDING) --script hans\n'
	@$(BIN)/textfix clean $(FOUNDING) --script hans
	@printf '\n\nsome of what was found:\n'
	@$(BIN)/textfix explain $(FOUNDING) --script hans | grep -A1 torn
	@$(BIN)/textfix explain $(FOUNDING) --script hans | tail -n 1

test: lint types unit ## lint, types and all tests but the long proofs

lint: $(READY) ## ruff
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## mypy --strict
	$(BIN)/mypy

unit: $(READY) ## pytest
	$(BIN)/pytest -n auto -m 'not prove'

test-integrations: $(READY) ## the hosts (Ray, Spark, pandas ...), each with the real package
	$(BIN)/python -m tests.integrations

prove: $(READY) ## the long proofs
	HYPOTHESIS_PROFILE=prove $(BIN)/pytest -m 'prove or not prove'

bench: $(BENCH_READY) ## measure beside the peers, write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

docs: $(READY) ## generate the rule pages
	$(BIN)/python docs/generate.py

tables-check: $(TABLES_READY) ## prove that the generated tables are current
	$(BIN)/python -m textfix.tables.build --check

clean: ## remove what make made
	rm -rf $(VENV) .venv-hosts .pytest_cache .mypy_cache .ruff_cache .hypothesis
