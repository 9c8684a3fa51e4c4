# Everything a developer does here. Each target sets up what it needs; `make help` lists them.
# Python 3.10 or newer, make and git are all that must be there. Another Python: make test PYTHON=python3.12

ifndef PYTHON
PYTHON := $(shell for p in python3 python python3.13 python3.12 python3.11 python3.10; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 && echo $$p && break; done)
endif
ARGS ?=

VENV  := .venv
BIN   := $(VENV)/bin
SETUP := $(PYTHON) scripts/setup_venv.py $(VENV)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo dev test test-all test-integration lint format types parity bench docs dist pins python

help: ## List the targets
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

python:
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or newer on PATH. Say which: make PYTHON=/path/to/python"; exit 2; }

demo: python ## Play the example service in the real Lambda runtime, on this machine
	@$(SETUP) test
	@$(BIN)/python examples/orders/demo.py $(ARGS)

dev: python ## Serve the example service on port 3000, with a console in the browser
	@$(SETUP) test
	@$(BIN)/powertools dev examples/orders/api.py:lambda_handler --env-file examples/orders/function.env $(ARGS)

test: python ## Unit, architecture and example tests; no service needed
	@$(SETUP) test
	@$(BIN)/python -m pytest --numprocesses auto $(ARGS)

test-all: python ## The same on every CPython from 3.10 to 3.14 found here
	@$(PYTHON) scripts/test_all.py $(ARGS)

test-integration: python ## Tests against real services, each skipped where its service is missing
	@$(SETUP) test
	@$(BIN)/python -m pytest -m integration $(ARGS) || { status=$$?; \
		test $$status -eq 5 && echo "No integration tests yet." || exit $$status; }

lint: python ## Ruff: rules and formatting
	@$(SETUP) test tools
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: python ## Let ruff mend what it can
	@$(SETUP) test tools
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: python ## mypy --strict and pyright strict over the package and typical user code
	@$(SETUP) test tools
	@$(BIN)/mypy --strict src tests/typing scripts
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/pyright --pythonpath $(BIN)/python --project tests/typing

parity: python ## Compare logs, metrics and segments with the public package
	@$(SETUP) test
	@$(BIN)/python tests/parity/run.py --ours $(BIN)/python $(ARGS)

bench: python ## Import time, memory and hot paths, beside the public package
	@$(PYTHON) benchmarks/run.py $(ARGS)

docs: python ## Build the documentation into site/ and check its links
	@$(SETUP) test docs
	@$(BIN)/python scripts/environment_page.py
	@NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict --quiet
	@$(BIN)/python scripts/check_site.py site

dist: python ## Build the wheel and the source archive into dist/
	@$(SETUP) test
	@rm -rf dist
	@$(BIN)/python -m hatchling build -d dist

pins: python ## Choose the newest versions anew that the oldest Python can take
	@$(PYTHON) scripts/pin_requirements.py
