# `make demo` and `make test` are the whole manual; `make check` is what to run before a commit.
# Everything is installed below this folder, from locked and hashed requirements.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench audit mutants year fuzz supply sbom licences deploy-check lock vendor clean
.NOTPARALLEL:

PORT ?= 8000
DEMO_DIR := .demo
TESTS ?=
YEARS ?= 50
RESIDENTS ?= 200
SEED ?= $(shell date +%s)
EXAMPLES ?= 100
# One more than there are cores: a test waits a third of its time, for a browser, the disk or another program.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')

# The first Python here that is new enough. `make PYTHON=…` names another.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$candidate" && break; done)

# A folder is made again when the file it was made from says something else; its mark carries that file's hash.
RUNTIME := .venv/made-from-$(shell git hash-object requirements.txt)
DEV := .venv-dev/made-from-$(shell git hash-object requirements-dev.txt)
NODE := node_modules/.made-from-$(shell git hash-object package-lock.json)

PIP := -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
IN_DEV := PATH="$(CURDIR)/.venv-dev/bin:$$PATH"
LOCK := .venv-dev/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
	--fork-strategy fewest --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# What the pages use of @noble, with what that imports. Browsers know no package names, so those become paths.
NOBLE := handlers/static/vendor/noble
NOBLE_MODULES := hashes/_u64 hashes/sha3 hashes/utils curves/utils curves/abstract/fft curves/abstract/modular \
	post-quantum/_crystals post-quantum/ml-kem post-quantum/utils

help:
	@echo "make demo      starts everything with an invented office (PORT=8001 for another port, RESET=1 to begin anew)"
	@echo "make test      runs the whole test suite (TESTS=tests/journeys for a part of it)"
	@echo "make check     runs formatter, linter, types, import contracts and the pages' types"
	@echo "make bench     measures how long things take, and writes bench.json"
	@echo "make audit     judges the pages with Lighthouse and the MDN HTTP observatory's rules, and writes reports/"
	@echo "make mutants   changes the protocol's code in hundreds of ways and sees whether the tests notice (some minutes)"
	@echo "make year      lives through 50 years by random seeds on both databases (three hours; YEARS and RESIDENTS for others)"
	@echo "make fuzz      knocks at every door and feeds every parser with what is wrong (SEED=2, EXAMPLES=100 for each, DOOR=booking for some)"
	@echo "make supply    asks what is known against the locked parts, and looks for secrets left in files (STRICT=1 before a release)"
	@echo "make sbom      writes the list of parts, reports/sbom*.json (CycloneDX); make licences writes docs/licences.md"
	@echo "make deploy-check  puts nginx and Caddy with deploy/'s files before the program, and sends them what they must bear"
	@echo "make lock      resolves all requirements again; make vendor copies what the pages carry along"
	@echo "make clean     removes what make made, except the demo's data"

demo: $(RUNTIME)
	@PORT=$(PORT) DATA_DIR=$(DEMO_DIR) RESET=$(RESET) exec .venv/bin/python -m simulator.demo

# What is compiled once is compiled for all: hundreds of the product's processes start.
test: $(DEV) $(NODE)
	@PYTHONDONTWRITEBYTECODE= $(IN_DEV) .venv-dev/bin/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(DEV) $(NODE)
	@.venv-dev/bin/ruff format --check --quiet .
	@.venv-dev/bin/ruff check --quiet .
	@.venv-dev/bin/mypy
	@.venv-dev/bin/lint-imports
	@$(IN_DEV) node node_modules/typescript/bin/tsc --noEmit --checkJs --project tsconfig.json

bench: $(DEV) $(NODE)
	@.venv-dev/bin/python -m tests.benchmarks

audit: $(DEV) $(NODE)
	@$(IN_DEV) .venv-dev/bin/python -m tests.audit

mutants: $(DEV)
	@.venv-dev/bin/python -m tests.mutants

year: $(DEV)
	@YEARS=$(YEARS) RESIDENTS=$(RESIDENTS) .venv-dev/bin/python -m pytest --numprocesses auto tests/year

fuzz: $(DEV)
	@echo "seed $(SEED)"
	@FUZZ_SEED=$(SEED) FUZZ_EXAMPLES=$(EXAMPLES) FUZZ_DOOR=$(DOOR) .venv-dev/bin/python -m pytest --show-capture=no \
		tests/fuzz/test_doors.py tests/fuzz/test_parsers.py
	@FUZZ_SEED=$(SEED) .venv-dev/bin/python -m tests.fuzz.guided

supply: $(DEV) $(NODE)
	@$(IN_DEV) STRICT=$(STRICT) .venv-dev/bin/python -m tests.supply

sbom licences: $(DEV)
	@.venv-dev/bin/python -m tests.supply $@

deploy-check: $(DEV)
	@.venv-dev/bin/python -m tests.proxies

lock: $(DEV)
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt
	$(IN_DEV) npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

vendor: $(NODE)
	cp node_modules/@digital-go-jp/design-tokens/dist/tokens.css node_modules/@digital-go-jp/design-tokens/LICENSE \
		handlers/static/vendor/digital-go-jp-design-tokens/
	@for package in curves hashes post-quantum; do \
		mkdir -p $(NOBLE)/$$package && cp node_modules/@noble/$$package/LICENSE $(NOBLE)/$$package/ || exit 1; done
	@for module in $(NOBLE_MODULES); do for kind in js d.ts; do \
		mkdir -p $$(dirname $(NOBLE)/$$module) && \
		sed "s|'@noble/|'../|g" node_modules/@noble/$$module.$$kind > $(NOBLE)/$$module.$$kind || exit 1; done; done

clean:
	rm -rf .venv .venv-dev node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(RUNTIME):
	$(call make_venv,.venv,requirements.txt)

$(DEV):
	$(call make_venv,.venv-dev,requirements-dev.txt)

$(NODE): | $(DEV)
	@echo "Installing the pages' type checker …"
	@$(IN_DEV) npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# The mark is set last, so that what was interrupted is made again.
define make_venv
	@test -n "$(PYTHON)" || { echo "Hidamari needs Python 3.11 or newer, and there is none on the PATH."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python can't make virtual environments:" \
		"install the package that carries ensurepip (on Debian and Ubuntu: apt-get install python3-venv), then run make again."; exit 1; }
	@echo "Installing $(2) into $(1) …"
	@rm -rf $(1)
	@"$(PYTHON)" -m venv $(1)
	@$(1)/bin/python $(PIP) -r $(2)
	@touch $@
endef
