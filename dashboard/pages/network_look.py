"""Colours, sizes and legend of a view: sides, communities, or the values of a measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dashboard.figures.network import Paint
from dashboard.figures.network_scale import COMMUNITY_COLOURS, OTHER, colour_of, size_of, steps
from dashboard.figures.sectors import look
from dashboard.network_state import COMMUNITY, SIDE
from dashboard.pages import network_names as named
from matchmaker.services import labels
from matchmaker.services.jsonable import number
from matchmaker.services.network_view_values import BODIES_ONLY, MOST_BY_PATHS

if TYPE_CHECKING:
    from dashboard.network_state import Shown
    from dashboard.pages.network_answers import NetworkAnswers
    from dashboard.texts import Words
    from matchmaker.services.network_view_scene import Scene

Values = dict[str, "float | None"]
"""By id of the actor or key of the group; ``None`` where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend."""

    colour: str | None
    """``None`` is the look of what cannot be said."""
    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """What colours and sizes tell."""

    title: str
    keys: tuple[Key, ...]
    """Empty where colour tells the side, as the shapes do."""
    size: str
    notes: tuple[str, ...] = ()
    communities: dict[str, int] = field(default_factory=dict)


def dear(name: str, actors: int, networks: NetworkAnswers, wish: Shown) -> bool:
    """Whether a measure takes longer than anybody would wait in a network of this size."""
    if actors <= MOST_BY_PATHS:
        return False
    return any(one.name == name and not one.affordable for one in networks.offered(wish.network))


def values_shown(name: str, wish: Shown, scene: Scene, networks: NetworkAnswers) -> Values:
    """A measure of those shown; of a group, the mean of those of whom something can be said.

    Nobody has a value where the measure is too dear for the network. Raises ``InputError``.
    """
    shown = [group.key for group in scene.groups] or [node.id for node in scene.nodes]
    if dear(name, scene.network_actors, networks, wish):
        return dict.fromkeys(shown)
    every = networks.values(wish.network, name)
    basis = networks.basis(wish.network)
    if not scene.groups:
        return {
            actor: number(every[node])
            for actor, node in zip(shown, basis.codes(tuple(shown)), strict=True)
        }  # fmt: skip
    found: Values = {}
    for group in scene.groups:
        part = every[networks.members_of_group(wish.scene, group.key)]
        known = part[np.isfinite(part)]
        found[group.key] = float(known.mean()) if len(known) else None
    return found


def painted(text: Words, wish: Shown, scene: Scene, networks: NetworkAnswers) -> tuple[Paint, Legend]:
    """Colour and size a view. Raises ``InputError``."""
    sizes, size_text = _sizes(text, wish, scene, networks)
    if wish.colour == SIDE:
        colours, keys, values = _by_side(text, scene)
        communities: dict[str, int] = {}
    elif wish.colour == COMMUNITY:
        communities = {} if scene.groups else networks.communities(wish.scene)
        colours, keys, values = _by_community(text, scene, communities)
    else:
        communities = {}
        colours, keys, values = _by_measure(text, wish, scene, networks)
    names = {node.id: node.name for node in scene.nodes} | {
        group.key: named.group(text, group.key) for group in scene.groups
    }
    labelled = {
        group.key: f"{named.short(text, group.key)}\n{text.show(group.actors)}" for group in scene.groups
    }
    paint = Paint(
        colours=colours, sizes=sizes, labels=labelled,
        said={key: f"{name}. {values[key]}" if values.get(key) else name for key, name in names.items()},
        bridges=_lifted(wish, scene, networks),
    )  # fmt: skip
    title = named.measure(text, wish.colour)
    return paint, Legend(title, keys, size_text, _notes(text, wish, scene, networks), communities)


Colours = tuple[dict[str, str], tuple[Key, ...], dict[str, str]]
"""Colour by id, the legend, and what is said of each."""


def _by_side(text: Words, scene: Scene) -> Colours:
    colours = {node.id: look(node.sector).colour for node in scene.nodes}
    colours |= {g.key: look(g.sector).colour if g.sector else OTHER for g in scene.groups}
    said = {node.id: text.say(labels.sector(node.sector)) for node in scene.nodes}
    return colours, (), said


def _by_community(text: Words, scene: Scene, of: dict[str, int]) -> Colours:
    def colour(number: int) -> str:
        return COMMUNITY_COLOURS[number - 1] if number <= len(COMMUNITY_COLOURS) else OTHER

    if scene.groups:
        return {group.key: OTHER for group in scene.groups}, (), {}
    colours = {actor: colour(number) for actor, number in of.items()}
    sizes = {number: sum(1 for one in of.values() if one == number) for number in sorted(set(of.values()))}
    keys = [
        Key(colour(number), text.t("network.community_key", number=number, count=count))
        for number, count in sizes.items()
        if number <= len(COMMUNITY_COLOURS)
    ]
    others = [count for number, count in sizes.items() if number > len(COMMUNITY_COLOURS)]
    if others:
        keys.append(Key(OTHER, text.t("network.communities_other", count=len(others))))
    if len(of) < len(scene.nodes):
        keys.append(Key(None, text.t("network.no_community")))
    return colours, tuple(keys), {actor: named.community(text, str(one)) for actor, one in of.items()}


def _by_measure(text: Words, wish: Shown, scene: Scene, networks: NetworkAnswers) -> Colours:
    values = values_shown(wish.colour, wish, scene, networks)
    known = {key: value for key, value in values.items() if value is not None}
    scale = steps(known.values())
    keys = [
        Key(
            step.colour,
            text.t(
                "network.step",
                low=named.value(text, step.low),
                high=named.value(text, step.high),
                count=step.count,
            )
            if step.high > step.low
            else text.t("network.step_one", value=named.value(text, step.low), count=step.count),
        )
        for step in scale
    ]
    if len(known) < len(values):
        keys.append(Key(None, text.t("network.step_unsaid", count=len(values) - len(known))))
    said = {key: f"{named.measure(text, wish.colour)}: {named.value(text, v)}" for key, v in values.items()}
    return {key: colour_of(value, scale) for key, value in known.items()}, tuple(keys), said


def _sizes(text: Words, wish: Shown, scene: Scene, networks: NetworkAnswers) -> tuple[dict[str, float], str]:
    if scene.groups:  # a group is as large as it has actors
        most = max(group.actors for group in scene.groups)
        sizes = {group.key: size_of(group.actors, 0, most) for group in scene.groups}
        return sizes, text.t("network.size_actors")
    values = values_shown(wish.size, wish, scene, networks)
    known = [value for value in values.values() if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    sizes = {key: size_of(value, min(low, 0.0), high, len(values)) for key, value in values.items()}
    told_ = text.t(
        "network.size_key",
        measure=named.measure(text, wish.size),
        low=named.value(text, low),
        high=named.value(text, high),
    )
    return sizes, told_ if known else text.t("network.size_unsaid", measure=named.measure(text, wish.size))


def _lifted(wish: Shown, scene: Scene, networks: NetworkAnswers) -> frozenset[tuple[str, str]]:
    if not wish.bridges or scene.groups:
        return frozenset()
    found = networks.bridges(wish.network)
    return frozenset(pair for one in found for pair in ((one.tail, one.head), (one.head, one.tail)))


def _notes(text: Words, wish: Shown, scene: Scene, networks: NetworkAnswers) -> tuple[str, ...]:
    said = []
    asked = {wish.colour} if scene.groups else {wish.colour, wish.size}
    if any(dear(name, scene.network_actors, networks, wish) for name in asked):
        said.append(text.t("network.too_dear", most=MOST_BY_PATHS))
    if asked & BODIES_ONLY:
        said.append(text.t("network.bodies_only"))
    if scene.groups and wish.colour not in (SIDE, COMMUNITY):
        said.append(text.t("network.mean_of_group"))
    if scene.groups and wish.colour == COMMUNITY:
        said.append(text.t("network.community_inside"))
    if wish.colour not in (SIDE, COMMUNITY) and scene.actors < scene.network_actors:
        said.append(text.t("network.of_whole"))
    return tuple(said)
