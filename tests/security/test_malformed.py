"""What no page of ours sends: an answer that says so, nothing done, and nothing of it in the log."""

from __future__ import annotations

import gzip
import json
import logging
from typing import Any

import pytest

from tests.security.conftest import OWN, House, Somebody, outputs

MARK = "Oppdiktet-Merkesen"
VALUES: tuple[Any, ...] = (
    7, True, [], [[MARK]], {}, {"a": {MARK: 1}}, MARK, f"../../{MARK}", [None, 1.5], -1e308,
)  # fmt: skip
BODIES = {
    "nothing": b"",
    "no JSON": b"{" + MARK.encode(),
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "an output that is no text": b'{"output": 7}',
    "an output that is not there": (
        b'{"output": "' + MARK.encode() + b'.children", "inputs": [], "changedPropIds": []}'
    ),
    "no inputs": b'{"output": "side.children"}',
    "inputs that are no list": b'{"output": "side.children", "inputs": 7, "changedPropIds": 9}',
    "deep": b"[" * 200_000,
    "deep in a value": b'{"output": "side.children", "inputs": [' + b"[" * 50_000,
    "packed": gzip.compress(b"{}" * 1000),
    "not UTF-8": b'{"output": "\xff\xfe"}',
}  # fmt: skip


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("hus"))


def sent(somebody: Somebody, body: bytes, **headers: str) -> Any:
    given = {**somebody.headers, "X-Samskaping-Token": somebody.token, **headers}
    path = f"/{OWN}/_dash-update-component"
    return somebody.post(path, given, data=body, content_type="application/json")


@pytest.mark.parametrize("what", BODIES)
def test_what_is_no_question_is_answered_so(hall: House, what: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    more = {"Content-Encoding": "gzip"} if what == "packed" else {}
    answer = sent(hall.somebody("planke"), BODIES[what], **more)
    assert answer.status_code in (400, 415), answer.text[:300]
    assert answer.text
    assert "Traceback" not in answer.text
    assert MARK not in answer.text + caplog.text
    assert not [record for record in caplog.records if record.exc_info]


def other_input(told: dict[str, Any], value: Any) -> Any:
    name = told["id"]
    if not name.startswith("{"):
        return {"id": name, "property": told["property"], "value": value}
    keys = {key: ("1" if isinstance(part, list) else part) for key, part in json.loads(name).items()}
    one = {"id": keys, "property": told["property"], "value": value}
    return [one] if "ALL" in name else one


def test_no_callback_breaks_on_what_it_was_not_made_for(
    hall: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    planner = hall.somebody("planke")
    listed = [
        one for one in planner.get(f"/{OWN}/_dash-dependencies").get_json() if not one["clientside_function"]
    ]
    assert len(listed) > 60
    broken, answered = [], 0
    for at, told in enumerate(listed):
        for value in (VALUES[at % len(VALUES)], VALUES[(at + 3) % len(VALUES)]):
            inputs = [other_input(one, value) for one in told["inputs"]]
            states = [other_input(one, value) for one in told["state"]]
            first = told["inputs"][0]
            body = {
                "output": told["output"], "outputs": outputs(told["output"]), "inputs": inputs,
                "state": states,
                "changedPropIds": [f"{first['id']}.{first['property']}"],
            }  # fmt: skip
            answer = sent(planner, json.dumps(body).encode())
            answered += answer.status_code in (200, 204)
            if answer.status_code not in (200, 204, 400, 403):
                broken.append((told["output"][:60], value, answer.status_code))
    assert broken == []
    assert answered > 20
    assert MARK not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


def test_the_sentence_is_in_the_readers_language(hall: House) -> None:
    answer = sent(hall.somebody("planke"), BODIES["an output that is not there"], **{"Accept-Language": "nn"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "Førespurnaden" in answer.text
