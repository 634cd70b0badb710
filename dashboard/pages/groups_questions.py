"""«Spres, eller ikke alene?»: two wishes that cannot both be had, and a button for each answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.pieces import callout, go_button
from dashboard.groups_state import SUGGESTED, groups_query
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.components.group_words import Names
    from dashboard.texts import Words
    from matchmaker.services.groups_request import AttributeWish, GroupsRequest, Split

_SPREAD = frozenset({GroupMode.SPRE, GroupMode.BALANSER})


def questions(
    text: Words, split: Split, request: GroupsRequest, wishes: tuple[AttributeWish, ...], names: Names
) -> list[Component]:
    """Ask what is meant, once for each attribute.

    Parameters
    ----------
    text
        The words.
    split
        The seating, with its questions.
    request
        What it is the answer to.
    wishes
        What is wanted of which attribute, asked for or usual.
    names
        What attributes are called.
    """
    found: list[Component] = []
    for attribute in dict.fromkeys(one.attribute for one in split.questions):
        rare = ", ".join(
            f"{names.value(attribute, one.value)} ({one.people})"
            for one in split.questions
            if one.attribute == attribute
        )
        name = names.attribute(attribute)
        even = _query(request, wishes, attribute, drop=frozenset({GroupMode.IKKE_ALENE}))
        company = _query(request, wishes, attribute, drop=_SPREAD)
        found.append(
            callout(
                html.H3(text.t("groups.question", attribute=name)),
                html.P(text.t("groups.question_lead", values=rare, groups=split.questions[0].groups)),
                html.Div(
                    [
                        go_button(f"even-{attribute}", even, text.t("groups.answer_even"), look="plain"),
                        go_button(f"alone-{attribute}", company, text.t("groups.answer_company"),
                                  look="plain"),
                    ],
                    className="buttons", role="group",
                    **attr({"aria-label": text.t("groups.question", attribute=name)}),
                ),
            )
        )  # fmt: skip
    return found


def _query(
    request: GroupsRequest, wishes: tuple[AttributeWish, ...], attribute: str, *, drop: frozenset[GroupMode]
) -> str:
    kept = tuple(wish for wish in wishes if wish.attribute != attribute or wish.mode not in drop)
    return groups_query(replace(request, attributes=kept, tries=None, done=None), SUGGESTED)
