"""The form for groups: how many, by what people are spread, and the rules; what is usual stands in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import state
from dashboard.components import group_ids as ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.group_words import MODES, Names
from dashboard.components.icons import icon
from dashboard.components.pickers import COMBOBOX, Option, dataset_picker, many_picker, single_picker
from dashboard.groups_state import LIMITS, groups_request
from dashboard.pages.choices import readable
from dashboard.pages.groups_body import Everybody
from dashboard.pages.groups_rules import RuleSets, rule_list
from matchmaker.model import schema
from matchmaker.model.attributes import values_of
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.event_attributes import attribute_wishes
from matchmaker.services.event_groups import event_groups, round_count
from matchmaker.services.event_people import comers, presence
from matchmaker.services.groups_request import SEPARATIONS, TIES, AttributeWish, GroupsRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.model.register import Register

MOST_ATTRIBUTES: Final = 12
"""Attributes in the form; others can be had in the sheet *gruppeegenskaper*."""
MOST_VALUES: Final = 40
_PICKED: Final = tuple(mode for mode in GroupMode if mode is not GroupMode.IKKE_ALENE)
AUTO, YES, NO = "", "ja", "nei"
SEPARATED: Final = {
    "enhet": "groups.separate.enhet",
    "leder": "groups.separate.leder",
    "husstand": "groups.separate.husstand",
}
TIED: Final = {
    "ingen": "groups.ties.ingen",
    "fremmede": "groups.ties.fremmede",
    "par": "groups.ties.par",
}
MET: Final = {AUTO: "groups.meet.usual", YES: "groups.meet.once", NO: "groups.meet.again"}


def wanted(search: str | None, answers: Answers) -> GroupsRequest:
    """Read the wish of an address; one that cannot be read leaves the form as it is without wishes."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    return readable(lambda: groups_request(search, dataset), GroupsRequest(dataset))


class Offer:
    """What a dataset has to choose from in the form.

    Parameters
    ----------
    register
        The dataset.
    request
        The wish: what it says, or else what is usual, stands in the form.

    Raises ``InputError`` where nobody comes, or the wish cannot be.
    """

    def __init__(self, register: Register, request: GroupsRequest) -> None:
        people = comers(register, replace(request, absent=()))
        self.people: dict[str, str] = dict(zip(people.ids, people.names, strict=True))
        groups = event_groups(register, request, len(people.ids))
        self.groups: dict[str, str] = {group.id: group.name for group in groups}
        self.rounds = round_count(register, request, groups)
        wishes = [
            replace(wish, attribute=schema.attribute_code(wish.attribute))
            for wish in attribute_wishes(register, request, people)
        ]
        there = presence(people, self.rounds)
        self.everybody = Everybody(
            self.people,
            tuple(
                frozenset(actor for actor, here in zip(people.ids, row, strict=True) if here) for row in there
            ),
        )
        self.wishes: tuple[AttributeWish, ...] = tuple(wishes)
        self.attributes = _attributes(register, people.ids, [wish.attribute for wish in wishes])

    def people_options(self) -> list[Option]:
        """People as options, by name."""
        named = sorted(self.people.items(), key=lambda one: (one[1].casefold(), one[0]))
        return [{"value": actor, "label": name} for actor, name in named]

    def group_options(self) -> list[Option]:
        """Groups as options."""
        return [{"value": group, "label": name} for group, name in self.groups.items()]


