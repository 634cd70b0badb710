"""The form for a row of any table: its fields, what is wrong in it, and saving, removing and leaving."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import state
from dashboard.components import data_ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.icons import icon
from dashboard.pages import data_address
from dashboard.pages.data_address import PAGE, Wish
from dashboard.pages.data_fields import Basis, column_field, feature_field, label
from dashboard.pages.data_filled import FEATURE_BY_HEADER, Faults, Filled
from matchmaker.model import schema
from matchmaker.model.schema import CellType
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words

_GROUPS: Final = (
    ("data.group_who", ("name", "kind", "municipality", "place", "unit", "orgnr", "form", "sector")),
    ("data.group_taking_part", ("groups", "appointed_by", "hours", "available", "reserved")),
    ("data.group_privacy", ("legal_basis", "basis_source", "informed")),
    ("data.group_source", ("source", "origin", "synthetic")),
)
"""How an actor's many fields are ordered; a table not named here has one group."""
_TITLES: Final = {
    "actors": "data.title_actor", "contributions": "data.title_contribution", "ties": "data.title_tie",
}  # fmt: skip
_NEW: Final = {
    "actors": "data.new_actor", "contributions": "data.new_contribution", "ties": "data.new_tie",
}  # fmt: skip


def leading(
    text: Words, to: Wish | None, search: str, said: str | list[Component], look: str, **more: str
) -> html.A:
    """Make a link that opens a form, or closes all when *to* is ``None``; the rest of the address stays."""
    address = data_address.query(to, search)
    changes = {name: state.one(address, name) for name in (state.ACTOR, data_address.NEW, data_address.ROW)}
    return html.A(
        said, href=state.href(text.language, PAGE, address), className=look,
        **attr({"data-change": json.dumps(changes), **more}),
    )  # fmt: skip


def new_title(text: Words, table: str) -> str:
    """What a new row is called: «Nytt bidrag»."""
    return text.t(_NEW[table])


def form(basis: Basis, held: Filled, search: str, faults: Faults, arrive: str) -> list[Component]:
    """Make the form.

    Parameters
    ----------
    basis
        What its fields are made from.
    held
        What it is about, and what stands in it.
    search
        The query, for the links that lead away.
    faults
        What is wrong in it.
    arrive
        Non-empty when focus is to go to it; tells this time from the one before.
    """
    text, which = basis.text, basis.form
    bad = bool(faults.at or faults.general or faults.meanwhile)
    back = leading(
        text, None, search, [icon("back"), html.Span(text.t("data.all_actors"))], "button quiet",
        **_then(held, which),
    )  # fmt: skip
    focus = {"data-arrive": arrive} if arrive and not bad else {}
    heading = html.H3(title(text, held), id=data_ids.form_heading(which), tabIndex=-1, **attr(focus))
    return [
        html.Div(
            [
                html.Div(
                    [*([back] if which == "actor" else []), heading, _named(text, held)],
                    className="form-head",
                ),
                *([_summary(basis, held, faults, arrive)] if bad else []),
                html.P(text.t("data.empty_is_unknown"), className="muted"),
                *_groups(basis, held, faults),
                _buttons(text, held, which, search),
                html.Div(id=data_ids.confirm(which)),
            ],
            className="form panel data-form", role="form",
            **attr({"aria-labelledby": data_ids.form_heading(which), "data-submit": data_ids.save(which)}),
        )
    ]  # fmt: skip


def title(text: Words, held: Filled) -> str:
    """Head a form: what is new, or the actor by name, or what slag of row it is."""
    table = held.wish.table
    if held.wish.key is None:
        return new_title(text, table)
    return held.texts.get("navn") or text.t(_TITLES[table])


def _named(text: Words, held: Filled) -> html.P:
    """Which row and which version the form is about."""
    version = text.t("data.from_version", version=held.base) if held.base else text.t("data.from_files")
    key = held.wish.key
    named: list[Any] = [html.Code(key[0]), " · "] if key and held.wish.table == schema.ACTORS.name else []
    return html.P([*named, version], className="muted small")


def _groups(basis: Basis, held: Filled, faults: Faults) -> list[Component]:
    spec = schema.TABLES[held.wish.table]
    if spec is not schema.ACTORS:
        names = [column.name for column in spec.columns if not (column.name == "actor" and held.wish.actor)]
        return [_fields(basis, held, faults, tuple(names))]
    groups: list[Component] = [
        html.Fieldset([html.Legend(basis.text.t(title)), _fields(basis, held, faults, names)])
        for title, names in _GROUPS
    ]
    return [*groups, _features(basis, held, faults)]


def _fields(basis: Basis, held: Filled, faults: Faults, names: tuple[str, ...]) -> html.Div:
    spec = schema.TABLES[held.wish.table]
    columns = [spec.column(name) for name in names]
    return html.Div(
        [
            column_field(
                basis, spec.name, column, held.texts.get(column.header, ""), faults.at.get(column.header)
            )
            for column in columns
            if column.type is not CellType.ID
        ],
        className="data-fields",
    )


