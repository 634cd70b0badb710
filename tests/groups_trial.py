"""One random event: the search against every seating, counted by other code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.search import search
from tests.groups_brute import every_seating, flat
from tests.groups_draw import SHAPES, draw_groups, renamed, stricter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.groups.problem import GroupsProblem

TRIES = 24_000


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
    mine = found(problem)
    assert mine >= best, (seed, "better than every seating", mine, best)
    held = Counter({"drawn": 1, "met": int(best[0] == 0)})
    if best[0]:
        held["least broken"] = int(mine[0] == best[0])
        return held
    assert mine == best, (seed, mine, best)
    more = every_seating(tighter := stricter(seed, problem)).best(problem.order)
    assert more >= best, (seed, "a rule more made it better")
    if seed % 4 == 0:
        if more[0] == 0:
            assert found(tighter) == more, (seed, "stricter")
            held["stricter"] = 1
        same = renamed(seed, problem)
        assert every_seating(same).best(problem.order) == best, (seed, "renamed, brute force")
        assert found(same) == best, (seed, "renamed")
        held["renamed"] = 1
    return held
