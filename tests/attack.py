"""The attacker: what can be worked out about hidden counts from a public edition, by integer programming.

Written from what is *published* and from what everybody may know about such tables, and independently of
the protection: it reads JSON, imports nothing of the tool, and solves with scipy. It knows:

- every table, total, share and finding, and what the marks mean: a «faa» row has fewer than the smallest
  shown, a «faa_et_sted» row has so in one column of its attribute at least, a «skjult» row never has;
- rows add up to the total of their column where it is told; in a team the number of residents' seats;
- nobody comes to a step who did not come to the one before (where the organiser counts so);
- the residents in the register are those who were present, or some of them (where that is so);
- everybody has one answer or none for each attribute, so that all attributes of a step have one number of
  persons in common, and the rest have said nothing.

For each hidden count it finds the smallest and the largest possible value, or two values that both are
possible. One that has only one possible value is *pinned*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Cell: TypeAlias = tuple[str, str, str]
"""Attribute, column (``residents`` or a step), group; the group ``*`` is everybody, ``ukjent`` no answer."""
STEPS = ("invitert", "paameldt", "moett", "bidro", "brukt")
MOST = 1_000.0
"""More persons than live in any place of the trials."""
EVERYBODY, BLANK = "*", "ukjent"


@dataclass(frozen=True)
class Known:
    """What the attacker knows besides what is published."""

    nested: bool = True
    """Counts fall from step to step in every group."""
    residents: str = ""
    """``same``: the register's residents are those who were present; ``some``: some of them."""
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many have stated an attribute in a column, from a newspaper, say."""


class Attack:
    """The integer programme of one edition."""

    def __init__(self, edition: dict[str, Any], known: Known, findings: list[dict[str, Any]] | None = None):
        self.known = known
        self.smallest = int(edition["request"]["smallest_shown"])
        self.names: list[Cell] = []
        self.place: dict[Cell, int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.fixed: dict[Cell, int] = {}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.columns: dict[str, list[str]] = {}
        self.groups: dict[tuple[str, str], list[str]] = {}
        self.told: dict[tuple[str, str], int] = dict(known.totals)
        self.states: dict[tuple[str, str], set[str]] = {}
        self._read(edition["tables"])
        self._seats(edition)
        for one in [*edition["findings"], *(findings or [])]:
            self._finding(one)
        self._marks()
        self._sums()
        self._everybody()
        self._order()

    # -- reading ------------------------------------------------------------------------------------

    def _read(self, tables: list[dict[str, Any]]) -> None:
        for table in tables:
            if table["name"] == "organisasjoner" or not table["rows"]:
                continue
            if table["attribute"] == "alle":
                for step, count in zip(table["columns"], table["rows"][0]["counts"], strict=True):
                    if count is not None:
                        self.fixed["*", step, EVERYBODY] = count
                continue
            columns = ["residents"] if table["name"] == "innbyggere" else list(table["columns"])
            self.columns.setdefault(table["attribute"], []).extend(columns)
            for position, column in enumerate(columns):
                self._column(table, column, position)

    def _column(self, table: dict[str, Any], column: str, position: int) -> None:
        attribute = table["attribute"]
        if table["totals"][position] is not None:
            self.told[attribute, column] = table["totals"][position]
        for row in table["rows"]:
            cell = (attribute, column, row["group"])
            outside = column == "residents" and row["population_share"] is None and row["group"] != BLANK
            if outside and table["name"] == "innbyggere":
                continue  # a group without a figure: shown, and not part of the total
            self.groups.setdefault((attribute, column), []).append(row["group"])
            self.states.setdefault((attribute, row["group"]), set()).add(row["state"])
            count = row["counts"][position]
            if count is not None:
                self.fixed[cell] = count
            elif row["state"] in ("vist", "faa"):  # «vist»: a small count is hidden alone, as naive tables do
                self._variable(cell, 0, self.smallest - 1)
            else:
                self._variable(cell, self.smallest if row["state"] == "skjult" else 0, MOST)
            if row["share"] and count:
                self.told[attribute, column] = round(count / row["share"])

    def _seats(self, edition: dict[str, Any]) -> None:
        if edition["scope"] != "team":
            return
        people = sum(
            seat["sector"]["code"] == "sector.innbygger" and isinstance(seat["name"], dict)
            for seat in edition["seats"]
        )
        self.fixed["*", "residents", EVERYBODY] = people

    def _finding(self, finding: dict[str, Any]) -> None:
        if finding["code"] != "population_group":
            return
        attribute, group = finding["group"].split(":", 1)
        cell = (attribute, "residents", group)
        if finding["of"] is not None and finding["population_share"] is not None:
            self.told.setdefault((attribute, "residents"), finding["of"])
        if finding["n"] is not None and finding["population_share"] is not None:
            if cell in self.fixed:
                assert self.fixed[cell] == finding["n"], "two figures for one count"
            elif cell in self.place:
                self._row({self.place[cell]: 1.0}, finding["n"], finding["n"])

    # -- the programme ------------------------------------------------------------------------------

    def _variable(self, cell: Cell, low: float, high: float) -> int:
        self.place[cell] = len(self.names)
        self.names.append(cell)
        self.low.append(low)
        self.high.append(high)
        return len(self.names) - 1

    def _row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def _marks(self) -> None:
        """A «faa_et_sted» row is small in at least one of its columns."""
        for (attribute, group), states in self.states.items():
            if "faa_et_sted" not in states:
                continue
            mine = [i for i, (a, _, g) in enumerate(self.names) if (a, g) == (attribute, group)]
            choices = []
            for i in mine:
                choice = self._variable(("", str(i), "small"), 0, 1)
                # small where the choice says so
                self._row({i: 1.0, choice: MOST}, -np.inf, MOST + self.smallest - 1)
                choices.append(choice)
            self._row(dict.fromkeys(choices, 1.0), 1, np.inf)

    def _sums(self) -> None:
        for (attribute, column), groups in self.groups.items():
            total = self.told.get((attribute, column))
            if total is None:
                continue
            terms, rest = {}, float(total)
            for group in groups:
                cell = (attribute, column, group)
                if cell in self.fixed:
                    rest -= self.fixed[cell]
                else:
                    terms[self.place[cell]] = 1.0
            if terms:
                self._row(terms, rest, rest)

    def _everybody(self) -> None:
        """All attributes of a column have one number of persons; those who have not answered are the rest."""
        for column in ("residents", *STEPS):
            mine = [(a, c) for a, c in self.groups if c == column and a != "sektor"]
            whole = self.fixed.get(("*", column, EVERYBODY))
            if not mine and whole is None:
                continue
            everybody = self._variable(("*", column, EVERYBODY), whole or 0, MOST if whole is None else whole)
            for attribute, _ in mine:
                total = self.told.get((attribute, column))
                listed = BLANK in self.groups[attribute, column]
                if total is not None and not listed:
                    blank = self._variable((attribute, column, BLANK), 0, MOST)
                    self._row({everybody: 1.0, blank: -1.0}, total, total)
                elif total is None and listed:
                    self._same(attribute, column, everybody)

    def _same(self, attribute: str, column: str, everybody: int) -> None:
        """The rows, unknown included, are everybody."""
        terms, known = {everybody: -1.0}, 0.0
        for group in self.groups[attribute, column]:
            cell = (attribute, column, group)
            if cell in self.fixed:
                known += self.fixed[cell]
            else:
                terms[self.place[cell]] = 1.0
        self._row(terms, -known, -known)

    def _order(self) -> None:
        """Counts fall from step to step; the residents are those present, or some of them."""
        chain = [(a, b) for i, a in enumerate(STEPS) for b in STEPS[i + 1 :]] if self.known.nested else []
        for attribute, group in {(a, g) for a, _, g in [*self.names, *self.fixed] if a}:
            for before, after in chain:
                self._less((attribute, after, group), (attribute, before, group))
            if self.known.residents:
                one, other = (attribute, "residents", group), (attribute, "moett", group)
                self._less(one, other)
                if self.known.residents == "same":
                    self._less(other, one)

    def _less(self, small: Cell, large: Cell) -> None:
        terms: dict[int, float] = {}
        bound = 0.0
        for cell, sign in ((small, 1.0), (large, -1.0)):
            if cell in self.place:
                terms[self.place[cell]] = sign
            elif cell in self.fixed:
                bound -= sign * self.fixed[cell]
            else:
                return
        if terms:
            self._row(terms, -np.inf, bound)

    # -- solving ------------------------------------------------------------------------------------

    def hidden(self) -> tuple[Cell, ...]:
        """The counts that are not told, those who have not answered among them."""
        return tuple(name for name in self.names if name[0] not in ("", "*"))

    def _constraints(self) -> LinearConstraint | None:
        if not self.rows:
            return None
        data = [(r, c, x) for r, (terms, _, _) in enumerate(self.rows) for c, x in terms.items()]
        r, c, x = (np.array(part) for part in zip(*data, strict=True))
        matrix = csr_array((x, (r, c)), shape=(len(self.rows), len(self.names)))
        return LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])

    def solve(self, cost: np.ndarray) -> np.ndarray | None:
        """One possible truth with the least cost; ``None`` when there is none: the attacker has erred."""
        if not self.names:
            return cost
        if not hasattr(self, "_made"):
            self._made = self._constraints()
        answer = milp(
            cost,
            integrality=np.ones(len(self.names)),
            bounds=Bounds(np.array(self.low), np.array(self.high)),
            constraints=self._made or (),
        )
        assert answer.status in (0, 2), answer.message
        return None if answer.x is None else np.round(answer.x)

    def pinned(self) -> dict[Cell, int]:
        """Hidden counts that can have one value only, and that value.

        Two possible values are enough to clear a count; each answer of the solver is looked at for all.
        """
        cells = self.hidden()
        places = [self.place[cell] for cell in cells]
        if not cells:
            return {}
        cost = np.zeros(len(self.names))
        cost[places] = np.random.default_rng(1).uniform(0.5, 1.5, len(places))
        cost[places[::2]] *= -1
        first, second = self.solve(cost), self.solve(-cost)
        assert first is not None
        assert second is not None, "no truth fits what is published"
        low, high = np.minimum(first, second), np.maximum(first, second)
        for place in places:
            for sign in (1.0, -1.0):
                if low[place] == high[place]:
                    found = self.solve(sign * np.eye(1, len(self.names), place)[0])
                    assert found is not None
                    low, high = np.minimum(low, found), np.maximum(high, found)
        return {
            cell: int(low[place])
            for cell, place in zip(cells, places, strict=True)
            if low[place] == high[place]
        }

    def ranges(self) -> dict[Cell, tuple[int, int]]:
        """Smallest and largest possible value of each hidden count."""
        found = {}
        for cell in self.hidden():
            one = np.eye(1, len(self.names), self.place[cell])[0]
            least, most = self.solve(one), self.solve(-one)
            assert least is not None
            assert most is not None
            found[cell] = (round(float(one @ least)), round(float(one @ most)))
        return found

    def allows(self, truth: dict[Cell, int]) -> bool:
        """Whether the attacker's programme has the truth among its solutions; else it is no attacker."""
        fits = self.solve_with(truth)
        return fits is not None

    def solve_with(self, truth: dict[Cell, int]) -> np.ndarray | None:
        """A solution in which the hidden counts are what they really are."""
        low, high = list(self.low), list(self.high)
        for cell in self.hidden():
            if cell in truth:
                place = self.place[cell]
                if not low[place] <= truth[cell] <= high[place]:
                    return None
                self.low[place] = self.high[place] = truth[cell]
        try:
            return self.solve(np.zeros(len(self.names)))
        finally:
            self.low, self.high = low, high
