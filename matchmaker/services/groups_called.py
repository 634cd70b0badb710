"""People called by their names where a wish for groups asks for their ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.services.team_called import ids_of

if TYPE_CHECKING:
    from matchmaker.services.groups_request import GroupsRequest
    from matchmaker.services.workspace import Workspace


def with_ids(
    workspace: Workspace, request: GroupsRequest, *others: str
) -> tuple[GroupsRequest, tuple[str, ...]]:
    """The same wish with ids where names stand, and the ids of further people who are named.

    An id is always itself. A name must be written as it stands in the dataset; one that nobody has stays as
    it is, for the check of the wish to tell.

    Raises
    ------
    InputError
        A name that several have (several_called), with their ids; an unknown dataset.
    SeveralErrors
        Several such names.
    """
    sets = (*request.together, *request.apart, request.absent, others)
    written = dict.fromkeys([text for one in sets for text in one] + [actor for actor, _ in request.pins])
    ids = ids_of(workspace.dataset(request.dataset).register, tuple(written))

    def all_of(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ids.get(text, text) for text in texts)

    found = replace(
        request,
        together=tuple(map(all_of, request.together)),
        apart=tuple(map(all_of, request.apart)),
        absent=all_of(request.absent),
        pins=tuple((ids.get(actor, actor), group) for actor, group in request.pins),
    )
    return found, all_of(others)
