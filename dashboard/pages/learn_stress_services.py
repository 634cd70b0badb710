"""What the network loses when one of the municipality's services is gone: one at a time, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.table import table
from dashboard.pages.learn_numbers import amount
from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.stress_result import ServiceLoss


def services(text: Words, found: Sequence[ServiceLoss]) -> list[Component]:
    """List the services without which something is lost; the others are counted."""
    if not found:
        return [html.P(text.say(Message("stress.no_services")))]
    losing = [one for one in found if _loses(one)]
    parts: list[Component] = [html.H3(text.t("learn.services"))]
    if losing:
        codes = ("learn.service", "learn.kept_share", "learn.loses_way", "learn.goes")
        parts.append(
            table(text.t("learn.services_caption"), [text.t(code) for code in codes],
                  [[one.name, *_cells(text, one)] for one in losing], frozenset({1}))
        )  # fmt: skip
    others = len(found) - len(losing)
    if others:
        code = "learn.services_others" if losing else "learn.services_all"
        parts.append(html.P(text.t(code, count=others)))
    return parts


def _loses(one: ServiceLoss) -> bool:
    cut = one.citizens.cut
    fewer = one.kept is not None and one.kept < 1
    return bool(fewer or one.cut_sides or one.lost_contributions or (cut is not None and cut.mean > 0))


def _cells(text: Words, one: ServiceLoss) -> list[str]:
    ways = [text.say(side) for side in one.cut_sides]
    if one.citizens.cut is not None and one.citizens.cut.mean > 0:
        cut = text.number(one.citizens.cut.mean, 0)
        ways.append(text.say(Message("stress.citizens_cut", {"cut": cut})))
    goes = tuple(text.show(label) for label in one.lost_contributions)
    return [amount(text, one.kept, share=True), text.show(tuple(ways)) or "–", text.show(goes) or "–"]
