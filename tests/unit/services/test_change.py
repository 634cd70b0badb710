"""What changed, as a service tells it: times, scope, editions, refusals, and the library's own figures."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from math import isnan
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from matchmaker.comparison.change import change
from matchmaker.comparison.paired import PAIRED
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.kernel.several_tests import benjamini_hochberg
from matchmaker.network.network import COLLABORATION
from matchmaker.services.change import ChangeRequest, ChangeResult, change_over_time
from matchmaker.services.committing import CommitRequest, commit_path
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import jsonable
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.workspace import Dataset, DatasetInfo
from tests.unit.small import Row, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace

VERDAL, STAD = "5038", "4649"
FIRST, MIDDLE, LAST = date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1)
KINDS = {"i": "innbygger", "f": "frivillig", "p": "utvalg", "a": "administrasjon", "t": "tjeneste"}


@dataclass(frozen=True)
class Shelves(Shelf):
    """A workspace in memory with several datasets."""

    register: Register
    others: tuple[tuple[str, Register], ...] = ()

    def datasets(self) -> tuple[DatasetInfo, ...]:
        named = (("lite", self.register), *self.others)
        return tuple(DatasetInfo(name, name.capitalize(), "oppdiktet", ()) for name, _ in named)

    def dataset(self, name: str) -> Dataset:
        for info, register_ in zip(
            self.datasets(), (self.register, *(r for _, r in self.others)), strict=True
        ):
            if info.name == name:
                return Dataset(info, register_, ())
        raise InputError("unknown_dataset", {"name": name, "known": ("lite",)})


def people(*ids: str, home: str | None = VERDAL, **more: Any) -> list[Row]:
    return [actor(one, KINDS[one[0]], municipality=home, **more) for one in ids]


def tie(
    one: str, other: str, strength: float = 1.0, begun: date | None = None, ended: date | None = None
) -> Row:
    return {"tail": one, "head": other, "relation": "samarbeider", "strength": strength, "valid_from": begun,
            "valid_to": ended}  # fmt: skip


def collected(**more: Any) -> Row:
    """How a network was registered, alike unless it says otherwise."""
    return {"municipality": VERDAL, "begun": date(2023, 9, 1), "ended": date(2023, 10, 1), "form": "A",
            "boundary": "alle lag", "season": "host", "invited": 100, "answered": 80, **more}  # fmt: skip


def two(before: Register, after: Register) -> Shelves:
    return Shelves(after, others=(("gammelt", before),))


def asked(
    workspace: Shelf, environment: Environment, *, municipality: str | None = None, **more: Any
) -> ChangeResult:
    request = ChangeRequest(NetworkRequest("lite", municipality=municipality), **more)
    return change_over_time(workspace, request, environment)


def turned(found: ChangeResult) -> dict[str, int]:
    return {one.code: one.count for one in found.ties.turns}


def said(p: float) -> float | None:
    return None if isnan(p) else p


def dated() -> Shelf:
    """Twelve associations and six committees whose ties come and go over three dates."""
    ids = [*(f"f{n:02d}" for n in range(12)), *(f"p{n}" for n in range(6))]
    ties = [tie(f"f{n:02d}", f"f{n + 1:02d}") for n in range(11)]
    ties += [tie(f"f{n:02d}", f"p{n % 6}", begun=date(2024, 3, 1)) for n in range(8)]
    ties += [tie("p0", "p1", ended=date(2024, 9, 1)), tie("p1", "p2", 2.0, date(2023, 5, 1))]
    ties += [{**tie("p1", "p2", 1.0, date(2024, 8, 1)), "relation": "kjenner"}]
    return Shelf(register(actors=people(*ids), ties=ties))


def test_two_dates(environment: Environment) -> None:
    found = asked(dated(), environment, dates=(FIRST, LAST))
    assert [time.day for time in found.times] == [FIRST, LAST]
    assert [time.ties for time in found.times] == [13, 20]
    assert turned(found) == {"kom_til": 8, "falt_bort": 1, "sterkere": 1, "svakere": 0, "uendret": 11}
    assert {one.code: one.count for one in found.ties.formed} == {
        "nydannet": 8, "nyregistrert": 0, "ukjent": 0,
    }  # fmt: skip
    assert found.ties.overlap.value == 12 / 21
    assert found.comparable
    assert (found.points, found.steps) == ((), ())
    assert {line.turn for line in found.ties.lines or ()} == {"kom_til", "falt_bort", "sterkere"}
    codes = [note.code for note in found.notes]
    assert "note.changed_actors_undated" in codes
    undated = next(note for note in found.notes if note.code == "note.changed_ties_undated")
    assert undated.params == {"count": 11, "of": 22}


def test_the_figures_are_the_library_s_own_with_p_corrected(environment: Environment) -> None:
    workspace = dated()
    found = asked(workspace, environment, dates=(FIRST, LAST), seed=3)
    whole = workspace.dataset("lite").register
    own = change(whole.at(FIRST), whole.at(LAST), COLLABORATION, since=FIRST, seed=3)
    assert [line.before.value for line in found.quantities] == [said(one.value) for one in own.before]
    tested = [line.tested for line in found.quantities if line.tested is not None]
    assert [one.value for one in tested] == [said(one.value) for one in own.changed]
    own_p = [one.p for one in own.changed]
    assert [one.p for one in tested] == [said(p) for p in own_p]
    assert [one.corrected for one in tested] == [said(p) for p in benjamini_hochberg(own_p)]
    assert any(one.p is not None for one in tested)
    assert all(one.corrected >= one.p for one in tested if one.p is not None and one.corrected is not None)
    untested = [line.code for line in found.quantities if line.tested is None]
    assert untested == ["paa_tvers_mot_ventet"]
    assert len(tested) == len(PAIRED)


def test_three_dates_are_a_series(environment: Environment) -> None:
    found = asked(dated(), environment, dates=(FIRST, MIDDLE, LAST))
    assert [point.day for point in found.points] == [FIRST, MIDDLE, LAST]
    assert [point.figures[0].ties for point in found.points] == [13, 21, 20]
    assert all(point.figures[0].interval for point in found.points)
    steps = [{one.code: one.count for one in step.turns} for step in found.steps]
    assert [(step["kom_til"], step["falt_bort"], step["sterkere"]) for step in steps] == [
        (8, 0, 0),
        (0, 1, 1),
    ]
    assert turned(found)["kom_til"] == 8  # from the first to the last
    assert "note.changed_series" in [note.code for note in found.notes]


def test_what_is_planted_between_two_datasets_is_found_exactly(environment: Environment) -> None:
    before = register(
        actors=people("f1", "f2", "f3", "a1", "i1"), collections=[collected()],
        ties=[tie("f1", "f2"), tie("f2", "a1", 2.0), tie("f3", "a1", 2.0), tie("f1", "i1"), tie("f1", "a1")],
    )  # fmt: skip
    after = register(
        actors=people("f1", "f2", "a1", "i1", "t1"),
        collections=[collected(begun=date(2024, 9, 1), ended=None)],
        ties=[
            tie("f1", "f2", 3.0), tie("f2", "a1", 0.5), tie("f1", "i1"), tie("t1", "f2"),
            tie("t1", "a1", 1, date(2024, 5, 1)), tie("t1", "f1", 1.0, date(2020, 1, 1)),
        ],
    )  # fmt: skip
    found = asked(two(before, after), environment, before="gammelt")
    assert [time.label for time in found.times] == ["Gammelt", "Lite"]
    assert ([one.id for one in found.actors.entered], [one.id for one in found.actors.left]) == (
        ["t1"],
        ["f3"],
    )
    assert [one.id for one in found.actors.stayed] == ["a1", "f1", "f2", "i1"]
    lines = {(line.one, line.other): (line.turn, line.before, line.after, line.formed)
             for line in found.ties.lines or ()}  # fmt: skip
    assert lines == {
        ("f1", "f2"): ("sterkere", 1.0, 3.0, None), ("a1", "f2"): ("svakere", 2.0, 0.5, None),
        ("a1", "f3"): ("falt_bort", 2.0, 0.0, None), ("a1", "f1"): ("falt_bort", 1.0, 0.0, None),
        ("a1", "t1"): ("kom_til", 0.0, 1.0, "nydannet"),
        ("f1", "t1"): ("kom_til", 0.0, 1.0, "nyregistrert"), ("f2", "t1"): ("kom_til", 0.0, 1.0, "ukjent"),
    }  # fmt: skip
    assert turned(found)["uendret"] == 1
    said = next(note for note in found.notes if note.code == "note.changed_formed")
    assert said.params == {"count": 3, "formed": 1, "registered": 1, "unknown": 1}
    assert found.ties.overlap_stayed.of == 4
    first = found.quantities[0]
    assert first.before.interval is None
    assert first.before.why is not None
    assert first.tested is not None
    assert first.tested.verdict == Message("verdict.too_few")


def test_a_municipality_that_merged_follows_its_former_numbers(environment: Environment) -> None:
    """Selje and Eid are read with Stad's number; the network elsewhere is no part of it."""
    row = collected(municipality=STAD)
    before = register(
        actors=[*people("a-selje", "a-eid", "f1", "f2", home=STAD), *people("f9")], collections=[row],
        ties=[tie("a-selje", "f1"), tie("a-eid", "f1"), tie("a-selje", "a-eid"), tie("f1", "f9")],
    )  # fmt: skip
    after = register(
        actors=people("a-stad", "f1", "f3", home=STAD), collections=[row], ties=[tie("a-stad", "f1", 2.0)]
    )
    for number in (STAD, "1441", "Stad"):
        found = asked(two(before, after), environment, before="gammelt", municipality=number)
        assert [(one.before, one.after) for one in found.alignment] == [
            ("a-eid", "a-stad"),
            ("a-selje", "a-stad"),
        ]
        assert turned(found) == {"kom_til": 0, "falt_bort": 0, "sterkere": 0, "svakere": 0, "uendret": 1}
        assert found.ties.inward == 1
        assert [one.id for one in found.actors.left] == [
            "f2"
        ]  # an association is no body of the municipality
        assert {"note.changed_found_again", "note.changed_inward"} <= {note.code for note in found.notes}
    with pytest.raises(InputError, match="unknown_municipality"):
        asked(two(before, after), environment, before="gammelt", municipality="Atlantis")


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ([collected()], [collected(season="vaar")], [("arstid", True)]),
        ([collected()], [collected(answered=50)], [("svarprosent", True)]),
        ([collected()], [collected(form=None)], [("skjema", False)]),
        ([collected(form="B")], [collected(invited=None)], [("skjema", True), ("svarprosent", False)]),
        ([], [collected()], [(one, False) for one in ("skjema", "avgrensning", "arstid", "svarprosent")]),
    ],
)
def test_datasets_that_were_not_registered_alike_are_not_compared(
    then: list[Row], now: list[Row], told: list[tuple[str, bool]], environment: Environment
) -> None:
    ids, ties = ("f1", "f2", "f3"), [tie("f1", "f2")]
    workspace = two(
        register(actors=people(*ids), ties=ties, collections=then),
        register(
            actors=people(*ids), ties=[*ties, tie("f2", "f3")], collections=now, challenges=[challenge()]
        ),
    )
    found = asked(workspace, environment, before="gammelt", arena="sak")
    assert not found.comparable
    assert [(line.condition, line.differs) for line in found.conditions] == told
    assert all(line.mend.code.startswith("hint.") for line in found.conditions)
    assert found.quantities == ()
    assert found.arena is None
    assert found.ties.overlap.value is None
    assert found.summary.code == "changed.summary_apart"
    assert turned(found)["kom_til"] == 1  # what is registered is told all the same


