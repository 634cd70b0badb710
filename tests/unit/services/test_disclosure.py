"""The public edition tells the same whatever the hidden counts are.

Words and manners, People 9: counts of persons 0–4 all read «færre enn 5», with the shares, intervals and
totals that would give them away, and a verdict stands only if it holds for every value 0–4.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matchmaker.kernel.messages import catalogue
from matchmaker.model import vocabulary as v
from matchmaker.model.register import Register
from matchmaker.services.disclosure import VOICES, Edition, publish
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, GapsResult, find_gaps, look
from matchmaker.services.jsonable import jsonable
from matchmaker.services.protected import Beside
from tests.unit.small import VERDAL, Row, Shelf, actor, challenge, register

WHEN = Environment(lambda: date(2026, 11, 22))
SEXES = ("kvinne", "mann")
BANDS = ("13-19", "20-34", "35-49", "50-66", "67-79", "80+")
SMALL, LARGE = st.integers(0, 4), st.integers(5, 30)
NEEDS = [{"challenge": "sak", "contribution": "lokalkunnskap", "count": 100.0}]


def people(sexes: dict[str, int], bands: dict[str, int], unknown: int) -> Register:
    """Residents with these many of each sex and these many of each band, and some who say nothing.

    The first person states the first sex and the first band, and so on; those who are left over when one
    of the two has been dealt out state the other only.
    """
    dealt = {
        attribute: [category for category, count in counts.items() for _ in range(count)]
        for attribute, counts in (("kjonn", sexes), ("aldersgruppe", bands))
    }
    names = [f"p{i:03d}" for i in range(max(map(len, dealt.values())) + unknown)]
    features = [
        (name, attribute, category)
        for attribute, categories in dealt.items()
        for name, category in zip(names, categories, strict=False)
    ]
    actors: list[Row] = [
        actor("elected", "politiker", municipality=VERDAL),
        actor("club", municipality=VERDAL),
        *(actor(name, "innbygger", municipality=VERDAL) for name in names),
    ]
    involved = [{"challenge": "sak", "actor": row["id"], "phase": "definere"} for row in actors]
    return register(
        features or None, actors=actors, challenges=[challenge()], needs=NEEDS, involvements=involved
    )


def told(found: Register, edition: Edition = Edition.PUBLIC, **request: Any) -> GapsResult:
    return find_gaps(Shelf(found), GapsRequest("lite", edition=edition, **request), WHEN)


def as_json(result: GapsResult) -> str:
    """What leaves the house; of the public edition with no fingerprint of the data."""
    value = jsonable(result, catalogue("nb"))
    assert isinstance(value, dict)
    assert (value["data_version"] is None) is (result.request.edition is Edition.PUBLIC)
    return json.dumps(value, ensure_ascii=False)


@st.composite
def counts(draw: st.DrawFn, groups: tuple[str, ...]) -> dict[str, int]:
    """How many of each group, small or large."""
    return {group: draw(SMALL | LARGE) for group in groups}


def another(draw: st.DrawFn, table: dict[str, int]) -> dict[str, int]:
    """The same table with other hidden counts."""
    return {group: draw(SMALL) if count < 5 else count for group, count in table.items()}


@st.composite
def twins(draw: st.DrawFn) -> tuple[Register, Register]:
    """Two datasets with the same known counts and the same number unknown, and other hidden counts."""
    by_sex = draw(st.booleans())
    table = draw(counts(SEXES if by_sex else BANDS))
    unknown = draw(st.integers(0, 9))
    pair = []
    for one in (table, another(draw, table)):
        pair.append(people(one, {}, unknown) if by_sex else people({}, one, unknown))
    return pair[0], pair[1]


@settings(max_examples=15, phases=(Phase.generate,))
@given(twins(), st.sampled_from(("sak", None)))
def test_nothing_that_is_published_depends_on_a_hidden_count(
    drawn: tuple[Register, Register], asked: str | None
) -> None:
    """So nothing that is published lets anybody find one, by subtraction or otherwise."""
    one, other = (told(found, challenge=asked) for found in drawn)
    assert as_json(one) == as_json(other)


@settings(max_examples=8, phases=(Phase.generate,))
@given(st.data())
def test_another_attributes_total_does_not_give_a_count_away(data: st.DataObject) -> None:
    """Everybody has stated their sex, and both sexes are many: that total is told.

    A person whose band is hidden may as well have stated none; no number tells which.
    """
    draw = data.draw
    bands = draw(counts(BANDS))
    other = another(draw, bands)
    total = max(sum(bands.values()), sum(other.values())) + 5
    women = draw(st.integers(5, total - 5)) if total >= 10 else 5
    sexes = {"kvinne": women, "mann": max(total - women, 5)}
    one, two = (told(people(sexes, table, 0), challenge="sak") for table in (bands, other))
    numbers = [
        {(f.group, f.n, f.of, f.share, f.expected, f.interval, f.unknown, f.hidden) for f in result.findings}
        for result in (one, two)
    ]
    assert numbers[0] == numbers[1]
    assert one.members is two.members is None


@settings(max_examples=10, phases=(Phase.generate,))
@given(counts(SEXES), counts(BANDS), st.integers(0, 6))
def test_no_small_count_of_persons_is_published(
    sexes: dict[str, int], bands: dict[str, int], unknown: int
) -> None:
    result = told(people(sexes, bands, unknown), challenge="sak")
    assert result.members is None
    hidden = {f.group.split(":")[0] for f in result.findings if f.hidden}
    for finding in result.findings:
        if finding.persons:
            assert finding.n is None or finding.n >= 5
            assert finding.unknown is None
            if finding.group.split(":")[0] in hidden:
                assert (finding.of, finding.expected, finding.share, finding.interval) == (None,) * 4


# -- by hand ------------------------------------------------------------------------------------------


def table(result: GapsResult, attribute: str) -> dict[str, Any]:
    return {f.group: f for f in result.findings if f.group.split(":")[0] == attribute}


def test_the_working_edition_is_exact() -> None:
    women = table(told(people({"kvinne": 3, "mann": 40}, {}, 0), Edition.WORKING), "kjonn")["kjonn:kvinne"]
    assert (women.n, women.of, women.hidden) == (3, 43, False)


def test_a_hidden_group_takes_another_group_and_the_totals_of_its_attribute_with_it() -> None:
    """The number of all may be known from elsewhere: with the others shown, the hidden one would follow."""
    found = table(told(people({"kvinne": 3, "mann": 40}, {}, 0)), "kjonn")
    women, men = found["kjonn:kvinne"], found["kjonn:mann"]
    assert (women.n, women.hidden) == (None, True)
    assert (men.code, men.n, men.verdict) == ("population_hidden", None, None)
    assert (men.of, men.share, men.interval, men.expected, men.unknown) == (None,) * 5


def test_of_several_groups_the_smallest_in_the_population_is_hidden_beside() -> None:
    """Which one tells nothing about its count; the others of five and more are told, without their shares."""
    bands = {"13-19": 9, "20-34": 12, "35-49": 2, "50-66": 15, "67-79": 7, "80+": 10}
    found = table(told(people({}, bands, 0)), "aldersgruppe")
    counts = {finding.group.split(":")[1]: finding.n for finding in found.values()}
    assert counts == {**bands, "35-49": None, "80+": None}
    assert found["aldersgruppe:80+"].code == "population_hidden"
    young = found["aldersgruppe:13-19"]
    assert (young.of, young.share, young.interval, young.expected) == (None,) * 4


def test_every_hidden_group_of_an_attribute_is_spoken_of_in_the_same_words() -> None:
    """Which of them is the small one is not told, and what is said is true of both."""
    found = people({"kvinne": 8, "mann": 60}, {}, 0)
    told_ = publish(
        look(Shelf(found), GapsRequest("lite", "sak"), WHEN)[1], Edition.PUBLIC, Beside(smallest=10)
    )
    hidden = [f for f in told_ if f.group.startswith("kjonn:")]
    assert [f.code for f in hidden] == ["population_hidden", "population_hidden"]
    words = {catalogue("nb").say(f.message).split(":", 1)[1] for f in hidden}
    assert len(words) == 1
    assert "mindre gruppe" not in words.pop()


def test_where_too_few_are_left_to_hide_among_the_attribute_is_not_shown() -> None:
    """Two and eight: had the ten been known, the eight would tell the two."""
    (finding,) = table(told(people({"kvinne": 2, "mann": 8}, {}, 0)), "kjonn").values()
    assert (finding.code, finding.n, finding.of) == ("few_stated", None, None)


def test_an_attribute_without_a_small_count_keeps_its_figures() -> None:
    men = table(told(people({"kvinne": 30, "mann": 40}, {}, 0)), "kjonn")["kjonn:mann"]
    assert (men.n, men.of) == (40, 70)
    assert men.interval is not None
    assert men.unknown is None  # it may be small, and is left out always


@pytest.mark.parametrize(("women", "men"), [(0, 0), (0, 4), (4, 4), (1, 0)])
def test_where_every_group_is_small_nothing_is_told_apart(women: int, men: int) -> None:
    """Also not nobody from somebody."""
    (finding,) = table(told(people({"kvinne": women, "mann": men}, {}, 5)), "kjonn").values()
    assert finding.code == "few_stated"
    assert (finding.n, finding.of, finding.verdict) == (None, None, "too_few")
    assert catalogue("nb").say(finding.message).startswith("kjønn: for få til å vise gruppene")


def test_a_clear_verdict_is_told_although_its_count_is_hidden() -> None:
    """At most 4 of 64 where half are expected: true for every value 0–4."""
    women = table(told(people({"kvinne": 2, "mann": 60}, {}, 0)), "kjonn")["kjonn:kvinne"]
    assert (women.verdict, women.n) == ("under", None)
    assert [m.code for m in women.remedy] == ["remedy.reach_group", "remedy.practical"]


def test_a_verdict_that_rests_on_the_hidden_count_leaves_no_trace() -> None:
    """0 of 12 is under, 4 of 16 is too few to say: neither verdict, remedy, urgency nor place tells which."""
    nobody, four = (people({"kvinne": n, "mann": 12}, {}, 0) for n in (0, 4))
    exact = [table(told(found, Edition.WORKING), "kjonn")["kjonn:kvinne"] for found in (nobody, four)]
    assert [finding.verdict for finding in exact] == ["under", "too_few"]
    assert as_json(told(nobody)) == as_json(told(four))


def test_a_small_group_that_the_figures_do_not_know_is_left_out() -> None:
    """That the row is there would tell that somebody is."""
    rows = [actor(f"p{i}", "innbygger", municipality=VERDAL) for i in range(41)]
    features = [(f"p{i}", "kjonn", SEXES[i % 2]) for i in range(40)] + [("p40", "kjonn", "annet")]
    third = register(features, actors=rows, challenges=[challenge()])
    assert set(table(told(third), "kjonn")) == {"kjonn:kvinne", "kjonn:mann"}
    assert "kjonn:annet" in table(told(third, Edition.WORKING), "kjonn")


def test_a_total_of_persons_is_not_told_elsewhere_either() -> None:
    """30 looked at, 28 men: two women, had the 30 been told."""
    found = people({"kvinne": 2, "mann": 28}, {}, 0)
    team = tuple(str(i) for i in found.ids)
    for request in ({"challenge": "sak"}, {}, {"challenge": "sak", "team": team}):
        result = told(found, **request)
        assert result.members is None
        assert result.request.team == (("club",) if "team" in request else ())
        assert all(f.of is None for f in result.findings)
        assert "32" not in as_json(result).replace("2032", "")


def test_whether_anybody_belongs_to_an_affected_group_is_not_told() -> None:
    """Nobody and one person look alike, also in a team: the groups nobody has leave the one somebody has."""
    affected = [{"challenge": "sak", "group": name, "name": name} for name in ("ungdom", "eldre")]
    answers, teams = [], []
    for tags in (None, "ungdom"):
        rows = [actor(f"p{i:02d}", "innbygger", municipality=VERDAL) for i in range(12)]
        rows[0]["groups"] = tags
        involved = [{"challenge": "sak", "actor": row["id"], "phase": "drive"} for row in rows]
        found = register(actors=rows, challenges=[challenge()], affected=affected, involvements=involved)
        exact = {f.code for f in told(found, Edition.WORKING, challenge="sak").findings}
        assert "group_absent" in exact
        result = told(found, challenge="sak")
        assert "note.public_voices" in {note.code for note in result.notes}
        answers.append(as_json(result))
        for names in (("p00",), ("p00", "p01")):
            team = told(found, challenge="sak", team=names)
            assert not VOICES & {f.code for f in team.findings}
            assert "side_absent" in {f.code for f in team.findings}  # the sides of seats are in the list
            assert "note.public_groups" in {note.code for note in team.notes}
            teams.append(as_json(team))
    assert answers[0] == answers[1]
    assert teams[:2] == teams[2:]


def test_of_organisations_it_is_told_which_affected_groups_they_speak_for() -> None:
    affected = [{"challenge": "sak", "group": name, "name": name} for name in ("ungdom", "eldre")]
    club = actor("club", municipality=VERDAL, groups="ungdom")
    found = register(actors=[club], challenges=[challenge()], affected=affected)
    result = told(found, challenge="sak", team=("club",))
    assert [(f.code, f.group) for f in result.findings if f.code in VOICES] == [
        ("group_absent", "eldre"), ("group_only_represented", "ungdom"),
    ]  # fmt: skip
    assert not {"note.public_groups", "note.public_voices"} & {note.code for note in result.notes}


@pytest.mark.parametrize(("kind", "others"), [("politiker", "innbygger"), ("innbygger", "fagperson")])
def test_a_side_with_nobody_and_a_side_with_a_few_persons_give_the_same_bytes(kind: str, others: str) -> None:
    """Thirty persons on another side, a club, and nobody to four persons on the side that is looked at."""
    said = set()
    for few in range(5):
        rows = [
            *(actor(f"p{i:02d}", others, municipality=VERDAL) for i in range(30)),
            *(actor(f"q{i}", kind, municipality=VERDAL) for i in range(few)),
            actor("club", municipality=VERDAL),
        ]
        came = [{"challenge": "sak", "actor": row["id"], "phase": "drive"} for row in rows]
        found = register(actors=rows, challenges=[challenge()], needs=NEEDS, involvements=came)
        exact = {(f.code, f.group) for f in told(found, Edition.WORKING, challenge="sak").findings}
        if kind == "politiker":
            assert (("side_absent", kind) in exact) is (few == 0)
        said.add(as_json(told(found, challenge="sak")))
    assert len(said) == 1


def test_in_a_team_the_number_of_seats_does_not_give_those_away_who_have_said_nothing() -> None:
    """Forty seats, 18 women and 20 men: two have said nothing, so one of the sexes goes with them."""
    found = people({"kvinne": 18, "mann": 20}, {}, 2)
    team = tuple(str(actor) for actor in found.ids if str(actor).startswith("p"))
    shown = table(told(found, challenge="sak", team=team), "kjonn")
    assert sorted(str(f.n) for f in shown.values()) == ["20", "None"]
    assert {f.of for f in shown.values()} == {None}
    everybody = people({"kvinne": 18, "mann": 20}, {}, 9)
    team = tuple(str(actor) for actor in everybody.ids if str(actor).startswith("p"))
    assert {f.n for f in table(told(everybody, challenge="sak", team=team), "kjonn").values()} == {18, 20}


def test_organisations_are_never_hidden() -> None:
    clubs = [actor(name, municipality=VERDAL) for name in ("a", "b", "c")]
    found = register(actors=clubs, challenges=[challenge()], needs=[{**NEEDS[0], "contribution": "lokaler"}])
    result = told(found, challenge="sak", team=("a", "b"))
    assert result.members == 2
    assert result.request.team == ("a", "b")
    side = next(f for f in result.findings if f.code == "side_absent")
    assert (side.n, side.hidden) == (0, False)


def test_declining_to_say_is_unknown_and_never_a_row() -> None:
    rows = [actor(f"p{i}", "innbygger", municipality=VERDAL) for i in range(20)]
    features = [(f"p{i}", "kjonn", v.WITHHELD if i < 6 else SEXES[i % 2]) for i in range(20)]
    found = register(features, actors=rows, challenges=[challenge()])
    for edition in Edition:
        assert v.WITHHELD not in as_json(told(found, edition))
