"""The command ``team``: what it reads, what it writes, and that the two are the same."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.cli import parser, team_text, text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.cli.paper import Paper
from matchmaker.cli.team import team_request
from matchmaker.kernel.errors import InputError, Message, SeveralErrors
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.matching.team.weights import Weights
from matchmaker.rules.rule import Body, rules
from matchmaker.services.environment import Environment
from matchmaker.services.repeat import team_command
from matchmaker.services.team import suggest_team
from matchmaker.services.team_others import DifferentRequest, FrontRequest, other_teams, team_front
from matchmaker.services.team_spelling import SPELLINGS, count_of, need_of, pair_of, trait_of
from matchmaker.services.team_why_not import WhyNotRequest, why_not_somebody
from matchmaker.services.team_wish import TeamRequest
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

PARSER = parser.build("nb")
SKOLE = ("team", "innherred", "--challenge", "skole", "--size", "4")

# -- options → request → command → options ------------------------------------------------------------

IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True)
TEXTS = st.text(
    st.characters(categories=("L", "N"), include_characters=" ,:=.-«»'\"$"), min_size=1, max_size=12
)
COUNTS = st.integers(1, 10**6)
SAID: dict[Callable[[str], Any], st.SearchStrategy[str]] = {
    str: TEXTS,
    count_of: st.builds("{}:{}".format, IDS, COUNTS),
    trait_of: st.builds("{}={}:{}".format, IDS, TEXTS, st.integers(0, 99)),
    pair_of: st.builds("{}:{}".format, IDS, IDS),
    need_of: IDS
    | st.builds("{}:{}".format, IDS, COUNTS)
    | st.builds("{}:{}:{}".format, IDS, COUNTS, st.integers(1, 3)),
}
RULE = st.sampled_from([rule.id for rule in rules()])
ONCE: dict[str, st.SearchStrategy[str]] = {
    "body": st.sampled_from([body.value for body in Body]),
    "place": IDS,
    "meeting": TEXTS,
    "hours": st.floats(allow_nan=False).map(str),
    "compare": st.just("ingen") | st.lists(IDS, min_size=1, max_size=3).map(",".join),
    "resident-seats": st.integers(-5, 99).map(str),
    "on": st.dates().map(str),
    "seed": st.integers().map(str),
    "budget": st.integers().map(str),
    "size": st.integers().map(str),
    "min-size": st.integers().map(str),
    "max-size": st.integers().map(str),
}
WEIGHT = st.builds("{}={}".format, st.sampled_from([f.name for f in fields(Weights)]), st.floats(0.001, 1000))


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """Any wish that can be said, in any order."""
    said = [(one.option, SAID[one.read]) for one in SPELLINGS] + [
        ("rule", RULE),
        ("without-rule", RULE),
        ("weight", WEIGHT),
    ]
    parts = [
        f"--{option}={value}" for option, values in said if draw(st.booleans())
        for value in draw(st.lists(values, min_size=1, max_size=3))
    ]  # fmt: skip
    parts += [f"--{option}={draw(values)}" for option, values in ONCE.items() if draw(st.booleans())]
    return ["team", draw(IDS), f"--challenge={draw(TEXTS)}", *draw(st.permutations(parts))]


@given(commands(), st.sampled_from(LANGUAGES))
def test_the_command_beside_an_answer_gives_the_same_request(words: list[str], language: Language) -> None:
    request = team_request(PARSER.parse_args(words))
    again = shlex.split(team_command(request, language))
    assert again[0] == "matchmaker"
    options = PARSER.parse_args(again[1:])
    assert team_request(options) == request
    assert options.lang == language


def test_every_field_of_a_request_can_be_said() -> None:
    """The property above draws every field there is."""
    drawn = {one.field for one in SPELLINGS} | {option.replace("-", "_") for option in ONCE}
    told = {field.name for field in fields(TeamRequest)}
    assert told - drawn == {"dataset", "challenge", "rules", "weights"}
    assert drawn - told == {"size"}


def test_a_plain_wish_is_a_short_command() -> None:
    assert (
        team_command(TeamRequest("innherred", "skole"))
        == "matchmaker team innherred --challenge skole --size 8 --seed 0"
    )


def test_pin_and_without_are_include_and_exclude() -> None:
    one = PARSER.parse_args([*SKOLE, "--pin", "a", "--include", "b", "--without", "c"])
    assert (team_request(one).include, team_request(one).exclude) == (("a", "b"), ("c",))


def test_at_least_nobody_is_not_said() -> None:
    """A way out of an impossible wish may bring a number down to nought, which no option says."""
    wish = TeamRequest("innherred", "skole", at_least=(("politiker", 0), ("frivillig", 1)))
    again = team_request(PARSER.parse_args(shlex.split(team_command(wish))[1:]))
    assert again == replace(wish, at_least=(("frivillig", 1),))


def test_rules_stand_the_usual_ones_first() -> None:
    said = [
        *SKOLE,
        "--rule",
        "offentlig_og_privat",
        "--rule",
        "leder_og_ansatt",
        "--without-rule",
        "leder_og_ansatt",
    ]
    assert team_request(PARSER.parse_args(said)).rules == ("leder_og_ansatt", "offentlig_og_privat")
    assert team_request(PARSER.parse_args([*SKOLE, "--without-rule", "leder_og_ansatt"])).rules == ()


# -- what is printed ----------------------------------------------------------------------------------

WISH = TeamRequest("lite", "sak", 2, 3)
TOWN = Shelf(
    register(
        actors=[
            actor(name, municipality=VERDAL, hours=40)
            for name in ("hall", "store", "choir", "band", "silent")
        ],
        challenges=[challenge(), challenge("annen")],
        contributions=[
            {"actor": "hall", "contribution": "lokaler"},
            {"actor": "store", "contribution": "ressurs"},
        ],
        involvements=[{"actor": "hall", "challenge": "annen", "hours": 30}],
        ties=[{"tail": "choir", "head": "band", "relation": "samarbeider"}],
        needs=[{"challenge": "sak", "contribution": what} for what in ("lokaler", "ressurs")],
    )
)
WHEN = Environment(lambda: TODAY)


def printed(result: Any, show: Callable[..., None], language: Language) -> str:
    written = io.StringIO()
    show(result, Paper(written), catalogue(language))
    return written.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_told_in_every_language(language: Language) -> None:
    words = catalogue(language)
    team = suggest_team(TOWN, WISH, WHEN)
    front = team_front(TOWN, FrontRequest(WISH, ("coverage", "load", "ties")), WHEN)
    others = other_teams(TOWN, DifferentRequest(WISH, 2, 1, 50.0), WHEN)
    left_out = next(name for name in ("hall", "store", "choir", "band", "silent") if name not in team.members)
    missed = why_not_somebody(TOWN, WhyNotRequest(WISH, left_out), WHEN)
    assert len(front.teams) > 1
    assert len(others.teams) > 1
    for result, show in (
        (team, text.team), (front, team_text.front), (others, team_text.different),
        (missed, team_text.why_not),
    ):  # fmt: skip
        said = printed(result, show, language)
        assert "{" not in said
        assert all(words.say(note)[:40] in said.replace("\n", " ") for note in result.notes)
        assert max(map(len, said.splitlines())) <= 100
    for seat in team.seats:
        said = printed(seat, team_text.why, language)
        assert seat.name in said
        for reason in seat.reasons:
            assert words.say(reason)[:40] in said
        assert words.number(seat.adds, 2) in said


def test_a_front_is_a_table_of_its_parts_and_then_who_differs() -> None:
    front = team_front(TOWN, FrontRequest(WISH, ("coverage", "load")), WHEN)
    words = catalogue("nb")
    said = printed(front, team_text.front, "nb")
    for number, team in enumerate(front.teams, start=1):
        row = next(line for line in said.splitlines() if line.startswith(f"{number} "))
        assert row.split()[1:] == [words.number(v, 2) for v in (*team.values, team.points)]
    assert said.count(words.say(Message("teams.come", {"names": ""})).strip()) == len(front.teams) - 1


# -- several faults at once ---------------------------------------------------------------------------

SEVERAL = SeveralErrors(
    [
        InputError(
            "unknown_actor", {"actor": "x", "field": "include"}, Message("hint.did_you_mean", {"value": "y"})
        ),
        InputError("bad_size", {"low": 3, "high": 1, "field": "size"}),
    ]
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fault_has_a_line_and_below_it_how_to_mend_it(language: Language) -> None:
    words = catalogue(language)
    lines = printed(SEVERAL, text.error, language).splitlines()
    first, second = SEVERAL.errors
    assert first.hint is not None
    assert lines == [
        words.say(SEVERAL.message), f" - {words.say(first.message)}", f"   {words.say(first.hint)}",
        f" - {words.say(second.message)}",
    ]  # fmt: skip


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_several_faults_are_data_too(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = (*SKOLE, "--pin", "nobody", "--need", "trolldom", "--hours", "-1")
    code, out, err = answer(capsys, *wrong, "--json")
    said = json.loads(out)
    assert (code, err) == (Exit.BAD_INPUT, "")
    assert said["error"] == "several"
    assert [(one["error"], one["field"]) for one in said["errors"]] == [
        ("bad_hours_asked", "hours"), ("unknown_actor", "include"), ("unknown_contribution", "needs"),
    ]  # fmt: skip
    assert all(one["text"] and one["hint"]["text"] for one in said["errors"])
    code, out, err = answer(capsys, *wrong)
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert all(one["text"][:60] in err.replace("\n", " ") for one in said["errors"])


# -- exit codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--front", "shoes"), ("--front", "coverage,shoes"), ("--alternatives", "-1"),
        ("--alternatives", "1", "--different", "0"), ("--alternatives", "1", "--within", "101"),
        ("--why-not", "nobody"), ("--why", "sete-9"), ("--pin", "nobody"), ("--need", "trolldom"),
        ("--need", "lokaler:1:9"), ("--need", "lokaler:x"), ("--weight", "tie=-1"), ("--weight", "tie=nan"),
        ("--weight", "shoes=1"), ("--weight", "tie"), ("--hours", "nan"), ("--hours", "0"),
        ("--meeting", "9999"),
        ("--rule", "husregel"), ("--at-least-with", "kjonn"), ("--together", "a"),
        ("--compare", "skostorrelse"),
        ("--resident-seats", "-1"), ("--on", "2026-02-30"), ("--body", "klubb"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_asked_is_two_in_words_and_in_json(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, err = answer(capsys, *SKOLE, *words)
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert len(err.strip()) > 15
    assert "Traceback" not in err


def test_an_impossible_wish_is_three_whatever_is_asked_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    never = (*SKOLE, "--pin", "ks", "--without", "ks")
    for more in (
        (),
        ("--front", "coverage,load"),
        ("--alternatives", "1"),
        ("--why-not", "maurtuva", "--pin", "maurtuva"),
    ):
        code, out, err = answer(capsys, *never, *more)
        assert (code, out) == (Exit.IMPOSSIBLE, "")
        assert "«KS»" in err or "KS" in err
    code, out, _ = answer(capsys, *never, "--json")
    said = json.loads(out)
    assert (code, said["error"]) == (Exit.IMPOSSIBLE, "no_team_possible")
    assert {wish["code"] for wish in said["conflict"]} == {"wish.include", "wish.exclude"}


def test_names_stand_for_ids(capsys: pytest.CaptureFixture[str]) -> None:
    """What is kept and repeated has the ids, so the answer is the same to the last byte."""
    farm = "Maurtuva Vekstgård"
    for named, by_id in (
        (("--pin", farm, "--without", "KS"), ("--pin", "maurtuva", "--without", "ks")),
        (("--apart", f"{farm}:KS"), ("--apart", "maurtuva:ks")),
        (("--why-not", farm), ("--why-not", "maurtuva")),
    ):
        assert answer(capsys, *SKOLE, *named, "--json") == answer(capsys, *SKOLE, *by_id, "--json")


def test_each_answer_is_nought_and_json_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, *SKOLE, "--json")
    seats = [seat["filled_by"] for seat in json.loads(out)["seats"]]
    assert code == 0
    for more, key in (
        (("--front", "coverage,reach"), "complete"), (("--alternatives", "1"), "teams"),
        (("--why-not", "ks"), "changes"),
        (("--why", seats[0]), "by_term"), (("--why", "sete-2"), "by_term"),
    ):  # fmt: skip
        code, out, err = answer(capsys, *SKOLE, *more, "--json")
        assert (code, err) == (0, "")
        assert key in json.loads(out)
    code, out, _ = answer(capsys, *SKOLE, "--without", seats[0], "--json")
    assert seats[0] not in [seat["filled_by"] for seat in json.loads(out)["seats"]]
