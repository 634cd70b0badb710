"""«Flere ønsker»: everything else that can be asked of a team, each field with its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import html

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.icons import icon
from dashboard.components.pickers import Option, many_picker, single_picker, words_picker
from dashboard.pages import choices, data_choices
from dashboard.pages.team_actors import offered
from dashboard.pages.team_fields import HOUSEHOLD, SIDE, UNIT, USUAL, WEIGHTS, standing
from dashboard.pages.team_pairs import pair_maker
from matchmaker.model import municipalities
from matchmaker.services import labels
from matchmaker.services.rules import list_rules
from matchmaker.services.team_wish import TeamRequest

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

MOST_POINTS: Final = 1000
"""Points that a part of the score can be given at most."""
NAMES: Final = {
    "need": "weight.need", "ready": "weight.ready", "side": "weight.side", "group": "weight.group",
    "voice": "weight.voice",
    "inroad": "weight.inroad", "profile": "weight.profile", "kind": "weight.kind", "phase": "weight.phase",
    "resource": "weight.resource", "party": "weight.party", "area": "weight.area", "tie": "weight.tie",
    "tie_cap": "weight.tie_cap", "bridge": "weight.bridge", "reach": "weight.reach", "load": "weight.load",
    "asked": "weight.asked", "travel": "weight.travel",
}  # fmt: skip
"""What each part of the score that can be weighted is called."""
_ELSEWHERE: Final = 4
"""The first fields of the form are not in the fold: challenge, two of names, and one per side."""


def more(text: Words, wish: TeamRequest, answers: Answers) -> html.Details:
    """Make the fold; open when something in it is asked for."""
    fields = [
        dmc.Checkbox(id=ids.EQUALITY, label=text.t("more.equality"), checked=SIDE in wish.no_majority),
        html.Div(
            [
                _most(ids.MOST_UNIT, text.t("more.most_unit"), dict(wish.most_each).get(UNIT, "")),
                _most(ids.MOST_HOUSEHOLD, text.t("more.most_household"),
                      dict(wish.most_each).get(HOUSEHOLD, "")),
            ],
            className="pair",
        ),
        many_picker(text, ids.COVER, text.t("more.cover"), contributions(text, answers, wish.dataset),
                    [what for what, _ in wish.cover], text.t("more.cover_hint")),
        pair_maker(text, wish, offered(answers, wish.dataset, ()), choices.names(answers, wish.dataset)),
        words_picker(text, ids.HOLD, text.t("more.hold"), wish.hold, text.t("more.hold_hint")),
        single_picker(text, ids.MEETING, text.t("more.meeting"), places(answers, wish.dataset),
                      meeting(wish), text.t("more.anywhere")),
        dmc.NumberInput(
            id=ids.HOURS, label=text.t("more.hours"), value="" if wish.hours is None else wish.hours, min=0,
            max=9999, allowNegative=False, size="md", hideControls=True, decimalScale=1,
            decimalSeparator=_sign(text), inputProps={"inputMode": "decimal"},
        ),
        words_picker(text, ids.LANGUAGES, text.t("more.languages"), wish.languages, None),
        many_picker(text, ids.TEAM_RULES, text.t("more.rules"), rule_options(text), wish.rules,
                    text.t("more.rules_hint")),
        _weights(text, wish),
    ]  # fmt: skip
    return html.Details(
        [html.Summary(text.t("more.title")), html.Div(Folded(fields), className="more-fields")],
        open=_asked(wish), className="more",
    )  # fmt: skip


def _asked(wish: TeamRequest) -> bool:
    plain = standing(TeamRequest(wish.dataset, wish.challenge))
    return standing(wish)[_ELSEWHERE:] != plain[_ELSEWHERE:] or bool(wish.together or wish.apart)


def contributions(text: Words, answers: Answers, dataset: str) -> list[dict[str, Any]]:
    """List what somebody can contribute, grouped; nothing when the dataset cannot be read."""
    return choices.readable(
        lambda: data_choices.contributions(text, answers.workspace.dataset(dataset).register), []
    )


def places(answers: Answers, dataset: str) -> list[Option]:
    """List the dataset's municipalities."""
    found = choices.municipalities(answers, dataset)
    return [{"value": number, "label": labels.place(number)} for number in found]


def meeting(wish: TeamRequest) -> str | None:
    """Number of the municipality where the team meets, however it was written."""
    return municipalities.lookup(wish.meeting) if wish.meeting else None


def rule_options(text: Words) -> list[Option]:
    """List the rules that can be posed as demands."""
    return [{"value": row.rule, "label": text.say(row.title)} for row in list_rules().rules if row.posable]


def _most(which: str, label: str, value: int | str) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=which, label=label, value=value, min=0, max=200, allowDecimal=False, allowNegative=False,
        size="sm", hideControls=True, inputProps={"inputMode": "numeric"},
    )  # fmt: skip


def _sign(text: Words) -> str:
    return "." if text.language == "en" else ","


def _weights(text: Words, wish: TeamRequest) -> html.Details:
    """«Hva teller mest?»: points of each part of the score, with the usual ones beside them."""
    rows = [
        html.Tr([
            html.Th(text.t(NAMES[name]), scope="row"),
            html.Td(text.number(USUAL[name], 1), className="number"),
            html.Td(Folded([_points(text, name, getattr(wish.weights, name))])),
        ])
        for name in WEIGHTS
    ]  # fmt: skip
    headers = (text.t("weights.part"), text.t("weights.usual"), text.t("weights.points"))
    head = html.Tr([html.Th(said, scope="col") for said in headers])
    content: list[Component] = [
        html.P(text.t("weights.lead"), className="muted"),
        html.Table([html.Caption(text.t("weights.caption"), className="visually-hidden"),
                    html.Thead(head), html.Tbody(rows)], className="weights"),
        html.Button([icon("undo"), text.t("weights.reset")], id=ids.WEIGHT_RESET, type="button",
                    className="button quiet"),
    ]  # fmt: skip
    changed = any(getattr(wish.weights, name) != usual for name, usual in USUAL.items())
    return html.Details([html.Summary(text.t("weights.title")), *content], open=changed)


def _points(text: Words, name: str, value: float) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=ids.weight(name), value=value, min=0.1 if name == "tie_cap" else 0, max=MOST_POINTS,
        allowNegative=False, decimalScale=3, decimalSeparator=_sign(text), size="sm", hideControls=True,
        inputProps={"inputMode": "decimal"},
        **attr({"aria-label": text.t("weights.points_of", part=text.t(NAMES[name]))}),
    )  # fmt: skip
