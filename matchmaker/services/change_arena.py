"""What came of an arena: new ties across sides among those who took part in a challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.comparison.change import arena
from matchmaker.comparison.differences import Told
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.change_figures import known_interval
from matchmaker.services.change_result import ArenaLine
from matchmaker.services.jsonable import number

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from matchmaker.comparison.turnover import Turnover
    from matchmaker.model.register import Register
    from matchmaker.services.change_times import Moment

VERDICTS = {
    Told.DIFFERENT: Message("verdict.over"),
    Told.NOT_SHOWN: Message("verdict.in_line"),
    Told.TOO_FEW: Message("verdict.too_few"),
}
"""What is said of new ties held against expectation; fewer is not tested."""


def title_of(first: Moment, last: Moment, challenge: str) -> str:
    """What the challenge is called, in either dataset. Raises ``InputError`` (unknown_challenge)."""
    try:
        return last.open.challenge(challenge).title
    except InputError:
        if challenge not in set(first.open.frame("challenges")["id"].astype(str)):
            raise
        return first.open.challenge(challenge).title


def arena_line(
    first: Moment, last: Moment, relations: Collection[str], found: Turnover, challenge: str, *,
    since: date | None, seed: int,
) -> ArenaLine:  # fmt: skip
    """Hold new ties among those who took part against expectation.

    Parameters
    ----------
    first, last
        The two times; who took part by the sheet *deltakelse* of either, whatever its dates, did.
    relations, since, seed
        As for :func:`matchmaker.comparison.change.arena`.
    found
        What came and went between the two; says who is who.
    challenge
        Id of the challenge.

    Raises
    ------
    InputError
        ``unknown_challenge``.
    """
    title = title_of(first, last, challenge)
    to = found.alignment.to
    took_part = {to.get(one, one) for one in _took_part(first.open, challenge)}
    took_part |= _took_part(last.open, challenge)
    effect = arena(first.register, last.register, took_part, relations, since=since, seed=seed)
    return ArenaLine(
        challenge=challenge,
        title=title,
        took_part=effect.took_part,
        registered=len(took_part),
        new_ties=effect.new_ties,
        expected=number(effect.expected),
        usual=known_interval(effect.usual),
        p=number(effect.p),
        told=effect.told.value,
        verdict=VERDICTS[effect.told],
    )


def _took_part(register: Register, challenge: str) -> set[str]:
    frame = register.frame("involvements")
    return set(frame["actor"][(frame["challenge"] == challenge).to_numpy()].astype(str))
