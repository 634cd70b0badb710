"""What is planted stands in the finished Register, and where the truth claims to be whole, no more."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from matchmaker.model.ages import AgeBand
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.needs.fit import fits
from matchmaker.network.network import Network
from matchmaker.sources.cells.identity import valid_orgnr
from matchmaker.synthesis.generate import Synthetic, generate
from matchmaker.synthesis.plan import Plan, Plants
from matchmaker.synthesis.plants.doubled_names import ACTIVITIES, STEMS, VARIANTS, invented, misspelt
from matchmaker.synthesis.truth import ThinGroup

COUNCILS = ("eldreraad", "ungdomsraad", "funksjonsraad")  # kommuneloven § 5-12
LOADED = ("styreverv_i", "leder", "naerstaende")


def challenges(register: Register) -> Iterator[str]:
    return iter(register.frame("challenges")["id"].astype(str))


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("silent_groups", "silent_groups"),
        ("uncovered_needs", "uncovered_needs"),
        ("thin_groups", "thin_groups"),
        ("missing_councils", "missing_councils"),
        ("brokers", "brokers"),
        ("conflicts", "conflicts"),
        ("duplicates", "duplicates"),
        ("missing_ties", "missing_ties"),
    ],
)
def test_as_many_as_asked_for_and_each_once(synthetic: Synthetic, found: str, asked: str) -> None:
    planted = getattr(synthetic.truth, found)
    assert len(set(planted)) == len(planted) == getattr(synthetic.truth.plan.plants, asked)


def test_exactly_the_planted_groups_have_no_voice(synthetic: Synthetic, register: Register) -> None:
    actors = register.actors
    silent = set()
    for name in challenges(register):
        challenge = register.challenge(name)
        for group in challenge.affected:
            tagged = actors[[group.group in str(cell).split("|") for cell in actors["groups"]]]
            if tagged.empty:
                silent.add((name, group.group))
            else:  # then there is a voice at home, too
                assert set(challenge.municipalities) <= set(tagged["municipality"])
    assert silent == {(item.challenge, item.group) for item in synthetic.truth.silent_groups}


def test_exactly_the_planted_needs_are_covered_by_nobody(synthetic: Synthetic, register: Register) -> None:
    home = register.actors["municipality"].astype(str).to_numpy()
    uncovered = set()
    for name in challenges(register):
        challenge = register.challenge(name)
        best = fits(register, challenge.needs).matrix
        here = home == challenge.municipalities[0]
        for column, need in enumerate(challenge.needs):
            if best[:, column].max() == 0.0:
                uncovered.add((name, need.contribution))
                assert need.importance == 3
            else:
                assert best[here, column].max() > 0.0
    assert uncovered == {(item.challenge, item.contribution) for item in synthetic.truth.uncovered_needs}


def residents_in(register: Register, challenge: str) -> pd.DataFrame:
    """Residents who take part, with what they have stated."""
    involved = register.frame("involvements")
    involved = involved[involved["challenge"] == challenge]["actor"].astype(str)
    actors = register.actors.set_index("id").loc[sorted(set(involved))]
    actors = actors[(actors["sector"] == "innbygger") & (actors["form"] == "person")]
    features = register.features.astype(str)
    wide = features.pivot_table(index="actor", columns="feature", values="value", aggfunc="first")
    return wide.reindex(actors.index.astype(str))


def share_of(group: ThinGroup, population: Population) -> float:
    """The group's share of those aged 20 or older on 1 January 2026, from the figures themselves."""
    cells = population.cells
    cells = cells[
        (cells["area"] == group.municipality) & (cells["date"] == "2026-01-01") & (cells["age"] >= 20)
    ]
    band = AgeBand.parse(group.ages)
    inside = cells["age"].between(band.low, band.high)
    if group.sex is not None:
        inside &= cells["sex"] == group.sex
    return float(cells["count"][inside].sum() / cells["count"].sum())


