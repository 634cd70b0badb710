"""Process histories from the documents get the label that the documents give, for the right reason.

``histories.csv`` says for each where a document names it and with which words. ``document_label`` is the
document's own: ``ikke_samskaping`` where it only says what the thing is not, so that the other word is
the tool's. Where the text says too little to see, the document's label is not claimed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.classify_text import show
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.legitimacy.samskaping_rules import PRINCIPLE_PLACES, TABLES
from matchmaker.model.vocabulary import Trait
from matchmaker.services.classify import ClassifyRequest, Label, Wording, classify_process
from matchmaker.services.jsonable import jsonable

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

ROOT = Path(__file__).parents[3]
LINES = {
    "SINTEF 2023": 396,
    "KS, seminar på Nordic Edge Expo": 49,
    "KS, «Hva er samskaping?» (bootcamp i Sandnes)": 39,
    "Telemarksforsking, 5. juni 2020, «Den samskapende kommunen»": 32,
    "Vennesla kommune, «Samskapingsplattformen»": 37,
}
"""Lines of the text edition of each document."""
CITED = {"sintef_2023": 396, "ks_nordic_edge": 49, "ks_sandnes": 39}
"""The same by the table's own codes."""
PLACE = re.compile(
    r"(?P<document>.+?)(?:, kap\. [\d.]+)?, linje (?P<first>\d+)(?:–(?P<last>\d+))?(?: \(.*\))?"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


HISTORIES = rows(Path(__file__).with_name("histories.csv"))
LABELLED = [h for h in HISTORIES if h["label"] == h["document_label"]]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda h: h["challenge"])
def test_the_right_label_for_the_right_reason(
    history: dict[str, str], bundled: FolderWorkspace, environment: Environment
) -> None:
    found = classify_process(bundled, ClassifyRequest("prosesser", history["challenge"]), environment)
    assert found.label.value == history["label"]
    assert [reason.code for reason in found.reasons][:1] == [history["reason"]] * bool(history["reason"])


def test_there_are_enough_of_each_that_the_documents_label_themselves() -> None:
    labels = [history["label"] for history in LABELLED]
    assert len(labels) >= 12
    assert {label: labels.count(label) for label in sorted(set(labels))} == {
        "horing": 2, "medvirkning": 6, "samskaping": 9,
    }  # fmt: skip


def test_what_the_documents_do_not_label_is_not_claimed() -> None:
    """Two tests say only what is not samskaping; two stories are too short to see what they are."""
    others = {h["challenge"]: (h["label"], h["document_label"]) for h in HISTORIES if h not in LABELLED}
    assert others == {
        "forprogrammert": ("medvirkning", "ikke_samskaping"),
        "oppgaver-for-aa-spare": ("oppgaveflytting", "ikke_samskaping"),
        "rostadbrygga": ("for_lite_beskrevet", "samskaping"),
        "naustet-viosen": ("for_lite_beskrevet", "samskaping"),
    }


def test_every_history_is_in_the_dataset_and_the_other_way_round(bundled: FolderWorkspace) -> None:
    challenges = bundled.dataset("prosesser").register.frame("challenges")["id"]
    assert sorted(challenges) == sorted(history["challenge"] for history in HISTORIES)
    assert all(0 < int(h["line"]) <= LINES[h["document"]] for h in HISTORIES)


@pytest.mark.parametrize("sheet", ["aktorer", "utfordringer", "deltakelse", "prosess"])
def test_every_source_is_a_line_of_a_document(sheet: str) -> None:
    for row in rows(ROOT / "data" / "prosesser" / f"{sheet}.csv"):
        for part in row["kilde"].split("; "):
            found = PLACE.fullmatch(part)
            assert found, part
            first, last = int(found["first"]), int(found["last"] or found["first"])
            assert 0 < first <= last <= LINES[found["document"]], part


def test_every_row_of_the_table_cites_lines_that_exist() -> None:
    places = [place for table in TABLES.values() for row in table for place in row.places]
    for place in (*places, *PRINCIPLE_PLACES.values()):
        assert 0 < int(place.lines) <= CITED[place.document.value]


def test_a_milder_wording_gives_another_answer_for_a_proposal_on_hearing(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    labels = {
        (challenge, wording): classify_process(
            bundled, ClassifyRequest("prosesser", challenge, wording), environment
        ).label
        for challenge in ("forslag-paa-horing", "nesten-ferdig-paa-horing")
        for wording in Wording
    }
    assert [label for label in labels.values() if label is not Label.HORING] == [Label.MEDVIRKNING]
    assert labels["forslag-paa-horing", Wording.NEARLY_FINISHED] is Label.MEDVIRKNING


def test_a_challenge_that_nobody_has_described_is_not_judged_by_its_silence(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Innherred has no sheet «prosess»: only who took part is known."""
    for challenge in bundled.dataset("innherred").register.frame("challenges")["id"]:
        found = classify_process(bundled, ClassifyRequest("innherred", str(challenge)), environment)
        assert found.label in (Label.FOR_LITE, Label.SAMSKAPING)
        assert not found.firm
        assert all(told.derived for told in found.told if told.answer is not None)


def test_what_is_said_in_free_text_is_shown_and_not_guessed_from(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Bolystteam in Innherred: «lokalsamfunnene» set the frame, in words; the answer is not given."""
    found = classify_process(bundled, ClassifyRequest("innherred", "bolystteam"), environment)
    assert found.notes[0].code == "classify.in_words"
    assert found.notes[0].params["text"] == "lokalsamfunnene"
    assert Trait.RAMME in found.unknown


def test_an_unknown_challenge_is_an_error(bundled: FolderWorkspace, environment: Environment) -> None:
    with pytest.raises(InputError, match="unknown_challenge"):
        classify_process(bundled, ClassifyRequest("prosesser", "finnes-ikke"), environment)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said(
    language: Language, bundled: FolderWorkspace, environment: Environment, tmp_path: Path
) -> None:
    words = catalogue(language)
    with (tmp_path / "text").open("w+", encoding="utf-8") as file:
        for history in HISTORIES:
            request = ClassifyRequest("prosesser", history["challenge"])
            found = classify_process(bundled, request, environment)
            show(found, Paper(file), words)
            assert jsonable(found, words)
        file.seek(0)
        text = file.read()
    assert text.count("SINTEF 2023") > len(HISTORIES)


def test_the_sentence_is_careful(bundled: FolderWorkspace, environment: Environment) -> None:
    found = classify_process(bundled, ClassifyRequest("prosesser", "kommuneplan"), environment)
    said = catalogue("nb").say(found.message)
    assert said == "Slik prosessen er beskrevet, ligner den mest på medvirkning."
