#!/bin/sh
# The long trials at full size. Figures go to benchmarks/RESULTS.md.
set -eu
PYTHON=${PYTHON:-.venv/bin/python}
"$PYTHON" -m pytest -q -m soak --override-ini "addopts=--strict-config --strict-markers --doctest-modules --import-mode=importlib" "$@"
"$PYTHON" benchmarks/large_register.py
"$PYTHON" benchmarks/solvers.py
