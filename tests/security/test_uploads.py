"""Hostile files through the page where files are dropped: a clear error, or read harmlessly."""

from __future__ import annotations

import base64
import resource
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.app import MOST_BYTES
from matchmaker.services.drafts import list_drafts
from tests.security.conftest import OWN, PREFIX, House, Somebody, around, detached
from tests.security.hostile import FILES, SCRIPT, text

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

MOST_MEMORY = 700_000_000
"""Bytes by which the process may have grown at its largest, over all of them."""
MOST_SECONDS = 12.0
"""Of the processor, for one of them."""


@pytest.fixture(scope="module")
def dock(tmp_path_factory: pytest.TempPathFactory) -> House:
    return detached(tmp_path_factory)


def drop(somebody: Somebody, name: str, content: bytes, dataset: str = "proeve") -> TestResponse:
    from dashboard.components import ids

    written = "data:application/octet-stream;base64," + base64.b64encode(content).decode()
    listed = somebody.get(f"/{OWN}/_dash-dependencies").get_json()
    wanted = {"id": ids.DROP, "property": "contents"}
    (one,) = [dep for dep in listed if dep["inputs"] == [wanted]]
    given: dict[str, Any] = {
        f"{ids.DROP}.filename": name,
        f"{ids.DROP_NAME}.value": dataset,
        f"{ids.URL}.search": "",
        f"{ids.URL}.pathname": f"{PREFIX}/{OWN}/nb/aktorer-og-data",
        f"{ids.CHANGED}.data": 0,
        f"{ids.AUTHOR}.data": "Kari",
    }
    states = [{**state, "value": given.get(f"{state['id']}.{state['property']}")} for state in one["state"]]
    return somebody.call(one["output"], [{**wanted, "value": written}], states)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_is_refused_or_read_harmlessly(
    dock: House, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_net(*_: object) -> None:
        raise AssertionError("asked the net")

    monkeypatch.setattr(socket.socket, "connect", no_net)
    somebody = dock.somebody("planke")
    name, content = FILES[what][0], FILES[what][1]()
    before, memory, began = around(dock), peak(), time.process_time()
    answer = drop(somebody, name, content)
    assert time.process_time() - began < MOST_SECONDS
    assert peak() - memory < MOST_MEMORY
    assert around(dock) == before
    assert "unexpected" not in caplog.text
    assert answer.status_code == 200, answer.text[:500]
    refused = "error-box" in answer.text
    made = "utkast=utkast-" in answer.text.replace("\\u003d", "=")
    assert refused is not made
    for never in ("Traceback", "root:", "Uventet", SCRIPT):
        assert never not in answer.text
    with dock.keeps().store.reading() as reading:
        assert not [row["id"] for row in reading.rows("draft") if "root:" in str(row["body"])]


def test_there_are_fifty_of_them_and_an_ordinary_file_is_taken(dock: House) -> None:
    assert len(FILES) >= 50
    answer = drop(dock.somebody("planke"), "b.csv", text(), "vanlig")
    assert "error-box" not in answer.text


def test_what_is_larger_than_the_limit_is_not_read(dock: House) -> None:
    answer = drop(dock.somebody("planke"), "b.csv", b"x" * MOST_BYTES)
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["lese", "ingen", None])
def test_who_may_not_write_drops_nothing(dock: House, name: str | None) -> None:
    somebody = dock.somebody("planke")
    before = len(list_drafts(dock.keeps()))
    other = dock.somebody(name)
    somebody.client, kept = other.client, somebody.client
    if name == "lese":
        answer = drop(somebody, "b.csv", text(), "deres")
        assert "Det krever rollen planlegger" in answer.text
    else:
        assert somebody.call("x.y", []).status_code in (401, 403, 404)
    somebody.client = kept
    assert len(list_drafts(dock.keeps())) == before
