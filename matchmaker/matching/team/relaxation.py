"""When no team meets the wishes: the smallest changes to the wishes that make one possible.

Found by the same solver on the rows of the wishes alone, where each wish may be eased or given up at a cost:
:data:`STEP_COST` per step of a number; more for a name or a pair of names, since a name was asked for with
intent; more again for a balance, for good practice, and most for a rule that is not good practice alone, so
that the law is never the easy way out. Among equally cheap sets, the one with fewest changes comes first,
then the one whose wishes were posed first.

Each set works, and no part of it does: what is left out would have been cheaper. No set holds all the wishes
of an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Relaxation
from matchmaker.matching.team.wish_words import RULES
from matchmaker.matching.team.wishes import EASED, Wish, rows_of, wishes_of
from matchmaker.rules.constraints import AtMostEach, AtMostWith
from matchmaker.solving.port import Programme, Rows, Status, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from matchmaker.matching.team.demands import DemandRow
    from matchmaker.matching.team.problem import TeamProblem

STEP_COST, NAME_COST, BALANCE_COST, PRACTICE_COST, LAW_COST = 2, 3, 5, 10, 1000
"""A step of a number; a name or a pair; a balance without a number; good practice; any other rule."""
_NAMES = ("include", "exclude", "apart", "together")


def relaxations(
    problem: TeamProblem, origins: Sequence[str] = (), *, most: int = 3
) -> tuple[Relaxation, ...]:
    """Up to *most* smallest sets of changes, cheapest first.

    Parameters
    ----------
    problem
        Its demands and facts; the score does not matter.
    origins
        Which rule each demand was posed from; see :func:`~matchmaker.matching.team.wishes.wishes_of`. A rule
        is given up as a whole.
    most
        How many sets at most.

    Returns
    -------
    tuple[Relaxation, ...]
        Empty when no change is needed, when nobody is there to choose from, and when the solver's budget
        ends before a set is proven to be the smallest.
    """
    wishes = wishes_of(problem, origins)
    eased = _Eased.of(problem, wishes)
    found: list[Relaxation] = []
    while len(found) < most:
        answer = solve(eased.programme())
        if answer.status is not Status.OPTIMAL or answer.x is None:
            break
        steps = {w: eased.steps(answer.x, w) for w in eased.used}
        changed = {w: many for w, many in steps.items() if many}
        if not changed:
            break
        found.append(Relaxation(tuple(wishes[w].changed(many) for w, many in changed.items())))
        # at least one of the wishes that were changed must be kept as it was
        together = [eased.used[w] for w in changed]
        eased.rows.add(together, [1.0] * len(together), high=len(together) - 1)
    return tuple(found)


def price(wish: Wish) -> int:
    """What a step of a wish costs, or giving it up."""
    if wish.field == RULES:
        return LAW_COST if wish.law else PRACTICE_COST
    if wish.field in EASED:
        return STEP_COST
    return NAME_COST if wish.field in _NAMES else BALANCE_COST


@dataclass
class _Eased:
    """The rows of the wishes, with what eases each of them."""

    gain: list[float]
    upper: list[float]
    scale: int
    """What one unit of cost is worth, above all that decides among equally cheap sets."""
    rows: Rows = field(default_factory=Rows)
    used: dict[int, int] = field(default_factory=dict)
    """Wish → the 0/1 variable that says whether it is changed; a wish that cannot fail has none."""
    dials: dict[int, int] = field(default_factory=dict)
    """Wish → the variable that counts its steps, for wishes with a number."""
    _others: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: TeamProblem, wishes: Sequence[Wish]) -> _Eased:
        made = cls([0.0] * len(problem), [1.0] * len(problem), 2 * len(wishes) ** 2 + 1)
        for w, wish in enumerate(wishes):
            made._wish(w, wish, _most_steps(problem, wish), len(wishes) + w)
        for w, row in rows_of(problem, wishes):
            made._row(row, w, EASED.get(wishes[w].field, 0) if w >= 0 else 0)
        return made

    def programme(self) -> Programme:
        """As it stands now."""
        count = len(self.gain)
        return self.rows.programme(self.gain, [0.0] * count, self.upper, [True] * count)

    def steps(self, x: np.ndarray, wish: int) -> int:
        """How far a wish is eased; 1 for one that is given up."""
        return int(x[self.dials.get(wish, self.used[wish])])

    def _new(self, gain: float, upper: float = 1.0) -> int:
        self.gain.append(gain)
        self.upper.append(upper)
        return len(self.gain) - 1

    def _other(self, name: str) -> int:
        if name not in self._others:
            self._others[name] = self._new(0.0)
        return self._others[name]

    def _wish(self, w: int, wish: Wish, most: int, place: int) -> None:
        cost = self.scale * price(wish)
        if wish.field not in EASED:
            self.used[w] = self._new(-float(cost + place))
        elif most > 0:
            self.used[w] = self._new(-float(place))
            self.dials[w] = self._new(-float(cost), most)
            self.rows.add([self.dials[w], self.used[w]], [1.0, -float(most)], high=0.0)

    def _row(self, row: DemandRow, w: int, eased: int) -> None:
        """A row's two sides apart, each eased by its wish: a number step by step, another as far as needed.

        A number that is lowered eases the least value of its rows, one that is raised the greatest.
        """
        columns, values = row.entries(self._other)
        dial, switch = self.dials.get(w), None if eased else self.used.get(w)
        for sign, limit in ((-1, row.low), (1, row.high)):
            if limit in (inf, -inf):
                continue
            more: list[tuple[int, float]] = []
            if dial is not None and sign == eased:
                more = [(dial, -float(sign))]
            elif switch is not None:
                reach = sum(value for value in values if sign * value > 0)
                more = [(switch, limit - reach)] if sign * (reach - limit) > 0 else []
            self.rows.add(
                [*columns, *(variable for variable, _ in more)],
                [*values, *(value for _, value in more)],
                *((limit, inf) if sign < 0 else (-inf, limit)),
            )


def _most_steps(problem: TeamProblem, wish: Wish) -> int:
    """How far a number can be eased until it asks for nothing; a size never falls below one."""
    count = wish.count or 0
    match wish.field:
        case "min_size":
            return count - 1
        case "max_size":
            return len(problem) - count
        case "at_most_with" | "most_each":
            return max(_sizes(problem, wish), default=0) - count
    return count


def _sizes(problem: TeamProblem, wish: Wish) -> list[int]:
    """How many candidates each row of an upper limit counts."""
    (demand,) = wish.demands
    assert isinstance(demand, AtMostWith | AtMostEach)  # noqa: S101 - the only ones with an upper limit
    return [len(row.seats) for w, row in rows_of(problem, (wish,)) if w == 0]
