"""What a network is like: the figures are the library's own; what the service adds is tested here."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isnan

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.kernel.parallel import Cancelled
from matchmaker.measures.case import Case
from matchmaker.measures.missing import Unreported, held_when_missing
from matchmaker.measures.nulls_held import measures_against_chance, quick_against_chance
from matchmaker.measures.nulls_result import corrected
from matchmaker.measures.quick import QUICK
from matchmaker.measures.registry import MEASURES
from matchmaker.measures.registry import measure as registered
from matchmaker.measures.spec import Level
from matchmaker.measures.star import star_or_mesh
from matchmaker.measures.voice import voices
from matchmaker.services import measures_asked
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.measures import (
    OVERVIEW,
    SHARES,
    VERDICTS,
    MeasuresRequest,
    MeasuresResult,
    NullModel,
    known_measures,
    measure_network,
)
from matchmaker.services.measures_chance import THINNED
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.workspace import FolderWorkspace, Workspace
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Row, Shelf, actor, register

ENVIRONMENT = Environment(lambda: TODAY)
KINDS = {"innbygger": "innbygger", "frivillig": "frivillig", "folkevalgt": "politiker",
         "kommuneadministrasjon": "administrasjon"}  # fmt: skip
LITE = NetworkRequest("lite")


def tie(tail: str, head: str, **more: object) -> Row:
    return {"tail": tail, "head": head, "relation": "samarbeider", "strength": 1.0, **more}


def club(persons: int = 6) -> Shelf:
    """A town hall in the middle of a star of four organisations, an elected council, and *persons* citizens.

    The citizens are private persons with ties to the first organisation, and one who has none.
    """
    actors = [
        actor("hall", "administrasjon", form="organisasjon", municipality=VERDAL),
        actor("raad", "politiker", form="organisasjon", municipality=VERDAL),
        *(actor(f"lag{k}", "frivillig", form="organisasjon", municipality=LEVANGER if k == 3 else VERDAL)
          for k in range(4)),
        *(actor(f"privat{k}", "innbygger", form="person", municipality=VERDAL) for k in range(persons)),
    ]  # fmt: skip
    ties = [tie("hall", "raad"), *(tie("hall", f"lag{k}") for k in range(4))]
    ties += [tie(f"privat{k}", "lag0") for k in range(persons - 1)]
    return Shelf(register(actors=actors, ties=ties))


def ask(workspace: Workspace, *measures: str, **more: object) -> MeasuresResult:
    request = replace(MeasuresRequest(LITE, measures), **more)  # type: ignore[arg-type]
    return measure_network(workspace, request, ENVIRONMENT)


def library(shelf: Shelf, seed: int = 0) -> Case:
    return Case.from_register(shelf.register, seed=seed)


def test_every_measure_has_the_librarys_own_figures() -> None:
    shelf = club()
    names = tuple(one.spec.name for one in MEASURES)
    result = ask(shelf, *names)
    case = library(shelf)
    order = {str(one): at for at, one in enumerate(case.network.ids)}
    assert [one.name for one in result.measures] == list(names)
    said = 0
    for told in result.measures:
        values = registered(told.name).of(case)
        if told.level == Level.NETWORK.value:
            found, wanted = [told.whole], [float(values)]
        elif told.level == Level.PART.value:
            found, wanted = [one.value for one in told.parts], list(values)
        else:
            found = [one.value for one in told.actors]
            wanted = [values[order[one.id]] for one in told.actors]
            assert len(found) == len(order)
        assert found == [None if isnan(one) else one for one in wanted]
        assert (told.unsaid is not None) == all(one is None for one in found)
        said += told.unsaid is None
    assert said > len(names) / 2


def test_the_star_by_hand() -> None:
    """Ten ties; the hall has five, so five without it: no pair of the six around it keeps a way."""
    result = ask(club(1), "mean_degree", "components", "kept_without_town_hall", "degree")
    assert (result.actors, result.ties, result.unconnected) == (7, 5, 1)
    whole = {one.name: one.whole for one in result.measures}
    assert whole["mean_degree"] == pytest.approx(10 / 7)
    assert whole["components"] == 2
    assert whole["kept_without_town_hall"] == 0
    degree = result.measures[3]
    assert degree.spread is not None
    assert (degree.spread.least, degree.spread.median, degree.spread.greatest) == (0, 1, 5)
    assert {one.id: one.value for one in degree.actors}["hall"] == 5


def test_the_overview_tells_its_dozen_and_both_verdicts() -> None:
    shelf = club()
    result = ask(shelf, draws=99)
    assert tuple(one.name for one in result.measures) == OVERVIEW
    assert len(OVERVIEW) == 12
    assert {one.level for one in result.measures} == {Level.NETWORK.value}
    case = library(shelf)
    star = star_or_mesh(case, 99, 0)
    assert result.star is not None
    assert (result.star.share, result.star.n, result.star.shape) == (star.share, star.n, star.shape.value)
    assert (result.star.p, result.star.draws) == (star.p, 99)
    heard = voices(case.network, case.parts(), case.deciders(), 99, 0)
    told = [(one.side, one.position, one.seats, one.standing) for one in result.voices]
    assert told == [(one.side, one.position, one.seats, one.verdict) for one in heard]
    assert told


def test_verdicts_are_asked_for_by_name_and_a_measure_once() -> None:
    result = ask(club(), "voice", "density", "density", draws=39)
    assert [one.name for one in result.measures] == ["density"]
    assert result.star is None
    assert result.voices


@pytest.mark.parametrize("directed", [False, True])
def test_against_chance_is_the_librarys_and_corrected_for_what_was_tested(*, directed: bool) -> None:
    shelf = club()
    names = ("density", "cross_share", "components", "transitivity", "degree")
    result = ask(shelf, *names, null=NullModel.SIZE, draws=99, seed=4, directed=directed)
    case = Case.from_register(shelf.register, directed=directed, seed=4)
    slow = measures_against_chance(case, [registered(one) for one in names[:4]], NullModel.SIZE, 99)
    if not directed:
        quick = {
            one.name: one for one in quick_against_chance(case.network, case.sides, NullModel.SIZE, 4, 99)
        }
        slow = tuple(quick.get(one.name, one) for one in slow)
    wanted = {one.name: one for one in corrected(slow[1:])}  # the null model keeps the density
    chance = {one.name: one.chance for one in result.measures}
    assert chance["degree"] is None
    assert chance["density"] is not None
    assert chance["density"].kept
    assert chance["density"].p is None
    assert chance["density"].verdict is None
    for name in names[1:4]:
        told, own = chance[name], wanted[name]
        assert told is not None
        assert not told.kept
        assert (told.mean, told.low, told.high, told.draws) == (own.mean, own.low, own.high, 99)
        assert (told.p, told.p_corrected) == (own.p, own.p_corrected)
        assert told.standing == own.standing().value
        assert told.verdict == Message(f"verdict.{told.standing}")
    codes = [note.code for note in result.notes]
    assert "note.measures_network_only" in codes
    assert Message("note.measures_corrected", {"count": 3}) in result.notes


def test_ties_that_were_not_reported() -> None:
    shelf = club()
    names = ("components", "cross_share", "degree")
    result = ask(shelf, *names, missing_shares=SHARES[:1], null=NullModel.DEGREE, draws=39)
    plain, judged, actors = result.measures
    assert actors.held == ()
    assert len(plain.held) == len(judged.held) == len(Unreported)
    assert plain.held[0].same_share is None
    assert judged.held[0].same_share is not None
    assert judged.name in QUICK
    assert all(one.draws == THINNED and one.ties == 1 for one in plain.held)
    # one of the ten ties goes, and all of them are bridges: there is one part more
    assert plain.whole is not None
    assert plain.held[0].mean == plain.whole + 1
    alone = ask(shelf, "cross_share", missing_shares=SHARES[:1]).measures[0]
    own = held_when_missing(
        library(shelf).network, lambda one: judged_value(one, library(shelf)), 0, THINNED, SHARES[:1]
    )
    assert [one.mean for one in alone.held] == [one.values.mean for one in own]
    assert alone.held[0].same_share is None


def judged_value(network: object, case: Case) -> object:
    from matchmaker.measures.missing import Judged

    value = registered("cross_share").of(replace(case, network=network, _held={}))  # type: ignore[arg-type]
    return Judged(float(value), "")


def test_what_is_not_registered_is_said_to_be_so() -> None:
    shelf = Shelf(register(actors=[actor("a"), actor("b")], ties=[tie("a", "b")]))
    result = ask(shelf, "direct_to_deciders", "deciders_within_2", "transitivity", "single_carrier_share")
    lacks = {one.name: one.unsaid for one in result.measures}
    asked = (Message("measures.asks_deciders"), Message("measures.asks_citizens"))
    assert lacks["direct_to_deciders"] == Message("measures.lacks", {"what": asked})
    assert lacks["deciders_within_2"] == Message("measures.lacks", {"what": asked[:1]})
    assert lacks["transitivity"] == Message("measures.not_defined", {"actors": 2, "ties": 1})
    assert lacks["single_carrier_share"] is not None
    assert all(one.whole is None for one in result.measures)


def test_nobody_and_no_tie() -> None:
    for shelf in (Shelf(register(actors=[])), Shelf(register(actors=[actor("a")]))):
        result = ask(shelf, draws=39, null=NullModel.DEGREE, missing_shares=SHARES)
        assert result.star is not None
        assert result.star.shape == "for_faa"
        assert result.star.share is None
        told = jsonable(result, catalogue("nb"))
        assert "NaN" not in json.dumps(told)
        assert result.measures[1].unsaid is not None


def test_only_the_part_that_is_meant() -> None:
    shelf = club()
    result = measure_network(
        shelf, MeasuresRequest(replace(LITE, municipality=VERDAL), ("degree",)), ENVIRONMENT
    )
    assert result.actors == 11
    assert "lag3" not in {one.id for one in result.measures[0].actors}
    with pytest.raises(InputError, match="unknown_relation"):
        ask_relations(shelf)


def ask_relations(shelf: Shelf) -> None:
    measure_network(shelf, MeasuresRequest(replace(LITE, relations=("trur",))), ENVIRONMENT)


def test_actors_stand_by_name_and_are_labelled() -> None:
    degree = ask(club(), "degree").measures[0]
    names = [one.name for one in degree.actors]
    assert names == sorted(names, key=str.casefold)
    assert all(one.synthetic for one in degree.actors)
    assert "note.measures_by_name" in [note.code for note in ask(club(), "degree").notes]


# -- the public edition ---------------------------------------------------------------------------------

ALL = tuple(one.spec.name for one in MEASURES)


def public(shelf: Workspace, *measures: str) -> str:
    result = ask(shelf, *measures, *VERDICTS, edition=Edition.PUBLIC, draws=39, null=NullModel.DEGREE)
    assert result.data_version is None
    return json.dumps(jsonable(result, catalogue("nb")), sort_keys=True)


def test_the_public_edition_names_no_private_person() -> None:
    said = public(club(6), *ALL)
    assert "lag0" in said
    assert "rivat" not in said.replace("rivatperson", "")


def test_private_persons_change_no_byte_of_the_public_edition() -> None:
    """However many there are, and whoever they know: there is nothing to find by subtraction."""
    names = ("degree", "e_i_of_side", "density", "components")
    said = {public(club(persons), *names) for persons in (0, 1, 4, 5, 9)}
    assert len(said) == 1
    answer = json.loads(said.pop())
    hidden = {one["part"]: one["hidden"] for one in answer["measures"][1]["parts"]}
    assert hidden["innbygger"]
    assert not hidden["frivillig"]
    assert answer["actors"] == 6
    working = ask(club(5), "degree", "density")
    assert (working.actors, working.unconnected, len(working.measures[0].actors)) == (11, 1, 11)


# -- size, errors, words --------------------------------------------------------------------------------


def test_what_is_too_large_is_left_out_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures_asked, "LONGEST", 1)
    monkeypatch.setattr(measures_asked, "MOST_WEDGES", 1)
    result = ask(club(), draws=39)
    assert result.star is None
    left_out = ("direct_to_deciders", "star_or_mesh")
    assert Message("note.measures_too_large", {"names": left_out}) in result.notes
    assert "direct_to_deciders" not in [one.name for one in result.measures]
    named = ask(club(), *left_out, draws=39)
    assert named.star is not None
    assert [one.name for one in named.measures] == ["direct_to_deciders"]


def test_an_unknown_measure_gives_those_spelt_most_alike() -> None:
    with pytest.raises(InputError) as caught:
        ask(club(), "densty")
    assert caught.value.code == "no_such_measure"
    assert caught.value.params["near"][0] == "density"  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "near"),
    [("gradd", ("degree",)), ("Mellomposisjon", ("betweenness", "betweenness_by_strength"))],
)
def test_an_unknown_measure_is_also_looked_for_by_what_people_call_it(
    said: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        ask(club(), said)
    assert caught.value.params["near"] == near
    assert caught.value.hint == Message("hint.measure_list")


@pytest.mark.parametrize(
    ("more", "code"),
    [({"draws": 0}, "draws_out_of_range"), ({"missing_shares": (1.5,)}, "share_out_of_range")],
)
def test_what_is_out_of_range(more: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(club(), "density", **more)
    assert caught.value.code == code


class Gone:
    """Follows the work and leaves after some measures."""

    def __init__(self, after: int) -> None:
        self.after, self.done = after, 0

    def start(self, total: int, what: str) -> None:
        assert (total, what) == (3, "progress.measures")

    def advance(self, done: int) -> None:
        self.done = done

    def cancelled(self) -> bool:
        return self.done >= self.after


def test_it_stops_between_measures_when_nobody_waits() -> None:
    gone = Gone(after=2)
    request = MeasuresRequest(LITE, ("density", "degree", "components"))
    with pytest.raises(Cancelled):
        measure_network(club(), request, Environment(lambda: TODAY, gone))
    assert gone.done == 2


def test_known_measures_are_those_of_the_registry() -> None:
    assert [one.name for one in known_measures()] == list(ALL)
    assert {one.level for one in known_measures("aktor")} == {"aktor"}
    spec = registered("constraint").spec
    told = next(one for one in known_measures(Level.ACTOR) if one.name == "constraint")
    assert (told.low, told.high, told.source) == (spec.low, spec.high, spec.source)
    assert next(one for one in known_measures() if one.name == "degree").high is None


def test_every_word_of_an_answer_can_be_said(bundled: FolderWorkspace) -> None:
    names = ("components", "cross_share", "direct_to_deciders", "degree", "e_i_of_side", *VERDICTS)
    for dataset, edition in (("vennesla", Edition.WORKING), ("sandnes_bootcamp", Edition.PUBLIC)):
        request = MeasuresRequest(
            NetworkRequest(dataset), names, NullModel.ATTRIBUTES, 9, SHARES[:1], edition=edition
        )
        result = measure_network(bundled, request, ENVIRONMENT)
        for language in LANGUAGES:
            assert "NaN" not in json.dumps(jsonable(result, catalogue(language)))
    assert [jsonable(known_measures(), catalogue(language)) for language in LANGUAGES]


def test_the_public_edition_of_a_dataset_with_persons(bundled: FolderWorkspace) -> None:
    """Sandnes has 110 invented private persons: none by id or name in the public answer."""
    actors = bundled.dataset("sandnes_bootcamp").register.actors
    persons = actors[(actors["form"] == "person").to_numpy()]
    request = MeasuresRequest(NetworkRequest("sandnes_bootcamp"), (*ALL, *VERDICTS), draws=39,
                              edition=Edition.PUBLIC)  # fmt: skip
    said = json.dumps(
        jsonable(measure_network(bundled, request, ENVIRONMENT), catalogue("nb")), ensure_ascii=False
    )
    assert len(persons) > 100
    words = [f'"{one}"' for column in ("id", "name") for one in persons[column].astype(str)]
    assert [word for word in words if word in said] == []
