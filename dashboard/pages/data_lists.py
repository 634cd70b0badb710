"""An actor's contributions and ties as lists, each row with the way to its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard.components import data_ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.table import Cell, table
from dashboard.pages.data_address import PARTS, Wish
from dashboard.pages.data_form import leading, new_title
from matchmaker.kernel.errors import Message
from matchmaker.services import labels
from matchmaker.services.editing import list_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.model.register import Register
    from matchmaker.services.editing import RowInfo
    from matchmaker.services.kept import KeptWorkspace

_TITLES: Final = {"contributions": "actor.brings", "ties": "actor.relations"}
_NONE: Final = {"contributions": "data.no_contributions", "ties": "data.no_ties"}


def lists(
    text: Words, workspace: KeptWorkspace, wish: Wish, names: Mapping[str, str], search: str
) -> list[Component]:
    """List what hangs on an actor.

    Parameters
    ----------
    text
        The words.
    workspace
        Where.
    wish
        Whose form is open.
    names
        Id → name of every actor.
    search
        The query, for links.
    """
    register = workspace.dataset(wish.dataset).register
    return [
        _list(text, register, list_rows(workspace, wish.dataset, part, wish.actor), wish, part, names, search)
        for part in PARTS
    ]


def _list(
    text: Words, register: Register, rows: tuple[RowInfo, ...], wish: Wish, part: str,
    names: Mapping[str, str], search: str,
) -> html.Section:  # fmt: skip
    new = Wish(wish.dataset, part, None, wish.actor)
    add = leading(text, new, search, [icon("plus"), html.Span(new_title(text, part))], "button plain")
    head = html.H3(text.t(_TITLES[part]), id=data_ids.list_heading(part), tabIndex=-1)
    shown: Component = html.P(text.t(_NONE[part]), className="muted")
    if rows:
        make = _contribution if part == "contributions" else _tie
        cells = []
        for row in rows:
            said = make(text, register, row.values, wish.actor, names)
            cells.append([*said, _edit(text, Wish(wish.dataset, part, row.key, wish.actor), search, said)])
        cells.sort(key=lambda row: tuple(map(str, row[:2])))
        headers = {
            "contributions": [text.t("field.contribution"), text.t("field.grade"), text.t("field.evidence")],
            "ties": [text.t("field.relation"), text.t("data.with_whom"), text.t("field.strength")],
        }[part]
        headers += [text.t("data.period"), text.t("field.source"), text.t("data.edit")]
        shown = table(text.t("data.in_all", count=len(cells)), headers, cells)
    return html.Section(
        [html.Div([head, add], className="list-head"), shown],
        className="data-list", **attr({"aria-labelledby": data_ids.list_heading(part)}),
    )  # fmt: skip


def _edit(text: Words, wish: Wish, search: str, said: list[Cell]) -> html.A:
    named = f"{said[0]} {said[1]}" if wish.table == "ties" else f"{said[0]}"
    label = {"aria-label": f"{text.t('data.edit')}: {named}"}
    return leading(text, wish, search, text.t("data.edit"), "as-link", **label)


def _contribution(
    text: Words, register: Register, row: Mapping[str, Any], _actor: str, _names: Mapping[str, str]
) -> list[Cell]:
    return [
        text.show(labels.contribution(register, row["contribution"])),
        _code(text, "grade", row["grade"]),
        _code(text, "evidence", row["evidence"]),
        _period(text, row),
        row["source"] or text.t("data.unknown"),
    ]


def _tie(
    text: Words, _register: Register, row: Mapping[str, Any], actor: str, names: Mapping[str, str]
) -> list[Cell]:
    outgoing = row["tail"] == actor
    other = str(row["head"] if outgoing else row["tail"])
    way = "out" if outgoing or row["symmetric"] else "in"
    return [
        text.say(Message(f"relation.{row['relation']}.{way}")),
        names.get(other, other),
        text.number(row["strength"], 0 if row["strength"] == int(row["strength"]) else 1),
        _period(text, row),
        row["source"] or text.t("data.unknown"),
    ]


def _code(text: Words, family: str, code: str | None) -> str:
    if code is None:
        return text.t("data.unknown")
    return text.say(Message(f"grade.{code}") if family == "grade" else Message(f"evidence.{code}"))


def _period(text: Words, row: Mapping[str, Any]) -> str:
    begun, ended = row["valid_from"], row["valid_to"]
    if begun is None and ended is None:
        return text.t("data.unknown")
    return " – ".join("" if day is None else day.strftime("%d.%m.%Y") for day in (begun, ended)).strip()
