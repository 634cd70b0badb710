"""Actors called by their names where a wish asks for their ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, SeveralErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.model.register import Register
    from matchmaker.services.team_wish import TeamRequest
    from matchmaker.services.workspace import Workspace


def called(workspace: Workspace, request: TeamRequest, *others: str) -> tuple[TeamRequest, tuple[str, ...]]:
    """The same wish with ids where names stand, and the ids of further actors who are named.

    An id is always itself, also where somebody else has it as a name. A name must be written as it stands in
    the dataset; one that nobody has stays as it is, for the check of the wish to tell.

    Parameters
    ----------
    workspace
        Where the wish's dataset is.
    request
        Its *include*, *exclude*, *together* and *apart* are looked up.
    *others
        Ids or names asked about besides.

    Raises
    ------
    InputError
        A name that several actors have (several_called), with their ids; an unknown dataset.
    SeveralErrors
        Several such names.
    """
    register = workspace.dataset(request.dataset).register
    pairs = [actor for pair in (*request.together, *request.apart) for actor in pair]
    written = dict.fromkeys((*request.include, *request.exclude, *pairs, *others))
    ids = ids_of(register, tuple(written))

    def one(text: str) -> str:
        return ids.get(text, text)

    found = replace(
        request,
        include=tuple(map(one, request.include)),
        exclude=tuple(map(one, request.exclude)),
        together=tuple((one(first), one(second)) for first, second in request.together),
        apart=tuple((one(first), one(second)) for first, second in request.apart),
    )
    return found, tuple(map(one, others))


def ids_of(register: Register, written: Sequence[str]) -> dict[str, str]:
    """Texts that are somebody's name and nobody's id → that somebody's id; others are not in it.

    Raises
    ------
    InputError
        A name that several actors have (several_called), with their ids.
    SeveralErrors
        Several such names.
    """
    meant = {text: _meant(register, text) for text in written if text not in register}
    faults = [
        InputError("several_called", {"name": text, "ids": ids}, Message("hint.several_called"))
        for text, ids in meant.items()
        if len(ids) > 1
    ]
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralErrors(faults)
    return {text: ids[0] for text, ids in meant.items() if ids}


def _meant(register: Register, text: str) -> tuple[str, ...]:
    """Ids of those who have a name, ascending."""
    rows = register.actors["name"].astype(object) == text.strip()
    return tuple(sorted(register.actors["id"][rows].astype(str)))
