"""Invitations to the seats of a settled team: refused while they would be unclear, never sent by the tool."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.services.invitation_asked import asked_of
from matchmaker.services.invitation_letter import Basis, Letter, write_letter
from matchmaker.services.invitation_motives import motive_of
from matchmaker.services.invitation_notes import notes_on
from matchmaker.services.invitation_terms import Terms, check_terms, plain_terms
from matchmaker.services.invitation_turns import SeatState, Turn, invitations_of, seat_states
from matchmaker.services.settled_team import seats_by_id, settled
from matchmaker.store import retention
from matchmaker.store.records import Invitation

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Language
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.records import Team
    from matchmaker.store.steps import Work

__all__ = ["InvitationRequest", "InvitationResult", "Letter", "Terms", "keep_drafts", "write_invitations"]

OPEN = (Turn.NESTE, Turn.UTKAST)
"""Turns of a seat in which an invitation can be written."""


@dataclass(frozen=True, slots=True)
class InvitationRequest:
    """A wish for invitations."""

    team: str
    """Id of the settled team's record."""
    terms: Terms
    seats: tuple[str, ...] = ()
    """Seats to invite to; empty = every seat for which an invitation can be written."""
    motives: tuple[tuple[str, str], ...] = ()
    """(seat, motive) where somebody has stated one; the others follow the side that the seat belongs to."""
    language: Language = "nb"
    """Language of the letters."""


@dataclass(frozen=True, slots=True)
class InvitationResult:
    """Letters, ready to be read through. The tool sends nothing."""

    request: InvitationRequest
    dataset: str
    challenge: str
    title: str
    letters: tuple[Letter, ...]
    """In the order of the team's seats."""
    states: tuple[SeatState, ...]
    """How it stands with every seat."""
    notes: tuple[Message, ...]
    """For whoever sends: what is still to be filled in, and what to think of first."""
    data_version: str
    code_version: str
    synthetic: bool
    """Whether any letter is to an invented actor."""


def write_invitations(
    workspace: KeptWorkspace, request: InvitationRequest, environment: Environment
) -> InvitationResult:
    """Write a letter for each seat for which an invitation is due. Nothing is kept.

    Parameters
    ----------
    workspace
        Where the team is kept.
    request
        Which seats, and what the letters say.
    environment
        Tells the day that stands in the letters.

    Returns
    -------
    InvitationResult
        Letters for seats that nobody has been invited to yet, whose invitation is a draft still, or whose
        next alternate is due. Other seats stand in *states* only.

    Raises
    ------
    InputError
        ``invitation_incomplete`` while expectation, mandate or hours are empty, with all that is missing;
        ``bad_invitation_hours``, ``unknown_choice``, ``unknown_motive``, ``unknown_seat``, ``seat_not_open``;
        ``unknown_record``, ``not_a_team``, ``unknown_dataset``, ``unknown_challenge``.
    """
    return _Writing(workspace, request, environment).result()


def keep_drafts(
    workspace: KeptWorkspace, request: InvitationRequest, environment: Environment, author: str
) -> InvitationResult:
    """Write letters as :func:`write_invitations` and keep each as a draft, all of them as one step.

    A draft that is there already gets a new revision.

    Raises
    ------
    InputError
        As :func:`write_invitations`; ``nobody_to_invite``; ``changed_meanwhile`` when somebody else has
        changed how it stands with a seat. Nothing is kept then.
    """
    result = write_invitations(workspace, request, environment)
    if not result.letters:
        raise InputError("nobody_to_invite", {"team": request.team}, Message("hint.nobody_to_invite"))
    register = workspace.dataset(result.dataset).register
    name = Message("step.invitations", {"count": len(result.letters), "team": request.team})
    with workspace.store.step(name, author) as work:
        team = settled(work.writing, request.team)
        now = seat_states(team, invitations_of(work.writing, request.team), register)
        if now != result.states:
            raise InputError("seats_changed", {"team": request.team}, Message("hint.changed_meanwhile"))
        states = {state.seat: state for state in now}
        letters = tuple(_keep(work, result, letter, states[letter.seat]) for letter in result.letters)
    return replace(result, letters=letters)


