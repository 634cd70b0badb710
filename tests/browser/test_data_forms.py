"""Actors, contributions and ties in forms, duplicates and versions, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from matchmaker.kernel.messages import LANGUAGES
from matchmaker.services.duplicates import find_duplicates
from matchmaker.services.editing import RowRequest, list_rows, row_texts, save_row
from matchmaker.store.memory import MemoryStorage
from tests.browser.barriers import EVERYTHING, everywhere
from tests.browser.conftest import served
from tests.browser.test_walk import tab_to
from tests.browser.waiting import go, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator

    from matchmaker.services.kept import KeptWorkspace

    Desk = tuple[Callable[..., Page], KeptWorkspace]

DATASET = "innherred"
PAGE = f"/nb/aktorer-og-data?datasett={DATASET}"
COUNCIL = "verdal-eldreraad"
PAIRS = (("Garnes Ungdomslag", "Ungdomslaget Garnes"), ("Verdal hagelag", "Verdal Hagelag AL"))


@pytest.fixture
def desk(desk_address: tuple[str, KeptWorkspace], visit: Callable[..., Page]) -> Desk:
    """Open the page on a server of the test's own, and its workspace."""
    there, workspace = desk_address
    return (lambda more="", **given: visit(PAGE + more, at=there, **given)), workspace


def add(workspace: KeptWorkspace, name: str, **texts: str) -> None:
    row = {"navn": name, "type": "frivillig", "kommune": "5038", **texts}
    save_row(workspace, RowRequest(DATASET, "actors", row, "kari", 0))


def doubled(workspace: KeptWorkspace) -> None:
    for one, other in PAIRS:
        add(workspace, one, oppnevnes_av="styret")
        add(workspace, other, oppnevnes_av="årsmøtet")


def sign(page: Page, who: str) -> None:
    page.get_by_label("Ditt navn eller rolle").fill(who)
    page.wait_for_function("who => (localStorage.getItem('hvem') || '').includes(who)", arg=who)


def form(page: Page, which: str = "actor") -> Locator:
    return page.locator(f"#data-skjema-{which}")


def save(page: Page, which: str = "actor") -> None:
    form(page, which).get_by_role("button", name="Lagre").click()


