"""Form controls that more than one page has. All have a visible label and work from the keyboard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc

from dashboard.components import ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.texts import Words
    from matchmaker.services.actors import ActorName
    from matchmaker.services.catalogue import ChallengeInfo
    from matchmaker.services.network_view import Node
    from matchmaker.services.workspace import DatasetInfo

Option = dict[str, str]


def dataset_picker(text: Words, datasets: Iterable[DatasetInfo], chosen: str) -> dmc.Select:
    """Choose a dataset by its title."""
    options = [{"value": info.name, "label": info.title} for info in datasets]
    if chosen not in {option["value"] for option in options}:
        options.append({"value": chosen, "label": chosen})
    return dmc.Select(
        id=ids.DATASET, label=text.t("form.dataset"), data=options, value=chosen, allowDeselect=False,
        size="md", withScrollArea=False, comboboxProps=COMBOBOX,
    )  # fmt: skip


def challenge_options(challenges: Iterable[ChallengeInfo]) -> list[Option]:
    """List challenges as options, by title."""
    return [
        {"value": challenge.id, "label": challenge.title}
        for challenge in sorted(challenges, key=lambda c: (c.title.casefold(), c.id))
    ]


def actor_options(actors: Iterable[ActorName | Node]) -> list[Option]:
    """List actors as options, by name; those who share a name are told apart by id."""
    shown = list(actors)
    often = Counter(actor.name for actor in shown)
    return [{"value": a.id, "label": a.name if often[a.name] == 1 else f"{a.name} ({a.id})"} for a in shown]


COMBOBOX = {"transitionProps": {"duration": 0}, "shadow": "md", "keepMounted": False}
"""How lists to choose from open: at once, and not drawn before (decision 0023)."""
NOTHING = ""
"""What is typed in a field that is drawn: said, for else the field tells it, which asks for the list anew."""


def actor_picker(text: Words, which: str, label: str, options: list[Option], chosen: Iterable[str],
                 description: str | None = None) -> dmc.MultiSelect:  # fmt: skip
    """Choose any number of actors by name; type to search."""
    return many_picker(text, which, label, options, chosen, description, text.t("form.search_actor"))


def many_picker(text: Words, which: str, label: str, options: list[Any], chosen: Iterable[str],
                description: str | None = None, placeholder: str = "") -> dmc.MultiSelect:  # fmt: skip
    """Choose any number of a list; type to search."""
    return dmc.MultiSelect(
        id=which, label=label, description=description, data=options, value=list(chosen), searchable=True,
        searchValue=NOTHING, clearable=True, hidePickedOptions=True, limit=60, size="md",
        withScrollArea=False, comboboxProps=COMBOBOX, placeholder=placeholder,
        nothingFoundMessage=text.t("form.nothing_found"),
        clearButtonProps=clear_button(text, label),
    )  # fmt: skip


def words_picker(text: Words, which: str, label: str, chosen: Iterable[str],
                 description: str | None) -> dmc.TagsInput:  # fmt: skip
    """Write any number of things in free words; each ends with Enter."""
    return dmc.TagsInput(
        id=which, label=label, description=description, value=list(chosen), splitChars=["|"],
        acceptValueOnBlur=True, clearable=True, size="md", withScrollArea=False, comboboxProps=COMBOBOX,
        placeholder=text.t("form.write_enter"), clearButtonProps=clear_button(text, label),
    )  # fmt: skip


def clear_button(text: Words, label: str) -> dict[str, Any]:
    """Make the button that empties a field, which the keyboard reaches and which says what it empties."""
    return {"aria-label": text.t("form.clear", field=label), "tabIndex": 0, "aria-hidden": False}


def single_picker(text: Words, which: str, label: str, options: list[Option], chosen: str | None,
                  placeholder: str) -> dmc.Select:  # fmt: skip
    """Choose one or none of a list; type to search."""
    return dmc.Select(
        id=which, label=label, data=options, value=chosen, searchable=True, clearable=True, limit=60,
        size="md", withScrollArea=False, comboboxProps=COMBOBOX, placeholder=placeholder,
        nothingFoundMessage=text.t("form.nothing_found"), clearButtonProps=clear_button(text, label),
        **({} if chosen else {"searchValue": NOTHING}),
    )  # fmt: skip
