"""What if somebody had a seat, or had none: an answer at once, with how far it may be from the best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.solution import Solution, quick_team
from matchmaker.rules.constraints import Exclude, Include

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A changed problem with a quick answer.

    The best team follows from :func:`~matchmaker.matching.team.solution.solve_team` on :attr:`problem`: the
    same as without the quick answer.
    """

    problem: TeamProblem
    """With the changes."""
    quick: Solution | None
    """A good team with its proven bound; ``None`` when no team meets the demands."""
    leave: tuple[str, ...]
    """Who leaves the former team, in order of id."""
    come: tuple[str, ...]
    """Who comes."""


def what_if(problem: TeamProblem, former: Sequence[str], *changes: Include | Exclude) -> WhatIf:
    """Pin or leave out somebody, and answer at once.

    Parameters
    ----------
    problem
        The problem as it was; or, when a candidate has been added to the register, as posed anew.
    former
        The ids of the team that was shown before; a start, which never changes the best team.
    changes
        Who must have a seat, who must have none. A later word about an actor takes the place of an earlier.

    Raises
    ------
    InputError
        An actor who is no candidate (not_a_candidate).
    """
    rules = problem.constraints
    for change in changes:
        if change.actor not in problem.ids:
            raise InputError("not_a_candidate", {"actor": change.actor})
        rules = (*(r for r in rules if r not in (Include(change.actor), Exclude(change.actor))), change)
    changed = replace(problem, constraints=rules)
    quick = quick_team(changed, former=former)
    now = set() if quick is None else {changed.ids[i] for i in quick.team}
    before = set(former)
    return WhatIf(changed, quick, tuple(sorted(before - now)), tuple(sorted(now - before)))
