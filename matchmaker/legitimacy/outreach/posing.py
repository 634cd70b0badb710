"""From a register and its gaps to an outreach problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.legitimacy.outreach.ground import STEPS, Ground, ends_of, ground_of, knows, places_of
from matchmaker.legitimacy.outreach.problem import PLACE, STANDARD, UNLIMITED, Costs, OutreachProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.legitimacy.outreach.gap import Gap
    from matchmaker.model.register import Register


@dataclass(frozen=True)
class Posed:
    """A problem, and what was left out of it."""

    problem: OutreachProblem
    unlinked: tuple[tuple[str, ...], ...]
    """For each gap, organisations and open groups that know it but to which no path leads, by id."""
    broker_asker: tuple[str | None, ...]
    """Who in the room asks each broker: an organisation there, by id; ``None`` is those who are in the room
    together, or that somebody else asks."""
    target_asker: tuple[str | None, ...]
    """The same for each target; an end that is itself in the room asks itself."""


def pose(
    register: Register,
    gaps: Sequence[Gap],
    room: Collection[int],
    *,
    area: Sequence[str] = (),
    challenge: str | None = None,
    reach: int = 2,
    cap: int = 2,
    costs: Costs = STANDARD,
    relations: Collection[str] = STEPS,
) -> Posed:
    """Turn gaps into an outreach problem.

    Parameters
    ----------
    register
        The dataset, as it was on the day (``register.at``).
    gaps
        What outreach is planned for.
    room
        Codes of those who are in the room. Organisations among them ask; a person among them is a broker
        like any other: counted, costed and under the cap.
    area
        Municipalities in which ends lie; none means everywhere. Brokers may lie anywhere.
    challenge
        What it is for; involvement in it is no load.
    reach
        Wanted number of different ends per gap; a council that is in the register is the one end of its gap.
    cap
        How many gaps a person, or a group of people, may be asked about.
    costs
        What it costs to ask.
    relations
        Relations that are steps.
    """
    ground = ground_of(register, room, area, relations)
    made = _Targets(ground)
    for number, gap in enumerate(gaps):
        known = knows(ground, gap)
        nodes = np.flatnonzero(ends_of(ground, gap, known))
        made.add(number, nodes, places_of(ground, gap, known, register))
    wish = _Wish(challenge, reach, cap, costs)
    return _posed(ground, made, tuple(gap.key for gap in gaps), wish, _load(register, wish))


@dataclass(frozen=True, slots=True)
class _Wish:
    challenge: str | None
    reach: int
    cap: int
    costs: Costs


class _Targets:
    """Collects targets and who is one step from them."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.names: list[str] = []
        self.node: list[int] = []
        self.gap: list[int] = []
        self.direct: list[bool] = []
        self.askers: list[str | None] = []
        self.serves: list[tuple[int, int]] = []
        order = np.argsort(ground.source, kind="stable")
        self._to = ground.to[order]
        self._starts = np.searchsorted(ground.source[order], np.arange(len(ground.ids) + 1))

    def neighbours(self, node: int) -> np.ndarray:
        """Actors one step away."""
        return self._to[self._starts[node] : self._starts[node + 1]]

    def add(self, gap: int, nodes: np.ndarray, places: tuple[str, ...]) -> None:
        """The ends of one gap: actors, then places."""
        ground = self.ground
        for node in nodes.tolist():
            self._one(gap, str(ground.ids[node]), node, self.neighbours(node))
        for place in places:
            here = np.flatnonzero((ground.place == place) & ~ground.reserved)
            self._one(gap, f"{PLACE}{place}", -1, here)

    def _one(self, gap: int, name: str, node: int, near: np.ndarray) -> None:
        own = node >= 0 and bool(self.ground.room[node])
        self.askers.append(name if own else self.asker(near))
        self.direct.append(self.askers[-1] is not None)
        self.serves += [(len(self.names), int(b)) for b in near if self.ground.brokers[b]]
        self.names.append(name)
        self.node.append(node)
        self.gap.append(gap)

    def asker(self, near: np.ndarray) -> str | None:
        """The first by id among those in the room who are one step away."""
        there = near[self.ground.room[near]]
        return str(self.ground.ids[int(there.min())]) if len(there) else None

    def load(self, target: int, load: np.ndarray) -> int:
        """What an end already carries; a place carries nothing."""
        node = self.node[target]
        return int(load[node]) if node >= 0 else 0

    def left_out(self, reached: set[int], gaps: int) -> tuple[tuple[str, ...], ...]:
        """For each gap, the actors among its targets that are not *reached*."""
        lost: list[list[str]] = [[] for _ in range(gaps)]
        for target, node in enumerate(self.node):
            if node >= 0 and target not in reached:
                lost[self.gap[target]].append(self.names[target])
        return tuple(tuple(some) for some in lost)


