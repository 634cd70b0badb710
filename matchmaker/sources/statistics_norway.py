"""Population by municipality, sex and single year of age from Statistics Norway (PxWebApi v2, 07459).

Polite by construction: at most 50 municipalities a call, never more cells than the server allows, never
more calls in its window, and waiting when it says so. What was learnt of the live server:

- its limits stand in ``/config`` (``maxDataCells``) and, since August 2026, in the answer's header
  ``x-ratelimit-policy`` (``40;w=60s``); a ``maxCallsPerTimeWindow`` of 0 means *told elsewhere*, not
  *no limit*;
- too many cells is 403, or 400 with the title «Too many cells selected»; too many calls is 429;
- an address that is too long (about 2,100 characters) is an HTML page with status 404;
- between 05.00 and 08.00 figures that are being revised read 0, and ``codelist=agg_KommSummer`` gives
  earlier years within today's borders under ``K-5038``.

Licence of the figures: CC BY 4.0, «Kilde: Statistisk sentralbyrå».
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

import requests

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.progress import Progress, Silent
from matchmaker.sources.population_07459 import (
    CELLS_OF_A_YEAR,
    SEXES,
    Published,
    published,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ADDRESS = "https://data.ssb.no/api/pxwebapi/v2"
TABLE = "07459"
LATEST = "top(1)"
"""The newest year that is published, in the server's own words."""
MOST_REGIONS = 50
USER_AGENT = f"samskaping-matchmaker/{matchmaker.__version__}"
_POLICY = re.compile(r"(\d+)\s*;\s*w=(\d+)")
_TOO_MANY = "Too many cells selected"
_TRIES, _SHORT_WAIT, _LONGEST_WAIT = 4, 5.0, 300.0
_SECONDS = 60.0
"""How long an answer may take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server allows. The numbers are those of its user guide, used until it tells others."""

    cells: int = 800_000
    calls: int = 30
    window: float = 60.0
    """Seconds."""


