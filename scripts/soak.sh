#!/bin/sh
# The long trials at full size. Figures go to benchmarks/RESULTS.md, each to its own section.
# The solver comparison wants ortools beside the project's own libraries; without it that peer is left out.
set -eu
PYTHON=${PYTHON:-.venv/bin/python}
"$PYTHON" -m benchmarks.large_register
"$PYTHON" -m benchmarks.solvers