def test_datasets_of_other_municipalities_are_not_compared(environment: Environment) -> None:
    before = register(actors=people("f1"), collections=[collected()])
    after = register(actors=[*people("f1"), *people("f2", home=STAD)], collections=[collected()])
    found = asked(two(before, after), environment, before="gammelt")
    assert [(line.condition, line.municipality) for line in found.conditions] == [("avgrensning", None)]
    assert asked(two(before, after), environment, before="gammelt", municipality=VERDAL).comparable


def arena_workspace(new: list[tuple[str, str]]) -> Shelf:
    """Ten associations and ten committees; five of each took part."""
    ids = [f"{side}{n}" for side in "fp" for n in range(10)]
    ties = [tie(f"f{n}", f"f{(n + 1) % 10}") for n in range(10)] + [
        tie(f"p{n}", f"p{(n + 1) % 10}") for n in range(10)
    ]
    ties += [tie(one, other, begun=MIDDLE) for one, other in new]
    took_part = [
        {"challenge": "sak", "actor": f"{side}{n}", "phase": "definere"} for side in "fp" for n in range(5)
    ]
    return Shelf(register(actors=people(*ids), ties=ties, challenges=[challenge()], involvements=took_part))


def test_an_arena_with_and_without_effect(environment: Environment) -> None:
    within = [(f"f{one}", f"p{other}") for one in range(5) for other in range(5) if (one + other) % 2]
    found = asked(arena_workspace(within), environment, dates=(FIRST, LAST), arena="sak").arena
    assert found is not None
    assert (found.took_part, found.registered, found.new_ties) == (10, 10, len(within))
    assert found.verdict == Message("verdict.over")
    assert found.usual is not None
    assert found.new_ties > found.usual[1]
    elsewhere = [
        (f"f{one}", f"p{other}") for one in range(10) for other in range(10) if (one + other) % 5 == 0
    ]
    spread = asked(arena_workspace(elsewhere), environment, dates=(FIRST, LAST), arena="sak").arena
    assert spread is not None
    assert spread.verdict == Message("verdict.in_line")
    nothing = asked(arena_workspace([]), environment, dates=(FIRST, LAST), arena="sak").arena
    assert nothing is not None
    assert (nothing.verdict, nothing.p, nothing.usual) == (Message("verdict.too_few"), None, None)
    with pytest.raises(InputError, match="unknown_challenge"):
        asked(arena_workspace([]), environment, dates=(FIRST, LAST), arena="annen")


