# Two commands do all their own set-up: `make demo` and `make test`.
# They need python3 (3.11 or later), python3-venv and make, and a way to reach the package index.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
SYNC := $(BIN)/uv sync --quiet --frozen --inexact --compile-bytecode

.PHONY: demo test postgresql lint bench bench-peers clean

demo: .venv/demo
	$(BIN)/trucewatch assess syria-2016 --out out/syria-2016

test: .venv/dev postgresql
	$(BIN)/pytest -n 2 --cov --cov-report=term --cov-fail-under=98

# The tests start a server of their own from Debian's binaries; without them they say so and skip.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql >/dev/null; } \
	  || echo "PostgreSQL is not installed, and this user cannot: its tests will be skipped"; }

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/numpydoc lint $$(find src -name '*.py')

bench: .venv/dev
	$(BIN)/python -m bench $(BENCH)

# Other people's models have an environment of their own: 3 GB, and nothing of it is needed else.
bench-peers: .venv/dev .venv-peers/bin/python
	$(BIN)/python -m bench --peers $(BENCH)

.venv-peers/bin/python: bench/peers/requirements.txt | .venv/bin/uv
	$(BIN)/uv venv --quiet --clear .venv-peers
	$(BIN)/uv pip install --quiet --python .venv-peers/bin/python -r bench/peers/requirements.txt
	@touch $@

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version). Name another with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/demo: .venv/bin/uv pyproject.toml uv.lock
	$(SYNC) --no-dev
	@touch $@

.venv/dev: .venv/bin/uv pyproject.toml uv.lock
	$(SYNC) --group dev --extra postgres
	@touch $@

clean:
	rm -rf .venv .venv-peers out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
