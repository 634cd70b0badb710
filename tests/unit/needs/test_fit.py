"""Fit: each factor by hand, then their product on a small Register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from matchmaker.model import vocabulary as v
from matchmaker.model.records import Need
from matchmaker.needs.fit import ancestors, fits, kinship
from matchmaker.rules.tables import priors
from tests.strategies import register_of

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def need(contribution: str) -> Need:
    return Need(contribution, 1, 2, None, None)


def register(*contributions: dict[str, Any], kind: str = "bygdeforum", **tables: Any) -> Register:
    """One actor ``lag`` of a kind, with what it states."""
    return register_of(
        {
            "actors": [{"id": "lag", "name": "Laget", "kind": kind, "synthetic": True}],
            "contributions": [{"actor": "lag", **row} for row in contributions],
            **tables,
        }
    )


def fit(what: str, wanted: str, grade: str | None = None, evidence: str | None = None) -> float:
    """The fit of one stated contribution, by an actor of a kind without priors for what is wanted."""
    row = {"contribution": what, "grade": grade, "evidence": evidence}
    # a regional council has no prior at all, so that only what is stated counts
    return float(fits(register(row, kind="regionraad"), [need(wanted)]).matrix[0, 0])


def test_the_kind_used_here_brings_nothing_by_itself() -> None:
    assert not [prior for prior in priors() if prior.kind == "regionraad"]


# kinship

# kunnskap > fagkompetanse > fag_plan, and kunnskap > levd_erfaring > brukererfaring
KINSHIPS = [
    ("fag_plan", "fag_plan", 1.0),  # the same
    ("fag_plan", "fagkompetanse", 1.0),  # finer: a planner is a professional
    ("fag_plan", "kunnskap", 1.0),  # finer by two steps
    ("fagkompetanse", "fag_plan", 0.4),  # coarser: some professional, perhaps a planner
    ("kunnskap", "fag_plan", 0.0),  # a whole class says too little
    ("kunnskap", "fagkompetanse", 0.0),
    ("kunnskap", "kunnskap", 1.0),  # but it is itself
    ("fag_plan", "fag_helse", 0.0),  # siblings do not replace each other
    ("brukererfaring", "fagkompetanse", 0.0),  # cousins neither
    ("lokaler", "fag_plan", 0.0),  # another class
]


@pytest.mark.parametrize(("offered", "needed", "near"), KINSHIPS)
def test_kinship_by_hand(offered: str, needed: str, near: float) -> None:
    assert kinship(offered, needed, v.CONTRIBUTIONS) == near


def test_kinship_of_every_pair_is_one_of_the_three_factors() -> None:
    for offered in v.CONTRIBUTIONS:
        for needed in v.CONTRIBUTIONS:
            near = kinship(offered, needed, v.CONTRIBUTIONS)
            assert near in {0.0, 0.4, 1.0}
            if near == 0.4:
                assert kinship(needed, offered, v.CONTRIBUTIONS) == 1.0


def test_ancestors_go_from_the_type_itself_to_its_class() -> None:
    assert ancestors("brukererfaring", v.CONTRIBUTIONS) == ("brukererfaring", "levd_erfaring", "kunnskap")
    assert ancestors("ressurs", v.CONTRIBUTIONS) == ("ressurs",)


# the product of the factors

PRODUCTS = [
    # kinship x grade x evidence
    ("fag_plan", "fag_plan", "saerlig", "dokumentert", 1.0 * 1.0 * 1.0),
    ("fag_plan", "fag_plan", "god", "oppgitt", 0.72),  # 1 x 0.8 x 0.9
    ("fag_plan", "fag_plan", None, None, 0.72),  # not stated counts as god and oppgitt
    ("fag_plan", "fag_plan", "noe", "antatt", 0.36),  # 1 x 0.6 x 0.6
    ("fagkompetanse", "fag_plan", "god", "dokumentert", 0.32),  # 0.4 x 0.8 x 1
    ("fagkompetanse", "fag_plan", "noe", "antatt", 0.144),  # 0.4 x 0.6 x 0.6
    ("fag_helse", "fag_plan", "saerlig", "dokumentert", 0.0),
]


@pytest.mark.parametrize(("what", "wanted", "grade", "evidence", "expected"), PRODUCTS)
def test_fit_by_hand(
    what: str, wanted: str, grade: str | None, evidence: str | None, expected: float
) -> None:
    assert fit(what, wanted, grade, evidence) == pytest.approx(expected)


def test_the_best_offer_counts_and_says_why() -> None:
    held = register(
        {"contribution": "fagkompetanse", "grade": "saerlig", "evidence": "dokumentert", "source": "a"},
        {"contribution": "fag_plan", "grade": "noe", "evidence": "oppgitt", "source": "b"},
        kind="regionraad",
    )
    found = fits(held, [need("fag_plan")])
    # coarser: 0.4 x 1 x 1 = 0.4; the same: 1 x 0.6 x 0.9 = 0.54
    assert found.matrix[0, 0] == pytest.approx(0.54)
    offer = found.offers[0, 0]
    assert (offer.contribution, offer.grade, offer.evidence, offer.source, offer.by_kind) == (
        "fag_plan", "noe", "oppgitt", "b", False,
    )  # fmt: skip
    assert offer.fit == found.matrix[0, 0]


# priors


def test_a_kind_usually_brings_what_the_table_says() -> None:
    # priors.csv: bygdeforum, lokalkunnskap; assumed: 1 x 0.6 (noe) x 0.6 (antatt) = 0.36
    found = fits(register(), [need("lokalkunnskap")])
    assert found.matrix[0, 0] == pytest.approx(0.36)
    offer = found.offers[0, 0]
    assert offer.by_kind
    assert offer.evidence == "antatt"
    assert offer.source == "SINTEF 2023, kap. 6.1, linje 330"


def test_what_is_stated_stands_before_what_is_assumed() -> None:
    # equal fit, 0.36 each: the statement about the actor is the reason, not the general list
    held = register(
        {"contribution": "lokalkunnskap", "grade": "noe", "evidence": "antatt", "source": "samtale"}
    )
    offer = fits(held, [need("lokalkunnskap")]).offers[0, 0]
    assert (offer.by_kind, offer.source) == (False, "samtale")


def test_a_dataset_may_add_priors_types_and_kinds_of_its_own() -> None:
    held = register(
        kind="kystlag",
        kinds=[{"id": "kystlag", "name": "Kystlag", "sector": "frivillig", "form": "organisasjon"}],
        contribution_types=[{"id": "fag_kulturarv_baat", "name": "Båtbygging", "parent": "fag_kulturarv"}],
        priors=[{"kind": "kystlag", "contribution": "fag_kulturarv_baat", "source": "kommunen"}],
    )
    found = fits(held, [need("fag_kulturarv"), need("fag_kulturarv_baat"), need("fag_plan")])
    assert found.matrix[0] == pytest.approx([0.36, 0.36, 0.0])
    assert found.offers[0, 0].source == "kommunen"


def test_nothing_known_is_no_fit_and_no_offer() -> None:
    found = fits(register(kind="regionraad"), [need("fag_plan")])
    assert found.matrix.tolist() == [[0.0]]
    assert found.offers == {}


def test_no_need_gives_a_matrix_with_no_column() -> None:
    found = fits(register({"contribution": "fag_plan"}), [])
    assert found.matrix.shape == (1, 0)
    assert found.offers == {}


def test_nobody_gives_a_matrix_with_no_row() -> None:
    found = fits(register_of({"actors": []}), [need("fag_plan")])
    assert found.matrix.shape == (0, 1)


def test_offers_are_exactly_where_there_is_fit() -> None:
    held = register({"contribution": "fag_plan"}, {"contribution": "lokaler"}, kind="ildsjel")
    wanted = [need(what) for what in sorted(v.CONTRIBUTIONS)]
    found = fits(held, wanted)
    assert sorted(found.offers) == [tuple(place) for place in np.argwhere(found.matrix > 0).tolist()]
