"""Networks and their actors as text: functions of a result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.network_shown import ViewResult
    from matchmaker.services.network_view import Node
    from matchmaker.services.network_view_bridges import Bridge
    from matchmaker.services.network_view_scene import Scene

_COLUMNS = ("actor", "kind", "side", "municipality", "relations")
_GROUPS = ("group", "actors", "within", "outside")


def listed(found: Sequence[Node], paper: Paper, words: Catalogue) -> None:
    """Everybody by name."""
    paper.line(words.say(Message("network.listed", {"count": len(found)})))
    headers = [words.term(f"network.{name}") for name in (*_COLUMNS, "id")]
    paper.table(headers, [[*_cells(one, words), one.id] for one in found])


def _cells(one: Node, words: Catalogue) -> list[str]:
    name = f"{one.name} ({words.term('word.synthetic')})" if one.synthetic else one.name
    place = labels.place(one.municipality) if one.municipality else "–"
    return [name, words.show(one.kind_label), words.say(labels.sector(one.sector)), place, str(one.degree)]


def show(result: ViewResult, paper: Paper, words: Catalogue) -> None:
    """A view: how much it holds, who or which groups, the way, and what holds it together."""
    scene = result.scene
    for note in result.notes:
        paper.line(words.say(note))
    paper.line(words.say(Message("network.counts", {
        "actors": scene.actors, "ties": scene.ties, "alone": scene.alone,
    })))  # fmt: skip
    if scene.ways is not None:
        _way(scene, paper, words)
    if scene.groups:
        headers = [words.term(f"network.{name}") for name in _GROUPS]
        paper.table(headers, [[one.key, *map(str, (one.actors, one.within, one.outside))]
                              for one in scene.groups])  # fmt: skip
    else:
        _actors(result, paper, words)
    if result.request.bridges:
        _bridges(result.bridges, paper, words)


def _actors(result: ViewResult, paper: Paper, words: Catalogue) -> None:
    headers = [words.term(f"network.{name}") for name in _COLUMNS]
    headers += [words.term(f"measure.{name}") for name in result.values]
    more = [words.term("network.community")] if result.communities else []
    rows = [
        [
            *_cells(one, words),
            *(_value(values, one.id, words) for values in result.values.values()),
            *([words.show(result.communities.get(one.id))] if more else []),
        ]
        for one in result.scene.nodes
    ]
    paper.table([*headers, *more], rows)


def _value(values: Mapping[str, float | None], actor: str, words: Catalogue) -> str:
    value = values.get(actor)
    if value is None:
        return "–"
    return words.show(int(value)) if value.is_integer() else words.number(value, 3)


def _way(scene: Scene, paper: Paper, words: Catalogue) -> None:
    found = scene.ways
    if found is None or found.steps is None:
        paper.line(words.term("network.no_way"))
        return
    paper.line(words.say(Message("network.way", {"steps": found.steps, "count": found.count})))
    for way in found.told:
        paper.line(" – ".join(way), indent=2)


def _bridges(found: Sequence[Bridge], paper: Paper, words: Catalogue) -> None:
    paper.heading(words.say(Message("network.bridges", {"count": len(found)})))
    named = [one for one in found if one.tail_name and one.head_name]
    for one in named:
        params = {"tail": one.tail_name, "head": one.head_name, "smaller": one.smaller}
        paper.line(words.say(Message("network.bridge", params)), indent=2)
    if len(named) < len(found):
        rest = Message("network.bridges_persons", {"count": len(found) - len(named)})
        paper.line(words.say(rest), indent=2)
