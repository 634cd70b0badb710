"""Reading one actor: who they are, what they can bring, whom they have a relation with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model.register import records_of
from matchmaker.services import labels
from matchmaker.services.seats import how_filled

if TYPE_CHECKING:
    from matchmaker.model.records import Actor
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Brings:
    """One contribution, in words."""

    label: Param
    grade: str | None
    evidence: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """One relation, seen from the actor."""

    other: str
    name: str
    relation: Message
    source: str | None


@dataclass(frozen=True, slots=True)
class ActorCard:
    """Everything that is shown about an actor; contact details are not among it."""

    actor: Actor
    kind_label: Param
    place: str | None
    """Municipality in words."""
    fill_how: Message
    brings: tuple[Brings, ...]
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor in a list to choose from."""

    id: str
    name: str
    reserved: bool
    """«Reservert – foreslås ikke»."""


def list_actors(workspace: Workspace, dataset: str) -> tuple[ActorName, ...]:
    """Every actor, by name. Raises ``InputError`` (unknown_dataset)."""
    rows = records_of(workspace.dataset(dataset).register.actors[["id", "name", "reserved"]])
    return tuple(sorted((ActorName(**row) for row in rows), key=lambda a: (a.name.casefold(), a.id)))


def actor_card(workspace: Workspace, dataset: str, actor: str) -> ActorCard:
    """Read one actor. Raises ``InputError`` (unknown_dataset, unknown_actor)."""
    register = workspace.dataset(dataset).register
    found = register.actor(actor)
    related = []
    for tie in register.ties_of(actor):
        outgoing = tie.tail == actor
        other = tie.head if outgoing else tie.tail
        way = "out" if outgoing or tie.symmetric else "in"
        related.append(
            Related(other, register.actor(other).name, Message(f"relation.{tie.relation}.{way}"), tie.source)
        )
    return ActorCard(
        actor=found,
        kind_label=labels.kind(register, found.kind),
        place=labels.place(found.municipality) if found.municipality else None,
        fill_how=how_filled(found),
        brings=tuple(
            Brings(labels.contribution(register, c.contribution), c.grade, c.evidence, c.source)
            for c in register.contributions_of(actor)
        ),
        related=tuple(sorted(related, key=lambda item: (item.name.casefold(), item.other))),
    )
