# Requisite: `make run` and `make test` do everything on a fresh machine with Python 3.11 and its venv module.
PYTHON ?= python3
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet

# Without compiled modules every process would compile the whole of them again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run start install test test-strict check fuzz bench bench-batches bench-review bench-large bench-search bench-mails bench-resumes clean

run: .venv/installed  ## a demo company at http://127.0.0.1:8000
	@$(BIN)/python -m ats serve --demo

start: .venv/installed  ## the same without demo data
	@$(BIN)/python -m ats serve

install: .venv/installed  ## what the application needs, into .venv, for a service to start

test: .venv/installed-dev check  ## everything that can be tested here
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser and not slow"
	@$(BIN)/python -m pytest -m "browser or slow"

check: .venv/installed-dev  ## style and the order of the floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

fuzz: .venv/installed-dev  ## try the readers with broken files, pages and mails, two minutes
	@$(BIN)/python -m tests.fuzz 60
	@$(BIN)/python -m pytest -q --hypothesis-profile thorough -k "any_ or whatever_the_bytes" \
		tests/unit/openings/importing/test_unreadable_pages.py tests/unit/openings/importing/test_drawn_pages.py \
		tests/unit/inbox/test_mime.py

bench: .venv/installed-dev  ## measure, below five minutes
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.search

bench-batches: .venv/installed-dev  ## move 10,000 at once and take it back, while others work, about three minutes
	@$(BIN)/python -m benchmarks.batches

bench-review: .venv/installed-dev  ## decide fifty applications by keys in a browser, about a minute
	@$(BIN)/python -m benchmarks.review

bench-large: .venv/installed-dev  ## the same with 100,000 applications; search and views with 1,000,000 too
	@$(BIN)/python -m benchmarks --large
	@$(BIN)/python -m benchmarks.search --large

bench-search: .venv/installed-dev  ## measure search and views at 1,000 and 10,000 (LARGE=1: up to 1,000,000)
	@$(BIN)/python -m benchmarks.search $(if $(LARGE),--large)

bench-mails: .venv/installed-dev  ## measure how generated mails find their openings, about three minutes
	@$(BIN)/python -m benchmarks.mails

bench-resumes: .venv/installed-dev  ## measure the reading of résumés, about ten minutes (LARGE=1: 10,000 read again)
	@$(BIN)/python -m benchmarks.resumes $(if $(LARGE),--large)

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv && touch $@

.venv/installed: .venv/python requirements.txt
	@echo "Installing what the application needs (once)"
	@$(PIP) install --require-hashes -r requirements.txt && touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing what the tests need (once)"
	@$(PIP) install --require-hashes -r requirements-dev.txt && touch $@

clean:
	rm -rf .venv instance
