"""Repairs after no-shows, and rules that cannot all be kept, at the size of real events.

Run ``python -m benchmarks.repair [--small]`` from the root of the project; it prints tables and ends with an
error when something is not as it should be: a repair after one no-show at 110 people that moves more than two
seats or takes more than a second of the processor, an answer that breaks a rule or that the referee counts
otherwise, rules named that some seating keeps, or a case at 110 people that takes more than two seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.report import machine
from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.conflict import find_conflict
from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Level, Limit
from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.repair import repair
from matchmaker.matching.groups.search import search
from matchmaker.matching.groups.wishes import GroupWish
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = (28, 22, 16, 10, 10, 9, 8, 7)
"""People of each kind at the size of Sandnes."""
SIZES = ((110, 14, 4), (190, 25, 3), (580, 75, 3))
"""People, groups, rounds."""
WANTED_SECONDS, WANTED_MOVES, WANTED_CONFLICT = 1.0, 2, 2.0


def event(people: int, groups: int, rounds: int, seed: int, *, meet_once: bool = False) -> GroupsProblem:
    """An event with four attributes, nobody alone of their sex, and some pairs apart or together."""
    rng = generator(seed, "repair event", str(people))
    kinds = np.repeat(np.arange(8), KINDS) if people == sum(KINDS) else rng.integers(0, 8, people)
    values = (kinds, rng.integers(0, 2, people), rng.integers(0, 4, people), rng.integers(0, 5, people))
    modes = (GroupMode.SPRE, GroupMode.BALANSER, GroupMode.SPRE, GroupMode.SPRE)
    aspects = tuple(
        Aspect(f"a{at}", mode, 1, tuple(map(str, range(int(one.max()) + 1))),
               one[:, None] == np.arange(int(one.max()) + 1))
        for at, (one, mode) in enumerate(zip(values, modes, strict=True))
    )  # fmt: skip
    shape = (rounds, groups)
    nothing, all_of_them = np.zeros(shape, dtype=np.int64), np.full(shape, people)
    limits = tuple(
        Limit(
            "alone",
            {"attribute": "kjonn", "value": str(sex)},
            values[1] == sex,
            nothing,
            all_of_them,
            never_one=True,
        )
        for sex in (0, 1)
    )
    order = rng.permutation(people).tolist()
    apart = tuple(sorted({(min(a, b), max(a, b)) for a, b in zip(order[:30:2], order[1:30:2], strict=True)}))
    together = tuple(
        sorted((min(a, b), max(a, b)) for a, b in zip(order[30:36:2], order[31:36:2], strict=True))
    )
    return GroupsProblem(
        people=tuple(f"p{at:05}" for at in range(people)), groups=tuple(f"g{at:03}" for at in range(groups)),
        least=np.full(shape, (people - 1) // groups), most=np.full(shape, -(-people // groups)),
        present=np.ones((rounds, people), dtype=bool), allowed=np.ones((rounds, people, groups), dtype=bool),
        aspects=aspects, limits=limits, apart=apart, together=together, meet_once=meet_once,
    )  # fmt: skip


def repairs(sizes: Sequence[tuple[int, int, int]], trials: int) -> tuple[list[str], bool]:
    """Lines about repairs, and whether all is as it should be."""
    lines = [
        "| people | groups | rounds | meet once | absent | trials | moves | proven | broken | points | s |",
        "|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    good = True
    for people, groups, rounds in sizes:
        for once in (False, True):
            problem = event(people, groups, rounds, 1, meet_once=once)
            told = search(problem, seed=1, effort=10_000 * people).seating
            _mended(problem, told, (0,), 0)  # compiled, not counted
            for absent in (1, 3):
                found = []
                for seed in range(trials):
                    gone = generator(seed, "no-shows").choice(people, absent, replace=False).tolist()
                    found.append(_mended(problem, told, gone, seed))
                moves, proven, broken, before, after, spent = (
                    np.array(one) for one in zip(*found, strict=True)
                )
                lines.append(
                    f"| {people} | {groups} | {rounds} | {'yes' if once else 'no'} | {absent} | {trials} |"
                    f" {np.median(moves):.0f} ({moves.max()}) | {proven.sum()} | {broken.sum()} |"
                    f" {before.mean():.0f} → {after.mean():.0f} |"
                    f" {np.median(spent):.2f} ({spent.max():.2f}) |"
                )
                good &= not broken.any() and (people > 200 or once or bool(proven.all()))
                if (people, absent) == (110, 1):
                    good &= int(moves.max()) <= WANTED_MOVES and float(np.median(spent)) <= WANTED_SECONDS
    return lines, good


def _mended(
    problem: GroupsProblem, told: np.ndarray, gone: Sequence[int], seed: int
) -> tuple[int, bool, int, int, int, float]:
    present = problem.present.copy()
    present[:, list(gone)] = False
    now = replace(problem, present=present, told=np.where(present, told, -1))
    began = time.process_time()
    mended = repair(now, seed=seed, effort=100_000)
    spent = time.process_time() - began
    account = referee(now, mended.found.seating, mended.found.totals)
    before = judge(problem, told).levels[Level.DIVERSITY]
    return mended.fewest, mended.proven, account.broken, before, account.levels[Level.DIVERSITY], spent


def quarrels(people: int, groups: int) -> Iterator[tuple[str, GroupsProblem, tuple[GroupWish, ...], int]]:
    """Impossible events: what is wrong, the event, its wishes, and how many rules the smallest set has."""
    plain = event(people, groups, 1, 2)
    asked = tuple(GroupWish("fra_hverandre", pair) for pair in plain.apart)
    asked += tuple(GroupWish("sammen", pair) for pair in plain.together)
    many = tuple(range(groups + 1))
    pairs = tuple(sorted({*plain.apart, *combinations(many, 2)} - {*plain.together}))
    loose = replace(plain, together=())
    yield "none", plain, asked, 0
    yield (
        "one set apart, larger than the number of groups", replace(loose, apart=pairs),
        (*asked[: len(plain.apart)], GroupWish("fra_hverandre", many)), 1,
    )  # fmt: skip
    yield "too few seats", replace(plain, most=plain.most * 0 + people // groups - 1), asked, 1
    yield "too many seats", replace(plain, least=plain.most + 1, most=plain.most + 1), asked, 1
    one, other = plain.apart[0]
    yield (
        "two who are apart pinned to one group", replace(plain, allowed=_pinned(plain, (one, other), (0, 0))),
        (*asked, GroupWish("fast_plass", (one,), (0,)), GroupWish("fast_plass", (other,), (0,))), 3,
    )  # fmt: skip
    one, other = plain.together[0]
    yield (
        "two who are together pinned to different groups",
        replace(plain, allowed=_pinned(plain, (one, other), (0, 1))),
        (*asked, GroupWish("fast_plass", (one,), (0,)), GroupWish("fast_plass", (other,), (1,))), 3,
    )  # fmt: skip
    free = [at for at in range(people) if not any(at in pair for pair in (*plain.apart, *plain.together))]
    most = int(plain.most.max())
    hosts = tuple(free[: most + 1])
    yield (
        "more pinned than the group holds", replace(plain, allowed=_pinned(plain, hosts, (0,) * len(hosts))),
        (*asked, *(GroupWish("fast_plass", (host,), (0,)) for host in hosts)), most + 2,
    )  # fmt: skip
    shape = plain.least.shape
    few = np.isin(np.arange(people), free[: groups - 1])
    helpers = Limit("facilitators", {}, few, np.ones(shape, dtype=np.int64), np.full(shape, people))
    yield (
        "fewer facilitators than groups", replace(plain, limits=(*plain.limits, helpers)),
        (*asked, GroupWish("fasilitator", tuple(free[: groups - 1]))), 1,
    )  # fmt: skip
    three = np.isin(np.arange(people), free[:3])
    alone = Limit(
        "minor_alone", {}, three, np.zeros(shape, dtype=np.int64), np.full(shape, people), never_one=True
    )
    parted = (free[0], free[1])
    yield (
        "never alone against apart",
        replace(plain, limits=(*plain.limits, alone), apart=tuple(sorted((*plain.apart, parted)))),
        (*asked, GroupWish("mindreaarig", tuple(free[:3])), GroupWish("leder", parted)), 2,
    )  # fmt: skip
    allowed = plain.allowed.copy()
    need = tuple(free[: 2 * most + 1])
    allowed[:, list(need), 2:] = False
    steps = tuple(range(2, groups))
    yield (
        "step-free groups with too few seats", replace(plain, allowed=allowed),
        (*asked, *(GroupWish("trinnfri", (one,), steps) for one in need)), 2,
    )  # fmt: skip


def _pinned(problem: GroupsProblem, people: Sequence[int], groups: Sequence[int]) -> np.ndarray:
    allowed = problem.allowed.copy()
    for person, group in zip(people, groups, strict=True):
        allowed[:, person] = False
        allowed[:, person, group] = True
    return allowed


def conflicts(sizes: Sequence[tuple[int, int]]) -> tuple[list[str], bool]:
    """Lines about rules that cannot all be kept, and whether all is as it should be."""
    lines = [
        "| people | groups | what is wrong | rules named | expected | smallest proven | all seen | seconds |",
        "|---:|---:|---|---:|---:|---|---|---:|",
    ]
    good = True
    for people, groups in sizes:
        for title, problem, wishes, expected in quarrels(people, groups):
            began = time.process_time()
            found = find_conflict(problem, wishes)
            spent = time.process_time() - began
            lines.append(
                f"| {people:,} | {groups} | {title} | {len(found.rules)} | {expected} |"
                f" {'–' if not found.rules else 'yes' if found.smallest else 'no'} |"
                f" {'yes' if found.searched else 'no'} | {spent:.2f} |"
            )
            if people <= 110:
                good &= len(found.rules) == expected and spent <= WANTED_CONFLICT and found.searched
            good &= bool(expected) or not found.rules
    return lines, good


def main(words: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="only 110 people, three trials")
    options = parser.parse_args(words)
    mended, one = repairs(SIZES[:1] if options.small else SIZES, 3 if options.small else 10)
    named, other = conflicts(((110, 14),) if options.small else ((110, 14), (600, 75), (4_200, 500)))
    head = f"{machine()}. `python -m benchmarks.repair`; seeds 0 … for no-shows. Seconds of the process."
    sys.stdout.write("\n".join([head, "", *mended, "", *named]) + "\n")
    return int(not (one and other))


if __name__ == "__main__":
    raise SystemExit(main())
