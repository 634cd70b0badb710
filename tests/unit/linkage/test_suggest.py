"""What is suggested, why, and what never is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.linkage.suggest import DuplicatePair, suggest_duplicates
from matchmaker.model.register import Register
from matchmaker.services.environment import Environment
from matchmaker.services.synth import SynthRequest, synthesise
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.reading import load_tables
from matchmaker.synthesis.generate import Synthetic, generate
from matchmaker.synthesis.plan import Plan, Plants
from tests.unit.small import LEVANGER, VERDAL, actor, official, register

NUMBER, ANOTHER = "310000000", "310000027"
PERSON = "Hvitveis Blåhaug"
INNHERRED = ("5037", "5038", "5053", "5006", "5041")


def named(ident: str, name: str, kind: str = "frivillig", **more: Any) -> dict[str, Any]:
    return {**actor(ident, kind), "name": name, "municipality": VERDAL, **more}


def pairs(*rows: dict[str, Any], **more: Any) -> tuple[DuplicatePair, ...]:
    return suggest_duplicates(register(actors=list(rows), **more))


def codes(pair: DuplicatePair) -> set[str]:
    return {reason.code.removeprefix("duplicate.") for reason in pair.reasons}


def test_nothing_to_suggest() -> None:
    assert pairs() == ()
    assert pairs(named("a", "Åsheim turlag")) == ()
    assert pairs(named("a", "Åsheim turlag"), named("b", "Tåkemo skolekorps")) == ()


def test_a_suggestion_says_why() -> None:
    (pair,) = pairs(named("b", "Åsheim turlag"), named("a", "ÅSHEIM TURLAG", orgnr=NUMBER))
    assert (pair.one, pair.other) == ("a", "b")
    assert (pair.keep, pair.drop) == ("a", "b")  # more is stated of it
    assert codes(pair) == {"same_name", "same_municipality", "same_kind"}
    assert pair.score == pytest.approx(1 / (1 + 2.0**-5), abs=1e-6)


def test_more_stated_stays_wherever_it_is_stated() -> None:
    rows = [named("a", "Åsheim turlag"), named("b", "Åsheim Turlag"), named("c", "Tåkemo skolekorps")]
    assert pairs(*rows)[0].keep == "a"  # the lesser id of two equals
    tie = [{"tail": "b", "head": "c", "relation": "samarbeider"}]
    assert pairs(*rows, ties=tie)[0].keep == "b"
    assert pairs(*rows, contributions=[{"actor": "b", "contribution": "lokaler"}])[0].keep == "b"


def test_best_first_and_then_by_ids() -> None:
    rows = [
        named("e", "Åsheim turlag"), named("d", "Åsheim turlag"),
        named("c", "Tåkemo skolekorps"), named("b", "Tåkmeo skolekorps"),
        named("g", "Grågeit AS"), named("f", "Grågeit AS"),
    ]  # fmt: skip
    found = pairs(*rows)
    assert [(pair.one, pair.other) for pair in found] == [("d", "e"), ("f", "g"), ("b", "c")]
    assert found[0].score == found[1].score > found[2].score
    assert pairs(*rows[::-1]) == found


@pytest.mark.parametrize("turned", [False, True])
def test_a_refused_pair_is_not_suggested_again(turned: bool) -> None:
    made = register(actors=[named(c, "Åsheim turlag") for c in "abc"])
    refused = frozenset({("b", "a") if turned else ("a", "b"), ("gone", "a")})
    assert {(p.one, p.other) for p in suggest_duplicates(made)} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert {(p.one, p.other) for p in suggest_duplicates(made, refused)} == {("a", "c"), ("b", "c")}


# -- organisation numbers ------------------------------------------------------------------------------


def test_one_number_is_nearly_certain_and_two_are_never_one() -> None:
    (pair,) = pairs(
        named("a", "Åsheim turlag", orgnr=NUMBER),
        named("b", "Tåkemo skolekorps", orgnr=NUMBER, municipality=LEVANGER),
    )
    assert codes(pair) == {"same_number", "other_name", "other_municipality", "same_kind"}
    assert pair.score == pytest.approx(2 / 3, abs=1e-6)
    (sure,) = pairs(named("a", "Åsheim turlag", orgnr=NUMBER), named("b", "Åsheim IL", orgnr=NUMBER))
    assert sure.score > 0.95
    assert pairs(named("a", "Åsheim turlag", orgnr=NUMBER), named("b", "Åsheim turlag", orgnr=ANOTHER)) == ()


def test_the_municipality_and_its_bodies_share_a_number_and_are_not_one() -> None:
    rows = [
        named("a", "Verdal kommune", "administrasjon", orgnr=NUMBER),
        named("b", "Verdal kommunestyre", "kommunestyre", orgnr=NUMBER),
    ]
    assert pairs(*rows) == ()
    units = [named(str(n), f"{what}, Verdal kommune", "administrasjon", orgnr=NUMBER)
             for n, what in enumerate(("Plan", "Kultur", "Byggesak"))]  # fmt: skip
    assert pairs(*units) == ()


# -- where they are and what they are ---------------------------------------------------------------------


def test_another_municipality_is_another_actor_unless_the_number_is_one() -> None:
    here, there = named("a", "Røde Kors"), named("b", "Røde Kors", municipality=LEVANGER)
    assert pairs(here, there) == ()
    assert len(pairs(here, {**there, "municipality": None})) == 1
    assert len(pairs({**here, "orgnr": NUMBER}, {**there, "orgnr": NUMBER})) == 1


@pytest.mark.parametrize("kind", ["eldreraad", "kommunestyre", "utvalg"])
def test_a_council_without_a_municipality_is_nobodys(kind: str) -> None:
    one, other = named("a", "Rådet", kind), named("b", "Rådet", kind)
    assert len(pairs(one, other)) == 1
    assert pairs(one, {**other, "municipality": None}) == ()
    assert pairs({**one, "municipality": None}, {**other, "municipality": None}) == ()


def test_the_municipality_of_a_place_counts() -> None:
    places = [{"id": "vinne", "name": "Vinne", "municipality": VERDAL}]
    there = named("b", "Røde Kors", municipality=None, place="vinne")
    (pair,) = pairs(named("a", "Røde Kors"), there, places=places)
    assert "same_municipality" in codes(pair)
    assert pairs(named("a", "Røde Kors", municipality=LEVANGER), there, places=places) == ()


def test_misspelt_and_in_another_place_or_of_another_side_is_too_little() -> None:
    places = [{"id": p, "name": p, "municipality": VERDAL} for p in ("vinne", "leksdal")]
    one, typo = named("a", "Tåkemo skolekorps"), named("b", "Tåkmeo skolekorps")
    assert len(pairs(one, typo)) == 1
    assert pairs({**one, "place": "vinne"}, {**typo, "place": "leksdal"}, places=places) == ()
    assert pairs(one, {**typo, "kind": "naeringsliv"}) == ()
    (pair,) = pairs(one, {**one, "id": "b", "kind": "naeringsliv"})
    assert "other_kind" in codes(pair)


def test_different_units_are_different() -> None:
    one = named("a", "Kontoret", "administrasjon", unit="Plan")
    assert pairs(one, {**one, "id": "b", "unit": "Kultur"}) == ()
    assert len(pairs(one, {**one, "id": "b"})) == 1


def test_somebody_real_and_somebody_invented_are_two() -> None:
    assert pairs(named("a", "Røde Kors"), named("b", "Røde Kors", synthetic=False)) == ()


def test_who_has_stated_a_tie_between_them_held_them_for_two() -> None:
    tie = [{"tail": "b", "head": "a", "relation": "samarbeider"}]
    assert pairs(named("a", "Røde Kors"), named("b", "Røde Kors"), ties=tie) == ()


# -- persons ------------------------------------------------------------------------------------------


def persons(features: list[tuple[str, str, str]] | None = None, **more: Any) -> Register:
    rows = [named(c, PERSON, "innbygger", **more) for c in "ab"]
    places = [{"id": "vinne", "name": "Vinne", "municipality": VERDAL}]
    return register(features, actors=[*rows, named("lag", "Tåkemo skolekorps")], places=places)


def said(name: str, one: str, other: str) -> list[tuple[str, str, str]]:
    return [("a", name, one), ("b", name, other)]


def test_a_person_needs_more_than_a_name_and_a_municipality() -> None:
    assert suggest_duplicates(persons()) == ()
    assert suggest_duplicates(persons(said("kjonn", "kvinne", "kvinne"))) == ()
    assert suggest_duplicates(persons(said("aldersgruppe", "vil_ikke_oppgi", "vil_ikke_oppgi"))) == ()
    assert codes(suggest_duplicates(persons(place="vinne"))[0]) >= {"same_place"}
    assert codes(suggest_duplicates(persons(unit="Plan"))[0]) >= {"same_unit"}
    assert codes(suggest_duplicates(persons(said("aldersgruppe", "20-34", "20-34")))[0]) >= {"same_features"}


def test_two_roles_in_one_organisation_are_something_else_that_agrees() -> None:
    rows = [named(c, PERSON, "innbygger") for c in "ab"]
    roles = [{"actor": c, "kind": "ildsjel", "organisation": "lag"} for c in "ab"]
    (pair,) = pairs(*rows, named("lag", "Tåkemo skolekorps"), roles=roles)
    assert "same_role_organisation" in codes(pair)


@pytest.mark.parametrize(("name", "other"), [("kjonn", "mann"), ("aldersgruppe", "50-66")])
def test_one_contradiction_is_too_much_for_a_person(name: str, other: str) -> None:
    first = "kvinne" if name == "kjonn" else "20-34"
    assert len(suggest_duplicates(persons(said(name, first, first), place="vinne"))) == 1
    assert suggest_duplicates(persons(said(name, first, other), place="vinne", unit="Plan")) == ()
    declined = persons(said(name, first, "vil_ikke_oppgi"), place="vinne")
    assert len(suggest_duplicates(declined)) == 1


def test_a_person_turned_round() -> None:
    rows = [
        named("a", PERSON, "innbygger", unit="Plan"),
        named("b", "Blåhaug, Hvitveis", "innbygger", unit="Plan"),
    ]
    assert len(pairs(*rows)) == 1
    assert pairs(rows[0], {**rows[1], "kind": "frivillig"}) == ()  # a person is no organisation


# -- planted --------------------------------------------------------------------------------------------


def planted(seed: int, actors: int = 5_000, duplicates: int = 100) -> Synthetic:
    plants = replace(Plants(), duplicates=duplicates)
    return generate(Plan(INNHERRED, actors, 2 * actors, 4 * actors, plants=plants), official(), seed=seed)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_planted_duplicates_are_found_and_nothing_else(seed: int) -> None:
    """Must show 6: precision ≥ 0.95 and recall ≥ 0.9 in 5,000 actors; refused ones stay away."""
    made = planted(seed)
    true = {tuple(sorted((pair.actor, pair.copy))) for pair in made.truth.duplicates}
    found = Register.from_tables(made.tables)
    said = {(pair.one, pair.other) for pair in suggest_duplicates(found)}
    assert len(true) == 100
    assert len(said & true) / len(said) >= 0.95
    assert len(said & true) / len(true) >= 0.9
    refused = frozenset(sorted(said)[::2])
    again = {(pair.one, pair.other) for pair in suggest_duplicates(found, refused)}
    assert again == said - refused


def test_the_truth_beside_the_tables_names_the_pairs(tmp_path: Path, environment: Environment) -> None:
    """As ``matchmaker synth --duplicates 60`` writes and ``matchmaker`` reads them."""
    wish = SynthRequest(
        str(tmp_path / "region"), INNHERRED, 2_000, 3_000, 4_000, 400, 6, seed=9, duplicates=60
    )
    synthesise(FolderWorkspace(), wish, environment)
    truth = json.loads((tmp_path / "region" / "truth.json").read_text(encoding="utf-8"))
    true = {tuple(sorted((pair["actor"], pair["copy"]))) for pair in truth["duplicates"]}
    made = Register.of_valid(load_tables(tmp_path / "region")[0])
    said = {(pair.one, pair.other) for pair in suggest_duplicates(made)}
    assert len(true) == 60
    assert len(said & true) >= max(0.95 * len(said), 0.9 * len(true))


@pytest.mark.parametrize("name", ["innherred", "samskapende_kommunen", "sandnes_bootcamp", "vennesla"])
def test_the_bundled_datasets_hold_no_duplicate(name: str) -> None:
    assert suggest_duplicates(FolderWorkspace().dataset(name).register) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(language: Language) -> None:
    words = catalogue(language)
    (pair,) = pairs(
        named("a", "Åsheim turlag", orgnr=NUMBER, unit="x"),
        named("b", "Åshiem turlag AS", orgnr=NUMBER, unit="x"),
    )
    (person,) = suggest_duplicates(persons(said("aldersgruppe", "20-34", "20-34"), place="vinne"))
    for reason in (*pair.reasons, *person.reasons):
        assert "{" not in words.say(reason)
    assert any(
        "20-34" in words.say(reason) or "aldersgruppe" in words.say(reason) for reason in person.reasons
    )
