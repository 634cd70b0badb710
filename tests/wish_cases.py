"""Random problems with more wishes than can be met, and what brute force makes of them.

Every team of every problem is looked at. What a wish asks is taken from the definitions in
``matchmaker.rules.constraints``; what giving it up costs is counted here once more, by other code.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import Change
from matchmaker.kernel.rng import generator
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.relaxation import (
    BALANCE_COST,
    LAW_COST,
    NAME_COST,
    PRACTICE_COST,
    STEP_COST,
)
from matchmaker.rules.constraints import (
    SECTOR,
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Facts,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)

Key = tuple[str, str]
"""Field and name of a wish, as a change spells them."""
Team = frozenset[str]

PRACTICE, LAW, UNHEARD_OF = "leder_og_ansatt", "kjonnsbalanse_oppnevnt", "en_regel_til"
COVERS = "dekker:lokaler"
TRAITS: dict[str, tuple[str | None, ...]] = {
    SECTOR: ("frivillig", "innbygger", "politiker", None),
    "kjonn": ("kvinne", "mann", None),
    "enhet": ("skole", "helse"),
    "under_18": ("ja", "nei", None),
    COVERS: ("ja", None),
}
NAMED = (Include, Exclude, Apart, Together)
STRUCTURAL = (NoMajority, AtLeastBySize)
FIELDS = {
    Include: "include", Exclude: "exclude", Apart: "apart", Together: "together", AtLeast: "at_least",
    AtMostEach: "most_each", Company: "company", NotAlone: "not_alone", NoMajority: "no_majority",
    AtLeastBySize: "by_size", AtMostWith: "at_most_with",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A problem, and where each demand comes from."""

    problem: TeamProblem
    origins: tuple[str, ...]

    @property
    def teams(self) -> list[Team]:
        """Every team that is allowed to be one: a seat at least, where some demand asks for one."""
        ids = self.problem.ids
        sized = any(isinstance(rule, Size) and rule.low >= 1 for rule in self.problem.constraints)
        least = 1 if sized else 0
        return [frozenset(t) for size in range(least, len(ids) + 1) for t in combinations(ids, size)]

    def possible(self, demands: list[Demand] | tuple[Demand, ...]) -> bool:
        """Whether some team meets these demands."""
        return any(all(rule.meets(team, self.problem.facts) for rule in demands) for team in self.teams)


# -- drawing ---------------------------------------------------------------------------------------------


def wish_case(seed: int) -> Case:
    """One problem of at most seven candidates; it may be possible after all."""
    rng = generator(seed, "wish case")
    n = int(rng.integers(2, 8))
    problem = team_case(n, seed)
    facts: Facts = {actor: _facts(rng) for actor in problem.ids if rng.random() < 0.95}
    low = int(rng.integers(1, n + 2))
    demands: list[Demand] = [Size(low, low + int(rng.integers(0, 2)))]
    demands += [_demand(rng, [*problem.ids, "ute"]) for _ in range(int(rng.integers(2, 9)))]
    origins = ["", *(str(rng.choice(["", "", "", PRACTICE, LAW, UNHEARD_OF])) for _ in demands[1:])]
    if rng.random() < 0.1:
        demands, origins = demands[1:], origins[1:]  # a team of any size, also of nobody
    return Case(replace(problem, facts=facts, constraints=tuple(demands)), tuple(origins))


def _facts(rng: np.random.Generator) -> dict[str, str]:
    drawn = {trait: values[int(rng.integers(len(values)))] for trait, values in TRAITS.items()}
    return {trait: value for trait, value in drawn.items() if value is not None}


def _demand(rng: np.random.Generator, ids: list[str]) -> Demand:
    count = int(rng.integers(1, 4))
    first, second = (ids[int(i)] for i in rng.choice(len(ids), 2, replace=False))
    trait = ("kjonn", SECTOR, "enhet")[int(rng.integers(3))]
    known = [value for value in TRAITS[trait] if value is not None]
    values = tuple(sorted(known[int(i)] for i in rng.choice(len(known), int(rng.integers(1, 3)), False)))
    floors = tuple(int(floor) for floor in np.sort(rng.integers(0, 4, int(rng.integers(2, len(ids) + 1)))))
    made: tuple[Demand, ...] = (
        Include(first), Include(second), Exclude(first), Apart(first, second), Together(first, second),
        AtLeast(("frivillig", "innbygger", "politiker")[count - 1], count), AtLeastWith(trait, values, count),
        AtLeastWith(COVERS, ("ja",), count), AtMostWith(trait, values, count - 1),
        AtMostEach(trait, max(1, count - 1)), NoMajority(trait), NotAlone("under_18", count),
        Company("under_18", count + 1), AtLeastBySize("kjonn", ("kvinne",), floors), Size(count, count + 2),
    )  # fmt: skip
    return made[int(rng.integers(len(made)))]


# -- brute force ------------------------------------------------------------------------------------------