def test_those_who_took_part_by_the_earlier_dataset_are_found_by_their_later_id(
    environment: Environment,
) -> None:
    took_part = [{"challenge": "sak", "actor": "f1", "phase": "definere"}]
    before = register(
        actors=people("f1", orgnr="974760673"), collections=[collected()], challenges=[challenge()],
        involvements=took_part,
    )  # fmt: skip
    after = register(actors=people("f2", orgnr="974760673"), collections=[collected()])
    found = asked(two(before, after), environment, before="gammelt", arena="sak")
    assert found.arena is not None
    assert (found.arena.took_part, found.arena.registered, found.arena.title) == (1, 1, "Saken")
    assert [one.how.code for one in found.alignment] == ["changed.by_orgnr"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "change_without_times"),
        ({"dates": (FIRST,)}, "change_one_day"),
        ({"dates": (FIRST, LAST, FIRST)}, "change_same_day"),
        ({"dates": (FIRST, LAST), "before": "gammelt"}, "change_two_ways"),
        ({"before": "lite"}, "change_same_dataset"),
        ({"before": "borte"}, "unknown_dataset"),
    ],
)
def test_two_times_are_said_in_one_way(more: dict[str, Any], code: str, environment: Environment) -> None:
    with pytest.raises(InputError) as told:
        asked(two(register(actors=[]), register(actors=[])), environment, **more)
    assert told.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).say(told.value.message)
    assert code == "unknown_dataset" or told.value.hint == Message("hint.change_times")


