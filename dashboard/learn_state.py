"""The page *Lær av hverandre* as an address: the questions of its parts as keys and values, and back.

Pure. Each part writes its own keys and leaves the others', so that what was chosen in one part is still there
after a look at another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from dashboard.state import DATASET, EDITION, MUNICIPALITY, ON, changed, day, many, one
from matchmaker.kernel.errors import InputError
from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.learning import FACTOR, LearnRequest
from matchmaker.services.network_scope import EVERY, NetworkRequest
from matchmaker.services.side_by_side import CompareRequest, NullModel
from matchmaker.services.stress import StressRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.services.workspace import DatasetInfo

Pairs = tuple[tuple[str, str | None], ...]
"""Keys of the address with their values; ``None`` takes a key out."""
Number = TypeVar("Number", int, float)

DATASETS: Final = "i"
TIMES: Final = "ganger"
PLACES, RELATIONS, NULL = "kommuner", "relasjoner", "nullmodell"
DRAWS, ROUNDS, SEED = "trekk", "omganger", "fro"
LEAVING, SHARE, COUNT, BUSIEST = "hvem", "andel", "forslag", "travleste"
DATES, BEFORE, ARENA = "datoer", "foer", "arena"
MOST_DRAWS: Final = 1_000
"""More draws are not asked for from a web page; with these, five municipalities take a second or two."""
MOST_SEED: Final = 999_999_999
MOST_TIMES: Final = 1_000.0
MOST_COUNT: Final = 20
MOST_BUSIEST: Final = 50
PLAIN_COMPARE: Final = CompareRequest()
PLAIN_STRESS: Final = StressRequest(NetworkRequest(""))
WHOLE: Final = EVERY
"""Written where no kind of tie is picked out, and nothing written would mean some."""


def placed(search: str | None, pairs: Iterable[tuple[str, str | None]]) -> str:
    """Write *pairs* into a query and leave the rest as it is."""
    for key, value in pairs:
        search = changed(search, key, value)
    return search or ""


def chosen(search: str | None, dataset: str) -> str:
    """Read the one dataset that is looked at: the only one of several that may be, else *dataset*."""
    several = many(search, DATASETS)
    return one(search, DATASET) or (several[0] if len(several) == 1 else dataset)


def edition(search: str | None) -> Edition:
    """Read the edition. Raises ``InputError`` (bad_edition)."""
    said = one(search, EDITION) or Edition.WORKING.value
    if said not in {known.value for known in Edition}:
        raise InputError("bad_edition", {"edition": said})
    return Edition(said)


def _told(said: Edition) -> tuple[str, str | None]:
    return (EDITION, None if said is Edition.WORKING else said.value)


def number(search: str | None, key: str, usual: Number, ends: tuple[Number, Number]) -> Number:
    """Read a number of the kind of *usual*, which stands where nothing is said.

    Raises
    ------
    InputError
        ``bad_address_wish`` for what is no such number, or lies outside *ends*.
    """
    text = one(search, key)
    if text is None:
        return usual
    try:
        value = type(usual)(text[:20])
    except ValueError:
        raise InputError("bad_address_wish", {"part": key, "value": text[:200]}) from None
    if not ends[0] <= value <= ends[1]:
        raise InputError("bad_address_wish", {"part": key, "value": text[:200]})
    return value


def _unless(value: float | str, usual: float | str) -> str | None:
    return None if value == usual else f"{value:g}" if isinstance(value, float) else str(value)


def relations(search: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Read which kinds of ties; the *usual* ones where nothing is said."""
    said = many(search, RELATIONS)
    return () if said == (WHOLE,) else said or usual


def _relations_told(said: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, str | None]:
    return (RELATIONS, None if said == usual else ",".join(said) or WHOLE)


def datasets_told(said: tuple[str, ...]) -> tuple[str, str | None]:
    """Write which datasets are looked in."""
    return (DATASETS, ",".join(said) or None)


def learn_request(search: str | None, known: Iterable[DatasetInfo]) -> LearnRequest:
    """Read a question about who can learn from whom; every dataset where none is named."""
    return LearnRequest(
        datasets=many(search, DATASETS) or tuple(info.name for info in known),
        factor=number(search, TIMES, FACTOR, (1.0, MOST_TIMES)),
        on=day(one(search, ON)),
        edition=edition(search),
    )


def learn_pairs(request: LearnRequest, known: Iterable[DatasetInfo]) -> Pairs:
    """Write a question about who can learn from whom."""
    every = set(request.datasets) == {info.name for info in known}
    return (
        datasets_told(() if every else request.datasets),
        (TIMES, _unless(request.factor, FACTOR)),
        (ON, request.on.isoformat() if request.on else None),
        _told(request.edition),
    )


