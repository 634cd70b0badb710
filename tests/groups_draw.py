"""Random small events over everything a seating can be asked for, made to be hard.

Several rounds, absences, seats that are not allowed, people together and apart, limits of every kind,
company, earlier meetings, ties that pull and push, wishes, told seats, unknown and several values, ordered
attributes, groups that are not in a round, bounds that begin at nobody, levels in any order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.problem import Aspect, Company, GroupsProblem, Level, Limit
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Sequence

MODES = (GroupMode.SPRE, GroupMode.BALANSER, GroupMode.SAMLE)
SHAPES = (
    (4, 2, 1), (5, 2, 1), (6, 2, 1), (7, 2, 1), (8, 2, 1), (9, 2, 1), (5, 3, 1), (6, 3, 1), (7, 3, 1),
    (8, 3, 1), (6, 4, 1), (4, 2, 2), (5, 2, 2), (6, 2, 2), (4, 3, 2), (3, 2, 3), (4, 2, 3), (1, 1, 1),
    (2, 1, 2),
)  # fmt: skip
"""(people, groups, rounds) of which every seating can be looked at."""
LARGER = ((9, 3, 1), (5, 3, 2), (6, 5, 1), (10, 2, 1), (12, 2, 1), (7, 2, 2), (3, 3, 3), (5, 2, 3), (3, 2, 5))


def draw_groups(seed: int, shapes: Sequence[tuple[int, int, int]] = SHAPES) -> GroupsProblem:
    """Draw a problem; about half of them can be met."""
    lots = generator(seed, "groups_draw")
    people, groups, rounds = shapes[int(lots.integers(len(shapes)))]
    least, most = _sizes(lots, people, groups, rounds)
    problem = GroupsProblem(
        tuple(f"p{one}" for one in range(people)), tuple(f"g{one}" for one in range(groups)), least, most,
        _chosen(lots, (rounds, people), 0.95 if lots.random() < 0.5 else 1.0),
        _chosen(lots, (rounds, people, groups), 0.95 if lots.random() < 0.3 else 1.0),
        tuple(draw_aspect(lots, people, number) for number in range(int(lots.integers(0, 4)))),
        order=tuple(Level(one) for one in lots.permutation(list(Level))),
        meet_once=bool(lots.random() < 0.15), visit_once=bool(lots.random() < 0.15),
    )  # fmt: skip
    return _linked(lots, _ruled(lots, problem))


def _sizes(lots: np.random.Generator, people: int, groups: int, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """Bounds: nearly equal, wide, or by group; now and then a group is not in a round."""
    shape = (rounds, groups)
    least = np.full(shape, people // groups)
    most = np.full(shape, -(-people // groups))
    kind = lots.integers(3)
    if kind == 1:
        least, most = np.zeros(shape, dtype=np.int64), most + 2
    elif kind == 2:
        least = np.maximum(least - lots.integers(0, 3, shape), 0)
        most = most + lots.integers(0, 3, shape)
    if groups > 1 and lots.random() < 0.2:
        at, group = int(lots.integers(rounds)), int(lots.integers(groups))
        least[at] = 0
        most[at] += people
        most[at, group] = 0
    return least, most


def _chosen(lots: np.random.Generator, shape: tuple[int, ...], share: float) -> np.ndarray:
    return np.asarray(lots.random(shape) < share)


def draw_aspect(lots: np.random.Generator, people: int, number: int) -> Aspect:
    """An attribute of two to four values; some do not know theirs, some have two."""
    values = int(lots.integers(2, 5))
    members = lots.integers(-1, values, people)[:, None] == np.arange(values)
    if lots.random() < 0.2:
        members = members | _chosen(lots, members.shape, 0.2)
    return Aspect(
        f"a{number}", MODES[int(lots.integers(3))], int(lots.integers(1, 4)),
        tuple(f"v{one}" for one in range(values)), members, bool(lots.random() < 0.5),
    )  # fmt: skip


def draw_limit(lots: np.random.Generator, problem: GroupsProblem, number: int) -> Limit:
    """A limit from below, from above, or never one; by group and round."""
    shape = problem.least.shape
    members = _chosen(lots, (len(problem.people),), 0.45)
    low, high = np.zeros(shape, dtype=np.int64), np.full(shape, 99)
    kind = int(lots.integers(3))
    if kind == 0:
        low[int(lots.integers(shape[0])), int(lots.integers(shape[1]))] = 1
    elif kind == 1:
        high = np.asarray(lots.integers(1, 4, shape))
    return Limit(f"limit{number}", {}, members, low, high, kind == 2)


def draw_pair(lots: np.random.Generator, people: int) -> tuple[int, int]:
    """Two people, the lower position first."""
    one, other = sorted(lots.choice(people, 2, replace=False).tolist())
    return one, other


def _ruled(lots: np.random.Generator, problem: GroupsProblem) -> GroupsProblem:
    """Add limits, company, people together and apart."""
    count = len(problem.people)
    limits = tuple(draw_limit(lots, problem, one) for one in range(int(lots.choice([0, 0, 1, 2]))))
    company = tuple(
        Company(f"company{one}", {}, _chosen(lots, (count,), 0.2), _chosen(lots, (count,), 0.6))
        for one in range(int(lots.random() < 0.2))
    )
    together: tuple[tuple[int, ...], ...] = ()
    if count > 3 and lots.random() < 0.35:
        mixed = lots.permutation(count).tolist()
        together = (tuple(sorted(mixed[:2])),)
        if count > 6 and lots.random() < 0.5:
            together = (*together, tuple(sorted(mixed[2:5])))
    pairs = int(lots.choice([0, 0, 1, 1, 2])) if count > 1 else 0
    apart = tuple(sorted({draw_pair(lots, count) for _ in range(pairs)}))
    return replace(problem, limits=limits, company=company, together=together, apart=apart)


def _linked(lots: np.random.Generator, problem: GroupsProblem) -> GroupsProblem:
    """Add earlier meetings, ties, wishes and told seats."""
    count, (rounds, groups) = len(problem.people), problem.least.shape
    if lots.random() < 0.4:
        problem = replace(problem, past=lots.integers(-1, 3, (int(lots.integers(1, 3)), count)))
    if count > 1 and lots.random() < 0.5:
        pairs = sorted({draw_pair(lots, count) for _ in range(4)})
        strengths = [int(one) for one in lots.choice([-3, -1, 1, 2, 5], len(pairs))]
        ties = tuple((one, other, much) for (one, other), much in zip(pairs, strengths, strict=True))
        problem = replace(problem, ties=ties)
    if lots.random() < 0.5:
        challenges = int(lots.integers(1, 4))
        problem = replace(
            problem, wishes=lots.integers(0, 3, (count, challenges)),
            challenge=lots.integers(-1, challenges, (rounds, groups)),
        )  # fmt: skip
    if lots.random() < 0.3:
        problem = replace(problem, told=lots.integers(-1, groups, (rounds, count)))
    return problem


def stricter(seed: int, problem: GroupsProblem) -> GroupsProblem:
    """The same problem with one rule more, which its best seating may or may not keep.

    Nobody becomes a host by it: where each group is visited once, who may sit in one group only is exempt,
    so that a place more that is forbidden would be a rule less.
    """
    lots = generator(seed, "groups_draw", "stricter")
    count = len(problem.people)
    kind = int(lots.integers(4)) if count > 1 else 0
    if kind == 0:
        allowed = problem.allowed & _chosen(lots, problem.allowed.shape, 0.85)
        tighter = replace(problem, allowed=allowed)
        if problem.visit_once:
            new = tighter.stays & ~problem.stays
            tighter = replace(problem, allowed=np.where(new[:, None], problem.allowed, allowed))
        return tighter
    if kind == 1:
        return replace(problem, apart=tuple(sorted({*problem.apart, draw_pair(lots, count)})))
    if kind == 2:
        return replace(problem, limits=(*problem.limits, draw_limit(lots, problem, 9)))
    helped = Company("company9", {}, _chosen(lots, (count,), 0.3), _chosen(lots, (count,), 0.5))
    return replace(problem, company=(*problem.company, helped))


def renamed(seed: int, problem: GroupsProblem) -> GroupsProblem:
    """The same event with other names, people and groups in another order."""
    lots = generator(seed, "groups_draw", "renamed")
    who, where = lots.permutation(len(problem.people)), lots.permutation(len(problem.groups))
    new, moved = np.argsort(who), np.append(np.argsort(where), -1)

    def pair(one: int, other: int) -> tuple[int, int]:
        low, high = sorted((int(new[one]), int(new[other])))
        return low, high

    return replace(
        problem,
        people=tuple(f"q{one}" for one in range(len(who))),
        groups=tuple(f"h{one}" for one in range(len(where))),
        least=problem.least[:, where], most=problem.most[:, where], present=problem.present[:, who],
        allowed=problem.allowed[:, who][:, :, where],
        aspects=tuple(replace(one, members=one.members[who]) for one in problem.aspects),
        limits=tuple(
            replace(one, members=one.members[who], low=one.low[:, where], high=one.high[:, where])
            for one in problem.limits
        ),
        company=tuple(
            replace(one, members=one.members[who], helpers=one.helpers[who]) for one in problem.company
        ),
        together=tuple(tuple(sorted(int(new[one]) for one in block)) for block in problem.together),
        apart=tuple(sorted(pair(*one) for one in problem.apart)),
        past=problem.past[:, who] if len(problem.past) else problem.past,
        ties=tuple(sorted((*pair(one, other), much) for one, other, much in problem.ties)),
        wishes=problem.wishes[who] if problem.wishes.size else problem.wishes,
        challenge=problem.challenge[:, where] if problem.challenge.size else problem.challenge,
        told=moved[problem.told[:, who]] if problem.told is not None else None,
    )  # fmt: skip
