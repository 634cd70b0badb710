"""What every part of *Hvem når vi ikke?* has around it: heading, what is invented, basis, command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dash import html

from dashboard.components.finding import finding_card
from dashboard.components.pieces import announcement, callout, command_box, empty, notes, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.kernel.errors import Message
    from matchmaker.services.gaps import Finding


class Told(Protocol):
    """What every answer says of itself."""

    @property
    def title(self) -> str:
        """What was asked about."""

    @property
    def notes(self) -> Sequence[Message]:
        """What the reader should know about the basis."""


def framed(
    text: Words, heading: str, answer: Told, content: Sequence[Component], command: str, invented: str = ""
) -> html.Div:
    """Put an answer between its heading and its basis; what is invented is said before anything else.

    *invented* says what is, unless it is the actors.
    """
    made_up = bool(getattr(answer, "synthetic", False))
    said = invented or text.t("team.synthetic")
    return html.Div(
        [
            announcement(heading),
            html.H2(heading),
            *([callout(html.P(said), look="warn")] if made_up else []),
            *content,
            section(text.t("team.basis"), notes([text.say(note) for note in answer.notes])),
            command_box(text, command),
        ]
    )


def found(text: Words, title: str, findings: Sequence[Finding], none: str) -> html.Section:
    """List findings, each with what can be done; *none* is said when there are none."""
    if not findings:
        return section(title, callout(html.P(none)))
    return section(title, html.Ul([finding_card(text, one) for one in findings], className="findings"))


def choose_challenge(text: Words) -> html.Div:
    """Say that this part is about one challenge, and where to choose it."""
    return empty(text.t("missing.choose"), html.P(text.t("missing.choose_hint")))
