# make demo and make test work from nothing: they need python3 (3.11 or newer) and make, and install the rest into .venv.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: help demo test bench clean

help:
	@echo "make demo    releases of samples/ into releases.jsonl, and one record shown"
	@echo "make test    linter, formatter, type checker and tests"
	@echo "make bench   releases a second, beside the bare stock pipeline"
	@echo "make clean   remove .venv, caches and what demo wrote"
	@echo "PYTHON=python3.12 make ...   another Python than python3"

demo: $(INSTALLED)
	$(BIN)/extractor run samples -o releases.jsonl
	@echo
	$(BIN)/extractor show samples/fernmoor-sunday-libraries.txt
	@echo
	@echo "The records of all samples are in releases.jsonl, one JSON object a line."

test: $(INSTALLED)
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(INSTALLED)
	$(BIN)/python benchmarks/throughput.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis releases.jsonl releases.errors.jsonl pages.jsonl pages.errors.jsonl record.schema.json
	find extractor tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp takes the place of a list of installed files; an install that breaks off leaves none.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "Installing into .venv (a minute or two, once) ..."
	@rm -f $@
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
