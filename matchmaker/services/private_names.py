"""Who may not be named to a room: the private persons of a register, and the role that stands in for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.register import records_of
from matchmaker.services import labels

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StandIn:
    """A role, and everybody in whose place it stands."""

    role: Param
    """What the kind of actor is called."""
    persons: tuple[str, ...]
    """Names and ids of the private persons of the kind, sorted, each once."""


def stand_ins(workspace: Workspace, dataset: str) -> tuple[StandIn, ...]:
    """List the private persons of a dataset by kind, for a view that is shown to others than the planner.

    Returns
    -------
    tuple of StandIn
        By the code of the kind; empty when nobody in the register is a private person. Bodies, groups and
        organisations are never among them: they are named in every edition.

    Raises
    ------
    InputError
        ``unknown_dataset``, or ``not_allowed`` for somebody who may not see names at all.
    TableErrors
        When its tables cannot be read.
    """
    register = workspace.dataset(dataset).register
    found: dict[str, set[str]] = {}
    for row in records_of(register.actors[register.persons][["id", "name", "kind"]]):
        found.setdefault(str(row["kind"]), set()).update((str(row["name"]), str(row["id"])))
    return tuple(StandIn(labels.kind(register, kind), tuple(sorted(found[kind]))) for kind in sorted(found))
