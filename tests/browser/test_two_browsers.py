"""Two browsers at the same team and the same seating, in six interleavings; the benchmark does 200."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.rng import generator
from matchmaker.store.opening import open_storage
from tests.browser.conftest import served
from tests.browser.two_browsers import (
    SEATING,
    TEAM,
    Seen,
    prepared,
    seating_interleaving,
    team_interleaving,
    two,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_two_browsers_at_one_team(browser: Browser, tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path / "team.db"))
    prepared(storage)
    seen, noise, rng = Seen(), list[str](), generator(3, "two browsers")
    with served(storage) as (address, workspace), two(browser, address, TEAM, noise) as pages:
        for number in range(3):
            team_interleaving(pages, workspace, rng, number, seen)
    assert noise == []
    assert seen.beside + seen.conflicts
    assert seen.banners


def test_two_browsers_at_one_seating(browser: Browser, tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path / "plassering.db"))
    prepared(storage)
    seen, noise, rng = Seen(), list[str](), generator(4, "two browsers")
    with served(storage) as (address, workspace), two(browser, address, SEATING, noise) as pages:
        for _ in range(3):
            seating_interleaving(pages, workspace, rng, seen)
    assert noise == []
    assert seen.beside + seen.conflicts
    assert seen.banners
