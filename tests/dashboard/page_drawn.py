"""A page as a browser draws it: the layout of an address, and every answer that arrives when it is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dash import NoUpdate
from dash._callback_context import context_value
from dash._utils import AttributeDict
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.pages import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash import Dash

MOST_ANSWERS = 200
"""More answers than this to one address are a page that never comes to rest."""


def pages_and_parts() -> list[tuple[str, str]]:
    """Every page with each part that it tells of in a list of its own; no part where it has no such list."""
    found: dict[tuple[str, str], None] = {}
    for module in routes.MODULES:
        used = [one for one in vars(module).values() if isinstance(one, ModuleType)
                and one.__name__.startswith("dashboard.")]  # fmt: skip
        codes = [part.code for one in used for part in getattr(one, "PARTS", ()) if hasattr(part, "code")]
        found.update(dict.fromkeys((module.PAGE, code) for code in codes or [""]))
    return list(found)


def pieces(tree: Any) -> Iterator[Any]:
    """Every component in a tree."""
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from pieces(one)
    elif hasattr(tree, "_namespace"):
        yield tree
        for inner in ("children", "content"):
            yield from pieces(getattr(tree, inner, None))


def words_in(tree: Any) -> str:
    """The text of a tree, piece by piece."""
    if isinstance(tree, list | tuple):
        return "".join(words_in(one) for one in tree)
    if hasattr(tree, "_namespace"):
        return words_in(getattr(tree, "children", None))
    return "" if tree is None else str(tree)


@dataclass
class Drawn:
    """What stands on the screen when an address has been opened and all is still."""

    app: Dash
    root: Any
    answered: set[tuple[Any, ...]] = field(default_factory=set)
    answers: int = 0

    def find(self, identity: Any) -> list[Any]:
        """The components of an id, or of a pattern of ids."""
        return [one for one in pieces(self.root) if _fits(getattr(one, "id", None), identity)]


def draw(app: Dash, pathname: str, search: str) -> Drawn:
    """Open an address, and let every callback answer that answers unasked, until nothing more happens.

    Callbacks of the browser's own are left out: they look, and never ask a service.
    """
    drawn = Drawn(app, app.layout() if callable(app.layout) else app.layout)
    (url,) = drawn.find(ids.URL)
    url.pathname, url.search = pathname, search
    while _one_answer(drawn):
        drawn.answers += 1
        if drawn.answers > MOST_ANSWERS:
            raise AssertionError(pathname, search)
    return drawn


def _one_answer(drawn: Drawn) -> bool:
    """Let one callback answer that has not answered to what stands there now; whether there was one."""
    for callback in drawn.app._callback_list:
        if callback.get("clientside_function") or callback.get("prevent_initial_call"):
            continue
        asked = [drawn.find(_read(one["id"])) for one in callback["inputs"]]
        outputs = _outputs(callback["output"])
        told = [drawn.find(identity) for identity, _ in outputs]
        if not all(told) or not all(asked):
            continue
        given = [
            [getattr(one, said["property"], None) for one in found]
            for said, found in zip(callback["inputs"], asked, strict=True)
        ]
        key = (
            callback["output"],
            repr([[id(one) for one in found] for found in (*asked, *told)]),
            repr(given),
        )
        if key in drawn.answered:
            continue
        drawn.answered.add(key)
        _answer(drawn, callback, outputs)
        return True
    return False


def _answer(drawn: Drawn, callback: dict[str, Any], outputs: list[tuple[Any, str]]) -> None:
    function: Callable[..., Any] = drawn.app.callback_map[callback["output"]]["callback"].__wrapped__
    given = [_value(drawn, one) for one in (*callback["inputs"], *callback["state"])]
    triggers = [{"prop_id": f"{one['id']}.{one['property']}", "value": None} for one in callback["inputs"]]
    token = context_value.set(AttributeDict(triggered_inputs=triggers))
    try:
        answer = function(*given)
    except PreventUpdate:
        return
    finally:
        context_value.reset(token)
    for (identity, prop), value in zip(outputs, answer if len(outputs) > 1 else [answer], strict=True):
        for one in () if isinstance(value, NoUpdate) else drawn.find(identity):
            setattr(one, prop, value)


def _value(drawn: Drawn, said: dict[str, str]) -> Any:
    identity = _read(said["id"])
    found = [getattr(one, said["property"], None) for one in drawn.find(identity)]
    if isinstance(identity, dict):
        return found
    return found[0] if found else None


def _outputs(written: str) -> list[tuple[Any, str]]:
    found = []
    for one in written.removeprefix("..").removesuffix("..").split("..."):
        identity, prop = one.rsplit(".", 1)
        found.append((_read(identity), prop.split("@")[0]))
    return found


def _read(identity: str) -> Any:
    return json.loads(identity) if identity.startswith("{") else identity.replace("\\.", ".")


def _fits(there: Any, asked: Any) -> bool:
    if not isinstance(asked, dict):
        return bool(there == asked)
    return isinstance(there, dict) and there.keys() == asked.keys() and all(
        value in (["ALL"], there[name]) for name, value in asked.items()
    )  # fmt: skip
