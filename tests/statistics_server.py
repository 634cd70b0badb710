"""A small server that behaves as Statistics Norway's PxWebApi v2 does, with real figures of a few places.

What it knows of the real one: the shape of answers and of error bodies (recorded in 2026), the limits in
``/config`` and in the header ``x-ratelimit-policy``, 403 or 400 for too many cells, 429 for too many
calls, an HTML page with status 404 for an address that is too long, code lists that give ``K-5038``. What
it does not know: load, redirects, half answers.
"""

from __future__ import annotations

import csv
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = Path(__file__).parents[1] / "data" / "population" / "folkemengde_07459.csv"
PLACES = ("0301", "5036", "5037", "5038", "5041", "5053")
"""Municipalities that the server has figures for."""
AGES = (*(f"{age:03}" for age in range(105)), "105+")
LONGEST_ADDRESS = 2100
CONTACT = "Oppdiktet Kontakt"
"""A contact person in the answer, invented: it must not be kept."""
PAGE = b"<!DOCTYPE html><html><body><h2>404 - File or directory not found.</h2></body></html>"

Reply = tuple[int, dict[str, Any] | bytes]


@lru_cache(maxsize=1)
def figures() -> dict[tuple[str, str, str, str], int]:
    """(municipality, sex code, age code, year) → persons, as published."""
    sexes = {"mann": "1", "kvinne": "2"}
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {
            (r["kommunenummer"], sexes[r["kjonn"]], AGES[int(r["alder"])], r["aar"]): int(r["antall"])
            for r in csv.DictReader(file)
            if r["kommunenummer"] in PLACES
        }


@dataclass
class Clock:
    """Time that passes only when somebody sleeps; it remembers how long."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Behaviour:
    """What the server allows and how it is disposed today."""

    clock: Clock = field(default_factory=Clock)
    cells: int = 800_000
    calls: int = 40
    window: int = 60
    in_config: bool = False
    """Whether ``/config`` tells the window, as it did before August 2026; else the headers do."""
    too_many_cells: int = 403
    """Status for too many cells; the live server has answered 403 and 400."""
    told_cells: int | None = None
    """What ``/config`` says of cells where that is not true."""
    retry_after: int | None = None
    ill: deque[int] = field(default_factory=deque)
    """Statuses to answer with before anything else."""
    ill_after: int | None = None
    """Busy for good after this many calls."""
    longest: int = LONGEST_ADDRESS
    missing: dict[tuple[str, str], str] = field(default_factory=dict)
    """(municipality, year) → status of one cell that is not published."""
    silent: set[tuple[str, str]] = field(default_factory=set)
    """(municipality, year) where every cell reads 0, as before eight in the morning."""
    raw: bytes | None = None
    """Answer data with these bytes instead."""
    more_places: tuple[str, ...] = ()
    """Further municipalities, each with Frosta's figures: they stand for none that is real."""
    extra_years: tuple[str, ...] = ()
    """Years after the last, with the last year's figures."""
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    """Method, path and status of every call."""
    agents: set[str] = field(default_factory=set)
    recent: deque[float] = field(default_factory=deque)

    @property
    def years(self) -> tuple[str, ...]:
        """Years that are published."""
        return (*sorted({year for *_, year in figures()}), *self.extra_years)

    def reply(self, method: str, address: str, body: bytes) -> Reply:
        """Answer one call."""
        path = urlsplit(address).path
        if self.ill_after is not None and len(self.asked) >= self.ill_after:
            return 503, b"<html>busy</html>"
        if self.ill:
            return self.ill.popleft(), b"<html>busy</html>"
        while self.recent and self.recent[0] <= self.clock.now - self.window:
            self.recent.popleft()
        if len(self.recent) >= self.calls:
            return 429, {"type": "Rate limit", "title": "Too many requests", "status": 429}
        self.recent.append(self.clock.now)
        if len(address) > self.longest:
            return 404, PAGE
        if path == "/config":
            told = (self.calls, self.window) if self.in_config else (0, 0)
            cells = self.cells if self.told_cells is None else self.told_cells
            names = ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")
            return 200, {"apiVersion": "2.3.2", **dict(zip(names, (cells, *told), strict=True))}
        if path != "/tables/07459/data":
            return 400, {"type": "Parameter error", "title": "Non-existent table", "status": 404}
        if self.raw is not None:
            return 200, self.raw
        return self.data(_wish(method, address, body))

    def data(self, wish: dict[str, Any]) -> Reply:
        """The table for a selection, or why not."""
        prefix = "K-" if wish.get("codelist") == "agg_KommSummer" else ""
        known = {
            "Region": [prefix + place for place in (*PLACES, *self.more_places)],
            "Kjonn": ["1", "2"],
            "Alder": list(AGES),
            "ContentsCode": ["Personer1"],
            "Tid": list(self.years),
        }
        chosen: dict[str, list[str]] = {}
        for name, codes in known.items():
            if name not in wish:
                return 400, _wrong("Missing selection for mandantory variable")
            chosen[name] = _select(wish[name], codes)
            if not chosen[name] or set(chosen[name]) - set(codes):
                return 400, _wrong("Non-existent value")
        size = [len(codes) for codes in chosen.values()]
        cells = size[0] * size[1] * size[2] * size[4]
        if cells > self.cells:
            return self.too_many_cells, _wrong("Too many cells selected")
        return 200, self._cube(chosen, size)

    def _cube(self, chosen: dict[str, list[str]], size: list[int]) -> dict[str, Any]:
        values: list[int | None] = []
        status: dict[str, str] = {}
        for region in chosen["Region"]:
            place = region[-4:]
            source = "5036" if place in self.more_places else place
            for sex in chosen["Kjonn"]:
                for age in chosen["Alder"]:
                    for year in chosen["Tid"]:
                        published = year if year not in self.extra_years else self.years[0]
                        value: int | None = figures().get((source, sex, age, published), 0)
                        if (place, year) in self.silent:
                            value = 0
                        if (place, year) in self.missing and (sex, age) == ("2", "007"):
                            status[str(len(values))] = self.missing[place, year]
                            value = None
                        values.append(value)
        dimensions = {
            name: {"label": name, "category": {"index": {c: n for n, c in enumerate(codes)}}}
            for name, codes in chosen.items()
        }
        return {
            "version": "2.0", "class": "dataset", "label": "07459: Befolkning",
            "source": "Statistisk sentralbyrå", "updated": "2026-02-24T07:00:00Z",
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
            "id": list(chosen), "size": size, "dimension": dimensions,
            "extension": {"contact": [{"name": CONTACT, "phone": "00000000"}]},
            "value": values, **({"status": status} if status else {}),
        }  # fmt: skip


