"""«Hva trenger utfordringen?»: stated or drafted needs, each with its reason and source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.icons import icon
from dashboard.components.pickers import COMBOBOX, single_picker
from dashboard.components.pieces import go_button
from dashboard.components.pressed import pressed
from dashboard.pages.team_more import contributions
from dashboard.state import Move, move
from dashboard.team_state import team_query
from matchmaker.services import labels
from matchmaker.services.needs import NeedsRequest, draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.needs import NeedLine, NeedsResult
    from matchmaker.services.team_wish import TeamRequest

IMPORTANCE: Final = {1: "importance.1", 2: "importance.2", 3: "importance.3"}
"""What each step of importance is called."""
ADDED: Final = (1, 2)
"""How many, and how important, a need is when it has just been added."""
MOST_WANTED: Final = 20
STATE, LIST, BUTTONS = "hvor-mange", "liste", "knapper"
"""Parts of the panel that are drawn anew by themselves."""
Need = tuple[str, int, int]


def told(answers: Answers, wish: TeamRequest) -> NeedsResult:
    """What the challenge states and what is drafted. Raises ``InputError``."""
    return answers.ask(draft, NeedsRequest(wish.dataset, wish.challenge, on=wish.on), wish.dataset)


def own(found: NeedsResult) -> tuple[Need, ...]:
    """The needs that hold while nobody has changed them: the stated, else the drafted."""
    return _needs(found.stated or found.drafted)


def in_use(wish: TeamRequest, found: NeedsResult) -> tuple[Need, ...]:
    """The needs of a wish, each contribution once."""
    return tuple({need[0]: need for need in wish.needs or own(found)}.values())


def _needs(lines: Sequence[NeedLine]) -> tuple[Need, ...]:
    return tuple((line.contribution, line.count, line.importance) for line in lines)


def with_needs(wish: TeamRequest, needs: tuple[Need, ...], found: NeedsResult) -> TeamRequest:
    """The wish with other needs; the challenge's own are left out of it, and so are none at all."""
    return replace(wish, needs=() if needs == own(found) else needs)


def needs_panel(text: Words, wish: TeamRequest, answers: Answers) -> Component:
    """Show the needs in use, each with what can be changed."""
    found = told(answers, wish)
    return html.Details(
        [
            dcc.Store(id=ids.need_of("utfordring"), data=whose(text, wish)),
            html.Summary([html.H2(text.t("panel.title")),
                          html.Span(state_of(text, wish, found), className="muted",
                                    id=ids.need_part(STATE))]),
            html.P(text.t("panel.lead"), className="muted"),
            html.Div(need_list(text, wish, found, answers), id=ids.need_part(LIST)),
            _more(text, wish, found, answers),
            *[html.P(text.say(note), className="muted") for note in found.notes
              if note.code == "needs.unread"],
        ],
        className="panel needs-panel", open=bool(wish.needs),
        **attr({"data-submit": ids.SUGGEST}),
    )  # fmt: skip


def whose(text: Words, wish: TeamRequest) -> list[str]:
    """Whose needs these are: while it stays the same, the fields that are written in are left in peace."""
    return [text.language, wish.dataset, wish.challenge]


def state_of(text: Words, wish: TeamRequest, found: NeedsResult) -> str:
    """Say how many needs there are, and whether they are stated, drafted or changed."""
    needs = in_use(wish, found)
    drafted = needs == _needs(found.drafted) and not found.stated
    code = "panel.changed" if wish.needs else "panel.drafted" if drafted else "panel.stated"
    return text.t(code, count=len(needs))


def need_list(text: Words, wish: TeamRequest, found: NeedsResult, answers: Answers) -> Component:
    """Show each need with its fields."""
    needs = in_use(wish, found)
    stated = {line.contribution: line for line in found.stated}
    lines = {**{line.contribution: line for line in found.drafted}, **stated}
    if not needs:
        return html.P(text.t("panel.none"))
    return html.Ul([_row(text, need, needs, lines.get(need[0]), wish, answers) for need in needs],
                   className="need-list")  # fmt: skip


def freshened(
    text: Words, wish: TeamRequest, answers: Answers, shown: Sequence[tuple[str, object, object]]
) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """What has become different in the panel: its parts by name, and what stands in the fields.

    Parameters
    ----------
    text, wish, answers
        As everywhere.
    shown
        The fields on the screen: contribution, count, importance. What is written in one that says what it is
        to say already is left in peace.
    """
    found = told(answers, wish)
    needs = in_use(wish, found)
    parts: dict[str, Any] = {STATE: state_of(text, wish, found), BUTTONS: _buttons(text, wish, found)}
    if [code for code, _, _ in needs] != [code for code, _, _ in shown]:
        parts[LIST] = need_list(text, wish, found, answers)
        return parts, [no_update] * len(shown), [no_update] * len(shown)
    counts = [no_update if now == is_ else is_ for (_, now, _), (_, is_, _) in zip(shown, needs, strict=True)]
    steps = [no_update if now == str(is_) else str(is_)
             for (_, _, now), (_, _, is_) in zip(shown, needs, strict=True)]  # fmt: skip
    return parts, counts, steps


def _remove(text: Words, code: str, name: str) -> html.Button:
    return html.Button(
        [icon("trash"), html.Span(text.t("need.remove"))], id=ids.need_remove(code), type="button",
        className="button quiet", **attr({"aria-label": f"{text.t('need.remove')}: {name}"}),
    )  # fmt: skip