class StatisticsNorway:
    """Asks Statistics Norway.

    Parameters
    ----------
    clock
        Seconds that only go forward, e.g. ``time.monotonic``.
    sleep
        Waits a number of seconds.
    address
        Where the service answers.
    progress
        Told of every batch.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        address: str = ADDRESS,
        progress: Progress | None = None,
    ) -> None:
        self._clock, self._sleep, self._address = clock, sleep, address.rstrip("/")
        self._progress = progress or Silent()
        self._limits: Limits | None = None
        self._calls: deque[float] = deque()
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def population(self, municipalities: Sequence[str], years: Sequence[int]) -> Published:
        """Fetch figures of 1 January.

        Parameters
        ----------
        municipalities
            Present numbers of four digits.
        years
            Years wanted; none asks for the newest that is published.

        Raises
        ------
        InputError
            ``statistics_unreachable``, ``statistics_refused`` (with the server's title),
            ``statistics_busy`` or ``statistics_answer_not_valid``.
        """
        regions, times = sorted(set(municipalities)), [str(year) for year in sorted(set(years))] or [LATEST]
        limits = self.limits()
        years_a_call = max(1, min(len(times), limits.cells // CELLS_OF_A_YEAR))
        regions_a_call = max(1, min(MOST_REGIONS, limits.cells // (CELLS_OF_A_YEAR * years_a_call)))
        batches = [
            (some, when) for some in _parts(regions, regions_a_call) for when in _parts(times, years_a_call)
        ]
        found = []
        self._progress.start(len(batches), "progress.statistics")
        for number, (some, when) in enumerate(batches, start=1):
            found += self._batch(some, when)
            self._progress.advance(number)
        return together(found)

    def limits(self) -> Limits:
        """What the server allows, asked once."""
        if self._limits is None:
            self._limits = Limits()
            told = _json(self._call("GET", "/config", {}))
            known = self._limits  # what the headers of the same answer said
            if cells := _positive(told, "maxDataCells"):
                known = replace(known, cells=cells)
            calls, window = _positive(told, "maxCallsPerTimeWindow"), _positive(told, "timeWindow")
            if calls and window:
                known = replace(known, calls=calls, window=float(window))
            self._limits = known
        return self._limits

    def _batch(self, regions: list[str], times: list[str]) -> list[Published]:
        """Ask for some; in two halves where the server says that they are too many cells."""
        query = {
            "valueCodes[Region]": ",".join(f"K-{number}" for number in regions),
            "codelist[Region]": "agg_KommSummer",
            "valueCodes[Kjonn]": ",".join(SEXES),
            "valueCodes[Alder]": "*",
            "valueCodes[ContentsCode]": "Personer1",
            "valueCodes[Tid]": ",".join(times),
        }
        path = f"/tables/{TABLE}/data"
        form = {"lang": "no", "outputFormat": "json-stat2"}
        answer = self._call("GET", path, {**form, **query})
        if answer.status_code == HTTPStatus.NOT_FOUND and _json(answer) is None:
            answer = self._call("POST", path, form, _selection(query))  # the address was too long
        if _too_many_cells(answer) and not len(regions) == len(times) == 1:
            if len(regions) > 1:
                halves = [(part, times) for part in _halves(regions)]
            else:
                halves = [(regions, part) for part in _halves(times)]
            return [made for some, when in halves for made in self._batch(some, when)]
        if answer.status_code != HTTPStatus.OK:
            told = _json(answer)
            title = told.get("title") if isinstance(told, dict) else None
            raise InputError(
                "statistics_refused", {"status": answer.status_code, "title": str(title or answer.reason)}
            )
        return [published(_json(answer))]

    def _call(
        self,
        method: str,
        path: str,
        params: dict[str, str],
        body: dict[str, Any] | None = None,
    ) -> requests.Response:
        """One call, repeated when the server is busy; never faster than it allows."""
        wait = 0.0
        for _ in range(_TRIES):
            if wait:
                self._sleep(wait)
            self._keep_to_the_window()
            try:
                answer = self._session.request(
                    method, self._address + path, params=params, json=body, timeout=_SECONDS
                )
            except requests.RequestException as wrong:
                raise InputError(
                    "statistics_unreachable",
                    {"address": self._address, "reason": type(wrong).__name__},
                    Message("hint.statistics_unreachable"),
                ) from wrong
            self._learn(answer)
            if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                wait = _retry_after(answer, (self._limits or Limits()).window)
            elif answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wait = _retry_after(answer, _SHORT_WAIT)
            else:
                return answer
        raise InputError(
            "statistics_busy", {"status": answer.status_code}, Message("hint.statistics_unreachable")
        )

    def _keep_to_the_window(self) -> None:
        """Wait until one more call is within what the server allows."""
        limits, now = self._limits or Limits(), self._clock()
        while self._calls and self._calls[0] <= now - limits.window:
            self._calls.popleft()
        if len(self._calls) >= limits.calls:
            self._sleep(self._calls[len(self._calls) - limits.calls] + limits.window - now)
        self._calls.append(self._clock())

    def _learn(self, answer: requests.Response) -> None:
        """The headers are right where they and ``/config`` differ."""
        policy = _POLICY.match(answer.headers.get("x-ratelimit-policy", ""))
        if policy and int(policy[1]) and int(policy[2]):
            known = self._limits or Limits()
            self._limits = replace(known, calls=int(policy[1]), window=float(policy[2]))


def _parts(items: list[str], most: int) -> list[list[str]]:
    return [items[start : start + most] for start in range(0, len(items), most)]


def _halves(items: list[str]) -> list[list[str]]:
    return [items[: len(items) // 2], items[len(items) // 2 :]]


def _positive(told: object, name: str) -> int:
    """A whole number above zero in the server's settings; 0 stands for *not told here*."""
    value = told.get(name) if isinstance(told, dict) else None
    return max(value, 0) if isinstance(value, int) and not isinstance(value, bool) else 0


def _json(answer: requests.Response) -> object:
    """The answer's JSON, or ``None`` where it is something else, such as a page."""
    try:
        found: object = answer.json()
    except ValueError:
        return None
    return found


def _too_many_cells(answer: requests.Response) -> bool:
    if answer.status_code == HTTPStatus.FORBIDDEN:
        return True
    told = _json(answer) if answer.status_code == HTTPStatus.BAD_REQUEST else None
    return isinstance(told, dict) and told.get("title") == _TOO_MANY


def _retry_after(answer: requests.Response, otherwise: float) -> float:
    """Seconds to wait: as the server says, within reason; a date in the header is not read."""
    told = answer.headers.get("Retry-After", "")
    return min(float(told) if told.isdigit() else otherwise, _LONGEST_WAIT)


def _selection(query: dict[str, str]) -> dict[str, Any]:
    """The same question as a body."""
    region = {"codelist": query["codelist[Region]"]}
    return {
        "selection": [
            {
                "variableCode": name,
                "valueCodes": query[f"valueCodes[{name}]"].split(","),
                **(region if name == "Region" else {}),
            }
            for name in ("Region", "Kjonn", "Alder", "ContentsCode", "Tid")
        ]
    }
