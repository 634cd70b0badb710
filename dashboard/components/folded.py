"""Parts of a form that few need, folded away and drawn after everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.own import OwnComponent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component


class Folded(OwnComponent):
    """Content of a ``details``: drawn a part at a time when the page is idle, or as the fold is opened.

    A field takes the browser some ten milliseconds to draw, and a form has thirty, most of them folded
    away (decision 0023). Callbacks read and write them as if they were drawn.

    Parameters
    ----------
    children
        The parts. In a fold that stands open they are drawn at once.
    """

    _type = "Folded"

    def __init__(self, children: Sequence[Component]) -> None:
        super().__init__(children=list(children))
