"""The form of *Side om side* and of *Regionen*: which networks, of which ties, against which chance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import state
from dashboard.learn_state import (
    DATASETS,
    DRAWS,
    MOST_DRAWS,
    NULL,
    PLACES,
    RELATIONS,
    compare_pairs,
    compare_request,
)
from dashboard.pages import choices
from dashboard.pages.choices import readable
from dashboard.pages.learn_frame import (
    choose_datasets,
    choose_edition,
    choose_relations,
    many,
    places,
    relations_of,
    single,
)
from matchmaker.services.disclosure import Edition
from matchmaker.services.side_by_side import CompareRequest, NullModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.learn_state import Pairs
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

CHOICES = (0, 100, 200, 500, MOST_DRAWS)
"""How many draws can be chosen."""


def read(answers: Answers, search: str) -> CompareRequest:
    """Read the question; one that cannot be read leaves the form as it is without."""
    main = state.one(search, state.DATASET) or answers.first_dataset()
    plain = CompareRequest(datasets=(main,) if main else ())
    return readable(lambda: compare_request(search, main), plain)


def held(answers: Answers, search: str) -> dict[str, Any]:
    """Tell what stands in each field of the form."""
    request = read(answers, search)
    return {
        DATASETS: list(request.datasets),
        PLACES: list(request.municipalities),
        RELATIONS: list(request.relations),
        NULL: request.null.value,
        DRAWS: str(request.draws),
        state.EDITION: request.edition.value,
    }


def region_held(answers: Answers, search: str) -> dict[str, Any]:
    """Tell what stands in each field of the form of *Regionen*."""
    return {name: value for name, value in held(answers, search).items() if name not in (NULL, DRAWS)}


def side_form(text: Words, answers: Answers, search: str) -> list[Component]:
    """Make the form of *Side om side*."""
    request = read(answers, search)
    nulls = [{"value": one.value, "label": text.say(one.message)} for one in NullModel]
    draws = [
        {"value": str(n), "label": text.t("learn.draws_none") if not n else text.show(n)}
        for n in sorted({*CHOICES, request.draws})
    ]
    return [
        *_which(text, answers, request),
        html.Fieldset(
            [
                html.Legend(text.t("learn.chance")),
                single(NULL, text.t("learn.null"), nulls, request.null.value),
                single(DRAWS, text.t("learn.draws"), draws, str(request.draws)),
            ]
        ),
        choose_edition(text, request.edition),
    ]


def region_form(text: Words, answers: Answers, search: str) -> list[Component]:
    """Make the form of *Regionen*: nothing is drawn there."""
    request = read(answers, search)
    return [*_which(text, answers, request), choose_edition(text, request.edition)]


def _which(text: Words, answers: Answers, request: CompareRequest) -> list[Component]:
    numbers = [one for name in request.datasets for one in choices.municipalities(answers, name)]
    return [
        choose_datasets(text, answers, request.datasets, text.t("learn.datasets_hint")),
        many(text, PLACES, text.t("learn.municipalities"), places([*numbers, *request.municipalities]),
             request.municipalities, text.t("learn.municipalities_hint")),
        choose_relations(text, request.relations, text.t("learn.relations_every")),
    ]  # fmt: skip


def asked(answers: Answers, search: str, given: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    """Write the question as it was, and as it stands in the form."""
    before = read(answers, search)
    main = state.one(search, state.DATASET) or answers.first_dataset()
    datasets = tuple(given[DATASETS]) or (main,)
    kept = datasets == before.datasets
    wish = replace(
        before,
        datasets=datasets,
        municipalities=tuple(given[PLACES]) if kept else (),
        relations=relations_of(given[RELATIONS]),
        null=NullModel(given.get(NULL, before.null.value)),
        draws=int(given.get(DRAWS, before.draws)),
        edition=Edition(given[state.EDITION]),
    )
    return compare_pairs(before, search, main), compare_pairs(wish, search, main)
