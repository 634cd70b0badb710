"""Texts that are written to be run: they are text in every answer and in every file.

What a browser makes of them stands in ``tests/browser/test_hostile_text.py``.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from matchmaker.kernel.messages import catalogue
from matchmaker.model import schema
from matchmaker.services.committing import export_workbook
from matchmaker.services.disclosure import Edition
from matchmaker.services.groups import judge_seating
from matchmaker.services.groups_export import seating_csv, seating_workbook
from matchmaker.services.groups_request import GroupsRequest
from matchmaker.services.interchange import Format, network_content
from matchmaker.services.report import make_report, report_file
from matchmaker.services.report_request import ReportRequest
from tests.hostile_data import DATASET, fill, rows, texts
from tests.security.conftest import ENVIRONMENT, OWN, House
from tests.security.test_readers import press

if TYPE_CHECKING:
    from matchmaker.services.report_content import Report

ROOT = Path(__file__).parents[2]
SEARCHES = (
    f"?datasett={DATASET}&utfordring=sak&aktor=p0",
    f"?datasett={DATASET}&utfordring=sak&utgave=offentlig&utkast=utkast-1",
)
PAGES = ("aktorer-og-data", "rapport", "inviteres", "nettverk")
RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet runs."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("hus"))
    workspace = made.keeps()
    fill(workspace.store)
    workspace.store.storage.close()
    return made


def test_every_table_and_every_text_of_it_is_written_to_be_run() -> None:
    assert set(rows()) == set(schema.TABLES)
    assert len(list(texts())) > 50


def test_what_is_written_to_be_run_is_sent_as_text(full: House) -> None:
    """Every server callback on some pages: no answer holds an opening tag as it stands, in JSON or HTML."""
    planner, shown = full.somebody("planke"), 0
    listed = [
        one for one in planner.get(f"/{OWN}/_dash-dependencies").get_json()
        if not one["clientside_function"]
        and {part["id"] for part in one["inputs"]} & {"url", "endret", "rute"}
    ]  # fmt: skip
    assert len(listed) > 20
    for at, page in enumerate(PAGES):
        for told in listed:
            answer = press(planner, told, page, SEARCHES[at % len(SEARCHES)])
            assert not [tag for tag in ("<script", "<img", "<svg") if tag in answer.text], told["output"]
            assert answer.mimetype in ("application/json", "text/html", "text/plain")
            shown += "script" in answer.text
    assert shown > 10  # it is shown, as text


def test_no_page_and_no_script_of_ours_turns_text_into_markup() -> None:
    """What React is given as text stays text; these are the ways around it."""
    ways = re.compile(
        r"dangerously|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcDoc"
        r"|dcc\.Markdown|html\.Iframe|html\.Script|DangerouslySetInnerHTML|mark_safe|\|\s*safe\b|Markup\("
    )
    found = [
        f"{path.name}: {hit.group()}"
        for path in sorted((ROOT / "dashboard").rglob("*"))
        if path.suffix in (".py", ".js", ".html") and not path.name.endswith(".min.js")  # those are others'
        for hit in ways.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# -- files ---------------------------------------------------------------------------------------------


def cells(content: bytes) -> list[str]:
    """Texts of a workbook, none of which is a formula or begins like one."""
    book = load_workbook(io.BytesIO(content))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in held if cell.data_type == "f"]
    found = [str(cell.value) for cell in held if isinstance(cell.value, str)]
    assert not [one for one in found if one.startswith(RUN)]
    assert not [
        name
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
        if "vba" in name or "external" in name
    ]
    return found


def report(full: House, edition: Edition) -> Report:
    return make_report(full.keeps(), ReportRequest(DATASET, "sak", edition), ENVIRONMENT)


def test_a_workbook_runs_nothing(full: House) -> None:
    assert sum("window.ran" in one for one in cells(export_workbook(full.keeps(), DATASET))) > 50


@pytest.mark.parametrize("edition", list(Edition))
def test_a_report_runs_nothing(full: House, edition: Edition) -> None:
    made = report(full, edition)
    assert any("window.ran" in one for one in cells(report_file(made, "xlsx")))
    page = report_file(made, "html").decode()
    assert "window.ran" in page
    assert not re.search(r"<(script|img|svg|iframe|object|a)\b[^>]*ran=", page)
    document = zipfile.ZipFile(io.BytesIO(report_file(made, "docx")))
    inside = {name: document.read(name).decode("utf-8", "replace") for name in document.namelist()}
    assert "window.ran" in inside["word/document.xml"]
    for name, part in inside.items():
        own = re.sub(r'<w:fldSimple w:instr="\s*(NUM)?PAGE(S)?\s*"', "", part)  # numbers of pages
        assert not re.search(r"<w:(instrText|fldSimple|hyperlink|altChunk|object)\b", own), name
        assert not name.endswith(".rels") or "window.ran" not in part
        assert 'TargetMode="External"' not in part, name


def test_a_seating_runs_nothing(full: House) -> None:
    seats = tuple((1, "bord-1" if n % 2 else "bord-2", f"p{n}") for n in range(12))
    split = judge_seating(full.keeps(), GroupsRequest(DATASET), seats)
    listed = list(csv.reader(io.StringIO(seating_csv(split).decode("utf-8-sig")), delimiter=";"))
    assert sum("window.ran" in cell for row in listed for cell in row) == len(seats)
    assert not [cell for row in listed for cell in row if cell.startswith(RUN)]
    for language in ("nb", "en"):
        assert any("window.ran" in one for one in cells(seating_workbook(split, catalogue(language))))


@pytest.mark.parametrize("form", list(Format))
def test_a_network_file_is_what_it_says_and_no_more(full: House, form: Format) -> None:
    written = network_content(full.keeps(), DATASET, form).decode("utf-8-sig")
    if written.lstrip().startswith("<"):
        inside = {one.tag.rpartition("}")[2] for one in ET.fromstring(written).iter()}
        assert len(inside) > 5
        assert not inside & {"script", "img", "svg", "a"}
    else:
        assert not [line for line in written.splitlines() if line.startswith(RUN)]
