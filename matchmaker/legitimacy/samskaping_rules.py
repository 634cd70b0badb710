"""What the documents say is samskaping and what is not, as one ordered table of rows.

A row holds when every one of its conditions is known to hold. The first row that holds gives the label.
An answer that nobody has given makes a condition *unknown*, never false, and a row with an unknown
condition neither gives its label nor is ruled out. The rows and their places:

========================  ================  ==========================================================
row                       label             place
========================  ================  ==========================================================
moved_to_save             oppgaveflytting   KS (Nordic Edge) line 47; SINTEF 2023 line 146
sent_on_hearing           horing            KS (Nordic Edge) line 45; SINTEF 2023 line 144 (stricter)
programmed                medvirkning       KS (Nordic Edge) line 46; SINTEF 2023 line 145
framed                    medvirkning       SINTEF 2023 lines 152 and 156
decided                   medvirkning       SINTEF 2023 line 148
unequal                   medvirkning       SINTEF 2023 line 148
both_define_and_solve     samskaping        KS (Sandnes) line 3; KS (Nordic Edge) line 42
together_over_time        samskaping        SINTEF 2023 line 158
========================  ================  ==========================================================

The documents say that the three tests are *not samskaping*; which of the other three words fits is the
tool's reading of their wording. They name only elected members as deciding in the end (line 148); the
administration deciding alone is read the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matchmaker.model.vocabulary import Answer, Trait, Who

if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[Trait, str]
    """Trait → answer; a trait that is not there is unknown."""

TABLE_VERSION = "2026-11"
"""Changed whenever a row, its order or its conditions change."""


class Label(StrEnum):
    """What a process most resembles, as it is described."""

    SAMSKAPING = "samskaping"
    MEDVIRKNING = "medvirkning"
    HORING = "horing"
    OPPGAVEFLYTTING = "oppgaveflytting"
    FOR_LITE = "for_lite_beskrevet"
    """No row holds, and an unknown answer could make one hold."""
    INGEN = "ingen_av_dem"
    """No row holds, whatever the unknown answers are."""


NAMED = (Label.SAMSKAPING, Label.MEDVIRKNING, Label.HORING, Label.OPPGAVEFLYTTING)
"""The four that the documents know."""


class Wording(StrEnum):
    """Which wording of the first test is used; the documents have two."""

    STRICT = "forslag"
    """«Sender forslag på høring» (SINTEF 2023 line 144): any proposal, so *delvis* counts too."""
    NEARLY_FINISHED = "nesten_ferdig"
    """«Sender nesten ferdige løsninger på høring» (KS, Nordic Edge line 45): only *ja* counts."""


class Document(StrEnum):
    """The source documents."""

    KS_SANDNES = "ks_sandnes"
    KS_NORDIC_EDGE = "ks_nordic_edge"
    SINTEF = "sintef_2023"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document."""

    document: Document
    lines: str
    """Line or lines in the text edition, e.g. ``"144–146"``."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One trait must have one of some answers."""

    trait: Trait
    answers: tuple[str, ...]
    """Answers that meet it; the first is the plain one, named when the tool says what is lacking."""
    otherwise: str
    """A plain answer that does not meet it."""

    def holds(self, answers: Answers) -> bool | None:
        """Whether it is met; ``None`` when the trait is unknown."""
        given = answers.get(self.trait)
        return None if given is None else given in self.answers


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    code: str
    label: Label
    conditions: tuple[Condition, ...]
    places: tuple[Place, ...]

    def holds(self, answers: Answers) -> bool | None:
        """Whether all conditions are met; ``None`` when that hangs on unknown answers."""
        met = [condition.holds(answers) for condition in self.conditions]
        if False in met:
            return False
        return None if None in met else True


_YES, _NO = (Answer.JA.value,), Answer.NEI.value
_MOSTLY = (Answer.JA.value, Answer.DELVIS.value)
_MUNICIPALITY = (Who.FOLKEVALGTE.value, Who.KOMMUNEN.value)


def _test(trait: Trait, answers: tuple[str, ...] = _YES) -> tuple[Condition, ...]:
    return (Condition(trait, answers, _NO),)


def _together(*traits: Trait) -> tuple[Condition, ...]:
    """Conditions of samskaping: *delvis* meets them, and is told as a reservation."""
    return tuple(Condition(trait, _MOSTLY, _NO) for trait in traits)


