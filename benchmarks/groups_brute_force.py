"""The seating search against every seating of 20,000 small random events, counted by other code.

Run with ``python -m benchmarks.groups_brute_force [--events 20000] [--first 1000000]`` from the root of the
project; it rewrites the section *Seating against brute force* of ``benchmarks/RESULTS.md`` and ends with an
error when an answer that was looked at is not the best. Events that cannot be met are counted apart.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.report import machine, write_section
from matchmaker.kernel.errors import RefereeError
from tests.groups_draw import SHAPES
from tests.groups_trial import TRIES, trial

_HEAD = (
    "| events | rules could be kept | best of all seatings found | one rule more | renamed "
    "| rules could not be kept | least broken found all the same |"
)
HERE = Path(__file__).resolve().parent


def main() -> None:
    """Try them all, write, and end with an error when one differed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=20_000)
    asked.add_argument("--first", type=int, default=1_000_000)
    asked.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    wish = asked.parse_args()
    held: Counter[str] = Counter()
    differed: list[str] = []
    used = time.process_time()
    for seed in range(wish.first, wish.first + wish.events):
        try:
            held += trial(seed)
        except (AssertionError, RefereeError) as error:
            differed.append(f"{seed}: {error}")
            print(error, file=sys.stderr)
    met = held["met"] + len(differed)
    numbers = (
        wish.events, met, held["met"], held["stricter"], held["renamed"], wish.events - met,
        held["least broken"],
    )  # fmt: skip
    lines = [
        f"{wish.events:,} random events of up to {max(one[0] for one in SHAPES)} people, seeds from",
        f"{wish.first:,},",
        f"{TRIES:,} tries each ({held['usual tries needed']} times the usual ones were needed),",
        f"`python -m benchmarks.groups_brute_force --events {wish.events} --first {wish.first}`.",
        f"Processor {time.process_time() - used:.0f} s. {machine()}.",
        "",
        _HEAD,
        "|--:|--:|--:|--:|--:|--:|--:|",
        f"| {' | '.join(f'{one:,}' for one in numbers)} |",
    ]
    write_section(wish.results, "Seating against brute force", lines)
    print("\n".join(lines))
    if differed:
        sys.exit(f"{len(differed)} answers differ from brute force")


if __name__ == "__main__":
    main()
