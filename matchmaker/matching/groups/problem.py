"""What is to be decided when an event is split into groups, as whole numbers and arrays.

Who a person is matters to nobody here: people, groups and rounds are positions. The everyday measure of a
group is *counts against quotas*: how many of each value of an attribute sit in it. The pairwise diversity
of categorical attributes is a function of the same counts (pairs of the same value: sum of c(c−1)/2), so one
engine serves both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param

ABSENT = -1
"""The group of somebody who is not there in a round."""


class Level(StrEnum):
    """What a seating is judged by, in the usual order; rules stand above all of them."""

    WEAKEST = "svakeste"
    """Points against the group with most of them, then the next, and so on (leximin over groups)."""
    DIVERSITY = "mangfold"
    """Points against all groups together."""
    MEETINGS = "gjentatte_moter"
    """Pairs that meet again: k meetings of a pair count k(k−1)/2, so that a third weighs more than a second.
    Those who are to sit together are not counted."""
    TIES = "relasjoner"
    """Strength of known ties within groups, or outside them where working pairs are to be kept."""
    WISHES = "onsker"
    """How far down people's wishes their challenge stands: 0 for the first, summed over people and rounds."""


USUAL_ORDER = tuple(Level)
"""The order when nothing is said."""


@dataclass(frozen=True)
class Aspect:
    """One attribute and what is wanted of it.

    Points against a group (0 is best, whole numbers, before the weight):

    - *spre*: pairs of the same value, beyond those of the most even split of as many people over all values;
    - *balanser*: per value, the square of how many people the count lies outside the two whole numbers
      round the group's share of the whole; for an ordered attribute the counts are those up to each value;
    - *samle*: pairs of different values.

    *ikke_alene* gives no points but a rule (:class:`Limit`). Somebody whose value is not known counts in no
    value: it neither helps nor hinders.
    """

    code: str
    mode: GroupMode
    weight: int
    values: tuple[str, ...]
    members: np.ndarray
    """Who has which value, bool, shape (people, values); several may be true, or none (unknown)."""
    ordered: bool = False
    """Whether the values have an order; only *balanser* uses it."""


@dataclass(frozen=True)
class Limit:
    """A rule about how many of some people may sit in one group."""

    code: str
    """Which rule: ``rule.<code>`` is its sentence."""
    params: Mapping[str, Param]
    members: np.ndarray
    """Whom it is about, bool, shape (people,)."""
    low: np.ndarray
    """Least number, shape (rounds, groups)."""
    high: np.ndarray
    """Greatest number, shape (rounds, groups)."""
    never_one: bool = False
    """Whether exactly one is not allowed: none, or at least two."""


@dataclass(frozen=True)
class Company:
    """A rule: where somebody of the first sits, somebody of the second must sit too."""

    code: str
    params: Mapping[str, Param]
    members: np.ndarray
    """Who needs it, bool, shape (people,)."""
    helpers: np.ndarray
    """Who gives it, bool, shape (people,)."""


@dataclass(frozen=True)
class GroupsProblem:
    """An event to be split. All arrays are read only by custom: nothing here changes them."""

    people: tuple[str, ...]
    """Ids, in the order of every array."""
    groups: tuple[str, ...]
    """Ids of the groups of all rounds."""
    least: np.ndarray
    """Least size, shape (rounds, groups); 0 with ``most`` 0 where a group is not in a round."""
    most: np.ndarray
    """Greatest size, shape (rounds, groups)."""
    present: np.ndarray
    """Who is there, bool, shape (rounds, people)."""
    allowed: np.ndarray
    """Who may sit where (pins, access, language, habilitet), bool, shape (rounds, people, groups)."""
    aspects: tuple[Aspect, ...] = ()
    limits: tuple[Limit, ...] = ()
    company: tuple[Company, ...] = ()
    together: tuple[tuple[int, ...], ...] = ()
    """Sets of people who sit together in every round in which they are there; no person stands in two."""
    apart: tuple[tuple[int, int], ...] = ()
    """Pairs that never share a group, the lower position first."""
    past: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    """Groups of earlier events, shape (earlier rounds, people); −1 for those who were not there."""
    ties: tuple[tuple[int, int, int], ...] = ()
    """(person, person, strength): points when they share a group; below 0 where pairs are to be kept."""
    wishes: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    """Place of each challenge among a person's wishes, shape (people, challenges); 0 for all: no wish."""
    challenge: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    """What each group works on, shape (rounds, groups); −1 for nothing in particular."""
    told: np.ndarray | None = None
    """Where people have been told to sit, shape (rounds, people); −1 for not told. For repair."""
    meet_once: bool = False
    """Whether nobody may meet anybody twice: a rule then, and no level."""
    visit_once: bool = False
    """Whether nobody may sit in the same group in two rounds; those who may sit in one group only, hosts,
    are not meant."""
    order: tuple[Level, ...] = USUAL_ORDER

    @property
    def rounds(self) -> int:
        """How many rounds."""
        return len(self.least)

    @property
    def stays(self) -> np.ndarray:
        """Who keeps one group in all rounds, bool, shape (people,): hosts, and others who are pinned so."""
        anywhere = self.allowed.any(axis=0)
        return np.asarray(anywhere.sum(axis=1) == 1)


def nominal_sizes(problem: GroupsProblem) -> np.ndarray:
    """The size each group would have if people were spread as evenly as its bounds allow.

    A fraction in thousandths, whole numbers, shape (rounds, groups): quotas are taken of it, so that they do
    not depend on which of several groups gets the odd person.
    """
    sizes = np.zeros(problem.least.shape, dtype=np.int64)
    for at in range(problem.rounds):
        count = int(problem.present[at].sum())
        sizes[at] = _level(problem.least[at], problem.most[at], count)
    return sizes


def _level(least: np.ndarray, most: np.ndarray, count: int) -> np.ndarray:
    """Pour people into groups until all stand at one level, within each group's bounds."""
    low, high = 0, int(most.max(initial=0)) * 1000
    while low < high:
        middle = (low + high) // 2
        if int(np.clip(middle, least * 1000, most * 1000).sum()) < count * 1000:
            low = middle + 1
        else:
            high = middle
    return np.asarray(np.clip(low, least * 1000, most * 1000), dtype=np.int64)


def counted(aspect: Aspect) -> np.ndarray:
    """Whom each count of an aspect counts, bool, shape (people, counts).

    One count per value; for *balanser* of an ordered attribute one for all values up to each but the last.
    """
    if aspect.mode is GroupMode.BALANSER and aspect.ordered:
        return np.asarray(np.logical_or.accumulate(aspect.members, axis=1)[:, :-1])
    return aspect.members


def bands(nominal: np.ndarray, of: int, among: int) -> tuple[np.ndarray, np.ndarray]:
    """The two whole numbers round a group's share of a value: least and greatest count without points.

    Parameters
    ----------
    nominal
        Sizes in thousandths, as of :func:`nominal_sizes`.
    of, among
        How many of all who are there have the value, and how many are there.
    """
    if among == 0:
        return np.zeros_like(nominal), np.zeros_like(nominal)
    low = nominal * of // (1000 * among)
    # a size in thousandths may be rounded up by one: what it adds must not raise the greatest count
    high = -(-np.maximum(nominal - 1, 0) * of // (1000 * among))
    return low, np.maximum(low, high)
