#!/bin/sh
# Everything a change must pass: lint, the built wheel in an empty environment, and all tests.
# A browser is installed from the system's packages when none is there and we may; where we may not,
# the browser tests say that they were skipped and why.
set -eu
PYTHON=${PYTHON:-.venv/bin/python}
if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1 \
    && ! command -v google-chrome >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium from the system's packages for the browser tests …"
    (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium) >/dev/null 2>&1 \
      || echo "Chromium could not be installed; the browser tests will be skipped."
  else
    echo "No Chromium found, and it may not be installed here; the browser tests will be skipped."
  fi
fi
sh scripts/lint.sh
sh scripts/wheel_check.sh
exec "$PYTHON" -m pytest -n "${TEST_JOBS:-2}" --dist loadgroup --durations=10 "$@"
