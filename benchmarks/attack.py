"""The attack on random public editions: whether any hidden count of persons can be worked out.

Run ``python -m benchmarks.attack [--editions 10000] [--jobs 2]`` from the root of the project; it rewrites
the section *Attack on the public edition* of ``benchmarks/RESULTS.md``. The attacker is ``tests/attack.py``,
the editions ``tests/attack_editions.py``. A small hidden count other than nought with only one possible
value ends the run with an ``AssertionError``, as does a truth that the attacker's programme does not allow:
then it would prove nothing.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.report import machine, write_section
from tests.attack import Attack
from tests.attack_editions import EDITIONS, trial

HERE = Path(__file__).resolve().parent
EVERY = 25
"""Of how many editions one is looked at in full: the smallest and largest value of each hidden count."""


def attacked(seeds: range) -> Counter[str]:
    """Attack the editions of some seeds, and count."""
    found: Counter[str] = Counter()
    for seed in seeds:
        made = trial(seed)
        attack = Attack(made.published, made.known, made.findings)
        assert attack.allows(made.truth), f"edition {seed}: the attacker does not allow the truth"
        hidden = {cell: made.truth[cell] for cell in attack.hidden()}
        small = {cell for cell, count in hidden.items() if count < attack.smallest}
        pinned = attack.pinned()
        broken = sorted(cell for cell in pinned if cell in small and hidden[cell] > 0)
        assert not broken, f"edition {seed}: {broken} can have one value only"
        found += Counter(
            editions=1,
            hidden=len(hidden),
            small=sum(hidden[cell] > 0 for cell in small),
            nought=sum(hidden[cell] == 0 for cell in small),
            broken=len(broken),
            pinned_nought=sum(cell in small and hidden[cell] == 0 for cell in pinned),
            pinned_large=sum(cell not in small for cell in pinned),
            **{f"scope_{made.edition.scope}": 1},
        )
        found += _tables(made.published["tables"])
        if seed % EVERY == 0:
            widths = [high - low for cell, (low, high) in attack.ranges().items() if cell in small]
            found += Counter(ranged=len(widths), narrow=sum(width < attack.smallest - 1 for width in widths))
    return found


def _tables(tables: list[dict[str, object]]) -> Counter[str]:
    kept = [table for table in tables if table["name"] != "organisasjoner"]
    rows = [row for table in kept for row in table["rows"]]  # type: ignore[attr-defined]
    return Counter(
        tables=len(kept),
        withheld=sum(not table["rows"] for table in kept),
        rows=len(rows),
        shown=sum(row["state"] == "vist" for row in rows),
    )


def lines_of(found: Counter[str], seconds: float, command: str) -> list[str]:
    """Write the section."""
    scopes = ", ".join(
        f"{name.removeprefix('scope_')} {n:,}" for name, n in sorted(found.items()) if "scope" in name
    )
    share = found["shown"] / max(found["rows"], 1)
    large = found["hidden"] - found["small"] - found["nought"]
    return [
        f"{found['editions']:,} random public editions, {EDITIONS} of each random dataset ({scopes};",
        "smallest count shown 3, 4, 5 or 8), each attacked by an integer programme over everything that is",
        "published. A hidden count is *pinned* when it can have only one value.",
        "",
        f"{machine()}, {seconds:,.0f} s. `python -m benchmarks.attack {command}`",
        "",
        "| | number | pinned |",
        "|---|--:|--:|",
        f"| small hidden counts other than nought | {found['small']:,} | {found['broken']:,} |",
        f"| hidden counts of nought | {found['nought']:,} | {found['pinned_nought']:,} |",
        f"| large hidden counts | {large:,} | {found['pinned_large']:,} |",
        "",
        f"In every {EVERY}th edition the whole range was found: of {found['ranged']:,} small hidden counts,",
        f"{found['narrow']:,} could not have every value below the smallest shown.",
        "",
        f"What it costs: {found['withheld']:,} of {found['tables']:,} tables of persons could not be shown;",
        f"of the rows of the others {share:.0%} are shown. The datasets are small on purpose.",
    ]


def main() -> None:
    """Attack, count, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--editions", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--first", type=int, default=0)
    wish = asked.parse_args()
    start = time.perf_counter()
    size = 10 * EDITIONS
    last = wish.first + wish.editions
    parts = [range(at, min(at + size, last)) for at in range(wish.first, last, size)]
    found: Counter[str] = Counter(broken=0, pinned_nought=0, pinned_large=0)
    with ProcessPoolExecutor(wish.jobs) as pool:
        for number, part in enumerate(pool.map(attacked, parts), start=1):
            found.update(part)
            if number % 5 == 0:
                done = ", ".join(f"{name} {n:,}" for name, n in sorted(found.items()))
                print(f"{time.perf_counter() - start:,.0f} s: {done}", flush=True)
    lines = lines_of(found, time.perf_counter() - start, f"--editions {wish.editions}")
    write_section(HERE / "RESULTS.md", "Attack on the public edition", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
