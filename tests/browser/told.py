"""What a screen reader is told of a page, read from the tree that Chromium makes for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

CONTROLS: Final = frozenset({
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "slider",
    "spinbutton", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem", "popupbutton",
    "togglebutton", "disclosuretriangle", "disclosuretrianglegrouped", "comboboxselect",
    "comboboxmenubutton", "comboboxgrouping", "textfieldwithcombobox", "date", "datetime", "inputtime",
    "colorwell", "scrollbar",
})  # fmt: skip
"""Roles, as Chromium calls them, of what can be operated."""
NAMED: Final = frozenset(
    {"application", "dialog", "alertdialog", "grid", "iframe", "progressbar", "meter", "table"}
)
"""Roles that say nothing without a name; pictures are looked at by themselves."""
GROUPS: Final = frozenset(
    {"group", "radiogroup", "region", "row", "listitem", "form", "navigation", "dialog", "toolbar", "list",
     "figure", "article", "main", "banner", "contentinfo", "complementary", "search", "table", "grid", "cell",
     "gridcell", "details", "tabpanel", "date", "datetime", "inputtime"}
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One thing in the tree that screen readers read."""

    role: str
    name: str
    said: str
    """Its description."""
    url: str
    group: str
    """The nearest group around it."""
    node: int
    reachable: bool


def told(there: CDPSession) -> list[Told]:
    """Everything on the page that is not hidden from screen readers."""
    nodes: list[dict[str, Any]] = there.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    return [
        Told(_role(node), _value(node, "name").strip(), _value(node, "description").strip(),
             str(_properties(node).get("url", "")), _group(node, known), node["backendDOMNodeId"],
             bool(_properties(node).get("focusable")))
        for node in nodes
        if not node["ignored"] and "backendDOMNodeId" in node
    ]  # fmt: skip


def unnamed(page: Page) -> list[str]:
    """Controls and pictures without a name, and different ones of the same name side by side."""
    there = page.context.new_cdp_session(page)
    every = told(there)
    silent = [(one.role, _html(there, one)) for one in every if not one.name and _needs_a_name(one)]
    # the grid's own turnstiles pass the focus on at once
    found = [f"no name for a {role}: {html}" for role, html in silent if "ag-tab-guard" not in html]
    found += [f"{count} of one name: {html}" for count, html in _alike(there, every)]
    there.detach()
    return found


def _needs_a_name(one: Told) -> bool:
    return one.role in CONTROLS | NAMED or (one.reachable and one.role in ("generic", "none", "section"))


def _alike(there: CDPSession, every: list[Told]) -> Iterator[tuple[int, str]]:
    buttons = Counter(
        (one.group, one.name, one.said) for one in every if one.role in CONTROLS - {"link", "option"}
    )
    for one in every:
        key = (one.group, one.name, one.said)
        if one.role in CONTROLS - {"link", "option"} and buttons[key] > 1:
            yield buttons.pop(key), f"{one.name!r} {_html(there, one)}"
    links: dict[tuple[str, str, str], set[str]] = {}
    for one in every:
        if one.role == "link":
            links.setdefault((one.group, one.name, one.said), set()).add(one.url)
    for (_, name, _), urls in links.items():
        if len(urls) > 1:
            yield len(urls), f"{name!r} {sorted(urls)}"


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", "")).lower()


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _properties(node: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one["value"].get("value") for one in node.get("properties", ())}


def _group(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> str:
    while (above := known.get(node.get("parentId", ""))) is not None:
        if not above["ignored"] and _role(above) in GROUPS:
            return str(above["nodeId"])
        node = above
    return ""


def _html(there: CDPSession, one: Told) -> str:
    return str(there.send("DOM.getOuterHTML", {"backendNodeId": one.node})["outerHTML"])[:250]
