"""The parts of *Hvem når vi ikke?*: what each is called in the address, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.pages import part_choice
from dashboard.pages.gaps_answer import gaps_answer, wanted
from dashboard.pages.missing_combinations import combinations
from dashboard.pages.missing_funnel import funnel
from dashboard.pages.missing_groups import groups
from dashboard.pages.missing_outreach import outreach
from dashboard.pages.missing_phases import phases
from dashboard.pages.missing_process import process
from dashboard.pages.missing_public import public
from dashboard.pages.missing_rules import rules
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the answer."""

    code: str
    """Its name in the address."""
    title: str
    """Code of what it is called."""
    build: Callable[[Words, Answers, GapsRequest, str], Component]
    """Makes what is shown, of the question and the query. Raises what the services raise."""
    persons: bool = True
    """Whether it counts persons: the public edition is then a fixed list of tables in its place."""


def _findings(text: Words, answers: Answers, request: GapsRequest, search: str) -> Component:
    return gaps_answer(text, answers.gaps(request), wanted(search))


PARTS = (
    Part("funn", "missing.findings", _findings),
    Part("grupper", "missing.groups", groups),
    Part("kombinasjoner", "missing.combinations", combinations),
    Part("faser", "missing.phases", phases, persons=False),
    Part("frafall", "missing.funnel", funnel),
    Part("veier", "missing.outreach", outreach, persons=False),
    Part("regler", "missing.rules", rules, persons=False),
    Part("prosess", "missing.process", process, persons=False),
)  # fmt: skip


def chosen(search: str | None) -> Part:
    """The part that an address asks for."""
    return part_choice.chosen(PARTS, search)


def build(text: Words, answers: Answers, request: GapsRequest, search: str) -> Component:
    """Show the part that an address asks for, in the edition that it asks for."""
    part = chosen(search)
    if part.persons and request.edition is Edition.PUBLIC:
        return public(text, answers, request, search)
    return part.build(text, answers, request, search)
