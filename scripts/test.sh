#!/bin/sh
# Everything a change must pass: lint, the built wheel in an empty environment, and all tests.
# A browser and PostgreSQL are installed from the system's packages when none is there and we may; where we
# may not, the tests that need them say that they were skipped and why.
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
if ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL from the system's packages for the tests of the workspace …"
    # the tests start a server of their own: the package shall make and start none while it is installed here
    NO_SERVER=/etc/postgresql-common/createcluster.d/matchmaker-tests.conf
    (mkdir -p "${NO_SERVER%/*}" && echo "create_main_cluster = false" >"$NO_SERVER" \
      && apt-get update -q \
      && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql) >/dev/null 2>&1 \
      || echo "PostgreSQL could not be installed; the tests that need it will be skipped."
    rm -f "$NO_SERVER"
    rmdir -p "${NO_SERVER%/*}" 2>/dev/null || true  # what mkdir made, if nothing was installed into it
  else
    echo "No PostgreSQL found, and it may not be installed here; the tests that need it will be skipped."
  fi
fi
sh scripts/lint.sh
sh scripts/wheel_check.sh
exec "$PYTHON" -m pytest -n "${TEST_JOBS:-2}" --dist loadgroup --durations=10 "$@"
