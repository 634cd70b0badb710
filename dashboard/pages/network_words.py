"""What the network page says of its picture, written from the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pages import network_names as named
from matchmaker.services.network_view import MOST_DRAWN

if TYPE_CHECKING:
    from dashboard.network_state import Shown
    from dashboard.pages.network_answers import NetworkAnswers
    from dashboard.texts import Words
    from matchmaker.services.network_view_bridges import Bridge
    from matchmaker.services.network_view_scene import Scene

MOST_NAMED: Final = 3
MOST_BRIDGES_NAMED: Final = 5


def describe(text: Words, scene: Scene) -> str:
    """Write how many there are, how they are gathered, and which bodies have most relations.

    Private persons are never named for it.
    """
    if scene.actors == 1:
        said = [text.t("nettverk.summary_one", alone=scene.alone)]
    else:
        said = [text.t("nettverk.summary", actors=scene.actors, ties=scene.ties, alone=scene.alone)]
    if scene.actors < scene.network_actors:
        said.append(text.t("nettverk.of_all", all=scene.network_actors))
    if scene.groups:
        said.append(text.t("nettverk.gathered", groups=len(scene.groups), most=MOST_DRAWN))
        largest = sorted(scene.groups, key=lambda group: (-group.actors, group.key))[:MOST_NAMED]
        names = tuple(f"{named.group(text, group.key)} ({text.show(group.actors)})" for group in largest)
        said.append(text.t("nettverk.largest", names=names))
    elif scene.ways is None:
        said += _most(text, scene)
    if scene.nodes and scene.ties_drawn < scene.ties:
        said.append(text.t("nettverk.strongest", drawn=scene.ties_drawn, all=scene.ties))
    return " ".join(said)


def _most(text: Words, scene: Scene) -> list[str]:
    ranked = sorted(
        (node for node in scene.nodes if node.degree and node.form != "person"),
        key=lambda node: (-node.degree, node.name, node.id),
    )
    top = tuple(f"{node.name} ({text.show(node.degree)})" for node in ranked[:MOST_NAMED])
    return [text.t("nettverk.most", names=top)] if top else []


def ways(text: Words, scene: Scene) -> list[str]:
    """Say the shortest ways between two actors, one a sentence."""
    found = scene.ways
    if found is None:
        return []
    if found.steps is None:
        return [text.t("nettverk.no_way", tail=found.tail, head=found.head)]
    if not found.steps:
        return [text.t("nettverk.same_actor", name=found.tail)]
    said = [text.t("nettverk.way", tail=found.tail, head=found.head, steps=found.steps, count=found.count)]
    return [*said, *(" – ".join(way) for way in found.told)]


def bridges(text: Words, found: tuple[Bridge, ...], scene: Scene) -> list[str]:
    """Say which ties alone hold parts together; bodies by name, private persons never."""
    if scene.groups:
        return [text.t("nettverk.bridges_count", count=len(found)), text.t("nettverk.bridges_inside")]
    here = {(link.tail, link.head) for link in scene.links}
    shown = [one for one in found if (one.tail, one.head) in here or (one.head, one.tail) in here]
    if not shown:
        return [text.t("nettverk.no_bridges")]
    said = [text.t("nettverk.bridges", count=len(shown))]
    bodies = [one for one in shown if one.tail_name and one.head_name]
    said += [
        text.t("nettverk.bridge", tail=str(one.tail_name), head=str(one.head_name), smaller=one.smaller)
        for one in bodies[:MOST_BRIDGES_NAMED]
    ]
    left = len(bodies) - MOST_BRIDGES_NAMED
    if left > 0:
        said.append(text.t("nettverk.bridges_more", count=left))
    if len(bodies) < len(shown):
        said.append(text.t("nettverk.bridges_persons", count=len(shown) - len(bodies)))
    return said


def shown_part(text: Words, wish: Shown, networks: NetworkAnswers) -> str:
    """Say in a few words which part of the network is shown; empty where it is all of it."""
    scene = wish.scene
    centre = networks.named(wish.network, scene.around)
    if scene.to is not None and centre:
        other = networks.named(wish.network, scene.to)
        return text.t("nettverk.way_title", tail=centre[0].name, head=other[0].name if other else scene.to)
    if scene.steps and centre:
        return text.t("nettverk.near_title", name=centre[0].name, steps=scene.steps)
    return named.group(text, scene.inside[-1]) if scene.inside else ""