def test_a_period_is_no_second_way_to_say_when(environment: Environment) -> None:
    request = ChangeRequest(NetworkRequest("lite", since=FIRST), dates=(FIRST, LAST))
    with pytest.raises(InputError, match="change_with_period"):
        change_over_time(dated(), request, environment)


def test_a_version_is_named_by_its_number(
    kept: KeptWorkspace, environment: Environment, tmp_path: Path
) -> None:
    folder = tmp_path / "verdal"
    folder.mkdir()
    (folder / "aktorer.csv").write_text(
        "id,navn,type,kommune,kilde\na,A,frivillig,5038,Oppdiktet\nb,B,frivillig,5038,Oppdiktet\n",
        encoding="utf-8",
    )
    head = "fra_aktor,til_aktor,type,kilde\n"
    for number, rows in enumerate(("", "a,b,samarbeider,Oppdiktet\n")):
        (folder / "relasjoner.csv").write_text(head + rows, encoding="utf-8")
        commit_path(kept, CommitRequest("verdal", "Prøve", number), folder)
    for dataset, before in (("verdal", "1"), ("verdal", "verdal@1"), ("verdal@2", "1")):
        found = change_over_time(kept, ChangeRequest(NetworkRequest(dataset), before=before), environment)
        assert turned(found)["kom_til"] == 1
        assert found.times[0].dataset == "verdal@1"
        assert [line.condition for line in found.conditions][:1] == ["skjema"]
    with pytest.raises(InputError, match="unknown_version"):
        change_over_time(kept, ChangeRequest(NetworkRequest("verdal"), before="9"), environment)


