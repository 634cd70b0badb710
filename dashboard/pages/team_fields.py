"""The fields of the form for a team: what stands in each for a wish, and what a wish becomes of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dash import ALL

from dashboard.components import ids
from matchmaker.kernel.errors import InputError
from matchmaker.model.vocabulary import Sector
from matchmaker.services.team_wish import USUAL_RULES, TeamRequest, weighted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIDE, UNIT, HOUSEHOLD = "sektor", "enhet", "husholdning"
WEIGHTS: Final = tuple(item.name for item in fields(TeamRequest("", "").weights))
"""Parts of the score whose points can be changed, in the order in which they are shown."""
USUAL: Final = {name: float(getattr(TeamRequest("", "").weights, name)) for name in WEIGHTS}
"""Their usual points."""


class Field(NamedTuple):
    """One field."""

    id: Any
    shown: Callable[[TeamRequest], Any]
    """What stands in it for a wish."""
    meant: Callable[[TeamRequest, Any], TeamRequest]
    """The wish with what stands in the field."""
    prop: str = "value"


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value >= 0 else None


def _chosen(field: str) -> Callable[[TeamRequest, Any], TeamRequest]:
    def meant(wish: TeamRequest, value: Any) -> TeamRequest:  # noqa: ANN401 - as it comes from the browser
        made: dict[str, Any] = {field: tuple(value or ())}
        return replace(wish, **made)

    return meant


def _words(field: str) -> Callable[[TeamRequest, Any], TeamRequest]:
    """Free words, without what is empty or said twice."""

    def meant(wish: TeamRequest, value: Any) -> TeamRequest:  # noqa: ANN401
        made: dict[str, Any] = {field: tuple(dict.fromkeys(w.strip() for w in value or () if w.strip()))}
        return replace(wish, **made)

    return meant


def _sides(wish: TeamRequest, counts: Sequence[object]) -> TeamRequest:
    found = zip((side.value for side in Sector), counts, strict=True)
    read = ((side, _number(count)) for side, count in found)
    return replace(wish, at_least=tuple((side, int(count)) for side, count in read if count))


def _equal(wish: TeamRequest, checked: object) -> TeamRequest:
    others = tuple(trait for trait in wish.no_majority if trait != SIDE)
    return replace(wish, no_majority=(*others, SIDE) if checked else others)


def _most(trait: str) -> Field:
    def meant(wish: TeamRequest, value: object) -> TeamRequest:
        others, count = tuple(one for one in wish.most_each if one[0] != trait), _number(value)
        return replace(wish, most_each=(*others, (trait, int(count))) if count else others)

    which = ids.MOST_UNIT if trait == UNIT else ids.MOST_HOUSEHOLD
    return Field(which, lambda wish: dict(wish.most_each).get(trait, ""), meant)


def _covered(wish: TeamRequest, value: list[str] | None) -> TeamRequest:
    before = dict(wish.cover)
    return replace(wish, cover=tuple((what, before.get(what, 1)) for what in value or ()))


def _ruled(wish: TeamRequest, value: list[str] | None) -> TeamRequest:
    """Usual rules first, as in an address."""
    chosen = tuple(value or ())
    usual = tuple(rule for rule in USUAL_RULES if rule in chosen)
    return replace(wish, rules=(*usual, *(rule for rule in chosen if rule not in usual)))


def _hours(wish: TeamRequest, value: object) -> TeamRequest:
    return replace(wish, hours=_number(value) or None)


def _weighed(wish: TeamRequest, values: Sequence[object]) -> TeamRequest:
    """An empty field is the usual weight; so are points that cannot be."""
    given = ((name, _number(value)) for name, value in zip(WEIGHTS, values, strict=True))
    changes = [(name, points) for name, points in given if points is not None and points != USUAL[name]]
    try:
        return replace(wish, weights=weighted(changes))
    except InputError:  # the fields allow no others; what is sent past them is not obeyed
        return wish


FIELDS: Final = (
    Field(ids.CHALLENGE, lambda w: w.challenge or None, lambda w, v: replace(w, challenge=v or "")),
    Field(ids.INCLUDE, lambda w: list(w.include), _chosen("include")),
    Field(ids.EXCLUDE, lambda w: list(w.exclude), _chosen("exclude")),
    Field(ids.at_least(ALL), lambda w: [dict(w.at_least).get(s.value, "") for s in Sector], _sides),
    Field(ids.EQUALITY, lambda w: SIDE in w.no_majority, _equal, "checked"),
    _most(UNIT),
    _most(HOUSEHOLD),
    Field(ids.COVER, lambda w: [what for what, _ in w.cover], _covered),
    Field(ids.HOLD, lambda w: list(w.hold), _words("hold")),
    Field(ids.MEETING, lambda w: w.meeting, lambda w, v: replace(w, meeting=v or None)),
    Field(ids.HOURS, lambda w: "" if w.hours is None else w.hours, _hours),
    Field(ids.LANGUAGES, lambda w: list(w.languages), _words("languages")),
    Field(ids.TEAM_RULES, lambda w: list(w.rules), _ruled),
    Field(ids.weight(ALL), lambda w: [getattr(w.weights, name) for name in WEIGHTS], _weighed),
)
"""Every field but those for the size, of which an empty one follows the other."""


def asked(before: TeamRequest, size: tuple[object, object], values: Sequence[Any]) -> TeamRequest:
    """Make a wish of what stands in the form.

    Parameters
    ----------
    before
        The wish of the address: what the form has no field for stays as it was, but for needs when the
        challenge is another.
    size
        Least and greatest number of seats; one that is empty follows the other.
    values
        What stands in each of :data:`FIELDS`.
    """
    low, high = (None if (number := _number(value)) is None else int(number) for value in size)
    least = low if low is not None else high if high is not None else before.min_size
    most = high if high is not None else least if low is not None else before.max_size
    wish = replace(before, min_size=least, max_size=most)
    for field, value in zip(FIELDS, values, strict=True):
        wish = field.meant(wish, value)
    if wish.challenge != before.challenge:
        wish = replace(wish, needs=(), cover=(), place=None)
    return wish


def standing(wish: TeamRequest) -> list[Any]:
    """What stands in each of :data:`FIELDS` for a wish."""
    return [field.shown(wish) for field in FIELDS]