def choose(page: Page, field: str, option: str, which: str = "actor") -> None:
    box = form(page, which).get_by_role("combobox", name=re.compile(f"^{field}"))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def pick(page: Page, field: str, option: str) -> None:
    """Choose from a list with the keyboard, from wherever focus is."""
    tab_to(page, field)
    page.keyboard.type(option)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_an_actor_with_all_that_hangs_on_it_is_written_and_removed_by_mouse(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    sign(page, "planlegger i Verdal")
    page.get_by_role("link", name="Ny aktør").click()
    expect(page.get_by_role("heading", name="Ny aktør")).to_be_focused()
    expect(page.get_by_text("Viser 163 av 163 aktører")).to_be_hidden()
    form(page).get_by_label("Navn").fill("Bokkafeen i Verdal")
    choose(page, "Type", "Frivilligsentral")
    number = form(page).get_by_label("Organisasjonsnummer")
    number.fill("123456789")
    save(page)
    expect(page.get_by_role("heading", name="Ikke lagret. Dette må rettes først:")).to_be_focused()
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_accessible_description(re.compile("ikke et gyldig organisasjonsnummer"))
    expect(form(page).get_by_label("Navn")).to_have_value("Bokkafeen i Verdal")  # what was typed stays
    form(page).get_by_role("button", name="Organisasjonsnummer").click()
    expect(number).to_be_focused()
    number.fill("")
    save(page)
    expect(page.get_by_role("heading", name="Bokkafeen i Verdal")).to_be_focused()
    expect(page).to_have_url(re.compile("aktor=bokkafeen-i-verdal"))

    page.get_by_role("link", name="Nytt bidrag").click()
    expect(page.get_by_role("heading", name="Nytt bidrag")).to_be_focused()
    choose(page, "Bidrag", "lokaler", "row")
    save(page, "row")
    row = page.locator("#data-rader").get_by_role("row", name=re.compile("lokaler"))
    expect(row).to_be_visible()
    expect(form(page, "row")).to_be_empty()
    expect(page.get_by_role("heading", name="Kan bidra med")).to_be_focused()

    page.get_by_role("link", name="Ny relasjon").click()
    choose(page, "Til aktør", "Eldrerådet i Verdal", "row")
    choose(page, "Relasjon", "samarbeider med", "row")
    save(page, "row")
    tied = re.compile("samarbeider med Eldrerådet i Verdal")
    tie = page.locator("#data-rader").get_by_role("row", name=tied)
    expect(tie).to_be_visible()

    page.get_by_role("link", name="Endre: samarbeider med").click()
    form(page, "row").get_by_label("Styrke").fill("3")
    save(page, "row")
    expect(tie).to_contain_text("3")
    assert list_rows(workspace, DATASET, "ties", "bokkafeen-i-verdal")[0].values["strength"] == 3

    form(page).get_by_role("button", name="Fjern").click()
    question = page.get_by_role("heading", name="Skal dette fjernes: Bokkafeen i Verdal?")
    expect(question).to_be_focused()
    expect(form(page)).to_contain_text("bidrag: 1")
    expect(form(page)).to_contain_text("relasjoner: 1")
    page.get_by_role("button", name="Nei, behold").click()
    expect(question).to_have_count(0)
    form(page).get_by_role("button", name="Fjern").click()
    page.get_by_role("button", name="Ja, fjern").click()
    expect(page.get_by_text("Viser 163 av 163 aktører")).to_be_visible()
    expect(page.get_by_label("Søk i tabellen")).to_be_focused()
    assert list_rows(workspace, DATASET, "actors", "bokkafeen-i-verdal") == ()
    expect(page.locator("#data-versjonsliste tbody tr").first).to_contain_text("planlegger i Verdal")


def test_an_actor_and_a_contribution_are_written_and_removed_by_keyboard_alone(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    tab_to(page, "Ny aktør")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ny aktør")).to_be_focused()
    tab_to(page, "Navn")
    page.keyboard.type("Bokkafeen i Verdal")
    page.keyboard.press("Enter")  # in a plain field Enter saves; the kind is still missing
    expect(page.get_by_role("heading", name="Ikke lagret. Dette må rettes først:")).to_be_focused()
    tab_to(page, "Type", "button")
    page.keyboard.press("Enter")
    expect(form(page).get_by_role("combobox", name=re.compile("^Type"))).to_be_focused()
    page.keyboard.type("Frivilligsentral")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "Lagre")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Bokkafeen i Verdal")).to_be_focused()
    tab_to(page, "Nytt bidrag")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nytt bidrag")).to_be_focused()
    pick(page, "Bidrag", "lokaler")
    tab_to(page, "Lagre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kan bidra med")).to_be_focused()
    tab_to(page, "Endre: lokaler")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bidrag", exact=True)).to_be_focused()
    pick(page, "Nivå", "God")
    tab_to(page, "Lagre")
    page.keyboard.press("Enter")
    expect(page.locator("#data-rader").get_by_role("row", name=re.compile("lokaler God"))).to_be_visible()
    tab_to(page, "Endre: lokaler")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bidrag", exact=True)).to_be_focused()
    tab_to(page, "Fjern")
    page.keyboard.press("Enter")
    tab_to(page, "Ja, fjern")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ingen bidrag er registrert.")).to_be_visible()
    assert list_rows(workspace, DATASET, "contributions", "bokkafeen-i-verdal") == ()
    assert workspace.version(DATASET) == 5


