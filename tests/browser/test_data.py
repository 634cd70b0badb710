"""A faulty file is dropped, mended, kept, undone and redone, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from matchmaker.kernel.messages import LANGUAGES
from matchmaker.services.drafts import CellEdit, list_drafts, mend, open_draft
from matchmaker.services.history import history, verify_log
from tests.browser.barriers import EVERYTHING, everywhere
from tests.browser.data_files import ACTORS, ERRORS, dropped, misspelt_book
from tests.browser.test_walk import tab_to
from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from matchmaker.services.kept import KeptWorkspace

    Desk = tuple[Callable[..., Page], KeptWorkspace]

PAGE = "/nb/aktorer-og-data"
FIELD = ".drop-frame input[type=file]"
COUNT = ".problems-count"
ROWS = len(ACTORS) - 1


@pytest.fixture
def desk(desk_address: tuple[str, KeptWorkspace], visit: Callable[..., Page]) -> Desk:
    """Open the page on a server of the test's own, and its workspace."""
    there, workspace = desk_address
    return (lambda path=PAGE, **more: visit(path, at=there, **more)), workspace


def drop(page: Page, errors: int = ERRORS, **file: object) -> None:
    page.locator(FIELD).set_input_files([dropped(**file)])  # type: ignore[list-item, arg-type]
    expect(page.locator(COUNT)).to_contain_text(f"{errors} feil" if errors else "Ingen feil")


def write(page: Page, text: str) -> None:
    """Write in the cell that has focus, as with a keyboard."""
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def in_cell(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('col-id') || ''"))


def to_problem(page: Page, name: str) -> None:
    """Go to the cell of a problem from the list of them."""
    page.get_by_role("button", name=re.compile(name)).click()
    expect(page.locator(".ag-cell-focus:focus")).to_be_visible()


def mend_all(page: Page) -> None:
    """Mend what is wrong in the faulty workbook, cell by cell, from the list of problems."""
    to_problem(page, "rad 4, type")
    expect(page.locator(".ag-cell-focus")).to_contain_text("frivilig")
    write(page, "frivillig")
    expect(page.locator(COUNT)).to_contain_text("1 feil")
    to_problem(page, "rad 5, id")
    write(page, "bygd-vel")
    expect(page.locator(COUNT)).to_contain_text("Ingen feil")


def test_whoever_has_gone_to_a_cell_stays_there_when_the_page_is_slow_to_draw(desk: Desk) -> None:
    visit, _ = desk
    page = visit()
    page.add_init_script(
        "const draw = window.requestAnimationFrame; "
        "window.requestAnimationFrame = (work) => window.setTimeout(() => draw(work), 500)"
    )
    page.reload()
    drop(page)
    mend_all(page)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).or_(page.get_by_role("link", name=name)).click()


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def merge_and_undo(page: Page, workspace: KeptWorkspace, do: Callable[[Page, str], None]) -> None:
    """Merge the two rows that are the same club, and take it back."""
    do(page, "Let etter dobbeltføringer")
    expect(page.get_by_role("status").filter(has_text="1 forslag")).to_be_visible()
    do(page, "Slå sammen: ")
    expect(page.get_by_role("heading", name=re.compile("er slått sammen med"))).to_be_focused()
    assert workspace.dataset("fjord").register.ids.size == ROWS - 1
    expect(page.get_by_role("button", name=re.compile("^Angre: slo"))).to_be_visible()
    if do is press:
        page.locator("#hvem-felt").focus()  # up again, past what Tab would go through backwards
    do(page, "Angre:")
    expect(page.get_by_role("button", name=re.compile("^Gjør om igjen: slo"))).to_be_visible()
    assert workspace.dataset("fjord").register.ids.size == ROWS


