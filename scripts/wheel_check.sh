#!/bin/sh
# What planners get: build the wheel, install it into an empty environment in another folder, and run the
# demo from there. Dependencies come from the lock file; nothing comes from the clone.
set -eu
PYTHON=$(cd "$(dirname "${PYTHON:-.venv/bin/python}")" && pwd)/$(basename "${PYTHON:-python}")
ROOT=$(pwd)
rm -rf dist
"$PYTHON" -m build --wheel --no-isolation --outdir dist . >/dev/null
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT
cd "$FOLDER"
"$PYTHON" -m venv empty
empty/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r "$ROOT/requirements.lock"
empty/bin/python -m pip install --quiet --disable-pip-version-check --no-deps "$ROOT"/dist/*.whl
empty/bin/matchmaker demo --no-serve --report rapport.html >demo.txt
test -s rapport.html && test -s demo.txt
empty/bin/matchmaker check innherred >/dev/null
empty/bin/matchmaker commit innherred >/dev/null
empty/bin/matchmaker audit verify >/dev/null
echo "The built wheel runs the demo in an empty environment."
