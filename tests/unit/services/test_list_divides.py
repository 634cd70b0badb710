"""A list of who has registered, with columns of its own: what divides people is used unasked."""

from __future__ import annotations

from pathlib import Path

from matchmaker.model.attributes import values_of
from matchmaker.services.people_list import read_people

KINDS = ("Innbyggere", "Frivillige", "Politikere", "Gründere")
AGES = ("16–29", "30-44", "67+")


def listed(tmp_path: Path, kinds: str = "Gruppe", people: int = 24) -> Path:
    rows = [
        f"Deltaker {i};{KINDS[i % 4]};{AGES[i % 3]};{('Sentrum', 'Høle')[i % 2]};D;svar {i};{i};@"
        for i in range(people)
    ]
    file = tmp_path / "liste.csv"
    head = f"Navn;{kinds};Alder;Bydel;Parti;Hvorfor jeg kommer;Nummer;E-post"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    return file


def stated(file: Path) -> dict[str, set[str]]:
    features = read_people(file).dataset.register.features.astype(str)
    return {name: set(held["value"]) for name, held in features.groupby("feature")}


def test_few_words_that_repeat_are_attributes_and_remarks_numbers_and_party_are_not(tmp_path: Path) -> None:
    assert stated(listed(tmp_path)) == {
        "deltakerslag": set(KINDS),  # its words are kinds of actors, whatever the header is
        "aldersgruppe": {"16-29", "30-44", "67+"},
        "bosted": {"Sentrum", "Høle"},
    }


def test_the_lists_own_words_for_kinds_stand_as_they_are(tmp_path: Path) -> None:
    file = listed(tmp_path, "Type")
    register = read_people(file).dataset.register
    assert set(values_of(register, "deltakerslag")) == {(kind,) for kind in KINDS}
    assert ("naeringsliv",) in values_of(register, "type")  # what the tool takes «Gründere» for


def test_a_single_word_or_all_different_words_divide_nobody(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Navn;Lag;Kode\n" + "\n".join(f"D {i};alle;k{i}" for i in range(9)), encoding="utf-8")
    assert stated(file) == {}
