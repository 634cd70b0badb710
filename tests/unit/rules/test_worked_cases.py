"""Every rule against its table of worked cases (``cases/<rule>.csv``), written by hand from the sources."""

from __future__ import annotations

import pytest

from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.rules.balance import least_of_each
from matchmaker.rules.checking import FAMILIES, WHY_NOT_POSED, check, constraints
from matchmaker.rules.proposals import signatures_needed
from matchmaker.rules.rule import Mark, Outcome, Rule, RuleSeverity, rules
from tests.unit.rules.worked import FOLDER, TODAY, Worked, question, worked

LINES = [(rule.id, line) for rule in rules() for line in worked(rule.id)]
BY_ID = {rule.id: rule for rule in rules()}


def test_every_rule_has_its_table_and_every_table_its_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(BY_ID)
    for rule in rules():
        lines = worked(rule.id)
        assert len(lines) >= 8
        assert len({(line.members, line.given) for line in lines}) == len(lines), rule.id


def test_every_table_has_both_sides() -> None:
    """Each rule is met somewhere, and somewhere it is not, and somewhere it does not apply."""
    for rule in rules():
        seen = {outcome for line in worked(rule.id) for outcome in line.outcomes}
        assert Outcome.PASS in seen, rule.id
        assert seen & {Outcome.FAIL, Outcome.NEEDS_HUMAN}, rule.id
        assert Outcome.NOT_APPLICABLE in seen, rule.id


@pytest.mark.parametrize(("rule", "line"), LINES, ids=[f"{r}-{x.members}-{x.given}" for r, x in LINES])
def test_worked_case(rule: str, line: Worked) -> None:
    case, asked, on = question(line)
    found = check(BY_ID[rule], case, asked, on)
    assert tuple(answer.outcome.value for answer in found) == line.outcomes
    assert found[0].message.code == f"rule.{line.reason}"
    for answer in found:
        # what asks something of a reader says what can be done; and all of it can be said
        if answer.outcome in (Outcome.FAIL, Outcome.NEEDS_HUMAN) and "unknown" not in answer.message.code:
            assert answer.remedy, answer.message.code
        for language in LANGUAGES:
            for message in (answer.message, *answer.remedy):
                assert catalogue(language).say(message)


def test_the_ladder_is_the_one_of_the_act() -> None:
    # Prop. 81 L (2016–2017) ch. 26: 2–3 both, 4–5 two, 6–8 three, 9 four, then 40 per cent
    assert [least_of_each(n) for n in range(13)] == [0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
    assert [least_of_each(n) for n in (15, 16, 20, 21, 25, 77)] == [6, 7, 8, 9, 10, 31]


def test_signatures_needed_in_2026() -> None:
    # norway.md, «computed need 2026», from SSB 07459 at 1 January 2026
    needed = {2141: 43, 2667: 54, 7066: 142, 9616: 193, 15772: 300, 728714: 300, 0: 0, 1: 1, 15000: 300}
    assert {residents: signatures_needed(residents) for residents in needed} == needed


def test_only_what_was_read_at_the_source_is_said_to_be_short() -> None:
    """A statutory rule that is only general knowledge asks a human and never says *not met*."""
    unsure = [rule for rule in rules() if rule.mark is Mark.CHECK]
    assert {rule.id for rule in unsure} == {
        "kjonnsbalanse_folkevalgt", "habilitet_2025", "samisk_konsultasjon",
    }  # fmt: skip
    for rule in unsure:
        assert rule.severity is RuleSeverity.STATUTORY
        assert not [line for line in worked(rule.id) if Outcome.FAIL.value in line.outcomes]


def test_what_the_register_lacks_is_a_question_and_no_breach() -> None:
    for rule in rules():
        if rule.family in ("council", "sami", "plan"):
            assert not [line for line in worked(rule.id) if Outcome.FAIL.value in line.outcomes]


def test_habilitet_is_a_question_and_never_an_answer() -> None:
    for rule in rules():
        if rule.family == "habilitet":
            assert not [line for line in worked(rule.id) if Outcome.FAIL.value in line.outcomes]
            assert FAMILIES["habilitet"].pose is None


def test_what_cannot_be_posed_says_why() -> None:
    assert set(WHY_NOT_POSED) == {name for name, faces in FAMILIES.items() if faces.pose is None}
    for rule in rules():
        case, asked, _ = question(worked(rule.id)[0])
        posed = constraints(rule, case, asked, TODAY)
        assert (posed.why_not is None) == (FAMILIES[rule.family].pose is not None)
        if posed.why_not is not None:
            assert posed.demands == ()
            assert catalogue("nb").say(posed.why_not)


@pytest.mark.parametrize("rule", [r for r in rules() if FAMILIES[r.family].pose], ids=lambda rule: rule.id)
def test_both_faces_agree_on_the_worked_cases(rule: Rule) -> None:
    """The composition of a line, as the team and as all there are to choose from."""
    met = 0
    for line in worked(rule.id):
        case, asked, on = question(line)
        demands = constraints(rule, case, asked, on).demands
        team = {member.id for member in case.members}
        if not team:
            continue  # nobody is no composition; the check says so
        if demands and all(demand.meets(team, case.facts()) for demand in demands):
            assert line.outcomes == (Outcome.PASS.value,)
            met += 1
        elif demands:
            alone = rule.family == "minors" and len(team) == 1
            assert Outcome.PASS.value not in line.outcomes or alone
    # with both of a pair in the team there is a demand, and it is not met
    assert met >= 2 or rule.family == "subordinates"


def test_no_practice_is_worded_as_law() -> None:
    """A rule that is not statutory is never worded as a breach: no «brudd», «lovbrudd», «ulovlig»."""
    for rule_id, line in LINES:
        if BY_ID[rule_id].severity is RuleSeverity.PRACTICE:
            case, asked, on = question(line)
            for answer in check(BY_ID[rule_id], case, asked, on):
                for message in (answer.message, *answer.remedy):
                    said = [catalogue(language).say(message).casefold() for language in LANGUAGES]
                    for word in ("brudd", "brot", "lovstrid", "ulovlig", "breach", "illegal", "unlawful"):
                        assert not [text for text in said if word in text]