def test_thin_groups_are_thin_by_the_stated_factor(
    synthetic: Synthetic, register: Register, population: Population
) -> None:
    assert synthetic.truth.thin_groups
    for group in synthetic.truth.thin_groups:
        present = residents_in(register, group.challenge)
        assert len(present) == group.participants == synthetic.truth.plan.plants.thin_participants
        assert present.notna().all(axis=None)
        inside = present["aldersgruppe"] == group.ages
        if group.sex is not None:
            inside &= present["kjonn"] == group.sex
        assert inside.sum() == group.n
        assert group.population_share == pytest.approx(share_of(group, population))
        assert group.expected == pytest.approx(group.participants * group.population_share)
        assert abs(group.n - group.factor * group.expected) <= 0.5


def test_thin_groups_come_with_and_without_a_sex(synthetic: Synthetic) -> None:
    sexes = [group.sex is None for group in synthetic.truth.thin_groups]
    assert set(sexes) == {True, False}


def test_exactly_the_planted_councils_are_missing(synthetic: Synthetic, register: Register) -> None:
    actors = register.actors[["municipality", "kind"]].astype(str)
    there = set(actors.itertuples(index=False, name=None))
    numbers = synthetic.truth.plan.municipalities
    missing = {pair for pair in product(numbers, COUNCILS) if pair not in there}
    assert missing == {(item.municipality, item.kind) for item in synthetic.truth.missing_councils}


def test_without_its_broker_a_part_falls_off(synthetic: Synthetic, register: Register) -> None:
    whole = Network.from_register(register).to_networkx()
    main = max(nx.connected_components(whole), key=len)
    for broker in synthetic.truth.brokers:
        assert {broker.actor, *broker.part} <= main
        without = whole.copy()
        without.remove_node(broker.actor)
        assert nx.node_connected_component(without, broker.part[0]) == set(broker.part)
        assert any(neighbour not in broker.part for neighbour in whole[broker.actor])


def test_planted_ties_are_in_force_without_end(synthetic: Synthetic, register: Register) -> None:
    parts = {actor for broker in synthetic.truth.brokers for actor in broker.part}
    conflicts = {frozenset((item.actor, item.party)) for item in synthetic.truth.conflicts}
    ties = register.frame("ties")
    ends = zip(ties["tail"].astype(str), ties["head"].astype(str), strict=True)
    planted = ties[[bool(parts & {*pair}) or frozenset(pair) in conflicts for pair in ends]]
    assert len(planted) == 7 * len(synthetic.truth.brokers) + len(conflicts)  # a ring of 5, and 2 out of it
    assert planted[["valid_from", "valid_to"]].isna().all(axis=None)
    assert ties["valid_to"].notna().any()


def test_exactly_the_planted_conflicts_are_there(synthetic: Synthetic, register: Register) -> None:
    ties = register.frame("ties")
    ties = ties[ties["relation"].isin(LOADED)][["tail", "head", "relation"]].astype(str)
    assert len(ties) > len(synthetic.truth.conflicts)  # others stand between actors who do not meet
    found = set()
    for name in challenges(register):
        present = {item.actor for item in register.involvements_in(name)}
        for tie in ties.itertuples(index=False):
            if tie.tail in present and tie.head in present:
                found.add((name, frozenset((tie.tail, tie.head)), tie.relation))
    assert found == {
        (item.challenge, frozenset((item.actor, item.party)), item.relation)
        for item in synthetic.truth.conflicts
    }
    for item in synthetic.truth.conflicts:
        assert register.actor(item.actor).kind in {"politiker", "fagperson"}


def test_duplicates_are_nearly_the_same(synthetic: Synthetic, register: Register) -> None:
    assert register.actors["name"].astype(str).is_unique
    for pair in synthetic.truth.duplicates:
        one, other = register.actor(pair.actor), register.actor(pair.copy)
        assert one.name != other.name
        assert other.place in (one.place, None)
        assert None in (one.orgnr, other.orgnr) or one.orgnr == other.orgnr
        assert (one.kind, one.municipality, one.groups, one.features) == (
            other.kind, other.municipality, other.groups, other.features,
        )  # fmt: skip
        if pair.variant == "annet_navn":
            assert one.orgnr is not None
            assert one.orgnr == other.orgnr
        if pair.variant in ("store_bokstaver", "uten_mellomrom"):
            assert one.name.casefold().replace(" ", "") == other.name.casefold().replace(" ", "")
        if pair.variant == "stavefeil":
            assert SequenceMatcher(None, one.name, other.name).ratio() >= 0.85


