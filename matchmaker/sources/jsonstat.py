"""Answers in JSON-stat 2.0 (https://json-stat.org/full/), the form in which statistics offices answer.

One row per cell, in the order of the answer: the last dimension varies fastest. A value may be missing,
and then its status says why: ``..`` figures are missing, ``:`` confidential, ``.`` not possible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VALUE, STATUS = "value", "status"
_MOST_CELLS = 5_000_000
"""More than any statistics office hands out in one answer."""


@dataclass(frozen=True, eq=False)
class Cube:
    """An answer as a table."""

    frame: pd.DataFrame
    """A column of codes per dimension, then ``value`` (missing is NaN) and ``status`` (or missing)."""
    roles: Mapping[str, tuple[str, ...]]
    """Role (``geo``, ``time``, ``metric``) → names of its dimensions. The region dimension is called
    different things in different tables, so it is asked for by role."""
    label: str
    source: str
    updated: str
    """When the figures were last changed, ISO 8601; empty when not told."""

    def dimension(self, role: str) -> str:
        """Name of the one dimension with a role. Raises ``InputError`` (statistics_answer_not_valid)."""
        found = self.roles.get(role, ())
        if len(found) != 1:
            raise InputError("statistics_answer_not_valid", {"what": f"role.{role}"})
        return found[0]


def read_jsonstat(answer: object) -> Cube:
    """Read a dataset in JSON-stat 2.0.

    Raises
    ------
    InputError
        ``statistics_answer_not_valid``, with the part of the answer that is wrong.
    """
    if not isinstance(answer, dict) or answer.get("class") != "dataset" or answer.get("version") != "2.0":
        raise InputError("statistics_answer_not_valid", {"what": "class"})
    names, sizes = answer.get("id"), answer.get("size")
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes):
        raise InputError("statistics_answer_not_valid", {"what": "id"})
    codes = [_codes(answer, name, size) for name, size in zip(names, sizes, strict=True)]
    cells = math.prod(len(some) for some in codes)
    if cells > _MOST_CELLS:
        raise InputError("statistics_answer_not_valid", {"what": "size"})
    frame = pd.DataFrame(list(product(*codes)), columns=names, dtype="object")
    frame[VALUE] = pd.to_numeric(pd.Series(_flat(answer, VALUE, cells), dtype="object"), errors="coerce")
    frame[STATUS] = pd.Series(_flat(answer, STATUS, cells), dtype="object")
    roles = answer.get("role")
    return Cube(
        frame.astype({VALUE: "float64"}),
        {role: tuple(found) for role, found in (roles if isinstance(roles, dict) else {}).items()},
        *(str(answer.get(name) or "") for name in ("label", "source", "updated")),
    )


def _codes(answer: Mapping[str, Any], name: str, size: object) -> Sequence[str]:
    """Codes of one dimension in order. An index may be a list, a mapping, or left out for one code."""
    try:
        category = answer["dimension"][name]["category"]
        index = category.get("index", list(category.get("label", ())))
        codes = list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise InputError("statistics_answer_not_valid", {"what": f"dimension.{name}"}) from wrong
    if len(codes) != size or len(set(codes)) != len(codes):
        raise InputError("statistics_answer_not_valid", {"what": f"dimension.{name}"})
    return codes


def _flat(answer: Mapping[str, Any], part: str, cells: int) -> list[object]:
    """Values or statuses by position: a list, a mapping from position, or (status) one for all."""
    given = answer.get(part)
    if isinstance(given, dict):
        return [given.get(str(position)) for position in range(cells)]
    if isinstance(given, list) and len(given) == cells:
        return list(given)
    if part == STATUS and (given is None or isinstance(given, str)):
        return [given] * cells
    raise InputError("statistics_answer_not_valid", {"what": part})
