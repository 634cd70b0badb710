"""The commands that give what is shown of a network: the view itself, and its actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.services.command_words import command, in_language, said
from matchmaker.services.network_view_divide import Grouping

if TYPE_CHECKING:
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.network_shown import ViewRequest


def network_words(network: NetworkRequest) -> list[str]:
    """Write the options that pick out the same network."""
    words: list[str] = []
    if network.municipality:
        words += said("municipality", network.municipality)
    for option, values in (
        ("side", network.sectors),
        ("kind", network.kinds),
        ("contribution", network.contributions),
        ("relation", network.relations),
    ):
        words += [word for value in values for word in said(option, value)]
    for option, day in (("since", network.since), ("until", network.until)):
        words += said(option, day.isoformat()) if day else []
    return words


def actors_command(network: NetworkRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that lists the actors of the same network."""
    return command("actors", network.dataset, [*network_words(network), *in_language(language)])


def network_command(request: ViewRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that gives the same view, and what is told of those in it."""
    scene = request.scene
    words = network_words(scene.network)
    if scene.grouping is not Grouping.PLACE:
        words += said("grouping", scene.grouping.value)
    words += [word for key in scene.inside for word in said("inside", key)]
    for option, actor in (("around", scene.around), ("way-to", scene.to)):
        words += said(option, actor) if actor else []
    words += said("steps", str(scene.steps)) if scene.steps else []
    words += [word for name in request.measures for word in said("measure", name)]
    words += ["--communities"] if request.communities else []
    words += ["--bridges"] if request.bridges else []
    return command("network", scene.network.dataset, [*words, *in_language(language)])
