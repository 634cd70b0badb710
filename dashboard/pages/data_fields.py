"""One field of a form for each column of a table, made from the schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc

from dashboard.components import data_ids
from dashboard.components.pickers import COMBOBOX, clear_button
from dashboard.pages import data_choices
from dashboard.pages.data_filled import FEATURE_BY_HEADER
from matchmaker.kernel.errors import Message
from matchmaker.model import schema
from matchmaker.model.schema import CellType

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.model.register import Register
    from matchmaker.services.actors import ActorName

LABELS: Final = {
    "name": "field.name", "kind": "field.kind", "form": "field.form", "sector": "field.sector",
    "municipality": "field.municipality", "place": "field.place", "orgnr": "field.orgnr",
    "unit": "field.unit", "groups": "field.groups", "appointed_by": "field.appointed_by",
    "hours": "field.hours", "available": "field.available", "legal_basis": "field.legal_basis",
    "basis_source": "field.basis_source", "informed": "field.informed", "reserved": "field.reserved",
    "synthetic": "field.synthetic", "origin": "field.origin", "source": "field.source",
    "contribution": "field.contribution", "grade": "field.grade", "evidence": "field.evidence",
    "valid_from": "field.valid_from", "valid_to": "field.valid_to", "tail": "field.tail",
    "head": "field.head", "relation": "field.relation", "strength": "field.strength",
    "symmetric": "field.symmetric",
    "wishes": "feature.wish", "rounds": "field.rounds", "leader": "field.leader",
    "household": "field.household", "minor": "field.minor", "facilitator": "field.facilitator",
    "interprets": "field.interprets", "needs_interpreter": "field.needs_interpreter",
    "step_free": "field.step_free", "host": "field.host", "least": "field.least", "most": "field.most",
    "room": "field.room", "language": "field.language", "facilitators": "field.facilitators",
    "weight": "field.weight", "rule": "field.rule", "event": "field.event", "round": "field.round",
}  # fmt: skip
FEATURE_LABELS: Final = {
    "kjonn": "feature.sex", "aldersgruppe": "feature.age_band", "alder": "feature.age",
    "sprak": "feature.language", "utdanning": "feature.education", "parti": "feature.party",
}  # fmt: skip
_PLAIN: Final = {CellType.REFERENCE, CellType.MUNICIPALITY, CellType.ID, CellType.DATE}
"""Columns whose help text is about ids and spreadsheets, and would mislead beside a list of names."""
_FOLLOWS: Final = ("form", "sector", "symmetric")
"""Columns that follow the kind when nothing is written."""
_ORDER: Final = ["label", "input", "description", "error"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the fields of a form are made from."""

    text: Words
    form: str
    """``actor`` or ``row``."""
    register: Register
    actors: tuple[ActorName, ...]
    """By name; nobody when no field names an actor."""


def label(text: Words, table: str, header: str) -> str:
    """What a field is called; one of the dataset's own is called as it is headed."""
    if header in FEATURE_BY_HEADER:
        return text.t(FEATURE_LABELS[FEATURE_BY_HEADER[header]])
    for column in schema.TABLES[table].columns:
        if column.header == header and column.name in LABELS:
            return text.t(LABELS[column.name])
    return header.partition(": ")[2] or header


def column_field(basis: Basis, table: str, column: schema.Column, value: str, fault: str | None) -> Component:
    """Make the field of a column.

    Parameters
    ----------
    basis
        What it is made from.
    table, column
        Which one.
    value
        What stands in it, as it would in the spreadsheet; empty is unknown and said so.
    fault
        What is wrong with it; told to readers as the field's own.
    """
    text = basis.text
    common: dict[str, Any] = {
        "id": data_ids.field(basis.form, column.header), "label": label(text, table, column.header),
        "description": _help(text, column), "size": "md", "error": fault,
        "inputWrapperOrder": _ORDER, "required": column.required, "placeholder": _when_empty(text, column),
    }  # fmt: skip
    if column.type is CellType.TAGS:
        return _tags(basis, column, value, common)
    options = data_choices.options(text, basis.register, basis.actors, column)
    if options or column.type in (CellType.CODE, CellType.REFERENCE):
        return _select(text, options, value, common)
    made: Component = dmc.TextInput(
        value=value, **common,
        inputProps={"inputMode": "decimal"} if column.type is CellType.NUMBER else {},
    )  # fmt: skip
    return made


def _help(text: Words, column: schema.Column) -> str | None:
    if column.type is CellType.DATE:
        return text.t("data.date_help")
    return None if column.type in _PLAIN else text.say(Message(column.help_code))


def _when_empty(text: Words, column: schema.Column) -> str:
    """What an empty field means: unknown, unless the column says otherwise."""
    if column.type is CellType.TAGS:
        return text.t("data.tags")
    if column.required:
        return text.t("data.choose") if column.type in (CellType.CODE, CellType.REFERENCE) else ""
    if column.name in _FOLLOWS:
        return text.t("data.follows")
    if isinstance(column.default, float):
        return text.number(column.default, 0)
    return text.t("data.unknown") if column.default is None else text.show(column.default)


def _tags(basis: Basis, column: schema.Column, value: str, common: dict[str, Any]) -> Component:
    made: Component = dmc.TagsInput(
        value=data_choices.apart(value), data=data_choices.tags(basis.register, column.name),
        splitChars=[",", "|"], acceptValueOnBlur=True, limit=60, withScrollArea=False, clearable=False,
        comboboxProps=COMBOBOX, **common,
    )  # fmt: skip
    return made


def _select(text: Words, options: list[Any], value: str, common: dict[str, Any]) -> Component:
    known = {item["value"] for option in options for item in option.get("items", [option])}
    if value and value not in known:
        options = [*options, {"value": value, "label": value}]
    made: Component = dmc.Select(
        data=options, value=value or None, searchable=True, clearable=not common["required"], limit=200,
        withScrollArea=False, comboboxProps=COMBOBOX, nothingFoundMessage=text.t("form.nothing_found"),
        clearButtonProps=clear_button(text, str(common["label"])),
        **common,
    )  # fmt: skip
    return made


def feature_field(basis: Basis, header: str, value: str, fault: str | None) -> Component:
    """Make the field of something that a person has stated, or declined to; nothing is filled in for them."""
    text = basis.text
    feature = FEATURE_BY_HEADER.get(header, header.partition(": ")[2])
    made: Component = dmc.Autocomplete(
        id=data_ids.field(basis.form, header), label=label(text, schema.ACTORS.name, header), value=value,
        data=data_choices.stated(text, basis.register, feature),
        placeholder=text.t("data.unknown"), error=fault, size="md", limit=60, withScrollArea=False,
        comboboxProps=COMBOBOX, inputWrapperOrder=_ORDER,
    )  # fmt: skip
    return made
