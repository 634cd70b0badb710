"""The commands ``network`` and ``actors``: who there is, and how they hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import network_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.services.match_place import municipality_of
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_shown import ViewRequest, show_network
from matchmaker.services.network_view import list_nodes
from matchmaker.services.network_view_divide import Grouping
from matchmaker.services.network_view_scene import SceneRequest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def scope(options: argparse.Namespace) -> NetworkRequest:
    """The part of a dataset that the options of a command mean."""
    return NetworkRequest(
        dataset=options.dataset,
        municipality=municipality_of(options.municipality),
        sectors=tuple(options.side),
        kinds=tuple(options.kind),
        contributions=tuple(options.contribution),
        relations=tuple(options.relation),
        since=day(options.since),
        until=day(options.until),
    )


def view_request(options: argparse.Namespace) -> ViewRequest:
    """The request that the options of ``network`` spell."""
    scene = SceneRequest(
        network=scope(options),
        grouping=Grouping(options.grouping),
        inside=tuple(options.inside),
        around=options.around,
        steps=options.steps,
        to=options.way_to,
    )
    measures = tuple(dict.fromkeys(options.measure))
    return ViewRequest(scene, measures, options.communities, options.bridges)


def run_network(session: Session) -> int:
    """Show a network."""
    found = show_network(session.workspace, view_request(session.options), session.environment)
    session.show(found, text.show)
    return Exit.OK


def run_actors(session: Session) -> int:
    """List who there is."""
    session.show(list_nodes(session.workspace, scope(session.options)), text.listed)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"network": run_network, "actors": run_actors}
