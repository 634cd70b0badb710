"""A time for a search instead of an amount of work: how many tries fit into it on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.search import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.matching.groups.problem import GroupsProblem
    from matchmaker.services.environment import Environment

_SAMPLE = 200_000
"""Tries by which the machine's speed is measured; their result is thrown away."""


def effort_for(
    problem: GroupsProblem, seconds: float, environment: Environment
) -> tuple[int, Callable[[], bool]]:
    """How many tries to plan for a time, and what says that it is over.

    Raises
    ------
    InputError
        ``bad_seconds``: not above 0, or nobody here can tell the time.
    """
    timer = environment.timer
    if timer is None or not 0 < seconds < 86_400:
        raise InputError("bad_seconds", {"seconds": seconds})
    search(problem, seed=0, effort=1)  # what is compiled at the first call is not the machine's speed
    began = timer()
    search(problem, seed=0, effort=_SAMPLE)
    spent = max(timer() - began, 1e-6)
    planned = max(1, int(_SAMPLE / spent * max(seconds - 2 * spent, seconds / 2)))
    return planned, lambda: timer() - began >= seconds
