"""The actors and challenges of an invented register as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from matchmaker.model import vocabulary as v
from matchmaker.model.counts import AGE_GROUP
from matchmaker.model.figures import SEXES
from matchmaker.model.population import SEX
from matchmaker.model.tables import frame_from
from matchmaker.synthesis.cast import SUFFIX, Cast
from matchmaker.synthesis.frames import Values, coded, features_of, frame_of
from matchmaker.synthesis.traits import VOICES, Traits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matchmaker.model.ages import AgeBand
    from matchmaker.synthesis.challenges import InventedChallenge

SOURCE = "oppdiktet av matchmaker synth"
"""The source of every invented row."""
Row: TypeAlias = dict[str, object]
_LEVELS = [level.value for level in v.Level]
_PHASES = [phase.value for phase in v.Phase]
_THEMES = ("oppvekst", "folkehelse", "stedsutvikling", "klima", "frivillighet", "naering")
_APPOINTED = {
    "eldreraad": "eldrerådet", "ungdomsraad": "ungdomsrådet", "funksjonsraad": "rådet",
    "kommunestyre": "kommunestyret", "utvalg": "utvalget", "administrasjon": "kommunedirektøren",
    "helse_omsorg": "kommunedirektøren", "skole": "rektor", "frivilligsentral": "styret",
}  # fmt: skip


def actors_frame(cast: Cast, traits: Traits, day: date) -> pd.DataFrame:
    """Make the actors table. Every row says that it is invented."""
    person = cast.person
    everyone = np.where(person, 0, -1)
    bodies = sorted(set(_APPOINTED.values()))
    body = np.array([bodies.index(_APPOINTED[k]) if k in _APPOINTED else -1 for k in cast.kinds])
    bits, tag = np.unique(traits.voice @ (1 << np.arange(len(VOICES))), return_inverse=True)
    columns: dict[str, Values] = {
        "id": coded(np.arange(len(cast)), cast.ids.tolist()),
        "name": pd.Categorical(cast.names),
        "kind": coded(cast.kind, cast.kinds),
        "municipality": coded(cast.municipality, cast.municipalities),
        "place": coded(cast.place, [place for place, _, _ in cast.places]),
        "orgnr": pd.Categorical([cast.orgnr.get(place) for place in range(len(cast))]),
        "groups": coded(np.where(bits == 0, -1, np.arange(len(bits)))[tag], _tags(bits.tolist())),
        "appointed_by": coded(np.where(cast.hall, body[cast.kind], -1), bodies),
        "hours": np.where(cast.hall, np.nan, traits.hours),
        "legal_basis": coded(everyone, [v.LegalBasis.ALLMENN_INTERESSE.value]),
        "basis_source": coded(everyone, ["ingen, personen er oppdiktet"]),
        "informed": np.where(person, np.datetime64(day, "s"), np.datetime64("NaT", "s")),
        "reserved": traits.reserved,
        "synthetic": np.ones(len(cast), dtype=bool),
        "origin": v.Origin.OPPDIKTET.value,
        "source": SOURCE,
    }
    return frame_of("actors", len(cast), columns)


def _tags(combinations: Sequence[int]) -> list[str]:
    """Write whose voice an actor is, ``a|b``, for each combination of bits."""
    return [
        "|".join(sorted(group for place, group in enumerate(VOICES) if bits >> place & 1))
        for bits in combinations
    ]


def actor_features(cast: Cast, traits: Traits, bands: Sequence[AgeBand]) -> pd.DataFrame:
    """Make the features: sex and age band as stated, withheld, or (no row) unknown."""
    columns = {
        SEX: coded(traits.sex, [*SEXES, v.WITHHELD]),
        AGE_GROUP: coded(traits.band, [*(str(band) for band in bands), v.WITHHELD]),
    }
    return features_of(cast.ids, columns)


def places_frame(cast: Cast) -> pd.DataFrame:
    """Make the table of invented places."""
    names = ("id", "name", "municipality")
    rows: list[Row] = [{**dict(zip(names, place, strict=True)), "source": SOURCE} for place in cast.places]
    return frame_from("places", rows)


def challenge_frames(
    challenges: Sequence[InventedChallenge],
    municipalities: Sequence[str],
    rng: np.random.Generator,
) -> dict[str, pd.DataFrame]:
    """Make the tables of challenges, their needs and whom they concern."""
    rows = {
        "challenges": [_challenge(item, municipalities, rng) for item in challenges],
        "needs": [row for item in challenges for row in _needs(item, rng)],
        "affected": [row for item in challenges for row in _affected(item)],
    }
    return {name: frame_from(name, found) for name, found in rows.items() if found}


def _challenge(item: InventedChallenge, municipalities: Sequence[str], rng: np.random.Generator) -> Row:
    levels = sorted(rng.choice(_LEVELS, rng.integers(1, 3), replace=False).tolist())
    goals = sorted(rng.choice(np.arange(1, 18), 2, replace=False).tolist())
    return {
        "id": item.id,
        "title": f"{item.id.replace('-', ' ').capitalize()} {SUFFIX}",
        "municipalities": municipalities[item.municipality],
        "levels": "|".join(levels),
        "themes": str(rng.choice(_THEMES)),
        "goals": "|".join(str(goal) for goal in goals),
        "phase": str(rng.choice(_PHASES)),
        "framed_by": "kommunestyret",
        "decided_by": "kommunestyret",
        "source": SOURCE,
    }


def _needs(item: InventedChallenge, rng: np.random.Generator) -> list[Row]:
    """What nobody covers is necessary; of the rest some is merely useful."""
    wanted: Mapping[str, int] = {
        **{code: int(rng.integers(1, 4)) for code in item.needs},
        **dict.fromkeys(item.uncovered, 3),
    }
    return [
        {"challenge": item.id, "contribution": code, "count": 1, "importance": importance,
         "source": SOURCE}
        for code, importance in wanted.items()
    ]  # fmt: skip


def _affected(item: InventedChallenge) -> list[Row]:
    rows: list[Row] = []
    for group in (*item.groups, *item.silent):
        name, low, high = VOICES.get(group, (f"{group.replace('_', ' ')} {SUFFIX}", None, None))
        row = {"challenge": item.id, "group": group, "name": name, "source": SOURCE}
        rows.append({**row, "age_from": low, "age_to": high})
    return rows
