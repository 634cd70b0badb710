"""A suggestion and what is missing as one self-contained HTML file for the case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.labels import shown
from matchmaker.services.repeat import team_command

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.gaps import GapsResult
    from matchmaker.services.team import TeamResult


def render_report(team: TeamResult, gaps: GapsResult, words: Catalogue) -> str:
    """The report as HTML: no script, no outside address, readable on paper.

    It leaves the planner's own page, so persons stand there by kind and not by name.
    """
    from jinja2 import Environment as Templates
    from jinja2 import PackageLoader, StrictUndefined

    templates = Templates(
        loader=PackageLoader("matchmaker.services"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    templates.filters["say"] = words.say
    templates.filters["show"] = words.show
    templates.filters["percent"] = words.percent
    heading = words.say(
        Message("team.heading", {"role": team.decided_by or words.term("team.decider_unknown")})
    )
    status = words.say(Message(f"status.{team.status}", {"gap": team.gap}))
    score = words.say(Message("team.score", {"points": team.objective}))
    return templates.get_template("report.html.j2").render(
        team=team, gaps=gaps, words=words, shown=shown,
        term=words.term, number=words.number, language=words.language,
        heading=heading, status=status, score=score, command=team_command(team.request, words.language),
    )  # fmt: skip


def write_report(path: Path, team: TeamResult, gaps: GapsResult, words: Catalogue) -> Path:
    """Write the report, making its folder when there is none; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_report(team, gaps, words), encoding="utf-8")
    return path
