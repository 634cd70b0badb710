"""The demands of a problem as the wishes that a person can give up, one by one.

A :class:`~matchmaker.rules.constraints.Size` is two wishes, the least and the greatest size, since one can be
changed without the other. A rule is one wish, however many demands it was posed as: nobody can give up half
of it. Demands for the same thing are one wish, at the strictest of their numbers. That a team has a seat at
all is no wish, and is never given up once some demand asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Change, Message
from matchmaker.matching.team.demands import demand_rows
from matchmaker.matching.team.facts import COVERS, ELECTED
from matchmaker.matching.team.wish_words import RULES, title_of, words_of
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)
from matchmaker.rules.rule import RuleSeverity, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.team.demands import DemandRow
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.rules.constraints import Demand

FIELDS: Mapping[type, str] = {
    Include: "include", Exclude: "exclude", Apart: "apart", Together: "together", AtLeast: "at_least",
    AtLeastWith: "at_least_with", AtMostWith: "at_most_with", AtMostEach: "most_each", Company: "company",
    NotAlone: "not_alone", NoMajority: "no_majority", AtLeastBySize: "by_size",
}  # fmt: skip
"""Which part of a request each demand stands in; a size is ``min_size`` and ``max_size``, and demands for
the trait ``dekker:<contribution>`` are ``cover``; those for elected members are ``at_least``."""
EASED = {
    "min_size": -1, "max_size": 1, "at_least": -1, "at_least_with": -1, "cover": -1, "at_most_with": 1,
    "most_each": 1, "company": -1, "not_alone": -1,
}  # fmt: skip
"""Wishes with a number, and which way it is eased; all others are kept or given up."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something asked of a team that can be given up."""

    field: str
    """Which part of the request, e.g. ``max_size`` or ``rules``."""
    name: str
    """Which of them: an actor, a sector, a trait, ``trait=value|value``, ``a:b``, a contribution or the id of
    a rule; empty for a size."""
    count: int | None
    """Its number; ``None`` for a wish without one."""
    demands: tuple[Demand, ...]
    """What it amounts to."""
    positions: tuple[int, ...]
    """Where it comes from in ``problem.constraints``, ascending."""
    params: Mapping[str, Param]
    """Its words."""

    @property
    def law(self) -> bool:
        """Whether it is a rule, and not known to be mere good practice."""
        practice = {rule.id for rule in rules() if rule.severity is RuleSeverity.PRACTICE}
        return self.field == RULES and self.name not in practice

    @property
    def message(self) -> Message:
        """The wish in words."""
        return Message(f"wish.{self.field}", self._said())

    def changed(self, steps: int) -> Change:
        """The wish eased by so many steps, or given up, in the asker's own terms."""
        if self.field not in EASED:
            return Change(self.field, "remove", self.name, self._given_up())
        after = (self.count or 0) + EASED[self.field] * steps
        said = Message(f"change.{self.field}", {**self.params, "before": self.count, "after": after})
        return Change(self.field, "set", f"{self.name}:{after}" if self.name else after, said)

    def _given_up(self) -> Message:
        kind = "_law" if self.law else "_practice" if self.field == RULES else ""
        return Message(f"change.{self.field}{kind}", self.params)

    def _said(self) -> dict[str, Param]:
        return {**self.params, **({} if self.count is None else {"count": self.count})}


def wishes_of(problem: TeamProblem, origins: Sequence[str] = ()) -> tuple[Wish, ...]:
    """The wishes behind the demands of a problem, in the order in which they were posed.

    Parameters
    ----------
    problem
        Only the demands and the number of candidates matter here.
    origins
        For each demand the id of the rule it was posed from, or "" for the asker's own; empty means that all
        are the asker's own. ``ValueError`` when there are neither none nor as many as there are demands.
    """
    from_whom = list(origins) or [""] * len(problem.constraints)
    found: dict[tuple[str, str], Wish] = {}
    for position, (demand, rule) in enumerate(zip(problem.constraints, from_whom, strict=True)):
        for wish in _rule(rule, position, demand) if rule else _own(demand, position, len(problem)):
            key = wish.field, wish.name
            found[key] = _joined(found[key], wish) if key in found else wish
    return tuple(found.values())


def rows_of(problem: TeamProblem, wishes: Sequence[Wish]) -> Iterator[tuple[int, DemandRow]]:
    """The rows of all wishes, each with the position of its wish; −1 for what is no wish: a seat at all."""
    seated: list[tuple[int, Demand]] = []
    if any(isinstance(rule, Size) and rule.low >= 1 for rule in problem.constraints):
        seated.append((-1, Size(1, max(1, len(problem)))))
    owned = [*seated, *((w, demand) for w, wish in enumerate(wishes) for demand in wish.demands)]
    for row in demand_rows(replace(problem, constraints=tuple(demand for _, demand in owned))):
        yield owned[row.key[0]][0], row


def _rule(rule: str, position: int, demand: Demand) -> Iterator[Wish]:
    yield Wish(RULES, rule, None, (demand,), (position,), {"rule": title_of(rule)})


def _own(demand: Demand, position: int, candidates: int) -> Iterator[Wish]:
    if isinstance(demand, Size):
        if demand.low > 1:
            least = Size(demand.low, max(demand.low, candidates))
            yield Wish("min_size", "", demand.low, (least,), (position,), {})
        yield Wish("max_size", "", demand.high, (Size(0, demand.high),), (position,), {})
        return
    field = FIELDS[type(demand)]
    if isinstance(demand, AtLeastWith) and demand.values == ("ja",):
        field = "cover" if demand.trait.startswith(COVERS) else field
        field = "at_least" if demand.trait == ELECTED else field
    name, params = words_of(demand)
    yield Wish(field, name, getattr(demand, "count", None), (demand,), (position,), params)


def _joined(one: Wish, other: Wish) -> Wish:
    """Two demands for the same thing as one wish: of numbers the stricter, else both."""
    positions = (*one.positions, *other.positions)
    if one.count is None or other.count is None:
        return replace(one, demands=tuple(dict.fromkeys((*one.demands, *other.demands))), positions=positions)
    stricter = max(one, other, key=lambda wish: -EASED[wish.field] * (wish.count or 0))
    return replace(stricter, positions=positions)
