"""The parts of *Lær av hverandre*: what each is called in the address, its form, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.pages import (
    learn_pairs,
    learn_region,
    learn_side,
    learn_side_form,
    learn_stress,
    learn_stress_form,
    learn_time,
    learn_time_form,
    part_choice,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from dashboard.learn_state import Pairs
    from dashboard.pages.answers import Answers
    from dashboard.pages.learn_frame import Question
    from dashboard.texts import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page."""

    code: str
    """Its name in the address."""
    title: str
    """Code of what it is called."""
    form: Callable[[Words, Answers, str], list[Component]]
    """Makes the fields of its form, filled with what the address asks for."""
    held: Callable[[Answers, str], dict[str, Any]]
    """Tells what stands in each field for an address."""
    asked: Callable[[Answers, str, Mapping[str, Any]], tuple[Pairs, Pairs]]
    """Writes the question of the address, and the one of the form, as pairs of the address."""
    build: Callable[[Words, Answers, str], Component]
    """Makes what is shown. Raises what the services raise."""
    question: Callable[[Answers, str], Question] | None = None
    """What is asked for an address, where answering takes a while in a large network."""


PARTS = (
    Part("parer", "learn.pairs", learn_pairs.form, learn_pairs.held, learn_pairs.asked, learn_pairs.build),
    Part("side", "learn.side", learn_side_form.side_form, learn_side_form.held, learn_side_form.asked,
         learn_side.build, learn_side.question),
    Part("region", "learn.region", learn_side_form.region_form, learn_side_form.region_held,
         learn_side_form.asked, learn_region.build),
    Part("tid", "learn.over_time", learn_time_form.form, learn_time_form.held, learn_time_form.asked,
         learn_time.build),
    Part("slutter", "learn.stress", learn_stress_form.form, learn_stress_form.held, learn_stress_form.asked,
         learn_stress.build, learn_stress.question),
)  # fmt: skip


def chosen(search: str | None) -> Part:
    """The part that an address asks for."""
    return part_choice.chosen(PARTS, search)
