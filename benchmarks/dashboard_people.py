"""People who use a dashboard: posts recorded from the real pages, sent again by a process of its own.

Used by ``benchmarks.dashboard_load``, which says what is measured and how.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from benchmarks.dashboard_server import EVENT, REGION, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection

    from playwright.sync_api import Page, Request

    from benchmarks.dashboard_server import Server

CHALLENGES: Final = 20
ASKED: Final = "utfordring-001"
"""Stands in what is recorded; when it is sent again it is one of twenty."""
_ABOUT: Final = f"datasett={REGION}&utfordring={ASKED}"
VISITS: Final = {
    "oversikt": f"oversikt?datasett={REGION}",
    "oversikt, another dataset": "oversikt?datasett=innherred",
    "aktorer-og-data": f"aktorer-og-data?datasett={REGION}",
    "nettverk": f"nettverk?datasett={REGION}",
    "nettverk, one municipality": f"nettverk?datasett={REGION}&kommune=5006",
    "inviteres": f"inviteres?{_ABOUT}",
    "gruppeinndeling": f"gruppeinndeling?datasett={EVENT}",
    "naar-vi-ikke": f"naar-vi-ikke?{_ABOUT}",
    "naar-vi-ikke, grupper": f"naar-vi-ikke?{_ABOUT}&del=grupper",
    "naar-vi-ikke, faser": f"naar-vi-ikke?{_ABOUT}&del=faser",
    "naar-vi-ikke, regler": f"naar-vi-ikke?{_ABOUT}&del=regler",
    "naar-vi-ikke, veier": f"naar-vi-ikke?{_ABOUT}&del=veier",
    "laer-av-hverandre": f"laer-av-hverandre?datasett={REGION}",
    "laer-av-hverandre, region": f"laer-av-hverandre?datasett={REGION}&del=region",
    "rapport": f"rapport?{_ABOUT}",
}
"""What is visited, by name."""
PRESSES: Final = {
    "nettverk": (".sort", ".leaves .button:last-child"),
    "aktorer-og-data": ("#data-aktorliste-knapp", ".sort"),
}
"""What is pressed on a page after it was opened, where it is shown; the posts are a visit of their own."""
SOLVES: Final = (
    "team-svar",
    "team-bevis",
    "team-plasser",
    "team-front",
    "rapport-innhold",
    "grupper-forslag",
)
"""Outputs that rest on a search for a best answer; the report has a team in it."""
SOLVED_PARTS: Final = ("veier",)
FINE: Final = (200, 204)


@dataclass(frozen=True)
class Post:
    """One call back."""

    name: str
    body: str

    @property
    def solves(self) -> bool:
        """Whether its answer rests on a search for the best."""
        part = self.name.rpartition(", ")[2].split(":")[0]
        return any(one in self.name for one in SOLVES) or part in SOLVED_PARTS


@dataclass(frozen=True)
class Visit:
    """What the browser asks for when somebody opens a page or presses something there."""

    name: str
    path: str
    """Empty where the page is open already."""
    posts: tuple[Post, ...]


def record(server: Server) -> list[Visit]:
    """Open every page in a browser and take down what it posts."""
    found = []
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        for name, value in server.cookies("person-0").items():
            context.add_cookies([{"name": name, "value": value, "url": server.address}])
        for name, path in VISITS.items():
            page = context.new_page()
            heard: list[str] = []
            page.on("request", partial(_hear, heard))
            page.goto(f"{server.address}/nb/{path}")
            _settle(page)
            found.append(_visit(name, f"/nb/{path}", heard))
            for what in PRESSES.get(name, ()):
                heard.clear()
                pressed = page.locator(f"main {what}").locator("visible=true")
                if pressed.count():
                    pressed.first.click()
                    _settle(page)
                    found.append(_visit(f"{name}: {what}", "", heard))
            page.close()
    return [one for one in found if one.posts]


def _hear(heard: list[str], asked: Request) -> None:
    if "_dash-update-component" in asked.url and asked.post_data:
        heard.append(asked.post_data)


def _settle(page: Page) -> None:
    page.locator("h1").wait_for(timeout=120_000)
    page.locator("main .loading").first.wait_for(state="detached", timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_timeout(1500)


def _visit(name: str, path: str, heard: list[str]) -> Visit:
    return Visit(name, path, tuple(Post(f"{name}: {_called(body)}", body) for body in heard))


def _called(body: str) -> str:
    """The outputs of a call back, without what Dash adds to tell duplicates apart."""
    outputs = json.loads(body)["output"].strip(".").split("...")
    return "+".join(sorted({re.sub(r"@[0-9a-f]+$", "", one) for one in outputs}))[:70]


@dataclass
class Person:
    """Somebody with a browser: what they visit is drawn, and each answer is timed."""

    address: str
    cookies: Mapping[str, str]
    visits: list[Visit]
    seed: int
    think: tuple[float, float]

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        self._draw = random.Random(self.seed)
        self._base = parts.path
        self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"{parts.scheme}://{parts.netloc}",
            "Sec-Fetch-Site": "same-origin",
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "X-Samskaping-Token": next(v for k, v in self.cookies.items() if k.endswith("token")),
        }

    def use(self, until: float, most: int) -> Iterator[tuple[str, bool, float, int]]:
        """Visit pages until a time or a number of visits; yields name, whether it solves, seconds, status."""
        time.sleep(self._draw.uniform(0, self.think[1]))
        for _ in range(most):
            if time.monotonic() > until:
                return
            visit = self._draw.choice(self.visits)
            about = f"utfordring-{self._draw.randint(1, CHALLENGES):03d}"
            if visit.path:
                yield self._ask("the page itself", visit.path.replace(ASKED, about), None, solves=False)
            for post in visit.posts:
                body = post.body.replace(ASKED, about)
                yield self._ask(post.name, "/_dash-update-component", body, solves=post.solves)
            time.sleep(self._draw.uniform(*self.think))

    def _ask(self, name: str, path: str, body: str | None, *, solves: bool) -> tuple[str, bool, float, int]:
        begun = time.perf_counter()
        headers = self._headers if body is None else {**self._headers, "Content-Type": "application/json"}
        told = None if body is None else body.encode()
        for _ in range(2):  # a line that was closed while somebody thought is opened anew, as browsers do
            try:
                self._line.request("GET" if body is None else "POST", self._base + path, told, headers)
                answer = self._line.getresponse()
                answer.read()
                status = answer.status
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                self._line.close()
                status = 0
        return name, solves, time.perf_counter() - begun, status


Timed = tuple[str, bool, float, int]


def many(
    told: Connection,
    address: str,
    people: list[dict[str, str]],
    visits: list[Visit],
    seconds: float,
    most: int,
    think: tuple[float, float],
) -> None:
    """Let people use the dashboard together, in a process of its own; sends what was timed."""  # fmt: skip
    until = time.monotonic() + seconds
    timed: list[list[Timed]] = [[] for _ in people]

    def go(number: int) -> None:
        person = Person(address, people[number], visits, number, think)
        timed[number].extend(person.use(until, most))

    threads = [threading.Thread(target=go, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.send([one for mine in timed for one in mine])
    told.close()
