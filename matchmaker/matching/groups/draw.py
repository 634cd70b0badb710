"""A problem without anything that names anybody, for a draw that others can run again.

People become numbers in an order that only secret salts decide, each with a salted commitment to their id;
what attributes, values and rules are called is left out, since *minor_alone* or *interpreter* beside a number
would tell about somebody. What is left says all that a search and a referee need: sizes, counts, who counts
where. It has no names and is not anonymous: who knows where somebody sat can find their number.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chain import promise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.matching.groups.problem import GroupsProblem

PERSON, SEED = "person", "seed"
"""What is committed to."""


@dataclass(frozen=True)
class Veiled:
    """A problem as it stands in a draw."""

    problem: GroupsProblem
    """People, attributes, values and rules are called by their numbers, from 0; groups keep their ids."""
    commitments: tuple[str, ...]
    """One per person, in the problem's order: rising."""
    order: np.ndarray
    """Position of each number in the problem that was veiled."""

    def unveiled(self, seating: np.ndarray) -> np.ndarray:
        """A seating of the veiled problem in the order of the problem that was veiled."""
        found = np.empty_like(seating)
        found[:, self.order] = seating
        return found


def commitment_to(actor: str, salt: str) -> str:
    """What stands in a draw for an id."""
    return promise(PERSON, salt, actor)


def seed_commitment(seed: str, nonce: str) -> str:
    """What is told of a seed beforehand; the nonce keeps a short seed from being guessed."""
    return promise(SEED, nonce, seed)


def drawn_seed(seed: str, mixed: str) -> int:
    """The number that the search starts from: the secret seed and what was mixed in on the day, if anything.

    Nobody who has chosen the one without knowing the other has chosen the result.
    """
    return int.from_bytes(hashlib.sha256(f"draw\n{seed}\n{mixed}".encode()).digest()[:16], "big")


def veil(problem: GroupsProblem, salts: Mapping[str, str]) -> Veiled:
    """Take out what names or describes anybody.

    Parameters
    ----------
    problem
        The event.
    salts
        A secret salt for each person's id.
    """
    made = [commitment_to(person, salts[person]) for person in problem.people]
    order = np.array(sorted(range(len(made)), key=made.__getitem__), dtype=np.int64)
    wished = bool(problem.wishes.size)
    nothing = np.zeros((0, 0), dtype=np.int32)
    number = np.argsort(order)  # of each position
    veiled = replace(
        problem,
        people=_numbers(len(made)),
        present=problem.present[:, order],
        allowed=problem.allowed[:, order],
        aspects=tuple(
            replace(one, code=str(at), values=_numbers(len(one.values)), members=one.members[order])
            for at, one in enumerate(problem.aspects)
        ),
        limits=tuple(
            replace(one, code=str(at), params={}, members=one.members[order])
            for at, one in enumerate(problem.limits)
        ),
        company=tuple(
            replace(one, code=str(at), params={}, members=one.members[order], helpers=one.helpers[order])
            for at, one in enumerate(problem.company)
        ),
        together=tuple(sorted(tuple(sorted(map(int, number[list(one)]))) for one in problem.together if one)),
        apart=tuple(sorted({_pair(number, *pair) for pair in problem.apart})),
        past=problem.past[:, order] if len(problem.past) else nothing,
        ties=tuple(sorted((*_pair(number, one, other), points) for one, other, points in problem.ties)),
        # what a group works on matters through wishes only
        wishes=problem.wishes[order] if wished else nothing,
        challenge=_works(problem) if wished else nothing,
        told=None if problem.told is None else problem.told[:, order],
    )  # fmt: skip
    return Veiled(veiled, tuple(sorted(made)), order)


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))


def _works(problem: GroupsProblem) -> np.ndarray:
    return problem.challenge if problem.challenge.size else np.full(problem.least.shape, -1, dtype=np.int32)


def _pair(number: np.ndarray, one: int, other: int) -> tuple[int, int]:
    low, high = sorted((int(number[one]), int(number[other])))
    return low, high
