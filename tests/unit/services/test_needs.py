"""What a challenge needs: stated and drafted, of a dataset or described, and who there is that fits."""

from __future__ import annotations

import argparse
import json
from datetime import date
from io import StringIO
from typing import Any

import pytest

from matchmaker.cli import needs_text, options_needs
from matchmaker.cli.needs import needs_request
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import vocabulary as v
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.needs import NeedLine, NeedsRequest, NeedsResult, draft
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.small import Shelf, actor, challenge, register

NOW = Environment(lambda: date(2026, 11, 22))
BUNDLED = FolderWorkspace()


def asked(**more: Any) -> NeedsResult:
    return draft(BUNDLED, NeedsRequest("innherred", **more), NOW)


def offer(who: str, grade: str, **more: Any) -> dict[str, Any]:
    return {"actor": who, "contribution": "okonomi", "grade": grade, "evidence": "dokumentert", **more}


def shelf(*offers: dict[str, Any], count: int = 1, **of_best: Any) -> Shelf:
    """Three actors without priors in the area and one outside it; the need is money."""
    actors = [actor(name, "regionraad", municipality="5038") for name in "bc"]
    actors += [actor("a", "regionraad", **{"municipality": "5038", **of_best})]
    actors += [actor("ute", "regionraad", municipality="5006")]
    needs = [{"challenge": "sak", "contribution": "okonomi", "count": count, "importance": 2}]
    held = register(actors=actors, challenges=[challenge()], needs=needs, contributions=list(offers))
    return Shelf(held)


def money(kept: Shelf, **more: Any) -> NeedLine:
    (line,) = draft(kept, NeedsRequest("lite", "sak", **more), NOW).stated
    return line


# -- who fits -------------------------------------------------------------------------------------------

ALL = (offer("a", "saerlig"), offer("b", "god"), offer("c", "noe", evidence="antatt"))


def test_how_many_fit_and_how_well_at_best() -> None:
    line = money(shelf(*ALL))
    assert (line.able, line.best) == (3, 1.0)  # 1.0, 0.8 and 0.36
    assert line.message == Message("needs.able", {"able": 3, "best": 1.0})
    assert line.stated


def test_fewer_than_the_need_asks_for_is_told() -> None:
    assert money(shelf(*ALL[1:], count=3)).message == Message("needs.too_few", {"able": 2, "best": 0.8})
    assert money(shelf(*ALL, count=3)).message == Message("needs.able", {"able": 3, "best": 1.0})


def test_nobody_is_told_and_not_passed_over() -> None:
    line = money(shelf())
    assert (line.able, line.best, line.message) == (0, 0.0, Message("needs.nobody"))


def test_a_little_is_not_nobody() -> None:
    coarser = offer("b", "noe", contribution="ressurs")  # a whole class is an offer of itself alone
    assert money(shelf(coarser)).message == Message("needs.nobody")
    kept = shelf(offer("b", "noe", contribution="fagkompetanse"))
    lines = draft(kept, NeedsRequest("lite", themes=("skole",), municipalities=("Verdal",)), NOW).drafted
    pedagogy = next(line for line in lines if line.contribution == "fag_pedagogikk")
    assert pedagogy.able == 0
    assert pedagogy.best == pytest.approx(0.4 * 0.6 * 1.0)
    assert pedagogy.message == Message("needs.only_little", {"best": pedagogy.best})


def test_the_reserved_and_those_elsewhere_are_not_counted() -> None:
    far = offer("ute", "saerlig")
    assert money(shelf(offer("a", "saerlig"), far, reserved=True)).able == 0
    assert money(shelf(offer("a", "saerlig"), far)).able == 1


def test_what_has_ended_is_not_offered() -> None:
    kept = shelf(offer("a", "saerlig", valid_to=date(2026, 6, 30)))
    assert money(kept).able == 0
    assert money(kept, on=date(2026, 6, 30)).able == 1


# -- stated and drafted ---------------------------------------------------------------------------------


def test_stated_needs_stand_as_they_are_and_are_not_drafted_again() -> None:
    result = asked(challenge="ensomhet")
    challenge = BUNDLED.dataset("innherred").register.challenge("ensomhet")
    assert [line.contribution for line in result.stated] == [need.contribution for need in challenge.needs]
    assert result.stated[0].reasons[0].params["reason"] == challenge.needs[0].reason
    assert result.drafted
    assert not {line.contribution for line in result.drafted} & {n.contribution for n in challenge.needs}
    assert result.decided_by == "kommunestyret"
    assert (result.area, result.synthetic) == (("5038",), False)


def test_every_drafted_line_has_reasons_sources_and_figures() -> None:
    for name in ("ensomhet", "tronderlaan", "skole", "region"):
        for line in asked(challenge=name).drafted:
            assert line.reasons
            assert all(line.sources)
            assert line.able is not None
            assert line.message is not None
            assert (line.best == 0) == (line.message.code == "needs.nobody")


# -- a challenge that is described ----------------------------------------------------------------------


def test_describing_a_challenge_gives_what_the_same_one_in_the_dataset_gets() -> None:
    rows = [challenge("sak", "tjeneste", themes="skole|romfart", phase="definere")]
    groups = [{"challenge": "sak", "group": "elever", "name": "elever"}]
    kept = Shelf(register(actors=[actor("a")], challenges=rows, affected=groups))
    by_id = draft(kept, NeedsRequest("lite", "sak"), NOW)
    # themes are tags in the order of the sheet
    wish = NeedsRequest(
        "lite", title="Ny", themes=("skole", "romfart"), levels=("tjeneste",), phase="definere",
        affected=("elever",), municipalities=("Verdal",),
    )  # fmt: skip
    described = draft(kept, wish, NOW)
    assert described.drafted == by_id.drafted
    assert described.unread == by_id.unread == ("romfart",)
    assert (described.title, described.stated, described.area) == ("Ny", (), ("5038",))


