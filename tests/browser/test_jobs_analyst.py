"""An analyst's job: do those who took part mirror those concerned, and can the answer be defended in public?

Told once; carried out by mouse and by keyboard alone, in bokmål and nynorsk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from matchmaker.kernel.errors import Message
from matchmaker.services.funnel import step_label
from tests.browser.job_files import MEN, STEPS, UNSAID, WOMEN, analysts_event
from tests.browser.jobs import job, taken

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.texts import Words
    from matchmaker.services.kept import KeptWorkspace
    from tests.browser.hands import Hands

TITLE = "Folkemøtet om skolevei"


@job("mus", "nb")
def test_an_analyst_compares_those_who_took_part_and_tells_it_in_public(
    hands: Hands, text: Words, workspace: KeptWorkspace, tmp_path: Path
) -> None:
    bring_the_event(hands, text, workspace)
    compare(hands, text)
    follow(hands, text)
    tell_in_public(hands, text)
    report(hands, text, tmp_path)


def bring_the_event(hands: Hands, text: Words, workspace: KeptWorkspace) -> None:
    """Drop the file, mend the misspelt kind, keep it."""
    page = hands.page
    hands.hand_over(text.t("drop.choose"), analysts_event())
    expect(page.locator(".problems-count")).to_contain_text(re.compile(r"\b1\b"))
    hands.press_this(page.locator(".problem").first)
    hands.write_cell("innbygger")
    expect(page.locator(".ag-cell.faulty")).to_have_count(0)
    hands.press("button", text.t("commit.keep"))
    expect(page.locator(".told-box h2")).to_be_focused()
    assert len(workspace.dataset("folkemotet").register) == WOMEN + MEN + UNSAID


def compare(hands: Hands, text: Words) -> None:
    """Hold those who took part against the population, and look at combinations."""
    page = hands.page
    hands.go(text.t("page.naar_vi_ikke"))
    hands.choose(text.t("form.challenge"), TITLE)
    hands.choose_radio(text.t("missing.groups"))
    for count, verdict in ((WOMEN, "over"), (MEN, "under")):
        said = text.say(Message(f"verdict.{verdict}"))
        expect(page.get_by_role("row", name=re.compile(rf"\b{count} . .*{said}")).first).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    hands.choose_radio(text.t("missing.combinations"))
    expect(page.locator(".results h2").first).to_be_visible()


def follow(hands: Hands, text: Words) -> None:
    """Follow each group from the invitation on."""
    page = hands.page
    hands.choose_radio(text.t("missing.funnel"))
    for step, counts in STEPS.items():
        label = text.say(step_label(STEP_CODES[step]))
        for count in counts:
            row = page.get_by_role("row", name=re.compile(rf"{re.escape(label)} {count}\b"))
            expect(row.first).to_be_visible()


STEP_CODES = {"invitert": "invitert", "påmeldt": "paameldt", "møtt": "moett", "bidratt": "bidro"}


def tell_in_public(hands: Hands, text: Words) -> None:
    """Turn to what may be told in public: small counts are hidden there."""
    page = hands.page
    hands.choose_radio(text.t("edition.public"))
    expect(page.locator(".results")).to_contain_text(text.say(Message("fewer_than_five")))
    expect(page.locator(".results")).not_to_contain_text("deltaker nr.")


def report(hands: Hands, text: Words, folder: Path) -> None:
    """Make the public report, and find in every file what stands on the page, and nobody's name."""
    page = hands.page
    hands.go(text.t("page.rapport"))
    hands.choose_radio(text.t("edition.public"))
    few = text.say(Message("fewer_than_five"))
    expect(page.locator(".report")).to_contain_text(TITLE)
    expect(page.locator(".report")).to_contain_text(few)
    for file in taken(hands, text, folder):
        assert TITLE in file
        assert few in file
        assert "deltaker nr." not in file
