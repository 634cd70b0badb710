"""Rules, and what may be done about them, as messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Change, Message
from matchmaker.matching.groups.conflict_rules import APART, PINS, SIZES, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.groups.conflict_rules import Rule
    from matchmaker.matching.groups.problem import GroupsProblem

MOST_NAMED = 8
"""Names in one sentence."""
FIELDS = {PINS[0]: "pins", APART[0]: "apart", TOGETHER: "together"}
"""Part of a request that a rule stands in; others are called by their kind."""
_ABOUT_WHAT_PEOPLE_ARE = ("alene", "mindreaarig", "trinnfri", "sprak", "tolk")
"""Rules whose people are counted and never named: what they are, or need, would stand beside their names."""
_KNOWN = (
    "sammen", "storrelse", "plass", "motes_en_gang", "besok_en_gang", "fra_hverandre", "leder", "husstand",
    "fast_plass", "vert", "trinnfri", "sprak", "ikke_gruppe", "habilitet", "mindreaarig", "fasilitator",
    "enhet", "alene", "tolk",
)  # fmt: skip
"""Kinds with a sentence of their own; any other is called a rule about so many."""


@dataclass(frozen=True)
class Said:
    """What people and groups are called."""

    ids: Sequence[str]
    people: Sequence[str]
    group_ids: Sequence[str]
    groups: Sequence[str]

    def rule(self, rule: Rule) -> Message:
        """A rule in words: ``konflikt.<kind>``."""
        kind = rule.kind if rule.kind in _KNOWN else "annet"
        return Message(f"konflikt.{kind}", self._params(rule))

    def dropped(self, rule: Rule) -> Change:
        """That a rule is given up."""
        field = FIELDS.get(rule.kind, rule.kind)
        said = Message("konflikt.dropp", {"rule": self.rule(rule)})
        return Change(field, "remove", self._value(rule), said)

    def _value(self, rule: Rule) -> str:
        groups = "|".join(self.group_ids[group] for group in rule.wish.groups)
        if rule.kind == SIZES or rule.kind in _ABOUT_WHAT_PEOPLE_ARE:
            return groups or "=".join(str(value) for value in rule.params.values())
        people = ":".join(self.ids[person] for person in rule.wish.people)
        return f"{people}={groups}" if groups else people

    def _params(self, rule: Rule) -> dict[str, Param]:
        hidden = rule.kind in _ABOUT_WHAT_PEOPLE_ARE
        named = () if hidden else tuple(self.people[person] for person in rule.wish.people)
        groups = tuple(self.groups[group] for group in rule.wish.groups)
        return {
            "attribute": "", "value": "", **rule.params, "people": _short(named), "groups": _short(groups),
            "number": len(rule.wish.people),
        }  # fmt: skip


def said_of(problem: GroupsProblem, names: Sequence[str] = (), groups: Sequence[str] = ()) -> Said:
    """What to call people and groups: by their ids where nothing else is given."""
    return Said(problem.people, names or problem.people, problem.groups, groups or problem.groups)


def _short(names: tuple[str, ...]) -> Param:
    """The first names, and how many more."""
    if len(names) <= MOST_NAMED:
        return names
    return Message("konflikt.flere", {"named": names[: MOST_NAMED - 1], "more": len(names) - MOST_NAMED + 1})
