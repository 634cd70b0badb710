"""Supply first: contributions that nobody has asked for, matched to what is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.matching.reverse.landscape import landscape
from matchmaker.matching.reverse.supply import LOCAL_SIDES, Supply, Usage, idle_supply
from matchmaker.model.vocabulary import Sector
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.match import (
    any_synthetic,
    basis_of,
    check_most,
    edition_notes,
    need_message,
)
from matchmaker.services.match_place import municipality_of
from matchmaker.services.seats import Seated, seated

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.matching.reverse.landscape import Landscape
    from matchmaker.matching.reverse.supply import Idle, Match
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

USAGES = {
    Usage.NEVER: "match.never_used",
    Usage.ELSEWHERE: "match.used_elsewhere",
    Usage.UNKNOWN: "match.use_unknown",
}


@dataclass(frozen=True, slots=True)
class SupplyRequest:
    """A question about contributions that nobody has asked for."""

    dataset: str
    municipality: str | None = None
    """Name or number; ``None`` looks everywhere."""
    sectors: tuple[str, ...] = tuple(sorted(LOCAL_SIDES))
    """Whose contributions are looked at."""
    most: int = 20
    """How many are listed."""
    on: date | None = None
    """The day asked about; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class SupplyMatch:
    """A challenge that an idle contribution could serve."""

    challenge: str
    title: str
    need: str | None
    """Contribution type that is needed; ``None`` when only a group connects them."""
    basis: str
    """``behov`` (stated), ``utkast`` (drafted) or ``gruppe``."""
    fit: float | None
    """0–1."""
    state: str | None
    """``udekket`` or ``for_faa``."""
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class IdleContribution:
    """A contribution that nobody has asked for."""

    seat: Seated
    contribution: str
    label: Param
    usage: str
    """``ikke_registrert``, ``brukt_til_annet`` or ``ukjent``."""
    usage_message: Message
    basis: Message
    matches: tuple[SupplyMatch, ...]
    """Best first."""


@dataclass(frozen=True, slots=True)
class SupplyResult:
    """A suggestion of what could be put to use, best matches first."""

    request: SupplyRequest
    idle: tuple[IdleContribution, ...]
    stated: int | None
    """How many stated contributions were looked at; not told in the public edition, as the next two."""
    unused: int | None
    """How many of them nobody has asked for."""
    matched: int | None
    """How many of those fit a need that is not covered."""
    notes: tuple[Message, ...]
    data_version: str | None
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those listed is invented."""


def find_supply(workspace: Workspace, request: SupplyRequest, environment: Environment) -> SupplyResult:
    """Find contributions that nobody has asked for, and where they are needed.

    In the public edition nothing is listed: whether a need is covered, and what is idle, may hang on one
    person.

    Raises
    ------
    InputError
        Unknown dataset, municipality or sector; a list that is too short or too long (bad_most).
    """
    check_most(request.most)
    municipality = municipality_of(request.municipality)
    known = tuple(sector.value for sector in Sector)
    for sector in request.sectors:
        if sector not in known:
            raise InputError("unknown_sector", {"sector": sector, "known": known})
    ever = workspace.dataset(request.dataset).register
    if request.edition is Edition.PUBLIC:
        return _result(ever, request, None, ())
    now = ever.at(request.on or environment.today)
    view = landscape(now)
    found = idle_supply(
        ever, now, view, municipality=municipality, sectors=request.sectors, most=request.most
    )
    return _result(ever, request, found, tuple(_idle(now, view, item) for item in found.idle))


def _result(
    register: Register, request: SupplyRequest, found: Supply | None, idle: tuple[IdleContribution, ...]
) -> SupplyResult:
    synthetic = any_synthetic(item.seat for item in idle)
    counted = () if found is None else (_counted(found),)
    return SupplyResult(
        request=request,
        idle=idle,
        stated=found.stated if found else None,
        unused=found.unused if found else None,
        matched=found.matched if found else None,
        notes=(*counted, *edition_notes(request.edition, synthetic=synthetic)),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _counted(found: Supply) -> Message:
    params: dict[str, Param] = {
        "stated": found.stated, "unused": found.unused, "matched": found.matched, "shown": len(found.idle)
    }  # fmt: skip
    return Message("match.supply_counted", params)


def _idle(register: Register, view: Landscape, item: Idle) -> IdleContribution:
    titles = tuple(view.challenges[challenge].title for challenge in item.taking_part)
    usage = Message(USAGES[item.usage], {"challenges": titles} if item.usage is not Usage.NEVER else {})
    return IdleContribution(
        seat=seated(register, item.actor),
        contribution=item.contribution,
        label=labels.contribution(register, item.contribution),
        usage=item.usage.value,
        usage_message=usage,
        basis=basis_of(item.evidence, item.source),
        matches=tuple(_match(register, view, match) for match in item.matches),
    )


def _match(register: Register, view: Landscape, match: Match) -> SupplyMatch:
    challenge = view.challenges[match.challenge]
    said: list[Message] = []
    if match.need is not None and match.fit is not None:
        said += [need_message(register, match.need, match.fit), *match.need.reasons]
    if match.groups:
        names = {group.group: group.name for group in challenge.affected}
        said.append(Message("match.same_group", {"groups": tuple(names[g] for g in match.groups)}))
    return SupplyMatch(
        challenge=match.challenge,
        title=challenge.title,
        need=match.need.contribution if match.need else None,
        basis=match.basis.value,
        fit=None if match.fit is None else match.fit / 100,
        state=match.need.state.value if match.need else None,
        messages=tuple(said),
    )
