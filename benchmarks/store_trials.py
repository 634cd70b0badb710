"""The long trials of the store at full size.

Run ``python -m benchmarks.store_trials [--kills 500] [--interleavings 1000] [--sequences 1000]
[--only kills]`` from the root of the project; it rewrites the sections *Store: …* of
``benchmarks/RESULTS.md``. The trials are
those of ``tests/trials``, which do the same at a small size. A broken promise ends the run with an
``AssertionError``; a section is written only when all held.

PostgreSQL is the system's own (``tests/postgres.py``); where there is none the trials on it are left out, and
the section says so.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import machine, write_section
from tests.postgres import PostgresServer, binaries
from tests.store_data import Place
from tests.trials.editors import Edits, interleaving_trial
from tests.trials.kills import Kills, kill_trial
from tests.trials.walks import Walks, walk_trial

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
SEED = 20_261_122
ABSENT = "PostgreSQL was not installed on this machine; the trials on it were left out."


def places(kind: str, folder: Path) -> Callable[[], Place]:
    """Give new, empty places of a kind under a folder."""
    numbers = count()
    ends = {"sqlite": "base.db", "folder": "mappe"}

    def new() -> Place:
        if kind == "memory":
            return Place(kind, ":memory:")
        own = folder / f"{kind}-{next(numbers)}"
        own.mkdir()
        return Place(kind, str(own / ends[kind]))

    return new


def everywhere(folder: Path, server: PostgresServer | None) -> dict[str, Callable[[], Place]]:
    """Kind of storage → what gives a new place of it."""
    found = {kind: places(kind, folder) for kind in ("memory", "folder", "sqlite")}
    if server is not None:
        found["postgresql"] = lambda: Place("postgresql", server.new_database())
    return found


def _lines(about: str, head: str, rows: list[str], command: str, *, absent: bool) -> list[str]:
    columns = head.count("|")
    rule = "|---|" + "--:|" * (columns - 2)
    said = [about, "", f"{machine()}. `python -m benchmarks.store_trials {command}`", "", head, rule, *rows]
    return [*said, "", ABSENT] if absent else said


def kills(folder: Path, server: PostgresServer | None, times: int) -> None:
    """Kill, look, kill again."""
    rows = []
    for kind, place in everywhere(folder, server).items():
        if kind == "memory":
            continue
        wanted = times if kind != "folder" else max(times // 5, 1)
        told = kill_trial(place, wanted, SEED, server if kind == "postgresql" else None)
        rows.append(_killed(kind, told))
        print(rows[-1], flush=True)
    about = (
        "A process makes steps (changes of a dataset, records, undo and redo) and drafts until `kill -9` "
        "strikes at a random moment; on PostgreSQL every fifth blow takes the whole "
        "server (`immediate`) instead of "
        "the client. After each blow the place is opened anew: everything that was acknowledged is there, at "
        "most one thing more (*unanswered*: kept, but the answer was lost), the log verifies against the "
        "anchor noted before, and work goes on. Every version is opened in the end. Anything lost, half "
        "written or not verified ends the run with an error, so that a row stands here only where there "
        "was none."
    )
    head = "| storage | kills | of them of the server | steps acknowledged | drafts | unanswered | versions opened | s |"  # noqa: E501
    write_section(RESULTS, "Store: killed at random moments",
                  _lines(about, head, rows, f"--only kills --kills {times}", absent=server is None))  # fmt: skip  # noqa: E501


def _killed(kind: str, told: Kills) -> str:
    cells = (kind, told.kills, told.crashes, told.steps, told.drafts, told.unanswered, told.versions)
    return (
        "| "
        + " | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
        + (f" | {told.seconds:.0f} |")
    )


def editors(folder: Path, server: PostgresServer | None, times: int) -> None:
    """Interleave two editors."""
    rows = []
    for kind, place in everywhere(folder, server).items():
        wanted = times if kind == "sqlite" else max(times // 5, 1)
        told: Edits = interleaving_trial(place, wanted, SEED)
        rows.append(f"| {kind} | {told.interleavings:,} | {told.accepted:,} | {told.refused:,} | "
                    f"{told.told:,} | {told.seconds:.0f} |")  # fmt: skip
        print(rows[-1], flush=True)
    about = (
        "Two editors, each with a storage of its own, open, edit one to three rows or a note, and commit, "
        "twice each in a random order. A model of plain dictionaries must accept and refuse exactly the same "
        "commits, hold the same rows afterwards, and agree on who is named to a refused editor; "
        "an update that is lost ends the run with an error."
    )
    head = "| storage | interleavings | commits kept | refused | rows told of | s |"
    write_section(RESULTS, "Store: two editors",
                  _lines(about, head, rows, f"--only editors --interleavings {times}", absent=server is None))  # fmt: skip  # noqa: E501


def walks(folder: Path, server: PostgresServer | None, times: int) -> None:
    """Walk back and forth."""
    rows = []
    for kind, place in everywhere(folder, server).items():
        wanted = times // 2 if kind in ("memory", "sqlite") else max(times // 10, 1)
        told: Walks = walk_trial(place, wanted, SEED)
        rows.append(f"| {kind} | {told.sequences:,} | {told.steps:,} | {told.undone:,} | {told.redone:,} | "
                    f"{told.at_the_end:,} | {told.seconds:.0f} |")  # fmt: skip
        print(rows[-1], flush=True)
    about = (
        "Random sequences of ten: a step (up to three changes of two datasets and of records), undo or redo. "
        "After each, fingerprints of every dataset and all records are those of the model's state; one that "
        "differs ends the run with an error."
    )
    head = "| storage | sequences | steps | undone | redone | nothing to do | s |"
    write_section(RESULTS, "Store: undo and redo",
                  _lines(about, head, rows, f"--only walks --sequences {times}", absent=server is None))  # fmt: skip  # noqa: E501


def main() -> None:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--interleavings", type=int, default=1_000)
    parser.add_argument("--sequences", type=int, default=1_000)
    parser.add_argument("--only", choices=("kills", "editors", "walks"))
    args = parser.parse_args()
    trials = {
        "kills": (kills, args.kills), "editors": (editors, args.interleavings),
        "walks": (walks, args.sequences),
    }  # fmt: skip
    server = PostgresServer() if binaries() is not None else None
    try:
        if server is not None:
            server.start()
        for name, (trial, times) in trials.items():
            if args.only in (None, name):
                with tempfile.TemporaryDirectory() as folder:
                    trial(Path(folder), server, times)
    finally:
        if server is not None:
            server.close()


if __name__ == "__main__":
    main()
