"""A wish for a team as an address, and back; every part of the wish has its place in the address.

Wishes that may be said several times are spelt as on the command line
(:data:`~matchmaker.services.team_spelling.SPELLINGS`). How much a search may cost is not in the address:
whoever sends one does not decide how long the server works.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.state import CHALLENGE, DATASET, MOST_SEATS, ON, day, every, many, one, query
from matchmaker.kernel.errors import InputError, Relaxation
from matchmaker.services.rules import Body
from matchmaker.services.team_spelling import NO_COMPARISON, SPELLINGS, Spelling, weight_of
from matchmaker.services.team_wish import USUAL_RULES, TeamRequest, weighted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.errors import Change

SIZE, SEED, RULES, WITHOUT_RULES, BODY, PLACE = "storrelse", "fro", "regel", "uten_regel", "organ", "sted"
MEETING, HOURS, COMPARE, RESIDENTS, WEIGHTS = "motested", "timer", "sammenlign", "innbyggerplasser", "vekt"
KEPT: Final = "beholdt"
"""Place in the address of the record of a team that somebody has settled."""
FREE: Final = frozenset({"hold", "times", "languages", "at_least_with", "at_most_with", "company"})
"""Wishes whose words may hold a comma: each has a place of its own in the address."""
OF: Final[dict[str, Spelling]] = {spelling.field: spelling for spelling in SPELLINGS}
_MOST: Final = 9_999
"""No count in an address is greater."""
_PLAIN: Final = TeamRequest("", "")


def team_request(search: str | None, dataset: str) -> TeamRequest:
    """Read a wish for a team.

    Parameters
    ----------
    search
        The query.
    dataset
        The dataset when the query names none.

    Raises
    ------
    InputError
        bad_size for a size that is no number or more than :data:`~dashboard.state.MOST_SEATS`; bad_date,
        unknown_weight and bad_weight; bad_address_wish for any other part that cannot be read.
    """
    low, high = _size(one(search, SIZE) or f"{_PLAIN.max_size}")
    compare = many(search, COMPARE) or _PLAIN.compare
    without = many(search, WITHOUT_RULES)
    usual = tuple(rule for rule in USUAL_RULES if rule not in without)
    spelt: dict[str, Any] = {spelling.field: _spelt(search, spelling) for spelling in SPELLINGS}
    return TeamRequest(
        dataset=one(search, DATASET) or dataset,
        challenge=one(search, CHALLENGE) or "",
        min_size=low,
        max_size=high,
        **spelt,
        rules=(*usual, *(rule for rule in many(search, RULES) if rule not in usual)),
        body=_body(one(search, BODY)),
        place=one(search, PLACE),
        meeting=one(search, MEETING),
        hours=_hours(one(search, HOURS)),
        compare=() if compare == (NO_COMPARISON,) else compare,
        resident_seats=_count(RESIDENTS, one(search, RESIDENTS) or f"{_PLAIN.resident_seats}"),
        on=day(one(search, ON)),
        seed=_seed(one(search, SEED)),
        weights=weighted(_weights(search)),
    )


def team_query(request: TeamRequest) -> str:
    """Write a wish for a team as a query; what is as in a plain wish is left out."""
    return query(_pairs(request))


def _pairs(request: TeamRequest) -> Iterator[tuple[str, str | None]]:
    low, high = request.min_size, request.max_size
    plain = (_PLAIN.min_size, _PLAIN.max_size)
    yield DATASET, request.dataset
    yield CHALLENGE, request.challenge
    yield SIZE, None if (low, high) == plain else str(low) if low == high else f"{low}-{high}"
    for spelling in SPELLINGS:
        written = [spelling.write(wish) for wish in getattr(request, spelling.field)]
        for value in written if spelling.field in FREE else [",".join(written)]:
            yield spelling.key, value
    yield RULES, ",".join(rule for rule in request.rules if rule not in USUAL_RULES)
    yield WITHOUT_RULES, ",".join(rule for rule in USUAL_RULES if rule not in request.rules)
    yield BODY, None if request.body is _PLAIN.body else request.body.value
    yield PLACE, request.place
    yield MEETING, request.meeting
    yield HOURS, None if request.hours is None else f"{request.hours!r}"
    yield COMPARE, None if request.compare == _PLAIN.compare else ",".join(request.compare) or NO_COMPARISON
    yield RESIDENTS, None if request.resident_seats == _PLAIN.resident_seats else f"{request.resident_seats}"
    yield ON, request.on.isoformat() if request.on else None
    yield SEED, str(request.seed) if request.seed else None
    for item in fields(request.weights):
        points = getattr(request.weights, item.name)
        yield WEIGHTS, None if points == getattr(_PLAIN.weights, item.name) else f"{item.name}={points!r}"


def _refused(key: str, value: str) -> InputError:
    return InputError("bad_address_wish", {"part": key, "value": value})


def _spelt(search: str | None, spelling: Spelling) -> tuple[Any, ...]:
    written = every(search, spelling.key)
    parts = written if spelling.field in FREE else [part for one in written for part in one.split(",")]
    return tuple(dict.fromkeys(_one(spelling, part) for part in parts if part))


def _one(spelling: Spelling, text: str) -> Any:  # noqa: ANN401 - each spelling has a shape of its own
    try:
        read = spelling.read(text)
    except ValueError:
        raise _refused(spelling.key, text) from None
    if isinstance(read, tuple) and any(isinstance(part, int) and abs(part) > _MOST for part in read):
        raise _refused(spelling.key, text)
    return read


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(_MOST))


def _size(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    high = high or low
    if not (_small(low) and _small(high)) or max(int(low), int(high)) > MOST_SEATS:
        raise InputError("bad_size", {"low": low, "high": high})
    return int(low), int(high)


def _count(key: str, text: str) -> int:
    if not _small(text):
        raise _refused(key, text)
    return int(text)


def _seed(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _body(text: str | None) -> Body:
    if text and text not in {body.value for body in Body}:
        raise _refused(BODY, text)
    return Body(text) if text else _PLAIN.body


def _hours(text: str | None) -> float | None:
    try:
        hours = float(text.replace(",", ".")) if text else None
    except ValueError:
        raise _refused(HOURS, text or "") from None
    if hours is not None and not 0 <= hours <= _MOST:  # not-a-number fails too
        raise _refused(HOURS, text or "")
    return hours


def _weights(search: str | None) -> list[tuple[str, float]]:
    changes = []
    for text in every(search, WEIGHTS):
        try:
            changes.append(weight_of(text))
        except ValueError:
            raise _refused(WEIGHTS, text) from None
    return changes


def locked(request: TeamRequest, actor: str) -> TeamRequest:
    """Return the wish with the actor's seat locked; unlocked when it was locked already."""
    if actor in request.include:
        return replace(request, include=_without(request.include, actor))
    return replace(request, include=(*request.include, actor), exclude=_without(request.exclude, actor))


