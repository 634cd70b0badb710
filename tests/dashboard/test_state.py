"""The address is the state: what is asked can be read back from it, and from the command beside it."""

from __future__ import annotations

import contextlib
import shlex
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard import state, team_state
from dashboard.pages.team_fields import FIELDS, WEIGHTS, asked, standing
from matchmaker.cli import parser, team
from matchmaker.kernel.errors import Change, InputError, Message, Relaxation
from matchmaker.model.vocabulary import Sector
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.repeat import gaps_command, team_command
from matchmaker.services.rules import Body
from matchmaker.services.team import TeamRequest
from matchmaker.services.team_wish import USUAL_RULES, weighted

# what an id may look like: matchmaker.sources.cells.cells
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,12}", fullmatch=True)
# a dataset's name is a file's name: letters of any kind, spaces and signs that addresses must escape
NAMES = st.text(
    st.characters(categories=("L", "N"), include_characters=" -_.&=+%#?é"), min_size=1, max_size=15
)
LISTS = st.lists(IDS, unique=True, max_size=5).map(tuple)
LANGUAGES = st.sampled_from(("nb", "nn", "en"))


PARSER = parser.build("nb")
COUNTS = st.integers(1, 9_999)
# pairs are spelt a:b, so an id with a colon cannot stand in one
PLAIN_IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
# free words: what a person may write in a field, commas and signs that addresses must escape with them
WORDS = st.text(
    st.characters(categories=("L", "N"), include_characters=" ,.-&+%#?«»"), min_size=1, max_size=20
)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
RULES = st.lists(st.sampled_from(("mindreaarig_ikke_alene", "offentlig_og_privat")), unique=True)


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, unique=True, max_size=4).map(tuple)


@st.composite
def team_requests(draw: st.DrawFn) -> TeamRequest:
    """Every part of a wish but the budget, which is not the address's to say."""
    changed = draw(st.dictionaries(st.sampled_from(WEIGHTS), st.floats(0.001, 1000), max_size=3))
    usual = () if draw(st.booleans()) else USUAL_RULES
    return TeamRequest(
        dataset=draw(NAMES),
        challenge=draw(IDS),
        min_size=draw(st.integers(0, state.MOST_SEATS)),
        max_size=draw(st.integers(0, state.MOST_SEATS)),
        include=draw(LISTS),
        exclude=draw(LISTS),
        at_least=draw(several(st.tuples(st.sampled_from([s.value for s in Sector]), COUNTS))),
        at_least_with=draw(several(st.tuples(CODES, WORDS, st.integers(0, 99)))),
        at_most_with=draw(several(st.tuples(CODES, WORDS, st.integers(0, 99)))),
        most_each=draw(several(st.tuples(CODES, COUNTS))),
        no_majority=draw(several(CODES)),
        together=draw(several(st.tuples(PLAIN_IDS, PLAIN_IDS))),
        apart=draw(several(st.tuples(PLAIN_IDS, PLAIN_IDS))),
        cover=draw(several(st.tuples(CODES, COUNTS))),
        rules=(*usual, *draw(RULES)),
        body=draw(st.sampled_from(Body)),
        place=draw(st.none() | IDS),
        needs=draw(several(st.tuples(CODES, COUNTS, st.integers(1, 3)))),
        hold=draw(several(WORDS)),
        meeting=draw(st.none() | st.sampled_from(("5038", "0301", "Verdal"))),
        hours=draw(st.none() | st.floats(0, 9_999)),
        times=draw(several(WORDS)),
        languages=draw(several(WORDS)),
        compare=draw(several(CODES)),
        resident_seats=draw(st.integers(0, 99)),
        on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        seed=draw(st.integers(0, 999_999_999)),
        weights=weighted(changed.items()),
    )