def keys_of(case: Case) -> list[set[Key]]:
    """For each demand the wishes it belongs to; a size belongs to two."""
    return [_keys(rule, origin) for rule, origin in zip(case.problem.constraints, case.origins, strict=True)]


def _keys(rule: Demand, origin: str) -> set[Key]:
    if origin:
        return {("rules", origin)}
    match rule:
        case Size():
            return {("min_size", ""), ("max_size", "")}
        case Include(actor) | Exclude(actor):
            name = actor
        case Apart(first, second) | Together(first, second):
            name = f"{first}:{second}"
        case AtLeast(sector):
            name = sector
        case AtLeastWith("dekker:lokaler", ("ja",)):
            return {("cover", "lokaler")}
        case AtLeastWith(trait, values) | AtMostWith(trait, values) | AtLeastBySize(trait, values):
            name = f"{trait}={'|'.join(values)}"
        case Company(trait, _, value):
            name = f"{trait}={value}"
        case _:
            name = rule.trait
    return {(FIELDS.get(type(rule), "at_least_with"), name)}


def without(case: Case, given_up: set[Key]) -> list[Demand]:
    """The demands that are left when these wishes are given up as a whole."""
    left: list[Demand] = []
    for rule, keys in zip(case.problem.constraints, keys_of(case), strict=True):
        if isinstance(rule, Size) and ("min_size", "") in keys:
            low = 0 if ("min_size", "") in given_up else rule.low
            left.append(Size(low, 10**6 if ("max_size", "") in given_up else rule.high))
        elif not keys & given_up:
            left.append(rule)
    return left


def applied(case: Case, changes: tuple[Change, ...]) -> list[Demand]:
    """The demands after the changes, as the asker would make them to the request."""
    left = list(zip(case.problem.constraints, keys_of(case), strict=True))
    for change in changes:
        name, _, number = str(change.value).rpartition(":")
        count = int(change.value) if isinstance(change.value, int) else 0
        if change.action == "remove":
            left = [(rule, keys) for rule, keys in left if (change.field, change.value) not in keys]
            continue
        assert change.action == "set"
        for at, (rule, keys) in enumerate(left):
            match rule:
                case Size(low, high) if (change.field, "") in keys:
                    low, high = (count, high) if change.field == "min_size" else (low, count)
                    left[at] = Size(low, high), keys
                case AtLeast() | AtLeastWith() | AtMostWith() | AtMostEach() | Company() | NotAlone() if (
                    change.field,
                    name,
                ) in keys:
                    left[at] = replace(rule, count=int(number)), keys
    return [rule for rule, _ in left]


def spent(change: Change) -> int:
    """What one change costs, by what it says it does."""
    match change.field, change.action:
        case _, "set":
            before, after = change.message.params["before"], change.message.params["after"]
            assert isinstance(before, int)
            assert isinstance(after, int)
            assert str(change.value).rpartition(":")[2] == str(after)
            return STEP_COST * abs(after - before)
        case "rules", _:
            return PRACTICE_COST if change.value == PRACTICE else LAW_COST
        case "no_majority" | "by_size", _:
            return BALANCE_COST
    return NAME_COST


def changes_for(case: Case, team: Team) -> dict[Key, int]:
    """What a team would cost: for each wish that it does not meet, what changing it costs."""
    cost: dict[Key, int] = {}
    for rule, origin, keys in zip(case.problem.constraints, case.origins, keys_of(case), strict=True):
        if rule.meets(team, case.problem.facts):
            continue
        if origin:
            cost["rules", origin] = PRACTICE_COST if origin == PRACTICE else LAW_COST
        elif isinstance(rule, Size):
            key, by = (("min_size", ""), rule.low - len(team))
            if len(team) > rule.high:
                key, by = (("max_size", ""), len(team) - rule.high)
            cost[key] = max(cost.get(key, 0), STEP_COST * by)
        else:
            (key,) = keys
            cost[key] = max(cost.get(key, 0), _cost(case.problem.facts, rule, team))
    return cost


def _cost(facts: Facts, rule: Demand, team: Team) -> int:
    if isinstance(rule, NAMED):
        return NAME_COST
    if isinstance(rule, STRUCTURAL):
        return BALANCE_COST
    assert not isinstance(rule, Size)
    trait = SECTOR if isinstance(rule, AtLeast) else rule.trait
    held = Counter(facts.get(member, {}).get(trait) for member in team)
    del held[None]
    match rule:
        case AtMostEach(_, count):
            return STEP_COST * (max(held.values()) - count)
        case AtMostWith(_, values, count):
            return STEP_COST * (sum(held[value] for value in values) - count)
        case AtLeast(sector, count):
            return STEP_COST * (count - held[sector])
        case AtLeastWith(_, values, count):
            return STEP_COST * (count - sum(held[value] for value in values))
    return STEP_COST * (rule.count - held["ja"])