def _features(basis: Basis, held: Filled, faults: Faults) -> html.Details:
    """Make the fields of what persons state of themselves; open when something stands in one."""
    own = {column.header for column in schema.ACTORS.columns}
    more = sorted(set(held.texts) - own - set(FEATURE_BY_HEADER))
    headers = [*FEATURE_BY_HEADER, *more]
    fields = [feature_field(basis, one, held.texts.get(one, ""), faults.at.get(one)) for one in headers]
    return html.Details(
        [
            html.Summary(basis.text.t("data.features")),
            html.P(basis.text.t("data.features_lead"), className="muted"),
            html.Div(Folded(fields), className="data-fields"),
        ],
        open=any(held.texts.get(one) or faults.at.get(one) for one in headers),
    )


def _then(held: Filled, which: str) -> dict[str, str]:
    """Where focus goes when the form is gone: to the search for actors, or over the list of the row."""
    target = data_ids.ACTORS_FILTER if which == "actor" else data_ids.list_heading(held.wish.table)
    return {"data-then": target}


def dom_id(identity: dict[str, object]) -> str:
    """Write a composed id as it stands in the page."""
    return json.dumps(identity, sort_keys=True, separators=(",", ":"))


def _buttons(text: Words, held: Filled, which: str, search: str) -> html.Div:
    actor = held.wish.actor
    back = Wish(held.wish.dataset, schema.ACTORS.name, (actor,), actor) if which == "row" else None
    remove = html.Button(
        [icon("trash"), html.Span(text.t("data.remove"))], id=data_ids.press(which, "ask"), type="button",
        className="button quiet", **attr({"aria-controls": data_ids.confirm(which)}),
    )  # fmt: skip
    return html.Div(
        [
            html.Button([icon("check"), html.Span(text.t("data.save"))], id=data_ids.save(which),
                        type="button", className="button primary", **attr(_then(held, which))),
            leading(text, back, search, text.t("data.cancel"), "button plain", **_then(held, which)),
            *([remove] if held.wish.key is not None else []),
        ],
        className="data-buttons",
    )  # fmt: skip


def _summary(basis: Basis, held: Filled, faults: Faults, arrive: str) -> html.Div:
    """Say what is wrong, with a way to each field; takes focus."""
    text, which = basis.text, basis.form
    said = text.t("data.meanwhile") if faults.meanwhile else text.t("data.not_saved")
    return html.Div(
        [
            html.H4([icon("warn"), said], tabIndex=-1,
                    **attr({"data-arrive": arrive})),
            html.Ul([html.Li(_to_field(basis, held, header, fault)) for header, fault in faults.at.items()]
                    + [html.Li(one) for one in (*faults.general, *faults.meanwhile)]),
            *(_meanwhile(text, held, faults, which) if faults.meanwhile else []),
        ],
        id=data_ids.faults(which), className="error-box",
    )  # fmt: skip


def _to_field(basis: Basis, held: Filled, header: str, fault: str) -> list[Component]:
    target = dom_id(data_ids.field(basis.form, header))
    name = label(basis.text, held.wish.table, header)
    return [
        html.Button(name, type="button", className="as-link", **attr({"data-focus": target})),
        html.Span(f" – {fault}"),
    ]


def _meanwhile(text: Words, held: Filled, faults: Faults, which: str) -> list[Component]:
    """Say that nothing is lost, where the form differs from what is kept, and the ways on."""
    if faults.gone:
        return [html.P(text.t("data.gone_meanwhile"))]
    rows = [
        html.Li(
            text.t(
                "data.differs",
                field=label(text, held.wish.table, header),
                kept=kept or text.t("data.unknown"),
                written=written or text.t("data.unknown"),
            )
        )
        for header, kept, written in faults.differs
    ]
    ways = [
        html.Button(text.t(said), id=data_ids.press(which, what), type="button", className="button plain")
        for what, said in (("rebase", "data.keep_mine"), ("fetch", "data.take_theirs"))
    ]
    return [
        html.P(text.t("data.nothing_overwritten")), html.Ul(rows), html.Div(ways, className="data-buttons"),
    ]  # fmt: skip


def confirmation(text: Words, held: Filled, which: str, hanging: Mapping[str, int], arrive: str) -> html.Div:
    """Ask whether a row is really to go, and say what goes with it."""
    with_it = [
        html.Li(f"{labels.table_title(name)}: {text.show(hanging[name])}")
        for name in schema.TABLES
        if name in hanging
    ]
    return html.Div(
        [
            html.H4(
                text.t("data.really", what=title(text, held)), tabIndex=-1, **attr({"data-arrive": arrive})
            ),
            *([html.P(text.t("data.goes_with")), html.Ul(with_it)] if with_it else []),
            html.P(text.t("data.can_be_undone")),
            html.Div(
                [
                    html.Button([icon("trash"), html.Span(text.t("data.yes_remove"))],
                                id=data_ids.press(which, "remove"), type="button", className="button primary",
                                **attr(_then(held, which))),
                    html.Button(text.t("data.no_keep"), id=data_ids.press(which, "keep"), type="button",
                                className="button plain",
                                **attr({"data-then": dom_id(data_ids.press(which, "ask"))})),
                ],
                className="data-buttons",
            ),
        ],
        className="callout warn",
    )  # fmt: skip
