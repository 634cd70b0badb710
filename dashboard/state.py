"""The address is the state: requests as query strings and back.

Pure: knows no component. Only what differs from a plain request is written, so that addresses stay
short and the same wish always has the same address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Language
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import INVITED_FROM, OLDEST, GapsRequest
from matchmaker.services.repeat import ages_text

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGES: Final[dict[str, str]] = {
    "oversikt": "page.oversikt",
    "aktorer-og-data": "page.aktorer_og_data",
    "nettverk": "page.nettverk",
    "inviteres": "page.inviteres",
    "gruppeinndeling": "page.gruppeinndeling",
    "naar-vi-ikke": "page.naar_vi_ikke",
    "laer-av-hverandre": "page.laer_av_hverandre",
}
"""Pages by their place in the address, in the order of the menu, with the code of their title."""
FIRST_PAGE: Final = "oversikt"
MOST_SEATS: Final = 200
"""More seats than this are not asked of the solver from a web page."""
DATASET, CHALLENGE = "datasett", "utfordring"
TEAM, AGES, ON, EDITION, SHOW = "team", "aldre", "dato", "utgave", "vis"
PART, STEP = "del", "steg"
MUNICIPALITY, SECTORS, ACTOR = "kommune", "sider", "aktor"
DRAFT, SHEET = "utkast", "ark"


@dataclass(frozen=True, slots=True)
class Route:
    """Where in the dashboard an address leads."""

    language: Language
    page: str | None
    """One of :data:`PAGES`; ``None`` when the address leads nowhere."""


def route(pathname: str | None) -> Route:
    """Read a path such as ``/nn/nettverk``. An unknown language or page gives no page."""
    parts = [part for part in (pathname or "").split("/") if part]
    language = next((known for known in LANGUAGES if parts and parts[0] == known), None)
    page = parts[1] if language and len(parts) == 2 and parts[1] in PAGES else None
    return Route(language or DEFAULT_LANGUAGE, page)


def href(language: Language, page: str, search: str = "") -> str:
    """Write the address of a page, with the query *search* as it stands."""
    return f"/{language}/{page}{search}"


def one(search: str | None, key: str) -> str | None:
    """Read one value of a query; the last one counts. ``None`` when absent or empty."""
    return dict(parse_qsl((search or "").lstrip("?"))).get(key) or None


def many(search: str | None, key: str) -> tuple[str, ...]:
    """Read a comma-separated value of a query, without repetitions, in its own order."""
    return tuple(dict.fromkeys(part for part in (one(search, key) or "").split(",") if part))


def every(search: str | None, key: str) -> tuple[str, ...]:
    """Read all values of a query that may be said several times, as they are written."""
    return tuple(v for k, v in parse_qsl((search or "").lstrip("?")) if k == key)


def query(values: Iterable[tuple[str, str | None]]) -> str:
    """Write a query string; absent and empty values are left out."""
    kept = [(key, value) for key, value in values if value]
    return f"?{urlencode(kept, safe=',:')}" if kept else ""


def changed(search: str | None, key: str, value: str | None) -> str:
    """Return the query with one value set where it stands, else last, or taken out when it is ``None``.

    What is said already gives the same query: a page is not drawn anew for it.
    """
    pairs: list[tuple[str, str | None]] = [*parse_qsl((search or "").lstrip("?"))]
    place = next((at for at, (known, _) in enumerate(pairs) if known == key), len(pairs))
    rest = [(known, said) for known, said in pairs if known != key]
    return query([*rest[:place], (key, value), *rest[place:]])


def subject(search: str | None) -> str:
    """Return what every page has in common: the dataset and the challenge."""
    return query([(key, one(search, key)) for key in (DATASET, CHALLENGE)])


def gaps_request(search: str | None, dataset: str) -> GapsRequest:
    """Read a question about who is missing.

    Raises
    ------
    InputError
        Ages, a date or an edition that cannot be read.
    """
    edition = one(search, EDITION) or Edition.WORKING.value
    if edition not in {known.value for known in Edition}:
        raise InputError("bad_edition", {"edition": edition})
    return GapsRequest(
        dataset=one(search, DATASET) or dataset,
        challenge=one(search, CHALLENGE),
        team=many(search, TEAM),
        ages=_ages(one(search, AGES)),
        on=day(one(search, ON)),
        edition=Edition(edition),
    )


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= MOST_SEATS


def _ages(text: str | None) -> tuple[int, int]:
    if text is None:
        return (INVITED_FROM, OLDEST)
    low, _, high = text.partition("-")
    if not (_small(low) and _small(high or "0")):
        raise InputError("bad_ages", {"low": low, "high": high})
    return int(low), int(high) if high else OLDEST


def day(text: str | None) -> date | None:
    """Read a day as ``2026-11-22``; ``None`` when absent. Raises ``InputError`` (bad_date)."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError("bad_date", {"value": text}) from None


def gaps_query(request: GapsRequest) -> str:
    """Write a question about who is missing as a query."""
    return query([
        (DATASET, request.dataset),
        (CHALLENGE, request.challenge),
        (TEAM, ",".join(request.team)),
        (AGES, ages_text(request.ages)),
        (ON, request.on.isoformat() if request.on else None),
        (EDITION, None if request.edition is Edition.WORKING else request.edition.value),
    ])  # fmt: skip
