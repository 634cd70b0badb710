"""A wish for groups as an address, and back; every part of the wish has its place in the address.

Wishes are spelt as on the command line (:data:`~matchmaker.services.groups_spelling.SPELLINGS`). How many
seconds a search may take is not in the address: whoever sends one does not decide how long the server works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.state import DATASET, every, one, query
from matchmaker.kernel.errors import InputError
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.groups_spelling import SPELLINGS, Spelling, differing

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN: Final = "vis"
SUGGESTED, KEPT = "forslag", "lagret"
"""What is shown: a suggestion, or the seating that is kept in the dataset."""
LIMITS: Final = {"groups": 5_000, "rounds": 100, "least": 1_000, "most": 1_000, "seed": 999_999_999,
                 "tries": 100_000_000, "done": 100_000_000}  # fmt: skip
"""No number in an address is greater."""
MOST_LETTERS: Final = 200_000
"""Longer addresses are not read."""
_LEFT_OUT: Final = frozenset({"seconds"})
_SPELT: Final = tuple(spelling for spelling in SPELLINGS if spelling.field not in _LEFT_OUT)


def groups_request(search: str | None, dataset: str) -> GroupsRequest:
    """Read a wish for groups.

    Parameters
    ----------
    search
        The query.
    dataset
        The dataset when the query names none.

    Raises
    ------
    InputError
        bad_address_wish for a part that cannot be read.
    """
    said: dict[str, Any] = {}
    for spelling in _SPELT:
        written = [text for text in every(search, spelling.key) if text]
        if spelling.several:
            said[spelling.field] = tuple(dict.fromkeys(_read(spelling, text) for text in written))
        elif written:
            said[spelling.field] = _read(spelling, written[-1])
    return GroupsRequest(one(search, DATASET) or dataset, **said)


def _read(spelling: Spelling, text: str) -> Any:  # noqa: ANN401 - each spelling has a shape of its own
    try:
        if len(text) > MOST_LETTERS:
            raise ValueError(text[:20])
        value = spelling.read(text)
    except ValueError:
        raise InputError("bad_address_wish", {"part": spelling.key, "value": text[:200]}) from None
    if isinstance(value, int) and not 0 <= value <= LIMITS.get(spelling.field, 1):
        raise InputError("bad_address_wish", {"part": spelling.key, "value": text})
    return value


def groups_query(request: GroupsRequest, shown: str | None = None) -> str:
    """Write a wish for groups as a query; what is as in a plain wish is left out.

    Parameters
    ----------
    request
        The wish.
    shown
        :data:`SUGGESTED` or :data:`KEPT`; ``None`` for the form alone.
    """
    return query([*_pairs(request), (SHOWN, shown)])


def _pairs(request: GroupsRequest) -> Iterator[tuple[str, str | None]]:
    yield DATASET, request.dataset
    for spelling, value in differing(request):
        if spelling.field not in _LEFT_OUT:
            yield spelling.key, spelling.write(value)


def shown(search: str | None) -> str | None:
    """What an address asks to be shown: :data:`SUGGESTED`, :data:`KEPT`, or ``None`` for the form alone."""
    said = one(search, SHOWN)
    return said if said in (SUGGESTED, KEPT) else None
