"""Every measure there is, in the order in which they are shown. A new module of measures is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from matchmaker.measures.spec import Measure

MEASURES: Final[tuple[Measure, ...]] = ()
_BY_NAME: Final = {measure.spec.name: measure for measure in MEASURES}


def measure(name: str) -> Measure:
    """The measure of a name. Raises ``InputError`` (unknown_measure) with those that are known."""
    if name not in _BY_NAME:
        raise InputError("unknown_measure", {"name": name, "known": tuple(sorted(_BY_NAME))})
    return _BY_NAME[name]
