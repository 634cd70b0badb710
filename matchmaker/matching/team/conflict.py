"""When no team meets the wishes: which of them cannot be had together.

An irreducible set: no team meets all of its wishes, and some team meets them when any one is left out. There
may be several such sets, and a person can do most with one of concrete wishes of their own. So wishes are
blamed in this order, and a later one only where the earlier alone could be had: names, pairs, numbers of
members of a kind, balance, size, good practice, and law last. (Size is in nearly every quarrel, but is seldom
what it is about; a rule is not the asker's to change.)

The set is found by QuickXplain (Junker 2004, "QUICKXPLAIN: preferred explanations and relaxations for
over-constrained problems", AAAI): the same set as leaving wishes out one by one, from the last to be blamed,
but with few solves where few of many wishes quarrel. Each solve asks for any team at all, from the rows of
the wishes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.matching.team.feasibility import Possible
from matchmaker.matching.team.wish_words import RULES
from matchmaker.matching.team.wishes import Wish, rows_of, wishes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.team.problem import TeamProblem

BLAMED = {
    "include": 0, "exclude": 0, "apart": 1, "together": 1, "cover": 2, "at_least": 2, "at_least_with": 2,
    "at_most_with": 2, "most_each": 3, "no_majority": 3, "company": 3, "not_alone": 3, "by_size": 3,
    "min_size": 4, "max_size": 4, RULES: 5,
}  # fmt: skip
"""Fields in the order in which they are blamed; law comes after all of them."""
_LAW = 6


def conflict(problem: TeamProblem, origins: Sequence[str] = ()) -> tuple[Wish, ...]:
    """An irreducible set of wishes that no team meets, in the order in which they were posed.

    Parameters
    ----------
    problem
        Its demands and facts; the score does not matter.
    origins
        Which rule each demand was posed from; see :func:`~matchmaker.matching.team.wishes.wishes_of`.

    Returns
    -------
    tuple[Wish, ...]
        Empty when some team meets all wishes, and when there is nobody to choose from. A search that uses up
        the solver's budget counts as if a team had been found: then the set may hold a wish too many, and
        never one too few.
    """
    wishes = wishes_of(problem, origins)
    possible = Possible.of(rows_of(problem, wishes), len(problem))
    everything = frozenset(range(len(wishes)))
    if possible.with_(everything) or not possible.with_(frozenset()):
        return ()
    order = sorted(everything, key=lambda w: (_LAW if wishes[w].law else BLAMED[wishes[w].field], w))
    return tuple(wishes[w] for w in sorted(_quarrel(possible, frozenset(), tuple(order))))


def _quarrel(possible: Possible, kept: frozenset[int], blamed: tuple[int, ...]) -> frozenset[int]:
    """The least of *blamed* that cannot be had with *kept*, the last in order left out where they may be.

    All of *blamed* cannot be had with *kept*, and *kept* alone can.
    """
    if len(blamed) == 1:
        return frozenset(blamed)
    early, late = blamed[: len(blamed) // 2], blamed[len(blamed) // 2 :]
    of_late: frozenset[int] = frozenset()
    if possible.with_(kept | frozenset(early)):
        of_late = _quarrel(possible, kept | frozenset(early), late)
    if of_late and not possible.with_(kept | of_late):
        return of_late
    return of_late | _quarrel(possible, kept | of_late, early)
