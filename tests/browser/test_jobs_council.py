"""A regional council's job: its municipalities' networks side by side and over time, to learn, not to rank.

Told once; carried out by mouse and by keyboard alone, in bokmål and nynorsk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.job_files import EARLY, LATE, TOWNS, councils_register, ties_on
from tests.browser.jobs import job, taken

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.texts import Words
    from matchmaker.services.kept import KeptWorkspace
    from tests.browser.hands import Hands

DATASET = "regionen"


@job("mus", "nn")
def test_a_council_lets_its_municipalities_learn_from_each_other(
    hands: Hands, text: Words, workspace: KeptWorkspace, tmp_path: Path
) -> None:
    bring_the_register(hands, text, workspace)
    look_at_the_network(hands, text)
    learn(hands, text)
    report(hands, text, tmp_path)


def bring_the_register(hands: Hands, text: Words, workspace: KeptWorkspace) -> None:
    """Drop the file; nothing is wrong with it but spaces, blank lines and words for codes."""
    page = hands.page
    hands.hand_over(text.t("drop.choose"), councils_register())
    expect(page.locator(".problems-count")).to_be_visible()
    expect(page.locator(".problem")).to_have_count(0)
    hands.press("button", text.t("commit.keep"))
    expect(page.locator(".told-box h2")).to_be_focused()
    register = workspace.dataset(DATASET).register
    assert len(register) == 30
    assert len(register.frame("ties")) == sum(ties_on(number, LATE) for number in TOWNS)


def look_at_the_network(hands: Hands, text: Words) -> None:
    """See how many actors and ties there are, and one municipality alone."""
    page = hands.page
    hands.go(text.t("page.nettverk"))
    expect(page.get_by_role("table").locator("caption")).to_contain_text("30")
    hands.choose(text.t("form.municipality"), TOWNS["5053"])
    expect(page.get_by_role("table").locator("caption")).to_contain_text("10")


def learn(hands: Hands, text: Words) -> None:
    """Who can learn from whom, how the networks are side by side, and what has changed."""
    page = hands.page
    hands.go(text.t("page.laer_av_hverandre"))
    expect(page.locator(".learner h3")).to_contain_text("Inderøy administrasjon")
    expect(page.locator(".experienced")).to_contain_text("Verdal administrasjon")
    hands.choose_radio(text.t("learn.side"))
    expect(page.get_by_role("heading", level=2, name=text.t("learn.side"))).to_be_visible()
    table = page.locator(".results table").first
    said = table.inner_text()
    places = [said.index(town) for town in TOWNS.values()]
    assert places == sorted(places)  # in the order of their numbers, whatever the figures
    hands.choose_radio(text.t("learn.over_time"))
    hands.write_words(text.t("learn.dates"), [EARLY.isoformat(), LATE.isoformat()])
    expect(page).to_have_url(re.compile(f"datoer={EARLY},{LATE}"))
    rows = page.locator(".results table").filter(has_text=text.t("learn.time")).first.locator("tbody tr")
    for row, day in zip(rows.all(), (EARLY, LATE), strict=False):
        expect(row.locator("td").last).to_have_text(str(sum(ties_on(number, day) for number in TOWNS)))


def report(hands: Hands, text: Words, folder: Path) -> None:
    """Make the report, and find the municipalities in every file."""
    page = hands.page
    hands.go(text.t("page.rapport"))
    expect(page.locator(".report")).to_contain_text("regionen", ignore_case=True)
    for file in taken(hands, text, folder):
        assert "regionen" in file.casefold()
