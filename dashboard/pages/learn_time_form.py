"""The form of *Over tid*: which network, which days or which earlier dataset, and an arena."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from dashboard import state
from dashboard.components import learn_ids as ids
from dashboard.components.pickers import COMBOBOX, challenge_options, clear_button
from dashboard.learn_state import ARENA, BEFORE, DATES, change_pairs, change_request, last_year
from dashboard.pages import choices
from dashboard.pages.choices import readable
from dashboard.pages.learn_frame import (
    choose_edition,
    choose_network,
    dataset_options,
    network_asked,
    network_held,
    single,
)
from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import NetworkRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.learn_state import Pairs
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def read(answers: Answers, search: str) -> ChangeRequest:
    """Read the question; one that cannot be read leaves the form as it is without."""
    main, today = state.one(search, state.DATASET) or answers.first_dataset(), answers.environment.today
    plain = ChangeRequest(NetworkRequest(main), dates=last_year(today))
    return readable(lambda: change_request(search, main, today), plain)


def held(answers: Answers, search: str) -> dict[str, Any]:
    """Tell what stands in each field of the form."""
    request = read(answers, search)
    return {
        **network_held(request.network),
        DATES: stated(answers, request),
        BEFORE: request.before or "",
        ARENA: request.arena or "",
        state.EDITION: request.edition.value,
    }


def stated(answers: Answers, request: ChangeRequest) -> list[str]:
    """The days as they stand in the field: none while they are the usual ones, which the field's hint tells.

    Whoever takes the last day away would otherwise have the usual ones come back while writing others.
    """
    usual = request.dates == last_year(answers.environment.today)
    return [] if usual else [one.isoformat() for one in request.dates]


def form(text: Words, answers: Answers, search: str) -> list[Component]:
    """Make the form."""
    request = read(answers, search)
    none = {"value": "", "label": text.t("learn.by_dates")}
    others = [one for one in dataset_options(answers) if one["value"] != request.network.dataset]
    if request.before and request.before not in {one["value"] for one in others}:
        others.append({"value": request.before, "label": request.before})
    arenas = challenge_options(choices.challenges(answers, request.network.dataset))
    no_arena = {"value": "", "label": text.t("learn.no_arena")}
    return [
        *choose_network(text, answers, request.network, text.t("learn.relations_together")),
        html.Fieldset(
            [
                html.Legend(text.t("learn.when")),
                single(BEFORE, text.t("learn.earlier"), [none, *others], request.before or ""),
                _dates(text, request, stated(answers, request)),
            ]
        ),
        single(ARENA, text.t("learn.arena"), [no_arena, *arenas], request.arena or "",
               text.t("learn.arena_hint")),
        choose_edition(text, request.edition),
    ]  # fmt: skip


def _dates(text: Words, request: ChangeRequest, days: list[str]) -> dmc.TagsInput:
    return dmc.TagsInput(
        id=ids.field(DATES), label=text.t("learn.dates"), description=text.t("learn.dates_hint"),
        value=days, splitChars=[",", " ", ";"], acceptValueOnBlur=True,
        clearable=True, size="md", withScrollArea=False, comboboxProps=COMBOBOX,
        placeholder=text.t("learn.date_form"), disabled=request.before is not None,
        clearButtonProps=clear_button(text, text.t("learn.dates")),
    )  # fmt: skip


def asked(answers: Answers, search: str, given: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    """Write the question as it was, and as it stands in the form.

    A day that cannot be read goes into the address as it is written: the answer then says what is wrong.
    """
    before, today = read(answers, search), answers.environment.today
    network = network_asked(before.network, given)
    same = network.dataset == before.network.dataset
    earlier = given[BEFORE] or None
    days, wrong = _days(given[DATES] or [])
    wish = replace(
        before,
        network=network,
        before=earlier if earlier != network.dataset else None,
        dates=() if earlier else days or last_year(today),
        arena=(given[ARENA] or None) if same else None,
        edition=Edition(given[state.EDITION]),
    )
    pairs = change_pairs(wish, today)
    if wrong and not earlier:
        pairs = (*pairs, (DATES, ",".join([*(one.isoformat() for one in days), *wrong])))
    return change_pairs(before, today), pairs


def _days(written: list[str]) -> tuple[tuple[date, ...], list[str]]:
    """Days that can be read, ascending, and what cannot be."""
    days, wrong = set(), []
    for one in written:
        try:
            days.add(date.fromisoformat(one))
        except ValueError:
            wrong.append(one.replace(",", " ")[:40])
    return tuple(sorted(days)), wrong
