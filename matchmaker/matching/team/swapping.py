"""Making a team better one seat at a time, and mending a former team: fast, and nothing is proven by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.marginal import additions
from matchmaker.matching.team.referee import broken, score
from matchmaker.rules.constraints import Exclude, Include

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.matching.team.problem import TeamProblem

TRIES = 50
"""How many replacements of one seat are tried against the demands."""


def improved(problem: TeamProblem, team: tuple[int, ...]) -> tuple[int, ...]:
    """The team after the best exchange of one seat, again and again, until none makes it better.

    The team must meet the demands, and does so after each exchange. Ties in order of position.
    """
    while True:
        gain, best = 0, team
        for seat in team:
            found, candidate = _best_exchange(problem, team, seat, gain)
            if found > gain:
                gain, best = found, candidate
        if not gain:
            return team
        team = best


def _best_exchange(
    problem: TeamProblem, team: tuple[int, ...], seat: int, least: int
) -> tuple[int, tuple[int, ...]]:
    """What exchanging one seat gains, if more than *least*, and the team then."""
    rest = tuple(i for i in team if i != seat)
    added = additions(problem, rest)
    gain = added - added[seat]
    gain[[*rest, seat]] = 0
    for i in np.argsort(-gain, kind="stable")[:TRIES].tolist():
        if gain[i] <= least:
            break
        candidate = tuple(sorted((*rest, i)))
        if not broken(problem, candidate):
            return int(gain[i]), candidate
    return 0, team


def mended(problem: TeamProblem, former: Collection[str]) -> tuple[int, ...] | None:
    """A former team, given by ids, with its seats filled as the demands ask for; ``None`` if that fails.

    Who is no longer a candidate, or is shut out, leaves; who must have a seat comes; then whoever adds most
    comes, and whoever adds least leaves, until there are as many as before.
    """
    must = {rule.actor for rule in problem.constraints if isinstance(rule, Include)}
    shut = {rule.actor for rule in problem.constraints if isinstance(rule, Exclude)}
    place = {actor: i for i, actor in enumerate(problem.ids) if actor not in shut}
    team = {place[actor] for actor in {*former, *must} if actor in place}
    barred = [i for i, actor in enumerate(problem.ids) if actor in shut]
    while 0 < len(team) < len(former) and len(team) < len(place):
        added = additions(problem, sorted(team))
        added[[*sorted(team), *barred]] = -(10**12)
        team.add(int(added.argmax()))
    while len(team) > len(former):
        spare = sorted(i for i in team if problem.ids[i] not in must)
        if not spare:
            return None
        team.remove(max(spare, key=lambda i: (score(problem, team - {i}).total, -i)))
    found = tuple(sorted(team))
    return None if not found or broken(problem, found) else found
