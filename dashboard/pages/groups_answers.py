"""Seatings from the services, kept while the data they rest on is unchanged."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.groups_state import KEPT, groups_request, shown
from dashboard.pages.groups_steps import Kind, Step, seats_after, wish_after
from matchmaker.services.groups import judge_seating, split_event, worded_seats
from matchmaker.services.groups_explain import explain_person
from matchmaker.services.groups_keep import told_seats
from matchmaker.services.groups_repair import repair_event

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
        self._found: OrderedDict[tuple[object, GroupsRequest], Split] = OrderedDict()
        self._lock = Lock()
        self._judged = lru_cache(HELD)(
            lambda _basis, request, seats: judge_seating(workspace, request, seats)
        )
        self._repaired = lru_cache(HELD)(
            lambda _basis, request, told: repair_event(workspace, request, told, environment)
        )

    def known(self, request: GroupsRequest) -> Split | None:
        """The suggestion, where it has been worked out already. Raises ``InputError``."""
        with self._lock:
            return self._found.get((self._basis(request.dataset), request))

    def suggested(self, request: GroupsRequest, progress: Progress | None = None) -> Split:
        """Suggest a seating. Raises ``InputError`` or ``Infeasible``.

        One that was cancelled by *progress* is kept under the request that repeats it (:func:`repeating`).
        """
        known = self.known(request)
        if known is not None:
            return known
        environment = self._environment
        followed = environment if progress is None else replace(environment, progress=progress)
        split = split_event(self._workspace, request, followed)
        key = repeating(request, split) if split.cancelled else request
        with self._lock:
            self._found[self._basis(request.dataset), key] = split
            while len(self._found) > HELD:
                self._found.popitem(last=False)
        return split

    def told(self, dataset: str) -> Seats:
        """The seating that is kept in a dataset; empty when there is none. Raises ``InputError``."""
        return told_seats(self._workspace, dataset)

    def explained(self, standing: Standing, person: str) -> PersonReasons:
        """Why somebody sits where they sit. Raises ``InputError``."""
        return explain_person(self._workspace, standing.request, standing.seats, person, self._environment)

    def base(self, search: str, dataset: str) -> Standing:
        """The seating of an address before anything was changed. Raises what the services raise.

        Parameters
        ----------
        search
            The query.
        dataset
            The dataset when the query names none.
        """
        request = groups_request(search, dataset)
        if shown(search) == KEPT:
            seats = self.told(request.dataset)
            return Standing(request, seats, self._count(request, seats))
        split = self.suggested(request)
        return Standing(request, worded_seats(split), split)

    def after(self, base: Standing, steps: Sequence[Step]) -> Standing:
        """The seating after some steps. Raises what the services raise."""
        request, seats, split = base.request, base.seats, base.split
        latest = None
        for step in steps:
            request = wish_after(request, step)
            if step.kind is Kind.REPAIR:
                # how much work the suggestion took says nothing of a repair
                plain = replace(request, tries=None, done=None)
                split = self._repaired(self._basis(request.dataset), plain, seats)
                seats = worded_seats(split)
            else:
                seats = seats_after(seats, step)
            latest = step.kind
        if latest in (None, Kind.REPAIR):
            return Standing(request, seats, split)
        return Standing(request, seats, self._count(request, seats))

    def _count(self, request: GroupsRequest, seats: Seats) -> Split:
        split: Split = self._judged(self._basis(request.dataset), request, seats)
        return split


def repeating(request: GroupsRequest, split: Split) -> GroupsRequest:
    """The request that gives a seating again whose search was ended early."""
    return replace(request, tries=split.tries, done=split.done, seconds=None)
