# Two commands matter: `make demo` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SERVE ?= 1

.PHONY: demo test soak lint docs catalogues lock clean wheel-check

$(READY): requirements.lock pyproject.toml scripts/compile_catalogues.py $(wildcard */locale/*/LC_MESSAGES/*.po */*/locale/*/LC_MESSAGES/*.po)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	# the search for groups is compiled once, here, so that nobody waits for it later
	$(BIN)/matchmaker groups data/sandnes_bootcamp --rounds 1 >/dev/null
	touch $@

demo: $(READY)
ifeq ($(SERVE),0)
	$(BIN)/matchmaker demo --no-serve
else
	$(BIN)/matchmaker demo
endif

test: $(READY)
	PYTHON=$(BIN)/python sh scripts/test.sh

soak: $(READY)
	PYTHON=$(BIN)/python sh scripts/soak.sh

lint: $(READY)
	PYTHON=$(BIN)/python sh scripts/lint.sh

docs: $(READY)
	$(BIN)/python scripts/build_docs.py

catalogues: $(READY)
	$(BIN)/python scripts/compile_catalogues.py

lock:
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	  --extra dashboard --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .wheel-venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
