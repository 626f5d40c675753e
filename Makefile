# Two commands do everything: `make site` and `make test`. `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.DEFAULT_GOAL := help
.PHONY: help site serve test test-slow hosts upstream environments load faults release fuzz check lint lock golden clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

site: $(VENV)/.site ## Build the reference site into site/
	$(BIN)/openbrief build --strict
	@echo
	@echo "The site is in site/. To look at it: make serve, then open http://127.0.0.1:8000/openbrief/"

serve: $(VENV)/.site ## Show the site live; an edit shows at once
	$(BIN)/openbrief serve

check: $(VENV)/.site ## Print the problems of the content
	$(BIN)/openbrief check

test: $(VENV)/.dev ## Run all checks and tests
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m "not slow" $(BESIDE)
BESIDE := --numprocesses 2 --dist loadfile

test-slow: $(VENV)/.dev ## Run the long sweeps as well
	$(BIN)/python -m pytest

hosts: $(VENV)/.dev ## Run the tests of whole builds on ProperDocs, and on the oldest MkDocs
	PYTHONPATH=$(CURDIR)/tests/hosts/properdocs $(ON_HOST)
	$(PIP) --require-hashes --no-deps --upgrade --target build/oldest -r requirements/hosts.txt
	PYTHONPATH=$(CURDIR)/build/oldest $(ON_HOST)
ON_HOST = $(BIN)/python -m pytest -m "not slow" tests/build tests/cli

upstream: $(VENV)/.dev ## Say what the newest Material changes of what the theme stands on
	$(PIP) --no-deps --upgrade --target build/newest mkdocs-material
	$(BIN)/python -m tests.hosts.upstream --against build/newest

load: $(VENV)/.dev ## Ask nginx for the reference site, 1,000 times a second for a minute
	$(BIN)/python -m pytest -q -s -m slow tests/served/test_load.py

environments: $(VENV)/.dev ## Build a site in 20 environments and compare all bytes
	$(BIN)/python -m pytest tests/build/test_environments.py

release: $(VENV)/.dev ## Make a release of what is committed, in build/release; KEY=FILE signs it
	$(BIN)/python setup/release.py --out build/release $(if $(KEY),--key "$(KEY)")

faults: $(VENV)/.dev ## Let every call of a publication fail and kill builds, an hour; prints a table
	$(BIN)/python -m tests.faults.sweep

fuzz: $(VENV)/.dev ## Look for inputs that break the parsers, a minute each
	$(PIP) --require-hashes -r requirements/fuzz.txt
	$(BIN)/python tests/fuzz/run.py --seconds 60

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

golden: $(VENV)/.dev ## Write the golden files anew; read the difference before you commit it
	$(BIN)/python -m pytest --update-golden -m "not slow and not browser" || true

lock: ## Write requirements/*.txt from requirements/*.in, with hashes
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --quiet install uv
	build/lock/bin/uv pip compile -q $(LOCK) requirements/site.in -o requirements/site.txt
	build/lock/bin/uv pip compile -q $(LOCK) -c requirements/site.txt requirements/dev.in -o requirements/dev.txt
	build/lock/bin/uv pip compile -q $(LOCK) requirements/fuzz.in -o requirements/fuzz.txt
	build/lock/bin/uv pip compile -q $(LOCK) --no-deps requirements/hosts.in -o requirements/hosts.txt
	build/lock/bin/uv pip compile -q $(LOCK) requirements/bench.in -o requirements/bench.txt
LOCK := --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate

clean: ## Remove everything that can be made again
	rm -rf $(VENV) site build .cache .site.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.site: $(VENV)/.venv requirements/site.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/site.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements/dev.txt setup/system_packages.sh
	sh setup/system_packages.sh
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