def test_duplicates_are_written_in_every_way(population: Population) -> None:
    plants = Plants(duplicates=42)
    planted = generate(Plan(("5037", "5038"), 2_000, plants=plants), population, seed=3)
    assert {pair.variant for pair in planted.truth.duplicates} == set(VARIANTS)
    register = Register.from_tables(planted.tables)
    pairs = [(register.actor(p.actor), register.actor(p.copy)) for p in planted.truth.duplicates]
    numbered = {(one.orgnr is not None, other.orgnr is not None) for one, other in pairs}
    assert numbered == {(False, False), (True, False), (False, True), (True, True)}
    assert all(valid_orgnr(actor.orgnr) for pair in pairs for actor in pair if actor.orgnr)
    assert all(actor.orgnr.startswith("31") for pair in pairs for actor in pair if actor.orgnr)
    assert {one.form for one, _ in pairs} == {"person", "organisasjon"}


def test_beside_each_duplicate_stands_somebody_else_who_looks_it(population: Population) -> None:
    plants = Plants(duplicates=42)
    planted = generate(Plan(("5037", "5038"), 2_000, plants=plants), population, seed=3)
    names = Register.from_tables(planted.tables).actors.astype(object).set_index("id")
    twice = {actor for pair in planted.truth.duplicates for actor in (pair.actor, pair.copy)}
    others = names[~names.index.isin(twice) & ~names["name"].str.contains(r"\d{4}")]
    assert len(others) == 42
    first = set(names.loc[[pair.actor for pair in planted.truth.duplicates], "name"].str.casefold())
    same = others["name"].str.casefold().isin(first)
    assert same.sum() >= 14  # the 14 persons and some organisations
    assert (~same).sum() >= 10
    assert {"5037", "5038"} == set(others["municipality"])


def test_names_go_round_with_numbers_when_all_are_used() -> None:
    stems = len(STEMS) * len(ACTIVITIES["innbygger"])
    names = [name.plain for name in invented("innbygger", stems + 3, np.random.default_rng(0))]
    assert len(set(names)) == len(names)
    assert sum(name.endswith(" 2") for name in names) == 3


def test_one_mistake_changes_one_word() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        name = misspelt("Blåbekken fotballklubb 2", rng)
        assert name != "Blåbekken fotballklubb 2"
        differs = [a != b for a, b in zip(name.split(), ["Blåbekken", "fotballklubb", "2"], strict=True)]
        assert sum(differs) == 1


def test_missing_ties_are_missing(synthetic: Synthetic, register: Register) -> None:
    ties = register.frame("ties")[["tail", "head"]].astype(str)
    there = {frozenset(pair) for pair in ties.itertuples(index=False, name=None)}
    for tie in synthetic.truth.missing_ties:
        assert frozenset((tie.tail, tie.head)) not in there
        assert tie.tail in register
        assert tie.head in register
        assert tie.relation in {
            "samarbeider", "kjenner", "arrangerer_med", "medlem_av", "finansierer", "representerer",
        }  # fmt: skip


def test_missing_ties_can_be_guessed_from_common_neighbours(synthetic: Synthetic, register: Register) -> None:
    """They were taken from circles, so that their ends share far more neighbours than two at random."""
    network = Network.from_register(register)
    near = [set(network.neighbours_of(node).tolist()) for node in range(len(network))]
    code = {str(actor): place for place, actor in enumerate(network.ids)}
    ours = [len(near[code[tie.tail]] & near[code[tie.head]]) for tie in synthetic.truth.missing_ties]
    drawn = np.random.default_rng(5).integers(len(network), size=(2_000, 2))
    theirs = [len(near[a] & near[b]) for a, b in drawn.tolist() if a != b]
    assert np.mean(ours) > 3 * np.mean(theirs)
