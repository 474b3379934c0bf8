# Two commands do all the set-up: `make report` builds the example reports, `make test` runs the tests.
# Both make their own virtual environment in .venv and need nothing but Python 3.11 or newer.

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUTPUT ?= output
# Tests start some thousand processes; each would compile the program anew where Python is told to write no bytecode.
COMPILE := $(BIN)/python -m compileall -q lmmm_report

.PHONY: help report test test-long check coverage bench docs site pictures clean
.DEFAULT_GOAL := help

help:
	@echo "make report   build the example reports (HTML, PDF, JSON, German and English) into $(OUTPUT)/"
	@echo "make test     run all checks and tests"
	@echo "make test-long run what is slow by nature: kills, corpora, foreign programs"
	@echo "make coverage run the tests and say which lines none of them reaches"
	@echo "make check    linters and types only"
	@echo "make bench    the benchmark: ratios against a floor measured in the same run"
	@echo "make docs     write the generated pages of docs/ anew"
	@echo "make site     build the documents as a site into site/"
	@echo "make pictures take the pictures of README and docs anew"
	@echo "make clean    remove the virtual environment and what was built"

$(READY): pyproject.toml tools/setup.sh
	@sh tools/setup.sh venv "$(VENV)"
	@touch $(READY)

report: $(READY)
	@if sh tools/setup.sh pdf "$(VENV)"; then formats=html,pdf,json; else formats=html,json; fi; \
	  $(BIN)/lmmm-report build configs --earlier configs/earlier -o "$(OUTPUT)" --format $$formats

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	@sh tools/setup.sh pdf "$(VENV)" || true
	@sh tools/setup.sh test "$(VENV)" || true
	@$(COMPILE)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not long" --durations=15 --durations-min=2

test-long: $(READY)
	@sh tools/setup.sh pdf "$(VENV)" || true
	@sh tools/setup.sh test "$(VENV)" || true
	@$(COMPILE)
	$(BIN)/python -m pytest -n auto --dist worksteal -m long --durations=15 --durations-min=5

# A lamp, not a bar: it shows where no test has been.
coverage: $(READY)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not long" --ignore=tests/browser --ignore=tests/shipped
	@$(BIN)/coverage report --fail-under=0 | tail -n 30

bench: $(READY)
	@sh tools/setup.sh pdf "$(VENV)"
	$(BIN)/python bench/bench.py

docs: $(READY)
	$(BIN)/python tools/generate.py

site: $(READY)
	$(BIN)/python -m mkdocs build --strict --quiet

pictures: $(READY)
	@sh tools/setup.sh pdf "$(VENV)"
	@sh tools/setup.sh test "$(VENV)"
	$(BIN)/python tools/pictures.py

clean:
	rm -rf $(VENV) dist build site $(OUTPUT)/*
