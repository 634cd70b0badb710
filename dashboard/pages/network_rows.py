"""Rows of the network's table: whole columns at once, so that a hundred thousand actors can be sorted.

A cell becomes a piece of a page only when its row is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard import network_state, state
from dashboard.components.actor_panel import actor_link
from dashboard.components.icons import sector_mark
from dashboard.components.pieces import go_button
from dashboard.network_state import COMMUNITY, SIDE
from dashboard.pages import network_names as named
from dashboard.pages.network_look import dear, values_shown
from matchmaker.services import labels
from matchmaker.services.network_view_divide import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.components.table import Cell
    from dashboard.network_state import Shown
    from dashboard.pages.network_answers import NetworkAnswers
    from dashboard.texts import Words
    from matchmaker.services.network_view_basis import Basis
    from matchmaker.services.network_view_groups import Share
    from matchmaker.services.network_view_scene import Scene

PAGE = "nettverk"


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    title: str
    keys: np.ndarray
    """What it is sorted by, shape (rows,): strings, or floats with nan where nothing can be said."""
    cell: Callable[[int], Cell]
    """From a row to what stands in it."""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table by columns; rows stand by name."""

    columns: tuple[Column, ...]
    searched: Callable[[int], str]
    """From a row to the text in which a filter looks, in small letters."""
    caption: Callable[[int, int], str]
    """From how many are shown, and of how many, to what the table is called."""


def node_rows(text: Words, wish: Shown, networks: NetworkAnswers) -> Rows:
    """Everybody in a view. Raises ``InputError``."""
    basis, scene = networks.basis(wish.network), networks.scene(wish.scene)
    nodes = _by_name(basis, networks, wish, scene)
    kinds = {code: text.show(label) for code, label in basis.kind_labels.items()}
    sides = {code: text.say(labels.sector(code)) for code in sorted(set(basis.column("sector")))}
    kind, side = _worded(basis.column("kind")[nodes], kinds), _worded(basis.column("sector")[nodes], sides)
    homes = basis.column("municipality")[nodes]
    places = {home: named.place(text, home) for home in set(homes)}
    degree = basis.network.degree[nodes].astype(float)
    names, sectors = basis.names[nodes], basis.column("sector")[nodes]
    columns = (
        Column("name", text.t("table.name"), basis.folded[nodes],
               lambda row: _actor(text, wish, basis, int(nodes[row]))),
        Column("kind", text.t("table.kind"), _folded(kind), lambda row: kind[row]),
        Column("side", text.t("table.side"), _folded(side),
               lambda row: [sector_mark(sectors[row]), side[row]]),
        # municipalities stand in number order
        Column("place", text.t("table.municipality"),
               np.array([home or "9999" for home in homes], dtype=object), lambda row: places[homes[row]]),
        Column("degree", text.t("table.relations"), degree,
               lambda row: text.show(int(degree[row])), numeric=True),
        *_measured(text, wish, networks, nodes),
        *_communities(text, wish, networks, basis, nodes, scene),
    )  # fmt: skip
    return Rows(
        columns,
        lambda row: f"{names[row]} {kind[row]} {side[row]} {places[homes[row]]}".casefold(),
        lambda shown, every: text.t("table.caption", shown=shown, all=every),
    )


def _by_name(basis: Basis, networks: NetworkAnswers, wish: Shown, scene: Scene) -> np.ndarray:
    if scene.groups:
        here = np.zeros(len(basis), dtype=bool)
        here[networks.members(wish.scene)] = True
        found: np.ndarray = basis.by_name[here[basis.by_name]]
        return found
    return basis.codes(tuple(node.id for node in scene.nodes))


def _actor(text: Words, wish: Shown, basis: Basis, node: int) -> Cell:
    actor = str(basis.network.ids[node])
    address = state.href(text.language, PAGE, state.changed(network_state.query(wish), state.ACTOR, actor))
    tags = [text.t("tag.reserved")] if basis.column("reserved")[node] else []
    tags += [text.t("tag.synthetic")] if basis.column("synthetic")[node] else []
    return [actor_link(str(basis.names[node]), actor, address), *(_tag(tag) for tag in tags)]


def _tag(said: str) -> Cell:
    from dash import html

    return html.Span(said, className="tag")