def test_a_challenge_may_be_described_by_little() -> None:
    result = asked(affected=("naboer",))
    assert result.title == Message("needs.untitled")
    assert result.drafted
    (note,) = [note for note in result.notes if note.code == "needs.unsaid"]
    assert note.params["what"] == tuple(Message(f"needs.unsaid.{n}") for n in ("theme", "level", "phase"))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"challenge": "ensomhet", "themes": ("skole",)}, "needs_both"),
    ({"challenge": "ensomhet", "title": "Ny"}, "needs_both"),
    ({}, "needs_nothing"),
    ({"title": "Ny", "municipalities": ("Verdal",)}, "needs_nothing"),
    ({"challenge": "finnes-ikke"}, "unknown_challenge"),
    ({"levels": ("staten",)}, "unknown_level"),
    ({"phase": "avslutte"}, "unknown_phase"),
    ({"themes": ("skole",), "municipalities": ("Atlantis",)}, "unknown_municipality"),
]


@pytest.mark.parametrize(("more", "code"), WRONG, ids=[f"{code}-{len(more)}" for more, code in WRONG])
def test_what_cannot_be_asked(more: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        asked(**more)
    assert caught.value.code == code


# -- the public edition, and words ----------------------------------------------------------------------


def test_the_public_edition_tells_no_figure() -> None:
    result = asked(challenge="ensomhet", edition=Edition.PUBLIC)
    working = asked(challenge="ensomhet")
    assert (result.candidates, result.data_version) == (None, None)
    assert {(n.able, n.best, n.message) for n in (*result.stated, *result.drafted)} == {(None, None, None)}
    assert Message("needs.not_told") in result.notes
    assert [n.reasons for n in result.drafted] == [n.reasons for n in working.drafted]
    assert working.data_version


def test_the_public_edition_is_the_same_whoever_can_contribute() -> None:
    """The same but for who offers what: not a byte differs."""
    public = NeedsRequest("lite", "sak", edition=Edition.PUBLIC)
    said = [jsonable(draft(kept, public, NOW), catalogue("nb")) for kept in (shelf(), shelf(*ALL))]
    assert said[0] == said[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said(language: Any) -> None:
    words = catalogue(language)
    for name in ("ensomhet", "tronderlaan", "skole", "region"):
        assert json.dumps(jsonable(asked(challenge=name), words))
    odd = asked(themes=("romfart",), levels=("politikk",))
    assert "romfart" in json.dumps(jsonable(odd, words))


def test_the_options_spell_the_vocabulary() -> None:
    assert tuple(level.value for level in v.Level) == options_needs.LEVELS
    assert tuple(phase.value for phase in v.Phase) == options_needs.PHASES


# -- the command line -----------------------------------------------------------------------------------


def spelt(*words: str) -> NeedsRequest:
    parser = argparse.ArgumentParser()
    options_needs.fill_needs(parser, catalogue("nb"))
    return needs_request(parser.parse_args(words))


def test_options_spell_a_request() -> None:
    assert spelt("innherred", "--challenge", "ensomhet") == NeedsRequest("innherred", "ensomhet")
    described = spelt(
        "innherred", "--title", "Ny", "--theme", "skole", "--theme", "klima", "--level", "tjeneste",
        "--phase", "drive", "--affected", "foreldre", "--municipality", "Verdal", "--on", "2026-01-02",
        "--edition", "offentlig",
    )  # fmt: skip
    assert described == NeedsRequest(
        "innherred", None, "Ny", ("skole", "klima"), ("tjeneste",), "drive", ("foreldre",), ("Verdal",),
        date(2026, 1, 2), Edition.PUBLIC,
    )  # fmt: skip


def printed(result: NeedsResult, language: Any) -> str:
    sheet = StringIO()
    needs_text.show(result, Paper(sheet), catalogue(language))
    return sheet.getvalue()


def test_the_text_says_who_decides_what_is_stated_and_why() -> None:
    text = printed(asked(challenge="ensomhet"), "nb")
    assert "Forslag – avgjøres av kommunestyret" in text
    assert text.index("Oppgitte behov") < text.index("politisk forankring") < text.index("Utkast til flere")
    assert "Fordi saken angår pårørende og voksne barn" in text
    assert "Kilde: SINTEF 2023" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_text_has_no_figure_of_who_fits(language: Any) -> None:
    working, public = (asked(challenge="skole", edition=edition) for edition in Edition)
    words = catalogue(language)
    told = [words.say(line.message) for line in (*working.stated, *working.drafted) if line.message]
    assert len(told) == len(working.stated) + len(working.drafted)
    plain = " ".join(printed(working, language).split())
    bare = " ".join(printed(public, language).split())
    assert all(sentence in plain for sentence in told)
    assert not any(sentence in bare for sentence in told)


def test_an_empty_draft_says_so() -> None:
    """Of a challenge that states everything that all need, nothing is drafted."""
    usual = ("ideutvikling", "rammekunnskap", "tilrettelegging", "koordinering", "fagkompetanse")
    rows = ["lokalkunnskap", "saksbehandling", *usual]
    needs = [{"challenge": "sak", "contribution": one} for one in rows]
    held = register(actors=[actor("a")], challenges=[challenge(levels="administrasjon")], needs=needs)
    result = draft(Shelf(held), NeedsRequest("lite", "sak"), NOW)
    assert result.drafted == ()
    assert catalogue("nb").term("needs.none_drafted") in printed(result, "nb")
