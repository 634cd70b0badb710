"""A kept team with everything that can be pressed and written in, for the tests that look at every page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.pages.answers import Answers
from dashboard.pages.team_kept import kept_team
from dashboard.pages.team_kept_panel import panel
from dashboard.texts import words
from matchmaker.services.environment import Environment
from matchmaker.services.invitation import InvitationRequest, keep_drafts
from matchmaker.services.invitation_answers import mark_sent
from matchmaker.services.team_view import view_team
from matchmaker.store.memory import MemoryStorage
from tests.invitations import ENVIRONMENT, TERMS, team, workspace_on

if TYPE_CHECKING:
    from matchmaker.services.kept import KeptWorkspace

SEARCH = "?datasett=lite&utfordring=sak&del=invitasjon&beholdt=team-1"


def answers_on(workspace: KeptWorkspace) -> Answers:
    """The dashboard's answers over a workspace."""
    return Answers(workspace, Environment(lambda: date(2026, 11, 22)))


def a_team(workspace: KeptWorkspace) -> str:
    """Keep a team of which one seat has a draft and one an invitation that is sent; its id."""
    record = team(workspace)
    keep_drafts(workspace, InvitationRequest(record, TERMS, ("sete-1", "sete-2")), ENVIRONMENT, "kari")
    mark_sent(workspace, ("invitasjon-2",), date(2026, 11, 22), "kari")
    return record


def everything() -> list[Any]:
    """Whatever may stand in a kept team."""
    text = words("nb")
    answers = answers_on(workspace_on(MemoryStorage()))
    record = a_team(answers.workspace)
    view = view_team(answers.workspace, record)
    parts = ("sete-1", "sete-2", "sete-11", "ny", "navn")
    return [kept_team(text, answers, record), *(panel(text, answers, view, part) for part in parts)]