@st.composite
def gaps_requests(draw: st.DrawFn) -> GapsRequest:
    return GapsRequest(
        dataset=draw(NAMES),
        challenge=draw(st.none() | IDS),
        team=draw(LISTS),
        ages=draw(st.tuples(st.integers(0, 105), st.integers(0, 105))),
        on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        edition=draw(st.sampled_from(Edition)),
    )


@given(team_requests())
def test_a_wish_for_a_team_survives_the_address(request: TeamRequest) -> None:
    assert team_state.team_request(team_state.team_query(request), "other") == request


@given(gaps_requests())
def test_a_question_about_gaps_survives_the_address(request: GapsRequest) -> None:
    assert state.gaps_request(state.gaps_query(request), "other") == request


@given(team_requests(), LANGUAGES)
def test_the_command_beside_a_team_asks_for_the_same(request: TeamRequest, language: str) -> None:
    assume(request.compare)  # the command has no way to compare by nothing
    words = shlex.split(team_command(request, language))
    args = PARSER.parse_args(words[1:])
    assert team.team_request(args) == request
    assert args.lang == language


@given(gaps_requests(), LANGUAGES)
def test_the_command_beside_the_gaps_asks_for_the_same(request: GapsRequest, language: str) -> None:
    words = shlex.split(gaps_command(request, language))
    args = PARSER.parse_args(words[1:])
    assert (args.dataset, args.challenge, args.ages) == (request.dataset, request.challenge, request.ages)
    assert tuple(part for part in args.team.split(",") if part) == request.team
    assert args.on == (request.on.isoformat() if request.on else None)
    assert (args.edition, args.lang) == (request.edition.value, language)


@given(team_requests(), IDS)
def test_locking_twice_and_taking_back_a_swap_change_nothing(request: TeamRequest, actor: str) -> None:
    once = team_state.locked(request, actor)
    assert (actor in once.include) is (actor not in request.include)
    assert actor not in team_state.locked(once, actor).include or actor in request.include
    swapped = team_state.swapped(request, actor)
    assert actor in swapped.exclude
    assert actor not in swapped.include


@given(st.text(max_size=60))
def test_any_address_is_read_or_refused_in_words(text: str) -> None:
    for read in (team_state.team_request, state.gaps_request):
        with contextlib.suppress(InputError):
            read(text, "innherred")
    assert state.route(text).language in ("nb", "nn", "en")


@pytest.mark.parametrize(
    ("search", "code"),
    [
        ("?storrelse=mange", "bad_size"),
        ("?storrelse=4-9999", "bad_size"),
        ("?minst=frivillig", "bad_address_wish"),
        ("?minst=frivillig:10000", "bad_address_wish"),
        ("?behov=lokaler:mange", "bad_address_wish"),
        ("?sammen=a", "bad_address_wish"),
        ("?hoyst_med=kjonn:2", "bad_address_wish"),
        ("?timer=nan", "bad_address_wish"),
        ("?timer=mange", "bad_address_wish"),
        ("?organ=klubb", "bad_address_wish"),
        ("?innbyggerplasser=-1", "bad_address_wish"),
        ("?vekt=need", "bad_address_wish"),
        ("?vekt=finnes_ikke%3D2", "unknown_weight"),
        ("?vekt=need%3Dnan", "bad_weight"),
        ("?vekt=need%3D-1", "bad_weight"),
        ("?dato=i-dag", "bad_date"),
        ("?aldre=unge", "bad_ages"),
    ],
)
def test_what_cannot_be_read_is_refused(search: str, code: str) -> None:
    read = state.gaps_request if code == "bad_ages" else team_state.team_request
    with pytest.raises(InputError) as caught:
        read(search, "innherred")
    assert caught.value.code == code


