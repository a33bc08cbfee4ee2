# make quarterly   the main job: read the submissions, publish the documents of the latest checkpoint
# make test        the tests
# make check       what CI runs: format, lint, types, import contracts, tests
# make forms       blank forms for the next checkpoint        (ARGS="--checkpoint q3")
# make status      who has submitted, who has not
# make samples     write the sample submissions again
# make bench       figures of time and memory
# make conformance PDF files against PDF/UA-1 and PDF/A-2a    (ARGS="FILE.pdf …"; needs Java)
# make lock        pin the dependencies anew
# ARGS="…" is passed on:  make quarterly ARGS="--checkpoint q2 --draft"

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
# The tests run on all cores, a file on one of them, so that what a file prepares is made once.
SHARED := -n auto --dist loadfile

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: quarterly test check forms status samples bench conformance lock clean

quarterly: $(VENV)/run.stamp
	@$(BIN)/python -m dxreport quarterly $(ARGS)

status: $(VENV)/run.stamp
	@$(BIN)/python -m dxreport status $(ARGS)

forms: $(VENV)/run.stamp
	@$(BIN)/python -m dxreport forms $(ARGS)

samples: $(VENV)/run.stamp
	@$(BIN)/python -m dxreport samples $(ARGS)

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(SHARED) $(ARGS)

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench $(ARGS)

conformance: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.conformance $(ARGS)

# A stamp is newer than its lock file when everything pinned is installed; nothing is done again until a lock changes.
$(VENV)/run.stamp: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed / Python 3.11以上が必要です")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/run.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.lock
	@touch $@

# uv resolves for every platform at once; it is needed for this target only.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml requirements/build.in --output-file requirements/run.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml requirements/build.in --output-file requirements/dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
