"""Components of the dashboard's own, each drawn by a script of the same name in ``assets``."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class OwnComponent(Component):
    """A component that is no library's: what Dash writes for those that it generates, once."""

    _namespace = "samskaping_parts"

    def __init__(self, **traits: Any) -> None:  # noqa: ANN401
        self._prop_names = self.available_properties = list(traits)
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(**traits)  # type: ignore[no-untyped-call]
