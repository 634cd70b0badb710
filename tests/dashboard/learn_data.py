"""Datasets in which there is something to learn: planted pairs, networks that can be compared, dated ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("5038", "5006", "5037")
"""Not in the order of their numbers: the page must put them so."""
KINDS = ("innbygger", "frivillig", "naeringsliv", "politiker", "administrasjon", "tjeneste")
SIZE = 36
"""Actors in each municipality, as many of each kind."""
CAME = "2026-03-01"
"""The day from which the newly formed ties hold."""


def write(folder: Path) -> Path:
    """Write the dataset *region* into a folder, and return its own folder."""
    own = folder / "region"
    own.mkdir(parents=True)
    files = {
        "aktorer.csv": _actors(), "relasjoner.csv": _ties(), "laering.csv": _learning(),
        "innsamling.csv": _collected(), "utfordringer.csv": _challenges(), "deltakelse.csv": _took_part(),
        "bidrag.csv": ["aktor;bidrag", "n5038-07;lokalkunnskap"],
        "behov.csv": ["utfordring;bidrag", "ute;lokaler"],
    }  # fmt: skip
    for name, lines in files.items():
        (own / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return own


def name(place: str, at: int) -> str:
    """Id of an actor."""
    return f"n{place}-{at:02}"


def _actors() -> list[str]:
    rows = ["id;navn;type;form;kommune;syntetisk"]
    for place in PLACES:
        for at in range(SIZE):
            kind = KINDS[at % len(KINDS)]
            form = "person" if kind in ("innbygger", "politiker") else "organisasjon"
            rows.append(f"{name(place, at)};Aktør {at:02} i {place};{kind};{form};{place};ja")
    return rows


def _ties() -> list[str]:
    """Ties of three municipalities: in 5006 far fewer across sides; a third of those of 5038 newly formed."""
    random = np.random.default_rng(7)
    rows = ["fra_aktor;til_aktor;type;gjensidig;fra_dato"]
    for place in PLACES:
        pairs = [(one, other) for one in range(SIZE) for other in range(one + 1, SIZE)]
        across = np.array([(one - other) % len(KINDS) != 0 for one, other in pairs])
        weight = np.where(across, 0.05 if place == "5006" else 1.0, 1.0)
        chosen = random.choice(len(pairs), 110, replace=False, p=weight / weight.sum())
        for number, at in enumerate(sorted(chosen.tolist())):
            one, other = pairs[at]
            since = CAME if place == "5038" and number % 3 == 0 else "2020-01-01"
            rows.append(f"{name(place, one)};{name(place, other)};samarbeider;ja;{since}")
    rows += [f"{name('5006', at)};{name('5037', at)};samarbeider;ja;2020-01-01" for at in range(6)]
    return [*rows, f"{name('5037', 1)};{name('5038', 1)};samarbeider;ja;2020-01-01"]


def _learning() -> list[str]:
    said = (
        (name("5038", 1), "møteplasser", "vil_laere", "ja"),
        (name("5006", 1), "møteplasser", "vil_laere", "ja"),
        (name("5006", 0), "møteplasser", "vil_laere", "ja"),
        (name("5037", 1), "møteplasser", "har_erfaring", "ja"),
        (name("5037", 4), "møteplasser", "har_erfaring", ""),
    )
    return ["aktor;tema;holdning;onsker_kontakt", *(";".join(one) for one in said)]


def _collected() -> list[str]:
    """Two registered alike, and one in another season."""
    rows = ["kommune;fra_dato;til_dato;skjema;avgrensning;arstid;spurt;svart"]
    season = {"5006": "vaar", "5037": "vaar", "5038": "host"}
    return [
        *rows,
        *(f"{one};2019-03-01;2019-04-01;skjema A;alle i registeret;{season[one]};36;30" for one in PLACES),
    ]


def _challenges() -> list[str]:
    return ["id;tittel;kommuner;nivaa;tema", "ute;Uteområder for alle;5006|5037|5038;tjeneste;møteplasser"]


def _took_part() -> list[str]:
    rows = ["utfordring;aktor;fase;modus;fra_dato"]
    return [*rows, *(f"ute;{name('5038', at)};definere;bidra;2026-02-01" for at in range(12))]
