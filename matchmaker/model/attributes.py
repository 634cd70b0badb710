"""What is known of actors by an attribute: a feature they have stated, or a column of their own row.

An attribute's code is that of a feature (``kjonn``, ``aldersgruppe``, one of the dataset's own) or one of
:data:`matchmaker.model.schema.ACTOR_ATTRIBUTES` (``type``, ``sektor``, ``sted``, ``kommune``, ``enhet``,
``grupper``); :func:`matchmaker.model.schema.attribute_code` finds it for other words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import DEFAULT_BANDS, band_of, label_in
from matchmaker.model.counts import AGE_GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.model.ages import AgeBand
    from matchmaker.model.register import Register

AGE = "alder"
_JOINT = re.compile(r"[|;\n]")
"""Between several values in one cell. A comma may be a part of one: «Oslo, sentrum»."""
_UNTOLD = frozenset(map(schema.fold, ("", *v.UNKNOWN_WORDS, *v.WITHHELD_WORDS)))


def values_of(
    register: Register, attribute: str, actors: Sequence[str] | None = None
) -> tuple[tuple[str, ...] | None, ...]:
    """What each actor is known to be by an attribute, several values where several are stated.

    Parameters
    ----------
    register
        The dataset.
    attribute
        Its code, or another word for it. One that nobody in the register has stated is unknown of all.
    actors
        Ids, in the order of the answer; everybody in the order of the register when not given.

    Returns
    -------
    tuple
        One entry per actor: the values, sorted, each once, never none; ``None`` when it is not known, which
        holds for those who would rather not say too («ønsker ikke å oppgi»). Values in one cell stand
        between ``|``, ``;`` or line breaks. An age in years gives ``aldersgruppe`` where no band is stated.

    Raises
    ------
    InputError
        ``unknown_actor``.
    """
    if actors is None:
        codes = np.arange(len(register), dtype=np.int64)
    else:
        codes = register.codes(actors)
        if len(lost := np.flatnonzero(codes < 0)):
            register.code(actors[int(lost[0])])
    stated = stated_of(register, schema.attribute_code(attribute), codes)
    known = {text: _apart(text) for text in set(stated) if text is not None}
    return tuple(None if text is None else known[text] for text in stated)


def _apart(text: str) -> tuple[str, ...] | None:
    parts = {" ".join(part.split()) for part in _JOINT.split(text)}
    return tuple(sorted(part for part in parts if not is_untold(part))) or None


def is_untold(text: str) -> bool:
    """Whether a cell says nothing: empty, «ukjent», or any way of saying that one would rather not.

    >>> is_untold("Ønsker ikke å oppgi"), is_untold("vil_ikke_oppgi"), is_untold("ukjent"), is_untold("norsk")
    (True, True, True, False)
    """
    return schema.fold(text) in _UNTOLD


def stated_of(
    register: Register, attribute: str, actors: np.ndarray, bands: Sequence[AgeBand] = DEFAULT_BANDS
) -> tuple[str | None, ...]:
    """What stands about each actor (codes) under an attribute's code, as one text; ``None`` = not known.

    Not known are also those who would rather not say. A stated band is put in the one of *bands* that it lies
    in, and so is an age in years where no band is stated; a band that lies across several stays as it is.
    """
    column = schema.ACTOR_ATTRIBUTES.get(attribute)
    if column is not None:
        cells = register.actors[column].astype(object).iloc[actors]
        said = (cell if isinstance(cell, str) else None for cell in cells)
    else:
        stated = register.stated(attribute, actors)
        if attribute == AGE_GROUP:
            stated = _banded(register, actors, stated, bands)
        said = (stated.get(str(actor)) for actor in register.ids[actors])
    return tuple(None if text is None or is_untold(text) else text for text in said)


def _banded(
    register: Register, actors: np.ndarray, stated: dict[str, str], bands: Sequence[AgeBand]
) -> dict[str, str]:
    years = register.stated(AGE, actors)
    found = {actor: band_of(int(year), bands) for actor, year in years.items() if year.isdigit()}
    labels = {text: label_in(text, bands) for text in sorted(set(stated.values()))}
    return {actor: str(band) for actor, band in found.items() if band is not None} | {
        actor: labels[text] for actor, text in stated.items()
    }
