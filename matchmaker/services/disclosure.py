"""Small counts of persons, protected in the one place where results leave the house.

Two editions of every answer: *arbeidsversjon*, exact, for those who are authorised; *offentlig*, where
counts of persons from 0 to 4 all read «færre enn 5» and take with them every number that would give
them away. Organisations, councils and seats are not persons and are never hidden.

What is hidden is decided in :mod:`matchmaker.services.protected`, for findings and tables alike. What the
public edition of *gaps* says is the same whatever the hidden counts are: the property test in
``tests/unit/services/test_disclosure.py`` changes them and finds no byte different.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.population import remedy_for
from matchmaker.model.vocabulary import Sector
from matchmaker.representation.disclosure import HIDDEN_VALUES
from matchmaker.representation.protection import SMALLEST, Shown
from matchmaker.services.protected import COMPARED, NOT_COMPARED, Beside, Protected, protected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.model.register import Register

VOICES = frozenset({"group_absent", "group_only_represented", "group_unlinked"})
"""Codes that tell whether nobody, or somebody, belongs to an affected group."""
SIDES = frozenset({"side_absent"})
"""Codes that tell whether nobody, or somebody, is there for a side."""


class Edition(StrEnum):
    """Which edition of an answer."""

    WORKING = "arbeidsversjon"
    PUBLIC = "offentlig"


def publish(
    findings: tuple[Finding, ...], edition: Edition, told: Beside | None = None
) -> tuple[Finding, ...]:
    """The findings as they may be told in an edition; in the working edition, as they are.

    They keep their order, but not their urgency: sort them afterwards, never before, or the order would
    tell what the words do not.

    Parameters
    ----------
    findings
        Findings about one composition, all groups of an attribute or none.
    edition
        Which edition.
    told
        What else is public about the same persons; when not given, persons who are not listed.
    """
    if edition is Edition.WORKING:
        return findings
    beside = told or Beside()
    return tuple(_published(findings, protected(findings, beside), beside))


def voices_told(told: Beside) -> bool:
    """Whether it may be told which affected groups nobody belongs to or speaks for.

    Never where a person is there, in a team as little as elsewhere: the groups that nobody has leave the
    one that somebody has. Nobody and somebody must look alike.
    """
    return not told.persons


def sides_told(told: Beside) -> bool:
    """Whether it may be told which sides nobody is there for.

    The side of a seat stands in the list of seats and is no secret; whether one of many persons is there
    for a side is. Which sides have organisations there stands in a table.
    """
    return told.seats or not told.persons


def voices_note(told: Beside) -> tuple[Message, ...]:
    """What must be said of affected groups and sides that are not told; nothing where they are."""
    if voices_told(told):
        return ()
    return (Message("note.public_groups" if sides_told(told) else "note.public_voices"),)


def version_told(register: Register, edition: Edition) -> str | None:
    """The fingerprint of the data, in the working edition only.

    Whoever knows all of a dataset but one answer could try the answers until the fingerprint fits.
    """
    return register.fingerprint[:16] if edition is Edition.WORKING else None


def network_told(register: Register, edition: Edition, *, elected: bool = False) -> Register:
    """The actors of a network that is told in an edition: no private person in the public one.

    Every public answer about a network rests on these, and none counts anybody else. Were persons in one
    and not in another, or in the ties of an organisation that is told by name, they would be found by
    subtraction: there is nothing to subtract.

    Parameters
    ----------
    register
        Everybody.
    edition
        Which edition.
    elected
        Whether elected members stay, whose leaving is what is asked about; fewer than five never do.
    """
    if edition is Edition.WORKING:
        return register
    gone = register.persons
    if elected:
        members = gone & (register.actors["sector"] == Sector.POLITIKER.value).to_numpy(dtype=bool)
        gone = gone & ~members if members.sum() >= SMALLEST else gone
    return register.without_actors(register.ids[gone]) if gone.any() else register


def _published(
    findings: tuple[Finding, ...], decided: Mapping[str, Protected], told: Beside
) -> Iterator[Finding]:
    """Each finding as it may be told; an attribute that cannot be shown becomes one finding."""
    summed: set[str] = set()
    for finding in findings:
        attribute = finding.group.split(":")[0]
        if finding.code == COMPARED or finding.code in NOT_COMPARED:
            decision = decided[attribute]
            if decision.residents is not None:
                yield from _group(finding, decision, decision.residents, told)
            elif attribute not in summed:
                summed.add(attribute)
                yield _few(finding, attribute)
        elif _may_be_told(finding.code, told):
            yield _without_totals(finding)


def _may_be_told(code: str, told: Beside) -> bool:
    if code in VOICES:
        return voices_told(told)
    return code not in SIDES or sides_told(told)


def _group(
    finding: Finding, decision: Protected, residents: Mapping[str, Shown], told: Beside
) -> Iterator[Finding]:
    """A group that is compared.

    A small one that the population figures do not know is left out: that it stands there would tell that
    somebody is in it.
    """
    group = finding.group.split(":", 1)[1]
    if finding.population_share is None:
        # in a team, whose size is known, the small number who have said nothing would follow from it
        if (finding.n or 0) >= told.smallest and not told.seats:
            yield _compared(finding, touched=decision.touched)
    elif residents[group] is Shown.SHOWN:
        # the verdict of the finding holds for the counts that are small here and below five; where
        # others are hidden as well, it could rest on them
        shaky = decision.touched and (decision.several or told.smallest > len(HIDDEN_VALUES))
        settled = replace(finding, public_verdict="too_few") if shaky else finding
        yield _compared(settled, touched=decision.touched)
    elif residents[group] is Shown.FEW and told.smallest <= len(HIDDEN_VALUES):
        yield replace(_compared(finding, touched=True), n=None, hidden=True)
    else:
        yield _hidden(finding)


def _few(finding: Finding, attribute: str) -> Finding:
    """The attribute cannot be shown: how many have stated it at all is not told either."""
    label = {"attribute": finding.message.params["attribute"]}
    return Finding(
        "few_stated",
        Urgency.NOTE,
        attribute,
        Message("finding.few_stated", label),
        verdict="too_few",
        public_verdict="too_few",
        remedy=(Message("remedy.no_residents", label),),
        persons=True,
    )


def _hidden(finding: Finding) -> Finding:
    """A group that is hidden, be it small itself or so that a smaller one cannot be found by subtraction.

    The words are the same for both: which of them is small is not told.
    """
    params = {name: finding.message.params[name] for name in ("group", "attribute")}
    return Finding(
        "population_hidden",
        Urgency.INFO,
        finding.group,
        Message("finding.group_hidden", params),
        population_share=finding.population_share,
        persons=True,
    )


def _compared(finding: Finding, *, touched: bool) -> Finding:
    """With the verdict that holds whatever is hidden, and without what a small count follows from.

    How many are unknown is always left out: it may itself be small, and with it the total is known. When
    a group of an attribute is hidden, the others' shares and the total go for the whole attribute here,
    since findings are read one by one; the tables of the public edition tell the total.
    """
    verdict = str(finding.public_verdict)
    params = {**finding.message.params, "verdict": Message(f"verdict.{verdict}")}
    known = replace(
        finding,
        severity=Urgency.IMPORTANT if verdict == "under" else Urgency.INFO,
        message=Message(finding.message.code, params),
        verdict=verdict,
        public_verdict=verdict,
        remedy=remedy_for(verdict, params),
        unknown=None,
    )
    return replace(known, of=None, expected=None, share=None, interval=None) if touched else known


def _without_totals(finding: Finding) -> Finding:
    """A total of persons is what a hidden count is found from by subtraction."""
    if finding.public_message is not None:
        return replace(finding, message=finding.public_message, public_message=None, n=None, of=None)
    return replace(finding, n=None if finding.persons else finding.n, of=None, unknown=None)
