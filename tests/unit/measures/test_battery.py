"""Every measure on every kind of network: what the spec says of it must be so.

On an empty network, a single actor and an isolate the value is the spec's. On networks in which there is
everything the shape fits the level, the range holds and nothing is unsaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.measures.registry import MEASURES
from matchmaker.measures.spec import Asks, Direction, Level, Weight
from matchmaker.network.network import Network
from tests.unit.measures.every import KINDS, SECTORS, case, found, ids, rich, values

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.measures.spec import Measure

EVERY = pytest.mark.parametrize("measure", found().values(), ids=list(found()))
NOTHING = np.zeros((0, 2), dtype=int)
ELECTED = SECTORS.index("politiker")
"""Where a measure asks who decides, the elected are whom the others want to reach: they have values of their
own (no steps to themselves, no voice), and the spec speaks of the others."""


def same(ours: np.ndarray | float, theirs: np.ndarray | float) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)


def spoken_of_others(measure: Measure, side: int) -> bool:
    """Whether the spec speaks of others than an actor of this side."""
    return side == ELECTED and Asks.DECIDERS in measure.spec.asks


def of(n: int, *ties: tuple[int, int], directed: bool = False) -> Network:
    return Network.from_ties(ids(n), *np.array(ties or NOTHING, dtype=int).T, directed=directed)


def fits(measure: Measure, one: Case) -> np.ndarray:
    """What the measure says, which has the shape of its level and lies in its range."""
    shape = {Level.ACTOR: (len(one.network),), Level.NETWORK: (), Level.PART: (len(SECTORS),)}
    seen, spec = values(measure, one), measure.spec
    assert seen.shape == shape[spec.level]
    said = seen[~np.isnan(seen)]
    assert ((spec.low <= said) & (said <= spec.high)).all(), said
    return seen


def test_every_measure_is_in_the_registry() -> None:
    assert sorted(measure.spec.name for measure in MEASURES) == sorted(found())


def test_codes_are_ascii() -> None:
    assert all(name.isascii() and name.isidentifier() and name == name.lower() for name in found())


@EVERY
@pytest.mark.parametrize("directed", [False, True])
def test_empty(measure: Measure, directed: bool) -> None:
    seen = fits(measure, case(of(0, directed=directed), np.zeros(0)))
    same(seen, measure.spec.empty if measure.spec.level is Level.NETWORK else np.full(seen.shape, np.nan))


@EVERY
@pytest.mark.parametrize("side", [-1, *range(len(SECTORS))])
def test_a_single_actor(measure: Measure, side: int) -> None:
    seen = fits(measure, case(of(1), np.array([side])))
    if measure.spec.level is Level.PART:
        same(seen[side] if side >= 0 else np.nan, measure.spec.single)
        assert np.isnan(np.delete(seen, side) if side >= 0 else seen).all()
    elif side >= 0 and not spoken_of_others(measure, side):
        same(seen, measure.spec.single)
    elif side < 0:  # of whom no side is known, what is about sides is unsaid
        assert np.isnan(seen).all() or np.all(seen == measure.spec.single)


@EVERY
@pytest.mark.parametrize("directed", [False, True])
def test_an_isolate_among_others(measure: Measure, directed: bool) -> None:
    """Twelve actors in a circle with two chords, two of each sector; one more, of each sector in turn."""
    if measure.spec.level is not Level.ACTOR:
        return
    circle = [(k, (k + 1) % 12) for k in range(12)]
    network = of(13, *circle, (0, 2), (3, 8), directed=directed)
    held = np.array([(k, (k + step) % KINDS) for k in range(12) for step in (0, 1)])
    for side in range(len(SECTORS)):
        one = case(network, np.array([*(k % 6 for k in range(12)), side]), held)
        seen = fits(measure, one)[12]
        if not spoken_of_others(measure, side):
            same(seen, measure.spec.isolate)


RICH = {
    "one piece": rich(), "two components": rich(2), "directed": rich(directed=True),
    "weighted": rich(weighted=True), "weighted and directed": rich(2, directed=True, weighted=True),
}  # fmt: skip


@EVERY
@pytest.mark.parametrize("name", RICH)
def test_where_there_is_everything_nothing_is_unsaid(measure: Measure, name: str) -> None:
    unsaid = np.isnan(fits(measure, RICH[name]))
    if measure.spec.level is Level.PART:
        assert not np.delete(unsaid, ELECTED).any()
        assert unsaid[ELECTED] == (Asks.DECIDERS in measure.spec.asks)
    else:
        assert not unsaid.any()


@EVERY
@pytest.mark.parametrize("directed", [False, True])
def test_the_same_tie_twice(measure: Measure, directed: bool) -> None:
    """Told twice it is one tie of double strength, and as it was where strength is ignored."""
    twice, once = rich(directed=directed, times=2), rich(directed=directed)
    assert (twice.network.strength == 2).all()
    seen = fits(measure, twice)
    doubled = Network.from_ties(
        once.network.ids, once.network.tail, once.network.head, 2 * once.network.strength, directed=directed
    )
    same(seen, values(measure, case(doubled, once.parts().of, pairs_of(once))))
    if measure.spec.weight is Weight.IGNORED:
        same(seen, values(measure, once))


@EVERY
def test_direction_that_is_ignored_changes_nothing(measure: Measure) -> None:
    one = rich(directed=True, weighted=True)
    if measure.spec.direction is Direction.IGNORED:
        other = case(one.network.undirected(), one.parts().of, pairs_of(one))
        same(values(measure, one), values(measure, other))


def pairs_of(one: Case) -> np.ndarray:
    """The contributions of a case, shape (k, 2)."""
    return np.column_stack([one.two_mode().actor, one.two_mode().event])
