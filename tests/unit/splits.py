"""Seatings written by hand, for what is done with an answer once it is there."""

from __future__ import annotations

from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import (
    AttributeInGroup,
    GroupSeats,
    GroupsRequest,
    LevelValue,
    PersonSeat,
    RoundSeats,
    Split,
    ValueCount,
)

SEX = "kjonn-som-aldri-skrives"
"""A value that no paper for participants may show."""


def group(
    code: str, *people: tuple[str, str], challenge: str = "Byrom", breaches: tuple[Message, ...] = ()
) -> GroupSeats:
    """A group with (id, name) of its people."""
    counts = (ValueCount(SEX, len(people), 0, 1), ValueCount("", 0, 0, 0))
    return GroupSeats(
        id=code,
        name=code.replace("gruppe-", "Gruppe "),
        room="Rom 1",
        challenge=challenge,
        least=1,
        most=9,
        people=tuple(PersonSeat(*one, stays=False, told="") for one in people),
        points=3,
        attributes=(AttributeInGroup("kjonn", GroupMode.BALANSER, 3, counts),),
        breaches=breaches,
    )


def split(
    *rounds: tuple[GroupSeats, ...],
    request: GroupsRequest | None = None,
    breaches: tuple[Message, ...] = (),
    synthetic: bool = True,
) -> Split:
    """A seating of groups in rounds."""
    people = {person.id for one in rounds for each in one for person in each.people}
    return Split(
        request=request or GroupsRequest("lite"),
        heading=Message("team.heading", {"role": "arrangøren"}),
        rounds=tuple(RoundSeats(number, groups) for number, groups in enumerate(rounds, 1)),
        people=len(people),
        levels=(LevelValue("svakeste", 3, 1, 4.5), LevelValue("gjentatte_moter", 0, None, None)),
        repeats=0,
        never_met=2,
        moved=0,
        breaches=breaches,
        questions=(),
        notes=(),
        tries=100,
        done=100,
        cancelled=False,
        synthetic=synthetic,
        data_version="d",
        code_version="c",
        rules_version="r",
    )
