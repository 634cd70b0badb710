"""``matchmaker synth``: an invented register of any size, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.tables import Tables
from matchmaker.synthesis import assembly, links
from matchmaker.synthesis.challenges import silent_groups, uncovered_needs
from matchmaker.synthesis.draft import Draft, draw, rng_for
from matchmaker.synthesis.margins import Margins
from matchmaker.synthesis.relations import RELATIONS, is_symmetric
from matchmaker.synthesis.truth import Broker, Conflict, Duplicate, MissingTie, Truth

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.model.population import Population
    from matchmaker.synthesis.plan import Plan


@dataclass(frozen=True)
class Synthetic:
    """An invented register as tables, and what is true of it."""

    tables: Tables
    """Valid tables; every actor is marked as invented."""
    truth: Truth
    """What was planted."""


def generate(plan: Plan, population: Population, *, seed: int) -> Synthetic:
    """Invent a register with planted truth.

    Residents get the sex and age margins of their municipality's latest figures. The same plan,
    figures and seed give the same tables on every machine and under every hash seed.

    Parameters
    ----------
    plan
        How large it is to be and what is planted.
    population
        Figures by sex and age for each of the plan's municipalities.
    seed
        Any whole number.

    Returns
    -------
    Synthetic
        Tables with exactly the numbers of rows that the plan asks for, planted rows among them.

    Raises
    ------
    InputError
        ``no_population`` for a municipality without figures, ``plan_too_small`` when what is to be
        planted does not fit in, ``plan_too_dense`` when a table would need more than half of all
        the different rows it can have.
    """
    margins = Margins.from_population(population, plan.municipalities, plan.ages)
    draft = draw(plan, margins, seed)
    features = assembly.actor_features(draft.cast, draft.traits, margins.bands)
    return Synthetic(Tables(_frames(draft, seed), features), _truth(draft, plan, seed))


def _frames(draft: Draft, seed: int) -> dict[str, pd.DataFrame]:
    cast, day = draft.cast, draft.margins.day
    return {
        "actors": assembly.actors_frame(cast, draft.traits, day),
        "places": assembly.places_frame(cast),
        "contributions": links.contributions_frame(
            cast, draft.offers, draft.types, rng_for(seed, "contribution-rows")
        ),
        "ties": links.ties_frame(cast, draft.ties, draft.planted_ties, day, rng_for(seed, "tie-rows")),
        **assembly.challenge_frames(draft.challenges, cast.municipalities, rng_for(seed, "challenge-rows")),
        "involvements": links.involvements_frame(
            cast, draft.challenges, draft.participation, day, rng_for(seed, "involvement-rows")
        ),
    }


def _truth(draft: Draft, plan: Plan, seed: int) -> Truth:
    return Truth(
        seed=seed,
        day=draft.margins.day.isoformat(),
        plan=plan,
        silent_groups=silent_groups(draft.challenges),
        uncovered_needs=uncovered_needs(draft.challenges),
        thin_groups=tuple(item.truth for item in draft.thin),
        missing_councils=draft.councils,
        brokers=_brokers(draft),
        conflicts=_conflicts(draft),
        duplicates=_duplicates(draft),
        missing_ties=_missing_ties(draft),
    )


def _brokers(draft: Draft) -> tuple[Broker, ...]:
    ids = draft.cast.ids
    return tuple(
        Broker(str(ids[item.actor]), tuple(sorted(str(actor) for actor in ids[item.part])))
        for item in draft.brokers
    )


def _conflicts(draft: Draft) -> tuple[Conflict, ...]:
    ids = draft.cast.ids
    return tuple(
        Conflict(
            draft.challenges[item.challenge].id,
            str(ids[item.actor]),
            str(ids[item.party]),
            item.relation.value,
        )
        for item in draft.conflicts
    )


def _duplicates(draft: Draft) -> tuple[Duplicate, ...]:
    ids = draft.cast.ids
    return tuple(
        Duplicate(str(ids[item.actor]), str(ids[item.copy]), item.variant) for item in draft.duplicates
    )


def _missing_ties(draft: Draft) -> tuple[MissingTie, ...]:
    """Name the ties that were left out, in the form that the register would have kept them in."""
    rows, ids = draft.left_out, draft.cast.ids
    found = []
    for tail, head, code, both in zip(
        ids[rows.tail], ids[rows.head], rows.relation, is_symmetric(rows.relation), strict=True
    ):
        ends = sorted((str(tail), str(head))) if both else (str(tail), str(head))
        found.append(MissingTie(ends[0], ends[1], RELATIONS[code].value))
    return tuple(found)
