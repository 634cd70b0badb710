"""Results as plain JSON values: the one place where a result meets the outside world as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.kernel.messages import Catalogue

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def number(value: float) -> float | None:
    """A number as it leaves a service: ``None`` where nothing can be said, or where there is no end."""
    return float(value) if isfinite(value) else None


def jsonable(value: object, catalogue: Catalogue) -> Json:
    """Turn a result into JSON values. Messages carry their code, parameters and sentence.

    Fractions are rounded to six decimals: what lies beyond is the arithmetic's, not the matter's. A number of
    numpy's becomes a plain one: its fractions pass for Python's own, and cannot be written.
    """
    if isinstance(value, np.generic):
        value = value.item()
    match value:
        case Message():
            params = {name: jsonable(item, catalogue) for name, item in value.params.items()}
            return {"code": value.code, "params": params, "text": catalogue.say(value)}
        case Enum():
            return str(value.value)
        case bool() | int() | str() | None:
            return value
        case float():
            return round(value, 6)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): jsonable(item, catalogue) for key, item in value.items()}
        case tuple() | list():
            return [jsonable(item, catalogue) for item in value]
    if is_dataclass(value):
        return {f.name: jsonable(getattr(value, f.name), catalogue) for f in fields(value)}
    raise TypeError(type(value).__name__)
