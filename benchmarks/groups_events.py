"""Events of known size for the seating benchmarks, drawn from a seed; nobody in them exists."""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Limit
from matchmaker.model.vocabulary import GroupMode

KINDS = (28, 22, 16, 10, 10, 9, 8, 7)
"""People of each kind at the bootcamp: 110."""
GROUPS, ROUNDS = 14, 4
FIRST = 10
"""What points of kinds weigh, the others' weighing 1: kinds come first."""
OTHERS = (("kjonn", 2), ("aldersgruppe", 4), ("sted", 5), ("utdanning", 3), ("sprak", 4))
"""Further attributes in the order in which they are added, with how many values they have."""


def bootcamp(seed: int, attributes: int = 4, *, meet_once: bool = True) -> GroupsProblem:
    """110 people in 14 groups of 7 and 8, four rounds, nobody alone of their sex."""
    lots = generator(seed, "bootcamp")
    count = sum(KINDS)
    codes = {"type": np.repeat(np.arange(len(KINDS)), KINDS)}
    for name, values in OTHERS:
        codes[name] = lots.integers(0, values, count)
    shape = (ROUNDS, GROUPS)
    alone = tuple(
        Limit("alone", {"value": str(sex)}, codes["kjonn"] == sex, np.zeros(shape, dtype=np.int64),
              np.full(shape, count), never_one=True)
        for sex in range(2)
    )  # fmt: skip
    return GroupsProblem(
        tuple(f"p{one}" for one in range(count)), tuple(f"g{one}" for one in range(GROUPS)),
        np.full(shape, count // GROUPS), np.full(shape, -(-count // GROUPS)),
        np.ones((ROUNDS, count), dtype=bool), np.ones((ROUNDS, count, GROUPS), dtype=bool),
        tuple(
            aspect(name, codes[name], FIRST if name == "type" else 1) for name in tuple(codes)[:attributes]
        ),
        alone, meet_once=meet_once,
    )  # fmt: skip


def aspect(name: str, codes: np.ndarray, weight: int = 1) -> Aspect:
    """An attribute to be spread."""
    values = int(codes.max()) + 1
    return Aspect(
        name, GroupMode.SPRE, weight, tuple(map(str, range(values))), codes[:, None] == np.arange(values)
    )


def large(seed: int, people: int, groups: int, rounds: int, rules: int) -> GroupsProblem:
    """Draw an event of six attributes; half of the rules are pairs together, half pairs apart."""
    lots = generator(seed, "large_event")
    aspects = tuple(
        aspect(f"a{one}", lots.integers(0, values, people)) for one, values in enumerate((8, 2, 4, 5, 3, 4))
    )
    mixed = lots.permutation(people)
    together = sorted(tuple(sorted(mixed[2 * one : 2 * one + 2].tolist())) for one in range(rules // 2))
    joined = set(together)
    apart: set[tuple[int, int]] = set()
    while len(apart) < rules - len(together):
        one, other = sorted(lots.choice(people, 2, replace=False).tolist())
        if (one, other) not in joined:
            apart.add((one, other))
    shape = (rounds, groups)
    return GroupsProblem(
        tuple(f"p{one}" for one in range(people)), tuple(f"g{one}" for one in range(groups)),
        np.full(shape, people // groups), np.full(shape, -(-people // groups)),
        np.ones((rounds, people), dtype=bool), np.ones((rounds, people, groups), dtype=bool),
        aspects, together=tuple(together), apart=tuple(sorted(apart)),
    )  # fmt: skip
