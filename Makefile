# Two commands: `make demo` shows the workbook at work, `make test` checks it. `make help` lists the rest.

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
UV     := uv==0.13.9
ENGAGEMENT ?= params/demo
SERVE  ?= 1

# The first Python from 3.11 to 3.13, which the tests cover; else a newer one. PYTHON=… chooses another.
PYTHON ?= $(shell for newest in 14 99; do for candidate in python3 python3.13 python3.12 python3.11 python; do \
	$$candidate -c "import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, $$newest))" >/dev/null 2>&1 \
		&& { echo $$candidate; exit; }; done; done)

.PHONY: help setup demo test suite check browser bench kills screenshots docs texts engine lab lock clean

help:
	@echo "make demo           set up, assess the demo organisation, serve its scorecards (SERVE=0: don't serve)"
	@echo "make test           set up, a browser included, and run every check and test"
	@echo "make setup          create $(VENV) with everything that requirements.lock names"
	@echo "make lab            open the notebooks in JupyterLab"
	@echo "make bench          compare a batch with papermill and plain functions (BUSINESS_UNITS=\"12 100\"), warm kernels with ordinary ones"
	@echo "make kills          kill 125 runs, or let their disk or object store fail, at moments of chance; look that nothing is lost (a quarter of an hour)"
	@echo "make screenshots    take the documentation's pictures of the demo's scorecards"
	@echo "make docs           regenerate the pages and blank forms that are made from the method's data"
	@echo "make texts          bring the catalogues of languages in step with the code and compile them"
	@echo "make engine         renew what draws the charts: Vega's script and the widths of letters"
	@echo "make lock           renew requirements.lock from pyproject.toml"
	@echo "make clean          remove $(VENV), caches and the demo's results"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 or newer with its venv module was found. Install one (on Debian or Ubuntu:" >&2; \
		echo "apt-get install python3 python3-venv) and run the command again, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
		exit 1; fi
	@echo "Setting up $(VENV) with $$($(PYTHON) --version). The first time takes a minute or two."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(UV)"
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q lib
	@touch $(READY)

demo: setup
	@$(BIN)/pmobook run $(ENGAGEMENT) --last 2
	@$(BIN)/pmobook results $(ENGAGEMENT)
	@if [ "$(SERVE)" != 0 ]; then $(BIN)/pmobook serve $(ENGAGEMENT); else echo "To open the scorecards: make demo, or $(BIN)/pmobook serve $(ENGAGEMENT)"; fi

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

browser: setup
	@$(BIN)/python tests/browser/provide.py

suite: browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The checks keep one processor busy for a while, and the tests beside them the other. In the order of their names, the files
# that take longest don't come last, when one process would have nothing left to do.
test: setup
	@$(MAKE) --no-print-directory -j 2 check suite

bench: setup
	@$(BIN)/python benchmarks/batch.py $(BUSINESS_UNITS)
	@$(BIN)/python benchmarks/kernels.py
	@[ ! -d params/demo/results/tables ] || $(BIN)/python benchmarks/pages.py

kills: setup
	@$(BIN)/python benchmarks/kills.py

screenshots: browser
	@[ -d params/demo/results/tables ] || $(MAKE) --no-print-directory demo SERVE=0
	@$(BIN)/python tests/browser/screenshots.py

docs: setup
	@$(BIN)/pmobook method pages

texts: setup
	@$(BIN)/python -m pmobook.generate.catalogues

engine: setup
	@$(BIN)/python -m pmobook.generate.chart_engine

lab: setup
	@$(BIN)/jupyter lab --notebook-dir=notebooks --LabApp.app_settings_dir=templates/lab \
		--KernelProvisionerFactory.default_provisioner_name=pmobook-warm

lock:
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--all-extras --upgrade --custom-compile-command "make lock" pyproject.toml --output-file requirements.lock

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@rm -rf params/*/results params/*/published params/demo/forms params/gmpp/forms
