"""How many residents were invited to a challenge and said yes, counted from the answers that are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.steps import EVERYBODY, step_label
from matchmaker.model import vocabulary as v
from matchmaker.model.records import Turnout
from matchmaker.services.invitation_turns import Answered, invitations_of
from matchmaker.services.kept import KeptWorkspace
from matchmaker.store import records
from matchmaker.store.records import Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaker.model.records import Actor
    from matchmaker.model.register import Register
    from matchmaker.services.workspace import Workspace
    from matchmaker.store.records import Invitation


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Rows for a funnel, and what the reader should know about them."""

    rows: tuple[Turnout, ...] = ()
    notes: tuple[Message, ...] = ()
    synthetic: bool = False
    """Whether an invented actor is counted."""


def turnout_from_answers(workspace: Workspace, dataset: str, challenge: str) -> AnswerCounts:
    """Count residents who were invited to a challenge and who said yes.

    Only persons who are asked as residents are counted: a seat of an organisation, a council, an employee or
    an elected member is no resident. A draft is not counted; nor is an open invitation, since nobody knows
    whom it has reached. Somebody who is asked twice is counted once.

    Parameters
    ----------
    workspace
        One that keeps; another holds no invitations.
    dataset
        Its name, with or without a version.
    challenge
        Id of the challenge.

    Returns
    -------
    AnswerCounts
        Rows of the steps *invitert* and, once anybody has answered, *paameldt*: in all and by everything that
        those invited have stated. Who has not stated it, or does not wish to, is ``ukjent``.
    """
    if not isinstance(workspace, KeptWorkspace):
        return AnswerCounts()
    plain, _ = workspace.split(dataset)
    register = workspace.dataset(dataset).register
    with workspace.store.reading() as reading:
        teams = {
            one.id
            for one in records.of_kind(reading, Team.kind)
            if isinstance(one.body, Team) and (one.body.dataset, one.body.challenge) == (plain, challenge)
        }
        sent = [body for _, body in invitations_of(reading) if body.team in teams and body.sent]
    people = _residents(register, {body.actor for body in sent})
    mine = [body for body in sent if body.actor in people]
    if not mine:
        return AnswerCounts()
    return _counted(people, mine)


def beside(counted: AnswerCounts, rows: Sequence[Turnout]) -> AnswerCounts:
    """Leave out what the organiser has counted, and what cannot stand beside it.

    A step that is counted stays as the organiser has counted it. Groups other than those that an attribute
    is counted by (other age bands, say) would make both unreadable, so the answers are not divided by it.
    """
    known = {row.step for row in rows}
    groups = defaultdict[str, set[str]](set)
    for row in rows:
        groups[row.attribute] |= {row.group}
    other = {
        row.attribute
        for row in counted.rows
        if row.attribute in groups and row.group not in groups[row.attribute] | {v.UNKNOWN}
    }
    left = tuple(row for row in counted.rows if row.step not in known and row.attribute not in other)
    if not left:
        return AnswerCounts()
    steps = {row.step for row in left}
    labels = tuple(step_label(step.value) for step in v.Step if step.value in steps)
    told = Message("note.funnel_from_answers", {"steps": labels})
    return AnswerCounts(left, (told, *counted.notes), counted.synthetic)


def _residents(register: Register, actors: set[str]) -> dict[str, Actor]:
    known = sorted(actors & set(register.ids))
    found = {actor: register.actor(actor) for actor in known}
    return {
        actor: one
        for actor, one in found.items()
        if one.form == v.Form.PERSON.value
        and one.sector == v.Sector.INNBYGGER.value
        and one.appointed_by is None
    }


def _counted(people: dict[str, Actor], mine: Sequence[Invitation]) -> AnswerCounts:
    yes = {body.actor for body in mine if body.answer == Answered.JA}
    waiting = {body.actor for body in mine if body.answer == Answered.VENTER} - yes
    answered = [body.answered for body in mine if body.answer != Answered.VENTER]
    invited = sorted({body.actor for body in mine})
    attributes = sorted({name for actor in invited for name in people[actor].features})
    steps = [(v.Step.INVITERT.value, invited, max(body.sent for body in mine))]
    if answered:
        steps.append((v.Step.PAAMELDT.value, sorted(yes), max(answered)))
    rows = tuple(
        Turnout(step, attribute, group, count, date.fromisoformat(on), None)
        for step, actors, on in steps
        for attribute in (EVERYBODY, *attributes)
        for group, count in _groups(people, actors, attribute, invited)
    )
    notes = (Message("note.funnel_waiting", {"count": len(waiting)}),) if waiting else ()
    return AnswerCounts(rows, notes, any(people[actor].synthetic for actor in invited))


def _groups(
    people: dict[str, Actor], actors: Sequence[str], attribute: str, invited: Sequence[str]
) -> Iterable[tuple[str, int]]:
    """How many of each group; a group that was invited and is not among them counts zero."""
    counts = Counter(dict.fromkeys((_group(people[actor], attribute) for actor in invited), 0))
    counts.update(_group(people[actor], attribute) for actor in actors)
    return sorted(counts.items())


def _group(actor: Actor, attribute: str) -> str:
    if attribute == EVERYBODY:
        return EVERYBODY
    stated = actor.features.get(attribute, v.UNKNOWN)
    return v.UNKNOWN if stated == v.WITHHELD else stated
