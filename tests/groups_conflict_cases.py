"""Small events with many rules, drawn at random, and what every seating of them keeps.

Rules are counted here from what was asked for, with code of its own: nothing of the search for conflicts is
used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.problem import Company, GroupsProblem, Limit
from matchmaker.matching.groups.wishes import GroupWish

if TYPE_CHECKING:
    from collections.abc import Sequence

Key = tuple[str, tuple[int, ...], tuple[int, ...]]
"""Kind, people and groups of a rule."""
Keeps = Callable[[tuple[int, ...]], bool]
"""Whether a seating of those who are there keeps a rule."""
KINDS = ("sammen", "fra_hverandre", "fast_plass", "ikke_gruppe", "alene", "fasilitator", "tolk", "enhet")


@dataclass(frozen=True)
class Case:
    """One event of one round."""

    problem: GroupsProblem
    wishes: tuple[GroupWish, ...]
    checks: dict[Key, Keeps]

    @property
    def unkept(self) -> list[frozenset[int]]:
        """Per seating which rules, by position in ``checks``, it does not keep; each such set once."""
        there = int(self.problem.present[0].sum())
        seatings = product(range(len(self.problem.groups)), repeat=there)
        whole = list(self.checks.values())
        return sorted(
            {frozenset(at for at, keeps in enumerate(whole) if not keeps(one)) for one in seatings}, key=len
        )

    def smallest(self) -> int:
        """How many rules the smallest impossible set has; 0 when some seating keeps all."""
        unkept = self.unkept
        if not unkept[0]:
            return 0
        numbers = range(len(self.checks))
        return next(
            size
            for size in range(1, len(self.checks) + 1)
            for some in combinations(numbers, size)
            if all(set(some) & one for one in unkept)
        )


class _Drawn:
    """An event while its rules are drawn."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.count, self.groups = int(rng.integers(2, 7)), int(rng.integers(1, 4))
        self.present = rng.random(self.count) < 0.9
        self.place = {int(person): at for at, person in enumerate(np.flatnonzero(self.present))}
        self.allowed = np.ones((1, self.count, self.groups), dtype=bool)
        self.checks: dict[Key, Keeps] = {}
        self.limits: list[Limit] = []
        self.company: list[Company] = []
        self.together: list[set[int]] = []
        self.apart: set[tuple[int, int]] = set()

    def there(self, people: Sequence[int], seats: tuple[int, ...]) -> list[int]:
        return [seats[self.place[person]] for person in people if person in self.place]

    def _all(self, value: int) -> np.ndarray:
        return np.full((1, self.groups), value)

    def members(self, people: tuple[int, ...]) -> np.ndarray:
        found = np.zeros(self.count, dtype=bool)
        found[list(people)] = True
        return found

    def pair_rule(self, kind: str, people: tuple[int, ...]) -> None:
        if len(people) < 2:
            return
        if kind == "sammen":
            block = set(people)
            if any(held & block and not all(self.present[list(held & block)]) for held in self.together):
                return  # what ties the sets together would not be there
            for other in [held for held in self.together if held & block]:
                block |= other
                self.together.remove(other)
            self.together.append(block)
            self.checks[kind, people, ()] = lambda seats: len(set(self.there(people, seats))) <= 1
        else:
            self.apart.update(combinations(people, 2))
            self.checks[kind, people, ()] = lambda seats: (
                len(set(self.there(people, seats))) == len(self.there(people, seats))
            )

    def place_rule(self, kind: str, one: tuple[int, ...], group: tuple[int, ...]) -> None:
        if kind == "fast_plass":
            self.allowed[0, one[0]] &= np.arange(self.groups) == group[0]
            self.checks[kind, one, group] = lambda seats: set(self.there(one, seats)) <= set(group)
        else:
            self.allowed[0, one[0], group[0]] = False
            self.checks[kind, one, group] = lambda seats: not set(self.there(one, seats)) & set(group)

    def count_rule(self, kind: str, people: tuple[int, ...], number: int) -> None:
        members = self.members(people)
        groups = range(self.groups)
        counts = lambda seats, g: self.there(people, seats).count(g)  # noqa: E731
        if kind == "alene":
            params = {"attribute": str(number), "value": "x"}
            self.limits.append(Limit("alone", params, members, self._all(0), self._all(self.count), True))
            self.checks[kind, people, ()] = lambda seats: all(counts(seats, g) != 1 for g in groups)
        elif kind == "enhet":
            self.limits.append(Limit("unit", {"unit": str(number)}, members, self._all(0), self._all(1)))
            self.checks[kind, people, ()] = lambda seats: all(counts(seats, g) <= 1 for g in groups)
        elif kind == "fasilitator" and not any(limit.code == "facilitators" for limit in self.limits):
            low = self.rng.integers(0, 2, (1, self.groups))
            self.limits.append(Limit("facilitators", {}, members, low, self._all(self.count)))
            self.checks[kind, people, ()] = lambda seats: all(counts(seats, g) >= low[0, g] for g in groups)
        elif kind == "tolk" and not self.company:
            helpers = np.asarray(self.rng.random(self.count) < 0.4)
            self.company.append(Company("interpreter", {"language": "x"}, members, helpers))
            these = np.flatnonzero(helpers).tolist()
            self.checks[kind, people, ()] = lambda seats: (
                set(self.there(people, seats)) <= set(self.there(these, seats))
            )

    def sizes(self) -> tuple[np.ndarray, np.ndarray]:
        base = int(self.present.sum()) // self.groups
        least = np.maximum(base - self.rng.integers(0, 2, self.groups), 0)
        most = np.maximum(least + self.rng.integers(0, 3, self.groups), 1)
        for low, high in sorted({(int(a), int(b)) for a, b in zip(least, most, strict=True)}):
            alike = tuple(g for g in range(self.groups) if (least[g], most[g]) == (low, high))
            self.checks["storrelse", (), alike] = lambda seats, gs=alike, low=low, high=high: all(  # type: ignore[misc]
                low <= seats.count(g) <= high for g in gs
            )
        return least[None].astype(np.int64), most[None].astype(np.int64)


def conflict_case(seed: int) -> Case:
    """An event of up to six people and three groups with up to seven rules besides sizes."""
    rng = generator(seed, "conflict case")
    drawn = _Drawn(rng)
    for number in range(int(rng.integers(1, 8))):
        many = int(rng.integers(1, min(drawn.count, 4) + 1))
        people = tuple(sorted(rng.choice(drawn.count, many, replace=False).tolist()))
        kind = KINDS[int(rng.integers(len(KINDS)))]
        if kind in ("sammen", "fra_hverandre"):
            drawn.pair_rule(kind, people)
        elif kind in ("fast_plass", "ikke_gruppe"):
            drawn.place_rule(kind, people[:1], (int(rng.integers(drawn.groups)),))
        else:
            drawn.count_rule(kind, people, number)
    wishes = tuple(GroupWish(*key) for key in drawn.checks)
    least, most = drawn.sizes()
    problem = GroupsProblem(
        people=tuple(f"p{at}" for at in range(drawn.count)),
        groups=tuple(f"g{at}" for at in range(drawn.groups)),
        least=least, most=most, present=drawn.present[None], allowed=drawn.allowed,
        limits=tuple(drawn.limits), company=tuple(drawn.company),
        together=tuple(sorted(tuple(sorted(one)) for one in drawn.together)),
        apart=tuple(sorted(drawn.apart)),
    )  # fmt: skip
    return Case(problem, wishes, drawn.checks)
