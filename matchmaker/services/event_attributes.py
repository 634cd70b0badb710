"""What is wanted of which attribute: the sheet *gruppeegenskaper*, the asker, or what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.problem import Aspect, Limit
from matchmaker.model import municipalities, schema
from matchmaker.model.attributes import values_of
from matchmaker.model.register import records_of
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import AttributeWish, Question
from matchmaker.sources.lists.list_features import KIND_AS_WRITTEN

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.event_people import Comers
    from matchmaker.services.groups_request import GroupsRequest

_SIDES_WEIGH = 10
"""That all sides are heard is what an event in groups is for: kinds of actors weigh most unless said."""
_USUAL = (
    AttributeWish("type", GroupMode.SPRE, _SIDES_WEIGH), AttributeWish("kjonn", GroupMode.BALANSER),
    AttributeWish("kjonn", GroupMode.IKKE_ALENE), AttributeWish("aldersgruppe", GroupMode.SPRE),
    AttributeWish("sted", GroupMode.SPRE), AttributeWish("kommune", GroupMode.SPRE),
)  # fmt: skip
"""What is wanted when nothing is said, of those attributes that at least half have stated; besides these, the
dataset's own features are spread, and of an ordinary list the kinds as it calls them."""
_KNOWN = frozenset((*schema.FEATURE_HEADERS, KIND_AS_WRITTEN))
"""Features that are spread only when somebody asks, or that the usual wishes name."""
_ORDERED = frozenset({"alder", "aldersgruppe"})
_MOST_NUMBERS = 8
"""Numbers with more different values than this are taken in four bands of equally many people."""


@dataclass(frozen=True)
class Wanted:
    """What the attributes become."""

    aspects: tuple[Aspect, ...]
    limits: tuple[Limit, ...]
    questions: tuple[Question, ...]
    notes: tuple[Message, ...]


def attribute_wishes(register: Register, request: GroupsRequest, people: Comers) -> tuple[AttributeWish, ...]:
    """Find what is wanted of which attribute."""
    if request.attributes:
        return request.attributes
    stated = records_of(register.frame("grouping"))
    if stated:
        return tuple(
            AttributeWish(str(row["attribute"]), GroupMode(row["mode"]), int(float(row["weight"] or 1)))
            for row in stated
        )
    features = register.features["feature"].astype(str).unique().tolist()
    own = [AttributeWish(one, GroupMode.SPRE) for one in sorted(set(features) - _KNOWN)]
    written = AttributeWish(KIND_AS_WRITTEN, GroupMode.SPRE, _SIDES_WEIGH)
    found = [wish for wish in (written, *_USUAL, *own) if _divides(register, wish.attribute, people)]
    return tuple(wish for wish in found if wish.attribute != "type" or written not in found)