def compare_request(search: str | None, dataset: str) -> CompareRequest:
    """Read a wish to see municipalities side by side: those of one dataset where no more are named."""
    named = one(search, NULL) or PLAIN_COMPARE.null.value
    if named not in {known.value for known in NullModel}:
        raise InputError("bad_address_wish", {"part": NULL, "value": named[:200]})
    main = chosen(search, dataset)
    return CompareRequest(
        datasets=many(search, DATASETS) or ((main,) if main else ()),
        municipalities=many(search, PLACES),
        relations=relations(search, PLAIN_COMPARE.relations),
        on=day(one(search, ON)),
        null=NullModel(named),
        draws=number(search, DRAWS, PLAIN_COMPARE.draws, (0, MOST_DRAWS)),
        seed=number(search, SEED, 0, (0, MOST_SEED)),
        edition=edition(search),
    )


def compare_pairs(request: CompareRequest, search: str | None, dataset: str) -> Pairs:
    """Write a wish to see municipalities side by side."""
    main = (one(search, DATASET) or dataset,)
    return (
        datasets_told(() if request.datasets == main else request.datasets),
        (PLACES, ",".join(request.municipalities)),
        _relations_told(request.relations, PLAIN_COMPARE.relations),
        (ON, request.on.isoformat() if request.on else None),
        (NULL, _unless(request.null.value, PLAIN_COMPARE.null.value)),
        (DRAWS, _unless(request.draws, PLAIN_COMPARE.draws)),
        (SEED, _unless(request.seed, 0)),
        _told(request.edition),
    )


def network(search: str | None, dataset: str) -> NetworkRequest:
    """Read which network is looked at."""
    return NetworkRequest(
        dataset=chosen(search, dataset),
        municipality=one(search, MUNICIPALITY),
        relations=relations(search, ()),
    )


def network_pairs(request: NetworkRequest) -> Pairs:
    """Write which network is looked at."""
    return (
        (DATASET, request.dataset),
        (MUNICIPALITY, request.municipality),
        _relations_told(request.relations, ()),
    )


def stress_request(search: str | None, dataset: str) -> StressRequest:
    """Read what if somebody leaves."""
    plain = PLAIN_STRESS
    return StressRequest(
        network=network(search, dataset),
        leaving=many(search, LEAVING),
        share=number(search, SHARE, 100.0 * plain.share, (0.0, 100.0)) / 100.0,
        busiest=number(search, BUSIEST, plain.busiest, (1, MOST_BUSIEST)),
        count=number(search, COUNT, plain.count, (0, MOST_COUNT)),
        draws=number(search, ROUNDS, plain.draws, (1, MOST_DRAWS)),
        seed=number(search, SEED, 0, (0, MOST_SEED)),
        edition=edition(search),
    )


def stress_pairs(request: StressRequest) -> Pairs:
    """Write what if somebody leaves."""
    plain = PLAIN_STRESS
    return (
        *network_pairs(request.network),
        (LEAVING, ",".join(request.leaving)),
        (SHARE, _unless(round(100.0 * request.share, 4), 100.0 * plain.share)),
        (BUSIEST, _unless(request.busiest, plain.busiest)),
        (COUNT, _unless(request.count, plain.count)),
        (ROUNDS, _unless(request.draws, plain.draws)),
        (SEED, _unless(request.seed, 0)),
        _told(request.edition),
    )


def change_request(search: str | None, dataset: str, today: date) -> ChangeRequest:
    """Read what changed; since a year ago where no time is named.

    Raises
    ------
    InputError
        ``bad_date`` for a day that cannot be read.
    """
    before = one(search, BEFORE)
    named = [found for found in map(day, many(search, DATES)) if found is not None]
    looked_at = network(search, dataset)
    if many(search, RELATIONS) == (WHOLE,):  # nothing picked out would mean collaboration
        looked_at = replace(looked_at, relations=(WHOLE,))
    return ChangeRequest(
        network=looked_at,
        before=before,
        dates=() if before else tuple(named) or last_year(today),
        arena=one(search, ARENA),
        seed=number(search, SEED, 0, (0, MOST_SEED)),
        edition=edition(search),
    )


def change_pairs(request: ChangeRequest, today: date) -> Pairs:
    """Write what changed."""
    plain = not request.dates or request.dates == last_year(today)
    return (
        *network_pairs(request.network),
        (BEFORE, request.before),
        (DATES, None if plain else ",".join(one.isoformat() for one in request.dates)),
        (ARENA, request.arena),
        (SEED, _unless(request.seed, 0)),
        _told(request.edition),
    )


def last_year(today: date) -> tuple[date, date]:
    """The day a year ago, and *today*; the last of February in a leap year has the 28th behind it."""
    leap = (today.month, today.day) == (2, 29)
    return (date(today.year - 1, today.month, 28 if leap else today.day), today)
