"""Cells about an actor that may be unknown, or that somebody would rather not state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model import vocabulary as v
from matchmaker.model.ages import label_in
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.numbers import bounds, read_whole
from matchmaker.sources.cells.words import match_key

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param

AGE_FEATURE = "alder"
SEX_FEATURE = "kjonn"
BAND_FEATURE = "aldersgruppe"
OLDEST = 120

_UNKNOWN = frozenset(map(match_key, v.UNKNOWN_WORDS))
_WITHHELD = frozenset(map(match_key, v.WITHHELD_WORDS))
_SEXES = {
    **dict.fromkeys(("kvinne", "kvinner", "k", "kvinna", "female", "woman", "f"), "kvinne"),
    **dict.fromkeys(("mann", "menn", "m", "male", "man"), "mann"),
}
SEXES_KNOWN = ("kvinne", "mann", "annet", v.WITHHELD)
"""The words for a sex that are told when another one stands there."""
_OTHER_SEXES = frozenset(
    map(match_key, ("annet", "anna", "other", "ikke-binær", "ikkje-binær", "non-binary"))
)


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
        and ``mann`` where the word is one for these, ``aldersgruppe`` to the label of the band where it
        is one («13–19» is ``13-19``, «67-» is ``67+``); ``alder`` must be a whole number 0–120.
    """
    key = match_key(text)
    if key in _UNKNOWN:
        return None
    if key in _WITHHELD:
        return v.WITHHELD
    if feature == SEX_FEATURE:
        return _SEXES.get(key, text)
    if feature == BAND_FEATURE:
        return label_in(text, ())
    if feature == AGE_FEATURE:
        age = read_whole(text, 0, OLDEST)
        return age if isinstance(age, CellProblem) else f"{age:.0f}"
    return text


def read_group(attribute: str, text: str) -> str:
    """Read the group of a count as the feature it counts is read: sex and age bands, others as they stand.

    >>> read_group("kjonn", "Kvinner"), read_group("aldersgruppe", "13–19"), read_group("kjonn", "vet ikke")
    ('kvinne', '13-19', 'ukjent')
    """
    if attribute not in (SEX_FEATURE, BAND_FEATURE):
        return text
    value = read_feature(attribute, text)
    return value if isinstance(value, str) else v.UNKNOWN


def is_sex(text: str) -> bool:
    """Whether a value of ``kjonn``, as read, is a word known for it."""
    return text.casefold() in SEXES_KNOWN or match_key(text) in _OTHER_SEXES


def age_bounds() -> dict[str, Param]:
    """Give the bounds of a stated age, in years."""
    return bounds(0, OLDEST)
