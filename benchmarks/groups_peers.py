"""Other ways to seat people, written for the purpose: what the search is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from matchmaker.kernel.chance import below, new_state
from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.matching.groups.problem import GroupsProblem


def codes_of(problem: GroupsProblem) -> np.ndarray:
    """Value of each person of each attribute, shape (people, attributes)."""
    return np.array([one.members.argmax(axis=1) for one in problem.aspects]).T


def at_random(problem: GroupsProblem, seed: int) -> np.ndarray:
    """Shuffle and deal in every round."""
    lots = generator(seed, "at_random")
    places = np.arange(len(problem.people)) % len(problem.groups)
    return np.array([lots.permutation(places) for _ in range(problem.rounds)])


def count_off(problem: GroupsProblem, seed: int) -> np.ndarray:
    """Line up by all attributes, equals by lot, and count off; in each round from one's own offset."""
    lots, codes = generator(seed, "count_off"), codes_of(problem)
    count, groups = len(codes), len(problem.groups)
    line = np.lexsort((lots.random(count), *codes.T[::-1]))
    rank = np.argsort(line)
    return np.array([(rank + at * (rank // groups)) % groups for at in range(problem.rounds)])


def table_splitter(problem: GroupsProblem, seed: int, attempts: int = 100) -> np.ndarray:
    """Attribute by attribute, in order, put the next person at the emptiest table for their value.

    As the best-known open table splitter is described: people go by their attributes, the first attribute
    first; equally good tables by lot. Of so many attempts the one with fewest repeated meetings is kept.
    """
    lots, codes = generator(seed, "table_splitter"), codes_of(problem)
    best, least = np.zeros((0, 0)), None
    for _ in range(attempts):
        seating = np.array([_split(problem, codes, lots) for _ in range(problem.rounds)])
        met = sum((seats[:, None] == seats[None]).astype(np.int64) for seats in seating)
        repeats = int(np.triu(met * (met - 1) // 2, 1).sum())
        if least is None or repeats < least:
            best, least = seating, repeats
    return best


def _split(problem: GroupsProblem, codes: np.ndarray, lots: np.random.Generator) -> np.ndarray:
    count, groups = len(codes), len(problem.groups)
    table = np.full(count, -1)
    size = np.zeros(groups, dtype=np.int64)
    held = [np.zeros((groups, int(one.max()) + 1), dtype=np.int64) for one in codes.T]
    room = np.full(groups, count // groups)
    room[lots.permutation(groups)[: count % groups]] += 1
    for person in np.lexsort((lots.random(count), *codes.T[::-1])):
        keys = [held[one][:, codes[person, one]] for one in range(codes.shape[1])]
        open_to = size < room
        order = np.lexsort((lots.random(groups), size, *keys[::-1], ~open_to))
        group = int(order[0])
        table[person] = group
        size[group] += 1
        for one in range(codes.shape[1]):
            held[one][group, codes[person, one]] += 1
    return table


def plain_annealing(problem: GroupsProblem, seed: int, tries: int) -> np.ndarray:
    """Anneal the plain sum of same-value pairs, repeats and lone people, over swaps only."""
    seating = at_random(problem, seed)
    weights = np.array([one.weight for one in problem.aspects], dtype=np.float64)
    spot = next((at for at, one in enumerate(problem.aspects) if one.code == "kjonn"), -1)
    _anneal(seating, codes_of(problem), weights, len(problem.groups), spot, tries, new_state(seed, "peer"))
    return seating


@njit(cache=True)
def _held_and_met(seating: np.ndarray, codes: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    rounds, count = seating.shape
    held = np.zeros((rounds, groups, codes.shape[1], codes.max() + 1))
    met = np.zeros((count, count))
    for at in range(rounds):
        for one in range(count):
            for what in range(codes.shape[1]):
                held[at, seating[at, one], what, codes[one, what]] += 1
            for other in range(count):
                if other != one and seating[at, one] == seating[at, other]:
                    met[one, other] += 1
    return held, met


@njit(cache=True)
def _make(
    seating: np.ndarray, codes: np.ndarray, held: np.ndarray, met: np.ndarray, at: int, one: int, other: int
) -> None:
    here, there, count = seating[at, one], seating[at, other], seating.shape[1]
    for what in range(codes.shape[1]):
        held[at, here, what, codes[one, what]] -= 1
        held[at, there, what, codes[one, what]] += 1
        held[at, there, what, codes[other, what]] -= 1
        held[at, here, what, codes[other, what]] += 1
    for third in range(count):
        if third in (one, other):
            continue
        if seating[at, third] == here:
            met[one, third] -= 1
            met[third, one] -= 1
            met[other, third] += 1
            met[third, other] += 1
        elif seating[at, third] == there:
            met[other, third] -= 1
            met[third, other] -= 1
            met[one, third] += 1
            met[third, one] += 1
    seating[at, one], seating[at, other] = there, here


@njit(cache=True)
def _anneal(  # noqa: C901  # one compiled loop
    seating: np.ndarray,
    codes: np.ndarray,
    weights: np.ndarray,
    groups: int,
    sex: int,
    tries: int,
    chance: np.ndarray,
) -> None:
    rounds, count = seating.shape
    held, met = _held_and_met(seating, codes, groups)
    for turn in range(tries):
        heat = 8.0 * (0.02 ** (turn / tries))
        at = below(chance, rounds)
        one, other = below(chance, count), below(chance, count)
        here, there = seating[at, one], seating[at, other]
        if here == there:
            continue
        worse = 0.0
        for what in range(codes.shape[1]):
            mine, yours = codes[one, what], codes[other, what]
            if mine == yours:
                continue
            a, b = held[at, here, what], held[at, there, what]
            worse += weights[what] * (b[mine] - a[mine] + 1 + a[yours] - b[yours] + 1)
            if what == sex:
                worse += 20.0 * ((a[mine] == 2) + 0.0 - (a[mine] == 1) + (a[yours] == 0) - (a[yours] == 1))
                worse += 20.0 * ((b[yours] == 2) + 0.0 - (b[yours] == 1) + (b[mine] == 0) - (b[mine] == 1))
        for third in range(count):
            if third in (one, other):
                continue
            if seating[at, third] == there:
                worse += 4.0 * (met[one, third] - met[other, third] + 1)
            elif seating[at, third] == here:
                worse += 4.0 * (met[other, third] - met[one, third] + 1)
        if worse > 0 and below(chance, 1 << 30) / (1 << 30) >= np.exp(-worse / heat):
            continue
        _make(seating, codes, held, met, at, one, other)


PEERS: dict[str, Callable[[GroupsProblem, int], np.ndarray]] = {
    "random seating": at_random,
    "count-off with an offset": count_off,
    "table splitter by attributes in order, 100 attempts": table_splitter,
    "plain annealing of the sum, 5 million swaps": lambda problem, seed: plain_annealing(
        problem, seed, 5_000_000
    ),
}
