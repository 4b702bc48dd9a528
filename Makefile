# `make serve` and `make test` are the two commands to know; they need nothing but Python 3.11+ and make.
# `make help` lists the rest.

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3 || command -v python)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
export PORT ?= 8000

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "Making the Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python -m venv failed; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@echo "Installing what the site runs on ..."
	@$(PIP) -r requirements.lock && touch $@

$(VENV)/.development: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing the development tools ..."
	@$(PIP) -r requirements-dev.lock && touch $@

.env:
	@umask 077 && $(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > $@

# `--forwarder-headers ''`: no client may say by a header where the site is mounted or which page is asked for.
.PHONY: serve
serve: $(VENV)/.runtime .env ## the site at http://127.0.0.1:$PORT/ (first run: environment, database, six cases)
	@$(BIN)/python manage.py prepare_site
	@rm -rf var/metrics-$(PORT)
	@MALLOC_ARENA_MAX=1 METRICS_DIR=var/metrics-$(PORT) exec $(BIN)/gunicorn reform_cases.config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--forwarder-headers '' --max-requests 20000 --max-requests-jitter 2000 --log-level warning

.PHONY: test
test: $(VENV)/.development ## the whole suite (DATABASE_URL=postgres://… runs it on PostgreSQL; TESTS=tests/text for some of it)
	$(BIN)/python -m pytest $(TESTS)

.PHONY: browser-test
browser-test: $(VENV)/.development ## only the tests in a real browser
	$(BIN)/python -m pytest -m browser

.PHONY: endure
endure: $(VENV)/.development ## the long forms: histories, kills, load (hours; TESTS=tests/motion for some of them)
	ENDURE=1 $(BIN)/python -m pytest -m "endure or thorough" $(TESTS)

.PHONY: lint
lint: $(VENV)/.development ## ruff (rules and format) and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

.PHONY: types
types: $(VENV)/.development ## mypy
	$(BIN)/mypy

.PHONY: format
format: $(VENV)/.development ## let ruff write the code's layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: fixture
fixture: $(VENV)/.runtime ## rebuild the committed fixture from the source text and its reviewed file
	$(BIN)/python manage.py build_fixture fixtures/sources/jcgg-2024.txt -o fixtures/jcgg-2024.json

.PHONY: dictionary
dictionary: $(VENV)/.runtime ## rewrite docs/data-dictionary.md from the declared facts
	@$(BIN)/python manage.py shell --verbosity 0 -c \
		'from reform_cases.catalogue.data_dictionary import data_dictionary as page; print(page(), end="")' > docs/data-dictionary.md

.PHONY: reader-report
reader-report: $(VENV)/.runtime ## a table of what the reader finds in every document of DIR
	@$(BIN)/python -m reform_cases.sourcetext.report $(DIR)

.PHONY: bench
bench: $(VENV)/.development ## measure the site, hand SQL, Datasette and a one-line view; saves docs/performance.md (N=6,10000 QUICK=1 …)
	@BENCH_COMMAND="make bench$(if $(filter command,$(origin N)), N=$(N))$(if $(QUICK), QUICK=1)$(if $(DATABASES), DATABASES=$(DATABASES))$(if $(REUSE), REUSE=1)" \
		$(BIN)/python -m bench --sizes $(N) $(if $(DATABASES),--databases $(DATABASES)) $(if $(QUICK),--quick) $(if $(REUSE),--reuse) $(BENCH)

N := 6,10000,100000

.PHONY: audit
audit: $(VENV)/.runtime ## Lighthouse on the main pages, mobile, at least 99 in every category (needs npm and Chromium; URL=… for a running site)
	@.ci/audit/run $(URL)

.PHONY: audit-deps
audit-deps: $(VENV)/.runtime ## bandit on the code, known weaknesses (needs the network) and licences of what the site runs on
	@.ci/audit-deps/run

.PHONY: bundle-offline
bundle-offline: $(VENV)/.runtime ## dist/reform-cases-VERSION-offline.tar: the commit with its wheels, for a machine without a network (needs one here)
	@$(BIN)/python deploy/offline/bundle.py

.PHONY: lock
lock: $(VENV)/.development ## renew both lock files from pyproject.toml (versions and hashes, no addresses)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet $(LOCK) --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
