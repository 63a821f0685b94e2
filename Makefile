# All set-up happens by itself: a virtual environment in .venv, and Debian packages where they may be installed.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-all check setup notebooks texts docs lock benchmark fuzz soak clean browser

demo: setup
	$(BIN)/grade -a clase156-tarea -o build/demo assignments/clase156-tarea/sample.ipynb

# A file of tests stays with one process: its fixtures are made once.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile

test: setup
	$(PYTEST) -m "not slow"

test-all: setup
	$(PYTEST)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy grader reference benchmarks

setup: $(READY)
	@sh .ci/system-packages

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

notebooks: setup
	$(BIN)/python -m reference.build

docs: setup
	$(BIN)/grader schema criteria > docs/criteria.md
	$(BIN)/python -m reference.overview > docs/assignments.md

texts: setup
	@mkdir -p build
	$(BIN)/pybabel -q extract -k text --add-location=file --sort-by-file -o build/messages.pot grader
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 -l es -i build/messages.pot -o grader/i18n/es.po

# Each reader of hostile bytes for FUZZ_SECONDS; what breaks one is left in build/fuzz.
FUZZ_SECONDS ?= 60
fuzz: setup
	@mkdir -p build/fuzz/tmp
	for reader in notebook json cell session report npy message; do \
		TMPDIR=build/fuzz/tmp $(BIN)/python -m tests.fuzz $$reader --corpus build/fuzz/corpus/$$reader --seconds $(FUZZ_SECONDS) || exit 1; \
	done
	rm -rf build/fuzz/tmp

# Needs Debian's chromium and npm.
browser: setup
	npm install --silent --no-save --prefix build/axe axe-core
	GRADER_AXE=build/axe/node_modules/axe-core/axe.min.js $(BIN)/python -m pytest tests/report/test_browser.py

benchmark: setup
	$(BIN)/python -m benchmarks.overhead
	$(BIN)/python -m benchmarks.assignments
	$(BIN)/python -m benchmarks.batch

# A hundred gradings in one process, a tenth of them hostile; may be interrupted. Figures go to build/soak.json.
soak: setup
	$(BIN)/python -m benchmarks.soak

lock:
	$(BIN)/uv pip compile --quiet --no-strip-markers --no-header --no-emit-index-url --all-extras --python-version 3.11 -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build
