"""What is done with a kept team is kept with what others have done; where both touched it, one chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids as common
from dashboard.components import kept_ids as ids
from dashboard.components.errors import error_box
from dashboard.pages.browser import in_browser
from dashboard.pages.data_said import command, signature
from dashboard.pages.here import here
from dashboard.pages.team_kept import PAGE, listed, mark_data, mark_of
from dashboard.pages.team_kept_panel import (
    ACTOR,
    ANSWER,
    ANSWERED,
    CALLED,
    HELD,
    LOCKED,
    SENT,
    UNTIL,
    panel,
)
from dashboard.pages.together import asking, button, conflict, news, told
from dashboard.team_state import KEPT
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.services.command_words import said as option
from matchmaker.services.invitation_answers import AnswerRequest, mark_sent, record_answer
from matchmaker.services.team_changes import TeamEdit, edit_team, options_of, put_back
from matchmaker.services.team_news import team_news
from matchmaker.services.team_view import view_team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.team_news import TeamMark
    from matchmaker.services.team_view import TeamView

OVER: Final = "over"
"""Ends what a button does that keeps mine over theirs: ``seat over``."""


@dataclass(frozen=True)
class Pressed:
    """A press on a button of the team, and what stood in the panel."""

    what: str
    key: str
    record: str
    fields: Mapping[str, Any]
    base: Mapping[str, Any]
    """How it stood when the panel was opened."""
    seen: TeamMark | None
    """What the list shows."""
    author: str


@dataclass(frozen=True)
class Shown:
    """What is shown after a press; what is not said stays as it is."""

    list: Any = no_update
    seen: Any = no_update
    told: Any = no_update
    panel: Any = no_update
    news: Any = no_update
    conflict: Any = no_update

    def outputs(self) -> tuple[Any, ...]:
        """In the order of the callback's outputs."""
        return self.list, self.seen, self.told, self.panel, self.news, self.conflict


def shown_after(text: Words, answers: Answers, press: Pressed) -> Shown:
    """Do what a button says. What goes wrong is told, and nothing that was written is taken away."""
    try:
        return _done(text, answers, press)
    except InputError as error:
        if error.code != "changed_meanwhile":
            return Shown(conflict=error_box(text, error))
        return Shown(conflict=conflict(text, error, *_choice(text, press, error)))
    except MatchmakerError as error:
        return Shown(conflict=error_box(text, error))


def _choice(text: Words, press: Pressed, error: InputError) -> list[Component]:
    if press.what == "undo":
        return [button(ids.press("theirs", press.key), "check", text.t("together.take_theirs"))]
    what = press.what.removesuffix(OVER).strip()
    now = error.params.get("now", 0)
    return [
        button(ids.press("theirs", press.key), "check", text.t("together.take_theirs")),
        button(ids.press(f"{what} {OVER}", now), "check", text.t("together.keep_mine")),
    ]


def _done(text: Words, answers: Answers, press: Pressed) -> Shown:
    if press.what == "open":
        made = panel(text, answers, view_team(answers.workspace, press.record), press.key)
        return Shown(panel=made, conflict="")
    if press.what == "close":
        return Shown(panel=None, conflict="")
    if press.what == "quiet":
        return Shown(news="")
    if press.what in ("show", "theirs"):
        return _anew(text, answers, press)
    if press.what == "undo":
        record, _, revision = press.key.partition("|")
        number = put_back(answers.workspace, record, int(revision), press.author)
        return _after(text, answers, press, (record, number), text.t("kept.undone"), again=False)
    return _kept(text, answers, press)


def _kept(text: Words, answers: Answers, press: Pressed) -> Shown:
    """Keep what stands in the panel, made from what it was opened on or, over theirs, from what was told."""
    what = press.what.removesuffix(OVER).strip()
    over = int(press.key) if press.what.endswith(OVER) and press.key.isdigit() else None
    if what in ("sent", "answer"):
        return _letter(text, answers, press, what, over)
    edit = edit_of(view_team(answers.workspace, press.record), press, what, over)
    found = edit_team(answers.workspace, edit, press.author)
    line = command(text, "invite change", [press.record], *options_of(edit))
    return _after(text, answers, press, (found.team, found.revision), text.t("kept.kept"), line=line)


def edit_of(view: TeamView, press: Pressed, what: str, over: int | None) -> TeamEdit:
    """The change that stands in the panel."""
    since = over or int(press.base.get("revision") or 0) or None
    part, given = str(press.base.get("part") or ""), press.fields
    edit = TeamEdit(press.record, since)
    if what == "name":
        return replace(edit, name=str(given.get(CALLED) or ""))
    if what == "seat":
        draft = int(press.base.get("letter") or 0) or None
        actor = str(given.get(ACTOR) or "") or None
        return replace(edit, seat=part, actor=actor, locked=bool(given.get(LOCKED)), draft=draft)
    words, day = str(given.get(HELD) or "").strip(), state.day(str(given.get(UNTIL) or ""))
    seat = next((one for one in view.seats if one.id == part), None)
    same = seat is not None and words == seat.name
    return replace(edit, seat=part, held=None if same else words, until=day, always=day is None)


