"""Whether two datasets were registered alike, and what to do where they were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.comparison.conditions import Condition, unlike
from matchmaker.kernel.errors import Message
from matchmaker.model import municipalities
from matchmaker.model.municipalities import lookup
from matchmaker.services.change_result import ConditionLine
from matchmaker.services.side_by_side_registered import conditions_of, registered, rows_in_force

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.disclosure import Edition


def conditions_apart(
    before: Register, after: Register, asked: str | None, edition: Edition
) -> tuple[ConditionLine, ...]:
    """Tell which conditions keep two datasets from being compared; none where they can be.

    Each municipality's network is held against its own: the sheet *innsamling* must say of both that it was
    registered alike. Who is counted as an actor differs where the municipalities do.

    Parameters
    ----------
    before, after
        The two, already narrowed to what is meant.
    asked
        The municipality that is meant, by number or name; ``None``: every one that has actors in either.
    edition
        In the public edition a response rate that tells of few is not told.
    """
    then, now = _numbers(before), _numbers(after)
    present = None if asked is None else lookup(asked)
    if present is not None:
        return tuple(_lines(before, after, present, edition))
    if then != now:
        names = [tuple(map(municipalities.name, sorted(numbers))) or None for numbers in (then, now)]
        mend = Message("hint.changed_municipality")
        return (_line(None, Condition.BOUNDARY, (names[0], names[1]), mend, differs=True),)
    if not now:
        mend = Message("hint.changed_unstated")
        return tuple(_line(None, one, (None, None), mend, differs=False) for one in Condition)
    return tuple(line for number in sorted(now) for line in _lines(before, after, number, edition))


def registered_until(before: Register, asked: str | None) -> date | None:
    """The last day on which the earlier dataset was registered; ``None`` where that is not stated.

    What had begun by then and is first registered in the later one is newly registered and not newly formed.
    """
    present = None if asked is None else lookup(asked)
    numbers = _numbers(before) if present is None else {present}
    last: list[date] = []
    for number in sorted(numbers):
        rows = rows_in_force(before, number, None)
        ends = rows["ended"].fillna(rows["begun"])
        if rows.empty or ends.isna().any():
            return None
        last.append(pd.Timestamp(ends.max()).date())
    return max(last, default=None)


def _lines(before: Register, after: Register, number: str, edition: Edition) -> list[ConditionLine]:
    found = unlike(*(conditions_of(one, number, None) for one in (before, after)))
    stated = [_stated(one, number, edition) for one in (before, after)]
    return [
        _line(
            number, one, (stated[0][one], stated[1][one]),
            Message("hint.changed_differs" if one in found.differs else "hint.changed_unstated"),
            differs=one in found.differs,
        )
        for one in Condition
        if one in found.differs or one in found.unknown
    ]  # fmt: skip


def _stated(register: Register, number: str, edition: Edition) -> dict[Condition, Param]:
    """What is said of each condition; a rate that may not be told is hidden."""
    said, known = registered(register, number, None, edition), conditions_of(register, number, None)
    hidden = known.response_rate is not None and said.response_rate is None
    rate: Param = None
    if said.response_rate is not None:
        rate = Message("changed.percent", {"share": round(100 * said.response_rate)})
    return {
        Condition.FORM: said.form,
        Condition.BOUNDARY: said.boundary,
        Condition.SEASON: said.season_label,
        Condition.RESPONSE: Message("word.hidden") if hidden else rate,
    }


def _line(
    number: str | None, condition: Condition, stated: tuple[Param, Param], mend: Message, *, differs: bool
) -> ConditionLine:
    label = Message(f"condition.{condition.value}")
    return ConditionLine(number, condition.value, label, *stated, differs, mend)


def _numbers(register: Register) -> set[str]:
    """Present numbers of the municipalities that have actors."""
    found = {lookup(str(home)) for home in register.actors["municipality"].dropna().unique()}
    return {number for number in found if number is not None}
