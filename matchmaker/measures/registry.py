"""Every measure there is, in the order in which they are shown. A new module of measures is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import InputError
from matchmaker.measures import (
    brokerage,
    cohesion,
    cohesion_centralisation,
    cohesion_clustering,
    cohesion_cuts,
    cohesion_paths,
    communities,
    core_periphery,
    dependence,
    key_players,
    key_players_reach,
    mixing,
    position_degree,
    position_eigen,
    position_holes,
    position_paths,
    position_reach,
    resilience,
    two_mode,
    voice,
)

if TYPE_CHECKING:
    from matchmaker.measures.spec import Measure

MEASURES: Final[tuple[Measure, ...]] = (
    *position_degree.MEASURES, *position_paths.MEASURES, *position_eigen.MEASURES,
    *position_holes.MEASURES, *position_reach.MEASURES,
    *cohesion.MEASURES, *cohesion_paths.MEASURES, *cohesion_centralisation.MEASURES,
    *cohesion_clustering.MEASURES, *cohesion_cuts.MEASURES, *core_periphery.MEASURES,
    *communities.MEASURES, *key_players.MEASURES, *key_players_reach.MEASURES,
    *mixing.MEASURES, *brokerage.MEASURES, *two_mode.MEASURES,
    *dependence.MEASURES, *voice.MEASURES, *resilience.MEASURES,
)  # fmt: skip
_BY_NAME: Final = {measure.spec.name: measure for measure in MEASURES}


def measure(name: str) -> Measure:
    """Find the measure of a name. Raises ``InputError`` (unknown_measure) with those that are known."""
    if name not in _BY_NAME:
        raise InputError("unknown_measure", {"name": name, "known": tuple(sorted(_BY_NAME))})
    return _BY_NAME[name]
