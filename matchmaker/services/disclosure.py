"""Small counts of persons, protected in the one place where results leave the house.

Two editions of every answer: *arbeidsversjon*, exact, for those who are authorised; *offentlig*, where
counts of persons from 0 to 4 all read «færre enn 5» and take with them every number that would give
them away. Organisations, councils and seats are not persons and are never hidden.

What the public edition says is the same whatever the hidden counts are: the property test in
``tests/unit/services/test_disclosure.py`` changes them and finds no byte different.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.population import remedy_for
from matchmaker.representation.disclosure import HIDDEN_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARED = "population_group"
"""Code of the findings that compare a group with the population."""
NOT_COMPARED = frozenset({"no_residents", "nobody_stated"})
"""Codes that say that there was nobody to compare."""


class Edition(StrEnum):
    """Which edition of an answer."""

    WORKING = "arbeidsversjon"
    PUBLIC = "offentlig"


def publish(findings: tuple[Finding, ...], edition: Edition) -> tuple[Finding, ...]:
    """The findings as they may be told in an edition; in the working edition, as they are.

    They keep their order, but not their urgency: sort them afterwards, never before, or the order would
    tell what the words do not.
    """
    if edition is Edition.WORKING:
        return findings
    told = [finding for finding in findings if finding.code == COMPARED and _may_stand(finding)]
    large = {_attribute(finding) for finding in told if not _small(finding)}
    touched = {_attribute(finding) for finding in told if _small(finding)}
    return tuple(_published(findings, large, touched))


def _published(findings: tuple[Finding, ...], large: set[str], touched: set[str]) -> Iterator[Finding]:
    """Each finding as it may be told; an attribute of small groups only becomes one finding."""
    summed: set[str] = set()
    for finding in findings:
        attribute = _attribute(finding)
        if finding.code in NOT_COMPARED or (finding.code == COMPARED and attribute not in large):
            if attribute not in summed:
                summed.add(attribute)
                yield _few(finding, attribute)
        elif finding.code == COMPARED:
            if _may_stand(finding):
                yield _compared(finding, touched=attribute in touched)
        else:
            yield _without_totals(finding)


def _attribute(finding: Finding) -> str:
    return finding.group.split(":")[0]


def _small(finding: Finding) -> bool:
    return finding.n is None or finding.n in HIDDEN_VALUES


def _may_stand(finding: Finding) -> bool:
    """A small group that the population figures do not know: that it is there tells that somebody is."""
    return finding.population_share is not None or not _small(finding)


def _few(finding: Finding, attribute: str) -> Finding:
    """No group has five or more: how many have stated the attribute at all is not told either."""
    label = {"attribute": finding.message.params["attribute"]}
    return Finding(
        "few_stated",
        Urgency.NOTE,
        attribute,
        Message("finding.few_stated", label),
        verdict=finding.public_verdict,
        public_verdict=finding.public_verdict,
        remedy=(Message("remedy.no_residents", label),),
        persons=True,
        hidden=True,
    )


def _compared(finding: Finding, *, touched: bool) -> Finding:
    """With the verdict that holds whatever is hidden, and without what a small count follows from.

    How many are unknown is always left out: it may itself be small, and with it the total is known. When
    one group of an attribute is hidden, the others' shares and the total would give it away by
    subtraction; so those go for the whole attribute, and counts of five or more stay.
    """
    verdict = str(finding.public_verdict)
    params = {**finding.message.params, "verdict": Message(f"verdict.{verdict}")}
    known = replace(
        finding,
        severity=Urgency.IMPORTANT if verdict == "under" else Urgency.INFO,
        message=Message(finding.message.code, params),
        verdict=verdict,
        remedy=remedy_for(verdict, params),
        unknown=None,
    )
    if not touched:
        return known
    bare = replace(known, of=None, expected=None, share=None, interval=None)
    return replace(bare, n=None, hidden=True) if _small(finding) else bare


def _without_totals(finding: Finding) -> Finding:
    """A total of persons is what a hidden count is found from by subtraction."""
    if finding.public_message is not None:
        return replace(finding, message=finding.public_message, public_message=None, n=None, of=None)
    return replace(finding, n=None if finding.persons else finding.n, of=None, unknown=None)
