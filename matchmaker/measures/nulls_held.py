"""Numbers of a network held against a null model: drawn, spread over workers, summed up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from matchmaker.kernel.parallel import Serial, spread
from matchmaker.measures.case import Case
from matchmaker.measures.drawn import blocks, checked_draws
from matchmaker.measures.nulls import rewired, sides_of
from matchmaker.measures.nulls_result import AgainstChance, against_chance
from matchmaker.measures.quick import QUICK, drawn_statistics, quick_statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from matchmaker.kernel.parallel import Opener
    from matchmaker.kernel.progress import Progress
    from matchmaker.measures.nulls import NullModel
    from matchmaker.measures.spec import Measure
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

Rows: TypeAlias = "Callable[[Sequence[int]], np.ndarray]"
DRAWS: Final = 999
"""Draws where nobody says otherwise: p-values then are whole thousandths."""


def quick_against_chance(
    network: Network, parts: Parts | None, null: NullModel, seed: int = 0, draws: int = DRAWS,
    where: Executor | Opener | None = None, progress: Progress | None = None,
) -> tuple[AgainstChance, ...]:  # fmt: skip
    """Hold every quick statistic against a null model, in the order of ``QUICK``.

    Parameters
    ----------
    network, parts
        The network (direction ignored) and the side of each actor.
    null, seed, draws
        What is kept, and how many networks are drawn, 1 … 100,000.
    where, progress
        As for :func:`~matchmaker.kernel.parallel.spread`; here when nothing is given.

    Raises
    ------
    InputError
        measure_asks where the null model asks for sides; draws_out_of_range; those of ``spread``.
    """
    sides_of(network, parts, null)
    drawn = _spread(partial(drawn_statistics, network, parts, null, seed), draws, where, progress)
    seen = quick_statistics(network, parts)
    return tuple(
        against_chance(name, float(value), column, null, seed)
        for name, value, column in zip(QUICK, seen, drawn.T, strict=True)
    )


def measures_against_chance(
    case: Case, measures: Sequence[Measure], null: NullModel, draws: int = DRAWS,
    where: Executor | Opener | None = None, progress: Progress | None = None,
) -> tuple[AgainstChance, ...]:  # fmt: skip
    """Hold any measures of the network level against a null model, in the order given.

    As :func:`quick_against_chance` but slower, in directed networks too. The seed is the case's. Over
    processes a measure must be picklable, as those whose ``of`` is a function of a module are. Contributions
    are no ties and stay as they are.
    """
    sides_of(case.network, case.sides, null)
    values = partial(_measured, tuple(measures))
    drawn = _spread(partial(_drawn, values, case, null), draws, where, progress)
    return tuple(
        against_chance(measure.spec.name, value, column, null, case.seed)
        for measure, value, column in zip(measures, values(case), drawn.T, strict=True)
    )


def _measured(measures: Sequence[Measure], case: Case) -> list[float]:
    return [float(measure.of(case)) for measure in measures]


def _drawn(
    values: Callable[[Case], list[float]], case: Case, null: NullModel, draws: Sequence[int]
) -> np.ndarray:
    cases = (
        Case(rewired(case.network, case.sides, null, case.seed, draw), case.sides, case.contributions,
             case.seed)
        for draw in draws
    )  # fmt: skip
    return np.array([values(one) for one in cases])


def _spread(rows: Rows, draws: int, where: Executor | Opener | None, progress: Progress | None) -> np.ndarray:
    """Rows of all draws, in their order, worked out in blocks."""
    return np.concatenate(spread(where or Serial(), rows, blocks(checked_draws(draws)), progress))
