"""Mixed-integer linear programmes, solved by HiGHS.

Coefficients of the objective are integers (thousandths of a point), so that an answer can be judged
without tolerance and *optimal* means that no better integer exists below the bound.
``docs/decisions/0003-solver.md`` says why HiGHS.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import highspy

from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.kernel.progress import Progress, Silent

MOST_NODES = 2**31 - 1
"""The greatest budget the solver can count to; a greater one means this."""


_BOUND_FIRST = (
    ("mip_allow_restart", False), ("mip_heuristic_run_rins", False), ("mip_heuristic_run_rens", False),
)  # fmt: skip
"""Every search here has a good solution soon and waits for its bound: searches within the search, and
beginning anew, took a third of its time and more (``benchmarks/outreach.py``), for teams four fifths
(``docs/decisions/0014-team-model.md``)."""


_NOT_IN_PRESOLVE = 1 << 16
"""Presolve's enumeration may drop an equation that still holds something back: wrong answers, and in HiGHS
1.15.1 writing beyond its memory, which ends the process (github.com/ERGO-Code/HiGHS/issues/3216; two of 2,500
small team problems)."""


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    BUDGET = "budget"
    INFEASIBLE = "infeasible"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Programme:
    """Maximise ``gain @ x`` subject to ``low <= A x <= high`` and bounds on x.

    The rows of *A* are given one after another (compressed sparse rows).
    """

    gain: np.ndarray
    """Objective per variable, whole numbers, shape (n,)."""
    lower: np.ndarray
    """Lower bound per variable, shape (n,)."""
    upper: np.ndarray
    """Upper bound per variable, shape (n,)."""
    whole: np.ndarray
    """Which variables must be integers, bool, shape (n,)."""
    row_low: np.ndarray
    """Least value per row, shape (m,)."""
    row_high: np.ndarray
    """Greatest value per row, shape (m,)."""
    starts: np.ndarray
    """Where each row begins in ``columns``, shape (m + 1,)."""
    columns: np.ndarray
    """Variables of the rows."""
    values: np.ndarray
    """Coefficients of the rows."""


@dataclass(frozen=True)
class Answer:
    """What a solver found. Carries no timing, so that equal questions give equal answers."""

    status: Status
    x: np.ndarray | None
    """The best solution found, integers rounded; ``None`` when there is none."""
    objective: int | None
    """Its value."""
    bound: int | None
    """No solution has a greater value than this; equals the objective when optimal."""


class Rows:
    """Collects the rows of a :class:`Programme`."""

    def __init__(self) -> None:
        self.starts: list[int] = [0]
        self.columns: list[int] = []
        self.values: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(
        self, columns: list[int], values: list[float], low: float = -math.inf, high: float = math.inf
    ) -> None:
        """Add ``low <= sum(values * x[columns]) <= high``."""
        self.columns += columns
        self.values += values
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)

    def programme(
        self, gain: Sequence[float], lower: list[float], upper: list[float], whole: list[bool]
    ) -> Programme:
        """Put rows and variables together."""
        return Programme(
            np.array(gain, dtype=np.float64),
            np.array(lower, dtype=np.float64),
            np.array(upper, dtype=np.float64),
            np.array(whole, dtype=bool),
            np.array(self.low),
            np.array(self.high),
            np.array(self.starts, dtype=np.int32),
            np.array(self.columns, dtype=np.int32),
            np.array(self.values, dtype=np.float64),
        )


def solve(
    programme: Programme,
    *,
    budget: int = 200_000,
    progress: Progress | None = None,
    start: np.ndarray | None = None,
    within: float = 0.0,
) -> Answer:
    """Solve to proven optimality, or until *budget* nodes of the search tree are used.

    The budget counts work, not seconds, so that the same question gives the same answer on any machine.
    Cancelling through *progress* returns the best solution so far. A known solution to *start* from can
    only shorten the search. A search that may end *within* a share of the optimum ends as optimal, with a
    bound above the objective. A programme without variables is optimal at 0 when its rows allow nothing,
    else infeasible.

    Raises
    ------
    InputError
        A budget below 0 (bad_budget).
    MatchmakerError
        The solver ended in a way that is no answer (solver_failed): a defect, never the asker's.
    """
    if budget < 0:
        raise InputError("bad_budget", {"budget": budget})
    if not len(programme.gain):
        return _nothing_to_choose(programme)
    import highspy

    follow = progress or Silent()
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", within),
        ("mip_abs_gap", 0.5), ("mip_feasibility_tolerance", 1e-7), ("mip_max_nodes", min(budget, MOST_NODES)),
        ("presolve_rule_off", _NOT_IN_PRESOLVE),
        *_BOUND_FIRST,
    ):  # fmt: skip
        model.setOptionValue(option, value)
    model.passModel(_as_highs(programme))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.tolist()
        model.setSolution(known)
    if progress is not None:
        follow.start(budget, "progress.solving")

        def report(event: highspy.HighsCallbackEvent) -> None:
            follow.advance(int(event.data_out.mip_node_count))
            if follow.cancelled() and event.data_in is not None:
                event.data_in.user_interrupt = True

        model.cbMipInterrupt.subscribe(report)
    model.run()
    return _answer(model, programme)


@dataclass(frozen=True)
class Relaxed:
    """A programme solved without whole numbers."""

    bound: float
    """No solution is worth more."""
    x: np.ndarray
    loss: np.ndarray
    """What each variable takes from the bound per unit above zero, ≥ 0: a solution with ``x[i] = 1`` is
    worth at most ``bound - loss[i]``."""
    prices: np.ndarray
    """Per row, what one unit more of its limit is worth."""


def relaxed(programme: Programme) -> Relaxed | None:
    """Solve without whole numbers; ``None`` when there is no solution.

    A programme without variables has the bound 0.
    """
    if not len(programme.gain):
        nothing = Relaxed(0.0, np.zeros(0), np.zeros(0), np.zeros(len(programme.row_low)))
        return None if _nothing_to_choose(programme).x is None else nothing
    import highspy

    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        model.setOptionValue(option, value)
    model.passModel(_as_highs(replace(programme, whole=np.zeros_like(programme.whole))))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = model.getSolution()
    return Relaxed(
        float(model.getInfo().objective_function_value),
        np.array(found.col_value),
        np.maximum(-np.array(found.col_dual), 0.0),
        np.array(found.row_dual),
    )


def _nothing_to_choose(programme: Programme) -> Answer:
    """The answer to a programme without variables, which HiGHS does not judge."""
    if (programme.row_low <= 0).all() and (programme.row_high >= 0).all():
        return Answer(Status.OPTIMAL, np.zeros(0), 0, 0)
    return Answer(Status.INFEASIBLE, None, None, None)


def _as_highs(programme: Programme) -> highspy.HighsLp:
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_ = len(programme.gain)
    lp.num_row_ = len(programme.row_low)
    lp.col_cost_ = programme.gain
    lp.col_lower_, lp.col_upper_ = programme.lower, programme.upper
    lp.row_lower_, lp.row_upper_ = programme.row_low, programme.row_high
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = programme.starts
    lp.a_matrix_.index_ = programme.columns
    lp.a_matrix_.value_ = programme.values
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(whole)] for whole in programme.whole]
    return lp


def _answer(model: highspy.Highs, programme: Programme) -> Answer:
    import highspy

    ends = {
        highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
        highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
        highspy.HighsModelStatus.kInterrupt: Status.CANCELLED,
        highspy.HighsModelStatus.kSolutionLimit: Status.BUDGET,
    }
    ended = model.getModelStatus()
    if ended not in ends:
        raise MatchmakerError("solver_failed", {"status": ended.name})
    status = ends[ended]
    info = model.getInfo()
    if info.primal_solution_status != highspy.kSolutionStatusFeasible:
        return Answer(status, None, None, None)
    x = np.array(model.getSolution().col_value)
    x[programme.whole] = np.round(x[programme.whole])
    objective = round(float(programme.gain @ x))
    bound = math.floor(info.mip_dual_bound + 1e-4) if math.isfinite(info.mip_dual_bound) else None
    if status is Status.OPTIMAL:
        bound = objective if bound is None else max(bound, objective)
    return Answer(status, x, objective, bound)
