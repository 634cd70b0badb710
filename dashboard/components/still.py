"""What is told and does nothing by itself is drawn as one component, however many elements it has.

The renderer asks every component, at each of its many steps, whether it has become different. A table of
twenty rows is hundreds of components that never do; as one they cost what one costs (decision 0023).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboard.components.own import OwnComponent

_ELEMENTS: Final = frozenset(
    {
        *("Abbr", "Article", "Aside", "B", "Blockquote", "Br", "Button", "Caption", "Cite", "Code", "Dd"),
        *("Details", "Div", "Dl", "Dt", "Em", "Figcaption", "Figure", "Footer", "H1", "H2", "H3", "H4"),
        *("Header", "Hr", "I", "Kbd", "Li", "Nav", "Ol", "P", "Pre", "Section", "Small", "Span", "Strong"),
        *("Sub", "Summary", "Sup", "Table", "Tbody", "Td", "Tfoot", "Th", "Thead", "Time", "Tr", "Ul"),
    }
)
"""Elements that only tell, or that the page's scripts hear. Links within the dashboard are added to them;
nothing that loads or runs is."""
_WITHIN: Final = ("/", "?", "#")
_LIVE: Final = frozenset({"id", "n_clicks"})
"""What makes an element more than told: a callback may write in it or hear it."""
_NAMED: Final = frozenset({"H1", "H2", "H3", "H4", "Code"})
"""Elements whose name is for readers and links only; no callback writes in them."""
_LEAST: Final = 2
"""Elements from which it pays."""


class Still(OwnComponent):
    """Elements that never change by themselves, drawn by ``assets/still.js``."""

    _type = "Still"

    def __init__(self, children: Component | list[Any]) -> None:
        super().__init__(children=children)

    def to_plotly_json(self) -> dict[str, Any]:
        """Send the elements themselves, which the renderer need not know."""
        return {"namespace": self._namespace, "type": self._type, "props": {"drawn": _drawn(self.children)}}


def still(answer: Any) -> Any:  # noqa: ANN401 - whatever a callback answers
    """Gather what only tells; what can become different, and all that is no component, stays as it is."""
    if isinstance(answer, list | tuple):  # several answers, one for each place
        return type(answer)(map(still, answer))
    if not isinstance(answer, Component) or isinstance(answer, Still):
        return answer
    if _only_tells(answer):
        return Still(answer) if _size(answer) >= _LEAST else answer
    held = getattr(answer, "children", None)
    if held is not None:
        answer.children = _gathered(list(held)) if isinstance(held, list | tuple) else still(held)
    return answer


def _gathered(row: list[Any]) -> list[Any]:
    """Neighbours that only tell are one."""
    made: list[Any] = []
    for told, some in groupby(row, _only_tells):
        beside = list(some)
        if told and _size(beside) >= _LEAST:
            made.append(Still(beside[0] if len(beside) == 1 else beside))
        else:
            made += beside if told else map(still, beside)
    return made


def _only_tells(one: object) -> bool:
    if isinstance(one, list | tuple):
        return all(_only_tells(part) for part in one)
    if not isinstance(one, Component):
        return True
    return _is_element(one) and _only_tells(getattr(one, "children", None))


def _is_element(one: Component) -> bool:
    if type(one).__module__.partition(".")[0] != "dash" or getattr(html, one._type, None) is not type(one):
        return False
    named = isinstance(getattr(one, "id", None), str) and one._type in _NAMED
    if any(hasattr(one, live) for live in _LIVE - {"id"}) or (hasattr(one, "id") and not named):
        return False
    return one._type in _ELEMENTS or (one._type == "A" and str(getattr(one, "href", "")).startswith(_WITHIN))


def _size(one: object) -> int:
    if isinstance(one, list | tuple):
        return sum(map(_size, one))
    return 1 + _size(getattr(one, "children", None)) if isinstance(one, Component) else 0


def _drawn(one: Any) -> Any:  # noqa: ANN401
    if isinstance(one, list | tuple):
        return [_drawn(part) for part in one]
    if not isinstance(one, Component):
        return one
    props = one.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    inner = props.pop("children", None)
    parts = inner if isinstance(inner, list | tuple) else [] if inner is None else [inner]
    return {"name": one._type.lower(), "said": props, "parts": [_drawn(part) for part in parts]}
