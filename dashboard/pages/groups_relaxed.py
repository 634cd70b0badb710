"""A wish for groups with the changes made that would make it possible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from matchmaker.services.groups_request import SEPARATIONS, GroupsRequest

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Change, Relaxation

_NUMBERS: Final = frozenset({"groups", "rounds", "least", "most"})
_SWITCHED: Final[dict[str, dict[str, Any]]] = {
    "motes_en_gang": {"meet_once": False},
    "besok_en_gang": {"visit_once": False},
}
"""Rules that stand as one answer in the wish, with the answer that gives them up."""


def relaxed(request: GroupsRequest, relaxation: Relaxation) -> GroupsRequest:
    """Return the wish with the changes made; a rule of the dataset's own sheets stays as it is."""
    for change in relaxation.changes:
        request = replace(request, **_made(request, change))
    return replace(request, tries=None, done=None)


def _made(request: GroupsRequest, change: Change) -> dict[str, Any]:
    value = str(change.value)
    if change.field in _NUMBERS:
        return {change.field: int(change.value)}
    if change.field in SEPARATIONS:
        return {"separations": tuple(one for one in request.separations if one != change.field)}
    if change.field in _SWITCHED:
        return _SWITCHED[change.field]
    if change.field in ("together", "apart"):
        people = frozenset(value.split(":"))
        held: tuple[tuple[str, ...], ...] = getattr(request, change.field)
        if change.action == "set":  # some of those who were to be apart
            fewer = tuple(value.split(":"))
            return {change.field: tuple(fewer if people <= frozenset(one) else one for one in held)}
        return {change.field: tuple(one for one in held if frozenset(one) != people)}
    if change.field == "pins":
        return {"pins": tuple(one for one in request.pins if "=".join(one) != value)}
    return {}
