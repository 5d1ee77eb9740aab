# make demo    sets up and runs the main job on seeds/articles: graph, answers, pictures
# make test    sets up and runs all tests, those in the browser included
# make lint    style, types, layers        make bench   speed and memory, side by side with natasha
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  := demo/store

.PHONY: demo test lint bench golden peers clean

$(BIN)/kg: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(BIN)/kg
	rm -rf demo && mkdir -p demo
	$(BIN)/kg --store $(STORE) add seeds/articles
	$(BIN)/kg --store $(STORE) stats
	$(BIN)/kg --store $(STORE) ask calls
	$(BIN)/kg --store $(STORE) ask recognition
	$(BIN)/kg --store $(STORE) ask figures
	$(BIN)/kg --store $(STORE) show Lukashenko
	$(BIN)/kg --store $(STORE) draw Lukashenko
	$(BIN)/kg --store $(STORE) draw -o demo/network.svg
	$(BIN)/kg --store $(STORE) draw -o demo/network.html
	$(BIN)/kg --store $(STORE) export demo/network.gexf
	@echo 'Look at demo/network.html, demo/network.svg and, in Gephi, demo/network.gexf.'

peers:
	@command -v chromium >/dev/null && command -v rsvg-convert >/dev/null && command -v virtuoso-t >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq chromium librsvg2-bin fonts-dejavu fonts-noto-core \
	       virtuoso-opensource-7-bin >/dev/null; } \
	  || { echo 'the tests need chromium, librsvg2-bin and virtuoso-opensource-7-bin' >&2; exit 1; }
	@test -x $(VENV)/comunica/node_modules/.bin/comunica-sparql || ! command -v npm >/dev/null \
	  || npm install --silent --no-fund --no-audit --prefix $(VENV)/comunica @comunica/query-sparql@4 >/dev/null \
	  || echo 'no comunica: its test is left out' >&2

test: $(BIN)/kg peers
	$(BIN)/pytest -n 2

lint: $(BIN)/kg
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/kg lexicon check

bench: $(BIN)/kg
	$(BIN)/pip install --quiet 'setuptools<81' scipy
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/serving.py && $(BIN)/python benchmarks/crowd.py
	$(BIN)/python benchmarks/pictures.py
	$(BIN)/python benchmarks/consolidation.py

golden: $(BIN)/kg
	$(BIN)/python -m tests.golden.rewrite

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache
