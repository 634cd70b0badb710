"""The command that gives the values which the network page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.services.command_words import command, in_language, said

if TYPE_CHECKING:
    from matchmaker.services.network_scope import NetworkRequest


def measures_command(
    network: NetworkRequest, names: tuple[str, ...], language: Language = DEFAULT_LANGUAGE
) -> str:
    """Write the command that gives measures of the same network; every measure where none is named."""
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
    words += [word for name in names for word in said("measure", name)]
    return command("measures", network.dataset, [*words, *in_language(language)])