def _letter(text: Words, answers: Answers, press: Pressed, what: str, over: int | None) -> Shown:
    workspace, invitation = answers.workspace, str(press.base.get("invitation") or "")
    since = over or int(press.base.get("letter") or 0) or None
    today = answers.environment.today
    if what == "sent":
        on = state.day(str(press.fields.get(SENT) or "")) or today
        mark_sent(workspace, (invitation,), on, press.author, since)
        said, number = text.t("kept.noted_sent"), (since or 0) + 1
        line = command(text, "invite sent", [invitation], *_since(since))
    else:
        on = state.day(str(press.fields.get(ANSWERED) or "")) or today
        wish = AnswerRequest(invitation, str(press.fields.get(ANSWER) or ""), on, since)
        kept = record_answer(workspace, wish, press.author)
        said, number = text.say(kept.message), kept.revision
        line = command(text, "invite answer", [invitation, wish.answer], *_since(since))
    return _after(text, answers, press, (invitation, number), said, line=line)


def _since(since: int | None) -> tuple[str, ...]:
    return option("since", str(since)) if since else ()


def _after(
    text: Words, answers: Answers, press: Pressed, own: tuple[str, int], said: str, *,
    again: bool = True, line: Component | None = None,
) -> Shown:  # fmt: skip
    """Show the team as it is after what was kept, and what others had done that has not been told yet."""
    view = view_team(answers.workspace, press.record)
    others = () if press.seen is None else team_news(
        answers.workspace, press.record, press.seen, own
    ).changes  # fmt: skip
    buttons = [button(ids.press("quiet", "nytt"), "check", text.t("together.close"), "quiet")]
    if again:
        key = f"{own[0]}|{own[1]}"
        buttons.insert(0, button(ids.press("undo", key), "undo", text.t("groups.undo"), "quiet"))
    box = told(text, said, others, *buttons)
    mark = mark_data(view.mark)
    content = html.Div([box, line]) if line is not None else box
    return Shown(listed(text, view), mark, mark, None if again else no_update, content, "")


def _anew(text: Words, answers: Answers, press: Pressed) -> Shown:
    """Show the team as it is now; a panel that is open stays as it is, unless theirs was taken."""
    view = view_team(answers.workspace, press.record)
    others = () if press.seen is None else team_news(answers.workspace, press.record, press.seen).changes
    mark = mark_data(view.mark)
    close = button(ids.press("quiet", "nytt"), "check", text.t("together.close"), "quiet")
    box = told(text, text.t("together.shown"), others, close)
    theirs = press.what == "theirs"
    return Shown(
        listed(text, view), mark, mark, None if theirs else no_update, box, "" if theirs else no_update
    )


def banner(text: Words, answers: Answers, record: str, shown: TeamMark, heard: object) -> tuple[Any, Any]:
    """What others have done since the list was drawn, to be told once. Nothing new is no update."""
    known = mark_of(heard)
    if known is None or not team_news(answers.workspace, record, known).changes:
        raise PreventUpdate
    found = team_news(answers.workspace, record, shown)
    if not found.changes:
        raise PreventUpdate
    show = button(ids.press("show", "nytt"), "arrow", text.t("together.show"))
    close = button(ids.press("quiet", "nytt"), "check", text.t("together.close"), "quiet")
    return news(text, found.changes, show, close), mark_data(found.mark)


def register(app: Dash, answers: Answers) -> None:
    """Connect every button of a kept team, and what tells of others."""
    _register_watch(app, answers)

    @app.callback(
        Output(ids.LIST, "children"),
        Output(ids.SEEN, "data"),
        Output(ids.TOLD, "data"),
        Output(ids.PANEL, "children"),
        Output(ids.NEWS, "children"),
        Output(ids.CONFLICT, "children"),
        Input(ids.PRESSED, "data"),
        State(ids.field(ALL), "value"),
        State(ids.field(ALL), "checked"),
        State(ids.base(ALL), "data"),
        State(ids.SEEN, "data"),
        State(common.AUTHOR, "data"),
        State(common.URL, "search"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def act(said: dict[str, Any] | None, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as from the browser
        _values, _checked, bases, seen, author, search, pathname = given
        text = here(PAGE, pathname)
        if not said:
            raise PreventUpdate
        fields = {
            one["id"]["name"]: one.get("value")
            for which_prop in ctx.states_list[:2]
            for one in which_prop
            if (one["id"]["name"] == LOCKED) == (one["property"] == "checked")
        }
        press = Pressed(
            str(said["what"]), str(said["key"]), state.one(search, KEPT) or "", fields,
            next((one for one in bases if isinstance(one, dict)), {}), mark_of(seen), signature(text, author),
        )  # fmt: skip
        return shown_after(text, answers, press).outputs()


def _register_watch(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.HEARD, "data"),
        Input(ids.LOOK, "data"),
        State(ids.SEEN, "data"),
        State(ids.TOLD, "data"),
        State(common.URL, "search"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
        running=asking(ids.WATCH),
    )
    def look(
        _asked: object, seen: object, heard: object, search: str | None, pathname: str
    ) -> dict[str, Any]:
        text, shown = here(PAGE, pathname), mark_of(seen)
        if shown is None:
            raise PreventUpdate
        box: Any
        try:
            box, mark = banner(text, answers, state.one(search, KEPT) or "", shown, heard)
        except MatchmakerError as error:  # the team has been taken away: whoever works on it is told
            box, mark = error_box(text, error), heard
        return {"since": shown.written, "box": box, "told": mark}

    # what was asked before something was kept here is not told after it
    in_browser(
        app, "newsTeam", Output(ids.NEWS, "children", allow_duplicate=True),
        Output(ids.TOLD, "data", allow_duplicate=True), Input(ids.HEARD, "data"), State(ids.SEEN, "data"),
    )  # fmt: skip
