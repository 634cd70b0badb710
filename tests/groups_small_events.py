"""Small events with attributes, meetings, ties and wishes, drawn at random, and all their seatings."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.problem import ABSENT, Aspect, GroupsProblem, Limit
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES = (GroupMode.SPRE, GroupMode.BALANSER, GroupMode.SAMLE)


def small_event(seed: int) -> GroupsProblem:
    """Up to seven people in one round, or four in two."""
    rng = generator(seed, "small event")
    rounds = int(rng.integers(1, 3))
    count, groups = (
        int(rng.integers(3, 8 if rounds == 1 else 5)),
        int(rng.integers(2, 4 if rounds == 1 else 3)),
    )
    present = rng.random((rounds, count)) < 0.92
    numbers = present.sum(axis=1)
    least = np.maximum(numbers // groups - rng.integers(0, 2), 0)[:, None].repeat(groups, 1)
    most = least + rng.integers(1, 4, (rounds, groups))
    pairs = [tuple(sorted(rng.choice(count, 2, replace=False).tolist())) for _ in range(4)]
    members = rng.random(count) < 0.4
    nothing = np.zeros((rounds, groups), dtype=np.int64)
    return GroupsProblem(
        people=tuple(f"p{at}" for at in range(count)), groups=tuple(f"g{at}" for at in range(groups)),
        least=least.astype(np.int64), most=most.astype(np.int64), present=present,
        allowed=(rng.random((rounds, count, groups)) < 0.93), aspects=tuple(_aspects(rng, count)),
        limits=(Limit("alone", {}, members, nothing, nothing + count, True),) if rng.random() < 0.3 else (),
        together=(pairs[0],) if rng.random() < 0.4 else (),
        apart=(pairs[1],) if pairs[1] != pairs[0] and rng.random() < 0.5 else (),
        past=np.where(rng.random((2, count)) < 0.7, rng.integers(0, 2, (2, count)), -1)
        if rng.random() < 0.5 else np.zeros((0, 0), dtype=np.int32),
        ties=tuple((*pair, int(rng.integers(-2, 4)) or 1) for pair in sorted(set(pairs[2:]))),
        wishes=rng.integers(0, 3, (count, 2)), challenge=np.tile(np.arange(groups) % 2, (rounds, 1)),
    )  # fmt: skip


def _aspects(rng: np.random.Generator, count: int) -> Iterator[Aspect]:
    for number in range(int(rng.integers(1, 3))):
        values = int(rng.integers(2, 4))
        members = rng.integers(-1, values, count)[:, None] == np.arange(values)
        if rng.random() < 0.3:
            members = members | (rng.random(members.shape) < 0.2)
        mode = MODES[int(rng.integers(3))]
        words = tuple(map(str, range(values)))
        yield Aspect(f"a{number}", mode, int(rng.integers(1, 4)), words, members, bool(rng.random() < 0.5))


def every_seating(problem: GroupsProblem) -> Iterator[np.ndarray]:
    """All seatings of those who are there, whether they keep rules or not."""
    there = np.argwhere(problem.present)
    for groups in product(range(len(problem.groups)), repeat=len(there)):
        seating = np.full(problem.present.shape, ABSENT, dtype=np.int32)
        seating[there[:, 0], there[:, 1]] = groups
        yield seating
