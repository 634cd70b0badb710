"""Seatings from the services, kept while the data they rest on is unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.groups_state import KEPT, groups_request, shown
from dashboard.pages.groups_steps import Kind, Step, seats_after, wish_after
from matchmaker.kernel.once import Once
from matchmaker.services.groups import judge_seating, split_event, worded_seats
from matchmaker.services.groups_explain import explain_person
from matchmaker.services.groups_keep import name_at, told_seats
from matchmaker.services.groups_repair import repair_event
from matchmaker.services.groups_told import shaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matchmaker.kernel.progress import Progress
    from matchmaker.services.environment import Environment
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_explain import PersonReasons
    from matchmaker.services.groups_request import GroupsRequest, Split
    from matchmaker.services.kept import KeptWorkspace

HELD = 32
"""Seatings kept of each kind."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A seating as it stands after what has been changed by hand."""

    request: GroupsRequest
    seats: Seats
    split: Split
    version: int | None = None
    """Version of the dataset that it is looked at in; ``None`` for the present one."""


class GroupAnswers:
    """Suggested, changed and repaired seatings.

    Parameters
    ----------
    workspace, environment
        As the services take them.
    basis
        From a dataset to what answers rest on besides the request.
    """

    def __init__(
        self, workspace: KeptWorkspace, environment: Environment, basis: Callable[[str], object]
    ) -> None:
        self._workspace = workspace
        self._environment = environment
        self._basis = basis
        self._found = Once(HELD)
        self._judged = Once(HELD)
        self._repaired = Once(HELD)

    def name_at(self, dataset: str, version: int | None) -> str:
        """What a dataset is called as it was in a version; ``None`` is the present one."""
        return dataset if version is None else name_at(self._workspace, dataset, version)

    def known(self, request: GroupsRequest, version: int | None = None) -> Split | None:
        """The suggestion, where it has been worked out already. Raises ``InputError``."""
        found: Split | None = self._found.known(
            (self._basis(self.name_at(request.dataset, version)), request)
        )
        return found

    def suggested(
        self, request: GroupsRequest, progress: Progress | None = None, version: int | None = None
    ) -> Split:
        """Suggest a seating from a version of the data. Raises ``InputError`` or ``Infeasible``.

        One that was cancelled by *progress* is kept under the request that repeats it (:func:`repeating`).
        """
        known = self.known(request, version)
        if known is not None:
            return known
        environment, name = self._environment, self.name_at(request.dataset, version)
        followed = environment if progress is None else replace(environment, progress=progress)
        basis = self._basis(name)
        found = split_event(self._workspace, replace(request, dataset=name), followed)
        split = replace(found, request=replace(found.request, dataset=request.dataset))
        key = repeating(request, split) if split.cancelled else request
        self._found.put((basis, key), split)
        return split

    def told(self, dataset: str, version: int | None = None) -> Seats:
        """The seating that is kept in a version of a dataset; empty where none is. Raises ``InputError``."""
        return told_seats(self._workspace, self.name_at(dataset, version))

    def explained(self, standing: Standing, person: str) -> PersonReasons:
        """Why somebody sits where they sit. Raises ``InputError``."""
        name = self.name_at(standing.request.dataset, standing.version)
        request = replace(standing.request, dataset=name)
        return explain_person(self._workspace, request, standing.seats, person, self._environment)

    def base(self, search: str, dataset: str, version: int | None = None) -> Standing:
        """The seating of an address before anything was changed. Raises what the services raise.

        Parameters
        ----------
        search
            The query.
        dataset
            The dataset when the query names none.
        version
            The version of the data that it is to be that of; ``None`` for the present one.
        """
        request = groups_request(search, dataset)
        if shown(search) == KEPT:
            seats = self.told(request.dataset, version)
            event = self._workspace.dataset(self.name_at(request.dataset, version)).register
            request = shaped(event, request, seats)
            return Standing(request, seats, self._count(request, seats, version), version)
        split = self.suggested(request, version=version)
        return Standing(request, worded_seats(split), split, version)

    def after(self, base: Standing, steps: Sequence[Step]) -> Standing:
        """The seating after some steps. Raises what the services raise."""
        request, seats, split, version = base.request, base.seats, base.split, base.version
        latest = None
        for step in steps:
            request = wish_after(request, step)
            if step.kind is Kind.REPAIR:
                # how much work the suggestion took says nothing of a repair
                plain = replace(request, tries=None, done=None)
                split = self._repair(plain, seats, version)
                seats = worded_seats(split)
            else:
                seats = seats_after(seats, step)
            latest = step.kind
        if latest in (None, Kind.REPAIR):
            return Standing(request, seats, split, version)
        return Standing(request, seats, self._count(request, seats, version), version)

    # each is asked of the dataset as it was in a version, and answers in the name of the plain one

    def _count(self, request: GroupsRequest, seats: Seats, version: int | None) -> Split:
        def work() -> Split:
            found = judge_seating(self._workspace, replace(request, dataset=name), seats)
            return replace(found, request=request)

        name = self.name_at(request.dataset, version)
        return self._judged.get((self._basis(name), name, request, seats), work)

    def _repair(self, request: GroupsRequest, seats: Seats, version: int | None) -> Split:
        def work() -> Split:
            found = repair_event(self._workspace, replace(request, dataset=name), seats, self._environment)
            return replace(found, request=request)

        name = self.name_at(request.dataset, version)
        return self._repaired.get((self._basis(name), name, request, seats), work)


def repeating(request: GroupsRequest, split: Split) -> GroupsRequest:
    """The request that gives a seating again whose search was ended early."""
    return replace(request, tries=split.tries, done=split.done, seconds=None)
