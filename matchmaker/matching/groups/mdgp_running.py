"""How a search is driven: by iterations or by seconds, told of and stopped from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.mdgp_input import Posed
from matchmaker.matching.groups.mdgp_search import Search

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from matchmaker.kernel.progress import Progress

DEFAULT_SWEEPS = 10_000
"""Iterations when neither they nor seconds are given: half a second at 120 people."""
_PIECE = 4_000_000
"""Looks at a person or a group between two looks at the clock: some hundredths of a second."""
_ENDLESS = 2**62
_PROBE, _MARGIN = 0.03, 0.9
"""Share of the time that measuring the speed may take; share of the rest that is planned for."""


@dataclass(frozen=True, slots=True)
class Iterations:
    """How long a search was: given back to ``solve_mdgp`` it repeats the answer byte for byte."""

    planned: int
    """Sweeps (one turn for everybody) of each island that the temperatures were laid out for."""
    done: int
    """Sweeps that were made: fewer when time ran out or the asker cancelled; more when there was time left,
    which further annealings used."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A wall-clock limit: *seconds* after the search began, by a clock that only goes forward."""

    seconds: float
    clock: Callable[[], float]


def budget(
    iterations: int | tuple[int, int] | Iterations | None,
    seconds: float | None,
    clock: Callable[[], float] | None,
) -> Iterations | Deadline:
    """Return what was asked for, or the default.

    Raises
    ------
    InputError
        ``mdgp_budget``: both kinds, seconds without a clock, or one of them out of range.
    """
    if seconds is not None:
        if iterations is not None or clock is None or not 0 < seconds < float("inf"):
            raise InputError("mdgp_budget")
        return Deadline(seconds, clock)
    if iterations is None:
        return Iterations(DEFAULT_SWEEPS, DEFAULT_SWEEPS)
    if isinstance(iterations, int | np.integer):
        iterations = (int(iterations), int(iterations))
    wanted = iterations if isinstance(iterations, Iterations) else Iterations(*iterations)
    if min(wanted.planned, wanted.done) < 0:
        raise InputError("mdgp_budget")
    return wanted


def run(
    posed: Posed, seed: int, wanted: Iterations | Deadline, pool: ThreadPoolExecutor, progress: Progress
) -> tuple[np.ndarray, Iterations, bool]:
    """Search, and return the grouping, the iterations that repeat it and whether it was cancelled."""
    if isinstance(wanted, Iterations):
        search = Search(posed, seed)
        done, cancelled = _pieces(search, posed, wanted, None, 0.0, pool, progress)
        return search.answer(), Iterations(wanted.planned, done), cancelled
    warm_up(posed)
    begun = wanted.clock()
    search = Search(posed, seed)
    rate = search.rate(wanted.seconds * _PROBE, wanted.clock, pool)
    left = wanted.seconds - (wanted.clock() - begun)
    planned = max(0, int(left * _MARGIN * rate))
    asked = Iterations(planned, _ENDLESS)
    done, cancelled = _pieces(search, posed, asked, wanted, begun, pool, progress)
    return search.answer(), Iterations(planned, done), cancelled


def _pieces(
    search: Search, posed: Posed, wanted: Iterations, deadline: Deadline | None, begun: float,
    pool: ThreadPoolExecutor, progress: Progress,
) -> tuple[int, bool]:  # fmt: skip
    """Let a search go its way piece by piece, until it is done, too late or no longer wanted."""
    step = max(1, _PIECE // (len(posed.distance) * (len(posed.least) + 20)))
    search.plan(wanted.planned)
    progress.start(wanted.planned, "progress.groups")
    before = deadline.clock() if deadline else 0.0
    while search.done < wanted.done:
        if progress.cancelled():
            return search.done, True
        search.advance(min(step, wanted.done - search.done), pool)
        progress.advance(min(search.done, wanted.planned))
        if deadline:
            now = deadline.clock()
            if now + (now - before) > begun + deadline.seconds:  # another such piece would come too late
                break
            before = now
    return search.done, False


def warm_up(posed: Posed) -> None:
    """Have everything compiled that a problem of this kind needs, before a clock starts."""
    kind = posed.distance.dtype
    small = Posed(np.ones((4, 4), dtype=kind) - np.eye(4, dtype=kind), np.full(2, 1), np.full(2, 3), 1, 1.0,
                  exact=True)  # fmt: skip
    search = Search(small, 0)
    search.plan(0)
    search.answer()
