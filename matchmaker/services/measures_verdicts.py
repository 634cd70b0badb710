"""Star or mesh, and whose position answers to their seats: told as verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.star import star_or_mesh
from matchmaker.measures.voice import voices
from matchmaker.services import labels
from matchmaker.services.jsonable import number
from matchmaker.services.measures_asked import STAR_DRAWS
from matchmaker.services.measures_told import StarTold, VoiceTold

if TYPE_CHECKING:
    from matchmaker.measures.case import Case

_POSITIONS: Final = {
    "reach": "measures.position_reach",
    "direct": "measures.position_direct",
    "between": "measures.position_between",
}


def star_told(case: Case, draws: int, seed: int) -> StarTold:
    """Tell a star from a mesh; at most :data:`~matchmaker.services.measures_asked.STAR_DRAWS` draws."""
    found = star_or_mesh(case, min(draws, STAR_DRAWS), seed)
    return StarTold(
        shape=found.shape.value,
        verdict=found.message,
        share=number(found.share),
        n=found.n,
        null=NullModel.DEGREE.message,
        expected=number(found.expected),
        low=number(found.chance[0]),
        high=number(found.chance[1]),
        p=number(found.p),
        p_low=number(found.p_interval[0]),
        p_high=number(found.p_interval[1]),
        draws=found.draws,
    )


def voices_told(case: Case, draws: int, seed: int) -> tuple[VoiceTold, ...]:
    """Each side's share of the seats against its share of position, by position and side."""
    found = voices(case.network.undirected(), case.parts(), case.deciders(), draws, seed)
    return tuple(
        VoiceTold(
            side=one.side,
            label=labels.sector(one.side),
            position=one.position,
            position_label=Message(_POSITIONS[one.position]),
            seats=one.seats,
            of=one.of,
            seat_share=one.seat_share,
            position_share=number(one.position_share),
            low=number(one.chance[0]),
            high=number(one.chance[1]),
            p=number(one.p),
            p_corrected=number(one.p_corrected),
            standing=one.verdict,
            verdict=Message(f"verdict.{one.verdict}"),
            draws=one.draws,
        )
        for one in found
    )
