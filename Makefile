# Two commands do on a fresh machine: `make demo` and `make test`. Each sets up all it needs by itself.
.PHONY: demo test test-long bench screenshots lint format types locks setup clean
PY := .venv/bin/python
TF := .venv/bin/ticketforge
PYTEST := $(PY) -m pytest -n 2 --dist worksteal
BENCH ?=

setup:
	@sh scripts/setup.sh judges

demo:
	@sh scripts/setup.sh judges
	@$(PY) scripts/demo.py

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup
	$(PY) -m mypy

test: lint types
	QT_QPA_PLATFORM=offscreen $(PYTEST) -m "not long" --cov --cov-report=term $(ARGS)

test-long: setup
	QT_QPA_PLATFORM=offscreen $(PYTEST) -m long $(ARGS)

bench: setup
	$(TF) bench $(BENCH)

screenshots: setup
	@for theme in light dark; do for language in en de; do \
	  $(TF) screenshots demo-out/screenshots --theme $$theme --language $$language || exit 1; done; done

format: setup
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Newer versions into the lock files: hashes, no addresses.
locks: setup
	.venv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .build demo-out build dist
