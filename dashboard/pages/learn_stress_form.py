"""The form of *Hva om noen slutter?*: which network, who leaves, how many, and how often drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import state
from dashboard.components.pickers import actor_options
from dashboard.learn_state import (
    COUNT,
    LEAVING,
    MOST_COUNT,
    MOST_DRAWS,
    ROUNDS,
    SHARE,
    stress_pairs,
    stress_request,
)
from dashboard.pages.choices import readable
from dashboard.pages.learn_frame import (
    choose_edition,
    choose_network,
    many,
    network_asked,
    network_held,
    number,
    whole,
)
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.actors import ActorName
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.stress import StressRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dash.development.base_component import Component

    from dashboard.components.pickers import Option
    from dashboard.learn_state import Pairs
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def read(answers: Answers, search: str) -> StressRequest:
    """Read the question; one that cannot be read leaves the form as it is without."""
    main = state.one(search, state.DATASET) or answers.first_dataset()
    return readable(lambda: stress_request(search, main), StressRequest(NetworkRequest(main)))


def held(answers: Answers, search: str) -> dict[str, Any]:
    """Tell what stands in each field of the form."""
    request = read(answers, search)
    return {
        **network_held(request.network),
        LEAVING: list(request.leaving),
        SHARE: round(100 * request.share, 4),
        COUNT: request.count,
        ROUNDS: request.draws,
        state.EDITION: request.edition.value,
    }


def form(text: Words, answers: Answers, search: str) -> list[Component]:
    """Make the form."""
    request = read(answers, search)
    return [
        *choose_network(text, answers, request.network, text.t("learn.relations_every")),
        html.Fieldset(
            [
                html.Legend(text.t("learn.who_leaves")),
                many(text, LEAVING, text.t("learn.leaving"), _leavers(text, answers, request),
                     request.leaving, text.t("learn.leaving_hint")),
                number(SHARE, text.t("learn.share"), round(100 * request.share, 4), (0, 100),
                       text.t("learn.share_hint"), suffix=" %"),
            ]
        ),
        html.Div(
            [
                number(ROUNDS, text.t("learn.draws"), request.draws, (1, MOST_DRAWS)),
                number(COUNT, text.t("learn.suggestions"), request.count, (0, MOST_COUNT)),
            ],
            className="pair",
        ),
        choose_edition(text, request.edition),
    ]  # fmt: skip


def _leavers(text: Words, answers: Answers, request: StressRequest) -> list[Any]:
    """Sides, kinds that are there, and bodies by name; private persons are chosen by their kind."""
    sides = [{"value": one.value, "label": text.say(labels.sector(one.value))} for one in Sector]
    none: tuple[list[Option], list[Option]] = ([], [])
    kinds, bodies = readable(lambda: _there(text, answers, request.network.dataset), none)
    taken = {one["value"] for one in sides}
    known = taken | {one["value"] for one in [*kinds, *bodies]}
    return [
        {"group": text.t("learn.by_side"), "items": sides},
        {"group": text.t("learn.by_kind"), "items": [one for one in kinds if one["value"] not in taken]},
        {"group": text.t("learn.by_name"), "items": bodies},
        {"group": text.t("learn.by_address"),
         "items": [{"value": one, "label": one} for one in request.leaving if one not in known]},
    ]  # fmt: skip


def _there(text: Words, answers: Answers, dataset: str) -> tuple[list[Option], list[Option]]:
    register = answers.workspace.dataset(dataset).register
    actors = register.actors
    kinds = sorted(
        ({"value": str(code), "label": text.show(labels.kind(register, str(code)))}
         for code in actors["kind"].unique()),
        key=lambda one: (one["label"].casefold(), one["value"]),
    )  # fmt: skip
    bodies = actors[~register.persons]
    named = sorted(
        zip(bodies["name"].astype(str), bodies["id"].astype(str), strict=True),
        key=lambda one: (one[0].casefold(), one[1]),
    )
    options = actor_options([ActorName(code, name, reserved=False) for name, code in named])
    return kinds, [one for one in options if one["value"] not in {kind["value"] for kind in kinds}]


def asked(answers: Answers, search: str, given: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    """Write the question as it was, and as it stands in the form."""
    before = read(answers, search)
    network = network_asked(before.network, given)
    share = given[SHARE] / 100 if isinstance(given[SHARE], int | float) else before.share
    same = network.dataset == before.network.dataset
    wish = replace(
        before,
        network=network,
        leaving=tuple(given[LEAVING]) if same else tuple(_anywhere(given[LEAVING])),
        share=share,
        count=whole(given[COUNT], before.count),
        draws=whole(given[ROUNDS], before.draws),
        edition=Edition(given[state.EDITION]),
    )
    return stress_pairs(before), stress_pairs(wish)


def _anywhere(leaving: Iterable[str]) -> list[str]:
    """Those that mean something in any dataset: the sides."""
    return [one for one in leaving if one in {side.value for side in Sector}]
