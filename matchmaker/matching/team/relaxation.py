"""When no team meets the wishes: the smallest changes to the wishes that make one possible.

Found by the same solver on a small programme in which each wish may be given up at a cost: one per step
of size or count, and more for a named actor, since a name was asked for with intent. Up to three
different answers are returned, cheapest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Change, Message, Relaxation
from matchmaker.rules.constraints import AtLeast, Exclude, Include, Size
from matchmaker.solving.port import Rows, solve

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem

STEP_COST, NAME_COST = 2, 3


@dataclass(frozen=True, slots=True)
class _Slack:
    """A variable that counts how far a wish is given up."""

    variable: int
    field: str
    before: int
    sign: int
    name: str = ""

    def change(self, amount: int) -> Change:
        """The change in the asker's own terms."""
        if self.sign == 0:
            action = "remove"
            message = Message(f"change.{self.field}", {"actor": Message("param.actor", {"id": self.name})})
            return Change(self.field, action, self.name, message)
        after = self.before + self.sign * amount
        params = {"before": self.before, "after": after}
        if self.name:
            return Change(
                self.field, "set", f"{self.name}:{after}",
                Message(f"change.{self.field}", {**params, "sector": Message(f"sector.{self.name}")}),
            )  # fmt: skip
        return Change(self.field, "set", after, Message(f"change.{self.field}", params))


def relaxations(problem: TeamProblem, most: int = 3) -> tuple[Relaxation, ...]:
    """Up to *most* smallest sets of changes, cheapest first; empty when nothing would help."""
    found: list[Relaxation] = []
    barred: list[list[int]] = []
    while len(found) < most:
        rows, cost, upper, slacks = _elastic(problem)
        for used in barred:
            # at least one of the wishes given up last time must be kept
            switches = [slack.variable + 1 for slack in slacks if slack.variable in used]
            rows.add(switches, [1.0] * len(switches), high=len(switches) - 1)
        programme = rows.programme([-c for c in cost], [0.0] * len(cost), upper, [True] * len(cost))
        answer = solve(programme)
        if answer.x is None:
            break
        amounts = np.round(answer.x).astype(int)
        used_slacks = [slack for slack in slacks if amounts[slack.variable] > 0]
        if not used_slacks:
            break
        found.append(Relaxation(tuple(s.change(int(amounts[s.variable])) for s in used_slacks)))
        barred.append([slack.variable for slack in used_slacks])
    return tuple(found)


def _elastic(problem: TeamProblem) -> tuple[Rows, list[int], list[float], list[_Slack]]:
    """The seats, and for each wish a slack (how much) followed by its switch (whether)."""
    n = len(problem.ids)
    place = {actor: i for i, actor in enumerate(problem.ids)}
    rows, cost, upper = Rows(), [0] * n, [1.0] * n
    slacks: list[_Slack] = []

    def slack(field: str, before: int, sign: int, most: float, price: int, name: str = "") -> int:
        variable = len(cost)
        cost.extend((price, 0))
        upper.extend((most, 1.0))
        rows.add([variable, variable + 1], [1.0, -most], high=0.0)
        slacks.append(_Slack(variable, field, before, sign, name))
        return variable

    for rule in problem.constraints:
        match rule:
            case Size(low, high):
                less = slack("min_size", low, -1, max(low - 1, 0), STEP_COST)
                more = slack("max_size", high, 1, n, STEP_COST)
                rows.add([*range(n), less], [1.0] * (n + 1), low=low)
                rows.add([*range(n), more], [1.0] * n + [-1.0], high=high)
            case Include(actor):
                mine = [place[actor]] if actor in place else []
                given_up = slack("include", 1, 0, 1, NAME_COST, actor)
                rows.add([*mine, given_up], [1.0] * (len(mine) + 1), low=1.0)
            case Exclude(actor) if actor in place:
                given_up = slack("exclude", 1, 0, 1, NAME_COST, actor)
                rows.add([place[actor], given_up], [1.0, -1.0], high=0.0)
            case AtLeast(sector, count):
                members = [i for i in range(n) if problem.sectors[i] == sector]
                fewer = slack("at_least", count, -1, count, STEP_COST, sector)
                rows.add([*members, fewer], [1.0] * (len(members) + 1), low=count)
    return rows, cost, upper, slacks
