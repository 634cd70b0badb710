"""Those who have not answered, those who are not appointed, and acts by name in the reader's language."""

from __future__ import annotations

from datetime import date

import pytest

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.rules.acts import ACTS, law
from matchmaker.rules.case import Asked, Case
from matchmaker.rules.checking import check
from matchmaker.rules.rule import Body, Check, rules
from tests.unit.rules.worked import members

BY_ID = {rule.id: rule for rule in rules()}
CLUB = "type=frivillig,form=organisasjon,sektor=frivillig"


def asked(rule: str, seats: str, body: Body = Body.VOLUNTARY) -> Check:
    (answer,) = check(BY_ID[rule], Case(members(seats)), Asked(body), date(2026, 11, 22))
    return answer


def test_a_seat_without_a_person_is_no_person_without_an_answer() -> None:
    """Six organisations and three persons who have not stated their sex are not nine of either."""
    found = asked("kjonnsbalanse_oppnevnt", f"2:kvinne 3:- 6:{CLUB}", Body.APPOINTED)
    assert (found.numbers["ukjent"], found.numbers["ikke_oppnevnt"]) == (3, 6)
    assert found.message.code == "rule.balance.unknown"
    said = catalogue("nb").say(found.message)
    assert "(kvinner: 2, menn: 0, ikke oppgitt: 3 og ikke oppnevnt ennå: 6)" in said
    assert [remedy.code for remedy in found.remedy] == ["rule.balance.ask", "rule.balance.appoint"]
    only = asked("kjonnsbalanse_oppnevnt", f"kvinne {CLUB}", Body.APPOINTED)
    assert [remedy.code for remedy in only.remedy] == ["rule.balance.appoint"]
    assert "ikke oppgitt" not in catalogue("nb").say(only.message)


@pytest.mark.parametrize(
    ("seats", "unstated", "across"),
    [("17 3:40 4:- 2:13-19", 4, 2), ("17 3:40 2:13-19", 0, 2), ("17 3:40 4:-", 4, 0)],
)
def test_an_age_band_on_both_sides_of_18_is_an_answer(seats: str, unstated: int, across: int) -> None:
    found = asked("mindreaarig_ikke_alene", seats)
    assert found.message.code == "rule.minors.unknown"
    assert (found.numbers["ukjent"], found.numbers["paa_tvers"]) == (unstated, across)
    said = catalogue("nb").say(found.message)
    assert (f"{unstated} har ikke oppgitt alder" in said) == (unstated > 0)
    assert (f"{across} har oppgitt en aldersgruppe på begge sider av 18 år" in said) == (across > 0)


def test_a_paragraph_is_cited_in_the_language_of_the_reader() -> None:
    cited = "mønster: likestillings- og diskrimineringsloven § 28"
    assert catalogue("nb").show(law(cited)) == cited
    assert catalogue("nn").show(law(cited)) == "mønster: likestillings- og diskrimineringslova § 28"
    assert law("Verdal kommune, linje 12") == "Verdal kommune, linje 12"
    for name, code in ACTS.items():
        assert catalogue("nb").say(Message(f"law.{code}")) == name
        assert len({catalogue(language).show(law(name)) for language in LANGUAGES}) == len(LANGUAGES)
        assert any(name in rule.paragraph for rule in rules()), name
