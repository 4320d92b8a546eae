# make run: set up, then serve the dashboards over the example campaign.
# make lab: set up, then open the notebooks (FOLDER=… on a campaign).
# make test: set up, then pass every test, the browser's included.
# make bench: our times beside those of alternatives, kept in tests/bench/RESULTATS.md
#   (ARGS=--full: all of them, and the cost by size; --tables, --pages, --scale: a part).
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8866
WORKERS ?= 2
ARGS ?=
FOLDER ?=

.PHONY: run test lab bench pictures lint

run: .venv/ready
	$(BIN)/passpro-nb serve data/exemple --port $(PORT)

lab: .venv/ready
	$(BIN)/passpro-nb lab $(FOLDER)

test: .venv/ready-to-test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -rs $(ARGS)

bench: .venv/ready-to-test
	PYTHONPATH=tests/helpers $(BIN)/python tests/bench/main.py $(ARGS)

pictures: .venv/ready-to-test
	$(BIN)/python tests/helpers/pictures.py $(ARGS)

lint: .venv/ready-to-test
	$(BIN)/ruff check passpro_nb tests
	$(BIN)/ruff format --check passpro_nb tests
	$(BIN)/mypy

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up .venv: one to three minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/ready-to-test: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[hub,large,test]'
	touch $@
