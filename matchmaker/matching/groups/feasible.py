"""Whether some seating of one round keeps some of its rules: a programme over kinds of people and groups.

People whom no rule in question tells apart are one *kind*: the programme decides how many of each kind sit in
each group, so that a question about a few rules is small however many people come, and nobody is proven
unplaceable once for every way of swapping equals. Pairs that never share a group are gathered into the
largest sets of such, since a set of fifteen for fourteen groups is seen to be impossible at once, and its 105
pairs are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from math import inf
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matchmaker.matching.groups.conflict_rules import SIZES, TOGETHER
from matchmaker.solving.port import Programme, Rows, Status, solve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from matchmaker.matching.groups.conflict_rules import Rule
    from matchmaker.matching.groups.problem import Company, GroupsProblem, Limit

_MOST_CLIQUES = 2_000
"""Sets of people apart that are looked for beyond those that were asked for."""

Row = tuple[list[int], list[float], float, float]
"""Variables, coefficients, least and greatest value."""


@dataclass(frozen=True)
class Seating:
    """What asking gave."""

    status: Status
    seats: np.ndarray | None
    """Group of each person who is there, in their order; ``None`` when none was found."""


class Round:
    """One round of an event and its rules.

    Parameters
    ----------
    problem
        The event.
    at
        Which round, from 0.
    rules
        All its rules, as of :func:`~matchmaker.matching.groups.conflict_rules.rules_of`.
    """

    def __init__(self, problem: GroupsProblem, at: int, rules: Sequence[Rule]) -> None:
        self.problem = problem
        self.at = at
        self.rules = rules
        self.people = np.flatnonzero(problem.present[at])
        held = np.flatnonzero(problem.most[at] > 0)
        self.groups = held if len(held) else np.arange(len(problem.groups))
        self.among = np.array([self._members(rule) for rule in rules], dtype=bool)

    def _members(self, rule: Rule) -> np.ndarray:
        """Whom of those who are there a rule is about."""
        if rule.limit is not None:
            return np.asarray(rule.limit.members[self.people])
        if rule.company is not None:
            return np.asarray(rule.company.members[self.people])
        return np.isin(self.people, rule.wish.people)

    def kinds(self, asked: Collection[int], tables: Sequence[np.ndarray] = ()) -> np.ndarray:
        """Kind of each person, for some rules and tables by person: those of one kind may change places."""
        marks = [self.among[rule].astype(np.int64) for rule in asked]
        for rule in asked:
            company = self.rules[rule].company
            if company is not None:
                marks.append(company.helpers[self.people].astype(np.int64))
            if self.rules[rule].kind == TOGETHER:  # each has a seat of their own to be equal to another's
                marks.append(np.where(self.among[rule], 1 + np.arange(len(self.people)), 0))
        marks += [np.unique(table, axis=0, return_inverse=True)[1].reshape(-1) for table in tables]
        if not marks or not len(self.people):
            return np.zeros(len(self.people), dtype=np.int64)
        return np.asarray(np.unique(np.array(marks).T, axis=0, return_inverse=True)[1]).reshape(-1)

    def size(self, asked: Collection[int]) -> int:
        """How many numbers the programme for some rules decides."""
        kinds = self.kinds(asked)
        return (int(kinds.max(initial=-1)) + 1) * len(self.groups)

    def ask(
        self,
        hard: Collection[int],
        soft: Collection[int] = (),
        *,
        budget: int,
        worth: np.ndarray | None = None,
        floor: tuple[np.ndarray, int] | None = None,
    ) -> Seating:
        """Look for a seating that keeps all of *hard* and as many of *soft* as can be.

        Parameters
        ----------
        hard, soft
            Positions of rules.
        budget
            Nodes of the search tree.
        worth
            Instead of counting *soft*: what each person in each group is worth, whole numbers, shape (those
            who are there, groups). The seating is worth as much as can be.
        floor
            Such a table, and what a seating has to come to at least by it.
        """
        if not len(self.people):
            return Seating(Status.OPTIMAL, np.zeros(0, dtype=np.int64))
        tables = [table for table in (worth, floor[0] if floor else None) if table is not None]
        kinds = self.kinds(sorted({*hard, *soft}), tables)
        posed = _Posed(self, kinds, sorted(hard), sorted(soft), worth, floor)
        answer = solve(posed.programme, budget=budget)
        seats = None if answer.x is None else posed.seats(answer.x)
        return Seating(answer.status, seats)

    def kept(self, seats: np.ndarray) -> np.ndarray:
        """Which rules a seating keeps, bool; counted from the seats alone."""
        return np.array([self._keeps(rule, seats) for rule in range(len(self.rules))], dtype=bool)

    def _keeps(self, place: int, seats: np.ndarray) -> bool:
        rule, at = self.rules[place], self.at
        mine = seats[self.among[place]]
        held = np.bincount(mine, minlength=len(self.problem.groups))
        if rule.kind == SIZES:
            groups = list(rule.wish.groups)
            size = np.bincount(seats, minlength=len(self.problem.groups))[groups]
            low, high = self.problem.least[at, groups], self.problem.most[at, groups]
            return bool(((low <= size) & (size <= high)).all())
        if rule.kind == TOGETHER:
            return len(set(mine.tolist())) <= 1
        if rule.limit is not None:
            low, high = rule.limit.low[at], rule.limit.high[at]
            there = self.problem.most[at] > 0
            alone = rule.limit.never_one & (held == 1)
            return bool(((low <= held) & (held <= high) & ~alone)[there].all())
        if rule.company is not None:
            helpers = np.bincount(seats[rule.company.helpers[self.people]], minlength=len(held))
            return bool(((held == 0) | (helpers > 0)).all())
        if rule.blocked is not None:
            return not rule.blocked[at, mine].any()
        return int(held.max(initial=0)) <= 1 if rule.pairs else True


class _Posed:
    """The programme of some rules of a round."""

    def __init__(
        self,
        held: Round,
        kinds: np.ndarray,
        hard: list[int],
        soft: list[int],
        worth: np.ndarray | None,
        floor: tuple[np.ndarray, int] | None,
    ) -> None:
        self._round = held
        self._kinds = kinds
        self._number = np.bincount(kinds)
        self._wide = len(held.groups)
        self.upper = np.repeat(self._number, self._wide).astype(float).tolist()
        self._keep: dict[int, int] = {}
        rows = Rows()
        for kind, number in enumerate(self._number.tolist()):
            rows.add([self._at(kind, g) for g in range(self._wide)], [1.0] * self._wide, number, number)
        for rule in soft:
            self._keep[rule] = self._new(1)
        for rule in (*hard, *soft):
            for row in self._rows(rule):
                self._add(rows, row, self._keep.get(rule))
        for row in self._cliques(hard):
            rows.add(*row)
        gain = np.zeros(len(self.upper))
        gain[list(self._keep.values())] = 1
        if worth is not None:
            gain = np.concatenate(
                [self._by_kind(worth), np.zeros(len(self.upper) - len(self._number) * self._wide)]
            )
        if floor is not None:
            values = self._by_kind(floor[0])
            columns = np.flatnonzero(values)
            rows.add(columns.tolist(), values[columns].tolist(), float(floor[1]))
        self.programme: Programme = rows.programme(
            gain.tolist(), [0.0] * len(self.upper), self.upper, [True] * len(self.upper)
        )

    def _by_kind(self, table: np.ndarray) -> np.ndarray:
        """A table by person as one by kind, in the order of the variables."""
        _, first = np.unique(self._kinds, return_index=True)
        return np.asarray(table[first][:, self._round.groups], dtype=np.float64).reshape(-1)

    def _at(self, kind: int, group: int) -> int:
        return kind * self._wide + group

    def _new(self, upper: float) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _add(self, rows: Rows, row: Row, keep: int | None) -> None:
        """A row that always holds, or one that holds only where its rule is kept."""
        columns, values, low, high = row
        if keep is None:
            rows.add(columns, values, low, high)
            return
        ends = [value * self.upper[column] for column, value in zip(columns, values, strict=True)]
        under = low - sum(min(end, 0.0) for end in ends)
        over = sum(max(end, 0.0) for end in ends) - high
        if under > 0 and low > -inf:
            rows.add([*columns, keep], [*values, -under], low - under, inf)
        if over > 0 and high < inf:
            rows.add([*columns, keep], [*values, over], -inf, high + over)

    def _sum(self, mask: np.ndarray, group: int) -> tuple[list[int], list[float]]:
        """How many of some people, all of their kinds, sit in a group."""
        columns = [self._at(kind, group) for kind in np.unique(self._kinds[mask]).tolist()]
        return columns, [1.0] * len(columns)

    def _rows(self, place: int) -> Iterator[Row]:
        rule, held = self._round.rules[place], self._round
        mine = held.among[place]
        if rule.kind == SIZES:
            yield from self._size(rule)
        elif rule.limit is not None:
            yield from self._limit(rule.limit, mine)
        elif not mine.any():
            return
        elif rule.kind == TOGETHER:
            yield from self._equal(mine)
        elif rule.company is not None:
            yield from self._company(rule.company, mine)
        elif rule.blocked is not None or rule.pairs:
            barred = rule.blocked is not None
            where = range(self._wide) if rule.blocked is None else self._where(rule.blocked)
            for group in where:
                yield (*self._sum(mine, group), -inf, 0.0 if barred else 1.0)

    def _where(self, blocked: np.ndarray) -> list[int]:
        held = self._round
        return [int(place) for place in np.flatnonzero(blocked[held.at, held.groups])]

    def _size(self, rule: Rule) -> Iterator[Row]:
        held = self._round
        everybody = np.ones(len(held.people), dtype=bool)
        for place in np.flatnonzero(np.isin(held.groups, rule.wish.groups)).tolist():
            group = held.groups[place]
            low, high = held.problem.least[held.at, group], held.problem.most[held.at, group]
            yield (*self._sum(everybody, place), float(low), float(high))

    def _equal(self, mine: np.ndarray) -> Iterator[Row]:
        kinds = self._kinds[mine].tolist()
        for one, other in pairwise(kinds):
            for group in range(self._wide):
                yield [self._at(one, group), self._at(other, group)], [1.0, -1.0], 0.0, 0.0

    def _limit(self, limit: Limit, mine: np.ndarray) -> Iterator[Row]:
        number = int(mine.sum())
        for place, group in enumerate(self._round.groups.tolist()):
            columns, values = self._sum(mine, place)
            low, high = limit.low[self._round.at, group], limit.high[self._round.at, group]
            if low > 0 or high < number:
                yield columns, values, float(low), float(high)
            if limit.never_one and number:
                some = self._new(1)
                yield [*columns, some], [*values, -float(number)], -inf, 0.0
                yield [*columns, some], [*values, -2.0], 0.0, inf

    def _company(self, company: Company, mine: np.ndarray) -> Iterator[Row]:
        helps = company.helpers[self._round.people]
        for kind in np.unique(self._kinds[mine & ~helps]).tolist():
            for group in range(self._wide):
                columns, values = self._sum(helps, group)
                number = float(self._number[kind])
                yield [self._at(kind, group), *columns], [1.0, *(-number * v for v in values)], -inf, 0.0

    def _cliques(self, hard: list[int]) -> Iterator[Row]:
        """Sets of which no two share a group and that no single rule holds."""
        held = self._round
        asked = [held.among[rule] for rule in hard if held.rules[rule].pairs]
        if len(asked) < 2:
            return
        graph: nx.Graph[int] = nx.Graph()
        for mine in asked:
            graph.add_edges_from(combinations(np.unique(self._kinds[mine]).tolist(), 2))
        sets = [set(self._kinds[mine].tolist()) for mine in asked]
        found = sorted(sorted(one) for one in islice(nx.find_cliques(graph), _MOST_CLIQUES))
        for clique in found:
            if len(clique) > 2 and not any(set(clique) <= one for one in sets):
                for group in range(self._wide):
                    columns = [self._at(kind, group) for kind in clique]
                    yield columns, [1.0] * len(columns), -inf, 1.0

    def seats(self, x: np.ndarray) -> np.ndarray:
        """A seating from the numbers: those of a kind in their order, group by group."""
        table = np.round(x[: len(self._number) * self._wide]).astype(np.int64).reshape(-1, self._wide)
        seats = np.zeros(len(self._kinds), dtype=np.int64)
        for kind in range(len(self._number)):
            seats[self._kinds == kind] = np.repeat(self._round.groups, table[kind])
        return seats
