"""Events for draws, at random: everything that a problem can hold, small."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.draw import Veiled, drawn_seed, seed_commitment, veil
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.problem import Aspect, Company, GroupsProblem, Level, Limit
from matchmaker.matching.groups.referee import judge
from matchmaker.matching.groups.search import search
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.environment import Environment
from matchmaker.services.groups_draw_document import (
    Result,
    counted,
    new_head,
    write_problem,
    write_result,
)
from matchmaker.services.groups_draw_verify import Verification, VerifyRequest, verify_draw
from tests.conftest import TODAY

_MODES = (GroupMode.SPRE, GroupMode.BALANSER, GroupMode.SAMLE)


def problem_of(seed: int, least: int = 4, most: int = 14) -> GroupsProblem:
    """An event with any of all that an event may have; everybody finds a seat."""
    chance = np.random.default_rng(seed)
    people = int(chance.integers(least, most))
    groups, rounds = int(chance.integers(2, 5)), int(chance.integers(1, 4))
    shape = (rounds, groups)
    sizes = np.full(shape, people // groups + 2)
    some = chance.random(people)
    order = tuple(Level(one) for one in chance.permutation([level.value for level in Level]))
    pairs = [_pair(chance, people) for _ in range(4)]
    works = chance.random() < 0.7
    return GroupsProblem(
        tuple(f"person-{number:02}" for number in range(people)),
        tuple(f"bord-{one}" for one in range(groups)),
        np.maximum(sizes - 4, 0), sizes, chance.random((rounds, people)) < 0.9,
        chance.random((rounds, people, groups)) < 0.9,
        tuple(_aspect(chance, people, at) for at in range(int(chance.integers(0, 4)))),
        tuple(_limit(chance, people, shape, at) for at in range(int(chance.integers(0, 3)))),
        (Company("tolk", {"language": "pl"}, some < 0.2, some > 0.6),) if chance.random() < 0.5 else (),
        ((0, 2), (1, 3)) if chance.random() < 0.4 else (),
        tuple(sorted(set(pairs[: int(chance.integers(0, 3))]))),
        chance.integers(-1, 3, (int(chance.integers(1, 3)), people)).astype(np.int32)
        if chance.random() < 0.5 else np.zeros((0, 0), dtype=np.int32),
        tuple((*pair, int(chance.integers(-3, 4))) for pair in pairs[2:]) if chance.random() < 0.5 else (),
        chance.integers(0, 3, (people, 2)).astype(np.int32) if works else np.zeros((0, 0), dtype=np.int32),
        chance.integers(-1, 2, shape).astype(np.int32) if works else np.zeros((0, 0), dtype=np.int32),
        chance.integers(-1, groups, (rounds, people)).astype(np.int32) if chance.random() < 0.3 else None,
        bool(chance.random() < 0.3), bool(chance.random() < 0.3), order,
    )  # fmt: skip


def _pair(chance: np.random.Generator, people: int) -> tuple[int, int]:
    low, high = sorted(map(int, chance.choice(people, 2, replace=False)))
    return low, high


def _aspect(chance: np.random.Generator, people: int, at: int) -> Aspect:
    values = int(chance.integers(1, 4))
    members = chance.integers(-1, values, people)[:, None] == np.arange(values)
    if chance.random() < 0.3:
        members |= chance.random(members.shape) < 0.3
    names = tuple(f"verdi-{one}" for one in range(values))
    mode, weight = _MODES[int(chance.integers(0, 3))], int(chance.integers(1, 5))
    return Aspect(f"egenskap-{at}", mode, weight, names, members, bool(chance.random() < 0.5))


def _limit(chance: np.random.Generator, people: int, shape: tuple[int, int], at: int) -> Limit:
    low = chance.integers(0, 2, shape)
    params = {"attribute": "hemmelig", "value": f"skjult-{at}"}
    return Limit(
        "alene", params, chance.random(people) < 0.4, low, low + 3, never_one=bool(chance.random() < 0.5)
    )


def rich_problem() -> GroupsProblem:
    """The first event that has some of everything."""
    for seed in range(10_000):
        one = problem_of(seed, 8, 12)
        some = (one.aspects, one.limits, one.company, one.together, one.apart, one.ties)
        if all(some) and len(one.past) and one.wishes.size and one.told is not None:
            return one
    raise AssertionError


def salts_of(problem: GroupsProblem) -> dict[str, str]:
    """Salts that are no secret."""
    return {person: f"salt av {person}" for person in problem.people}


def assert_same(one: GroupsProblem, other: GroupsProblem) -> None:
    """Every field of two problems, and every field of what they hold."""
    for name in (item.name for item in fields(GroupsProblem)):
        mine, theirs = getattr(one, name), getattr(other, name)
        if name in ("aspects", "limits", "company"):
            assert len(mine) == len(theirs)
            for left, right in zip(mine, theirs, strict=True):
                for part in fields(left):
                    np.testing.assert_array_equal(
                        getattr(left, part.name), getattr(right, part.name), part.name
                    )
        elif isinstance(mine, np.ndarray):
            np.testing.assert_array_equal(mine, theirs, name)
        else:
            assert mine == theirs, name


def checked(content: bytes, commitment: str = "") -> Verification | InputError:
    """What verifying says, or the error with which it refuses."""
    try:
        return verify_draw(VerifyRequest(content, commitment), Environment(lambda: TODAY))
    except InputError as error:
        return error


def drawn(problem: GroupsProblem, tries: int = 300, mix: str = "") -> tuple[bytes, Veiled, str]:
    """A document, its veiled problem and the hash that was published."""
    veiled = veil(problem, salts_of(problem))
    effort = Effort(tries, tries)
    head = new_head(seed_commitment("frø", "nonce"), effort, mix)
    first, committed = write_problem(head, veiled)
    mixed = "3 1 6" if mix else ""
    found = search(veiled.problem, seed=drawn_seed("frø", mixed), effort=effort)
    counts = counted(judge(veiled.problem, found.seating))
    result = Result("frø", "nonce", mixed, found.effort.done, counts, found.seating)
    second, _ = write_result(result, committed, first.count(b"\n"))
    return first + second, veiled, committed
