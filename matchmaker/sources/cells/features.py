"""Cells about an actor that may be unknown, or that somebody would rather not state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model import vocabulary as v
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.numbers import bounds, read_whole
from matchmaker.sources.cells.words import match_key

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param

AGE_FEATURE = "alder"
OLDEST = 120

_UNKNOWN = frozenset(map(match_key, (v.UNKNOWN, "ukjend", "unknown", "vet ikke", "veit ikkje", "not known")))
_WITHHELD = frozenset(
    map(
        match_key,
        (
            v.WITHHELD, "ønsker ikke å oppgi", "ynskjer ikkje å oppgje", "vil ikke oppgi",
            "ønskjer ikkje å oppgi", "vil ikkje oppgi", "vil ikkje oppgje", "prefer not to say",
            "does not wish to say",
        ),
    )
)  # fmt: skip
_SEXES = {
    **dict.fromkeys(("kvinne", "kvinner", "k", "kvinna", "female", "woman", "f"), "kvinne"),
    **dict.fromkeys(("mann", "menn", "m", "male", "man"), "mann"),
}


def read_feature(feature: str, text: str) -> str | CellProblem | None:
    """Read one stated value.

    Parameters
    ----------
    feature
        Name of the feature, e.g. ``"kjonn"``.
    text
        The cell, not blank.

    Returns
    -------
    str, CellProblem or None
        ``None`` when the value is unknown («ukjent»); ``vocabulary.WITHHELD` for «ønsker ikke å
        oppgi», which is an answer; otherwise the text as stated. ``kjonn`` is brought to ``kvinne``
        and ``mann`` where the word is one for these; ``alder`` must be a whole number 0–120.
    """
    key = match_key(text)
    if key in _UNKNOWN:
        return None
    if key in _WITHHELD:
        return v.WITHHELD
    if feature == "kjonn":
        return _SEXES.get(key, text)
    if feature == AGE_FEATURE:
        age = read_whole(text, 0, OLDEST)
        return age if isinstance(age, CellProblem) else f"{age:.0f}"
    return text


def age_bounds() -> dict[str, Param]:
    """Give the bounds of a stated age, in years."""
    return bounds(0, OLDEST)
