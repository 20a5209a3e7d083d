# The two commands a newcomer needs are `make serve` and `make test`; `make help` lists the rest.
# Paths are relative throughout, so a checkout may live anywhere, spaces included.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
RUN := $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-bench serve index test check format translations bench soak clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: ## Create .venv with the locked dependencies
	@PYTHON="$(PYTHON)" sh .ci/setup.sh requirements.lock

setup-dev: ## Create .venv with test and lint tools, too
	@PYTHON="$(PYTHON)" sh .ci/setup.sh requirements-dev.lock

serve: setup index ## Index corpus/ and serve it at http://127.0.0.1:8000 (PORT=..., HOST=..., WORKERS=...)
	@exec $(RUN) -m indexer serve --host "$(HOST)" --port "$(PORT)" --workers "$(WORKERS)"

index: setup ## Index what changed in corpus/ and publish it; refused records are reported
	@$(RUN) -m indexer index; code=$$?; test $$code -le 1

test: setup-dev ## Run every test (as root, installs Chromium and Tesseract of Debian first if they are missing)
	@sh .ci/programs.sh
	@PYTHONDONTWRITEBYTECODE= $(RUN) -m pytest $(ARGS)  # the many processes of the tests share their bytecode

check: setup-dev ## Lint, types, import rules, spelling, lock
	@sh .ci/check.sh

format: setup-dev ## Format the code and fix what the linter can fix
	@$(RUN) -m ruff format . && $(RUN) -m ruff check --fix .

translations: setup-dev ## Update webui/translations with the texts of the interface, and compile them
	@sh .ci/translations.sh

bench: setup-bench ## Measure speed and quality; writes docs/benchmarks.md (SIZES="10000 60000", PARTS="search typos")
	@$(RUN) -m tests.bench $(if $(SIZES),--sizes $(SIZES)) $(if $(PARTS),--parts $(PARTS))

soak: setup-dev ## Ten minutes of mixed traffic while the catalog is indexed again and again (MINUTES=...)
	@$(RUN) -m tests.reliability.soak $(MINUTES)

setup-bench:
	@PYTHON="$(PYTHON)" sh .ci/setup.sh requirements-bench.lock

clean: ## Remove .venv, var (the index and the shared toolkits) and build files
	@rm -rf .venv var build *.egg-info
