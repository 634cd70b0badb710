"""What the actors, places and groups of an outreach plan are called, in each edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.outreach.gap import gap_of
from matchmaker.legitimacy.outreach.ground import OPEN
from matchmaker.legitimacy.outreach.problem import PLACE
from matchmaker.model import municipalities
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

NAMED = frozenset({"kjonn", "aldersgruppe", "sted", "sprak", "utdanning"})
"""Attributes that have a name in the catalogue."""


class Names:
    """Names for the planner's own page, or with roles in the place of private names.

    Parameters
    ----------
    register
        The dataset.
    challenge
        What the plan is for; its own names of affected groups come first.
    public
        Whether a person is called by role: «ildsjel i Verdal».
    """

    def __init__(self, register: Register, challenge: Challenge | None, *, public: bool) -> None:
        self.public = public
        self.title = challenge.title if challenge else None
        self._register = register
        frame = register.frame("affected").astype({"group": object, "name": object})
        rows = sorted(zip(frame["group"], frame["name"], strict=True), reverse=True)
        self._groups = {str(group): str(name) for group, name in rows}
        if challenge is not None:
            self._groups |= {group.group: group.name for group in challenge.affected}

    def called(self, actor: str) -> Param:
        """Name of an actor, or of a place written as ``sted:<id>``."""
        if actor.startswith(PLACE):
            place = actor.removeprefix(PLACE)
            return self._register.own_names.get(place, place)
        row = self._row(actor)
        if not (self.public and row["form"] == "person"):
            return str(row["name"])
        kind = labels.kind(self._register, str(row["kind"]))
        home = row["municipality"]
        if not isinstance(home, str):
            return kind
        return Message("outreach.role", {"kind": kind, "municipality": municipalities.name(home)})

    def group(self, key: str) -> Param:
        """What a gap's group is called."""
        gap = gap_of(self._register, key)
        if gap.council is not None:
            kind, home = gap.council
            council: Param = Message(f"kind.{kind}")
            return Message("outreach.role", {"kind": council, "municipality": municipalities.name(home)})
        attribute, _, category = key.partition(":")
        if not category:
            return self._groups.get(key, key.replace("_", " "))
        shown: Param = self._register.own_names.get(category, category)
        if attribute == "kjonn" and category in ("kvinne", "mann"):
            shown = Message(f"sex.{category}")
        label: Param = Message(f"attribute.{attribute}") if attribute in NAMED else attribute
        return Message("outreach.category", {"category": shown, "attribute": label})

    def kind(self, actor: str) -> str:
        """Kind of an actor."""
        return str(self._row(actor)["kind"])

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person."""
        return bool(self._row(actor)["form"] == "person")

    def is_private(self, actor: str) -> bool:
        """Whether an actor is a person or a group of people."""
        return bool(self._row(actor)["form"] != "organisasjon")

    def is_service(self, actor: str) -> bool:
        """Whether an actor is one of the municipality's services, which may not give names."""
        return bool(self._row(actor)["sector"] == "tjeneste")

    def is_open(self, actor: str) -> bool:
        """Whether an actor is a group of people that is invited openly."""
        row = self._row(actor)
        return bool(row["form"] == "gruppe" and row["kind"] in OPEN)

    def end_kind(self, end: str) -> str:
        """``sted``, ``apen`` or ``organisasjon``."""
        if end.startswith(PLACE):
            return "sted"
        return "apen" if self.is_open(end) else "organisasjon"

    def without_persons(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The actors that are not persons, in the same order."""
        return tuple(actor for actor in actors if not self.is_person(actor))

    def any_synthetic(self, actors: Collection[str]) -> bool:
        """Whether any of the actors is invented."""
        rows = self._register.actors
        return bool(rows["synthetic"][rows["id"].isin(list(actors))].any())

    def _row(self, actor: str) -> dict[str, object]:
        row = self._register.actors.iloc[self._register.code(actor)]
        return {str(name): value for name, value in row.items()}
