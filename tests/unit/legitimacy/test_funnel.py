"""From population to decision: by hand, against scipy, and what must not depend on anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from scipy.stats.contingency import relative_risk

from matchmaker.kernel.errors import Message
from matchmaker.kernel.several_tests import holm
from matchmaker.legitimacy.finding import Urgency
from matchmaker.legitimacy.funnel import AttributeFunnel, StepRow, funnel, funnel_findings, judge
from matchmaker.legitimacy.steps import Stated, bands_of, stated_bands, stated_by, sum_problems, with_rest
from matchmaker.model.counts import Counts
from matchmaker.model.records import Turnout
from matchmaker.representation.exact import wilson
from matchmaker.representation.verdicts import Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = ("invitert", "paameldt", "moett", "bidro", "brukt")


def rows(attribute: str, **groups: Mapping[str, int]) -> list[Turnout]:
    """One row per group and step."""
    return [
        Turnout(step, attribute, group.replace("_", "-"), count, None, "oppdiktet")
        for group, counts in groups.items()
        for step, count in counts.items()
    ]


def followed(**groups: Mapping[str, int]) -> AttributeFunnel:
    return funnel(stated_by(rows("sprak", **groups), "sprak", None))


def row(found: AttributeFunnel, group: str, step: str) -> StepRow:
    (mine,) = [one for one in found.groups if one.group == group]
    return next(one for one in mine.steps if one.step == step)


# -- by hand ------------------------------------------------------------------------------------------

LOST = {"a": {"invitert": 40, "paameldt": 3}, "b": {"invitert": 80, "paameldt": 20},
        "c": {"invitert": 80, "paameldt": 21}}  # fmt: skip


def test_three_of_forty_and_the_others_forty_one_of_a_hundred_and_sixty() -> None:
    found = row(followed(**LOST), "a", "paameldt")
    assert (found.count, found.of, found.before) == (3, 40, "invitert")
    assert (found.others, found.others_of) == (41, 160)
    assert found.share == 3 / 40
    assert found.interval == wilson(3, 40)
    assert found.p == pytest.approx(fisher_exact([[3, 37], [41, 119]]).pvalue)
    assert found.shortfall == pytest.approx(40 * 41 / 160 - 3)
    # Holm over three groups at one step
    tables = ([[3, 37], [41, 119]], [[20, 60], [24, 96]], [[21, 59], [23, 97]])
    assert found.p_corrected == pytest.approx(holm([fisher_exact(t).pvalue for t in tables])[0])
    assert found.verdict is Verdict.UNDER


def test_the_finding_says_at_which_step_and_what_to_do() -> None:
    (finding,) = funnel_findings(followed(**LOST))
    assert (finding.code, finding.group, finding.severity) == ("funnel_lost", "sprak:a", Urgency.IMPORTANT)
    assert (finding.n, finding.of, finding.expected) == (3, 40, 10.25)
    assert finding.message.params["step"] == Message("step.paameldt")
    assert finding.message.params["others_of"] == 160
    assert [remedy.code for remedy in finding.remedy] == ["remedy.funnel_paameldt"]
    assert finding.persons


def test_two_groups_are_one_test() -> None:
    found = followed(
        a={"invitert": 50, "paameldt": 20, "moett": 15}, b={"invitert": 60, "paameldt": 30, "moett": 25}
    )
    first = fisher_exact([[20, 30], [30, 30]]).pvalue
    second = fisher_exact([[15, 5], [25, 5]]).pvalue
    expected = holm([first, second])
    for group in "ab":
        assert row(found, group, "paameldt").p_corrected == pytest.approx(expected[0])
        assert row(found, group, "moett").p_corrected == pytest.approx(expected[1])


def test_a_group_is_lost_where_most_of_it_fall_away() -> None:
    found = followed(
        a={"invitert": 400, "paameldt": 60, "moett": 20}, b={"invitert": 400, "paameldt": 120, "moett": 110}
    )
    (a, b) = found.groups
    assert [one.step for one in a.steps if one.verdict is Verdict.UNDER] == ["paameldt", "moett"]
    assert a.lost_at == "paameldt"  # 60 fewer than at the others' rate, then 35 fewer
    assert b.lost_at is None
    assert [f.severity for f in funnel_findings(found)] == [Urgency.IMPORTANT, Urgency.NOTE]


def test_in_line_and_too_few() -> None:
    many = followed(a={"invitert": 400, "paameldt": 200}, b={"invitert": 400, "paameldt": 204})
    assert row(many, "a", "paameldt").verdict is Verdict.IN_LINE
    few = followed(a={"invitert": 4, "paameldt": 2}, b={"invitert": 4, "paameldt": 2})
    assert row(few, "a", "paameldt").verdict is Verdict.TOO_FEW


def test_over_is_no_finding() -> None:
    found = followed(**LOST)
    assert [f.group for f in funnel_findings(found)] == ["sprak:a"]
    two = followed(a={"invitert": 40, "paameldt": 3}, b={"invitert": 40, "paameldt": 30})
    assert row(two, "b", "paameldt").verdict is Verdict.OVER
    assert [f.group for f in funnel_findings(two)] == ["sprak:a"]


# -- what is not stated, not known, or not right -------------------------------------------------------


def test_a_step_that_is_not_stated_is_not_zero_and_the_one_before_it_is_used() -> None:
    found = followed(
        a={"invitert": 40, "moett": 10}, b={"invitert": 40, "paameldt": 20, "moett": 10}, c={"invitert": 9}
    )
    assert row(found, "a", "paameldt").count is None
    assert row(found, "a", "paameldt").verdict is None
    assert row(found, "c", "moett").count is None
    met = row(found, "a", "moett")
    assert (met.before, met.of) == ("invitert", 40)
    # that b was counted on the way as well does not matter to how many of those invited came
    assert (met.others, met.others_of) == (10, 40)
    assert row(found, "b", "paameldt").others is None  # nobody else was counted there


def test_two_groups_of_three_that_pass_over_a_step_are_two_tests() -> None:
    """Only a comparison of the only two groups is the same test seen from both sides."""
    found = followed(
        a={"invitert": 40, "moett": 3},
        b={"invitert": 80, "paameldt": 40, "moett": 30},
        c={"invitert": 50, "moett": 20},
    )
    tables = ([[3, 37], [50, 80]], [[20, 30], [33, 87]])
    expected = holm([fisher_exact(table).pvalue for table in tables])
    corrected = tuple(row(found, group, "moett").p_corrected for group in "ac")
    assert corrected == pytest.approx(expected)


def test_zero_is_zero() -> None:
    found = row(
        followed(a={"invitert": 40, "paameldt": 0}, b={"invitert": 40, "paameldt": 20}), "a", "paameldt"
    )
    assert (found.count, found.share, found.verdict) == (0, 0.0, Verdict.UNDER)


def test_a_count_that_grows_is_told_and_compared_with_nothing() -> None:
    stated = stated_by(
        rows("sprak", a={"invitert": 10, "paameldt": 12}, b={"invitert": 40, "paameldt": 20},
             c={"invitert": 40, "paameldt": 10}), "sprak", None,
    )  # fmt: skip
    assert [problem.code for problem in stated.problems] == ["funnel.grows"]
    assert (stated.problems[0].params["n"], stated.problems[0].params["of"]) == (12, 10)
    found = funnel(stated)
    grown = row(found, "a", "paameldt")
    assert (grown.count, grown.share, grown.p, grown.verdict) == (12, None, None, None)
    assert row(found, "b", "paameldt").others_of == 40  # a is not among the others


def test_a_step_counted_on_several_days_is_told_and_the_last_count_used() -> None:
    base = Turnout("moett", "sprak", "a", 9, date(2026, 3, 1), None)
    several = [base, replace(base, count=5, date=date(2026, 3, 8)), replace(base, count=30, date=None)]
    for order in (several, several[::-1]):
        stated = stated_by(order, "sprak", None)
        assert stated.counts == {"a": {"moett": 5}}
        assert [problem.code for problem in stated.problems] == ["funnel.several_days"]


def test_groups_that_do_not_add_up_to_the_total() -> None:
    whole = stated_by(rows("alle", alle={"invitert": 10, "moett": 6, "bidro": 1}), "alle", None)
    part = stated_by(
        rows("sprak", a={"invitert": 4, "moett": 3}, b={"invitert": 5, "moett": 3}, ukjent={"invitert": 1}),
        "sprak",
        None,
    )
    assert list(sum_problems([part], whole)) == []  # 4 + 5 + 1 = 10; 3 + 3 = 6; bidro is not stated
    fewer = replace(part, unknown={})
    assert list(sum_problems([fewer], whole)) == []  # 9 of 10: one has not stated it
    wrong = replace(part, unknown={"invitert": 2})
    (problem,) = sum_problems([wrong], whole)
    assert (problem.code, problem.params["n"], problem.params["of"]) == ("funnel.differs", 11, 10)
    assert list(sum_problems([wrong], None)) == []


def test_the_rest_of_a_total_are_unknown_and_bound_the_verdict() -> None:
    known = {"a": {"invitert": 40, "paameldt": 3}, "b": {"invitert": 160, "paameldt": 41}}
    whole = stated_by(rows("alle", alle={"invitert": 200, "paameldt": 64, "moett": 9}), "alle", None)
    part = stated_by(rows("sprak", **known), "sprak", None)
    # 200 − 200 = 0; 64 − 44 = 20; nobody is counted by language among those present
    assert with_rest(part, whole).unknown == {"paameldt": 20}
    stated = stated_by(rows("sprak", **known, ukjent={"paameldt": 5}), "sprak", None)
    assert with_rest(stated, whole).unknown == {"paameldt": 20}
    assert with_rest(part, None) == part
    assert row(funnel(part), "a", "paameldt").verdict is Verdict.UNDER
    lost = row(funnel(with_rest(part, whole)), "a", "paameldt")
    assert (lost.share_bounds, lost.verdict) == ((3 / 40, 23 / 40), Verdict.TOO_FEW)
    small = stated_by(rows("alle", alle={"paameldt": 40}), "alle", None)
    assert with_rest(part, small).unknown == {}  # more than the total is a problem and nobody's answer


def test_those_of_a_group_that_is_not_stated_are_unknown_as_well() -> None:
    whole = stated_by(rows("alle", alle={"moett": 20}), "alle", None)
    part = stated_by(rows("kjonn", kvinne={"moett": 12}), "kjonn", people("kjonn", kvinne=50, mann=60))
    assert with_rest(part, whole).unknown == {"moett": 8}


@pytest.mark.parametrize(
    ("step", "code", "remedies"),
    [
        ("invitert", "funnel_not_invited", ["funnel_invitert"]),
        ("paameldt", "funnel_not_reached", ["funnel_invitert", "funnel_paameldt"]),
    ],
)
def test_nobody_falls_away_from_the_population(step: str, code: str, remedies: list[str]) -> None:
    counted = rows("kjonn", kvinne={step: 60}, mann={step: 3})
    stated = stated_by(counted, "kjonn", people("kjonn", kvinne=2700, mann=2700))
    (finding,) = funnel_findings(funnel(stated))
    assert (finding.code, finding.message.code) == ("funnel_lost", f"finding.{code}")
    assert [remedy.code for remedy in finding.remedy] == [f"remedy.{one}" for one in remedies]


def test_the_unknown_stand_apart_and_bound_the_share() -> None:
    known = {"a": {"invitert": 40, "paameldt": 3}, "b": {"invitert": 160, "paameldt": 41}}
    found = followed(**known, ukjent={"paameldt": 20})
    assert found.unknown == {"paameldt": 20}
    assert [group.group for group in found.groups] == ["a", "b"]
    lost = row(found, "a", "paameldt")
    assert lost.share_bounds == (3 / 40, 23 / 40)
    assert row(followed(**known), "a", "paameldt").verdict is Verdict.UNDER
    assert lost.verdict is Verdict.TOO_FEW  # all twenty may be from the group


def test_everybody_together_has_rates_and_nobody_to_compare_with() -> None:
    stated = stated_by(rows("alle", alle={"invitert": 40, "paameldt": 3}), "alle", None)
    found = funnel(stated)
    only = row(found, "alle", "paameldt")
    assert (only.share, only.others, only.verdict) == (3 / 40, None, None)
    assert found.label == Message("funnel.everybody")
    assert list(funnel_findings(found)) == []


def test_nothing_stated() -> None:
    assert funnel(stated_by([], "kjonn", None)) == AttributeFunnel(
        "kjonn", Message("attribute.kjonn"), (), {}
    )


# -- the population -----------------------------------------------------------------------------------


def people(attribute: str, **groups: int) -> Counts:
    figures = tuple((name.replace("_", "-"), count) for name, count in groups.items())
    return Counts(attribute, figures, date(2026, 1, 1), (date(2026, 1, 1),), "SSB")


def test_the_population_is_the_first_step() -> None:
    stated = stated_by(
        rows("kjonn", kvinne={"invitert": 60}, mann={"invitert": 20}),
        "kjonn",
        people("kjonn", kvinne=500, mann=520),
    )
    found = row(funnel(stated), "mann", "invitert")
    assert (found.before, found.of, found.others, found.others_of) == ("befolkning", 520, 60, 500)
    assert found.p == pytest.approx(fisher_exact([[20, 500], [60, 440]]).pvalue)
    assert found.verdict is Verdict.UNDER


def test_a_group_that_lives_there_and_stands_in_no_row_is_shown_as_not_stated() -> None:
    stated = stated_by(rows("kjonn", kvinne={"invitert": 60}), "kjonn", people("kjonn", kvinne=5, mann=6))
    assert stated.counts["mann"] == {"befolkning": 6}
    assert row(funnel(stated), "mann", "invitert").count is None


def test_everybody_is_compared_with_the_whole_population() -> None:
    stated = stated_by(rows("alle", alle={"invitert": 6}), "alle", people("kjonn", kvinne=5, mann=6))
    assert stated.counts == {"alle": {"befolkning": 11, "invitert": 6}}


def test_age_groups_stand_in_order_of_age() -> None:
    counted = rows("aldersgruppe", **{"80+": {"moett": 1}, "9_12": {"moett": 1}, "13_19": {"moett": 2}})
    assert list(stated_by(counted, "aldersgruppe", None).counts) == ["9-12", "13-19", "80+"]
    assert [str(band) for band in stated_bands(counted) or ()] == ["9-12", "13-19", "80+"]
    assert bands_of(["0-10", "10-20"]) is None  # they overlap
    assert bands_of(["eldre"]) is None
    assert bands_of([]) is None


# -- properties ---------------------------------------------------------------------------------------

TABLES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "ukjent"]),
    st.dictionaries(st.sampled_from(STEPS), st.integers(0, 60), min_size=1),
    min_size=1,
)


@settings(max_examples=60)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(table: dict[str, dict[str, int]], chance: object) -> None:
    counted = rows("sprak", **table)
    mixed = list(counted)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert funnel(stated_by(mixed, "sprak", None)) == funnel(stated_by(counted, "sprak", None))


@settings(max_examples=60)
@given(TABLES)
def test_a_verdict_says_no_more_than_its_numbers(table: dict[str, dict[str, int]]) -> None:
    found = funnel(stated_by(rows("sprak", **table), "sprak", None))
    for group in found.groups:
        for one in group.steps:
            if one.share is not None and one.interval is not None and one.share_bounds is not None:
                assert one.interval[0] <= one.share <= one.interval[1]
                assert one.share_bounds[0] <= one.share <= one.share_bounds[1]
            if one.verdict in (Verdict.UNDER, Verdict.OVER):
                assert one.p_corrected is not None
                assert one.p is not None
                assert one.p <= one.p_corrected < 0.05
                assert (one.shortfall > 0) == (one.verdict is Verdict.UNDER)
        assert (group.lost_at is None) == all(s.verdict is not Verdict.UNDER for s in group.steps)


@settings(max_examples=60)
@given(st.integers(1, 30), st.integers(1, 60), st.integers(0, 6), st.integers(0, 4), st.data())
def test_a_verdict_holds_however_the_unknown_are_divided(
    n: int, others_of: int, now: int, before: int, data: st.DataObject
) -> None:
    k, others = data.draw(st.integers(0, n)), data.draw(st.integers(0, others_of))
    told = followed(
        a={"invitert": n, "paameldt": k},
        b={"invitert": others_of, "paameldt": others},
        ukjent={"invitert": before, "paameldt": now},
    )
    verdict = row(told, "a", "paameldt").verdict
    if verdict is Verdict.TOO_FEW:
        return
    for mine in range(now + 1):
        for mine_before in range(before + 1):
            here = (k + mine, n + mine_before)
            there = (others + now - mine, others_of + before - mine_before)
            if here[0] > here[1] or there[0] > there[1]:
                continue  # cannot have been so
            p = fisher_exact([[here[0], here[1] - here[0]], [there[0], there[1] - there[0]]]).pvalue
            assert judge(*here, *there, float(p), Rule()) is verdict


@settings(max_examples=60)
@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_in_line_lies_within_the_tolerance_by_katz_interval_as_well(
    n: int, others_of: int, data: st.DataObject
) -> None:
    """Second opinion: the log interval of the ratio of two rates (Katz et al. 1978), as scipy has it."""
    k, others = data.draw(st.integers(1, n)), data.draw(st.integers(1, others_of))
    if judge(k, n, others, others_of, 1.0, Rule()) is Verdict.IN_LINE:
        ratio = relative_risk(k, n, others, others_of).confidence_interval(0.95)
        assert ratio.low >= 0.5
        assert ratio.high <= 2.0


def test_false_alarms_of_events_in_which_everybody_is_alike() -> None:
    """200 events, 4 groups, 3 rates each: at most 5 % with any alarm (3 standard errors allowed)."""
    rng = np.random.default_rng(20261122)
    events, alarms = 200, 0
    for _ in range(events):
        stated: dict[str, dict[str, int]] = {}
        for group, size in zip("abcd", (40, 60, 80, 120), strict=True):
            came = [size]
            for rate in (0.3, 0.8, 0.7):
                came.append(int(rng.binomial(came[-1], rate)))
            stated[group] = dict(zip(STEPS, came, strict=False))
        found = funnel(Stated("sprak", stated, {}, ()))
        alarms += any(s.verdict in (Verdict.UNDER, Verdict.OVER) for g in found.groups for s in g.steps)
    assert alarms / events <= 0.05 + 3 * (0.05 * 0.95 / events) ** 0.5
    assert alarms > 0  # the test is not simply silent
