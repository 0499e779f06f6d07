# Every target that needs something makes it first: `make demo` and `make test` work in a fresh clone.
.DEFAULT_GOAL := help
.PHONY: help deps demo test coverage rules fuzz-api faults live fleet check format bench build audit lock api pictures

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=

help: ## what there is to make
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## .venv with everything, and the system packages Qt needs (nothing to do: under a second)
	@$(PYTHON) -m scripts.deps

demo: deps ## the main job with an embedded portal and sample data; without a screen it walks itself and leaves pictures
	@$(PY) -m trayapp demo $(ARGS)

# each worker may start a desktop, so there are not many
PYTEST := -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

test: deps ## the whole suite, end-to-end tests included, on every core
	@$(PY) $(PYTEST) $(ARGS)

coverage: deps ## the same, with coverage (slower)
	@$(PY) $(PYTEST) --cov --cov-report=term $(ARGS)

rules: deps ## which rule is proved by how many tests at the portal and in the app, and whether they pass (ARGS=--collect: only count)
	@$(PY) -m scripts.rules $(ARGS)

fuzz-api: deps ## schemathesis over the whole portal API, at length (ARGS=--examples 100 --seed 12)
	@$(PY) -m tests.embedded.fuzz $(ARGS)

faults: deps ## trouble of every kind between app and portal, and the count of what was lost or doubled (ARGS=--long: all of it)
	@$(PY) -m tests.faults $(ARGS)

# two workers, each with one of the servers
live: ## real helpdesks on loopback: the one contract suite and the hard cases on each (skipped where they can't be installed)
	@$(PYTHON) -m scripts.deps --live
	@$(PY) -m pytest -m "live or not live" --numprocesses 2 --dist loadgroup tests/contract tests/live $(ARGS)

fleet: deps ## 10 000 simulated clients and 200 real ones lose their portal and get it back: figures and curves
	@$(PY) -m tests.fleet --real 200 --pictures docs/pictures $(ARGS)

check: deps ## format, lint, types on three platforms, import directions, portal API document, profile schema
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	@$(MAKE) --no-print-directory --jobs 3 --output-sync=target types-linux types-win32 types-darwin
	$(VENV)/bin/lint-imports
	$(PY) -m trayapp.embedded.openapi --check
	$(PY) -m trayapp.embedded.policy_schema --check

# each platform has a cache of its own: with one for all, every run would begin from nothing
types-%:
	$(PY) -m mypy --platform $* --cache-dir .mypy_cache/$*

format: deps ## lay the code out and mend what can be mended
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

bench: deps ## the budgets of the design as measured ratios
	@$(PY) -m tests.bench $(ARGS)

build: ## the program as a folder that needs no Python, with its licences and its bill of materials: dist/
	@$(PYTHON) -m scripts.deps --build
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build installer/trayapp.spec
	$(PY) -m scripts.licences dist/trayapp
	$(PY) -m scripts.sbom dist/trayapp
	$(PY) installer/smoke.py dist/trayapp

audit: deps ## known holes in everything that is locked (asks the package index; ends with 4 when it cannot tell)
	@$(PY) -m scripts.audit $(ARGS)

lock: ## requirements/*.txt anew from requirements/*.in (needs uv)
	@scripts/lock.sh

api: deps ## resources/portal-api.yaml and resources/policy.schema.json anew from the embedded portal
	$(PY) -m trayapp.embedded.openapi
	$(PY) -m trayapp.embedded.policy_schema

pictures: deps ## the README's pictures anew, from the tours of all profiles
	$(PY) -m scripts.pictures
