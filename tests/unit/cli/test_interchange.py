"""``export`` and ``learn``, and ``import`` of a network, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.model.register import Register
from matchmaker.services.environment import Environment
from matchmaker.services.learning import LearnRequest, learn
from matchmaker.sources.interchange.formats import read_network
from matchmaker.sources.reading import load_tables
from tests.conftest import TODAY
from tests.unit.small import Shelf, actor, challenge, register

PAJEK = '*Vertices 2\n1 "verdal"\n2 "levanger"\n*Edges\n1 2 3\n'


def run(folder: Path, *words: str) -> int:
    return main([*words, "--workspace", str(folder / "arbeid.db")])


def test_a_network_becomes_a_dataset_and_a_network_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nett.net").write_text(PAJEK, encoding="utf-8")
    target = tmp_path / "nytt"
    words = ("import", str(tmp_path / "nett.net"), "--to", str(target), "--kind", "administrasjon",
             "--relation", "samarbeider", "--municipality", "Verdal")  # fmt: skip
    assert run(tmp_path, *words) == Exit.OK
    assert "Aktører: 2 · relasjoner: 1" in capsys.readouterr().out
    made = Register.of_valid(load_tables(target)[0])
    assert list(made.actors["municipality"].astype(str)) == ["5038", "5038"]
    for ending, to in (
        ("graphml", "graphml"),
        ("gexf", "gexf"),
        ("net", "pajek"),
        ("csv", "edges"),
        ("json", "json"),
    ):
        file = tmp_path / f"ut.{ending}"
        assert run(tmp_path, "export", str(target), "--to", to, "--output", str(file)) == Exit.OK
        found, odd = read_network(file.name, file.read_bytes())
        assert odd == ()
        assert sorted(found.ids) == ["levanger", "verdal"]
        assert found.of_ties("weight") == (3,)
    said = capsys.readouterr().out
    assert "kantliste" in said
    assert "Arbeidsversjon" in said


def test_nothing_is_written_when_anything_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nett.net").write_text(PAJEK.replace("1 2 3", "1 9 3"), encoding="utf-8")
    target = tmp_path / "nytt"
    assert run(tmp_path, "import", str(tmp_path / "nett.net"), "--to", str(target)) == Exit.BAD_INPUT
    assert "9" in capsys.readouterr().err
    assert not target.exists()
    (tmp_path / "nett.net").write_text(PAJEK, encoding="utf-8")
    for more in (("--relation", "trur"), ("--kind", "x"), ("--map", "a=b"), ("--keep-notes",)):
        assert (
            run(tmp_path, "import", str(tmp_path / "nett.net"), "--to", str(target), *more) == Exit.BAD_INPUT
        )
        assert not target.exists()
    assert run(tmp_path, "import", str(tmp_path / "borte.gexf")) == Exit.BAD_INPUT


def test_what_is_not_said_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nett.net").write_text(PAJEK, encoding="utf-8")
    words = ("import", str(tmp_path / "nett.net"), "--to", str(tmp_path / "nytt"), "--json")
    assert run(tmp_path, *words) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert not found["usable"]
    assert len(found["to_check"]) == 2


def test_the_public_edition_of_a_network_has_no_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {edition: tmp_path / f"{edition}.graphml" for edition in ("arbeidsversjon", "offentlig")}
    for edition, file in files.items():
        words = ("export", "sandnes_bootcamp", "--to", "graphml", "--output", str(file), "--edition", edition)
        assert run(tmp_path, *words) == Exit.OK
    working, public = (read_network(file.name, file.read_bytes())[0] for file in files.values())
    assert "person" in (working.of_nodes("form") or ())
    assert "person" not in (public.of_nodes("form") or ())
    assert public.of_nodes("kilde") is None
    assert (len(working.ids), len(public.ids)) == (117, 7)
    text = capsys.readouterr().out
    assert "Privatpersoner" in text
    assert "110" not in text.split("offentlig.graphml")[-1]


def test_a_workbook_as_before_and_a_file_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "export", "vennesla", str(tmp_path / "v.xlsx")) == Exit.OK
    assert (tmp_path / "v.xlsx").read_bytes()[:2] == b"PK"
    assert run(tmp_path, "export", "vennesla") == Exit.BAD_INPUT
    assert "--output" in capsys.readouterr().err
    words = ("export", "vennesla", str(tmp_path / "v.xlsx"), "--edition", "offentlig")
    assert run(tmp_path, *words) == Exit.BAD_INPUT


def test_learn_shows_nobody_who_has_not_said_yes_to_contact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Telemarksforsking, line 17, says who has experience and who wants to learn, and nothing of contact."""
    assert run(tmp_path, "learn", "samskapende_kommunen", "--json") == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["pairs"] == []
    assert found["waiting"] == 4 * 5
    assert run(tmp_path, "learn", "--factor", "0.5") == Exit.BAD_INPUT
    assert run(tmp_path, "learn", "--edition", "offentlig") == Exit.OK
    assert "20" not in capsys.readouterr().out


