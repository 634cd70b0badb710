"""Each kind of finding about needs, sides, councils, groups and ties, on a register made for it.

The rules behind them: ``rules/expectations.csv`` (SINTEF 2023, ch. 5), ``rules/councils.csv``
(kommuneloven § 5-12) and ``rules/priors.csv`` (SINTEF 2023, ch. 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.legitimacy.composition import Composition, Scope, of_challenge, of_register, of_team
from matchmaker.legitimacy.contributions import (
    council_findings,
    group_findings,
    need_findings,
    side_findings,
    tie_findings,
)
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.roles import unlinked_councils
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def need(what: str, **more: Any) -> dict[str, Any]:
    return {"challenge": "sak", "contribution": what, **more}


def offer(who: str, what: str, **more: Any) -> dict[str, Any]:
    return {"actor": who, "contribution": what, **more}


def team(found: Register, *names: str) -> Composition:
    return of_team(found, found.challenge("sak"), names)


def by_group(found: Any) -> dict[str, Finding]:
    return {finding.group: finding for finding in found}


# -- who is looked at ---------------------------------------------------------------------------------


def test_a_composition_is_a_team_or_those_who_took_part_or_those_who_could_be_asked() -> None:
    rows: dict[str, Any] = {
        "actors": [actor("c"), actor("a", municipality=VERDAL), actor("b", municipality=LEVANGER)],
        "challenges": [challenge("sak"), challenge("annen"), challenge("alle", municipalities=None)],
        "involvements": [
            {"challenge": "sak", "actor": "c", "phase": phase} for phase in ("drive", "designe")
        ],
    }
    found = register(**rows)
    named = of_team(found, None, ["b", "a", "b"])
    assert (named.scope, named.ids()) == (Scope.TEAM, ("a", "b"))
    took_part = of_challenge(found, found.challenge("sak"))
    assert (took_part.scope, took_part.ids()) == (Scope.TOOK_PART, ("c",))
    askable = of_challenge(
        found, found.challenge("annen")
    )  # nobody is registered: Verdal and no municipality
    assert (askable.scope, askable.ids()) == (Scope.REGISTER, ("a", "c"))
    assert of_challenge(found, found.challenge("alle")).ids() == ("a", "b", "c")
    assert of_register(found).ids() == ("a", "b", "c")
    assert of_register(found).areas() == (LEVANGER, VERDAL)
    assert took_part.areas() == (VERDAL,)
    with pytest.raises(InputError):
        of_team(found, None, ["nobody"])


# -- needs --------------------------------------------------------------------------------------------


NEEDY: dict[str, Any] = {
    "actors": [
        actor("alone", municipality=VERDAL),
        actor("other", municipality=VERDAL),
        actor("best", municipality=VERDAL),
        actor("afar", municipality=LEVANGER),
        actor("silent", municipality=VERDAL, reserved=True),
        actor("everywhere"),
    ],
    "challenges": [challenge()],
}


def needs_of(needs: list[dict[str, Any]], offers: list[dict[str, Any]], *names: str) -> list[Finding]:
    found = register(**NEEDY, needs=needs, contributions=offers)
    return list(need_findings(team(found, *names)))


def test_a_need_that_is_covered_is_no_finding() -> None:
    assert needs_of([need("lokaler")], [offer("alone", "lokaler")], "alone") == []


def test_a_need_that_nobody_covers_with_whom_to_ask() -> None:
    """Those in the area or above the municipalities, best fit first; nobody who is reserved."""
    offers = [
        offer("other", "lokaler", grade="noe"),
        offer("best", "lokaler", grade="saerlig", evidence="dokumentert"),
        offer("afar", "lokaler", grade="saerlig"),
        offer("silent", "lokaler", grade="saerlig"),
        offer("everywhere", "lokaler", grade="god"),
    ]
    (finding,) = needs_of([need("lokaler", count=2.0)], offers, "alone")
    assert finding.code == "need_uncovered"
    assert finding.severity is Urgency.IMPORTANT
    assert (finding.group, finding.n, finding.of, finding.expected) == ("lokaler", 0, 1, 2.0)
    assert finding.remedy == (Message("remedy.ask", {"names": ("Best", "Everywhere", "Other")}),)


def test_a_less_important_need_is_only_noted() -> None:
    (finding,) = needs_of([need("lokaler", importance=1.0)], [], "alone")
    assert finding.severity is Urgency.NOTE
    assert finding.remedy[0].code == "remedy.find_contribution"


def test_a_private_person_is_called_by_kind_and_never_by_name() -> None:
    people = [actor("alone"), actor("secret-name", "innbygger"), actor("another", "innbygger")]
    offers = [offer("secret-name", "utstyr"), offer("another", "utstyr")]
    found = register(actors=people, challenges=[challenge()], needs=[need("utstyr")], contributions=offers)
    (finding,) = need_findings(team(found, "alone"))
    assert finding.remedy[0].params == {"names": (Message("kind.innbygger"),)}


def test_too_few_coverers_and_a_need_that_hangs_on_one() -> None:
    offers = [offer("alone", "lokaler"), offer("alone", "utstyr"), offer("other", "utstyr")]
    short, single = needs_of(
        [need("lokaler", count=3.0, importance=3.0), need("okonomi", importance=3.0)],
        [*offers, offer("alone", "okonomi")],
        "alone",
    )
    assert (short.code, short.n, short.expected) == ("need_short", 1, 3.0)
    assert (single.code, single.n, single.expected) == ("need_single", 1, 2.0)
    assert {short.severity, single.severity} == {Urgency.NOTE}
    assert needs_of([need("okonomi", importance=2.0)], [offer("alone", "okonomi")], "alone") == []


def test_where_one_covers_a_need_the_advice_is_to_find_another() -> None:
    """That nobody in the register is known for it would contradict the finding."""
    lone = offer("alone", "okonomi")
    (single,) = needs_of([need("okonomi", importance=3.0)], [lone], "alone")
    assert [remedy.code for remedy in single.remedy] == ["remedy.find_another"]
    (more,) = needs_of([need("okonomi", importance=3.0)], [lone, offer("best", "okonomi")], "alone")
    assert [remedy.code for remedy in more.remedy] == ["remedy.ask"]
    (nobody,) = needs_of([need("okonomi", importance=3.0)], [], "alone")
    assert [remedy.code for remedy in nobody.remedy] == ["remedy.find_contribution"]


def test_the_public_sentence_counts_organisations_and_tells_nothing_of_persons() -> None:
    def said(who: str, *came: str) -> Message:
        found = register(
            actors=[actor("club", municipality=VERDAL), actor("p", "innbygger", municipality=VERDAL)],
            challenges=[challenge()],
            needs=[need("okonomi", importance=3.0)],
            contributions=[offer(who, "okonomi")],
            involvements=[{"challenge": "sak", "actor": name, "phase": "drive"} for name in came],
        )
        (single,) = need_findings(of_challenge(found, found.challenge("sak")))
        assert single.code == "need_single"
        return single.public_message or single.message

    assert said("club", "club", "p").params["organisations"] == 1
    assert said("p", "club", "p").params["organisations"] == 0
    assert said("club", "club").code == "finding.need_single"  # nobody but organisations is there


def test_a_weak_guess_does_not_cover_a_need() -> None:
    """A coarser skill is too little as it is usually stated: 0.4 × 0.8 × 0.9 = 0.288, below 0.3 (ENOUGH)."""
    guess = offer("alone", "fagkompetanse", grade="noe", evidence="antatt")
    (finding,) = needs_of([need("fag_plan")], [guess], "alone")
    assert finding.code == "need_uncovered"
    (stated,) = needs_of([need("fag_plan")], [offer("alone", "fagkompetanse")], "alone")
    assert stated.code == "need_uncovered"
    proven = offer("alone", "fagkompetanse", grade="god", evidence="dokumentert")
    assert needs_of([need("fag_plan")], [proven], "alone") == []  # 0.4 × 0.8 × 1 = 0.32


def test_what_the_kind_usually_brings_counts() -> None:
    """Voluntary organisations bring voluntary effort (SINTEF 2023, ch. 5.3, line 286): 0.6 × 0.6 = 0.36."""
    assert needs_of([need("frivillig_innsats")], [], "alone") == []


def test_without_a_challenge_there_are_no_needs_sides_or_groups() -> None:
    whole = of_register(register(**NEEDY))
    assert [*need_findings(whole), *side_findings(whole), *group_findings(whole)] == []


# -- sides --------------------------------------------------------------------------------------------


def test_sides_that_are_expected_at_the_level_and_absent() -> None:
    """Tjeneste: tjeneste 3, innbygger 3, frivillig 3, administrasjon 2, politiker 1, naeringsliv 1."""
    found = register(
        actors=[
            actor("school", "skole", municipality=VERDAL),
            actor("club", municipality=VERDAL),
            actor("firm", "naeringsliv", municipality=VERDAL),
            actor("quiet", "administrasjon", municipality=VERDAL, reserved=True),
            actor("away", "politiker", municipality=LEVANGER),
        ],
        challenges=[challenge()],
    )
    absent = by_group(side_findings(team(found, "school", "club")))
    assert {group: finding.severity for group, finding in absent.items()} == {
        "innbygger": Urgency.IMPORTANT,
        "administrasjon": Urgency.IMPORTANT,
        "politiker": Urgency.NOTE,
        "naeringsliv": Urgency.NOTE,
    }
    assert absent["naeringsliv"].remedy == (Message("remedy.ask", {"names": ("Firm",)}),)
    for group in ("innbygger", "administrasjon", "politiker"):  # nobody, reserved, elsewhere
        assert absent[group].remedy[0].code == "remedy.find_side"
    assert "linje" in str(absent["innbygger"].message.params["source"])


def test_a_council_or_a_university_does_not_bring_its_side_into_the_room() -> None:
    found = register(
        actors=[actor("elders", "eldreraad", municipality=VERDAL), actor("uni", "kunnskapsmiljo")],
        challenges=[challenge()],
    )
    absent = by_group(side_findings(team(found, "elders", "uni")))
    assert {"politiker", "tjeneste"} <= set(absent)
    assert absent["politiker"].remedy[0].code == "remedy.find_side"


# -- councils -----------------------------------------------------------------------------------------


def test_a_council_whose_group_is_concerned_is_missed() -> None:
    rows: dict[str, Any] = {
        "actors": [actor("club"), actor("elders", "eldreraad", municipality=VERDAL)],
        "challenges": [challenge(municipalities=f"{LEVANGER}|{VERDAL}")],
        "affected": [{"challenge": "sak", "group": "eldre_60", "name": "eldre"}],
    }
    found = register(**rows)
    without = by_group(council_findings(team(found, "club")))
    assert set(without) == {f"eldreraad:{VERDAL}", f"eldreraad:{LEVANGER}"}
    with_one = by_group(council_findings(team(found, "club", "elders")))
    assert set(with_one) == {f"eldreraad:{LEVANGER}"}
    (finding,) = with_one.values()
    assert (finding.code, finding.severity, finding.n) == ("council_absent", Urgency.IMPORTANT, 0)
    assert finding.message.params["municipality"] == "Levanger"
    assert [catalogue(language).show(finding.message.params["law"]) for language in ("nb", "nn", "en")] == [
        "kommuneloven § 5-12",
        "kommunelova § 5-12",
        "Municipal Act § 5-12",
    ]
    assert finding.remedy[0].code == "remedy.council"


@pytest.mark.parametrize(
    ("ages", "missed"),
    [
        ({"age_from": 67}, {"eldreraad"}),
        ({"age_from": 60}, {"eldreraad"}),
        ({"age_from": 59}, set()),
        ({"age_from": 13, "age_to": 19}, {"ungdomsraad"}),
        ({"age_to": 19}, {"ungdomsraad"}),
        ({"age_from": 13, "age_to": 20}, set()),
        ({"age_from": 13}, set()),
        ({"age_to": 70}, set()),
        ({}, set()),
    ],
)
def test_a_group_under_the_organisers_own_code_is_its_councils_by_its_ages(
    ages: dict[str, int], missed: set[str]
) -> None:
    """From 60 and up to 19 (``councils.csv``); a range across the limit, or no age, says nothing."""
    council = [
        actor("gamle", "eldreraad", municipality=VERDAL),
        actor("unge", "ungdomsraad", municipality=VERDAL),
    ]
    found = register(
        actors=[actor("club", municipality=VERDAL), *council],
        challenges=[challenge()],
        affected=[{"challenge": "sak", "group": "egen_kode", "name": "Gruppa", **ages}],
    )
    asked = {key.partition(":")[0] for key in by_group(council_findings(team(found, "club")))}
    assert asked == missed
    # what is asked for as a matter of the council is not noted as a missing tie too
    noted = {finding.group.partition(":")[0] for finding in unlinked_councils(team(found, "club"))}
    assert noted == {"eldreraad", "ungdomsraad"} - missed


def test_a_challenge_that_concerns_nobodys_group_misses_no_council() -> None:
    found = register(actors=[actor("club", municipality=VERDAL)], challenges=[challenge()])
    assert list(council_findings(team(found, "club"))) == []


def test_a_register_misses_the_three_councils_of_each_municipality_in_it() -> None:
    found = register(actors=[actor("youth", "ungdomsraad", municipality=VERDAL), actor("ks")])
    missing = by_group(council_findings(of_register(found)))
    assert set(missing) == {f"eldreraad:{VERDAL}", f"funksjonsraad:{VERDAL}"}
    assert {finding.code for finding in missing.values()} == {"council_not_in_register"}


# -- affected groups ----------------------------------------------------------------------------------


def test_groups_without_a_voice_and_groups_only_spoken_for() -> None:
    found = register(
        actors=[
            actor("union", groups="eldre"),
            actor("seniors", "innbygger", form="gruppe", groups="eldre", municipality=VERDAL),
            actor("person", "innbygger", groups="pårørende"),
            actor("home", "helse_omsorg", groups="pårørende", municipality=VERDAL),
            actor("school", "skole", groups="ungdom", reserved=True),
        ],
        challenges=[challenge()],
        affected=[
            {"challenge": "sak", "group": g, "name": g.upper()} for g in ("eldre", "pårørende", "ungdom")
        ],
    )
    said = by_group(group_findings(team(found, "union")))
    assert said["eldre"].code == "group_only_represented"
    assert said["eldre"].message.params == {"group": "ELDRE", "speakers": ("Union",)}
    assert said["eldre"].severity is Urgency.NOTE
    assert said["eldre"].remedy[0].params == {"names": ("Seniors",), "group": "ELDRE"}
    absent = said["pårørende"]
    assert (absent.code, absent.severity, absent.n) == ("group_absent", Urgency.IMPORTANT, 0)
    # an invitation goes through an organisation, never through a person; the reserved is not named
    assert absent.remedy[0].params == {"names": ("Home",), "group": "PÅRØRENDE"}
    assert said["ungdom"].remedy[0] == Message("remedy.hold_chair", {"group": "UNGDOM"})
    assert all(finding.remedy[1] == Message("remedy.practical") for finding in said.values())
    present = by_group(group_findings(team(found, "seniors", "person")))
    assert set(present) == {"ungdom"}


def test_a_tag_is_a_whole_word() -> None:
    found = register(
        actors=[actor("x", groups="eldre_60"), actor("y", "innbygger", groups="skole|eldre")],
        challenges=[challenge()],
        affected=[{"challenge": "sak", "group": "eldre", "name": "eldre"}],
    )
    assert [f.code for f in group_findings(team(found, "x"))] == ["group_absent"]
    assert list(group_findings(team(found, "y"))) == []


# -- ties ---------------------------------------------------------------------------------------------


def test_actors_without_a_registered_tie() -> None:
    people = [actor(name) for name in ("a", "b", "c")] + [actor("p", "innbygger")]
    found = register(actors=people, ties=[{"tail": "a", "head": "b", "relation": "samarbeider"}])
    (finding,) = tie_findings(of_register(found))
    assert (finding.code, finding.n, finding.of) == ("no_registered_ties", 2, 4)
    assert finding.severity is Urgency.INFO
    assert finding.message.params["names"] == ("C",)  # no person is named
    tied = [{"tail": one, "head": other, "relation": "kjenner"} for one, other in (("a", "b"), ("c", "p"))]
    assert list(tie_findings(of_register(register(actors=people, ties=tied)))) == []


def test_only_a_whole_register_is_looked_at_for_ties() -> None:
    found = register(actors=[actor("a"), actor("b")], challenges=[challenge()])
    assert list(tie_findings(team(found, "a"))) == []


def test_when_only_persons_lack_ties_nobody_is_named() -> None:
    found = register(actors=[actor("p", "innbygger"), actor("q", "innbygger")])
    (finding,) = tie_findings(of_register(found))
    assert finding.message == Message("finding.no_registered_ties_unnamed", {"n": 2, "of": 2, "names": ()})
