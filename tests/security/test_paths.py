"""Names that lead elsewhere, addresses that say they are another's, and what time tells."""

from __future__ import annotations

import statistics
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.security.conftest import HOST, OTHER, OWN, PREFIX, House, Somebody, around, detached
from tests.security.hostile import text
from tests.security.test_readers import press
from tests.security.test_uploads import drop

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = (
    "../../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "%2e%2e/%2e%2e/etc/passwd",
    "innherred/../../etc/passwd",
    "file:///etc/passwd", "etc/passwd\0.xlsx", "....//....//etc/passwd", "~/etc/passwd",
    "passwd@1", "@../etc/passwd",
)  # fmt: skip
KEYS = ("datasett", "i", "foer", "utkast", "beholdt", "del", "ark", "vis", "kommune", "utfordring", "aktor")
OPENED: list[str] = []
_LISTENING = {"now": False, "added": False}


def _hear(event: str, given: tuple[Any, ...]) -> None:
    if _LISTENING["now"] and event in (
        "open",
        "os.listdir",
        "os.scandir",
        "os.mkdir",
        "os.remove",
        "os.rename",
    ):
        OPENED.extend(str(one) for one in given if isinstance(one, str | bytes))


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every file and folder that is opened within."""
    if not _LISTENING["added"]:
        sys.addaudithook(_hear)
        _LISTENING["added"] = True
    OPENED.clear()
    _LISTENING["now"] = True
    try:
        yield OPENED
    finally:
        _LISTENING["now"] = False


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> House:
    return detached(tmp_path_factory)


def test_no_name_in_an_address_leads_to_a_file(hall: House) -> None:
    planner = hall.somebody("planke")
    listed = [
        one
        for one in planner.get(f"/{OWN}/_dash-dependencies").get_json()
        if not one["clientside_function"] and any(part["id"] == "url" for part in one["inputs"])
    ]
    pages = ("aktorer-og-data", "rapport", "laer-av-hverandre", "inviteres")
    before = around(hall)
    with listening() as opened:
        for at, name in enumerate(NAMES):
            search = "?" + "&".join(f"{key}={quote(name)}" for key in KEYS)
            for told in listed:
                answer = press(planner, told, pages[at % len(pages)], search)
                assert "root:" not in answer.text
    assert opened
    assert not [one for one in opened if "passwd" in one]
    assert around(hall) == before


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_dataset_leads_to_a_file(hall: House, name: str) -> None:
    before = around(hall)
    with listening() as opened:
        answer = drop(hall.somebody("planke"), "b.csv", text(), name)
    assert answer.status_code == 200
    assert not [one for one in opened if "passwd" in one]
    assert around(hall) == before


def test_only_the_nearest_proxy_is_believed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the visitor wrote before it is their own word."""
    house = House(tmp_path_factory.mktemp("hus"), proxies=1)
    for number in range(5):
        somebody = house.somebody()
        somebody.headers["X-Forwarded-For"] = f"203.0.113.{number}, 192.0.2.9"
        assert somebody.log_in("planke", "feil feil feil feil").status_code == 401
    somebody = house.somebody()
    somebody.headers["X-Forwarded-For"] = "198.51.100.77, 192.0.2.9"
    assert somebody.log_in("planke").status_code == 429


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Prefix": "//ond.example"},
        {"X-Forwarded-Host": "ond.example", "X-Forwarded-Port": "1"},
        {"Forwarded": "host=ond.example;proto=http"},
        {"X-Original-URL": "/innherred/nb/oversikt", "X-Rewrite-URL": "/innherred/nb/oversikt"},
        {"X-HTTP-Method-Override": "POST"},
        {"X-Script-Name": "/ond.example"},
    ],
)
def test_no_header_moves_anything(hall: House, headers: dict[str, str]) -> None:
    for path, status in ((f"/{OWN}/nb/oversikt", 302), ("/logg-inn", 200), ("/finnes-ikke", 302)):
        answer = hall.somebody().get(path, headers={"Host": "ond.example", **headers})
        assert answer.status_code == status
        assert "ond.example" not in str(answer.headers) + answer.text
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    "path",
    [
        "//ond.example/",
        "//ond.example/%2f..",
        "/\\ond.example",
        "/%09/ond.example",
        "/;@ond.example",
        "/.ond.example",
    ],
)
def test_no_address_leads_to_another_host(hall: House, path: str) -> None:
    for somebody in (hall.somebody(), hall.somebody("planke")):
        answer = somebody.client.get(PREFIX + path, base_url=HOST, headers={"Accept": "text/html"})
        there = answer.headers.get("Location", "")
        assert there == "" or there.startswith(f"{PREFIX}/")
        assert not there.startswith(("//", "/\\"))


def calls(somebody: Somebody, path: str) -> int:
    """How many functions are called to answer: the same on any machine, where time is not."""
    counted = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        answer = somebody.get(path)
    finally:
        sys.setprofile(None)
    assert answer.status_code == 404
    return counted


def test_what_it_takes_does_not_tell_whether_a_workspace_is_there(hall: House) -> None:
    """The work of refusing is within a twentieth of each other, so that time tells nothing."""
    somebody = hall.somebody("ingen")
    hall.somebody("lese").get(f"/{OTHER}/")
    taken: dict[str, list[int]] = {OTHER: [], "naboland": []}
    for _ in range(20):
        for name, counted in taken.items():
            counted.append(calls(somebody, f"/{name}/nb/oversikt"))
    there, not_there = (statistics.median(each) for each in taken.values())
    assert abs(there - not_there) < 0.05 * max(there, not_there)
