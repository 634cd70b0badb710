"""Two browsers at one kept team and at one kept seating: what each does, and what must be there afterwards.

Each interleaving lets both begin something before either keeps it, at the same place or at two, and checks
with a model in plain Python: what was kept, that the second was told or asked, that nothing typed or moved
was gone, and that the first was told without loading the page anew.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, expect

from dashboard.components import ids
from matchmaker.services.groups_keep import keep_together, told_seats
from matchmaker.store import records
from tests.browser.waiting import go, settle
from tests.invitations import team, workspace_on
from tests.two_editors import GROUPS, PEOPLE, SEATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from playwright.sync_api import Browser, Locator

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.storage import Storage

WHO = ("Nora (planlegger)", "Ola (planlegger)")
TEAM = "/nb/inviteres?datasett=lite&utfordring=sak&del=invitasjon&beholdt=team-1"
SEATING = "/nb/gruppeinndeling?datasett=lite&grupper=3&vis=lagret"
CHAIR, LOCKS = "sete-6", ("sete-3", "sete-4", "sete-5")
AUTHOR = ids.AUTHOR


@dataclass
class Seen:
    """What happened; a lost update or an untold conflict is an error instead."""

    interleavings: int = 0
    beside: int = 0
    """Kept beside each other, and told."""
    conflicts: int = 0
    """Told to the second, who chose."""
    mine: int = 0
    undone: int = 0
    banners: int = 0
    """Told to the first without a reload."""


def prepared(storage: Storage) -> None:
    """Keep a team with an open chair, and a seating."""
    workspace = workspace_on(storage)
    team(workspace, SEATS)
    places = tuple(sorted((1, GROUPS[number % 3], person) for number, person in enumerate(PEOPLE)))
    keep_together(workspace, "lite", places, "kari")


@contextmanager
def two(browser: Browser, address: str, path: str, noise: list[str]) -> Iterator[tuple[Page, Page]]:
    """Two browsers, of two people, at the same page."""
    windows, pages = [], []
    for who in WHO:
        window = browser.new_context(viewport={"width": 1300, "height": 950})
        window.add_init_script(
            f"if (!localStorage.getItem('{AUTHOR}')) {{"
            f"localStorage.setItem('{AUTHOR}', {json.dumps(json.dumps(who))});"
            f"localStorage.setItem('{AUTHOR}-timestamp', Date.now());}}"
        )
        page = window.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: noise.append(f"script: {error}"))
        page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
        go(page, address + path)
        windows.append(window)
        pages.append(page)
    yield pages[0], pages[1]
    for window in windows:
        window.close()


def button(page: Page, name: str, within: str = "body") -> Locator:
    """The button of that name."""
    return page.locator(within).get_by_role("button", name=name, exact=True)


def hear(page: Page, slot: str, *words: str) -> None:
    """Come back to the window, and be told what the other has done."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    for word in words:
        expect(page.locator(slot)).to_contain_text(word)


# -- the team ------------------------------------------------------------------------------------------------

NEWS, BOTH, PANEL = "#beholdt-nytt", "#beholdt-begge", "#beholdt-panel"


def kept_parts(workspace: KeptWorkspace) -> dict[str, Any]:
    """What is kept of the team, read from the record itself."""
    with workspace.store.reading() as reading:
        body: Any = records.get(reading, "team-1").body
    seats = {one["id"]: bool(one.get("locked")) for one in body.seats if one["id"] in LOCKS}
    chair = next(one["open"] for one in body.seats if one["id"] == CHAIR)
    return {"navn": body.name, CHAIR: chair, **seats}


def begin(page: Page, part: str, wanted: Any) -> str:
    """Open the panel of a part and write what is wanted; gives the name of the button that keeps it."""
    if part == "navn":
        button(page, "Gi teamet et nytt navn").click()
        page.locator(PANEL).get_by_role("textbox").fill(wanted)
        return "Lagre navnet"
    number = part[-1]
    page.get_by_role("button", name=f"Endre plass {number}:").click()
    expect(page.locator(f"{PANEL} h3")).to_contain_text(f"plass {number}")
    if part == CHAIR:
        page.locator(PANEL).get_by_label("Stolen holdes til").fill(wanted)
        return "Lagre stolen"
    page.locator(PANEL).get_by_label("Låst").set_checked(wanted)
    return "Lagre plassen"