def _wrong(title: str) -> dict[str, Any]:
    return {"type": "Parameter error", "title": title, "status": 400}


def _wish(method: str, address: str, body: bytes) -> dict[str, Any]:
    if method == "POST":
        chosen = json.loads(body)["selection"]
        found = {one["variableCode"]: one["valueCodes"] for one in chosen}
        lists = [one["codelist"] for one in chosen if "codelist" in one]
        return {**found, **({"codelist": lists[0]} if lists else {})}
    query = parse_qs(urlsplit(address).query)
    found = {
        name.removeprefix("valueCodes[").removesuffix("]"): values[0].split(",")
        for name, values in query.items()
        if name.startswith("valueCodes[")
    }
    return {**found, **({"codelist": query["codelist[Region]"][0]} if "codelist[Region]" in query else {})}


def _select(wanted: list[str], codes: list[str]) -> list[str]:
    if wanted == ["*"]:
        return codes
    if wanted == ["top(1)"]:
        return codes[-1:]
    return wanted


class Handler(BaseHTTPRequestHandler):
    """Hands every call to the server's behaviour."""

    server: Server

    def do_GET(self) -> None:
        """A question in the address."""
        self._answer("GET", b"")

    def do_POST(self) -> None:
        """A question in the body."""
        self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _answer(self, method: str, body: bytes) -> None:
        behaviour = self.server.behaviour
        status, content = behaviour.reply(method, self.path, body)
        behaviour.asked.append((method, urlsplit(self.path).path, status))
        behaviour.agents.add(self.headers.get("User-Agent", ""))
        page = isinstance(content, bytes)
        sent = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if page else "application/json")
        self.send_header("Content-Length", str(len(sent)))
        if not behaviour.in_config:
            self.send_header("x-ratelimit-policy", f"{behaviour.calls};w={behaviour.window}s")
        if status == 429 and behaviour.retry_after is not None:
            self.send_header("Retry-After", str(behaviour.retry_after))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server with its behaviour; listens on a free port of this machine only."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = Behaviour()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"


def serving() -> Iterator[Server]:
    """Serve while a test runs."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
