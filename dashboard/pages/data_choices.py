"""What there is to choose from in the fields of a form: codes with their names in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.components.pickers import Option, actor_options
from matchmaker.kernel.errors import Message
from matchmaker.model import municipalities, schema
from matchmaker.model import vocabulary as v
from matchmaker.model.schema import CellType
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dashboard.texts import Words
    from matchmaker.model.register import Register
    from matchmaker.services.actors import ActorName

_CODES: dict[str, Callable[[str], Message]] = {
    "form": lambda code: Message(f"form.{code}"),
    "sector": labels.sector,
    "legal_basis": lambda code: Message(f"legal_basis.{code}"),
    "origin": lambda code: Message(f"origin.{code}"),
    "grade": lambda code: Message(f"grade.{code}"),
    "evidence": lambda code: Message(f"evidence.{code}"),
    "relation": lambda code: Message(f"relation.{code}.out"),
}
FEATURES = ("kjonn", "aldersgruppe", "alder", "sprak", "utdanning", "parti")


def options(text: Words, register: Register, actors: Iterable[ActorName], column: schema.Column) -> list[Any]:
    """List what may stand in a column; nothing for a column with free text.

    Parameters
    ----------
    text
        The words.
    register
        The dataset's, for the kinds, contribution types and places that it defines itself.
    actors
        Whom a tie may go to, by name.
    column
        Which column. Kinds are grouped by the six sides, contributions by their class.
    """
    match column.type, column.name:
        case CellType.CODE, "kind":
            return kinds(text, register)
        case CellType.CODE, "contribution":
            return contributions(text, register)
        case CellType.CODE, name:
            return [{"value": code, "label": text.say(_CODES[name](code))} for code in column.codes]
        case CellType.YES_NO, _:
            return [{"value": code, "label": text.say(Message(word))}
                    for code, word in (("ja", "word.yes"), ("nei", "word.no"))]  # fmt: skip
        case CellType.MUNICIPALITY, _:
            return places()
        case CellType.REFERENCE, "place":
            ids = sorted(register.frame("places")["id"].astype(str))
            return [{"value": one, "label": register.own_names.get(one, one)} for one in ids]
        case CellType.REFERENCE, _:
            return actor_options(list(actors))
        case _:
            return []


def kinds(text: Words, register: Register) -> list[dict[str, Any]]:
    """List the kinds of actors under the six sides, in the sides' own order."""
    return _grouped(
        text,
        [(sector.value, labels.sector(sector.value)) for sector in v.Sector],
        [
            (spec.sector.value, code, text.show(labels.kind(register, code)))
            for code, spec in register.kinds.items()
        ],
    )


def contributions(text: Words, register: Register) -> list[dict[str, Any]]:
    """List the types of contributions under resource, knowledge and effort."""
    parents = register.contribution_parents

    def root(code: str) -> str:
        above = parents.get(code)
        return code if above is None else root(above)

    return _grouped(
        text,
        [(code, Message(f"contribution.{code}")) for code in v.CONTRIBUTION_CLASSES],
        [(root(code), code, text.show(labels.contribution(register, code))) for code in parents],
    )


def _grouped(
    text: Words, groups: list[tuple[str, Message]], found: list[tuple[str, str, str]]
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {
            "group": text.say(title),
            "items": sorted(
                ({"value": code, "label": label} for group, code, label in found if group == name),
                key=lambda item: (item["label"].casefold(), item["value"]),
            ),
        }
        for name, title in groups
    ]
    return [group for group in made if group["items"]]


def places() -> list[Option]:
    """List every municipality by name; the number tells those apart that share one."""
    found = municipalities.municipalities().values()
    return [
        {"value": one.number, "label": f"{one.short_name} ({one.number})"}
        for one in sorted(found, key=lambda one: (one.short_name.casefold(), one.number))
    ]


def stated(text: Words, register: Register, feature: str) -> list[str]:
    """List what others have stated of a feature, and that one may decline to say."""
    frame = register.features
    found = set(frame["value"][frame["feature"] == feature].astype(str)) - {v.WITHHELD}
    return [text.t("data.withheld"), *sorted(found)]


def tags(register: Register, column: str) -> list[str]:
    """List the tags that stand in a column of the actors already."""
    found: set[str] = set()
    for value in register.actors[column].dropna().unique():
        found |= set(value if isinstance(value, tuple) else apart(str(value)))
    return sorted(found)


def apart(cell: str) -> list[str]:
    """Take a cell with several values apart; empty gives none."""
    return [part.strip() for part in cell.split("|") if part.strip()]
