"""What ``match`` prints, and which question its options ask."""

from __future__ import annotations

import argparse
import io
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.cli import match_text
from matchmaker.cli.options_match import fill_match
from matchmaker.cli.paper import Paper
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.match_actor import ActorRequest, suggest_challenges
from matchmaker.services.match_challenges import ChallengesRequest, assign_teams
from matchmaker.services.match_supply import SupplyRequest, find_supply
from matchmaker.services.match_town_hall import TownHallRequest, ask_town_hall

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

ASKED: dict[str, tuple[Callable[..., Any], Callable[..., Any], Any]] = {
    "supply": (find_supply, match_text.show_supply, SupplyRequest("innherred", "Inderøy", most=2)),
    "town hall": (
        ask_town_hall,
        match_text.show_town_hall,
        TownHallRequest("innherred", ("fag_plan", "frivillig_innsats"), municipality="Steinkjer"),
    ),
    "actor": (suggest_challenges, match_text.show_actor, ActorRequest("innherred", "maurtuva")),
    "challenges": (
        assign_teams,
        match_text.show_challenges,
        ChallengesRequest("innherred", ("skole", "bolystteam"), 3, 3, hours=7.5),
    ),
}


def text(
    name: str, bundled: FolderWorkspace, environment: Environment, language: Language = "nb", **more: Any
) -> str:
    from dataclasses import replace

    ask, show, request = ASKED[name]
    sheet = io.StringIO()
    show(ask(bundled, replace(request, **more), environment), Paper(sheet), catalogue(language))
    return " ".join(sheet.getvalue().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_written_in_every_language(
    name: str, language: Language, bundled: FolderWorkspace, environment: Environment
) -> None:
    said = text(name, bundled, environment, language)
    assert catalogue(language).term("note.suggestion") in said
    assert catalogue(language).term("match.reserved_never") in said
    assert "{" not in said
    closed = text(name, bundled, environment, language, edition=Edition.PUBLIC)
    assert catalogue(language).term("match.not_public") in closed
    assert len(closed) < 250


def test_idle_contributions_in_words(bundled: FolderWorkspace, environment: Environment) -> None:
    said = text("supply", bundled, environment)
    assert "frivillig innsats: Frivillig organisasjon som har tatt kontakt med skolen" in said
    assert "Frivillig · oppnevnes av styret" in said
    assert "Ikke registrert brukt" in said
    assert "→ Frivillig organisasjon og skole sammen om elevenes oppvekst: Trenger frivillig innsats" in said


def test_the_town_hall_in_words(bundled: FolderWorkspace, environment: Environment) -> None:
    said = text("town hall", bundled, environment)
    assert "Hvem på rådhuset i Steinkjer kan komme?" in said
    assert "plankompetanse (bedt om) 1. Plan og utvikling, Steinkjer kommune" in said
    assert "oppnevnes av kommunedirektøren" in said
    assert "Belastningen er ukjent." in said
    assert "frivillig innsats (bedt om) Ingen i kommunen er registrert med dette." in said
    assert "3 til i kommunen har noe av dette." in said


def test_an_actors_challenges_in_words(bundled: FolderWorkspace, environment: Environment) -> None:
    said = text("actor", bundled, environment)
    assert "Utfordringer der Maurtuva Vekstgård har mest å tilføre" in said
    assert "Er allerede med i: Dagtilbud på Maurtuva Vekstgård." in said
    assert "(tilfører 36,0 poeng)" in said
    closed = text("actor", bundled, environment, edition=Edition.PUBLIC)
    assert closed.startswith("Utfordringer der aktøren har mest å tilføre Dette svaret gis bare")


def test_several_teams_in_words(bundled: FolderWorkspace, environment: Environment) -> None:
    said = text("challenges", bundled, environment)
    assert "Bevist best" in said
    assert "Regnet med 7,50 timer i året per plass." in said
    assert "Bolystteam i Steinkjer: Forslag – avgjøres av den som har ansvar for prosessen" in said
    assert "Behovene er utledet, ikke oppgitt, for Bolystteam i Steinkjer." in said
    assert "Minst dekket er «" in said


def parsed(*written: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(exit_on_error=False)
    fill_match(parser, catalogue("nb"))
    return parser.parse_args(["innherred", *written])


def test_the_options_of_each_question() -> None:
    assert parsed("--supply").supply
    asked = parsed("--request", "fag_plan, lokaler", "--theme", "eldre", "--theme", "skole")
    assert (asked.request, asked.theme) == (("fag_plan", "lokaler"), ["eldre", "skole"])
    many = parsed("--challenges", "a,b", "--size", "4", "--hours", "7.5")
    assert (many.challenges, many.size, many.min_size, many.hours) == (("a", "b"), 4, None, 7.5)
    with pytest.raises(argparse.ArgumentError):
        parsed("--supply", "--actor", "x")
