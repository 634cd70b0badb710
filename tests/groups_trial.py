"""One random event: the search against every seating, counted by other code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.search import search, usual_effort
from tests.groups_brute import every_seating, flat
from tests.groups_draw import SHAPES, draw_groups, renamed, stricter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.groups.problem import GroupsProblem

TRIES = 24_000
"""An eighth of what the smallest event is usually given."""


def agrees(problem: GroupsProblem, best: tuple[int, ...], held: Counter[str]) -> bool:
    """Whether the search finds the best; what the small budget misses is asked for with the usual one."""
    mine = found(problem)
    assert mine >= best, "better than every seating"
    if mine != best:
        held["usual tries needed"] += 1
        mine = found(problem, tries=usual_effort(problem))
    return mine == best


def found(problem: GroupsProblem, seed: int = 0, tries: int = TRIES) -> tuple[int, ...]:
    """The key of the search's answer, after the referee."""
    answer = search(problem, seed=seed, effort=tries)
    return flat(referee(problem, answer.seating, answer.totals).key(problem.order))


def trial(seed: int, shapes: Sequence[tuple[int, int, int]] = SHAPES) -> Counter[str]:
    """Hold one drawn event against brute force; says what kind of event it was."""
    problem = draw_groups(seed, shapes)
    everything = every_seating(problem)
    keys, best = everything.keys(problem.order), everything.best(problem.order)
    for one in np.random.default_rng(seed).integers(0, len(keys), 3):  # the referee, seating by seating
        judged = flat(judge(problem, everything.seats[one]).key(problem.order))
        assert judged == tuple(keys[one].tolist()), (seed, int(one))
    held = Counter({"drawn": 1, "met": int(best[0] == 0)})
    if best[0]:
        held["least broken"] = int(found(problem)[0] == best[0])
        return held
    assert agrees(problem, best, held), (seed, best)
    more = every_seating(tighter := stricter(seed, problem)).best(problem.order)
    assert more >= best, (seed, "a rule more made it better")
    if seed % 4 == 0:
        if more[0] == 0:
            assert agrees(tighter, more, held), (seed, "stricter")
            held["stricter"] = 1
        same = renamed(seed, problem)
        assert every_seating(same).best(problem.order) == best, (seed, "renamed, brute force")
        assert agrees(same, best, held), (seed, "renamed")
        held["renamed"] = 1
    return held
