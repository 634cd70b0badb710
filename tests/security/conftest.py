"""A shared dashboard as it is served, somebody who asks it, and a clock that stands until it is moved."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from werkzeug.test import Client, TestResponse

from dashboard.guard.config import Config, Place
from dashboard.guard.desk import Desk
from dashboard.guard.front import guarded
from dashboard.guard.keys import Key
from matchmaker.services.environment import Environment
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.roles import Role
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed.wsgi import WSGIApplication

    from dashboard.guard.oidc_settings import OidcSettings

HOST = "https://samskaping.example"
PREFIX = "/verktoy"
PASSWORD = "hest batteri stift"
OWN, OTHER = "innherred", "nabolag"
PEOPLE = {"lese": Role.READER, "planke": Role.PLANNER, "styre": Role.STEWARD}
"""Accounts with a role in :data:`OWN`; «ingen» has none anywhere."""
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ENVIRONMENT = Environment(lambda: date(2026, 11, 22))
SECRET = "en nøkkel som bare prøvene har, og den er lang"


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **much: float) -> None:
        self.at += timedelta(**much)


class House:
    """A shared dashboard with two workspaces."""

    def __init__(self, folder: Path, oidc: OidcSettings | None = None, proxies: int = 0) -> None:
        self.clock = Clock()
        self.folder = folder
        places = {name: Place(name, name.title(), str(folder / f"{name}.db")) for name in (OWN, OTHER)}
        self.config = Config(
            f"{HOST}{PREFIX}", Key(SECRET), folder / "kontoer.sqlite3", places, proxies, oidc=oidc
        )
        self.desk = Desk(self.config, self.clock, CHEAP)
        for name, role in PEOPLE.items():
            self.desk.accounts.add(name, PASSWORD, f"{name.title()} Oppdiktet")
            self.desk.accounts.grant(name, OWN, role)
        self.desk.accounts.add("ingen", PASSWORD)
        self.served: WSGIApplication = guarded(self.config, ENVIRONMENT, self.clock, self.desk)

    def somebody(self, name: str | None = None) -> Somebody:
        """A browser, logged in with an account when one is named."""
        made = Somebody(self)
        if name is not None:
            answer = made.log_in(name)
            assert answer.status_code == 303, answer.text
        return made

    def keeps(self, name: str = OWN) -> KeptWorkspace:
        """What a workspace keeps, past the guard."""
        place = self.config.places[name]
        return KeptWorkspace(Store(open_storage(place.keeps), self.clock), FolderWorkspace())


class Somebody:
    """A browser: it holds cookies, says where a request comes from, and sends back what pages told it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.client = Client(house.served)
        self.headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}

    def get(self, path: str, **more: Any) -> TestResponse:
        headers = {"Accept": "text/html", **more.pop("headers", {})}
        return self.client.get(PREFIX + path, base_url=HOST, headers=headers, buffered=True, **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        given = self.headers if headers is None else headers
        return self.client.post(PREFIX + path, base_url=HOST, headers=given, buffered=True, **more)

    def cookie(self, name: str) -> str | None:
        held = self.client.get_cookie(name, domain="samskaping.example")
        return None if held is None else held.value

    @property
    def session(self) -> str | None:
        return self.cookie("__Host-samskaping")

    @property
    def token(self) -> str:
        return self.cookie("__Host-samskaping-token") or ""

    def proof(self, path: str = "/logg-inn") -> str:
        """What the form on a page would send back."""
        found = re.search(r'name="bevis" value="(\w+)"', self.get(path).text)
        assert found is not None
        return found.group(1)

    def log_in(self, name: str, password: str = PASSWORD, after: str = "", **more: Any) -> TestResponse:
        form = {"bevis": self.proof(), "konto": name, "passord": password, "til": after}
        return self.post("/logg-inn", data=form, **more)

    def call(
        self,
        output: str,
        inputs: list[Any],
        states: list[Any] | None = None,
        changed: list[str] | None = None,
        workspace: str = OWN,
        **more: Any,
    ) -> TestResponse:
        """Call back as the page does, with its token unless other headers are given."""
        body = {
            "output": output,
            "outputs": outputs(output),
            "inputs": inputs,
            "state": states or [],
            "changedPropIds": changed
            if changed is not None
            else [f"{i['id']}.{i['property']}" for i in inputs],
        }
        headers = more.pop("headers", {**self.headers, "X-Samskaping-Token": self.token})
        return self.post(
            f"/{workspace}/_dash-update-component",
            headers,
            data=json.dumps(body),
            content_type="application/json",
            **more,
        )

    def page(self, page: str, search: str = "", workspace: str = OWN) -> TestResponse:
        """Have a page made, as the browser does when an address is opened."""
        output = "..side.children...rute.data...bunntekst.children.."
        return self.call(
            self.output_of("pathname", workspace) or output,
            [{"id": "url", "property": "pathname", "value": f"{PREFIX}/{workspace}/nb/{page}"}],
            [{"id": "url", "property": "search", "value": search}],
            workspace=workspace,
        )

    def output_of(self, _what: str, workspace: str) -> str | None:
        """Which output the callback has that makes the page."""
        from dashboard.components import ids

        listed = self.get(f"/{workspace}/_dash-dependencies").get_json()
        return next((one["output"] for one in listed if f"{ids.PAGE}.children" in one["output"]), None)


def outputs(output: str) -> Any:
    """An output of the dependencies as the browser sends it."""

    def one(text: str) -> dict[str, str]:
        name, _, prop = text.rpartition(".")
        return {"id": name, "property": prop}

    if output.startswith(".."):
        return [one(part) for part in output.strip(".").split("...")]
    return one(output)


def unescaped(answer: TestResponse) -> str:
    """What JSON in an answer says, as it is read."""
    return answer.text.replace("\\u002f", "/").replace(" ", "")


def detached(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with two folders above it that no other test writes into: see :func:`around`."""
    folder = tmp_path_factory.mktemp("tomt") / "gate" / "hus"
    folder.mkdir(parents=True)
    return House(folder)


def around(house: House) -> set[str]:
    """Every file from two folders above a detached house, but what it keeps of its own."""
    own = (OWN, OTHER, "kontoer")
    return {str(p) for p in house.folder.parents[1].rglob("*") if not p.name.startswith(own)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house for tests that change nothing in it but sessions."""
    return House(tmp_path_factory.mktemp("hus"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house of one test's own."""
    return House(tmp_path)