def _keep(work: Work, result: InvitationResult, letter: Letter, state: SeatState) -> Letter:
    request = result.request
    body = Invitation(
        dataset=result.dataset, team=request.team, actor=letter.actor, seat=letter.seat, group=state.group,
        language=request.language, terms={**plain_terms(request.terms), "motive": letter.motive},
    )  # fmt: skip
    if state.turn is Turn.UTKAST:
        work.edit(state.invitation, state.revision, body)
        return replace(letter, invitation=state.invitation)
    return replace(letter, invitation=work.add(body))


@dataclass
class _Writing:
    """What the letters of one request are written from."""

    workspace: KeptWorkspace
    request: InvitationRequest
    environment: Environment
    team: Team = field(init=False)
    register: Register = field(init=False)

    def result(self) -> InvitationResult:
        request = self.request
        check_terms(request.terms)
        if request.language not in LANGUAGES:
            raise InputError("unknown_language", {"language": request.language, "known": LANGUAGES})
        with self.workspace.store.reading() as reading:
            self.team = settled(reading, request.team)
            asked = invitations_of(reading, request.team)
            days = retention.days(reading)[Invitation.kind]
        self.register = self.workspace.dataset(self.team.dataset).register
        states = seat_states(self.team, asked, self.register)
        wanted = self._wanted(states)
        challenge = self.register.challenge(self.team.challenge)
        asked_for = asked_of(
            self.register, challenge, {state.seat: state.actor for state in wanted if state.actor},
            {seat: tuple(held.get("asked", ())) for seat, held in seats_by_id(self.team).items()},
        )  # fmt: skip
        written = [self._basis(state, days, asked_for.get(state.seat, ())) for state in wanted]
        letters = tuple(map(write_letter, written))
        return InvitationResult(
            request=request, dataset=self.team.dataset, challenge=self.team.challenge,
            title=challenge.title, letters=letters, states=states,
            notes=(*notes_on(written, letters, states, request.motives), *self._newer()),
            data_version=self.register.fingerprint[:16], code_version=matchmaker.__version__,
            synthetic=any(letter.synthetic for letter in letters),
        )  # fmt: skip

    def _newer(self) -> tuple[Message, ...]:
        """A word when the dataset has another version than the one that the team was made from."""
        now = self.workspace.version(self.team.dataset) or 0
        if now == self.team.version:
            return ()
        return (Message("invite.note_newer", {"version": self.team.version, "now": now}),)

    def _wanted(self, states: tuple[SeatState, ...]) -> list[SeatState]:
        known = {state.seat: state for state in states}
        for seat in (*self.request.seats, *(seat for seat, _ in self.request.motives)):
            if seat not in known:
                raise InputError("unknown_seat", {"seat": seat, "known": tuple(known)})
        for seat in self.request.seats:
            if known[seat].turn not in OPEN:
                turn = Message(f"invite.turn_{known[seat].turn.value}")
                raise InputError("seat_not_open", {"seat": seat, "turn": turn})
        asked = set(self.request.seats) or set(known)
        return [state for state in states if state.seat in asked and state.turn in OPEN]

    def _basis(self, state: SeatState, days: int, asked: tuple[Param, ...]) -> Basis:
        challenge = self.register.challenge(self.team.challenge)
        terms = self.request.terms
        terms = replace(
            terms,
            phase=terms.phase or challenge.phase or "",
            decided_by=terms.decided_by.strip() or challenge.decided_by or "",
        )
        actor = self.register.actor(state.actor) if state.actor else None
        names = {group.group: group.name for group in challenge.affected}
        stated = dict(self.request.motives).get(state.seat)
        sector, kind = (actor.sector, actor.kind) if actor else ("innbygger", "innbygger")
        return Basis(
            register=self.register, challenge=challenge, terms=terms, language=self.request.language,
            seat=state.seat, actor=actor, group=names.get(state.group, state.group),
            motive=motive_of(sector, kind, stated), asked=asked, days=days, today=self.environment.today,
        )  # fmt: skip