def swapped(request: TeamRequest, actor: str) -> TeamRequest:
    """Return the wish with the seat to be filled by somebody else."""
    return replace(
        request,
        exclude=(*_without(request.exclude, actor), actor),
        include=_without(request.include, actor),
    )


def _without(actors: tuple[str, ...], actor: str) -> tuple[str, ...]:
    return tuple(other for other in actors if other != actor)


def relaxed(request: TeamRequest, relaxation: Relaxation) -> TeamRequest:
    """Return the wish with the changes made that would make it possible."""
    for change in relaxation.changes:
        made: dict[str, Any] = {}
        if change.field in ("min_size", "max_size"):
            made[change.field] = int(change.value)
        elif change.field == "rules":
            made["rules"] = _without(request.rules, str(change.value))
        elif change.field in OF:
            made[change.field] = _eased(request, change)
        request = replace(request, **made)
    return request


def _eased(request: TeamRequest, change: Change) -> tuple[Any, ...]:
    """One of the wishes that may be said several times, taken out or with another number."""
    write, value = OF[change.field].write, str(change.value)
    wishes: tuple[Any, ...] = getattr(request, change.field)
    if change.action == "remove":
        # a pair may be told the other way round
        return tuple(wish for wish in wishes if value not in (write(wish), _turned(write, wish)))
    name, _, number = value.rpartition(":")
    count = int(number)
    made = [(*wish[:-1], count) if write(wish).rpartition(":")[0] == name else wish for wish in wishes]
    return tuple(dict.fromkeys(wish for wish in made if wish[-1] or change.field == "at_most_with"))


def _turned(write: Any, wish: Any) -> str:  # noqa: ANN401 - each spelling has a shape of its own
    return str(write(tuple(reversed(wish)) if isinstance(wish, tuple) else wish))