def _row(
    text: Words, need: Need, needs: tuple[Need, ...], line: NeedLine | None, wish: TeamRequest,
    answers: Answers,
) -> html.Li:  # fmt: skip
    code, count, importance = need
    register = answers.workspace.dataset(wish.dataset).register
    name = text.show(labels.contribution(register, code))
    tag = "need.added" if line is None else "need.stated" if line.stated else "need.draft"
    why = [text.say(reason) for reason in line.reasons] if line else []
    sources = [text.t("need.source", source=source) for source in line.sources] if line else []
    able = [text.say(line.message)] if line and line.message else []
    return html.Li(
        [
            html.Div([html.H3(name), html.Span(text.t(tag), className="tag")], className="need-name"),
            html.Div(
                Folded([
                    dmc.NumberInput(
                        id=ids.need_count(code), label=text.t("need.count"), value=count, min=1, size="sm",
                        max=MOST_WANTED, allowDecimal=False, allowNegative=False, hideControls=True,
                        debounce=600, inputProps={"inputMode": "numeric"},
                        **attr({"aria-label": f"{text.t('need.count')}: {name}"}),
                    ),
                    dmc.Select(
                        id=ids.need_importance(code), label=text.t("needs.importance"), size="sm",
                        value=str(importance), allowDeselect=False, withScrollArea=False,
                        comboboxProps=COMBOBOX,
                        data=[{"value": str(step), "label": text.t(said)}
                              for step, said in IMPORTANCE.items()],
                        **attr({"aria-label": f"{text.t('needs.importance')}: {name}"}),
                    ),
                    # none at all would mean the challenge's own, so that the last one stays
                    *([_remove(text, code, name)] if len(needs) > 1 else []),
                ]),
                className="need-fields",
            ),
            html.Div([*map(html.P, why), *map(html.P, able), *map(html.P, sources)], className="need-why"),
        ]
    )  # fmt: skip


def _more(text: Words, wish: TeamRequest, found: NeedsResult, answers: Answers) -> html.Div:
    """Add a need, take the draft, go back to what was stated."""
    options = contributions(text, answers, wish.dataset)
    return html.Div(
        [
            Folded([single_picker(text, ids.NEED_ADD, text.t("panel.add"), options, None,
                                  text.t("panel.choose"))]),
            html.Div(_buttons(text, wish, found), className="buttons", id=ids.need_part(BUTTONS)),
        ],
        className="need-more",
    )  # fmt: skip


def _buttons(text: Words, wish: TeamRequest, found: NeedsResult) -> list[Component]:
    needs, drafted = in_use(wish, found), _needs(found.drafted)
    buttons: list[Component] = []
    if found.stated and drafted and needs != drafted:
        buttons.append(go_button("needs-draft", team_query(with_needs(wish, drafted, found)),
                                 text.t("panel.use_draft"), look="plain", picture="spark"))  # fmt: skip
    if wish.needs:
        back = text.t("panel.back_to_stated") if found.stated else text.t("panel.back_to_draft")
        buttons.append(go_button("needs-own", team_query(replace(wish, needs=())), back, look="plain",
                                 picture="undo"))  # fmt: skip
    return buttons


def changed(
    needs: tuple[Need, ...], counts: Mapping[str, Any], importances: Mapping[str, Any], added: str | None
) -> tuple[Need, ...]:
    """The needs with what stands in the fields; a field that is empty says nothing."""
    made = []
    for code, count, importance in needs:
        number, step = counts.get(code), importances.get(code)
        made.append((
            code,
            max(1, min(int(number), MOST_WANTED)) if isinstance(number, int | float) else count,
            int(str(step)) if str(step) in ("1", "2", "3") else importance,
        ))  # fmt: skip
    if added and added not in {code for code, _, _ in needs}:
        made.append((added, *ADDED))
    return tuple(made)


def without(needs: tuple[Need, ...], contribution: str) -> tuple[Need, ...]:
    """The needs without one of them; the last one stays, since none at all would mean the challenge's own."""
    return tuple(one for one in needs if one[0] != contribution) or needs


def register(app: Dash, answers: Answers, read: Callable[[str | None], TeamRequest]) -> None:
    """Connect the fields: what is changed goes to the address; *read* gives the wish of one."""

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.NEED_ADD, "value"),
        Input(ids.need_count(ALL), "value"),
        Input(ids.need_importance(ALL), "value"),
        Input(ids.NEED_ADD, "value"),
        State(ids.need_count(ALL), "id"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def change(
        counts: list[Any], importances: list[Any], added: str | None, which: list[dict[str, str]],
        search: str | None,
    ) -> tuple[Move, None]:  # fmt: skip
        wish = read(search)
        if not wish.challenge:
            raise PreventUpdate
        found = told(answers, wish)
        codes = [one["contribution"] for one in which]
        needs = in_use(wish, found)
        if [code for code, _, _ in needs] != codes:  # the fields are of another address than the present one
            raise PreventUpdate
        made = changed(
            needs, dict(zip(codes, counts, strict=True)), dict(zip(codes, importances, strict=True)), added
        )
        if made == needs:
            raise PreventUpdate
        return move(search, team_query(with_needs(wish, made, found))), None

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.need_remove(ALL), "n_clicks"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def remove(_clicks: list[int | None], search: str | None) -> Move:
        which, wish = pressed(), read(search)
        if which is None or not wish.challenge:
            raise PreventUpdate
        found = told(answers, wish)
        needs = in_use(wish, found)
        rest = without(needs, which["contribution"])
        if rest == needs:
            raise PreventUpdate
        return move(search, team_query(with_needs(wish, rest, found)))