@dataclass(frozen=True)
class _Links:
    """Who is kept as a broker, and the steps between them; positions are actors."""

    first: np.ndarray
    kept: np.ndarray
    steps: np.ndarray


def _links(ground: Ground, made: _Targets) -> _Links:
    """Keep those who can be on a path: one step from an end, or the way to such a one."""
    n = len(ground.ids)
    asked = np.zeros(n, dtype=bool)
    asked[ground.to[ground.room[ground.source]]] = True
    first = ground.brokers & (asked | ground.people)
    serving = np.zeros(n, dtype=bool)
    serving[[broker for _, broker in made.serves]] = True
    joins = first[ground.source] & (serving & ground.brokers & ~first)[ground.to]
    kept = first & serving
    kept[ground.source[joins]] = True
    kept[ground.to[joins]] = True
    steps = np.stack([ground.source[joins], ground.to[joins]], axis=1)
    return _Links(first, np.flatnonzero(kept), steps)


def _posed(ground: Ground, made: _Targets, gaps: tuple[str, ...], wish: _Wish, load: np.ndarray) -> Posed:
    links = _links(ground, made)
    kept = links.kept
    place = np.full(len(ground.ids), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    near: dict[int, list[int]] = {}
    for target, broker in made.serves:
        if place[broker] >= 0:
            near.setdefault(target, []).append(int(place[broker]))
    reached = [t for t in range(len(made.names)) if made.direct[t] or t in near]
    costs, private = wish.costs, ground.form[kept] != "organisasjon"
    opening = np.where(private, round(1000 * costs.person), round(1000 * costs.organisation))
    ask = round(1000 * costs.ask_organisation)
    of_gap = np.array([made.gap[t] for t in reached], dtype=np.int64)
    steps = place[links.steps]
    problem = OutreachProblem(
        gaps=gaps,
        want=np.minimum(np.bincount(of_gap, minlength=len(gaps)), wish.reach).astype(np.int64),
        brokers=tuple(str(actor) for actor in ground.ids[kept]),
        first=links.first[kept],
        opening=opening.astype(np.int64) + load[kept],
        asking=np.where(private, round(1000 * costs.ask_person), ask).astype(np.int64),
        cap=np.where(private, wish.cap, UNLIMITED).astype(np.int64),
        steps=steps[np.lexsort((steps[:, 1], steps[:, 0]))],
        targets=tuple(made.names[t] for t in reached),
        target_gap=of_gap,
        target_cost=np.array([ask + made.load(t, load) for t in reached], dtype=np.int64),
        direct=np.array([made.direct[t] for t in reached], dtype=bool),
        serves=np.array(
            sorted((new, b) for new, old in enumerate(reached) for b in near.get(old, ())), dtype=np.int64
        ).reshape(-1, 2),
    )
    return Posed(
        problem,
        made.left_out(set(reached), len(gaps)),
        tuple(
            None if ground.people[node] else made.asker(made.neighbours(int(node))) for node in kept.tolist()
        ),
        tuple(made.askers[t] for t in reached),
    )


def _load(register: Register, wish: _Wish) -> np.ndarray:
    """What each actor already carries, in thousandths: hours given of capacity, and other challenges.

    Unknown hours add nothing; where capacity is not stated, 100 hours a year is taken as full.
    """
    frame = register.frame("involvements")
    frame = frame[(frame["challenge"] != wish.challenge).to_numpy(dtype=bool)]
    codes = frame["actor"].cat.codes.to_numpy()
    given = np.zeros(len(register))
    np.add.at(given, codes, frame["hours"].fillna(0.0).to_numpy())
    capacity = register.actors["hours"].fillna(100.0).clip(lower=1.0).to_numpy()
    pairs = frame.assign(code=codes).drop_duplicates(["code", "challenge"])
    others = np.bincount(pairs["code"].to_numpy(dtype=np.int64), minlength=len(register))
    carried = wish.costs.load * np.minimum(given / capacity, 1.0) + wish.costs.involvement * others
    rounded: np.ndarray = np.round(1000 * carried).astype(np.int64)
    return rounded
