"""What stands in somebody's way on a page, and what a page is looked at in: sizes, schemes, sets of rules.

Names, roles and the order of things do not depend on the scheme, and hardly on the size: they are looked at
whole once at the desk and once on a phone, where the menu is folded. What colours and sizes can change is
looked at in every size and scheme. With ``AXE=all`` in the environment every rule is tried in all of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import axe_playwright_python
from playwright.sync_api import expect

from tests.browser.told import unnamed

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVERYTHING: Final = os.environ.get("AXE") == "all"
"""Every rule in every size, scheme and language; else what can differ between them."""
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
COLOUR: Final = ("color-contrast", "link-in-text-block")
"""Rules that a scheme can break."""
ROOM: Final = (*COLOUR, "scrollable-region-focusable")
"""Rules that a size can break."""


@dataclass(frozen=True)
class Size:
    """A screen, in CSS pixels, and how many of its own points a pixel takes."""

    width: int
    height: int
    points: int = 1


DESK, PHONE, DOUBLE = Size(1440, 900), Size(390, 844), Size(640, 512, 2)
"""*DOUBLE* is an ordinary screen of 1280 x 1024 at 200 %."""
SCHEMES: Final = ("light", "dark")
Looks = tuple[tuple[Size, str, tuple[str, ...]], ...]
BUTTON: Final = "fargevalg-knapp"
LOOKS: Final[Looks] = ((DESK, "light", TAGS), (PHONE, "dark", TAGS), (DOUBLE, "light", ROOM))
"""In which size and scheme a page is looked at, and with which rules: each scheme and each size once."""

_RUN = """async (rules) => (await axe.run(document,
  { runOnly: rules, resultTypes: ['violations'], preload: false, iframes: false })).violations
  .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 300)}`))"""
_TIGHT = """() => {
  const found = [], sheet = document.scrollingElement, wide = sheet.clientWidth;
  if (sheet.scrollWidth > wide) {
    const out = [...document.body.querySelectorAll('*')].filter((e) =>
      e.getBoundingClientRect().right > wide + 1
      && !e.closest('.table-frame, .ag-root, [data-graph], .visually-hidden'));
    const last = (out.pop() || document.body).outerHTML.slice(0, 200);
    found.push(`sideways: ${sheet.scrollWidth} > ${wide}: ${last}`);
  }
  const cut = (e) => {
    const look = getComputedStyle(e);
    return (e.scrollWidth > e.clientWidth + 1 && look.overflowX !== 'visible' && e.clientWidth > 1)
      || (e.scrollHeight > e.clientHeight + 2 && ['hidden', 'clip'].includes(look.overflowY)
        && e.clientHeight > 1);
  };
  for (const one of document.querySelectorAll('button, a.button, [role=button], [role=tab], summary')) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest('.ag-root, .js-plotly-plot')) continue;
    if ([one, ...one.querySelectorAll('*')].some((e) => !e.closest('.visually-hidden') && cut(e)))
      found.push(`cut off: ${one.outerHTML.slice(0, 200)}`);
  }
  return found;
}"""
_PICTURES = """() => [...document.querySelectorAll('.js-plotly-plot, [data-graph]')]
  .filter((one) => one.checkVisibility())
  .flatMap((one) => {
    const named = one.closest('[aria-label]'), part = one.closest('section, .part, .results, main');
    const twin = part.querySelector('table, .ag-root') || document.querySelector('main table, main .ag-root');
    return [...named ? [] : ['no name'], ...twin ? [] : ['no table']]
      .map((lack) => `picture: ${lack}: ${one.outerHTML.slice(0, 120)}`);
  })"""
MOVING: Final = """() => [...document.querySelectorAll('*')].flatMap((one) => ['', '::before', '::after']
  .map((part) => getComputedStyle(one, part || undefined))
  .filter((look) => [look.transitionDuration, look.animationDuration].some((said, at) =>
    (at === 0 || look.animationName !== 'none') && said.split(',').some((time) => parseFloat(time) > 0.01)))
  .map((look) => `${one.outerHTML.slice(0, 120)}: ${look.transitionDuration} ${look.animationDuration}`))"""
"""What moves for longer than a hundredth of a second, or would."""
BORDERLESS: Final = """() => [...document.querySelectorAll('button, a.button')]
  .filter((one) => one.checkVisibility() && !one.closest('.ag-root, .js-plotly-plot'))
  .filter((one) => { const look = getComputedStyle(one);
    return ['Top', 'Right', 'Bottom', 'Left'].every((side) => parseFloat(look[`border${side}Width`]) === 0
      || look[`border${side}Style`] === 'none') && !look.textDecorationLine.includes('underline'); })
  .map((one) => one.outerHTML.slice(0, 160))"""
"""Buttons that nobody can tell from text where the browser decides all colours."""
_FOCUSED = """() => {
  const kinds = {}, forced = matchMedia('(forced-colors: active)').matches;
  const look = (one) => [one, one.nextElementSibling, ...[1, 2, 3].map((up) => {
      let at = one; while (up-- && at) at = at.parentElement; return at; })].filter(Boolean).map((e) => {
    const said = getComputedStyle(e), edge = said.outlineStyle === 'none' ? '' : said.outline;
    return edge + said.borderColor + said.borderWidth + (forced ? '' : said.boxShadow); }).join('|');
  const every = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  for (const one of document.querySelectorAll(every)) {
    if (!one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || one.disabled
      || one.closest('.ag-root, [inert]')) continue;
    const kind = [one.tagName, one.type, one.getAttribute('role'), one.classList[0]]
      .filter(Boolean).join(' ');
    if (kind in kinds) continue;
    document.activeElement.blur();
    const before = look(one);
    one.focus({ preventScroll: true });
    if (document.activeElement === one) kinds[kind] = look(one) !== before;
  }
  return kinds;
}"""


def barriers(page: Page, tags: tuple[str, ...] = TAGS) -> list[str]:
    """What axe-core, the tree that screen readers read, and the edges of the screen tell about a page.

    Parameters
    ----------
    page
        The page, which is still.
    tags
        :data:`TAGS`, or single rules; names are looked at together with the former.
    """
    found = rules_broken(page, tags) if tags else []
    if tags == TAGS:
        found += [*unnamed(page), *page.evaluate(_PICTURES)]
    return [*found, *page.evaluate(_TIGHT)]


def rules_broken(page: Page, tags: tuple[str, ...] = TAGS) -> list[str]:
    """What axe-core finds, with the place of each."""
    if page.evaluate("typeof axe") != "object":
        page.evaluate(_axe())
    kind = "tag" if tags == TAGS else "rule"
    return list(page.evaluate(_RUN, {"type": kind, "values": list(tags)}))


def everywhere(page: Page, looks: Looks = LOOKS) -> dict[str, list[str]]:
    """Look at a page as it stands in several sizes and schemes; what is found, by size and scheme."""
    found = {}
    every = ((size, scheme, TAGS) for size in (DESK, PHONE, DOUBLE) for scheme in SCHEMES)
    for size, scheme, tags in every if EVERYTHING else looks:
        resize(page, size)
        in_scheme(page, scheme)
        here = barriers(page, tags)
        if here:
            found[f"{size.width} px, {scheme}"] = here
    resize(page, DESK)
    return found


def focused(page: Page) -> dict[str, bool]:
    """One control of each kind: whether one sees that the keyboard has come to it."""
    return dict(page.evaluate(_FOCUSED))


def resize(page: Page, size: Size) -> None:
    """Give the page another screen without loading it anew."""
    there = page.context.new_cdp_session(page)
    there.send("Emulation.setDeviceMetricsOverride", {
        "width": size.width, "height": size.height, "deviceScaleFactor": size.points, "mobile": False,
    })  # fmt: skip
    page.wait_for_function(
        "([width, points]) => innerWidth === width && devicePixelRatio === points && new Promise("
        "(done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
        arg=[size.width, size.points],
    )


def in_scheme(page: Page, scheme: str) -> None:
    """Choose light or dark as a person does; before log-in the browser's own choice decides."""
    html = page.locator("html")
    if page.locator(f"#{BUTTON}").count() == 0:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        return
    if html.get_attribute("data-mantine-color-scheme") != scheme:
        page.evaluate(f"document.getElementById('{BUTTON}').click()")
    expect(html).to_have_attribute("data-mantine-color-scheme", scheme)


@cache
def _axe() -> str:
    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")
