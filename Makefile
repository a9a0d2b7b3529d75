# Two commands do everything on a fresh machine: `make site` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto

.PHONY: help setup site serve check test test-fast test-tools lint format lock bench rtl clean

help:            ## Say what there is to make.
	@grep -hE '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/ready  ## Make the environment .venv from the lock.

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "totkit needs Python 3.11 or newer: make PYTHON=python3.11 site" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make environments here. On Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

site: setup  ## Build all editions into _build/site/.
	$(BIN)/totkit build

serve: setup  ## Build, serve on this machine, rebuild on change.
	$(BIN)/totkit serve

check: setup  ## Check everything authored.
	$(BIN)/totkit check

test: setup test-tools  ## Run every test.
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

test-fast: setup  ## Run the tests that need no browser, no kernel, no Sphinx.
	$(BIN)/python -m pytest -m "not slow"

test-tools:
	@sh tests/tools.sh

lint: setup  ## Style and types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	MYPYPATH=scripts/totkit/assemble/tree_files/_ext $(BIN)/mypy --strict --config-file= -p totkit_tree

format: setup  ## Put the code into its format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup  ## Resolve pyproject.toml anew (needs uv).
	uv pip compile pyproject.toml --extra publish --extra grade --extra learn --extra xliff --extra test --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --upgrade -o requirements.lock

bench: setup  ## Measure against jupyter-book and nbgrader, in one run.
	$(BIN)/python benchmarks/run.py

clean:  ## Empty _build/; grading/ is never touched.
	rm -rf _build
