"""An event in groups as text: broken rules first, then each round, then what the seating is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model import municipalities
from matchmaker.services.groups_spelling import repeating, spell
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_explain import OtherPlace, PersonReasons
    from matchmaker.services.groups_request import AttributeInGroup, GroupSeats, LevelValue, RoundSeats, Split

_FAMILIES = {"type": "kind", "sektor": "sector", "kjonn": "sex"}
"""Attribute → family of the catalogue for its values."""
_PLACES = 5
"""Other places of which the price is told in text."""


def show(split: Split, paper: Paper, words: Catalogue, *options: str) -> None:
    """A whole answer; *options* belong to the command that gives it again."""
    seating(split, paper, words)
    again = repeating(split.request, split.tries, split.done)
    paper.line(words.say(Message("groups.again", {"command": spell(again, words.language, *options)})))


def seating(split: Split, paper: Paper, words: Catalogue) -> None:
    """Who sits where, what it is worth, and what has to be said about it."""
    paper.heading(words.say(split.heading))
    if split.cancelled:
        paper.line(words.term("groups.stopped"))
    _broken(split, paper, words)
    for one in split.rounds:
        _round(one, paper, words)
    _worth(split, paper, words)
    for question in split.questions:
        paper.line(f"? {words.say(question.message)}", indent=1)
    paper.line()
    for note in split.notes:
        paper.line(words.say(note))


def explained(found: PersonReasons, paper: Paper, words: Catalogue) -> None:
    """Why somebody sits where they sit, and what the other places would cost. No attribute is in it."""
    paper.heading(shown(found.name, synthetic=found.synthetic, words=words))
    for seat in found.seats:
        place = seat.name or words.term("groups.no_seat")
        paper.line(
            words.say(Message("groups_export.in_round", {"number": seat.round, "group": place})), indent=1
        )
    for reason in found.reasons:
        paper.line(f"- {words.say(reason)}", indent=1)
    paper.line()
    paper.line(words.say(found.summary))
    nearest = sorted(found.places, key=_distance)[:_PLACES]
    for other in nearest:
        paper.line(f"- {words.say(other.message)}", indent=1)
    if len(found.places) > len(nearest):
        more = len(found.places) - len(nearest)
        paper.line(words.say(Message("groups.more_places", {"count": more})), indent=1)
    for note in found.notes:
        paper.line(words.say(note))


def _distance(place: OtherPlace) -> tuple[bool, int, bool, int, int, str]:
    """How far another place is from being as good: rules first, then all that would change."""
    worse = sum(max(0, level.after - level.before) for level in place.levels)
    equal = place.verdict == "like_god"
    return (place.verdict != "bedre", len(place.broken), not equal, worse, place.round, place.group)


def _broken(split: Split, paper: Paper, words: Catalogue) -> None:
    """What is broken, loudly; that nothing is, on a line."""
    if not split.breaches:
        paper.line(words.term("groups.all_rules_kept"))
        return
    paper.heading(words.say(Message("groups.rules_broken", {"count": len(split.breaches)})))
    for breach in split.breaches:
        paper.line(f"! {words.say(breach)}", indent=1)


def _round(one: RoundSeats, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.say(Message("groups.round", {"number": one.number})))
    for group in one.groups:
        _group(group, paper, words)


def _group(group: GroupSeats, paper: Paper, words: Catalogue) -> None:
    """What a group is called and where it is, who is in it, and how many of what."""
    mark = "! " if group.breaches else ""
    size = words.say(Message("groups.size", {"count": len(group.people)}))
    called = " · ".join(filter(None, (group.name, group.room, group.challenge, size)))
    paper.line(f"{mark}{called}", indent=1)
    for breach in group.breaches:
        paper.line(words.say(breach), indent=3)
    paper.line(" · ".join(_person(one.name, one.told, words) for one in group.people), indent=3)
    paper.line("; ".join(filter(None, (counts(one, words) for one in group.attributes))), indent=3)


def _person(name: str, told: str, words: Catalogue) -> str:
    """A name, and where somebody who is moved had been told to sit."""
    return f"{name} {words.say(Message('groups.moved_from', {'group': told}))}" if told else name


def counts(one: AttributeInGroup, words: Catalogue) -> str:
    """One attribute of a group in short: «kjønn: kvinne 4, mann 3»; values that nobody has are left out."""
    parts = [
        f"{value_word(one.attribute, each.value, words)} {each.count}" for each in one.counts if each.count
    ]
    return f"{attribute_word(one.attribute, words)}: {', '.join(parts)}" if parts else ""


def attribute_word(code: str, words: Catalogue) -> str:
    """What an attribute is called: the dataset's own word where the catalogue has none."""
    key = f"attribute.{code}"
    return words.term(key) if words.knows(key) else code


def value_word(attribute: str, value: str, words: Catalogue) -> str:
    """What a value is called: as it stands in the data where the catalogue has no word for it."""
    if not value:
        return words.term("groups.not_stated")
    if attribute == "kommune":
        return municipalities.name(value)
    key = f"{_FAMILIES[attribute]}.{value}" if attribute in _FAMILIES else ""
    return words.term(key) if key and words.knows(key) else value


def _worth(split: Split, paper: Paper, words: Catalogue) -> None:
    """What the seating is judged by, against the best possible and against chance."""
    paper.heading(words.term("groups.worth"))
    paper.line(words.term("groups.worth_how"))
    headers = [words.term(f"groups.column_{name}") for name in ("level", "value", "bound", "random")]
    paper.table(headers, [_level(level, words) for level in split.levels])
    paper.line()
    paper.line(words.say(Message("groups.people", {"people": split.people, "rounds": len(split.rounds)})))
    if len(split.rounds) > 1:
        met = {"repeats": split.repeats, "never_met": split.never_met}
        paper.line(words.say(Message("groups.meetings", met)))
    if split.moved:
        paper.line(words.say(Message("groups.moved", {"count": split.moved})))
    if split.questions:
        paper.heading(words.term("groups.questions"))


def _level(level: LevelValue, words: Catalogue) -> list[str]:
    chance = "–" if level.random is None else words.number(level.random, 1)
    return [
        words.term(f"groups_level.{level.level}"),
        words.show(level.value),
        words.show(level.bound),
        chance,
    ]
