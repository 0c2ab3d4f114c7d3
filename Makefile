# The doors of this project. From a clean clone each sets up all it needs; the second time that costs seconds.
# `make run` honours HOST, PORT, DATABASE_URL, DEMO_PASSWORD (and PUBLIC_URL); every target honours PYTHON.

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak openapi clean

venv := .venv
python := $(venv)/bin/python

# images of build machines set this; each process would then compile all libraries anew (8 s instead of 2 to start)
unexport PYTHONDONTWRITEBYTECODE

# an environment whose interpreter is gone (an upgrade of the machine) is made anew
ifeq ($(shell $(python) -c 'print("alive")' 2>/dev/null),)
$(shell rm -f $(venv)/*.stamp)
endif

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(venv)/run.stamp ## Set up, build the dashboard, fill an empty database with the demo office, serve on http://127.0.0.1:8000
	@sh .ci/dashboard.sh || true # without Node the API still runs, with a page that says what is missing
	@exec $(python) -m api start

test: $(venv)/dev.stamp ## Set up, run all tests: the dashboard's; the service's on SQLite and PostgreSQL; both in a browser
	@sh .ci/dashboard.sh
	@sh .ci/node.sh npm run --silent test
	@CHROMIUM="$$(sh .ci/chromium.sh)" $(python) -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(venv)/dev.stamp ## Lint, format, types, import contracts, contract file, migrations, locks; of both languages
	@$(python) -m ruff check --quiet .
	@$(python) -m ruff format --check --quiet .
	@$(python) -m mypy
	@$(venv)/bin/lint-imports --no-logo 2>&1
	@$(python) -m api openapi --check
	@$(python) .ci/check_migrations.py
	@$(python) .ci/check_tree.py
	@sh .ci/node.sh npm run --silent check

bench: $(venv)/dev.stamp ## Measure against the ceilings
	@$(python) -m tests.benchmarks

soak: $(venv)/dev.stamp ## The long tests, which `make test` leaves out, the mutants, then the measurements
	@$(python) -m pytest -q -m soak $(ARGS)
	@$(python) -m tests.mutation
	@$(python) -m tests.benchmarks

openapi: $(venv)/dev.stamp ## Write openapi.json, the contract, and the dashboard's types of it
	@$(python) -m api openapi
	@sh .ci/node.sh npm run --silent types

clean: ## Remove the environment and caches (never var/, where the office's data is)
	rm -rf $(venv) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .hypothesis .schemathesis .import_linter_cache .pytest_cache
	find api tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

$(venv)/run.stamp: requirements.lock requirements-uv.lock .ci/environment.sh
	@sh .ci/environment.sh requirements.lock
	@touch $@

$(venv)/dev.stamp: requirements-dev.lock requirements-uv.lock .ci/environment.sh
	@sh .ci/environment.sh requirements-dev.lock
	@touch $@ $(venv)/run.stamp
