"""Write ``docs/network-measures.md``: what every measure of networks says about itself.

Called by ``scripts/build_docs.py``. Everything stands in the registry and the English catalogue; what is here
are only the words for the codes of a spec.
"""

from __future__ import annotations

from math import isinf, isnan
from typing import TYPE_CHECKING

from matchmaker.kernel.messages import catalogue
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
from matchmaker.measures.registry import MEASURES
from matchmaker.measures.spec import Asks, Cost, Direction, Level, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from matchmaker.measures.spec import Measure, Spec

FAMILIES: dict[str, tuple[ModuleType, ...]] = {
    "Position": (position_degree, position_paths, position_eigen, position_holes, position_reach),
    "Cohesion": (
        cohesion, cohesion_paths, cohesion_centralisation, cohesion_clustering, cohesion_cuts,
        core_periphery, communities, key_players, key_players_reach,
    ),
    "Mixing and brokerage": (mixing, brokerage),
    "Actors and contributions": (two_mode,),
    "Dependence": (dependence,),
    "Voice": (voice,),
    "Resilience": (resilience,),
}  # fmt: skip
LEVELS = {
    Level.ACTOR: "each actor",
    Level.NETWORK: "the network as a whole",
    Level.PART: "each side",
}
WEIGHTS = {
    Weight.IGNORED: "does not count",
    Weight.STRENGTH: "a stronger tie counts more",
    Weight.LENGTH: "a stronger tie is a shorter way (1 / strength)",
}
DIRECTIONS = {
    Direction.IGNORED: "does not count",
    Direction.FOLLOWED: "followed in a directed network",
}
COSTS = {
    Cost.LINEAR: "n + m",
    Cost.STEPS: "a few dozen passes over n + m",
    Cost.WEDGES: "sum of squared degrees",
    Cost.PATHS: "n × m (shortest paths from everybody)",
}
ASKS = {
    Asks.SIDES: "the side of each actor",
    Asks.DECIDERS: "who is elected",
    Asks.TOWN_HALL: "who is the municipality (administration and services)",
    Asks.CITIZENS: "who is a citizen",
    Asks.CONTRIBUTIONS: "who contributes what",
}
INTRODUCTION = (
    "Made by `scripts/build_docs.py` from the registry; not to be edited by hand. Each measure is asked for "
    "by its code: `matchmaker measures DATASET --measure CODE`. Its words are those of the screens. Where a "
    "measure is not defined, nothing is said: a missing value is never zero. *n* actors, *m* ties. No "
    "measure says that an actor is able, important or good; values of actors are told by name, never as a "
    "list from first to last."
)


def network_measures() -> str:
    """The page of every measure there is, by family, in the registry's order."""
    lines = ["# Measures of networks", "", INTRODUCTION]
    shown: list[Measure] = []
    for family, modules in FAMILIES.items():
        lines += ["", f"## {family}"]
        for measure in (measure for module in modules for measure in module.MEASURES):
            lines += _section(measure.spec)
            shown.append(measure)
    if {one.spec.name for one in shown} != {one.spec.name for one in MEASURES}:
        raise ValueError("a module of measures belongs to no family")
    return "\n".join(lines) + "\n"


def _section(spec: Spec) -> Iterator[str]:
    words = catalogue("en")
    yield ""
    yield f"### {words.term(f'measure.{spec.name}')} (`{spec.name}`)"
    yield ""
    yield words.term(f"measure.{spec.name}.means")
    yield ""
    yield f"- **value of:** {LEVELS[spec.level]}"
    yield f"- **range:** {_range(spec)}"
    yield f"- **strength of ties:** {WEIGHTS[spec.weight]}"
    yield f"- **direction of ties:** {DIRECTIONS[spec.direction]}"
    yield f"- **work:** {COSTS[spec.cost]}"
    asks = ", ".join(ASKS[one] for one in Asks if one in spec.asks)
    yield f"- **must know:** {asks or 'the network alone'}"
    yield f"- **hardly a network:** {_degenerate(spec)}"
    yield f"- **source:** {spec.source}"


def _range(spec: Spec) -> str:
    if isinf(spec.low):
        return "any number"
    return f"{spec.low:g} and up" if isinf(spec.high) else f"{spec.low:g} to {spec.high:g}"


def _degenerate(spec: Spec) -> str:
    """The value of an empty network, of a single actor, and of an actor without ties among others."""
    if spec.level is Level.NETWORK:
        return f"empty {_value(spec.empty)}; single actor {_value(spec.single)}"
    if spec.level is Level.PART:
        return f"empty: no value; side of a single actor {_value(spec.single)}"
    return f"empty: no value; single actor {_value(spec.single)}; actor without ties {_value(spec.isolate)}"


def _value(value: float) -> str:
    return "cannot be said" if isnan(value) else f"{value:g}"
