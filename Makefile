# The recipes of the house; `make` lists them. Nothing but Python 3.11, make and the package registries is needed.

PORT ?= 8000
SEED ?= 1
SCALE ?= small
WORKERS ?= 2
COVERAGE := 90

BIN := .venv/bin
HENG := HENG_DEMO=$${HENG_DEMO:-1} $(BIN)/heng
PYTEST := $(BIN)/pytest -q -n $(WORKERS) --cov

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run demo test check bench docs format sync packages hooks \
	check-format check-lint check-types check-contracts check-docs

help: ## List the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name words; \
	do printf '  make %-10s %s\n' "$$name" "$$words"; done

run: demo ## Serve the platform with an invented city at http://127.0.0.1:8000 (elsewhere: make run PORT=8123)
	@exec env HENG_DEMO=$${HENG_DEMO:-1} $(BIN)/heng serve --port $(PORT)

demo: ## Fill an empty database with the invented city (SEED=1) and print the logins
	@tools/uv sync --frozen --no-dev --inexact --quiet
	@$(HENG) migrate --no-input --verbosity 0
	@$(HENG) collectstatic --no-input --verbosity 0
	@$(HENG) demo --seed $(SEED) --scale $(SCALE) --if-empty

test: packages check ## The gate: every check, then every test on SQLite and on PostgreSQL, with coverage
	$(PYTEST) --cov-report=
	HENG_TESTS_ON=postgresql $(PYTEST) --cov-append --cov-report=term --cov-fail-under=$(COVERAGE)

check: sync check-format check-lint check-types check-contracts check-docs ## Format, lint, types, import contracts, docs

bench: sync ## Measure: every script of bench/ in turn; fails at the end when a target was missed
	@missed=0; for script in bench/[a-z]*.py; do name="$$(basename "$$script" .py)"; echo "== $$name"; \
	$(BIN)/python -m "bench.$$name" || missed=1; done; exit $$missed

docs: sync ## Write anew what the code says of itself: procedures, events, clauses, settings
	@$(BIN)/python -m tools.docs

format: sync ## Put the code into shape and mend what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

hooks: sync ## Install the pre-commit hooks, which call the recipes of `check`
	@$(BIN)/pre-commit install

sync: ## Install the locked dependencies into .venv
	@tools/uv sync --frozen --quiet

packages: sync ## Install what tests need besides: Debian packages (as root), the schemas of open data
	@tools/packages
	@$(BIN)/python -m tools.standard

check-format:
	@$(BIN)/ruff format --check --quiet .
check-lint:
	@$(BIN)/ruff check --quiet .
check-types:
	@$(BIN)/mypy
check-contracts:
	@$(BIN)/lint-imports
check-docs:
	@$(BIN)/python -m tools.docs --check
