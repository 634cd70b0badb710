"""Municipalities side by side: what their networks are like, how sure that is, and the region they make."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.comparison.comparable import COMPARABLE, LEFT_OUT
from matchmaker.comparison.differences import Told
from matchmaker.comparison.estimates import LEAST_ACTORS, LEAST_TIES
from matchmaker.comparison.side_by_side import Entry, side_by_side
from matchmaker.kernel.errors import Message
from matchmaker.measures.case import Case
from matchmaker.measures.nulls import NullModel
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.network_scope import TOGETHER, NetworkRequest, relations_of, which_ties
from matchmaker.services.region_told import RegionTold, told_region
from matchmaker.services.side_by_side_registered import conditions_of, registered
from matchmaker.services.side_by_side_rows import (
    ChanceRow,
    DifferenceRow,
    LeftOutTold,
    MeasureTold,
    MunicipalityRow,
    PairRow,
    QuantityRow,
    Registered,
)
from matchmaker.services.side_by_side_scope import Chosen, chosen_networks
from matchmaker.services.side_by_side_told import pair_row, row_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from concurrent.futures import Executor
    from datetime import date

    from matchmaker.kernel.parallel import Opener
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "ChanceRow",
    "CompareRequest",
    "CompareResult",
    "DifferenceRow",
    "LeftOutTold",
    "MeasureTold",
    "MunicipalityRow",
    "NullModel",
    "PairRow",
    "QuantityRow",
    "RegionTold",
    "Registered",
    "compare",
]

DRAWS = 200
"""Draws of the null model where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """A wish to see municipalities side by side."""

    datasets: tuple[str, ...] = ()
    """Datasets to look in; all that the workspace has when none is named."""
    municipalities: tuple[str, ...] = ()
    """Numbers or names, former ones as well; every one that has actors of its own when none is named."""
    relations: tuple[str, ...] = (TOGETHER,)
    """Kinds of ties; the word for several is one of them."""
    on: date | None = None
    """The networks of this day, as they were registered then; whatever is registered when not given."""
    null: NullModel = NullModel.DEGREE
    """What stays as it is when the rest is left to chance."""
    draws: int = DRAWS
    """Draws of the null model; 0 leaves chance out."""
    seed: int = 0
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class CompareResult:
    """Municipalities side by side, in the order of their numbers: never a ranking."""

    request: CompareRequest
    datasets: tuple[str, ...]
    """The datasets that were looked in."""
    summary: Message
    """What was found, in one sentence."""
    measures: tuple[MeasureTold, ...]
    """The quantities that are compared, in the order in which every row has them."""
    rows: tuple[MunicipalityRow, ...]
    pairs: tuple[PairRow, ...]
    """Every two of them, in the same order."""
    regions: tuple[RegionTold, ...]
    """For each dataset with two or more of the municipalities: what they are like as one network."""
    left_out: tuple[LeftOutTold, ...]
    """Quantities that are not compared, and why."""
    null: Message
    """What the null model keeps, in words."""
    least_actors: int
    """Actors under which nothing is compared."""
    least_ties: int
    """Ties behind a quantity under which it is not compared."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any actor of the networks is invented."""


def compare(
    workspace: Workspace, request: CompareRequest, environment: Environment,
    where: Executor | Opener | None = None,
) -> CompareResult:  # fmt: skip
    """Put municipalities side by side.

    A municipality's network is its own actors and the ties among them; actors above the municipalities are
    in none. Two networks are compared only where the sheet *innsamling* says that they were registered alike.
    *where* they are drawn at random changes nothing but the time: as for
    :func:`~matchmaker.kernel.parallel.spread`, here when nothing is given.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_municipality``, ``unknown_relation``, ``draws_out_of_range``;
        ``compared_twice`` where a municipality has actors in two of the datasets.
    Cancelled
        When nobody waits for the answer any longer.
    """
    relations = relations_of(NetworkRequest("", relations=request.relations))
    asked = request.datasets, request.municipalities, request.on
    chosen = chosen_networks(workspace, *asked, request.edition)
    found = side_by_side(
        _entries(chosen, relations, request), COMPARABLE,
        null=request.null, draws=request.draws, where=where, progress=environment.progress,
    )  # fmt: skip
    figures, day = workspace.official_population(), request.on or environment.today
    rows = tuple(
        row_of(
            standing, one, registered(one.register, one.number, request.on, request.edition),
            figures.counts((one.number,), day, "kjonn"), request.edition,
        )
        for standing, one in zip(found.standings, chosen.networks, strict=True)
    )  # fmt: skip
    pairs = tuple(pair_row(one, rows) for one in found.pairs)
    return CompareResult(
        request=request,
        datasets=chosen.datasets,
        summary=_summary(rows, pairs),
        measures=_measures(),
        rows=rows,
        pairs=pairs,
        regions=_regions(chosen, relations, request.edition),
        left_out=_left_out(),
        null=request.null.message,
        least_actors=LEAST_ACTORS,
        least_ties=LEAST_TIES,
        notes=_notes(chosen, rows, pairs, request),
        data_version=_version(chosen) if request.edition is Edition.WORKING else None,
        code_version=matchmaker.__version__,
        synthetic=any(row.synthetic for row in rows),
    )


