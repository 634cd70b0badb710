"""``matchmaker groups`` as a facilitator types it, on real data and on an ordinary list."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.following import Following
from matchmaker.cli.main import main
from matchmaker.kernel.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

SANDNES = ("groups", "sandnes_bootcamp", "--tries", "20000")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder; gives its code and what it wrote."""
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """An ordinary list of 24 people."""
    rows = [
        f"Deltaker {at:02};Firma {at % 5};Lærer;{'KM'[at % 2]};fag{at % 3};d{at}@eksempel.no"
        for at in range(24)
    ]
    text = "\n".join(["Navn;Organisasjon;Rolle;Kjønn;Fag;E-post", *rows]) + "\n"
    (tmp_path / "paameldte.csv").write_text(text, encoding="utf-8")
    return "paameldte.csv"


def answer(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def seats(split: Any) -> set[tuple[int, str, str]]:
    return {(one["number"], group["id"], person["id"])
            for one in split["rounds"] for group in one["groups"] for person in group["people"]}  # fmt: skip


def test_an_event_is_split_and_told(run: Run, tmp_path: Path) -> None:
    code, out, err = run(*SANDNES)
    assert (code, err) == (Exit.OK, "")
    assert out.strip().startswith("Forslag – avgjøres av")
    assert "Alle regler er holdt." in out
    assert out.count("Gruppe ") >= 14
    assert "Samme svar igjen: matchmaker groups sandnes_bootcamp --tries 20000" in out
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_names_is_enough_for_rounds_where_nobody_meets_again(
    run: Run, listed: str, tmp_path: Path
) -> None:
    found = answer(run, "groups", listed, "--groups", "6", "--rounds", "3", "--attribute", "fag=spre")
    assert (found["people"], found["repeats"], len(found["rounds"])) == (24, 0, 3)
    assert {len(group["people"]) for one in found["rounds"] for group in one["groups"]} == {4}
    assert found["rounds"][0]["groups"][0]["attributes"][0]["attribute"] == "fag"
    assert found["notes"][0]["text"] == "Lest fra paameldte.csv: 24 deltakere."
    assert [one.name for one in tmp_path.iterdir()] == [listed]
    assert "eksempel.no" not in json.dumps(found)


def test_people_may_be_called_by_name(run: Run, listed: str) -> None:
    words = ("groups", listed, "--groups", "4", "--tries", "2000", "--separate", "ingen")
    found = answer(run, *words, "--absent", "Deltaker 00", "--together", "Deltaker 01,Deltaker 02",
                   "--pin", "Deltaker 03=gruppe-02")  # fmt: skip
    where = {
        person["name"]: group["id"] for group in found["rounds"][0]["groups"] for person in group["people"]
    }
    assert len(where) == 23
    assert where["Deltaker 01"] == where["Deltaker 02"]
    assert where["Deltaker 03"] == "gruppe-02"


def test_the_command_told_gives_the_same_answer(run: Run, listed: str) -> None:
    import shlex

    words = ("groups", listed, "--groups", "5", "--seed", "3", "--tries", "3000")
    first = run(*words)[1]
    told = " ".join(first[first.index("Samme svar igjen:") :].split()).removeprefix("Samme svar igjen: ")
    assert run(*shlex.split(told)[1:])[1] == first


def test_papers_are_written_and_hold_no_attribute(run: Run, listed: str) -> None:
    files = ("--xlsx", "ut/alt.xlsx", "--csv", "liste.csv", "--badges", "skilt.xlsx")
    code, out, _ = run("groups", listed, "--groups", "4", "--rounds", "2", "--attribute", "fag=spre", *files)
    assert code == Exit.OK
    assert "alt.xlsx" in out
    book = load_workbook("ut/alt.xlsx")
    assert book.sheetnames == ["Runde 1", "Runde 2", "Navneskilt", "Bordkort", "Alle etter navn"]
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if "fag" in cell or "Firma" in cell or "@" in cell]
    assert len(Path("liste.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 48
    assert load_workbook("skilt.xlsx").sheetnames == ["Navneskilt", "Bordkort"]


def test_a_seating_is_kept_and_a_list_again_is_the_same_dataset(run: Run, listed: str) -> None:
    words = ("groups", listed, "--groups", "4", "--tries", "2000", "--keep")
    code, out, _ = run(*words)
    assert code == Exit.OK
    assert "Plasseringen er tatt vare på: paameldte, versjon 2." in out
    assert "paameldte, versjon 3" in run(*words, "--seed", "5")[1]
    assert [one["number"] for one in answer(run, "versions", "paameldte")] == [1, 2, 3]


def moved(before: set[tuple[int, str, str]], after: set[tuple[int, str, str]], gone: str) -> int:
    return len({seat for seat in after if seat not in before and seat[2] != gone})


def test_somebody_who_does_not_come_is_repaired_against_what_was_kept(run: Run) -> None:
    kept = answer(run, *SANDNES, "--keep")
    gone = kept["rounds"][0]["groups"][0]["people"][0]["id"]
    found = answer(run, "groups", "sandnes_bootcamp", "--repair", "--absent", gone)
    assert found["moved"] == moved(seats(kept), seats(found), gone) <= 2
    assert found["breaches"] == []
    assert found["people"] == kept["people"] - 1


@pytest.mark.parametrize("how", ["json", "csv"])
def test_a_list_is_repaired_against_a_seating_in_a_file(run: Run, listed: str, how: str) -> None:
    usual = ("--attribute", "fag=spre") if how == "json" else ()
    asked = ("groups", listed, "--groups", "6", "--rounds", "2", "--csv", "svar.csv", *usual)
    before = answer(run, *asked)
    Path("svar.json").write_text(json.dumps(before), encoding="utf-8")
    gone = before["rounds"][0]["groups"][0]["people"][0]
    words = ("groups", listed, "--repair", "--seating", f"svar.{how}", "--absent", gone["name"])
    found = answer(run, *words)
    assert found["moved"] == moved(seats(before), seats(found), gone["id"]) < len(seats(before)) / 4
    assert (found["request"]["groups"], found["breaches"]) == (6, [])
    assert found["request"]["attributes"] == before["request"]["attributes"]
    assert f"--absent {gone['id']}" in " ".join((told := run(*words)[1]).split())
    assert f"--repair --seating svar.{how}" in " ".join(told.split())


def test_a_place_is_explained_without_attributes(run: Run, listed: str) -> None:
    words = ("groups", listed, "--groups", "6", "--attribute", "fag=spre", "--tries", "3000")
    kept = answer(run, *words)
    Path("svar.json").write_text(json.dumps(kept), encoding="utf-8")
    code, out, _ = run("groups", listed, "--seating", "svar.json", "--explain", "Deltaker 07")
    assert code == Exit.OK
    group = next(
        one["name"]
        for one in kept["rounds"][0]["groups"]
        for p in one["people"]
        if p["name"] == "Deltaker 07"
    )
    assert f"Runde 1: {group}" in out
    assert not [word for word in ("fag0", "fag1", "fag2", "kvinne", "Lærer") if word in out]
    assert run(*words, "--explain", "Deltaker 07")[1] == out


def test_a_list_that_does_not_tell_kinds_is_split_but_not_kept(run: Run, tmp_path: Path) -> None:
    people = "\n".join(f"Deltaker {at}" for at in range(9))
    (tmp_path / "l.csv").write_text(f"Navn\n{people}\n", encoding="utf-8")
    words = ("groups", "l.csv", "--groups", "3", "--tries", "100")
    assert run(*words)[0] == Exit.OK
    code, _, err = run(*words, "--keep")
    assert code == Exit.BAD_INPUT
    assert "matchmaker import" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--repair",), "--keep"),
        (("--seating", "nei.json"), "nei.json"),
        (("--repair", "--explain", "x"), "--explain"),
        (("--attribute", "hund=spre"), "hund"),
        (("--absent", "Ukjent Person"), "Ukjent Person"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, listed: str, words: tuple[str, ...], told: str) -> None:
    code, out, err = run("groups", listed, "--tries", "10", *words)
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert told in " ".join(err.split())


def test_a_broken_rule_is_told_first_and_ends_with_one(run: Run, listed: str) -> None:
    """24 people in threes can meet nobody twice for 11 rounds at most, and one try is no work at all."""
    words = ("--groups", "8", "--rounds", "10", "--meet-once", "--separate", "ingen", "--tries", "1")
    code, out, _ = run("groups", listed, *words)
    assert code == Exit.FINDINGS
    assert out.index("REGLER SOM IKKE ER HOLDT") < out.index("Runde 1")


def test_ctrl_c_asks_for_the_best_so_far_and_a_second_ends_all() -> None:
    import sys

    following = Following(sys.stderr, catalogue())
    before = signal.getsignal(signal.SIGINT)
    with following.stopping():
        assert not following.cancelled()
        os.kill(os.getpid(), signal.SIGINT)
        assert following.cancelled()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_beside_the_main_thread_nothing_is_caught() -> None:
    import sys

    seen = []

    def work() -> None:
        with Following(sys.stderr, catalogue()).stopping():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]


def test_people_with_the_same_name_are_told_apart_everywhere(run: Run, tmp_path: Path) -> None:
    rows = ["Kari Prøve;Firma A;Lærer", "kari  prøve;Firma B;Lærer", "Ola Prøve;Firma A;Lærer"]
    (tmp_path / "like.csv").write_text("\n".join(["Navn;Organisasjon;Rolle", *rows]), encoding="utf-8")
    code, out, _ = run(
        "groups", "like.csv", "--groups", "1", "--tries", "1", "--csv", "ut.csv", "--xlsx", "ut.xlsx"
    )
    assert code == Exit.OK
    listed = [line.split(";") for line in Path("ut.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    named = {name for _, _, actor, name in listed if name.endswith(f" ({actor})")}
    assert {name.split()[0] for name in named} == {"Kari", "kari"}
    assert len(named) == 2
    assert "Ola Prøve" in {name for *_, name in listed}
    assert all(" ".join(name.split()) in " ".join(out.split()) for name in named)
    for page in load_workbook("ut.xlsx"):
        cells = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row)
        assert all(name in cells for name in named), page.title


def test_a_list_of_seats_holds_no_wishes_and_it_is_said_which_hold_now(run: Run, listed: str) -> None:
    asked = ("--groups", "6", "--apart", "Deltaker 01,Deltaker 02", "--csv", "svar.csv", "--tries", "500")
    before = answer(run, "groups", listed, *asked)
    Path("svar.json").write_text(json.dumps(before), encoding="utf-8")
    words = ("groups", listed, "--repair", "--absent", "Deltaker 03", "--tries", "500", "--seating")
    plain = {note["code"]: note["params"] for note in answer(run, *words, "svar.csv")["notes"]}
    assert plain["groups.seats_only"] == {"source": "svar.csv"}
    assert "groups.no_wishes_now" in plain
    again = answer(run, *words, "svar.csv", "--pin", "Deltaker 05=gruppe-02")["notes"]
    (now,) = [note["params"]["wishes"] for note in again if note["code"] == "groups.wishes_now"]
    assert [wish.split("=")[-1] for wish in now] == ["gruppe-02"]
    whole = answer(run, *words, "svar.json")
    assert whole["request"]["apart"] == before["request"]["apart"] != []
    assert not {"groups.seats_only", "groups.wishes_now"} & {note["code"] for note in whole["notes"]}
    explained = answer(run, "groups", listed, "--seating", "svar.csv", "--explain", "Deltaker 05")
    assert "groups.seats_only" in {note["code"] for note in explained["notes"]}


def test_what_is_a_rule_without_being_asked_for_is_said(run: Run, listed: str) -> None:
    words = ("groups", listed, "--groups", "6", "--rounds", "2", "--tries", "50000")
    said = {note["code"]: note["params"] for note in answer(run, *words)["notes"]}
    (kind,) = said["groups.kept_apart"]["kinds"]
    assert (kind["code"], kind["params"]) == ("groups.apart_by_enhet", {"count": 5})
    assert "groups.meet_once_usual" in said
    off = answer(run, *words, "--separate", "ingen", "--may-meet-again")["notes"]
    assert not {"groups.kept_apart", "groups.meet_once_usual"} & {note["code"] for note in off}


@pytest.mark.parametrize(("lang", "told"), [("nb", "så ulike som mulig"), ("en", "as different as possible")])
def test_ways_an_attribute_may_be_wanted_are_told_in_the_readers_language(
    run: Run, listed: str, lang: str, told: str
) -> None:
    code, _, err = run("groups", listed, "--attribute", "fag=mikse", "--lang", lang)
    assert code == Exit.BAD_INPUT
    assert all(
        word in err for word in ("fag=mikse", told, "spre", "balanser", "samle", "ikke_alene", "ignorer")
    )


def test_a_list_that_cannot_be_kept_says_so_before_the_search_and_a_kind_mends_it(
    run: Run, tmp_path: Path
) -> None:
    people = "\n".join(f"Deltaker {at}" for at in range(9))
    (tmp_path / "l.csv").write_text(f"Navn;Hobby\n{people}\n", encoding="utf-8")
    code, out, err = run("groups", "l.csv", "--rounds", "99999", "--keep")
    assert (code, out) == (Exit.BAD_INPUT, "")
    assert "Deltaker 0" in err
    assert "--kind" in err
    words = ("groups", "l.csv", "--groups", "3", "--tries", "10", "--keep", "--kind", "innbygger")
    code, out, _ = run(*words, "--map", "Hobby=husstand")
    told = " ".join(out.split())
    assert code == Exit.OK
    assert "Plasseringen er tatt vare på: l, versjon 2." in told
    assert "--map Hobby=husstand --kind innbygger" in told


def test_files_are_told_by_their_own_paths(run: Run, listed: str) -> None:
    out = run("groups", listed, "--groups", "4", "--tries", "10", "--csv", "a.csv", "--xlsx", "ut/b.xlsx")[1]
    assert "Skrevet: a.csv." in out
    assert f"Skrevet: {Path('ut/b.xlsx')}." in out


APART = ",".join(f"Deltaker {at:02}" for at in range(12))


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        (("--groups", "8", "--apart", APART),
         ["konflikt.flere_grupper", "konflikt.hoyst_fra_hverandre", "konflikt.dropp"]),
        (("--groups", "4", "--rounds", "9", "--meet-once"),
         ["konflikt.farre_runder", "konflikt.flere_grupper", "konflikt.kan_motes_igjen"]),
    ],
)  # fmt: skip
def test_ways_out_of_the_impossible_are_offered_and_go(
    run: Run, listed: str, words: tuple[str, ...], ways: list[str]
) -> None:
    base = ("groups", listed, "--separate", "ingen", "--tries", "500")
    code, out, _ = run(*base, *words, "--json")
    assert code == Exit.IMPOSSIBLE
    found = [way["changes"][0] for way in json.loads(out)["relaxations"]]
    assert [one["message"]["code"] for one in found] == ways
    for one in found:
        if one["field"] in ("groups", "rounds"):
            said = (*words, f"--{one['field']}", str(one["value"]))
        elif one["action"] == "set":
            said = ("--groups", "8", "--apart", one["value"].replace(":", ","))
        else:
            continue
        assert run(*base, *said)[0] in (Exit.OK, Exit.FINDINGS), one


@pytest.mark.parametrize(("words", "code"), [(("--least", "9"), "minst"), (("--most", "2"), "mest")])
def test_a_size_is_told_as_it_was_asked_for(run: Run, listed: str, words: tuple[str, ...], code: str) -> None:
    ended, out, _ = run("groups", listed, "--groups", "8", *words, "--separate", "ingen", "--json")
    assert ended == Exit.IMPOSSIBLE
    assert [one["code"] for one in json.loads(out)["conflict"]] == [f"konflikt.storrelse_{code}"]