def _divides(register: Register, attribute: str, people: Comers) -> bool:
    """Whether at least half have stated it, in few enough words for several to share each."""
    values = values_of(register, attribute, people.ids)
    told = [one for one in values if one is not None]
    return 2 * len(told) >= len(values) and 1 < len(set(told)) <= max(_MOST_NUMBERS, len(told) // 2)


def wanted(
    register: Register, request: GroupsRequest, people: Comers, present: np.ndarray, groups: int
) -> Wanted:
    """Make aspects and rules of the attributes.

    Parameters
    ----------
    register
        The dataset.
    request
        Its *attributes*.
    people
        Who comes.
    present
        Who is there when, shape (rounds, people).
    groups
        How many groups a round has at least.

    Raises
    ------
    InputError
        ``unknown_group_attribute``: nobody who comes has stated it; ``bad_attribute_weight``.
    """
    aspects, limits = [], []
    questions: list[Question] = []
    notes: list[Message] = []
    wishes = [
        wish for wish in attribute_wishes(register, request, people) if wish.mode is not GroupMode.IGNORER
    ]
    for wish in wishes:
        code = schema.attribute_code(wish.attribute)
        if not 1 <= wish.weight <= 100:
            raise InputError("bad_attribute_weight", {"attribute": code, "weight": wish.weight})
        values, members = _members(register, code, people)
        if wish.mode is GroupMode.IKKE_ALENE:
            spread = any(
                schema.attribute_code(one.attribute) == code
                and one.mode in (GroupMode.SPRE, GroupMode.BALANSER)
                for one in wishes
            )
            limits += _never_alone(code, values, members, present, groups, notes)
            questions += _questions(code, values, members, groups) if spread else ()
        else:
            aspects.append(Aspect(code, wish.mode, wish.weight, values, members, code in _ORDERED))
    return Wanted(tuple(aspects), tuple(limits), tuple(questions), tuple(notes))


def _members(register: Register, code: str, people: Comers) -> tuple[tuple[str, ...], np.ndarray]:
    """Values that somebody has, in order, and who has which."""
    stated = values_of(register, code, people.ids)
    banded = _in_bands(stated)
    known = sorted({value for one in banded if one is not None for value in one}, key=_numbers_first)
    if not known:
        features = register.features["feature"].astype(str).unique().tolist()
        raise InputError(
            "unknown_group_attribute",
            {"attribute": code, "known": tuple(sorted({*features, *schema.ACTOR_ATTRIBUTES}))},
            Message("hint.unknown_group_attribute"),
        )
    place = {value: at for at, value in enumerate(known)}
    members = np.zeros((len(stated), len(known)), dtype=bool)
    for person, one in enumerate(banded):
        for value in one or ():
            members[person, place[value]] = True
    return tuple(_called(register, code, value) for value in known), members


def _called(register: Register, code: str, value: str) -> str:
    """What a value is called where it is the id of something: a place, a municipality."""
    if code == "kommune":
        return municipalities.name(value)
    if code == "sted":
        places = register.frame("places")
        named = places["name"][places["id"].astype(object) == value]
        return str(named.iloc[0]) if len(named) else value
    return value


def _numbers_first(value: str) -> tuple[float, str]:
    """Order by the first number in a value, as age bands are, and else by the alphabet."""
    digits = value.replace("–", "-").split("-")[0].strip(" +")
    return (float(digits), value) if digits.isdigit() else (float("inf"), value)


def _in_bands(stated: tuple[tuple[str, ...] | None, ...]) -> tuple[tuple[str, ...] | None, ...]:
    """Numbers of many different values in four bands of about equally many people; others as they are."""
    texts = sorted({value for one in stated if one is not None for value in one})
    if len(texts) <= _MOST_NUMBERS or not all(
        text.replace(".", "", 1).lstrip("-").isdigit() for text in texts
    ):
        return stated
    numbers = np.array([float(value) for one in stated if one is not None for value in one])
    edges = np.unique(np.quantile(numbers, (0.25, 0.5, 0.75), method="higher"))
    low = [numbers.min(), *edges]
    names = [f"{a:g}–" for a in low]

    def band(value: str) -> str:
        return names[int(np.searchsorted(edges, float(value), side="right"))]

    return tuple(None if one is None else tuple(sorted({band(value) for value in one})) for one in stated)


def _never_alone(
    code: str,
    values: tuple[str, ...],
    members: np.ndarray,
    present: np.ndarray,
    groups: int,
    notes: list[Message],
) -> list[Limit]:
    """One rule per value; where only one person has it in a round, no seating can keep it, and it is said."""
    shape = (len(present), groups)
    limits = []
    for place, value in enumerate(values):
        there = (present & members[:, place]).sum(axis=1)
        if (there == 1).any():
            notes.append(Message("groups.only_one", {"attribute": code, "value": value}))
            continue
        limits.append(
            Limit(
                "alone", {"attribute": code, "value": value}, members[:, place],
                np.zeros(shape, dtype=np.int64), np.full(shape, len(members)), never_one=True,
            )
        )  # fmt: skip
    return limits


def _questions(code: str, values: tuple[str, ...], members: np.ndarray, groups: int) -> list[Question]:
    """Values too rare to be both spread evenly and never alone: fewer than two for each group."""
    found = []
    for place, value in enumerate(values):
        number = int(members[:, place].sum())
        if 2 <= number < 2 * groups:
            params: dict[str, Param] = {"attribute": code, "value": value, "people": number, "groups": groups}
            found.append(Question(code, value, number, groups, Message("groups.spread_or_not_alone", params)))
    return found
