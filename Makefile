# make demo and make test work from nothing: they need python3 (3.11 or newer) and make, and install the rest into .venv.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# The libraries that benchmarks measure beside ours stay out of .venv, and out of each other's way.
THROUGHPUT_BIN := .bench-throughput/bin
THROUGHPUT_INSTALLED := .bench-throughput/.installed
BENCH_BIN := .bench/bin
BENCH_INSTALLED := .bench/.installed
QUOTES_BIN := .bench-quotes/bin
QUOTES_INSTALLED := .bench-quotes/.installed

.PHONY: help demo test bench bench-scaling bench-reading bench-quotes bench-dates model measure-model quality docs fuzz same-answer package audit clean

# A folder with the open data that docs/model.md names.
TRAINING ?= ../shared/training
# Folders with annotated releases and pages that are not in the repository; docs/quality.md tells what they are.
GOLD ?= ../shared/gold/dev
PAGES ?= ../shared/pages
# How much is fuzzed: so many inputs, for at most so many seconds.
INPUTS ?= 200000
SECONDS ?= 7200

help:
	@echo "make demo            releases of samples/ into releases.jsonl, and one record shown"
	@echo "make test            linter, formatter, type checker and tests"
	@echo "make bench           seconds a release, beside the stock pipeline and a pipeline glued of libraries; workers; start"
	@echo "make bench-scaling   seconds a release and memory, of 100 to 10,000 inputs"
	@echo "make bench-reading   pages a second and quality of reading, beside trafilatura and readability-lxml"
	@echo "make bench-quotes    words a second and quality of finding quotes, beside textacy and sayswho"
	@echo "make bench-dates     words a second and quality of finding dates, beside dateparser and the stock recogniser"
	@echo "make model           train the recogniser anew (TRAINING=folder of open data), then measure it"
	@echo "make measure-model   how well the recogniser and the stock one find names (TRAINING=folder of open data)"
	@echo "make quality         docs/quality.md: what is found and missed, by set (GOLD=folder PAGES=folder, if you have them)"
	@echo "make fuzz            200,000 inputs made of samples and cases, changed by chance (INPUTS=number, SECONDS=at most)"
	@echo "make same-answer     the same bytes in other locales, time zones, orders, versions of Python"
	@echo "make package         the package built, installed as users do, and used"
	@echo "make audit           known holes in the pinned packages, asked of their registry (it needs the internet)"
	@echo "make docs            the documentation as a site, docs/_build"
	@echo "make clean           remove .venv, .audit, .bench*, docs/_build, caches and what demo wrote"
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
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

bench: $(THROUGHPUT_INSTALLED)
	$(THROUGHPUT_BIN)/python benchmarks/throughput.py

bench-scaling: $(INSTALLED)
	$(BIN)/python benchmarks/scaling.py

bench-reading: $(BENCH_INSTALLED)
	$(BENCH_BIN)/python benchmarks/reading.py $(PAGES)

bench-quotes: $(QUOTES_INSTALLED)
	$(QUOTES_BIN)/python benchmarks/quotes.py $(RECORDS)

bench-dates: $(INSTALLED)
	$(BIN)/python benchmarks/dates.py

model: $(INSTALLED)
	$(BIN)/python tools/recogniser/train.py $(TRAINING)
	$(MAKE) measure-model

measure-model: $(INSTALLED)
	$(BIN)/python tools/recogniser/measure.py $(TRAINING)

quality: $(INSTALLED)
	$(BIN)/python tools/quality_page.py $(if $(wildcard $(GOLD)),real=$(GOLD)) $(if $(wildcard $(PAGES)),pages=$(PAGES))

docs: $(INSTALLED)
	$(BIN)/sphinx-build -W --keep-going -q -c docs . docs/_build
	@echo "Open docs/_build/docs/index.html"

fuzz: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m hostile_patterns
	PYTHONPATH=tests $(BIN)/python -m fuzz --inputs $(INPUTS) --seconds $(SECONDS) --report fuzz.json

same-answer: $(INSTALLED)
	$(BIN)/python tools/same_answer.py

package: $(INSTALLED)
	$(BIN)/python tools/package.py

# In an environment of its own: what audits is not what is audited.
audit:
	@$(PYTHON) -m venv .audit
	@.audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	.audit/bin/pip-audit --strict --no-deps --disable-pip -r constraints.txt

clean:
	rm -rf fuzz.json dist .same-answer
	rm -rf docs/_build .audit .venv .bench .bench-quotes .bench-throughput .mypy_cache .ruff_cache .pytest_cache .hypothesis releases.jsonl releases.errors.jsonl pages.jsonl pages.errors.jsonl record.schema.json
	find extractor tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp takes the place of a list of installed files; an install that breaks off leaves none.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "Installing into .venv (a minute or two, once) ..."
	@rm -f $@
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ray]' || \
		echo "The extra [ray] can't be installed here: the test of the Ray engine will be skipped."
	@touch $@

$(THROUGHPUT_INSTALLED): benchmarks/requirements-throughput.txt
$(BENCH_INSTALLED): benchmarks/requirements-reading.txt
$(QUOTES_INSTALLED): benchmarks/requirements-quotes.txt
$(THROUGHPUT_INSTALLED) $(BENCH_INSTALLED) $(QUOTES_INSTALLED): pyproject.toml constraints.txt
	@echo "Installing into $(@D) (a minute or two, once) ..."
	@rm -f $@
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r $(filter benchmarks/%,$^)
	@touch $@