def _entries(chosen: Chosen, relations: Collection[str], request: CompareRequest) -> list[Entry]:
    """The direction is kept for the share of mutual ties; the other quantities are of tied pairs."""
    whole = {
        name: Case.from_register(register, relations, directed=True, seed=request.seed)
        for name, register in {one.dataset: one.register for one in chosen.networks}.items()
    }
    return [
        Entry(one.number, one.case(whole[one.dataset]), conditions_of(one.register, one.number, request.on))
        for one in chosen.networks
    ]


def _measures() -> tuple[MeasureTold, ...]:
    return tuple(
        MeasureTold(one.value, Message(f"compared.{one.value}"), Message(f"compared.{one.value}.means"))
        for one in COMPARABLE
    )


def _left_out() -> tuple[LeftOutTold, ...]:
    return tuple(
        LeftOutTold(
            one.code, Message(f"not_compared.{one.code}"), Message(f"not_compared.reason.{one.reason.value}")
        )
        for one in LEFT_OUT
    )


def _summary(rows: tuple[MunicipalityRow, ...], pairs: tuple[PairRow, ...]) -> Message:
    """What was found, in one sentence."""
    if len(rows) < 2:
        return Message("compare.alone" if rows else "compare.nobody")
    alike = [pair for pair in pairs if pair.comparable]
    if not alike:
        return Message("compare.none_comparable", {"municipalities": len(rows)})
    shown = sum(one.told == Told.DIFFERENT.value for pair in alike for one in pair.differences)
    counts = {"municipalities": len(rows), "pairs": len(pairs), "alike": len(alike)}
    if not shown:
        return Message("compare.nothing_shown", counts)
    return Message("compare.differences_shown", {**counts, "count": shown})


def _regions(chosen: Chosen, relations: Collection[str], edition: Edition) -> tuple[RegionTold, ...]:
    found = []
    for name in chosen.datasets:
        numbers = [one.number for one in chosen.networks if one.dataset == name]
        if len(numbers) > 1:
            register = next(one.register for one in chosen.networks if one.dataset == name)
            found.append(told_region(name, register, numbers, relations, edition))
    return tuple(found)


def _notes(
    chosen: Chosen, rows: tuple[MunicipalityRow, ...], pairs: tuple[PairRow, ...], request: CompareRequest
) -> tuple[Message, ...]:
    nobody = tuple(f"{number} {labels.place(number)}" for number in chosen.nobody)
    unstated = tuple(f"{row.number} {row.name}" for row in rows if row.registered.unstated)
    small = any(row.actors < LEAST_ACTORS for row in rows)
    return (
        *((Message("note.compare_nobody", {"municipalities": nobody}),) if nobody else ()),
        *((Message("note.compare_unstated", {"municipalities": unstated}),) if unstated and pairs else ()),
        *which_ties(relations_of(NetworkRequest("", relations=request.relations))),
        Message("note.compare_order"),
        Message("note.compare_registered"),
        *((Message("note.compare_small", {"actors": LEAST_ACTORS, "ties": LEAST_TIES}),) if small else ()),
        *((Message("note.compare_corrected"),) if any(pair.comparable for pair in pairs) else ()),
        *((Message("note.compare_datasets"),) if len({row.dataset for row in rows}) > 1 else ()),
        *((Message("note.compare_public"),) if request.edition is Edition.PUBLIC else ()),
        *((Message("note.synthetic"),) if any(row.synthetic for row in rows) else ()),
        Message(f"note.edition_{request.edition.value}"),
    )


def _version(chosen: Chosen) -> str:
    """One version of one dataset; of several, one fingerprint of theirs."""
    told = [str(version_told(one, Edition.WORKING)) for one in chosen.registers]
    return told[0] if len(told) == 1 else hashlib.sha256("|".join(told).encode()).hexdigest()[:16]