def test_a_faulty_file_is_mended_and_kept_and_undone_by_mouse(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    expect(page.get_by_role("button", name=re.compile("Angre"))).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Ditt navn eller rolle").fill("planlegger i Levanger")
    drop(page)
    expect(page.get_by_role("button", name="Lagre som ny versjon")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("Kan ikke lagres ennå")).to_be_visible()
    faulty = page.locator(".ag-cell.faulty")
    expect(faulty).to_have_count(ERRORS)
    expect(faulty.first.locator(".icon-warn")).to_be_visible()
    expect(faulty.first).to_contain_text("er ikke en kjent kode")
    mend_all(page)
    expect(faulty).to_have_count(0)
    expect(page.get_by_role("row", name=re.compile("^aktører 4 0 0"))).to_be_visible()
    page.get_by_role("button", name="Lagre som ny versjon").click()
    expect(page.get_by_role("heading", name="Lagret: «fjord» er nå versjon 1")).to_be_focused()
    assert workspace.version("fjord") == 1
    assert not list_drafts(workspace)
    undo = page.get_by_role("button", name=re.compile("^Angre"))
    expect(undo).to_contain_text("av planlegger i Levanger")
    undo.click()
    redo = page.get_by_role("button", name=re.compile("^Gjør om igjen:"))
    expect(redo).to_be_visible()
    assert workspace.version("fjord") is None
    redo.click()
    expect(page.get_by_role("button", name=re.compile("^Angre:"))).to_be_visible()
    assert workspace.version("fjord") == 2  # what version 1 held
    merge_and_undo(page, workspace, click)
    assert {step.author for step in history(workspace).steps} == {"planlegger i Levanger"}
    assert not verify_log(workspace).findings


def test_a_faulty_file_is_mended_and_kept_and_undone_by_keyboard_alone(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    tab_to(page, "Velg en fil", "button")
    with page.expect_file_chooser() as choosing:
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
    choosing.value.set_files([dropped()])  # type: ignore[list-item]
    expect(page.get_by_role("heading", name="Utkast til «fjord»")).to_be_focused()
    tab_to(page, "Feilaktører, rad 4, type", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".ag-cell-focus")).to_contain_text("frivilig")
    expect(page.locator("#rutenett-celle")).to_contain_text("er ikke en kjent kode")
    write(page, "frivillig")
    expect(page.locator(COUNT)).to_contain_text("1 feil")
    assert in_cell(page) == "c2"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#rutenett-celle")).to_contain_text("står mer enn én gang")
    write(page, "bygd-vel")
    expect(page.locator(COUNT)).to_contain_text("Ingen feil")
    assert in_cell(page) == "c0"
    tab_to(page, "Lagre som ny versjon", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lagret: «fjord» er nå versjon 1")).to_be_focused()
    expect(page.get_by_role("button", name=re.compile("^Angre:"))).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Angre:")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Gjør om igjen:"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Angre"))).to_be_focused()
    assert workspace.version("fjord") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Angre:"))).to_be_visible()
    assert workspace.version("fjord") == 2  # what version 1 held
    merge_and_undo(page, workspace, press)


def test_two_windows_on_one_draft_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    visit, workspace = desk
    one = visit()
    drop(one)
    other = visit(re.sub("^https?://[^/]+", "", one.url))
    other.get_by_label("Ditt navn eller rolle").fill("kollega")
    one.get_by_role("button", name=re.compile("rad 4, type")).click()
    write(one, "frivillig")
    expect(one.locator(COUNT)).to_contain_text("1 feil")
    other.get_by_role("button", name=re.compile("rad 5, id")).click()
    write(other, "bygd-vel")
    told = other.get_by_role("alert")
    expect(told).to_contain_text("Utkastet er endret av uten navn")
    expect(told).to_contain_text("aktører, rad 5, id: «bygd-vel»")
    expect(other.locator(COUNT)).to_contain_text("1 feil")  # what the first one mended is there
    other.get_by_role("button", name="Skriv det inn likevel").click()
    expect(other.locator(COUNT)).to_contain_text("Ingen feil")
    rows = open_draft(workspace, "utkast-1").draft.sheets.sheet("aktører").rows
    assert [row[0] for row in rows] == ["fjord-il", "fjord-il-2", "bygd-kor", "bygd-vel"]
    assert rows[2][2] == "frivillig"


def test_cells_written_one_after_another_do_not_get_in_each_others_way(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    drop(page)
    page.get_by_role("button", name=re.compile("rad 4, type")).click()
    page.keyboard.press("ControlOrMeta+Home")
    expect(page.locator(".ag-cell-focus")).to_be_visible()
    page.locator('[row-index="0"] [col-id="c1"]').click()
    for number in range(4):
        write(page, f"Navn {number}")
    expect(page.locator('[row-index="3"] [col-id="c1"]')).to_contain_text("Navn 3")
    settle(page)
    expect(page.locator("#utkast-fortalt .callout")).to_have_count(0)
    page.reload()
    settle(page)
    rows = open_draft(workspace, "utkast-1").draft.sheets.sheet("aktører").rows
    assert [row[1] for row in rows] == [f"Navn {number}" for number in range(4)]


def test_rows_are_added_and_taken_away(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    drop(page)
    page.get_by_role("button", name="Ny rad").click()
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(5)
    page.locator('[row-index="3"] input[type=checkbox]').first.click()
    page.locator('[row-index="4"] input[type=checkbox]').first.click()
    page.get_by_role("button", name="Fjern merkede rader").click()
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(3)
    expect(page.locator(COUNT)).to_contain_text("1 feil")
    assert open_draft(workspace, "utkast-1").draft.sheets.sheet("aktører").numbers == (2, 3, 4)


def test_a_misspelt_header_is_mended_and_a_column_that_may_not_be_kept_is_removed(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    drop(page, errors=2, content=misspelt_book())
    page.get_by_role("button", name=re.compile("overskriften «navnn»")).click()
    name = page.get_by_role("combobox", name="Ny overskrift")
    expect(name).to_be_focused()
    name.fill("navn")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Gi ny overskrift").click()
    expect(page.locator(COUNT)).to_contain_text("1 feil")
    page.get_by_role("button", name=re.compile("overskriften «fødselsnummer»")).click()
    page.get_by_role("button", name="Fjern kolonnen").click()
    expect(page.locator(COUNT)).to_contain_text("Ingen feil")
    sheet = open_draft(workspace, "utkast-1").draft.sheets.sheet("aktører")
    assert sheet.headers == ("id", "navn", "type", "kommune")
    assert sheet.rows == (("fjord-il", "Fjord idrettslag", "frivillig", "5038"),)


def test_drafts_wait_and_are_thrown_away_when_asked_twice(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    drop(page)
    page.get_by_role("button", name="La utkastet vente").click()
    expect(page.get_by_role("heading", name="Aktører og data", exact=True)).to_be_focused()
    waiting = page.locator(".drafts")
    expect(waiting).to_contain_text("utkast-1 til «fjord»")
    page.get_by_role("button", name=re.compile("^Åpne: utkast-1")).click()
    expect(page.locator(COUNT)).to_contain_text(f"{ERRORS} feil")
    page.go_back()
    page.get_by_role("button", name=re.compile("^Kast: utkast-1")).click()
    assert list_drafts(workspace)
    page.get_by_role("button", name="Trykk en gang til for å kaste").click()
    expect(waiting).to_have_count(0)
    expect(page.get_by_role("heading", name="Aktører og data", exact=True)).to_be_focused()
    assert not list_drafts(workspace)


def test_a_dataset_is_edited_and_the_difference_is_shown_before_it_is_kept(desk: Desk) -> None:
    visit, workspace = desk
    page = visit(f"{PAGE}?datasett=innherred")
    expect(page.locator("#datasett-holdt")).to_contain_text("Ligger som filer")
    page.get_by_role("button", name="Rediger i rutenett").click()
    page.get_by_role("button", name="Lagre som ny versjon").click()
    expect(page.get_by_role("heading", name="Lagret: «innherred» er nå versjon 1")).to_be_visible()
    expect(page.locator("#datasett-holdt")).to_contain_text("Versjon 1")
    page.get_by_role("button", name="Rediger i rutenett").click()
    expect(page.get_by_text("utkastet er likt versjon 1")).to_be_visible()
    cell = page.locator('[row-index="0"] [col-id="c1"]')
    before = cell.inner_text()
    cell.click()
    write(page, "Nytt navn")
    page.get_by_text("Vis radene (1)").click()
    change = page.locator(".changes")
    expect(change.locator("del")).to_contain_text(before)
    expect(change.locator("ins")).to_contain_text("Nytt navn")
    page.get_by_role("button", name="Lagre som ny versjon").click()
    expect(page.get_by_role("heading", name="Lagret: «innherred» er nå versjon 2")).to_be_visible()
    assert "Nytt navn" in set(workspace.dataset("innherred").register.actors["name"])


def test_what_others_have_changed_meanwhile_is_told_and_the_draft_stays(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    drop(page)
    mend_all(page)
    page.get_by_role("button", name="Lagre som ny versjon").click()
    expect(page.get_by_role("heading", name="Lagret: «fjord» er nå versjon 1")).to_be_visible()
    address = f"{PAGE}?datasett=fjord"
    windows = [visit(address), visit(address)]
    for number, window in enumerate(windows):
        window.get_by_label("Ditt navn eller rolle").fill(f"saksbehandler {number + 1}")
        window.get_by_role("button", name="Rediger i rutenett").click()
        window.locator('[row-index="0"] [col-id="c1"]').click()
        write(window, f"Fjord IL {number}")
        expect(window.get_by_text("Vis radene (1)")).to_be_visible()
    windows[0].get_by_role("button", name="Lagre som ny versjon").click()
    expect(windows[0].get_by_role("heading", name="Lagret: «fjord» er nå versjon 2")).to_be_visible()
    windows[1].get_by_role("button", name="Lagre som ny versjon").click()
    told = windows[1].get_by_role("alert")
    expect(told).to_contain_text("Andre har endret det samme")
    expect(told).to_contain_text("saksbehandler 1")
    assert workspace.version("fjord") == 2
    windows[1].get_by_role("button", name=re.compile("Begynn et nytt utkast")).click()
    expect(windows[1].locator('[row-index="0"] [col-id="c1"]')).to_contain_text("Fjord IL 0")
    drafts = {open_draft(workspace, one.id).draft.base for one in list_drafts(workspace)}
    assert drafts == {1, 2}


def test_excel_is_taken_out_and_dropped_again_without_a_difference(desk: Desk) -> None:
    visit, _ = desk
    page = visit(f"{PAGE}?datasett=sandnes_bootcamp")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Last ned Excel").click()
    assert coming.value.suggested_filename == "sandnes_bootcamp.xlsx"
    content = coming.value.path().read_bytes()
    assert "aktører" in load_workbook(BytesIO(content)).sheetnames
    page.get_by_role("combobox", name="Datasett den hører til").fill("sandnes_bootcamp")
    page.keyboard.press("Escape")
    drop(page, errors=0, name="sandnes.xlsx", content=content)
    expect(page.get_by_text("Ingenting er annerledes.")).to_be_visible()


def test_a_file_of_another_kind_or_too_large_is_turned_away_with_a_message(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    page.locator(FIELD).set_input_files([dropped(name="bilde.png", content=b"x")])  # type: ignore[list-item]
    expect(page.get_by_role("alert")).to_contain_text("Denne typen fil kan ikke leses")
    page.locator(FIELD).set_input_files(  # type: ignore[list-item]
        [dropped(name="stor.csv", content=b"x" * 20_000_001)]
    )
    expect(page.get_by_role("alert")).to_contain_text("Filen er for stor. Høyst 20 MB")
    page.locator(FIELD).set_input_files([dropped(name="tom.xlsx", content=b"ikke excel")])  # type: ignore[list-item]
    expect(page.locator("#data-fortalt .error-box")).to_be_visible()
    assert not list_drafts(workspace)


def test_a_file_of_nearly_twenty_megabytes_is_read_and_mended(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    kinds = ["frivilig", "frivilig", *["frivillig"] * 1_998]
    rows = [f"a{at};Navn {at};{kind};5038;{'x' * 9_400}" for at, kind in enumerate(kinds)]
    content = "\n".join(["id;navn;type;kommune;notat", *rows]).encode()
    assert 18_000_000 < len(content) < 20_000_000
    page.locator(FIELD).set_input_files([dropped(name="stor.csv", content=content)])  # type: ignore[list-item]
    expect(page.locator(COUNT)).to_contain_text("2 feil", timeout=60_000)
    settle(page)
    page.locator(".problem").first.click()
    expect(page.locator(".ag-cell-focus")).to_contain_text("frivilig")
    write(page, "frivillig")
    expect(page.locator(COUNT)).to_contain_text("1 feil", timeout=60_000)
    assert len(open_draft(workspace, "utkast-1").draft.sheets.sheets[0].rows) == 2_000


STATES = ("empty", "problems", "difference", "kept")


def brought(page: Page, state: str, workspace: KeptWorkspace) -> None:
    """Bring the page into a state."""
    if state == "empty":
        return
    page.locator(FIELD).set_input_files([dropped()])  # type: ignore[list-item]
    page.locator(".ag-cell.faulty").first.wait_for()
    if state == "problems":
        return
    name = list_drafts(workspace)[-1].id
    edits = (CellEdit("aktører", 4, "type", "frivillig"), CellEdit("aktører", 5, "id", "bygd-vel"))
    mend(workspace, name, 1, edits, "kollega")
    page.reload()
    settle(page)
    page.locator("#utkast-slutt summary").click()
    if state == "kept":
        page.locator("#lagre-versjon").click()
        page.locator(".told-box").wait_for()
    settle(page)


@pytest.mark.parametrize("language", LANGUAGES if EVERYTHING else ["nn"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light_and_dark_and_on_a_phone(desk: Desk, state: str, language: str) -> None:
    visit, workspace = desk
    page = visit(f"/{language}/aktorer-og-data", bypass_csp=True)
    brought(page, state, workspace)
    assert everywhere(page) == {}
