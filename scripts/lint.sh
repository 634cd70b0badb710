#!/bin/sh
# The floors, the style and the types. Every change passes these.
set -eu
BIN=$(dirname "${PYTHON:-.venv/bin/python}")
"$BIN/ruff" check .
"$BIN/ruff" format --check .
"$BIN/lint-imports" --no-cache
"$BIN/mypy"
