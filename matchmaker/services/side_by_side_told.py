"""What the comparison found, as rows: with words, and in the public edition without small counts."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from matchmaker.comparison.comparable import Comparable
from matchmaker.comparison.differences import Told
from matchmaker.comparison.estimates import LEAST_ACTORS, LEAST_TIES
from matchmaker.comparison.side_by_side import Hidden
from matchmaker.kernel.errors import Message
from matchmaker.measures.nulls_result import Standing as Verdict
from matchmaker.model import municipalities
from matchmaker.representation.protection import SMALLEST
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import number
from matchmaker.services.region_told import count_told
from matchmaker.services.side_by_side_rows import (
    ChanceRow,
    DifferenceRow,
    MunicipalityRow,
    PairRow,
    QuantityRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.against_chance import QuantityAgainstChance
    from matchmaker.comparison.conditions import Unlike
    from matchmaker.comparison.differences import Difference
    from matchmaker.comparison.side_by_side import Pair, Quantity, Standing
    from matchmaker.measures.nulls_result import AgainstChance
    from matchmaker.model.counts import Counts
    from matchmaker.services.side_by_side_rows import Registered
    from matchmaker.services.side_by_side_scope import OneNetwork

ALPHA = 0.05
_CROSS = frozenset({Comparable.CROSS_SHARE, Comparable.CROSS_TO_EXPECTED, Comparable.CROSS_BY_TOWN_HALL})
_HALL = frozenset({Comparable.TOWN_HALL_SHARE, Comparable.CROSS_BY_TOWN_HALL})


def row_of(
    standing: Standing, network: OneNetwork, how: Registered, people: Counts | None, edition: Edition
) -> MunicipalityRow:
    """Tell of one municipality.

    Parameters
    ----------
    standing
        What was found.
    network
        Where.
    how
        How it was registered.
    people
        Its inhabitants; ``None`` without figures.
    edition
        Which edition.
    """
    public = edition is Edition.PUBLIC
    count = count_told(standing.ties, public=public)
    small = _small(standing) if public else frozenset()
    tests = sum(one.chance is not None and one.chance.held.sd > 0 for one in standing.quantities)
    degree = None if count.ties is None or isnan(standing.mean_degree) else standing.mean_degree
    return MunicipalityRow(
        number=standing.number,
        name=municipalities.name(standing.number),
        dataset=network.dataset,
        inhabitants=None if people is None else people.total,
        actors=standing.actors,
        ties=count.ties,
        mean_degree=degree,
        ties_hidden=count.hidden,
        registered=how,
        quantities=tuple(_quantity(one, tests, hide=one.measure in small) for one in standing.quantities),
        synthetic=bool(network.actors["synthetic"].any()),
    )


def _small(standing: Standing) -> frozenset[Comparable]:
    """Quantities that would tell of fewer than five ties.

    A share and the ties it was counted on tell the ties on either side of it; the quantities that are counted
    from the same ties go with it.
    """
    found: set[Comparable] = set()
    for one in standing.quantities:
        if one.estimate is not None and one.measure.is_share:
            inside = round(one.estimate.value * one.estimate.ties)
            if 0 < inside < SMALLEST or 0 < one.estimate.ties - inside < SMALLEST:
                found |= {one.measure}
    if found & _HALL:
        found |= _HALL
    if Comparable.CROSS_SHARE in found:
        found |= _CROSS
    return frozenset(found)


def _quantity(one: Quantity, tests: int, *, hide: bool) -> QuantityRow:
    code = one.measure.value
    title = Message(f"compared.{code}")
    if one.estimate is None or hide:
        why = _hidden(one.hidden) if one.hidden is not None else Message("word.hidden")
        return QuantityRow(code, title, one.measure.is_share, None, None, None, why, None)
    seen = one.estimate
    chance = None if one.chance is None else _chance(one.chance, tests)
    return QuantityRow(code, title, one.measure.is_share, seen.value, seen.interval, seen.ties, None, chance)


def _hidden(why: Hidden) -> Message:
    if why is Hidden.ACTORS:
        return Message("hidden.for_faa_aktorer", {"least": LEAST_ACTORS})
    if why is Hidden.TIES:
        return Message("hidden.for_faa_relasjoner", {"least": LEAST_TIES})
    return Message("hidden.intet_aa_telle")


def _chance(one: QuantityAgainstChance, tests: int) -> ChanceRow | None:
    held = one.held
    if isnan(held.mean):
        return None
    kept = held.sd == 0
    ends = None if isnan(held.z) else one.z_interval
    return ChanceRow(
        held.mean, held.low, held.high, number(held.z), ends, None if kept else number(held.p),
        None if kept else number(held.p_corrected), held.draws, _verdict(held, tests), kept,
    )  # fmt: skip


def _verdict(held: AgainstChance, tests: int) -> Message:
    """So few draws that no corrected p could be small enough is too few, and no «no great difference»."""
    if held.sd == 0:
        return Message("compare.kept")
    standing = held.standing(ALPHA)
    if standing is Verdict.IN_LINE and tests * 2 / (held.draws + 1) > ALPHA:
        standing = Verdict.TOO_FEW
    return Message(f"verdict.{standing.value}")


def pair_row(pair: Pair, rows: Sequence[MunicipalityRow]) -> PairRow:
    """Tell of two municipalities; a difference is told only where both quantities are."""
    first, second = (
        next(row for row in rows if row.number == number) for number in (pair.first, pair.second)
    )
    apart = pair.unlike
    return PairRow(
        first=pair.first,
        second=pair.second,
        comparable=not apart,
        differs=tuple(Message(f"condition.{one.value}") for one in apart.differs),
        unstated=tuple(Message(f"condition.{one.value}") for one in apart.unknown),
        why=_why(apart),
        mend=_mend(apart, first, second),
        differences=() if apart else _differences(pair, first, second),
    )


def _differences(pair: Pair, first: MunicipalityRow, second: MunicipalityRow) -> tuple[DifferenceRow, ...]:
    together = zip(pair.differences, pair.corrected, first.quantities, second.quantities, strict=True)
    return tuple(_difference(one, p, mine.hidden or yours.hidden) for one, p, mine, yours in together)


def _difference(one: Difference, corrected: float, hidden: Message | None) -> DifferenceRow:
    code = one.measure.value
    title, share = Message(f"compared.{code}"), one.measure.is_share
    if hidden is not None or one.told is Told.TOO_FEW:
        told = Told.TOO_FEW
        return DifferenceRow(
            code, title, share, None, None, None, None, None, told.value,
            Message("difference.for_faa"), hidden,
        )  # fmt: skip
    return DifferenceRow(
        code, title, share, one.value, one.interval, one.p, number(corrected), one.detectable, one.told.value,
        Message(f"difference.{one.told.value}"), None,
    )  # fmt: skip


def _why(apart: Unlike) -> tuple[Message, ...]:
    found = []
    if apart.differs:
        what = tuple(Message(f"condition.{one.value}") for one in apart.differs)
        found.append(Message("compare.differs", {"conditions": what}))
    if apart.unknown:
        what = tuple(Message(f"condition.{one.value}") for one in apart.unknown)
        found.append(Message("compare.unstated", {"conditions": what}))
    return tuple(found)


def _mend(apart: Unlike, first: MunicipalityRow, second: MunicipalityRow) -> tuple[Message, ...]:
    found = []
    if apart.unknown:
        who = tuple(f"{row.number} {row.name}" for row in (first, second) if row.registered.unstated)
        found.append(Message("compare.mend_unstated", {"municipalities": who}))
    if apart.differs:
        found.append(Message("compare.mend_differs"))
    return tuple(found)
