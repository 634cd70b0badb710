"""How well what an actor offers fits what a challenge needs.

Fit is a number in [0, 1], the product of three stated factors:

* *kinship* of the two contribution types: 1 for the same type or a finer one (someone who knows
  building conservation covers a need for professional skill), 0.4 for a coarser one, 0 otherwise;
* *grade* of the offer: noe 0.6, god 0.8, saerlig 1; not stated counts as god;
* *evidence*: dokumentert 1, oppgitt 0.9, antatt 0.6; not stated counts as oppgitt.

What a kind of actor *usually* brings (the priors) is an offer with evidence *antatt* and grade *noe*.
The best offer of an actor for a need is the one that counts. The factors are the tool's own and can be
argued with: ``docs/measures.md``.

Where hours, times or languages are asked for, an actor's row of the matrix is multiplied by the actor's
practical factor (:mod:`matchmaker.needs.practical`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model.register import records_of
from matchmaker.needs.practical import practical_factors
from matchmaker.rules.tables import priors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.model.records import Need
    from matchmaker.model.register import Register
    from matchmaker.needs.practical import Practical, Practicalities

SAME, FINER, COARSER = 1.0, 1.0, 0.4
GRADE = {"noe": 0.6, "god": 0.8, "saerlig": 1.0, None: 0.8}
EVIDENCE = {"dokumentert": 1.0, "oppgitt": 0.9, "antatt": 0.6, None: 0.9}


@dataclass(frozen=True, slots=True)
class Offer:
    """Why an actor covers a need: the contribution that fits best."""

    contribution: str
    """What is offered."""
    grade: str | None
    evidence: str | None
    source: str | None
    """Where it is stated; for a prior, where the general list stands."""
    by_kind: bool
    """Whether it is assumed from the kind of actor and not stated about the actor."""
    fit: float
    """In (0, 1]."""


@dataclass(frozen=True)
class Fits:
    """The fit of every actor to every need."""

    matrix: np.ndarray
    """Shape (actors, needs), each in [0, 1]; 0 means that nothing is known that fits, or that an actor
    whose contribution would fit has no hours left."""
    offers: dict[tuple[int, int], Offer]
    """(actor code, need position) → the offer that gives the fit. Its ``fit`` is that of the contribution
    alone, before the practical factor."""
    practical: Practical | None = None
    """The practical factors that the matrix was multiplied by; ``None`` when none were asked for."""


def ancestors(contribution: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    """The type itself and what it is part of, nearest first.

    >>> ancestors("b", {"b": "a", "a": None})
    ('b', 'a')
    """
    chain = [contribution]
    while (parent := parents.get(chain[-1])) is not None:
        chain.append(parent)
    return tuple(chain)


def kinship(offered: str, needed: str, parents: dict[str, str | None]) -> float:
    """How near an offered type is to a needed one.

    The three classes (resource, knowledge, effort) are too wide to count as an offer of anything in
    them, so an offer of a whole class fits only a need for that class.
    """
    if offered == needed:
        return SAME
    if needed in ancestors(offered, parents):
        return FINER
    if offered in ancestors(needed, parents) and parents.get(offered) is not None:
        return COARSER
    return 0.0


def fits(register: Register, needs: Sequence[Need], practical: Practicalities | None = None) -> Fits:
    """Compute the fit of every actor to every need. No need gives a matrix with no column.

    Parameters
    ----------
    register
        The dataset.
    needs
        What is needed, one column each.
    practical
        Hours, times and languages asked for; when not given, the fit is that of the contributions alone.
    """
    parents = register.contribution_parents
    wanted = [need.contribution for need in needs]
    matrix = np.zeros((len(register), len(wanted)))
    offers: dict[tuple[int, int], Offer] = {}

    kin = {what: [kinship(what, need, parents) for need in wanted] for what in parents}
    useful = {
        what: [(at, near) for at, near in enumerate(row) if near] for what, row in kin.items() if any(row)
    }

    def offer(
        actor: int, what: str, grade: str | None, evidence: str | None, source: str | None, *, by_kind: bool
    ) -> None:
        for column, near in useful[what]:
            fit = near * GRADE[grade] * EVIDENCE[evidence]
            if fit > matrix[actor, column]:
                matrix[actor, column] = fit
                offers[actor, column] = Offer(what, grade, evidence, source, by_kind, fit)

    frame = register.frame("contributions")
    frame = frame[frame["contribution"].isin(list(useful))]
    codes = frame["actor"].cat.codes.to_numpy()
    stated = records_of(frame[["contribution", "grade", "evidence", "source"]])
    for code, row in zip(codes, stated, strict=True):
        offer(int(code), row["contribution"], row["grade"], row["evidence"], row["source"], by_kind=False)
    for kind, what, source in _usual(register):
        if what in useful:
            for code in np.flatnonzero((register.actors["kind"] == kind).to_numpy()):
                offer(int(code), what, "noe", "antatt", source, by_kind=True)
    if practical is None:
        return Fits(matrix, offers)
    arranged = practical_factors(register, practical)
    return Fits(matrix * arranged.factor[:, None], offers, arranged)


def _usual(register: Register) -> list[tuple[str, str, str]]:
    """The priors of the rule tables and of the dataset: kind, contribution, source."""
    own = records_of(register.frame("priors"))
    added = [(row["kind"], row["contribution"], row["source"] or "") for row in own]
    return [(p.kind, p.contribution, p.source) for p in priors()] + added
