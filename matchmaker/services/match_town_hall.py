"""Find the right seat in the town hall for what a local community asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.matching.reverse.town_hall import of_theme, reply_from
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.match import (
    any_synthetic,
    basis_of,
    check_most,
    edition_notes,
)
from matchmaker.services.match_place import municipality_of, municipality_of_place
from matchmaker.services.seats import Seated, seated

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.matching.reverse.town_hall import Reply, Suited
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TownHallRequest:
    """What a local community asks its municipality for."""

    dataset: str
    contributions: tuple[str, ...] = ()
    """Contribution types, in the order in which they are wanted."""
    themes: tuple[str, ...] = ()
    """Themes in words; what is usually needed where they are at stake is added."""
    municipality: str | None = None
    """Name or number; may be left out when a place is given."""
    place: str | None = None
    """Id of a place in the dataset."""
    most: int = 3
    """How many seats each contribution is answered with: one, and alternates."""
    on: date | None = None
    """The day asked about; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class TownHallSeat:
    """A seat in the municipality that has what is asked for."""

    seat: Seated
    fit: float
    """0–1."""
    load: float | None
    """Hours given to challenges as a share of capacity; ``None`` is unknown."""
    challenges: int
    """In how many challenges the actor is registered."""
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class NeedReply:
    """Who in the municipality has one of the contributions."""

    contribution: str
    label: Param
    why: Message
    """Asked for, or usual for a theme."""
    seats: tuple[TownHallSeat, ...]
    """The first is suggested, the others are alternates."""
    others: int
    """How many more have it."""


@dataclass(frozen=True, slots=True)
class TownHallResult:
    """A suggestion of whom to ask; the municipality decides who comes."""

    request: TownHallRequest
    municipality: str
    """Number."""
    place: str
    """What the municipality is called."""
    replies: tuple[NeedReply, ...]
    notes: tuple[Message, ...]
    data_version: str | None
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those suggested is invented."""


def ask_town_hall(workspace: Workspace, request: TownHallRequest, environment: Environment) -> TownHallResult:
    """Answer a local community's request with seats in its municipality.

    In the public edition nobody is listed: fit and load are about single persons.

    Raises
    ------
    InputError
        Unknown dataset, municipality, place, contribution or theme; nothing asked for (nothing_asked); no
        municipality (no_municipality_asked); a list that is too short or too long (bad_most).
    """
    check_most(request.most)
    register = workspace.dataset(request.dataset).register
    number = _where(register, request)
    wanted = _wanted(register, request)
    replies: tuple[NeedReply, ...] = ()
    if request.edition is Edition.WORKING:
        now = register.at(request.on or environment.today)
        found = reply_from(now, number, tuple(wanted), most=request.most)
        replies = tuple(_reply(now, reply, wanted[reply.contribution]) for reply in found)
    synthetic = any_synthetic(item.seat for reply in replies for item in reply.seats)
    unknown = any(item.load is None for reply in replies for item in reply.seats)
    return TownHallResult(
        request=request,
        municipality=number,
        place=labels.place(number),
        replies=replies,
        notes=(
            *((Message("match.load_order"),) if unknown else ()),
            *edition_notes(request.edition, synthetic=synthetic),
        ),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _where(register: Register, request: TownHallRequest) -> str:
    number = municipality_of(request.municipality)
    if request.place is None:
        if number is None:
            raise InputError("no_municipality_asked")
        return number
    home = municipality_of_place(register, request.place)
    if number not in (None, home):
        params = {"place": request.place, "municipality": labels.place(home)}
        raise InputError("place_elsewhere", params)
    return home


def _wanted(register: Register, request: TownHallRequest) -> dict[str, Message]:
    """Contribution → why it is wanted, in the order asked for; a theme adds what is not asked for already."""
    known = register.contribution_parents
    wanted: dict[str, Message] = {}
    for contribution in request.contributions:
        if contribution not in known:
            raise InputError(
                "unknown_contribution", {"contribution": contribution, "known": tuple(sorted(known))}
            )
        wanted.setdefault(contribution, Message("match.asked_for"))
    for theme in request.themes:
        usual = of_theme(theme)
        if not usual:
            raise InputError("unknown_theme", {"theme": theme}, Message("hint.unknown_theme"))
        for contribution in usual:
            wanted.setdefault(contribution, Message("match.usual_for_theme", {"theme": theme}))
    if not wanted:
        raise InputError("nothing_asked", hint=Message("hint.nothing_asked"))
    return wanted


def _reply(register: Register, reply: Reply, why: Message) -> NeedReply:
    return NeedReply(
        contribution=reply.contribution,
        label=labels.contribution(register, reply.contribution),
        why=why,
        seats=tuple(_seat(register, reply.contribution, suited) for suited in reply.suited),
        others=reply.others,
    )


def _seat(register: Register, wanted: str, suited: Suited) -> TownHallSeat:
    offer = suited.offer
    params: dict[str, Param] = {
        "what": labels.contribution(register, offer.contribution),
        "fit": suited.fit,
    }
    same = offer.contribution == wanted
    has = Message("match.has", params) if same else Message("match.has_kin", params)
    also = tuple(labels.contribution(register, what) for what in suited.also)
    return TownHallSeat(
        seat=seated(register, suited.actor),
        fit=suited.fit / 100,
        load=suited.load,
        challenges=suited.challenges,
        reasons=(
            has,
            basis_of(offer.evidence, offer.source, by_kind=offer.by_kind),
            *((Message("match.has_also", {"needs": also}),) if also else ()),
            _load(suited),
        ),
    )


def _load(suited: Suited) -> Message:
    if suited.load is None:
        return Message("match.load_unknown", {"count": suited.challenges})
    percent = round(100 * suited.load)
    return Message("match.load", {"percent": percent, "count": suited.challenges})