def _attributes(register: Register, people: tuple[str, ...], first: Sequence[str]) -> tuple[str, ...]:
    """Attributes that tell some people from others, those with a wish first."""
    features = sorted(set(register.features["feature"].astype(str)))
    found = list(dict.fromkeys(first))
    for code in (*schema.ACTOR_ATTRIBUTES, *features):
        if code not in found and len(found) < MOST_ATTRIBUTES:
            values = {value for one in values_of(register, code, people) for value in one or ()}
            if 1 < len(values) <= MOST_VALUES:
                found.append(code)
    return tuple(found)


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the form, filled with what the address asks for, or with what is usual."""
    request = wanted(search, answers)
    picker = dataset_picker(text, answers.datasets(), request.dataset)
    register = readable(lambda: answers.workspace.dataset(request.dataset).register, None)
    offer = readable(lambda: None if register is None else Offer(register, request), None)
    if register is None or offer is None:
        return html.Div([picker], className="form panel", role="form",
                        **attr({"aria-label": text.t("groups.form")}))  # fmt: skip
    names = Names(text, register)
    return html.Div(
        [
            html.Div([picker, *_numbers(text, request, offer)], className="group-numbers"),
            attribute_table(text, names, offer),
            rules(text, request, offer),
            html.Button([icon("spark"), html.Span(text.t("groups.suggest"))], id=ids.SUGGEST, type="button",
                        className="button primary wide"),
        ],
        className="form panel group-form", role="form",
        **attr({"aria-label": text.t("groups.form"), "data-submit": ids.SUGGEST}),
    )  # fmt: skip


def _numbers(text: Words, request: GroupsRequest, offer: Offer) -> list[Component]:
    usual = {"count": len(offer.groups), "rounds": offer.rounds}
    return [
        _number(ids.COUNT, text.t("groups.count"), request.groups, LIMITS["groups"], str(usual["count"])),
        _number(ids.ROUNDS, text.t("groups.rounds"), request.rounds, LIMITS["rounds"], str(usual["rounds"])),
        _number(ids.LEAST, text.t("groups.least"), request.least, LIMITS["least"], text.t("groups.even")),
        _number(ids.MOST, text.t("groups.most"), request.most, LIMITS["most"], text.t("groups.even")),
    ]


def _number(which: str, label: str, value: int | None, most: int, usual: str) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=which, label=label, value="" if value is None else value, min=0, max=most, allowDecimal=False,
        allowNegative=False, size="md", hideControls=True, placeholder=usual,
        inputProps={"inputMode": "numeric"},
    )  # fmt: skip


def attribute_table(text: Words, names: Names, offer: Offer) -> html.Fieldset:
    """«Hva skal gruppene blandes etter?»: a row per attribute, what is wanted and how much it counts."""
    head = (
        text.t("groups.attribute"), text.t("groups.mode"), text.t("groups.alone"), text.t("groups.weight"),
    )  # fmt: skip
    rows = [_attribute(text, names, code, offer.wishes) for code in offer.attributes]
    return html.Fieldset(
        [
            html.Legend(text.t("groups.attributes")),
            html.P(text.t("groups.attributes_lead"), className="muted small"),
            html.Div(
                html.Table(
                    [html.Thead(html.Tr([html.Th(said, scope="col") for said in head])), html.Tbody(rows)],
                    className="weights group-attributes",
                    **attr({"aria-label": text.t("groups.attributes")}),
                ),
                className="scroll-x",
            ),
        ]
    )


def _attribute(text: Words, names: Names, code: str, wishes: tuple[AttributeWish, ...]) -> html.Tr:
    mine = {wish.mode: wish for wish in wishes if wish.attribute == code}
    chosen = next((mine[mode] for mode in _PICKED if mode in mine), None)
    name = names.attribute(code)
    options = [{"value": mode.value, "label": text.t(MODES[mode])} for mode in _PICKED]
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(
                dmc.Select(
                    id=ids.mode(code), data=options, allowDeselect=False, size="sm", withScrollArea=False,
                    value=(chosen.mode if chosen else GroupMode.IGNORER).value, comboboxProps=COMBOBOX,
                    **attr({"aria-label": text.t("groups.mode_of", attribute=name)}),
                )
            ),
            html.Td(
                dmc.Checkbox(
                    id=ids.alone(code), checked=GroupMode.IKKE_ALENE in mine, size="md",
                    **attr({"aria-label": text.t("groups.alone_of", attribute=name)}),
                ),
                **attr({"data-label": text.t("groups.alone")}),
            ),
            html.Td(
                dmc.NumberInput(
                    id=ids.weight(code), value=chosen.weight if chosen else 1, min=1, max=100, size="sm",
                    allowDecimal=False, allowNegative=False, hideControls=True,
                    inputProps={"inputMode": "numeric"},
                    **attr({"aria-label": text.t("groups.weight_of", attribute=name)}),
                ),
                **attr({"data-label": text.t("groups.weight")}),
            ),
        ]
    )  # fmt: skip


def rules(text: Words, request: GroupsRequest, offer: Offer) -> html.Details:
    """«Regler»: who sits together, apart or in a certain group; who does not come; meeting and visiting."""
    sets = RuleSets(request.together, request.apart, request.pins)
    people = offer.people_options()
    once = AUTO if request.meet_once is None else YES if request.meet_once else NO
    fields = [
        html.Div(
            [
                many_picker(text, ids.RULE_PEOPLE, text.t("groups.rule_people"), people, (),
                            text.t("groups.rule_hint"), text.t("form.search_actor")),
                html.Div(
                    [
                        _add(text.t("groups.rule_together"), ids.RULE_TOGETHER),
                        _add(text.t("groups.rule_apart"), ids.RULE_APART),
                    ],
                    className="buttons",
                ),
            ],
            className="rule-maker",
        ),
        html.Div(
            [
                single_picker(text, ids.PIN_PERSON, text.t("groups.pin_person"), people, None,
                              text.t("form.search_actor")),
                single_picker(text, ids.PIN_GROUP, text.t("groups.pin_group"), offer.group_options(), None,
                              text.t("groups.choose_group")),
                _add(text.t("groups.pin_add"), ids.PIN_ADD),
            ],
            className="rule-maker",
        ),
        dcc.Store(id=ids.RULES, data=sets.written()),
        html.Div(rule_list(text, sets, offer.people, offer.groups), id=ids.RULE_LIST, className="rule-list"),
        html.Div(
            [
                many_picker(text, ids.ABSENT, text.t("groups.absent"), people, request.absent,
                            text.t("groups.absent_hint"), text.t("form.search_actor")),
                _choice(text, ids.MEET, text.t("groups.meet"), MET, once),
                _choice(text, ids.TIES, text.t("groups.ties"), TIED,
                        request.ties if request.ties in TIES else TIES[0]),
                _number(ids.SEED, text.t("groups.seed"), request.seed or None, LIMITS["seed"], "0"),
            ],
            className="group-more",
        ),
        _separations(text, request),
        dmc.Checkbox(id=ids.VISIT, label=text.t("groups.visit"), checked=request.visit_once),
    ]  # fmt: skip
    return html.Details(
        [html.Summary(text.t("groups.rules")), html.Div(Folded(fields), className="more-fields")],
        open=request != replace(GroupsRequest(request.dataset), groups=request.groups, rounds=request.rounds,
                                least=request.least, most=request.most, attributes=request.attributes,
                                seed=request.seed, tries=request.tries, done=request.done),
    )  # fmt: skip


def _separations(text: Words, request: GroupsRequest) -> dmc.CheckboxGroup:
    return dmc.CheckboxGroup(
        html.Div(
            [dmc.Checkbox(value=one, label=text.t(SEPARATED[one])) for one in SEPARATIONS],
            className="check-row",
        ),
        id=ids.SEPARATE,
        label=text.t("groups.separate"),
        value=list(request.separations),
    )


def _add(said: str, which: str) -> html.Button:
    return html.Button([icon("plus"), said], id=which, type="button", className="button plain")


def _choice(text: Words, which: str, label: str, said: dict[str, str], value: str) -> dmc.Select:
    options = [{"value": one or "-", "label": text.t(code)} for one, code in said.items()]
    return dmc.Select(
        id=which, label=label, data=options, value=value or "-", allowDeselect=False, size="md",
        withScrollArea=False, comboboxProps=COMBOBOX,
    )  # fmt: skip
