"""How the six sides look: a colour and a shape each, so that neither has to be told from the other.

Colours: Okabe and Ito (2008), told apart with the common kinds of colour blindness. All are drawn with
a dark outline, since orange and sky blue alone are too pale on white (WCAG 1.4.11).
"""

from __future__ import annotations

from typing import NamedTuple

from matchmaker.model.vocabulary import Sector

OUTLINE = "#1d2530"


class Look(NamedTuple):
    """A side's look."""

    colour: str
    """Fill, as hex."""
    shape: str
    """One of ``circle``, ``square``, ``diamond``, ``triangle``, ``hexagon``, ``star``."""


LOOKS: dict[Sector, Look] = {
    Sector.INNBYGGER: Look("#E69F00", "circle"),
    Sector.NAERINGSLIV: Look("#56B4E9", "square"),
    Sector.FRIVILLIG: Look("#009E73", "diamond"),
    Sector.POLITIKER: Look("#D55E00", "triangle"),
    Sector.ADMINISTRASJON: Look("#0072B2", "hexagon"),
    Sector.TJENESTE: Look("#CC79A7", "star"),
}


def look(sector: str) -> Look:
    """Return the look of a side. Raises ``ValueError`` for a code that is none of the six."""
    return LOOKS[Sector(sector)]
