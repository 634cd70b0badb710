"""Which part of a dataset's network is meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.network.network import COLLABORATION, EVERY_RELATION
from matchmaker.services.network_scope import NetworkRequest, part_of, relations_of
from matchmaker.services.workspace import FolderWorkspace

ACTORS = """id,navn,type,form,kommune,kilde
a,A,frivillig,organisasjon,5037,Oppdiktet
b,B,frivillig,organisasjon,5038,Oppdiktet
c,C,naeringsliv,organisasjon,,Oppdiktet
"""
TIES = """fra_aktor,til_aktor,type,fra_dato,til_dato,kilde
a,b,samarbeider,2024-01-01,2024-06-30,Oppdiktet
b,c,finansierer,2025-01-01,,Oppdiktet
a,c,kjenner,,,Oppdiktet
"""
OFFERED = """aktor,bidrag,nivaa,belegg,kilde
a,lokaler,god,antatt,Oppdiktet
c,ressurs,god,antatt,Oppdiktet
"""


@pytest.fixture
def workspace(tmp_path: Path) -> FolderWorkspace:
    folder = tmp_path / "nett"
    folder.mkdir()
    for name, text in (("aktorer", ACTORS), ("relasjoner", TIES), ("bidrag", OFFERED)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return FolderWorkspace((tmp_path,))


def test_a_municipality_keeps_its_own_and_those_above(workspace: FolderWorkspace) -> None:
    found = part_of(workspace, NetworkRequest("nett", municipality="5037"))
    assert list(found.ids) == ["a", "c"]


def test_a_contribution_holds_its_parts(workspace: FolderWorkspace) -> None:
    parents = workspace.dataset("nett").register.contribution_parents
    assert parents["lokaler"] == "ressurs"
    assert list(part_of(workspace, NetworkRequest("nett", contributions=("ressurs",))).ids) == ["a", "c"]
    assert list(part_of(workspace, NetworkRequest("nett", contributions=("lokaler",))).ids) == ["a"]


@pytest.mark.parametrize(
    ("since", "until", "ties"),
    [
        (None, None, 3),
        (date(2024, 6, 30), date(2024, 12, 31), 2),  # the last day is in force
        (date(2024, 7, 1), date(2024, 12, 31), 1),  # what has no dates is always in force
        (date(2025, 6, 1), None, 2),
        (None, date(2023, 12, 31), 1),
    ],
)
def test_a_period(workspace: FolderWorkspace, since: date | None, until: date | None, ties: int) -> None:
    found = part_of(workspace, NetworkRequest("nett", since=since, until=until))
    assert len(found.frame("ties")) == ties


def test_what_cannot_be_meant_is_said(workspace: FolderWorkspace) -> None:
    for request, code in (
        (NetworkRequest("nett", since=date(2025, 1, 1), until=date(2024, 1, 1)), "period_backwards"),
        (NetworkRequest("nett", contributions=("finnes_ikke",)), "unknown_contribution"),
        (NetworkRequest("nett", municipality="0301"), "nobody_in_municipality"),
    ):
        with pytest.raises(InputError) as raised:
            part_of(workspace, request)
        assert raised.value.code == code
    with pytest.raises(InputError) as raised:
        relations_of(NetworkRequest("nett", relations=("venner",)))
    assert raised.value.code == "unknown_relation"


def test_relations_by_name_and_by_the_word_for_several() -> None:
    assert relations_of(NetworkRequest("nett")) == EVERY_RELATION
    assert relations_of(NetworkRequest("nett", relations=("samarbeid",))) == COLLABORATION
    assert relations_of(NetworkRequest("nett", relations=("finansierer", "samarbeid"))) == COLLABORATION | {
        "finansierer"
    }
