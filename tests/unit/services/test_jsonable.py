"""Results as JSON: whatever number stands in them can be written."""

from __future__ import annotations

import numpy as np
import orjson
import pytest

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.jsonable import jsonable


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(1 / 3), 0.333333), (np.float32(0.5), 0.5), (np.int64(7), 7), (np.bool_(True), True),
        (np.str_("a"), "a"), ((np.float64(2.0), (np.int32(1),)), [2.0, [1]]), ({"a": np.int8(1)}, {"a": 1}),
    ],
)  # fmt: skip
def test_numbers_of_numpy_become_plain_ones(value: object, plain: object) -> None:
    found = jsonable(value, catalogue())
    assert found == plain
    assert orjson.loads(orjson.dumps(found)) == plain


def test_numbers_within_messages_too() -> None:
    found = jsonable(Message("groups.size", {"count": np.int64(3)}), catalogue())  # type: ignore[dict-item]
    assert isinstance(found, dict)
    assert found["params"] == {"count": 3}
