"""What came of importing an ordinary list: what was read as what, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Message, Problem
    from matchmaker.sources.lists.list_headers import HeaderGuess


@dataclass(frozen=True, slots=True)
class KindProposal:
    """A kind that is proposed for one actor, or a question when no rule knows the words."""

    actor: str
    """Id of the actor."""
    name: str
    """Its name as it stands in the list."""
    row: int
    """Row of the list where it stands first."""
    kind: str | None
    """Code of the kind; ``None`` when the planner must answer."""
    reason: Message
    """By which word it was proposed, and the source of the rule."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that gave no actor."""

    row: int
    reason: Message


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Everything a planner should look at before the list is used."""

    source: str
    """The list as the planner knows it, with its sheet."""
    header_row: int
    """Row of the headers, from 1."""
    headers: tuple[HeaderGuess, ...]
    """What each column was taken for, in the order of the list."""
    counts: Mapping[str, int]
    """How many ``persons``, ``organisations``, ``places``, ``roles`` and ``ties`` were made."""
    proposals: tuple[KindProposal, ...]
    """One per actor, in order of row and id."""
    not_known: tuple[Message, ...]
    """What the list does not say and the analyses will lack."""
    to_check: tuple[Message, ...]
    """What was concluded and may be wrong: possible duplicates, ties that were left weak."""
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    """Cells that could not be read, identity numbers among them; they are left out."""

    @property
    def unanswered(self) -> tuple[KindProposal, ...]:
        """The actors whose kind the planner must state."""
        return tuple(proposal for proposal in self.proposals if proposal.kind is None)
