"""Rules in the form: sets who sit together or apart, and who keeps a group. They wait for «Foreslå»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pressed import pressed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words

TOGETHER, APART, PINS = "together", "apart", "pins"
_MOST: Final = 500
"""Rules of each kind that a form holds."""


@dataclass(frozen=True, slots=True)
class RuleSets:
    """The rules that stand in the form."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    pins: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, data: object) -> RuleSets:
        """Read what the browser holds; what cannot be read is left out."""
        held = data if isinstance(data, dict) else {}
        pins = ((one[0], one[1]) for one in _sets(held.get(PINS)) if len(one) == 2)
        return cls(_sets(held.get(TOGETHER)), _sets(held.get(APART)), tuple(pins))

    def written(self) -> dict[str, list[list[str]]]:
        """Write the rules as the browser holds them."""
        return {
            TOGETHER: [list(one) for one in self.together],
            APART: [list(one) for one in self.apart],
            PINS: [list(one) for one in self.pins],
        }

    def without(self, kind: str, number: int) -> RuleSets:
        """The rules without one of them."""
        held = self.written()
        if kind in held and 0 <= number < len(held[kind]):
            del held[kind][number]
        return RuleSets.read(held)

    def with_set(self, kind: str, people: tuple[str, ...]) -> RuleSets:
        """The rules with a set who sit together or apart; the same when they are not two."""
        held = self.written()
        if len(people) > 1 and list(people) not in held[kind]:
            held[kind].append(list(people))
        return RuleSets.read(held)

    def with_pin(self, person: str, group: str) -> RuleSets:
        """The rules with somebody who keeps a group; the same unless both are said."""
        if not person or not group:
            return self
        return RuleSets(self.together, self.apart, (*self.pins, (person, group)))


def _sets(data: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(data, list):
        return ()
    found = [
        tuple(dict.fromkeys(str(part) for part in one))
        for one in data[:_MOST]
        if isinstance(one, list) and len(one) > 1
    ]
    return tuple(dict.fromkeys(found))


def rule_list(text: Words, sets: RuleSets, people: Mapping[str, str], groups: Mapping[str, str]) -> Component:
    """List the rules, each with the way back."""

    def called(block: tuple[str, ...]) -> str:
        return text.show(tuple(people.get(one, one) for one in block))

    said = [(TOGETHER, at, text.t("groups.is_together", people=called(one)))
            for at, one in enumerate(sets.together)]  # fmt: skip
    said += [(APART, at, text.t("groups.is_apart", people=called(one))) for at, one in enumerate(sets.apart)]
    said += [
        (PINS, at, text.t("groups.is_pinned", person=people.get(one, one), group=groups.get(group, group)))
        for at, (one, group) in enumerate(sets.pins)
    ]
    if not said:
        return html.P(text.t("groups.no_rules"), className="muted")
    return html.Ul([_item(text, kind, at, told) for kind, at, told in said], className="told-list")


def _item(text: Words, kind: str, at: int, told: str) -> html.Li:
    out = text.t("groups.rule_out")
    return html.Li(
        [
            html.Span(told),
            html.Button(
                [icon("trash"), html.Span(out)], id=ids.rule_out(kind, at), type="button",
                className="button quiet", **attr({"aria-label": f"{out}: {told}"}),
            ),
        ]
    )  # fmt: skip


Called = tuple["Words", "Mapping[str, str]", "Mapping[str, str]"]


def register(app: Dash, called: Callable[[str | None, str], Called]) -> None:
    """Connect the buttons; *called* gives the words, and names of people and groups, of an address."""

    @app.callback(
        Output(ids.RULES, "data"),
        Output(ids.RULE_PEOPLE, "value"),
        Output(ids.PIN_PERSON, "value"),
        Output(ids.PIN_GROUP, "value"),
        Input(ids.RULE_TOGETHER, "n_clicks"),
        Input(ids.RULE_APART, "n_clicks"),
        Input(ids.PIN_ADD, "n_clicks"),
        Input(ids.rule_out(ALL, ALL), "n_clicks"),
        State(ids.RULE_PEOPLE, "value"),
        State(ids.PIN_PERSON, "value"),
        State(ids.PIN_GROUP, "value"),
        State(ids.RULES, "data"),
        prevent_initial_call=True,
    )
    def change(*given: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as it comes from the browser
        people, person, group, data = given[-4:]
        before = RuleSets.read(data)
        which = pressed()
        after = before if which is None else _changed(before, which, people, person, group)
        if after == before:
            raise PreventUpdate
        return after.written(), [], None, None

    @app.callback(
        Output(ids.RULE_LIST, "children"),
        Input(ids.RULES, "data"),
        State(common.URL, "search"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def tell(data: object, search: str | None, pathname: str) -> Component:
        text, people, groups = called(search, pathname)
        return rule_list(text, RuleSets.read(data), people, groups)


def _changed(before: RuleSets, which: Any, people: Any, person: Any, group: Any) -> RuleSets:  # noqa: ANN401
    if isinstance(which, dict):
        return before.without(str(which["kind"]), int(which["number"]))
    if which == ids.PIN_ADD:
        return before.with_pin(str(person or ""), str(group or ""))
    kind = TOGETHER if which == ids.RULE_TOGETHER else APART
    return before.with_set(kind, tuple(str(one) for one in people or ()))
