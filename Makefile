# What people and CI type. Every target may be run twice; the second time is quick.

.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# Written last, so that a setup that was broken off starts over. It holds the folder
# it was made in: the programs of an environment that has moved do not start.
READY := $(VENV)/.ready
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif
SAMPLE := samples/combined-cable.pdf

# The registry settings of whoever runs this stay as they are; pip is only told
# not to look for a newer pip and not to ask questions.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Many containers forbid Python to keep what it has compiled. Here hundreds of short
# processes would compile it again, two seconds each.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup system demo test fuzz quick lint types lock samples clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

setup: $(READY) ## install system packages and the locked Python packages into .venv
	@echo "ready: $(BIN)/readingroom"

system:
	@sh scripts/install-system.sh

$(READY): requirements-dev.lock pyproject.toml scripts/find-python.sh | system
	@# An environment whose Python has gone, or whose folder has moved, is made anew.
	@test "$$($(BIN)/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" = "$(CURDIR)/$(VENV)" \
		&& $(BIN)/python -m pip --version >/dev/null 2>&1 \
		|| { python=$$(sh scripts/find-python.sh) && echo "making $(VENV) with $$python" \
			&& "$$python" -m venv --clear $(VENV); }
	@echo "installing the locked packages into $(VENV): a minute or two the first time"
	@# --no-deps: the lock is complete, and the pip of Debian 12 (23.0) does not see that
	@# its sqlalchemy is also the sqlalchemy[asyncio] that Prefect asks for, and refuses it.
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@# The lock holds setuptools, so the build needs nothing that was not checked.
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@# Says so when pyproject.toml asks for something the lock does not hold.
	@$(BIN)/python -m pip check >/dev/null || { $(BIN)/python -m pip check; \
		echo "the lock does not fit pyproject.toml: make lock" >&2; exit 1; }
	@echo '$(CURDIR)' > $@

demo: setup ## convert a sample release, print its clean text and say where it went
	@$(BIN)/readingroom convert $(SAMPLE) -o demo
	@cat demo/$(basename $(notdir $(SAMPLE)))/text.txt
	@printf '\nwritten:\n'; ls demo/$(basename $(notdir $(SAMPLE)))/*

test: setup ## run every test, and install the programs that single tests need
	@sh scripts/install-system.sh --tests
	@$(BIN)/python -m pytest

fuzz: setup ## convert mutated PDFs for SECONDS (600) from SEED (1); no part of CI
	@$(BIN)/python -m tests.fuzzing --seconds $(or $(SECONDS),600) --seed $(or $(SEED),1)

quick: setup ## run the tests that take no time
	@$(BIN)/python -m pytest -m "not slow"

lint: setup ## check style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## check types
	@$(BIN)/mypy

samples: setup ## make the fictional sample releases anew
	@$(BIN)/python -m samples make

# Pins that still fit stay; `make lock UPGRADE=--upgrade` takes the newest ones.
# Runtime first: the development lock then takes the same pins.
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url

lock: ## resolve both lock files again, with uv
	@command -v uv >/dev/null || { echo "uv is not on PATH; install it: pipx install uv" >&2; exit 1; }
	@$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.lock
	@$(COMPILE) $(UPGRADE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove .venv, demo and everything else these targets made
	@rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find flows cleanup ocr samples tests -name __pycache__ -type d -prune -exec rm -rf {} +
