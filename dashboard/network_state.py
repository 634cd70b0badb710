"""The address of the network page and the requests it stands for, there and back.

Pure: knows no component. What differs from a plain view is written, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dashboard import state
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_divide import Grouping
from matchmaker.services.network_view_scene import MOST_STEPS, SceneRequest

KINDS, CONTRIBUTIONS, RELATIONS, SINCE, UNTIL = "slag", "bidrag", "relasjoner", "fra", "til"
COLOUR, SIZE, HIGHLIGHT, GROUPING, INSIDE = "farge", "omfang", "fremhev", "samlet", "inne"
STEPS, TO, ORDER, LISTED = "nabolag", "vei-til", "orden", "liste"
SIDE: Final = "side"
"""Colour tells the side."""
COMMUNITY: Final = "nettverksgruppe"
"""Colour tells the community."""
DIVISIONS: Final = (SIDE, COMMUNITY)
DEGREE: Final = "degree"
"""Size tells the number of relations."""
BRIDGES: Final = "uten_omvei"
EVERYBODY: Final = "alle"
BETWEEN: Final = "~"
"""Between the keys of groups, each within the one before."""
DOWN: Final = ":ned"


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that an address of the page says."""

    scene: SceneRequest
    actor: str | None = None
    """Actor selected."""
    colour: str = SIDE
    """:data:`SIDE`, :data:`COMMUNITY`, or the name of a measure."""
    size: str = DEGREE
    """Name of a measure."""
    bridges: bool = False
    """Whether ties that alone hold parts together are lifted."""
    order: str = "name"
    """Column that the table is sorted by."""
    down: bool = False
    """Whether the last come first."""
    everybody: bool = False
    """Whether the table lists actors also where groups are drawn."""

    @property
    def network(self) -> NetworkRequest:
        """Which network."""
        return self.scene.network


def network_request(search: str | None, dataset: str) -> NetworkRequest:
    """Read which network to show. Raises ``InputError`` (bad_date)."""
    return NetworkRequest(
        dataset=state.one(search, state.DATASET) or dataset,
        municipality=state.one(search, state.MUNICIPALITY),
        sectors=state.many(search, state.SECTORS),
        contributions=state.many(search, CONTRIBUTIONS),
        relations=state.many(search, RELATIONS),
        since=state.day(state.one(search, SINCE)),
        until=state.day(state.one(search, UNTIL)),
        kinds=state.many(search, KINDS),
    )


def network_query(request: NetworkRequest, actor: str | None = None) -> str:
    """Write which network to show, and the actor selected in it, as a query."""
    return state.query([
        (state.DATASET, request.dataset),
        (state.MUNICIPALITY, request.municipality),
        (state.SECTORS, ",".join(request.sectors)),
        (KINDS, ",".join(request.kinds)),
        (CONTRIBUTIONS, ",".join(request.contributions)),
        (RELATIONS, ",".join(request.relations)),
        (SINCE, request.since.isoformat() if request.since else None),
        (UNTIL, request.until.isoformat() if request.until else None),
        (state.ACTOR, actor),
    ])  # fmt: skip


def shown(search: str | None, dataset: str) -> Shown:
    """Read an address. A word that means nothing is read as the plain view. Raises ``InputError``."""
    actor, to = state.one(search, state.ACTOR), state.one(search, TO)
    steps = _steps(state.one(search, STEPS)) if actor else 0
    grouping = state.one(search, GROUPING)
    order = state.one(search, ORDER) or "name"
    return Shown(
        scene=SceneRequest(
            network=network_request(search, dataset),
            grouping=Grouping(grouping) if grouping in set(Grouping) else Grouping.PLACE,
            inside=tuple(key for key in (state.one(search, INSIDE) or "").split(BETWEEN) if key),
            around=actor if steps or to else None,
            steps=steps,
            to=to if actor else None,
        ),
        actor=actor,
        colour=state.one(search, COLOUR) or SIDE,
        size=state.one(search, SIZE) or DEGREE,
        bridges=state.one(search, HIGHLIGHT) == BRIDGES,
        order=order.removesuffix(DOWN),
        down=order.endswith(DOWN),
        everybody=state.one(search, LISTED) == EVERYBODY,
    )


def plain(search: str | None, dataset: str) -> Shown:
    """What an address that cannot be read is taken for where a form must be filled."""
    return Shown(SceneRequest(NetworkRequest(state.one(search, state.DATASET) or dataset)))


def _steps(said: str | None) -> int:
    return int(said) if said in {str(one) for one in range(1, MOST_STEPS + 1)} else 0


def query(wish: Shown) -> str:
    """Write an address's query."""
    order = f"{wish.order}{DOWN if wish.down else ''}"
    said = [
        (INSIDE, BETWEEN.join(wish.scene.inside)),
        (GROUPING, None if wish.scene.grouping is Grouping.PLACE else wish.scene.grouping.value),
        (STEPS, str(wish.scene.steps) if wish.scene.steps else None),
        (TO, wish.scene.to),
        (COLOUR, None if wish.colour == SIDE else wish.colour),
        (SIZE, None if wish.size == DEGREE else wish.size),
        (HIGHLIGHT, BRIDGES if wish.bridges else None),
        (ORDER, None if order == "name" else order),
        (LISTED, EVERYBODY if wish.everybody else None),
    ]
    written = network_query(wish.network, wish.actor)
    for key, value in said:
        if value:
            written = state.changed(written, key, value)
    return written


def picture_key(wish: Shown) -> str:
    """Write what the picture depends on: not who is selected, nor how the table is sorted."""
    bare = replace(wish, order="name", down=False, everybody=False, actor=wish.scene.around)
    return query(bare)


def within(wish: Shown, *inside: str) -> Shown:
    """The same view of a group, each key within the one before; no key is the way out of all of them."""
    return replace(wish, scene=replace(wish.scene, inside=inside))


def around(wish: Shown, steps: int) -> Shown:
    """The surroundings of the actor selected; 0 steps is the whole network again."""
    scene = replace(wish.scene, around=wish.actor if steps else None, steps=steps, to=None, inside=())
    return replace(wish, scene=scene)


def way_to(wish: Shown, other: str | None) -> Shown:
    """The ways from the actor selected to another; ``None`` is the whole network again."""
    scene = replace(wish.scene, around=wish.actor if other else None, steps=0, to=other, inside=())
    return replace(wish, scene=scene)


def of_network(wish: Shown, network: NetworkRequest) -> Shown:
    """Another network in the same colours; groups, surroundings and ways of the one before are let go."""
    scene = SceneRequest(network, wish.scene.grouping)
    return replace(wish, scene=scene)


def looking(
    wish: Shown, *, actor: str | None, colour: str, size: str, bridges: bool, grouping: Grouping
) -> Shown:
    """The same network in other colours, or with another actor selected.

    Surroundings and ways follow the actor; without one there are none. Groups gone into are let go when the
    grouping is another.
    """
    inside = wish.scene.inside if grouping is wish.scene.grouping else ()
    centre = actor if wish.scene.around is not None else None
    steps, to = (wish.scene.steps, wish.scene.to) if actor else (0, None)
    scene = replace(wish.scene, grouping=grouping, inside=inside, around=centre, steps=steps, to=to)
    return replace(wish, scene=scene, actor=actor, colour=colour, size=size, bridges=bridges)
