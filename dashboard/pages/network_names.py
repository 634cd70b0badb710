"""What groups, measures and colours of the network page are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.network_state import COMMUNITY, SIDE
from matchmaker.kernel.errors import Message
from matchmaker.model.municipalities import municipalities
from matchmaker.model.vocabulary import KINDS
from matchmaker.services import labels
from matchmaker.services.network_view_divide import NOWHERE

if TYPE_CHECKING:
    from dashboard.texts import Words

REST, ALONE = "rest", "uten"
_DECIMALS: Final = ((10, 1), (0.1, 2), (0.01, 3))
"""From what size on how many decimals are written; smaller values have four."""


def group(text: Words, key: str) -> str:
    """What a group is called, from its key; the key itself where it is none of ours."""
    way, _, value = key.partition(":")
    if way == "side":
        number, _, side = value.partition(":")
        return text.t("network.group_side", side=text.say(labels.sector(side)), place=place(text, number))
    if way == "kommune":
        return place(text, value)
    if way == "fylke":
        return _county(text, value)
    if way == "gruppe":
        return community(text, value)
    if way == "slag":
        return text.say(Message(f"kind.{value}")) if value in KINDS else value
    return text.t("network.group_names", number=value)


def short(text: Words, key: str) -> str:
    """What a group is called where there is little room."""
    way, _, value = key.partition(":")
    if way == "side":  # the shape, and the row, tell the side
        return place(text, value.partition(":")[0])
    numbered = way == "gruppe" and value.isdigit()
    return text.t("network.community_short", number=value) if numbered else group(text, key)


def community(text: Words, value: str) -> str:
    """What a group found by its ties is called."""
    if value == REST:
        return text.t("network.group_rest")
    return text.t("network.group_alone") if value == ALONE else text.t("network.community", number=value)


def place(text: Words, number: str | None) -> str:
    """What a municipality is called, or that there is none."""
    return text.t("table.no_municipality") if number in (None, NOWHERE) else labels.place(str(number))


def _county(text: Words, digits: str) -> str:
    if NOWHERE.startswith(digits):
        return text.t("table.no_municipality")
    return next((one.county for one in municipalities().values() if one.number[:2] == digits), digits)


def measure(text: Words, name: str) -> str:
    """What a measure, or another meaning of colour, is called."""
    if name == SIDE:
        return text.t("network.by_side")
    if name == COMMUNITY:
        return text.t("network.by_community")
    return text.say(Message(f"measure.{name}"))


def means(text: Words, name: str) -> str:
    """One plain sentence of what a measure means and does not mean."""
    if name == SIDE:
        return text.t("network.side_means")
    if name == COMMUNITY:
        return text.t("network.community_means")
    return text.say(Message(f"measure.{name}.means"))


def value(text: Words, number: float | None) -> str:
    """A value of a measure; «kan ikke sies» where there is none."""
    if number is None:
        return text.t("network.unsaid")
    if float(number).is_integer() and abs(number) < 1e9:
        return text.show(int(number))
    decimals = next((d for least, d in _DECIMALS if abs(number) >= least), 4)
    return text.number(number, decimals)