def shelf() -> Shelf:
    rows: list[dict[str, Any]] = [
        {"actor": "steinkjer", "challenge": "sak", "stance": "har_erfaring", "wants_contact": True},
        {"actor": "verdal", "theme": "klima", "stance": "vil_laere", "wants_contact": True},
        {"actor": "kari", "theme": "klima", "stance": "vil_laere", "wants_contact": True, "source": "kari"},
    ]  # fmt: skip
    return Shelf(register(
        actors=[actor("steinkjer", "administrasjon", municipality="5006"),
                actor("verdal", "administrasjon", municipality="5038"),
                actor("kari", "innbygger", municipality="5037")],
        challenges=[challenge("sak", themes="klima")], learning=rows,
    ))  # fmt: skip


def test_pairs_with_reasons_in_number_order(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    from matchmaker.cli.interchange_text import learning
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import catalogue

    environment = Environment(lambda: TODAY)
    result = learn(shelf(), LearnRequest(("lite",)), environment)
    assert [(line.learner.actor, line.experienced.actor) for line in result.pairs] == [
        ("kari", "steinkjer"), ("verdal", "steinkjer"),
    ]  # fmt: skip
    assert result.pairs[0].near is True
    assert (result.pairs[0].experienced.people or 0) > 20_000
    assert result.synthetic
    learning(result, Paper(sys.stdout), catalogue("nb"))
    said = capsys.readouterr().out
    assert "Verdal (5038 Verdal) vil lære – Steinkjer (5006 Steinkjer) har erfaring" in said
    assert "Nær i størrelse" in said
    from dataclasses import replace

    from matchmaker.services.disclosure import Edition
    from matchmaker.services.jsonable import jsonable

    public = learn(shelf(), replace(result.request, edition=Edition.PUBLIC), environment)
    plain = json.dumps(jsonable(public, catalogue("nb")), ensure_ascii=False)
    assert "kari" not in plain.casefold()
    assert (public.waiting, public.data_version) == (None, None)


def test_a_dataset_kept_twice_gives_each_pair_once_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has experience is said of two others, in two copies; what is alike is said once."""
    sheets = {
        "aktorer": ["id;navn;type;kommune", "a;Her;administrasjon;5038", "b;Der;administrasjon;",
                    "c;Borte;administrasjon;"],
        "laering": ["aktor;tema;holdning;onsker_kontakt", "a;klima;vil_laere;ja", "b;klima;har_erfaring;ja",
                    "c;klima;har_erfaring;ja"],
    }  # fmt: skip
    for copy in ("en", "to"):
        (tmp_path / copy).mkdir()
        for name, rows in sheets.items():
            (tmp_path / copy / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ("learn", "en", "to", "--data", str(tmp_path))
    assert run(tmp_path, *words, "--json") == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert [one["experienced"]["actor"] for one in found["pairs"]] == ["b", "c"]
    assert found["notes"][0] == {"code": "note.learning_said_again", "params": {"count": 3},
                                 "text": found["notes"][0]["text"]}  # fmt: skip
    assert run(tmp_path, *words) == Exit.OK
    said = " ".join(capsys.readouterr().out.split())
    assert "For alle 2: Det gjelder samme tema: klima. Folketallet er ikke kjent" in said
    assert said.count("Folketallet er ikke kjent") == 1


def test_a_network_says_what_of_it_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tegnet.graphml"
    file.write_text(
        '<graphml><key id="x" for="node" attr.name="x" attr.type="double"/><graph edgedefault="undirected">'
        '<node id="a"><data key="x">1.5</data></node><node id="b"/>'
        '<edge source="a" target="b"/></graph></graphml>',
        encoding="utf-8",
    )
    assert run(tmp_path, "import", str(file), "--to", str(tmp_path / "nett"), "--json") == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found["lost"]] == ["import.lost_drawn", "import.lost_whole"]
    assert found["lost"][0]["params"] == {"attributes": ["x"]}