def with_persons() -> Shelves:
    """Three persons went, six came and five stayed; one of them is a person in the earlier one only."""
    stay = [f"i{n}" for n in range(5)]
    row = collected()
    before = register(
        actors=[
            *people(*stay, "i90", "i91", "i92", "f1", "f2"), actor("f7", "innbygger", municipality=VERDAL),
        ],
        ties=[tie("i90", "f1"), tie("i0", "f2"), tie("f1", "f2")],
        collections=[row], challenges=[challenge()],
        involvements=[{"challenge": "sak", "actor": "i0", "phase": "definere"}],
    )  # fmt: skip
    after = register(
        actors=people(*stay, *(f"i8{n}" for n in range(6)), "f1", "f2", "f3", "f7"),
        ties=[tie("i80", "f1"), tie("i1", "f2"), tie("f1", "f2"), tie("f3", "f7"), tie("f3", "f2")],
        collections=[row],
    )  # fmt: skip
    return two(before, after)


def test_the_public_edition_holds_no_person(environment: Environment) -> None:
    words = catalogue("nb")
    working, public = (
        asked(with_persons(), environment, before="gammelt", arena="sak", edition=edition)
        for edition in Edition
    )
    told = working.actors
    assert (told.persons_entered, told.persons_left, told.persons_stayed) == (6, 3, 6)
    told = public.actors
    assert (told.persons_entered, told.persons_left, told.persons_stayed) == (Message("word.hidden"),) * 3
    assert [one.id for one in (*told.entered, *told.left, *told.stayed)] == ["f3", "f1", "f2"]
    assert public.ties.lines is None
    assert (turned(public)["kom_til"], turned(working)["kom_til"]) == (1, 4)
    assert public.data_version is None
    assert working.data_version is not None
    assert public.arena is not None
    assert public.arena.registered == 0
    text = orjson.dumps(jsonable(public, words)).decode()
    everybody = {
        str(one) for name in ("lite", "gammelt") for one in with_persons().dataset(name).register.ids
    }
    for one in sorted(everybody - {"f1", "f2", "f3"}):
        assert f'"{one}"' not in text
        assert f'"{one.capitalize()}"' not in text
    assert '"i80"' in orjson.dumps(jsonable(working, words)).decode()


def test_every_answer_is_plain_json_and_sentences(environment: Environment) -> None:
    asks: list[tuple[Shelf, dict[str, Any]]] = [
        (with_persons(), {"before": "gammelt"}), (dated(), {"dates": (FIRST, MIDDLE, LAST)}),
        (Shelf(register(actors=[])), {"dates": (FIRST, LAST)}),
        (two(register(actors=people("f1")), register(actors=[])), {"before": "gammelt"}),
    ]  # fmt: skip
    for workspace, more in asks:
        for edition in Edition:
            found = asked(workspace, environment, edition=edition, **more)
            for language in LANGUAGES:
                words = catalogue(language)
                again = json.loads(orjson.dumps(jsonable(found, words)))
                assert again["summary"]["text"] == words.say(found.summary)
                assert "NaN" not in json.dumps(again)
                assert again["request"]["edition"] == edition.value


def test_the_same_question_has_the_same_answer(environment: Environment) -> None:
    first = asked(dated(), environment, dates=(FIRST, LAST))
    assert first == asked(dated(), environment, dates=(FIRST, LAST))
    other = replace(first.request, network=NetworkRequest("lite", relations=("kjenner",)))
    assert change_over_time(dated(), other, environment).relations == ("kjenner",)
    assert set(first.relations) == COLLABORATION
