"""A letter on the screen, for the tests that look at what every page holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.pages.team_letters import shown
from matchmaker.kernel.errors import Message
from matchmaker.services.invitation import InvitationRequest, InvitationResult, Letter, Terms

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words


def a_letter(text: Words) -> Component:
    """Show a result with one letter in it."""
    said = Message("word.yes")
    letter = Letter("sete-1", "person", "a", "", "nb", "innbygger", "", said, (said, said, said), (), (),
                    synthetic=True)  # fmt: skip
    result = InvitationResult(
        InvitationRequest("team-1", Terms()), "d", "c", "t", (letter,), (), (), "1", "1", synthetic=True
    )
    return shown(text, result, kept=False)
