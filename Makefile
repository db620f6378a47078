# make run     everything: set up, read the sample documents in, start service and chat
# make test    the gate: format, lint, types, import rules, tests
# make setup   the environment in .venv and the embedding model beside it
# make system  Debian packages that some features use; does what it may, and never fails
# make figures what takes longer: the real documents of ../shared/data, question sets, the baseline
# make constraints   resolve every pin anew, in a clean environment (after a change of dependencies)
# make clean   remove what setup made; ./data stays

PYTHON ?= python3
BIN := .venv/bin
MODEL := models/multilingual-e5-small
SYSTEM_PACKAGES := tesseract-ocr tesseract-ocr-swe chromium
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n) env DEBIAN_FRONTEND=noninteractive
SHARED ?= ../shared/data
# By the environment and not by -c: so that the build of our own package is pinned too. A new pip resolves
# three times as fast as the one that Python brings, and what is never imported need not be compiled.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --only-binary=:all:

.PHONY: run test setup system figures constraints clean

run: setup
	$(BIN)/paragraf serve --read corpus/samples/files

test: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

setup: $(MODEL)/stamp.txt

.venv/stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP_INSTALL) --upgrade pip
	$(BIN)/python $(PIP_INSTALL) --no-compile -e ".[dev]"
	touch $@

$(MODEL)/stamp.txt: .venv/stamp $(wildcard corpus/weights/*.py)
	$(BIN)/python -m corpus.weights $(MODEL)
	touch $@

system:
	@dpkg -s $(SYSTEM_PACKAGES) >/dev/null 2>&1 \
	|| { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq $(SYSTEM_PACKAGES); } \
	|| echo "Not installed here; install them yourself where you need them: $(SYSTEM_PACKAGES)"

figures: setup
	$(BIN)/python -m evals.benchmarks.ingest $(SHARED)/pdf $(SHARED)/txt
	$(BIN)/python -m evals.benchmarks.reading $(SHARED)/pdf
	$(BIN)/python -m evals.benchmarks.growth
	$(BIN)/python -m evals.benchmarks.scale --sizes 1000 10000 100000
	$(BIN)/python -m evals.benchmarks.latency
	$(BIN)/python -m evals.benchmarks.fuzz corpus/samples/files
	$(BIN)/paragraf ingest --data build/figures $(SHARED)/pdf $(SHARED)/txt || [ $$? -eq 1 ]
	$(BIN)/paragraf eval run $(SHARED)/questions.yaml --data build/figures --out build/questions
	$(BIN)/paragraf eval generate build/generated.yaml --data build/figures
	$(BIN)/paragraf eval run build/generated.yaml --half tune --data build/figures --out build/tune
	$(BIN)/paragraf eval run build/generated.yaml --half held --data build/figures --out build/held

constraints: export PIP_CONSTRAINT :=
constraints:
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python $(PIP_INSTALL) --upgrade pip
	build/constraints/bin/python $(PIP_INSTALL) torch==2.13.0
	build/constraints/bin/python $(PIP_INSTALL) hatchling editables ".[dev,st,llm,peers]"
	build/constraints/bin/pip freeze --all --exclude paragraf --exclude setuptools | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf .venv models build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
