"""Numbers of the whole network held against chance, and against ties that were not reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from math import nan
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.measures.case import Case
from matchmaker.measures.missing import ByChance, Judged, held_when_missing
from matchmaker.measures.nulls_held import measures_against_chance, quick_against_chance
from matchmaker.measures.nulls_result import corrected
from matchmaker.measures.quick import QUICK
from matchmaker.measures.registry import measure
from matchmaker.measures.spec import Measure
from matchmaker.services.jsonable import number
from matchmaker.services.measures_told import ChanceTold, HeldTold, MeasureTold

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from matchmaker.kernel.parallel import Opener
    from matchmaker.kernel.progress import Progress
    from matchmaker.measures.missing import Held
    from matchmaker.measures.nulls import NullModel
    from matchmaker.measures.nulls_result import AgainstChance
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts
    from matchmaker.network.two_mode import TwoMode
    from matchmaker.services.measures import MeasuresRequest

THINNED: Final = 50
"""Networks with ties taken away, for each way and share."""
THINNED_NULL: Final = 99
"""Draws of the null model in each of those, where the verdict is given anew: about 8 s for 160 actors."""


def against_null(
    told: tuple[MeasureTold, ...], case: Case, null: NullModel, draws: int, where: Executor | Opener | None,
    progress: Progress,
) -> tuple[MeasureTold, ...]:  # fmt: skip
    """Hold every number of the whole network against a null model, corrected for their number (Holm).

    A number that the null model keeps is no test and is not counted among them: it could not have come out
    otherwise.
    """
    names = [one.name for one in told if one.whole is not None]
    if not names:
        return told
    held = _held(names, case, null, draws, where, progress)
    tests = [name for name in names if not _kept(held[name])]
    held |= {one.name: one for one in corrected([held[name] for name in tests])}
    return tuple(replace(one, chance=_told(held[one.name])) if one.name in held else one for one in told)


def when_missing(
    told: tuple[MeasureTold, ...], case: Case, request: MeasuresRequest, where: Executor | Opener | None,
    progress: Progress,
) -> tuple[MeasureTold, ...]:  # fmt: skip
    """Take shares of the ties away, and see how every number of the whole network then comes out.

    Where a null model is asked for, measures that are quick enough get their verdict anew in each draw.
    """
    shares = request.missing_shares

    def one_of(one: MeasureTold) -> MeasureTold:
        if one.whole is None:
            return one
        judged = request.null is not None and one.name in QUICK and not case.network.directed
        judge: ByChance | _Value
        if request.null is not None and judged:
            judge = ByChance(one.name, case.sides, request.null, case.seed, THINNED_NULL)
        else:
            judge = _Value(one.name, case.sides, case.contributions, case.seed)
        found = held_when_missing(
            case.network, judge, case.seed, THINNED, shares, where=where, progress=progress
        )
        return replace(one, held=tuple(_held_told(each, judged=judged) for each in found))

    return tuple(one_of(one) for one in told)


@dataclass(frozen=True, slots=True)
class _Value:
    """Judges a network by the bare value of a measure; it is found by its name, so that it can be sent."""

    name: str
    parts: Parts | None
    contributions: TwoMode | None
    seed: int

    def __call__(self, network: Network) -> Judged:
        case = Case(network, self.parts, self.contributions, self.seed)
        return Judged(_by_name(self.name, case), "")


def _by_name(name: str, case: Case) -> float:
    return float(measure(name).of(case))


def _held(
    names: list[str], case: Case, null: NullModel, draws: int, where: Executor | Opener | None,
    progress: Progress,
) -> dict[str, AgainstChance]:  # fmt: skip
    """Each number against chance: six of them fast where direction does not count, the rest one by one."""
    quick = set() if case.network.directed else set(QUICK) & set(names)
    found: dict[str, AgainstChance] = {}
    if quick:
        six = quick_against_chance(case.network, case.sides, null, case.seed, draws, where, progress)
        found |= {one.name: one for one in six if one.name in quick}
    rest = [name for name in names if name not in quick]
    if rest:
        # by name, for not every measure's own function can be sent to another process
        sent = [Measure(measure(name).spec, partial(_by_name, name)) for name in rest]
        found |= {one.name: one for one in measures_against_chance(case, sent, null, draws, where, progress)}
    return found


def _kept(one: AgainstChance) -> bool:
    """Whether every draw gave what was observed."""
    return one.p == 1 and one.p_less == 1 and one.p_more == 1


def _told(one: AgainstChance) -> ChanceTold:
    kept = _kept(one)
    standing = None if kept else one.standing().value
    return ChanceTold(
        null=one.null.message,
        kept=kept,
        mean=number(one.mean),
        low=number(one.low),
        high=number(one.high),
        z=number(one.z),
        p=None if kept else number(one.p),
        p_corrected=None if kept else number(one.p_corrected),
        standing=standing,
        verdict=None if standing is None else Message(f"verdict.{standing}"),
        draws=one.draws,
    )


def _held_told(one: Held, *, judged: bool) -> HeldTold:
    low, high = one.same_interval if judged else (nan, nan)
    same = one.same_share if judged else nan
    return HeldTold(
        one.how.message, one.share, one.ties, one.draws, number(one.values.mean), number(one.values.low),
        number(one.values.high), number(same), number(low), number(high),
    )  # fmt: skip
