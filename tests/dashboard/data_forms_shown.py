"""Everything that the forms, the duplicates and the versions can show, so that every id is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.pages import actor_table, data_actors, data_contacts, data_duplicates, data_versions
from dashboard.pages.answers import Answers
from dashboard.pages.data_address import Wish
from dashboard.pages.data_filled import Faults, filled
from dashboard.pages.data_form import confirmation
from dashboard.texts import words
from matchmaker.services.editing import RowRequest, save_row
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import list_nodes
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from matchmaker.services.environment import Environment

DATASET, COUNCIL = "innherred", "verdal-eldreraad"


def everything(environment: Environment) -> list[Component]:
    """Open every form with something wrong in it, beside lists that have several pages."""
    text, workspace = words("nb"), kept(MemoryStorage())
    for name in ("Garnes Ungdomslag", "Ungdomslaget Garnes"):
        row = {"navn": name, "type": "frivillig", "kommune": "5038"}
        save_row(workspace, RowRequest(DATASET, "actors", row, "kari", 0))
    answers = Answers(workspace, environment)
    actor = Wish(DATASET, "actors", (COUNCIL,), COUNCIL)
    faults = Faults({"navn": "x"}, ("y",), ("z",))
    shown: list[Component] = []
    for which, wish in (("actor", actor), ("row", replace(actor, table="ties", key=None))):
        held = filled(workspace, text, wish)
        shown += data_actors.show_form(text, which, held, "", faults, "1", answers=answers)
        shown.append(confirmation(text, replace(held, wish=actor), which, {}, "1"))
    nodes = list_nodes(workspace, NetworkRequest(DATASET))
    return [
        *shown,
        actor_table.actor_table(text, nodes, "", actor_table.Order(), 0, ""),
        data_contacts.contacts(text, workspace, DATASET, COUNCIL),
        data_duplicates.suggestions(text, workspace, DATASET),
        data_versions.versions(text, f"?datasett={DATASET}", answers),
    ]
