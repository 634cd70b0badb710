"""How a municipality's network was registered: the row of the sheet *innsamling* that holds on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.comparison.conditions import Condition, Conditions
from matchmaker.kernel.errors import Message
from matchmaker.representation.protection import SMALLEST
from matchmaker.services.disclosure import Edition
from matchmaker.services.side_by_side_rows import Registered

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.register import Register

_TEXTS = ("form", "boundary", "season")


def rows_in_force(register: Register, number: str, on: date | None) -> pd.DataFrame:
    """Find the rows about a municipality that hold on a day, none when nobody has said.

    Those in force on the day go before others, and of those the latest begun: what was registered is known
    from the last time it was. Several that begun on the same day, with different forms, all hold.
    """
    frame = register.frame("collections")
    frame = frame[(frame["municipality"] == number).to_numpy()]
    if on is not None:
        day = pd.Timestamp(on)
        holds = ~(frame["begun"] > day) & ~(frame["ended"] < day)  # an open end holds
        frame = frame[holds.to_numpy()] if holds.any() else frame
    latest = frame["begun"] == frame["begun"].max()
    return frame[latest.to_numpy()] if latest.any() else frame


def conditions_of(register: Register, number: str, on: date | None) -> Conditions:
    """Read the four conditions; what rows that hold together say differently is not known."""
    rows = rows_in_force(register, number, on)
    texts = {name: _agreed(rows, name) for name in _TEXTS}
    counts = tuple(_count(rows, name) for name in ("invited", "answered"))
    return Conditions.of_counts(texts["form"], texts["boundary"], texts["season"], (counts[0], counts[1]))


def registered(register: Register, number: str, on: date | None, edition: Edition) -> Registered:
    """Tell how a network was registered.

    In the public edition a response rate that comes of fewer than five who answered, or of fewer than five
    who did not, is not told.
    """
    rows, known = rows_in_force(register, number, on), conditions_of(register, number, on)
    rate = known.response_rate
    if rate is not None and edition is Edition.PUBLIC:
        rate = _public_rate(rate, _count(rows, "invited") or 0)
    missing = {
        Condition.FORM: known.form, Condition.BOUNDARY: known.boundary, Condition.SEASON: known.season,
        Condition.RESPONSE: known.response_rate,
    }  # fmt: skip
    label = None if known.season is None else Message(f"season.{known.season}")
    return Registered(
        begun=_day(rows, "begun"), ended=_day(rows, "ended"), form=known.form, boundary=known.boundary,
        season=known.season, season_label=label,
        response_rate=rate,
        rate_hidden=Message("word.hidden") if rate is None and known.response_rate is not None else None,
        unstated=tuple(Message(f"condition.{one.value}") for one, value in missing.items() if value is None),
    )  # fmt: skip


def _public_rate(rate: float, invited: int) -> float | None:
    answered = round(rate * invited)
    small = answered < SMALLEST or 0 < invited - answered < SMALLEST
    return None if small else round(rate, 2)


def _agreed(rows: pd.DataFrame, column: str) -> str | None:
    values = rows[column].astype(object)
    stated = {str(value) for value in values.dropna()}
    return stated.pop() if len(stated) == 1 and values.notna().all() else None


def _count(rows: pd.DataFrame, column: str) -> int | None:
    return None if len(rows) != 1 or pd.isna(rows[column].iloc[0]) else int(rows[column].iloc[0])


def _day(rows: pd.DataFrame, column: str) -> date | None:
    stated = rows[column].dropna()
    return None if stated.empty else stated.max().date()