def test_a_relaxation_changes_every_part_it_names() -> None:
    wish = TeamRequest("d", "c", 8, 8, ("a", "b"), ("x",), (("frivillig", 3), ("politiker", 1)))
    said = Message("word.yes")
    changes = (
        Change("min_size", "set", 5, said),
        Change("max_size", "set", 9, said),
        Change("include", "remove", "a", said),
        Change("exclude", "remove", "x", said),
        Change("at_least", "set", "frivillig:2", said),
        Change("at_least", "set", "politiker:0", said),
    )
    assert team_state.relaxed(wish, Relaxation(changes)) == TeamRequest(
        "d", "c", 5, 9, ("b",), (), (("frivillig", 2),)
    )


def test_a_relaxation_eases_the_wishes_that_may_be_said_several_times() -> None:
    wish = TeamRequest(
        "d", "c", at_least_with=(("kjonn", "kvinne", 3),), at_most_with=(("kjonn", "mann", 1),),
        most_each=(("enhet", 1), ("husholdning", 1)), no_majority=("sektor", "kommune"),
        together=(("b", "a"), ("c", "d")), apart=(("e", "f"),), cover=(("lokaler", 2), ("forankring", 1)),
        rules=(*USUAL_RULES, "mindreaarig_ikke_alene"),
    )  # fmt: skip
    said = Message("word.yes")
    changes = (
        Change("at_least_with", "set", "kjonn=kvinne:2", said),
        Change("at_most_with", "set", "kjonn=mann:2", said),
        Change("most_each", "set", "enhet:2", said),
        Change("no_majority", "remove", "sektor", said),
        Change("together", "remove", "a:b", said),
        Change("apart", "remove", "e:f", said),
        Change("cover", "set", "lokaler:1", said),
        Change("cover", "set", "forankring:0", said),
        Change("rules", "remove", "leder_og_ansatt", said),
    )
    assert team_state.relaxed(wish, Relaxation(changes)) == TeamRequest(
        "d", "c", at_least_with=(("kjonn", "kvinne", 2),), at_most_with=(("kjonn", "mann", 2),),
        most_each=(("enhet", 2), ("husholdning", 1)), no_majority=("kommune",), together=(("c", "d"),),
        cover=(("lokaler", 1),), rules=("mindreaarig_ikke_alene",),
    )  # fmt: skip


@given(team_requests())
def test_a_form_that_nobody_touches_asks_for_what_the_address_asked_for(request: TeamRequest) -> None:
    again = asked(request, (request.min_size, request.max_size), standing(request))
    # the fields hold one number per side, unit and household, and words without spaces around them
    assert standing(again) == standing(asked(again, (again.min_size, again.max_size), standing(again)))
    kept = ("min_size", "max_size", "include", "exclude", "together", "apart", "needs", "rules", "weights",
            "at_least_with", "at_most_with", "body", "place", "compare", "resident_seats", "on", "seed",
            "no_majority", "meeting", "times")  # fmt: skip
    for name in kept:
        if name == "no_majority":
            assert set(again.no_majority) == set(request.no_majority)
        else:
            assert getattr(again, name) == getattr(request, name), name
    assert len(FIELDS) == len(standing(request))


@pytest.mark.parametrize(
    ("path", "language", "page"),
    [
        ("/nn/nettverk", "nn", "nettverk"),
        ("/en/naar-vi-ikke/", "en", "naar-vi-ikke"),
        ("/nb", "nb", None),
        ("/se/oversikt", "nb", None),
        ("/nb/oversikt/mer", "nb", None),
        (None, "nb", None),
    ],
)
def test_a_path_leads_to_a_page_or_nowhere(path: str | None, language: str, page: str | None) -> None:
    assert state.route(path) == state.Route(language, page)


def test_a_value_is_changed_where_it_stands_and_what_is_said_already_changes_nothing() -> None:
    search = "?a=1&del=invitasjon&b=2"
    assert state.changed(search, "del", "invitasjon") == search
    assert state.changed(search, "del", "team") == "?a=1&del=team&b=2"
    assert state.changed(search, "c", "3") == f"{search}&c=3"
    assert state.changed(search, "del", None) == "?a=1&b=2"
