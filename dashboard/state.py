"""The address is the state: requests as query strings and back.

Pure: knows no component. Only what differs from a plain request is written, so that addresses stay
short and the same wish always has the same address.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypedDict
from urllib.parse import parse_qsl, urlencode

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Language
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import INVITED_FROM, OLDEST, GapsRequest
from matchmaker.services.repeat import ages_text
from matchmaker.services.report_request import PARTS, ReportRequest, parts_named

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
    "rapport": "page.rapport",
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
REPORT_PARTS, SETTLED = "deler", "beholdt"
VIEW, PRESENTATION = "visning", "presentasjon"
"""Carried by the address and known to the browser alone: it shows the same answer for a room."""
PRESENTED: Final = frozenset(PAGES) - {"aktorer-og-data"}
"""Pages that tell results, which can be shown on a wall; the register itself is not for a room."""
ASIDE: Final[dict[str, str]] = {"tilgjengelighet": "page.tilgjengelighet"}
"""Pages that are not in the menu, by their place in the address, with the code of their title."""
EVERY_PAGE: Final[dict[str, str]] = PAGES | ASIDE


@dataclass(frozen=True, slots=True)
class Outside:
    """Where the dashboard stands on its server, for one request."""

    base: str = ""
    """What every address begins with, without a slash at its end; empty at the root."""
    door: str = ""
    """Address of what lies outside: other workspaces and the way out; empty when there is nothing."""
    statement: str = ""
    """Address of the accessibility statement of whoever offers the dashboard; empty when it is not told."""
    contact: str = ""
    """Whom to tell about a barrier, in words; empty when it is not told."""


HERE: Final = "_her"
"""What is asked for in a workspace to stay logged in (WCAG 2.1, 2.2.1)."""
OUTSIDE: Final[ContextVar[Outside]] = ContextVar("outside", default=Outside())  # noqa: B039 - it is frozen
"""Set by whoever serves several workspaces; pages write and read addresses as if they were alone."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where in the dashboard an address leads."""

    language: Language
    page: str | None
    """One of :data:`EVERY_PAGE`; ``None`` when the address leads nowhere."""


def route(pathname: str | None) -> Route:
    """Read a path such as ``/nn/nettverk``. An unknown language or page gives no page."""
    within = (pathname or "").removeprefix(OUTSIDE.get().base)
    parts = [part for part in within.split("/") if part]
    language = next((known for known in LANGUAGES if parts and parts[0] == known), None)
    page = parts[1] if language and len(parts) == 2 and parts[1] in EVERY_PAGE else None
    return Route(language or DEFAULT_LANGUAGE, page)


def href(language: Language, page: str, search: str = "") -> str:
    """Write the address of a page, with the query *search* as it stands."""
    return f"{OUTSIDE.get().base}/{language}/{page}{search}"


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


class Move(TypedDict):
    """An address that is asked for, beside the one it was asked from.

    Where somebody has gone on meanwhile, the browser changes in their address only what differs between the
    two: an answer that took long takes nothing back.
    """

    left: str
    """The query that it was asked from."""
    reached: str
    """The query that is asked for."""


def move(search: str | None, reached: str) -> Move:
    """Ask the browser to go from one query to another."""
    return {"left": search or "", "reached": reached}


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


def report_request(search: str | None, dataset: str, language: Language) -> ReportRequest:
    """Read which report to make.

    Raises what :func:`gaps_request` raises, and ``InputError`` for a part that no report has.
    """
    asked = gaps_request(search, dataset)
    return ReportRequest(
        asked.dataset, asked.challenge, asked.edition, parts_named(many(search, REPORT_PARTS)), asked.team,
        one(search, SETTLED), ages=asked.ages, on=asked.on, language=language,
    )  # fmt: skip


def report_query(request: ReportRequest) -> str:
    """Write which report to make as a query."""
    asked = GapsRequest(
        request.dataset, request.challenge, request.team, request.ages, request.on, request.edition
    )
    some = set(request.include) < set(PARTS)
    parts = ",".join(part.value for part in PARTS if part in request.include) if some else None
    return changed(changed(gaps_query(asked), REPORT_PARTS, parts), SETTLED, request.kept)
