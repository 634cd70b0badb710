"""Why somebody might want to take part: a table from side and motive to what the invitation says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.vocabulary import Sector

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRACTS = "oppdrag"
"""The motive that calls for a word with procurement."""


class Motive(NamedTuple):
    """A reason to take part, as the documents tell of it."""

    sector: str
    code: str
    source: str


_S = "SINTEF 2023, "
MOTIVES = (
    Motive(Sector.POLITIKER.value, "lokalsamfunn", _S + "kap. 2.2, linje 116"),
    Motive(Sector.POLITIKER.value, "kommune", _S + "kap. 2.2, linje 117"),
    Motive(Sector.POLITIKER.value, "innovasjon", _S + "kap. 2.2, linje 118"),
    Motive(Sector.POLITIKER.value, "storre_verdi", _S + "kap. 2.2, linje 119"),
    Motive(Sector.POLITIKER.value, "laere", _S + "kap. 4, linje 170"),
    Motive(Sector.NAERINGSLIV.value, "utvikle_stedet", _S + "kap. 4, linje 173"),
    Motive(Sector.NAERINGSLIV.value, CONTRACTS, _S + "kap. 4, linje 173"),
    Motive(Sector.INNBYGGER.value, "eget_sted", _S + "kap. 4, linje 174"),
    Motive(Sector.INNBYGGER.value, "familie", _S + "kap. 4, linje 174"),
    Motive(Sector.INNBYGGER.value, "lag_og_foreninger", _S + "kap. 4, linje 174"),
    Motive(Sector.FRIVILLIG.value, "ressurser_og_ideer", _S + "kap. 2.1, linje 82"),
    Motive(Sector.FRIVILLIG.value, "eierskap", _S + "kap. 2.1, linje 100"),
    Motive(Sector.ADMINISTRASJON.value, "muligheter_og_rammer", _S + "kap. 4, linje 171"),
    Motive(Sector.ADMINISTRASJON.value, "lokalkunnskap", _S + "kap. 5.2, linje 276"),
    Motive(Sector.TJENESTE.value, "behov_og_losninger", _S + "kap. 4, linje 172"),
)
"""In the order of the documents. Where nobody has stated a motive, the first of the side is used."""
_OF_KIND = {"paarorende": "familie", "foreldre": "familie"}
"""Kinds for which another motive than the side's first is nearer (SINTEF 2023, ch. 4, line 174)."""


def motives_of(sector: str) -> tuple[str, ...]:
    """Codes of the motives of one side."""
    return tuple(motive.code for motive in MOTIVES if motive.sector == sector)


def motive_of(sector: str, kind: str, stated: str | None) -> str:
    """The motive that the wording follows: the stated one, else what the documents say of the side.

    Raises ``InputError`` (unknown_motive) for a motive that the side does not have.
    """
    known = motives_of(sector)
    if stated is not None and stated not in known:
        raise InputError("unknown_motive", {"motive": stated, "known": known})
    return stated or _OF_KIND.get(kind, known[0])


def motive_line(sector: str, motive: str) -> Message:
    """The sentence that a motive becomes in a letter."""
    return Message(f"invite.motive_{sector}_{motive}")


def sources(used: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Where the motives stand, each source once, in the table's order."""
    found = [motive.source for motive in MOTIVES if (motive.sector, motive.code) in set(used)]
    return tuple(dict.fromkeys(found))
