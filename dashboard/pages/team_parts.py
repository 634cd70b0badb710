"""The parts of *Hvem bør inviteres?*: what each is called in the address, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.pages import part_choice
from dashboard.pages.team_answer import team
from dashboard.pages.team_describe import describe
from dashboard.pages.team_different import different
from dashboard.pages.team_front import front
from dashboard.pages.team_missed import missed
from dashboard.pages.team_settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.team_wish import TeamRequest


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    code: str
    """Its name in the address."""
    title: str
    """Code of what it is called."""
    build: Callable[[Words, Answers, TeamRequest, str], Component]
    """Makes what is shown, of the wish and the query. Raises what the services raise."""
    challenge: bool = True
    """Whether it is about one challenge of the dataset."""


PARTS = (
    Part("team", "parts.team", team),
    Part("avveininger", "parts.front", front),
    Part("andre", "parts.others", different),
    Part("hvorfor-ikke", "parts.missed", missed),
    Part("invitasjon", "parts.invite", settle),
    Part("beskriv", "parts.describe", describe, challenge=False),
)  # fmt: skip


def chosen(search: str | None) -> Part:
    """The part that an address asks for."""
    return part_choice.chosen(PARTS, search)
