"""Findings about population groups: who took part, compared with who lives there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.sides import sides_of
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import DEFAULT_BANDS, band_of
from matchmaker.representation.comparison import Comparison, GroupRow, compare
from matchmaker.representation.disclosure import robust_verdict
from matchmaker.representation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.ages import AgeBand
    from matchmaker.model.population import Counts, Population
    from matchmaker.model.register import Register

AGE_GROUP = "aldersgruppe"
ALWAYS = ("kjonn", "aldersgruppe", "sted")
"""Attributes that are looked at even when nobody has stated them; place where the dataset has places."""


def residents(composition: Composition) -> np.ndarray:
    """Codes of the persons who are there as residents.

    Employees, elected members and delegates answer for somebody else and are not compared with the
    population. The role of the involvement decides where it is stated, else the actor's own side.
    """
    person = composition.register.actors["form"].iloc[composition.members] == "person"
    there_for = np.asarray(sectors_of(composition) == "innbygger")
    people: np.ndarray = composition.members[person.to_numpy(dtype=bool) & there_for]
    return people


def sectors_of(composition: Composition) -> np.ndarray:
    """The side that each member is there for: that of the role where it is stated, else their own."""
    register = composition.register
    actors = register.actors.iloc[composition.members]
    sector = actors["sector"].astype(object)
    if composition.challenge is not None:
        frame = register.frame("involvements")
        mine = frame[(frame["challenge"] == composition.challenge.id) & frame["role"].notna()]
        stated = mine.assign(side=sides_of(register, mine)["sector"]).drop_duplicates("actor")
        roles = dict(zip(stated["actor"].astype(object), stated["side"], strict=True))
        role = actors["id"].astype(object).map(roles)
        sector = role.where(role.notna(), sector)
    sides: np.ndarray = sector.to_numpy(dtype=object)
    return sides


def population_findings(
    composition: Composition, population: Population, on: date, ages: tuple[int, int]
) -> Iterator[Finding]:
    """One finding per population group, per attribute; and where there is nothing to compare, that.

    Parameters
    ----------
    composition
        Who is in the room.
    population
        Figures to compare with.
    on
        Date of the process: the population is the one of that day.
    ages
        The ages invited, inclusive at both ends.
    """
    people = residents(composition)
    areas = composition.areas()
    for attribute in attributes_of(composition):
        counted, unknown = observed(values_of(composition, people, attribute))
        figures = population.counts(areas, on, attribute, ages)
        label: Param = Message(f"attribute.{attribute}") if attribute in _NAMED else attribute
        if figures is None:
            yield Finding(
                "no_population_figures", Urgency.INFO, attribute,
                Message("finding.no_population_figures", {"attribute": label}),
                n=sum(counted.values()), of=len(people), persons=True,
                remedy=(Message("remedy.population_sheet", {"attribute": label}),),
            )  # fmt: skip
            continue
        answer = compare(attribute, counted, dict(figures), unknown=unknown)
        if answer.n == 0:
            yield _nothing_to_compare(attribute, label, len(people))
            continue
        for row in answer.rows:
            public = robust_verdict(counted, row.group, dict(figures), unknown=unknown)
            yield _finding(answer, row, label, figures, public)


def _nothing_to_compare(attribute: str, label: Param, people: int) -> Finding:
    """Nobody is there as a resident, or none of them has stated the attribute."""
    code = "nobody_stated" if people else "no_residents"
    return Finding(
        code,
        Urgency.NOTE,
        attribute,
        Message(f"finding.{code}", {"attribute": label}),
        n=0,
        of=0,
        unknown=people,
        verdict=Verdict.TOO_FEW.value,
        public_verdict=Verdict.TOO_FEW.value,
        persons=True,
        remedy=(Message(f"remedy.{code}", {"attribute": label}),),
    )


_NAMED = frozenset({"kjonn", "aldersgruppe", "sted", "sprak", "utdanning"})


def attributes_of(composition: Composition) -> tuple[str, ...]:
    """What to compare: the standing ones, and whatever the dataset has figures for."""
    figured = set(composition.register.frame("population")["attribute"].astype(str))
    # that the dataset knows places, not that somebody has stated one: which attributes are looked at must
    # not tell anything about the persons
    places = len(composition.register.frame("places")) > 0
    standing = [name for name in ALWAYS if name != "sted" or places or "sted" in figured]
    return (*standing, *sorted(figured - set(standing)))


def observed(values: Sequence[str | None]) -> tuple[dict[str, int], int]:
    """How many stated each category, and how many stated none; see :func:`values_of`."""
    counts = Counter(value for value in values if value is not None)
    return dict(sorted(counts.items())), len(values) - counts.total()


def values_of(
    composition: Composition,
    people: np.ndarray,
    attribute: str,
    bands: Sequence[AgeBand] = DEFAULT_BANDS,
) -> tuple[str | None, ...]:
    """What each of *people* (codes) has stated about *attribute*, in their order; ``None`` = not known.

    Not known are also those who would rather not say. An age in years is put in one of *bands* where no
    band is stated.
    """
    register = composition.register
    if attribute == "sted":
        places = register.actors["place"].iloc[people]
        said = places.notna().to_numpy(dtype=bool)
        return tuple(str(place) if known else None for place, known in zip(places, said, strict=True))
    stated = features_of(register, people, attribute)
    if attribute == AGE_GROUP:
        years = features_of(register, people, "alder")
        found = {actor: band_of(int(year), bands) for actor, year in years.items() if year.isdigit()}
        stated = {actor: str(band) for actor, band in found.items() if band is not None} | stated
    values = (stated.get(str(actor)) for actor in register.ids[people])
    return tuple(None if value == v.WITHHELD else value for value in values)


def features_of(register: Register, people: np.ndarray, feature: str) -> dict[str, str]:
    """Actor id → what is stated about a feature, of those among *people* (codes) of whom something is."""
    frame = register.features
    mine = frame[(frame["feature"] == feature) & frame["actor"].isin(register.ids[people])]
    return dict(zip(mine["actor"].astype(str), mine["value"].astype(str), strict=True))


def _finding(answer: Comparison, row: GroupRow, label: Param, figures: Counts, public: Verdict) -> Finding:
    params: dict[str, Param] = {
        "group": _category(answer.attribute, row.group),
        "attribute": label,
        "verdict": Message(f"verdict.{row.verdict.value}"),
        "date": figures.dates[-1].isoformat(),
        "source": figures.source,
    }
    return Finding(
        "population_group",
        Urgency.IMPORTANT if row.verdict is Verdict.UNDER else Urgency.INFO,
        f"{answer.attribute}:{row.group}",
        Message("finding.population_group", params),
        n=row.n,
        of=answer.n,
        unknown=answer.unknown,
        expected=row.expected,
        share=row.share,
        population_share=row.population_share,
        interval=row.interval,
        verdict=row.verdict.value,
        public_verdict=public.value,
        remedy=remedy_for(row.verdict.value, params),
        persons=True,
    )


def remedy_for(verdict: str, params: Mapping[str, Param]) -> tuple[Message, ...]:
    """What can be done about a verdict; nothing about *over*, which never leads to removing anybody."""
    if verdict == Verdict.UNDER.value:
        return (Message("remedy.reach_group", params), Message("remedy.practical"))
    if verdict == Verdict.TOO_FEW.value:
        return (Message("remedy.more_answers", params),)
    return ()


def _category(attribute: str, group: str) -> Param:
    if attribute == "kjonn" and group in ("kvinne", "mann"):
        return Message(f"sex.{group}")
    return group
