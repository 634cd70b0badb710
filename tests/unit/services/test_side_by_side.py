"""Municipalities side by side: which networks are meant, what is held back, and whose the figures are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matchmaker.comparison.comparable import COMPARABLE, LEFT_OUT
from matchmaker.comparison.estimates import estimates
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.kernel.parallel import Cancelled
from matchmaker.kernel.progress import Silent
from matchmaker.measures.case import Case
from matchmaker.model.register import Register
from matchmaker.network.network import COLLABORATION
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.side_by_side import (
    CompareRequest,
    CompareResult,
    MunicipalityRow,
    NullModel,
    compare,
)
from matchmaker.services.synth import SynthRequest, synthesise
from matchmaker.services.workspace import Dataset, DatasetInfo, FolderWorkspace
from matchmaker.sources.writing import write_folder
from matchmaker.synthesis.generate import generate
from matchmaker.synthesis.plan import Plan, Plants
from tests.conftest import TODAY
from tests.unit.small import Row, Shelf, actor, challenge, register

ENVIRONMENT = Environment(lambda: TODAY)
SIDES = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")
ALIKE: Row = {"form": "skjema 1", "boundary": "lag og tjenester", "season": "host", "invited": 60,
              "answered": 45}  # fmt: skip


def network(number: str, n: int, degree: float, within: float, seed: int) -> tuple[list[Row], list[Row]]:
    """A block model of six equal sides: *within* times as many ties within a side as across."""
    random = np.random.default_rng(seed)
    of = np.arange(n) % 6
    tail, head = np.triu_indices(n, 1)
    weight = np.where(of[tail] == of[head], within, 1.0)
    there = random.random(len(tail)) < weight * n * degree / 2 / weight.sum()
    names = [f"k{number}a{one:03d}" for one in range(n)]
    actors = [actor(name, SIDES[of[one]], municipality=number) for one, name in enumerate(names)]
    ties = [
        {"tail": names[a], "head": names[b], "relation": "samarbeider"}
        for a, b in zip(tail[there], head[there], strict=True)
    ]
    return actors, ties


def planted(*collections: Row) -> Register:
    """Levanger and Verdal of one process, Inderøy with far more ties within a side; in disorder."""
    parts = [
        network("5053", 66, 8.0, 9.0, 3),
        network("5037", 60, 8.0, 1.0, 1),
        network("5038", 90, 8.0, 1.0, 2),
    ]
    return register(
        actors=[one for actors, _ in parts for one in actors],
        ties=[one for _, ties in parts for one in ties],
        collections=list(collections),
    )


def told(number: str, **more: Any) -> Row:
    return {"municipality": number, **ALIKE, **more}


EVERY = (told("5053"), told("5037"), told("5038"))


@cache
def alike() -> Register:
    """All three of them registered in one way."""
    return planted(*EVERY)


@cache
def unstated() -> Register:
    """One form differs, and of Inderøy nobody has stated anything."""
    return planted(told("5037", form="x"), told("5038"))


def ask(register_: Register, **more: Any) -> CompareResult:
    return compare(Shelf(register_), CompareRequest(**{"draws": 0, **more}), ENVIRONMENT)


@pytest.fixture(scope="module")
def found() -> CompareResult:
    return ask(alike(), draws=200)


def test_one_process_and_another(found: CompareResult) -> None:
    assert [row.number for row in found.rows] == ["5037", "5038", "5053"]
    assert [row.actors for row in found.rows] == [60, 90, 66]
    assert [(pair.first, pair.second) for pair in found.pairs] == [
        ("5037", "5038"), ("5037", "5053"), ("5038", "5053")
    ]  # fmt: skip
    assert all(pair.comparable for pair in found.pairs)
    verdicts = [{one.code: one.told for one in pair.differences} for pair in found.pairs]
    assert set(verdicts[0].values()) <= {"ingen_paavist", "for_faa"}
    assert verdicts[1]["andel_paa_tvers"] == verdicts[2]["andel_paa_tvers"] == "forskjellig"
    least = next(one for one in found.pairs[0].differences if one.code == "andel_paa_tvers")
    assert least.detectable is not None
    assert 0 < least.detectable < 0.3
    assert found.summary.code == "compare.differences_shown"


def test_chance_is_told_with_all_that_belongs_to_it(found: CompareResult) -> None:
    by_code = [{one.code: one for one in row.quantities} for row in found.rows]
    chance = by_code[2]["andel_paa_tvers"].chance
    assert chance is not None
    assert chance.z is not None
    assert chance.z_interval is not None
    assert chance.p is not None
    assert chance.p_corrected is not None
    assert chance.mean > chance.high * 0.9 > by_code[2]["andel_paa_tvers"].value  # type: ignore[operator]
    assert chance.z_interval[0] < chance.z < chance.z_interval[1] < 0
    assert chance.p < chance.p_corrected <= 0.05
    assert chance.verdict == Message("verdict.under")
    kept = by_code[0]["relasjoner_per_aktor"].chance
    assert kept is not None
    assert (kept.kept, kept.z, kept.p, kept.verdict) == (True, None, None, Message("compare.kept"))
    assert by_code[0]["andel_gjensidige"].chance is None


def test_too_few_draws_are_no_verdict() -> None:
    row = ask(alike(), draws=60, municipalities=("5037",)).rows[0]
    chance = next(one.chance for one in row.quantities if one.code == "andel_paa_tvers")
    assert chance is not None
    assert chance.verdict == Message("verdict.too_few")


def test_the_figures_are_the_librarys_own(found: CompareResult) -> None:
    whole = alike()
    others = [one for one in whole.ids.astype(str) if not one.startswith("k5038")]
    case = Case.from_register(whole.without_actors(others), COLLABORATION, directed=True)
    row = found.rows[1]
    for one, seen in zip(row.quantities, estimates(case), strict=True):
        if seen.enough:
            assert (one.value, one.interval, one.ties) == (seen.value, seen.interval, seen.ties)
    assert row.mean_degree == pytest.approx(2 * row.ties / row.actors)  # type: ignore[operator]
    assert row.inhabitants == 15435


def test_the_order_of_rows_and_of_words_changes_nothing(found: CompareResult) -> None:
    again = ask(planted(*EVERY[::-1]), draws=200, municipalities=("Verdal", "5053", "1719"))  # 1719: Levanger
    assert again.rows == found.rows
    assert again.pairs == found.pairs


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"form": "skjema 2"}, "skjema"), ({"boundary": "alle"}, "avgrensning"),
        ({"season": "vaar"}, "arstid"), ({"answered": 30}, "svarprosent"),
    ],
)  # fmt: skip
def test_networks_that_were_registered_in_different_ways(change: Row, condition: str) -> None:
    result = ask(planted(told("5037", **change), *EVERY[0:1], *EVERY[2:]))
    apart, _, alike = result.pairs
    assert not apart.comparable
    assert apart.differs == (Message(f"condition.{condition}"),)
    assert apart.differences == ()
    assert apart.unstated == ()
    assert [one.code for one in apart.why] == ["compare.differs"]
    assert [one.code for one in apart.mend] == ["compare.mend_differs"]
    assert alike.comparable


def test_what_nobody_has_stated_is_asked_for() -> None:
    result = ask(planted(told("5038"), told("5053", season=None)))
    pair = result.pairs[0]
    assert not pair.comparable
    assert len(pair.unstated) == 4
    assert pair.mend == (Message("compare.mend_unstated", {"municipalities": ("5037 Levanger",)}),)
    assert result.pairs[2].unstated == (Message("condition.arstid"),)
    assert result.summary.code == "compare.none_comparable"
    assert any(note.code == "note.compare_unstated" for note in result.notes)
    assert result.rows[0].registered.form is None
    assert len(result.rows[0].registered.unstated) == 4
    assert result.rows[0].quantities[0].value is not None  # the network itself is told all the same


def test_the_row_that_holds_on_the_day() -> None:
    rows = (
        told("5037", form="gammelt", begun=date(2023, 1, 1), ended=date(2023, 12, 31)),
        told("5037", form="nytt", begun=date(2025, 1, 1), ended=date(2025, 12, 31)),
    )
    data = planted(*rows)
    assert ask(data).rows[0].registered.form == "nytt"
    assert ask(data, on=date(2023, 12, 31)).rows[0].registered.form == "gammelt"
    assert ask(data, on=date(2024, 6, 1)).rows[0].registered.form == "nytt"  # none in force: the latest
    both = planted(
        told("5037", form="a", begun=date(2025, 1, 1)), told("5037", form="b", begun=date(2025, 1, 1))
    )
    how = ask(both).rows[0].registered
    assert (how.form, how.boundary, how.response_rate) == (None, "lag og tjenester", None)


def test_ties_of_the_day_alone() -> None:
    actors = [actor(one, municipality="5037") for one in "abc"]
    ties: list[Row] = [
        {"tail": "a", "head": "b", "relation": "samarbeider", "valid_to": date(2024, 1, 1)},
        {"tail": "b", "head": "c", "relation": "samarbeider"},
        {"tail": "a", "head": "c", "relation": "leder"},
    ]
    data = register(actors=actors, ties=ties)
    assert ask(data).rows[0].ties == 2
    assert ask(data, on=date(2024, 1, 2)).rows[0].ties == 1
    assert ask(data, relations=("leder",)).rows[0].ties == 1
    assert ask(data).summary == Message("compare.alone")


def test_small_networks_are_hidden_with_the_reason() -> None:
    actors, ties = network("5037", 12, 6.0, 1.0, 1)
    thin, few = network("5038", 40, 0.3, 1.0, 2)
    data = register(actors=[*actors, *thin, actor("uni", "forskning")], ties=[*ties, *few],
                    collections=[told("5037"), told("5038")])  # fmt: skip
    result = ask(data, draws=20)
    assert [row.number for row in result.rows] == ["5037", "5038"]  # who is above municipalities is in none
    small, sparse = result.rows
    assert reasons(small) == {"hidden.for_faa_aktorer"}
    assert reasons(sparse) == {"hidden.for_faa_relasjoner"}
    assert all(one.value is None and one.chance is None for row in result.rows for one in row.quantities)
    assert {one.told for one in result.pairs[0].differences} == {"for_faa"}
    assert any(note.code == "note.compare_small" for note in result.notes)
    assert small.actors == 12


def reasons(row: MunicipalityRow) -> set[str]:
    return {one.hidden.code for one in row.quantities if one.hidden is not None}


def test_left_out_and_compared_are_told_with_their_reasons(found: CompareResult) -> None:
    assert [one.code for one in found.left_out] == [one.code for one in LEFT_OUT]
    assert [one.code for one in found.measures] == [one.value for one in COMPARABLE]
    for row in found.rows:
        assert [one.code for one in row.quantities] == [one.code for one in found.measures]


@dataclass(frozen=True)
class Shelves(Shelf):
    """Two datasets with the same content."""

    def datasets(self) -> tuple[DatasetInfo, ...]:
        return tuple(DatasetInfo(name, name, "oppdiktet", ()) for name in ("en", "to"))

    def dataset(self, name: str) -> Dataset:
        return Dataset(DatasetInfo(name, name, "oppdiktet", ()), self.register, ())


def test_a_municipality_in_two_datasets() -> None:
    shelves = Shelves(alike())
    with pytest.raises(InputError, match="compared_twice") as raised:
        compare(shelves, CompareRequest(), ENVIRONMENT)
    assert raised.value.params["municipality"] == "5037"
    assert raised.value.hint == Message("hint.compared_twice", {"datasets": ("en", "to")})
    assert len(compare(shelves, CompareRequest(("to", "to"), draws=0), ENVIRONMENT).rows) == 3


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (CompareRequest(municipalities=("Atlantis",)), "unknown_municipality"),
        (CompareRequest(("finnes_ikke",)), "unknown_dataset"),
        (CompareRequest(relations=("venner",)), "unknown_relation"),
        (CompareRequest(draws=-1), "draws_out_of_range"),
    ],
)
def test_what_cannot_be_meant_is_said(request_: CompareRequest, code: str) -> None:
    with pytest.raises(InputError, match=code):
        compare(Shelf(alike()), request_, ENVIRONMENT)


def test_nobody_there() -> None:
    result = ask(alike(), municipalities=("0301",))
    assert result.rows == ()
    assert result.summary == Message("compare.nobody")
    assert result.notes[0] == Message("note.compare_nobody", {"municipalities": ("0301 Oslo",)})


class Impatient(Silent):
    """Nobody waits."""

    def cancelled(self) -> bool:
        return True


def test_it_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        compare(Shelf(alike()), CompareRequest(), replace(ENVIRONMENT, progress=Impatient()))


@cache
def small_region() -> Register:
    """Two municipalities with three ties between them, and one person each where persons are few."""
    home, away = network("5037", 36, 6.0, 1.0, 1), network("5038", 36, 6.0, 1.0, 2)
    persons = [
        actor("hemmelig1", "administrasjon", form="person", municipality="5037"),
        actor("hemmelig2", "naeringsliv", form="person", municipality="5038"),
    ]
    across = [
        {"tail": f"k5037a00{one}", "head": f"k5038a00{one}", "relation": "samarbeider"} for one in range(3)
    ]
    mine = [{"tail": "hemmelig1", "head": f"k5037a01{one}", "relation": "samarbeider"} for one in range(3)]
    return register(
        actors=[*home[0], *away[0], *persons],
        ties=[*home[1], *away[1], *across, *mine],
        collections=[told("5037", answered=58), told("5038", answered=54)],
        contributions=[{"actor": "hemmelig1", "contribution": "forskning"}],
        challenges=[challenge("delt", municipalities="5037|5038", themes="ungdom"), challenge("egen")],
        needs=[{"challenge": "delt", "contribution": "forskning"},
               {"challenge": "delt", "contribution": "lokaler"}],
    )  # fmt: skip


def test_the_region_as_one_network() -> None:
    region = ask(small_region()).regions[0]
    counts = {(one.first, one.second): one.count.ties for one in region.ties}
    assert counts["5037", "5038"] == 3
    assert region.numbers == ("5037", "5038")
    assert region.beyond.ties == 0
    assert [(gap.code, [one.id for one in gap.needed_by]) for gap in region.gaps if gap.needed_by] == [
        ("lokaler", ["delt"])
    ]
    assert [(one.code, one.title, one.numbers) for one in region.shared_challenges] == [
        ("delt", "Saken", ("5037", "5038"))
    ]
    assert [one.code for one in region.shared_themes] == ["ungdom"]
    assert [one.code for one in region.sides_alone] == ["politiker", "administrasjon", "tjeneste"]


def test_the_public_edition() -> None:
    data = small_region()
    working, public = ask(data, draws=30), ask(data, draws=30, edition=Edition.PUBLIC)
    region = public.regions[0]
    counts = {(one.first, one.second): one.count for one in region.ties}
    assert counts["5037", "5038"].ties is None
    assert counts["5037", "5038"].hidden == Message("fewer_than_five")
    assert counts["5037", "5037"].ties == public.rows[0].ties
    others = data.without_actors(data.ids[data.persons])
    assert public.rows == ask(others, draws=30, edition=Edition.PUBLIC).rows  # nobody is found by subtraction
    assert public.rows[0].actors < working.rows[0].actors
    assert {gap.code for gap in region.gaps if gap.needed_by} == {"forskning", "lokaler"}  # a person's offer
    told_of = {one.code: one for one in public.pairs[0].differences}
    assert told_of["andel_paa_tvers"].value is not None
    assert public.rows[0].registered.response_rate is None  # two did not answer
    assert public.rows[0].registered.unstated == ()
    assert public.rows[1].registered.response_rate == 0.9
    assert public.data_version is None
    assert working.data_version is not None
    assert public.pairs[0].comparable == working.pairs[0].comparable
    text = json.dumps(jsonable(public, catalogue("nb")), allow_nan=False)
    assert "hemmelig" not in text.casefold()


def test_few_ties_on_one_side_of_a_share_are_hidden() -> None:
    """Of some eighty ties three are within a side: the share across would tell it."""
    names = {side: [f"{side[:3]}{one:02d}" for one in range(10)] for side in ("frivillig", "naeringsliv")}
    actors = [actor(one, side, municipality="5037") for side, some in names.items() for one in some]
    first, second = names.values()
    pairs = [(a, b) for at, a in enumerate(first) for b in second[: 2 + at % 4]]
    pairs += [(first[0], first[1]), (first[1], first[2]), (second[0], second[1])]
    data = register(actors=actors, ties=[{"tail": a, "head": b, "relation": "samarbeider"} for a, b in pairs])
    for edition, told_ in ((Edition.WORKING, True), (Edition.PUBLIC, False)):
        values = {one.code: one.value for one in ask(data, edition=edition).rows[0].quantities}
        assert (values["andel_paa_tvers"] is not None) is told_
        assert (values["paa_tvers_mot_ventet"] is not None) is told_
        assert values["relasjoner_per_aktor"] is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
def test_every_word_can_be_said_and_nothing_is_not_a_number(language: Language, edition: Edition) -> None:
    words = catalogue(language)
    for data in (small_region(), alike(), unstated()):
        text = json.dumps(jsonable(ask(data, draws=20, edition=edition), words), allow_nan=False)
        assert "NaN" not in text


def test_the_bundled_region_says_what_is_missing(bundled: FolderWorkspace) -> None:
    result = compare(bundled, CompareRequest(("innherred",), draws=0), ENVIRONMENT)
    assert [row.number for row in result.rows] == ["5006", "5037", "5038", "5041", "5053"]
    assert len(result.pairs) == 10
    assert not any(pair.comparable for pair in result.pairs)
    assert all(pair.mend for pair in result.pairs)


def test_no_private_person_is_in_the_public_edition(bundled: FolderWorkspace) -> None:
    name = "sandnes_bootcamp"
    public = compare(bundled, CompareRequest((name,), draws=20, edition=Edition.PUBLIC), ENVIRONMENT)
    text = json.dumps(jsonable(public, catalogue("nb")), ensure_ascii=False)
    actors = bundled.dataset(name).register.actors
    persons = actors[(actors["form"] == "person").to_numpy()]
    assert len(persons)
    for one in [*persons["id"].astype(str), *persons["name"].astype(str)]:
        assert not re.search(rf"\b{re.escape(one)}\b", text)


def test_an_invented_region_says_how_it_was_registered(tmp_path: Path) -> None:
    workspace = FolderWorkspace(home=tmp_path)
    wish = SynthRequest("region", ("5053", "5037", "5038"), 500, 500, 1500, 300, 4, seed=3)
    synthesise(workspace, wish, ENVIRONMENT)
    plan = Plan(wish.municipalities, 500, 500, 1500, 300, 4, plants=Plants(duplicates=wish.duplicates))
    made = generate(plan, workspace.official_population(), seed=3)
    for file in write_folder(made.tables, tmp_path / "uten_arket"):
        assert (tmp_path / "region" / file.name).read_bytes() == file.read_bytes()
    shelf = FolderWorkspace((tmp_path / "region",))
    result = compare(shelf, CompareRequest(draws=0), ENVIRONMENT)
    assert [(pair.first, pair.second, pair.comparable) for pair in result.pairs] == [
        ("5037", "5038", True), ("5037", "5053", False), ("5038", "5053", False)
    ]  # fmt: skip
    assert {one for pair in result.pairs[1:] for one in map(str, pair.differs)} == {
        str(Message("condition.skjema"))
    }
    assert result.synthetic


def test_every_null_model_can_be_asked_for() -> None:
    for null in NullModel:
        result = ask(alike(), null=null, draws=20, municipalities=("5037",))
        assert result.null == null.message
        assert any(one.chance is not None for one in result.rows[0].quantities)