def test_an_actor_is_found_by_name(desk: Desk) -> None:
    visit, _ = desk
    page = visit()
    page.get_by_label("Søk i tabellen").fill("eldrerådet i verd")
    expect(page.get_by_text("Viser 1 av 163 aktører")).to_be_visible()
    page.get_by_role("link", name="Eldrerådet i Verdal").click()
    expect(page.get_by_role("heading", name="Eldrerådet i Verdal")).to_be_focused()
    expect(page.get_by_role("link", name="Endre: er oppnevnt av Verdal kommunestyre")).to_be_visible()
    page.get_by_role("link", name="Lukk uten å lagre").click()
    expect(page.get_by_text("Viser 1 av 163 aktører")).to_be_visible()  # the search is as it was
    expect(page.get_by_label("Søk i tabellen")).to_be_focused()


def test_two_windows_edit_the_same_actor_and_nothing_is_overwritten(desk: Desk) -> None:
    visit, workspace = desk
    first, second = (visit(f"&aktor={COUNCIL}") for _ in range(2))
    for page, who in ((first, "kari"), (second, "ola")):
        sign(page, who)
    form(first).get_by_label("Enhet").fill("Kari skrev dette")
    save(first)
    expect(form(first)).to_contain_text("Fra versjon 2")
    expect(form(first).get_by_role("button", name="Lagre")).to_be_focused()  # drawn anew, and not lost
    form(second).get_by_label("Oppnevnes av").fill("Ola skrev dette")
    save(second)
    expect(second.get_by_role("heading", name=re.compile("Andre har endret det samme"))).to_be_focused()
    told = form(second).locator(".error-box")
    expect(told.locator("li").first).to_contain_text(re.compile("kari.*enhet"))
    expect(told).to_contain_text("lagret nå «Kari skrev dette»")
    expect(form(second).get_by_label("Oppnevnes av")).to_have_value("Ola skrev dette")
    assert row_texts(workspace, DATASET, "actors", (COUNCIL,))["enhet"] == "Kari skrev dette"
    assert workspace.version(DATASET) == 2
    second.get_by_role("button", name="Ta med endringene deres og behold mine").click()
    expect(form(second).get_by_label("Enhet")).to_have_value("Kari skrev dette")
    save(second)
    expect(form(second)).to_contain_text("Fra versjon 3")
    now = row_texts(workspace, DATASET, "actors", (COUNCIL,))
    assert (now["enhet"], now["oppnevnes_av"]) == ("Kari skrev dette", "Ola skrev dette")


def test_what_somebody_is_writing_is_left_alone_by_what_happens_around_it(desk: Desk) -> None:
    visit, workspace = desk
    add(workspace, "Bokkafeen i Verdal")
    page = visit(f"&aktor={COUNCIL}")
    form(page).get_by_label("Enhet").fill("halvveis skrevet")
    page.get_by_role("button", name=re.compile("^Angre")).click()
    expect(page.get_by_role("button", name=re.compile("^Gjør om igjen: la til"))).to_be_visible()
    settle(page)
    expect(form(page).get_by_label("Enhet")).to_have_value("halvveis skrevet")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_one_suggestion_is_accepted_and_another_refused_for_good(by: str, desk: Desk) -> None:
    visit, workspace = desk
    doubled(workspace)
    page = visit()

    def press(name: str, role: str) -> None:
        if by == "mouse":
            page.get_by_role(role, name=name).click()  # type: ignore[arg-type]
        else:
            tab_to(page, name)
            page.keyboard.press("Enter")

    press("Let etter dobbeltføringer", "link")
    cards = page.locator(".pair-card")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("årsmøtet")
    cards.first.get_by_role("radio", name="Ungdomslaget Garnes").check()
    press("Slå sammen: Garnes Ungdomslag og Ungdomslaget Garnes", "button")
    told = page.locator("#data-dobbelt-fortalt")
    expect(told.get_by_role("heading")).to_be_focused()
    expect(told).to_contain_text("Garnes Ungdomslag er slått sammen med Ungdomslaget Garnes")
    expect(told).to_contain_text("styret")  # which could not be kept
    expect(cards).to_have_count(1)
    press("Ikke samme aktør: Verdal hagelag og Verdal Hagelag AL", "button")
    expect(told).to_contain_text("foreslås ikke igjen")
    expect(told.get_by_role("heading")).to_be_focused()
    expect(cards).to_have_count(0)
    expect(page.get_by_text("Par som er merket som ulike og ikke foreslås igjen: 1.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Ingen ser ut til å stå to ganger.")).to_be_visible()
    assert find_duplicates(workspace, DATASET).refused == 1
    assert list_rows(workspace, DATASET, "actors", "garnes-ungdomslag") == ()


