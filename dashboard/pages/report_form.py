"""The choices of a report: dataset, challenge, edition, team, parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.pickers import Option, challenge_options, dataset_picker, single_picker
from dashboard.components.pieces import go_button
from dashboard.pages import choices
from dashboard.pages.choices import readable
from matchmaker.services.disclosure import Edition
from matchmaker.services.report_kept import kept_teams
from matchmaker.services.report_request import NO_TEAM, PARTS, ReportRequest, part_title

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def read(search: str | None, answers: Answers, text: Words) -> ReportRequest:
    """Read the wish of an address; one that cannot be read leaves the form as it is without."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    plain = ReportRequest(dataset, state.one(search, state.CHALLENGE), language=text.language)
    return readable(lambda: state.report_request(search, dataset, text.language), plain)


def kept_options(text: Words, wish: ReportRequest, answers: Answers) -> list[Option]:
    """List the teams that are kept for the challenge, the latest first, and a new suggestion."""
    challenge = wish.challenge
    if challenge is None:
        return []
    nobody: tuple[tuple[str, str, str], ...] = ()
    held = readable(lambda: kept_teams(answers.workspace, wish.dataset, challenge), nobody)
    found: list[Option] = [
        {"value": record, "label": f"{name} ({record}, {day})"} for record, name, day in held
    ]
    return [*found, {"value": NO_TEAM, "label": text.t("report.suggest_anew")}] if found else []


def report_form(text: Words, search: str, answers: Answers) -> Component:
    """Make the form, filled with what the address asks for."""
    wish = read(search, answers, text)
    edition = dmc.RadioGroup(
        [
            dmc.Radio(value=Edition.WORKING.value, label=text.t("edition.working")),
            dmc.Radio(value=Edition.PUBLIC.value, label=text.t("edition.public")),
        ],
        id=ids.REPORT_EDITION, label=text.t("gaps.edition"), value=wish.edition.value,
        description=text.t("report.edition_hint"), className="check-list",
    )  # fmt: skip
    parts = dmc.CheckboxGroup(
        [dmc.Checkbox(label=text.say(part_title(part)), value=part.value) for part in PARTS],
        id=ids.REPORT_PARTS, label=text.t("report.parts"), value=[part.value for part in wish.include],
        description=text.t("report.parts_hint"), className="check-list",
    )  # fmt: skip
    return html.Div(
        [
            html.H2(text.t("report.form")),
            dataset_picker(text, answers.datasets(), wish.dataset),
            single_picker(text, ids.REPORT_CHALLENGE, text.t("form.challenge"),
                          challenge_options(choices.challenges(answers, wish.dataset)), wish.challenge,
                          text.t("gaps.whole_register")),
            edition,
            single_picker(text, ids.REPORT_KEPT, text.t("report.team"), kept_options(text, wish, answers),
                          wish.kept, text.t("report.team_latest")),
            *_given(text, wish),
            parts,
        ],
        className="form panel", role="form", **attr({"aria-label": text.t("report.form")}),
    )  # fmt: skip


def _given(text: Words, wish: ReportRequest) -> list[Component]:
    """That the address brings a team, and how to let it go."""
    if not wish.team:
        return []
    without = state.changed(state.report_query(wish), state.TEAM, None)
    return [
        html.P(text.t("report.team_given", count=len(wish.team)), className="muted"),
        go_button("report-let-go", without, text.t("gaps.let_team_go"), picture="undo"),
    ]