def team_interleaving(
    pages: tuple[Page, Page], workspace: KeptWorkspace, rng: np.random.Generator, number: int, seen: Seen
) -> None:
    """Both open something in the team before either keeps it."""
    order = [int(one) for one in rng.permutation(2)]
    first, second = pages[order[0]], pages[order[1]]
    parts = ("navn", CHAIR, *LOCKS)
    one = parts[rng.integers(len(parts))]
    other = one if rng.random() < 0.5 and one not in LOCKS else parts[rng.integers(len(parts))]
    before = kept_parts(workspace)
    wants = [
        not before[part] if part in LOCKS else f"{WHO[order[place]][:3]} {number}"
        for place, part in enumerate((one, other))
    ]
    keeps = [begin(first, one, wants[0]), begin(second, other, wants[1])]
    button(first, keeps[0], PANEL).click()
    kept(first)
    assert kept_parts(workspace) == {**before, one: wants[0]}
    button(second, keeps[1], PANEL).click()
    expected = {**before, one: wants[0]}
    if one == other and one not in LOCKS:
        if _chosen(second, other, wants[1], order, rng, seen):
            expected[other] = wants[1]
    else:
        kept(second)
        if one != other:
            expect(second.locator(NEWS)).to_contain_text(WHO[order[0]])
            seen.beside += 1
        expected[other] = wants[1]
    assert kept_parts(workspace) == expected
    if expected != {**before, one: wants[0]}:
        hear(first, NEWS, "Andre har endret dette", WHO[order[1]])
        button(first, "Vis", NEWS).click()
        expect(first.locator(NEWS)).to_contain_text("Nå ser du det andre har gjort")
        seen.banners += 1
        if rng.random() < 0.3:
            _undone(pages, order, workspace, ({**before, one: wants[0]}, expected), seen)
    seen.interleavings += 1


def kept(page: Page) -> None:
    """The panel closes when what stood in it is kept, and that is told."""
    expect(page.locator(BOTH)).to_have_text("")
    expect(page.locator(f"{PANEL} h3")).to_have_count(0)
    expect(page.locator(NEWS)).to_contain_text("Endringen er lagret")


def _undone(
    pages: tuple[Page, Page], order: list[int], workspace: KeptWorkspace,
    states: tuple[dict[str, Any], dict[str, Any]], seen: Seen,
) -> None:  # fmt: skip
    """The second takes back what was kept last, and the first is told of that too."""
    first, second = pages[order[0]], pages[order[1]]
    back, now = states
    assert kept_parts(workspace) == now
    button(second, "Angre", NEWS).click()
    expect(second.locator(NEWS)).to_contain_text("Endringen er angret")
    assert kept_parts(workspace) == back
    hear(first, NEWS, "Andre har endret dette", WHO[order[1]])
    button(first, "Vis", NEWS).click()
    expect(first.locator(NEWS)).to_contain_text("Nå ser du det andre har gjort")
    seen.undone += 1


def _chosen(
    page: Page, part: str, wanted: str, order: list[int], rng: np.random.Generator, seen: Seen
) -> bool:
    """The second is told who did what, has what was typed still, and chooses; says whether mine."""
    expect(page.locator(BOTH)).to_contain_text("Andre har endret det samme")
    expect(page.locator(BOTH)).to_contain_text(WHO[order[0]])
    expect(page.locator(BOTH)).to_contain_text(wanted)
    label = "Navn på teamet" if part == "navn" else "Stolen holdes til"
    expect(page.locator(PANEL).get_by_role("textbox", name=label)).to_have_value(wanted)
    seen.conflicts += 1
    mine = bool(rng.random() < 0.5)
    if mine:
        button(page, "Behold mine", BOTH).click()
        kept(page)
        seen.mine += 1
    else:
        button(page, "Ta deres", BOTH).click()
        expect(page.locator(NEWS)).to_contain_text("Nå ser du det andre har gjort")
    expect(page.locator(f"{BOTH} table")).to_have_count(0)
    return mine


