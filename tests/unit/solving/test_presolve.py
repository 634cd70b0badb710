"""A programme on which the solver's presolve once wrote beyond its memory and ended the whole process.

Found among 2,500 random team problems, made small by leaving out rows and variables. With the enumeration
rule on, HiGHS 1.15.1 ends with ``free(): invalid pointer`` (github.com/ERGO-Code/HiGHS/issues/3216).
"""

from __future__ import annotations

from itertools import product

import numpy as np

from matchmaker.solving.port import Rows, Status, solve

GAIN = [-4800.0, -8400.0, -4000.0, 2160.0, 720.0, 180.0, 0.0, 0.0, 0.0]
WHOLE = [True, True, True, False, False, False, True, True, True]
SEATS, STEPS, SIZES = [0, 1, 2], [3, 4, 5], [6, 7, 8]


def test_the_process_survives_and_the_answer_is_right() -> None:
    rows = Rows()
    rows.add([*STEPS, *SEATS], [1.0, 1.0, 1.0, -1.0, -1.0, -1.0], high=0.0)
    rows.add(SEATS, [1.0, 1.0, 1.0], 1.0, 2.0)
    rows.add(SIZES, [1.0, 1.0, 1.0], 1.0, 1.0)
    rows.add([*SEATS, *SIZES], [1.0, 1.0, 1.0, -0.0, -1.0, -2.0], 0.0, 0.0)
    for mine in ([-1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, -1.0]):
        rows.add(SEATS, mine, high=0.0)
    found = solve(rows.programme(GAIN, [0.0] * 9, [1.0] * 9, WHOLE))
    # two seats, since no one may be more than half; each brings a step
    pairs = [seats for seats in product((0, 1), repeat=3) if sum(seats) == 2]
    assert found.status is Status.OPTIMAL
    assert found.objective == max(np.dot(seats, GAIN[:3]) for seats in pairs) + 2160 + 720 == -5920