def _measured(text: Words, wish: Shown, networks: NetworkAnswers, nodes: np.ndarray) -> tuple[Column, ...]:
    """The measures that colour and size tell, besides the number of relations."""
    names = dict.fromkeys(n for n in (wish.colour, wish.size) if n not in (SIDE, COMMUNITY, "degree"))
    actors = len(networks.basis(wish.network))
    found = []
    for name in names:
        if dear(name, actors, networks, wish):
            values = np.full(len(nodes), np.nan)
        else:
            values = networks.values(wish.network, name)[nodes]
        found.append(_numbers(text, name, named.measure(text, name), values))
    return tuple(found)


def _numbers(text: Words, name: str, title: str, values: np.ndarray) -> Column:
    known = np.where(np.isfinite(values), values, np.nan)

    def cell(row: int) -> Cell:
        return named.value(text, None if np.isnan(known[row]) else float(known[row]))

    return Column(name, title, known, cell, numeric=True)


def _communities(
    text: Words, wish: Shown, networks: NetworkAnswers, basis: Basis, nodes: np.ndarray, scene: Scene
) -> tuple[Column, ...]:
    if wish.colour != COMMUNITY or scene.groups:
        return ()
    of = networks.communities(wish.scene)
    values = np.array([of.get(str(basis.network.ids[int(node)]), np.nan) for node in nodes], dtype=float)

    def cell(row: int) -> Cell:
        unsaid = np.isnan(values[row])
        return text.t("network.no_community") if unsaid else named.community(text, str(int(values[row])))

    return (Column(COMMUNITY, text.t("network.by_community"), values, cell),)


def group_rows(text: Words, wish: Shown, networks: NetworkAnswers) -> Rows:
    """The groups of a view. Raises ``InputError``."""
    groups = networks.scene(wish.scene).groups
    names = [named.group(text, group.key) for group in groups]
    order = np.arange(len(groups)).astype(float)
    sides = [_share(text, group.most_sector, side=True) for group in groups]
    places = [_share(text, group.most_place, side=False) for group in groups]

    def into(row: int) -> Cell:
        inner = network_state.within(wish, *wish.scene.inside, groups[row].key)
        return go_button(f"into-{groups[row].key}", network_state.query(inner), names[row], "as-link")

    counts = (
        ("actors", text.t("table.actors"), [group.actors for group in groups]),
        ("bodies", text.t("network.bodies"), [group.bodies for group in groups]),
        ("within", text.t("network.ties_within"), [group.within for group in groups]),
        ("outside", text.t("network.ties_outside"), [group.outside for group in groups]),
    )
    columns = [Column("name", text.t("network.group"), order, into)]
    columns += [_numbers(text, name, title, np.array(values, dtype=float)) for name, title, values in counts]
    columns += [
        Column("side", text.t("network.most_side"), _folded(sides), lambda row: sides[row]),
        Column("place", text.t("network.most_place"), _folded(places), lambda row: places[row]),
        *_means(text, wish, networks),
    ]
    return Rows(
        tuple(columns),
        lambda row: f"{names[row]} {sides[row]} {places[row]}".casefold(),
        lambda shown, every: text.t("network.group_caption", shown=shown, all=every),
    )


def _means(text: Words, wish: Shown, networks: NetworkAnswers) -> tuple[Column, ...]:
    if wish.colour in (SIDE, COMMUNITY):
        return ()
    values = values_shown(wish.colour, wish, networks.scene(wish.scene), networks)
    told = np.array([np.nan if value is None else value for value in values.values()], dtype=float)
    title = text.t("network.mean", measure=named.measure(text, wish.colour))
    return (_numbers(text, wish.colour, title, told),)


def _share(text: Words, share: Share, *, side: bool) -> str:
    if side:
        said = text.say(labels.sector(share.value))
    else:
        said = named.place(text, None if share.value == NOWHERE else share.value)
    return said if share.share == 1 else f"{said} ({text.percent(share.share)})"


def _worded(codes: np.ndarray, words: dict[str, str]) -> list[str]:
    return [words[code] for code in codes]


def _folded(values: list[str]) -> np.ndarray:
    return np.array([value.casefold() for value in values], dtype=object)