# -- the seating ---------------------------------------------------------------------------------------------

GROUP_NEWS, TOLD = "#gruppe-nytt", "#gruppe-fortalt"


def kept_places(workspace: KeptWorkspace) -> dict[str, str]:
    """Who sits where in the dataset."""
    return {person: group for _, group, person in told_seats(workspace, "lite")}


def move(page: Page, person: str, group: str) -> None:
    """Drag somebody to another group."""
    name, card = person.capitalize(), page.locator(f'[data-group="{group}"]')
    chip = page.locator(f'.group-card [data-person="{person}"]')
    chip.drag_to(card.get_by_role("heading"))
    expect(card.locator(f'[data-person="{person}"]')).to_have_count(1)
    expect(page.locator("#gruppe-kostnad")).to_contain_text(name)


def shows(page: Page, places: dict[str, str]) -> None:
    """The groups on the screen are those."""
    for person, group in places.items():
        expect(page.locator(f'[data-group="{group}"] [data-person="{person}"]')).to_have_count(1)


def seating_interleaving(
    pages: tuple[Page, Page], workspace: KeptWorkspace, rng: np.random.Generator, seen: Seen
) -> None:
    """Both move somebody before either keeps the seating."""
    order = [int(one) for one in rng.permutation(2)]
    first, second = pages[order[0]], pages[order[1]]
    before = kept_places(workspace)
    one = PEOPLE[rng.integers(len(PEOPLE))]
    other = one if rng.random() < 0.5 else PEOPLE[rng.integers(len(PEOPLE))]
    free = [[group for group in GROUPS if group != before[who]] for who in (one, other)]
    wants = [free[0][rng.integers(2)], free[1][rng.integers(2)]]
    move(first, one, wants[0])
    move(second, other, wants[1])
    version = (workspace.version("lite") or 0) + 1
    button(first, "Lagre").click()
    expect(first.locator(GROUP_NEWS)).to_contain_text(f"Inndelingen er lagret som versjon {version} ")
    expected = {**before, one: wants[0]}
    assert kept_places(workspace) == expected
    button(second, "Lagre").click()
    if one == other and wants[0] != wants[1]:
        expect(second.locator(TOLD)).to_contain_text("Andre har endret det samme")
        expect(second.locator(TOLD)).to_contain_text(WHO[order[0]])
        shows(second, {other: wants[1]})  # what was moved stands still
        seen.conflicts += 1
        assert kept_places(workspace) == expected
        mine = rng.random() < 0.5
        button(second, "Behold mine" if mine else "Ta deres", TOLD).click()
        expect(second.locator(TOLD)).to_contain_text("Trykk «Lagre»")
        if rng.random() < 0.3:
            button(second, "Angre valget", TOLD).click()
            expect(second.locator(TOLD)).to_contain_text("Valget er angret")
            shows(second, {other: wants[1]})
            button(second, "Lagre").click()
            button(second, "Behold mine" if mine else "Ta deres", TOLD).click()
            expect(second.locator(TOLD)).to_contain_text("Trykk «Lagre»")
            seen.undone += 1
        seen.mine += mine
        expected[other] = wants[1] if mine else wants[0]
        shows(second, expected)
        button(second, "Lagre").click()
    else:
        expected[other] = wants[1]
        seen.beside += one != other
    version += expected != {**before, one: wants[0]}
    expect(second.locator(GROUP_NEWS)).to_contain_text(f"Inndelingen er lagret som versjon {version} ")
    if one != other:
        expect(second.locator(GROUP_NEWS)).to_contain_text(WHO[order[0]])
    assert kept_places(workspace) == expected
    shows(second, expected)
    if expected != {**before, one: wants[0]}:
        hear(first, GROUP_NEWS, "Andre har endret dette", WHO[order[1]])
        button(first, "Vis", GROUP_NEWS).click()
        expect(first.locator(GROUP_NEWS)).to_contain_text("Nå ser du det andre har gjort")
        seen.banners += 1
    shows(first, expected)
    settle(first)
    seen.interleavings += 1