_HEARING = (Place(Document.KS_NORDIC_EDGE, "45"), Place(Document.SINTEF, "144"))
_BEFORE_HEARING = (
    Row(
        "moved_to_save", Label.OPPGAVEFLYTTING, _test(Trait.FLYTTER_OPPGAVER),
        (Place(Document.KS_NORDIC_EDGE, "47"), Place(Document.SINTEF, "146")),
    ),
)  # fmt: skip
_AFTER_HEARING = (
    Row(
        "programmed", Label.MEDVIRKNING, _test(Trait.FORHAANDSPROGRAMMERT),
        (Place(Document.KS_NORDIC_EDGE, "46"), Place(Document.SINTEF, "145")),
    ),
    Row(
        "framed", Label.MEDVIRKNING, (Condition(Trait.RAMME, _MUNICIPALITY[::-1], Who.PARTENE),),
        (Place(Document.SINTEF, "152"), Place(Document.SINTEF, "156")),
    ),
    Row(
        "decided", Label.MEDVIRKNING, (Condition(Trait.BESLUTNING, _MUNICIPALITY, Who.PARTENE),),
        (Place(Document.SINTEF, "148"),),
    ),
    Row(
        "unequal", Label.MEDVIRKNING, (Condition(Trait.LIKEVERDIG, (_NO,), Answer.JA),),
        (Place(Document.SINTEF, "148"),),
    ),
    Row(
        "both_define_and_solve", Label.SAMSKAPING,
        _together(Trait.OFFENTLIG_PART, Trait.PRIVAT_PART, Trait.DEFINERER_SAMMEN, Trait.LOSER_SAMMEN),
        (Place(Document.KS_SANDNES, "3"), Place(Document.KS_NORDIC_EDGE, "42")),
    ),
    Row(
        "together_over_time", Label.SAMSKAPING,
        _together(Trait.OFFENTLIG_PART, Trait.PRIVAT_PART, Trait.LOSER_SAMMEN, Trait.OVER_TID),
        (Place(Document.SINTEF, "158"),),
    ),
)  # fmt: skip

TABLES: dict[Wording, tuple[Row, ...]] = {
    wording: (
        *_BEFORE_HEARING,
        Row("sent_on_hearing", Label.HORING, _test(Trait.FERDIG_LOSNING, answers), _HEARING),
        *_AFTER_HEARING,
    )
    for wording, answers in ((Wording.STRICT, _MOSTLY), (Wording.NEARLY_FINISHED, _YES))
}
"""The table under each wording, in the order in which rows are tried."""

PRINCIPLES = (
    Trait.FRIVILLIG, Trait.LIKEVERDIG, Trait.FELLES_EIERSKAP, Trait.LIKEVERDIG_SAMSPILL,
    Trait.REPRESENTASJON, Trait.TILLIT,
)  # fmt: skip
"""The six principles (SINTEF 2023 lines 208–213), in their order."""
PRINCIPLE_PLACES = {
    trait: Place(Document.SINTEF, str(208 + number)) for number, trait in enumerate(PRINCIPLES)
}
"""Principle → its line."""


def label_of(answers: Answers, table: tuple[Row, ...]) -> Label:
    """Label of the first row that holds; see :class:`Label` for when none does."""
    held = [row.holds(answers) for row in table]
    if True in held:
        return table[held.index(True)].label
    return Label.FOR_LITE if None in held else Label.INGEN


def open_rows(answers: Answers, table: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows before the first that holds which unknown answers could still make hold."""
    found = []
    for row in table:
        holds = row.holds(answers)
        if holds:
            break
        if holds is None:
            found.append(row)
    return tuple(found)


def possible_labels(answers: Answers, table: tuple[Row, ...]) -> tuple[Label, ...]:
    """Every label that some way of answering the unknown questions would give, in table order.

    Exact, because no trait stands in rows of two different labels with opposite demands: a row that
    is open can be answered so that it holds and all open rows before it do not. That this agrees with
    trying every combination of answers is tested.
    """
    found = [row.label for row in open_rows(answers, table)]
    held = [row.holds(answers) for row in table]
    found.append(table[held.index(True)].label if True in held else Label.INGEN)
    return tuple(dict.fromkeys(found))
