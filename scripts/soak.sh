#!/bin/sh
# The long trials at full size. Figures go to benchmarks/RESULTS.md, each to its own section.
# Where solvers are compared they want ortools beside the project's own libraries; without it that peer is left out.
set -eu
PYTHON=${PYTHON:-.venv/bin/python}
"$PYTHON" -m benchmarks.large_register
# The store: 500 kills on SQLite and on PostgreSQL, 1,000 interleavings of two editors, 1,000 sequences of undo
# and redo (half an hour and more), and what a version of 100,000 actors costs. PostgreSQL is the system's own.
"$PYTHON" -m benchmarks.store_size
"$PYTHON" -m benchmarks.store_trials
ROUND_TRIPS=300 "$PYTHON" -m pytest -p no:dash -q tests/properties/test_round_trip.py
# Who is missing: false flags and power, combinations found, outreach proven, and the attack on 10,000 public editions.
"$PYTHON" -m benchmarks.calibration
"$PYTHON" -m benchmarks.combinations --events 500
"$PYTHON" -m benchmarks.many_combinations
"$PYTHON" -m benchmarks.outreach
"$PYTHON" -m benchmarks.attack --editions 10000
# Who should be in the room: the best team proven at every size, what-if, wishes that cannot be met, many challenges.
"$PYTHON" -m benchmarks.teams
"$PYTHON" -m benchmarks.team_brute_force --problems 20000
"$PYTHON" -m benchmarks.what_if
"$PYTHON" -m benchmarks.conflicts
"$PYTHON" -m benchmarks.match --seeds 5 --supply-seeds 2
# An event in groups: peers and large events, brute force, conflict and repair, the grouping problem of the literature
# (give a folder of instances to compare with published values: python -m benchmarks.mdgp FOLDER).
"$PYTHON" -m benchmarks.groups
"$PYTHON" -m benchmarks.groups_brute_force
"$PYTHON" -m benchmarks.repair
"$PYTHON" -m benchmarks.mdgp
# Networks: the measures beside networkx and igraph, the whole country, star or mesh, null draws, comparison, change.
"$PYTHON" -m benchmarks.measures
"$PYTHON" -m benchmarks.nation
"$PYTHON" -m benchmarks.star_or_mesh
"$PYTHON" -m benchmarks.many_networks
"$PYTHON" -m benchmarks.comparison
"$PYTHON" -m benchmarks.change
# The dashboard in a real browser: how soon pages are there, the network's drawing, 20 people for ten minutes and 2,000
# visits, two people at the same team and seating, the three users' jobs by mouse and keyboard in two languages.
"$PYTHON" -m benchmarks.dashboard_open --runs 3
"$PYTHON" -m benchmarks.network_page --runs 5
"$PYTHON" -m benchmarks.dashboard_load --minutes 10 --people 20 --visits 2000
"$PYTHON" -m benchmarks.two_browsers --interleavings 200
JOBS=all "$PYTHON" -m pytest -p no:dash -q tests/browser/test_jobs_planner.py tests/browser/test_jobs_analyst.py \
  tests/browser/test_jobs_council.py
AXE=all "$PYTHON" -m pytest -p no:dash -q tests/browser/test_accessibility.py tests/browser/test_data.py \
  tests/browser/test_data_forms.py