def test_contact_details_are_kept_and_shown_again(desk: Desk) -> None:
    visit, workspace = desk
    add(workspace, "Bokkafeen i Verdal")
    page = visit("&aktor=bokkafeen-i-verdal")
    fold = page.get_by_text("Kontaktopplysninger (ligger for seg)").first
    fold.click()
    page.get_by_label("E-post").fill("post@bokkafeen.example")
    page.get_by_label("E-post").press("Enter")
    expect(page.get_by_text("Kontaktopplysningene er lagret.")).to_be_visible()
    page.reload()
    fold.click()
    expect(page.get_by_label("E-post")).to_have_value("post@bokkafeen.example")
    assert workspace.version(DATASET) == 2


def test_two_versions_are_compared(desk: Desk) -> None:
    visit, workspace = desk
    page = visit()
    expect(page.get_by_text("Ingen versjoner ennå")).to_be_visible()
    doubled(workspace)
    page.reload()
    expect(page.get_by_text("Versjoner: 5 av 5, den nyeste først")).to_be_visible()
    page.wait_for_load_state("networkidle")  # a list that is filled anew closes, and a person waits for it
    from_which = page.get_by_role("combobox", name="Fra", exact=True)
    from_which.press("ArrowDown")
    page.get_by_role("option", name="Versjon 3").click()
    expect(from_which).to_have_value("Versjon 3")
    page.get_by_role("button", name="Vis forskjellen").click()
    expect(page).to_have_url(re.compile("versjoner=3-5"))
    expect(page.get_by_role("heading", name="Fra versjon 3 til versjon 5")).to_be_visible()
    page.locator("#data-forskjell summary").click()
    expect(page.locator("#data-forskjell .changes > li")).to_have_count(2)
    page.get_by_text("Det som sist er gjort").click()
    expect(page.locator("#data-steg tbody tr")).to_have_count(5)


# -- axe ----------------------------------------------------------------------------------------------

STATES = {
    "list": "",
    "form": f"&aktor={COUNCIL}&rad=ties~verdal-kommunestyre~{COUNCIL}~oppnevner~~",
    "faults": "&ny=actors",
    "duplicates": "&dobbelt=vis",
    "versions": "&versjoner=1-3",
}


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[tuple[Page, str]]:
    """One window for many states, on a workspace with versions and duplicates in it."""
    with served(MemoryStorage()) as (there, workspace):
        doubled(workspace)
        window = browser.new_context(bypass_csp=True, color_scheme="light")
        yield window.new_page(), there
        window.close()


@pytest.mark.parametrize("language", LANGUAGES if EVERYTHING else ["nb"])
@pytest.mark.parametrize("state", list(STATES))
def test_no_violations_in_light_and_dark_and_on_a_phone(
    state: str, language: str, shown: tuple[Page, str]
) -> None:
    page, there = shown
    go(page, f"{there}/{language}/aktorer-og-data?datasett={DATASET}{STATES[state]}")
    if state == "faults":
        page.locator("#data-skjema-actor-lagre").click()
        expect(page.locator("#data-skjema-actor .error-box")).to_be_visible()
        expect(page.locator("#data-skjema-actor [aria-invalid=true]")).to_have_count(2)
    for fold in page.locator("#data-versjoner summary, #data-aktorer summary").all():
        fold.click()
    assert everywhere(page) == {}
