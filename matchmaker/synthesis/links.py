"""The tables that tie actors to something: contributions, ties, involvements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.synthesis.assembly import SOURCE
from matchmaker.synthesis.frames import Values, coded, frame_of
from matchmaker.synthesis.involvements import PHASES, Participation
from matchmaker.synthesis.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from matchmaker.synthesis.cast import Cast
    from matchmaker.synthesis.challenges import InventedChallenge
    from matchmaker.synthesis.ties import TieRows

_GRADES = [grade.value for grade in v.Grade]
_EVIDENCE = [evidence.value for evidence in v.Evidence]
_MODES = [mode.value for mode in v.Mode]
_NEVER = np.datetime64("NaT", "s")


def contributions_frame(
    cast: Cast,
    offers: tuple[np.ndarray, np.ndarray],
    types: Sequence[str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Make the contributions; grade and evidence are not always stated."""
    actor, chosen = offers
    count = len(actor)
    columns: dict[str, Values] = {
        "actor": coded(actor, cast.ids.tolist()),
        "contribution": coded(chosen, types),
        "grade": _some(_GRADES, count, 0.3, rng),
        "evidence": _some(_EVIDENCE, count, 0.2, rng),
        "source": SOURCE,
    }
    return frame_of("contributions", count, columns)


def ties_frame(cast: Cast, ties: TieRows, planted: int, day: date, rng: np.random.Generator) -> pd.DataFrame:
    """Make the ties. The first *planted* are in force without an end; a few of the others are over."""
    count = len(ties)
    begun, ended = _period(count, day, rng, over=0.03)
    begun[:planted], ended[:planted] = _NEVER, _NEVER
    ids = cast.ids.tolist()
    columns: dict[str, Values] = {
        "tail": coded(ties.tail, ids),
        "head": coded(ties.head, ids),
        "relation": coded(ties.relation, RELATIONS),
        "strength": np.where(rng.random(count) < 0.5, np.nan, rng.integers(1, 6, size=count)),
        "valid_from": begun,
        "valid_to": ended,
        "source": SOURCE,
    }
    return frame_of("ties", count, columns)


def involvements_frame(
    cast: Cast,
    challenges: Sequence[InventedChallenge],
    participation: Participation,
    day: date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Make the involvements. Everybody takes part as what they are; hours are not always stated."""
    count = len(participation.actor)
    begun, ended = _period(count, day, rng, over=0.3)
    hours = np.clip(np.round(2 * rng.lognormal(1.8, 0.8, size=count)) / 2, 0.5, 200)
    columns: dict[str, Values] = {
        "challenge": coded(participation.challenge, [item.id for item in challenges]),
        "actor": coded(participation.actor, cast.ids.tolist()),
        "phase": coded(participation.phase, PHASES),
        "role": coded(cast.kind[participation.actor], cast.kinds),
        "mode": _some(_MODES, count, 0.2, rng),
        "hours": np.where(rng.random(count) < 0.25, np.nan, hours),
        "valid_from": begun,
        "valid_to": ended,
        "source": SOURCE,
    }
    return frame_of("involvements", count, columns)


def _some(values: Sequence[str], count: int, unknown: float, rng: np.random.Generator) -> pd.Categorical:
    """Draw values with equal chances, a share of them unknown."""
    codes = rng.integers(len(values), size=count)
    return coded(np.where(rng.random(count) < unknown, -1, codes), values)


def _period(count: int, day: date, rng: np.random.Generator, *, over: float) -> tuple[np.ndarray, np.ndarray]:
    """Draw first and last days before *day*: half the first are unknown, the share *over* has ended."""
    today = np.datetime64(day, "D")
    age = rng.integers(30, 1_800, size=count)
    lasted = (age * rng.random(count)).astype(np.int64)
    begun = (today - age).astype("datetime64[s]")
    ended = (today - age + lasted).astype("datetime64[s]")
    begun[rng.random(count) < 0.5] = _NEVER
    ended[rng.random(count) >= over] = _NEVER
    return begun, ended
