"""Findings about population groups: who took part, compared with who lives there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import band_of
from matchmaker.representation.comparison import Comparison, GroupRow, compare
from matchmaker.representation.disclosure import robust_verdict
from matchmaker.representation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import numpy as np

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.population import Counts, Population

AGE_GROUP = "aldersgruppe"
ALWAYS = ("kjonn", "aldersgruppe", "sted")
"""Attributes that are looked at even when nobody has stated them; place where the dataset has places."""


def residents(composition: Composition) -> np.ndarray:
    """Codes of the persons who are there as residents.

    Employees, elected members and delegates answer for somebody else and are not compared with the
    population. The role of the involvement decides where it is stated, else the actor's own side.
    """
    register = composition.register
    actors = register.actors.iloc[composition.members]
    sector = actors["sector"].astype(object)
    if composition.challenge is not None:
        frame = register.frame("involvements")
        mine = frame[(frame["challenge"] == composition.challenge.id) & frame["role"].notna()]
        stated = mine.astype({"role": object}).drop_duplicates("actor").set_index("actor")["role"]
        roles = {actor: register.kinds[kind].sector.value for actor, kind in stated.items()}
        role = actors["id"].astype(object).map(roles)
        sector = role.where(role.notna(), sector)
    as_resident = (sector == "innbygger") & (actors["form"] == "person")
    return composition.members[as_resident.to_numpy(dtype=bool)]


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
    for attribute in _attributes(composition):
        counted, unknown = _observed(composition, people, attribute)
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


def _attributes(composition: Composition) -> tuple[str, ...]:
    """What to compare: the standing ones, and whatever the dataset has figures for."""
    figured = set(composition.register.frame("population")["attribute"].astype(str))
    # that the dataset knows places, not that somebody has stated one: which attributes are looked at must
    # not tell anything about the persons
    places = len(composition.register.frame("places")) > 0
    standing = [name for name in ALWAYS if name != "sted" or places or "sted" in figured]
    return (*standing, *sorted(figured - set(standing)))


def _observed(composition: Composition, people: np.ndarray, attribute: str) -> tuple[dict[str, int], int]:
    """How many stated each category, and how many stated none."""
    register = composition.register
    if attribute == "sted":
        stated = register.actors["place"].iloc[people].dropna().astype(str).tolist()
    else:
        frame = register.features
        mine = frame[(frame["feature"] == attribute) & frame["actor"].isin(register.ids[people])]
        stated = [value for value in mine["value"].astype(str) if value != v.WITHHELD]
        if attribute == AGE_GROUP:
            stated += _bands(composition, people, set(mine["actor"].astype(str)))
    counts = Counter(stated)
    return dict(sorted(counts.items())), len(people) - len(stated)


def _bands(composition: Composition, people: np.ndarray, told: set[str]) -> list[str]:
    """Age bands of those who stated their age in years and no band."""
    register = composition.register
    frame = register.features
    ages = frame[(frame["feature"] == "alder") & frame["actor"].isin(register.ids[people])]
    years = [
        int(value)
        for actor, value in zip(ages["actor"].astype(str), ages["value"].astype(str), strict=True)
        if actor not in told and value.isdigit()
    ]
    return [str(band) for band in map(band_of, years) if band is not None]


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
