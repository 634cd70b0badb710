"""Findings about population groups: who took part, compared with who lives there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.sides import sides_of
from matchmaker.legitimacy.steps import bands_of
from matchmaker.model.ages import DEFAULT_BANDS, fill_bands
from matchmaker.model.attributes import stated_of
from matchmaker.representation.comparison import Comparison, GroupRow, compare
from matchmaker.representation.disclosure import robust_verdict
from matchmaker.representation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.ages import AgeBand
    from matchmaker.model.population import Counts, Population

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
        figures = population.counts(areas, on, attribute, ages)
        bands = fill_bands((figures and bands_of(dict(figures))) or ())
        counted, unknown = observed(values_of(composition, people, attribute, bands))
        label: Param = Message(f"attribute.{attribute}") if attribute in _NAMED else attribute
        if figures is None:
            sentence, *remedy = no_figures(attribute, label, areas)
            yield Finding(
                "no_population_figures", Urgency.INFO, attribute, sentence,
                n=sum(counted.values()), of=len(people), persons=True, remedy=tuple(remedy),
            )  # fmt: skip
            continue
        answer = compare(attribute, counted, dict(figures), unknown=unknown)
        if answer.n == 0:
            yield _nothing_to_compare(attribute, label, len(people))
            continue
        for row in answer.rows:
            public = robust_verdict(counted, row.group, dict(figures), unknown=unknown)
            found = _finding(answer, row, label, figures, public)
            cut = cut_bands(counted, dict(figures)) if attribute == AGE_GROUP else ()
            if cut and found.verdict == Verdict.TOO_FEW.value:
                # other bands are the cure, not more people; it is told once, where the bands stand
                cure = (Message("remedy.age_bands", {"bands": cut}),)
                found = replace(found, remedy=cure if row.group == cut[0] else ())
            yield found


def no_figures(attribute: str, label: Param, areas: Sequence[str]) -> tuple[Message, ...]:
    """Say that population figures are missing, and then what can be done about it.

    Where no municipality is stated, that is the cause; the official figures of a municipality can be fetched.
    """
    if not areas:
        cause = Message("finding.no_municipality", {"attribute": label})
        return (cause, Message("remedy.state_municipality"))
    sheet = Message("remedy.population_sheet", {"attribute": label})
    official = set(attribute.split("*")) <= {"kjonn", AGE_GROUP}
    fetch = (Message("remedy.fetch_population", {"areas": " ".join(areas)}),) if official else ()
    return (Message("finding.no_population_figures", {"attribute": label}), *fetch, sheet)


def cut_bands(counted: Mapping[str, int], figures: Mapping[str, int]) -> tuple[str, ...]:
    """The age bands that persons are in and the figures do not have, since they lie across several."""
    stated = (bands_of([group]) for group in counted if counted[group] and group not in figures)
    return tuple(str(band) for band in sorted(band for bands in stated if bands for band in bands))


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

    Not known are also those who would rather not say. A stated band is put in the one of *bands* that it lies
    in, and so is an age in years where no band is stated; a band that lies across several stays as it is.
    """
    return stated_of(composition.register, attribute, people, bands)


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
