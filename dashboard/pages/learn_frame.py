"""What the parts of *Lær av hverandre* have in common: fields of their forms, and the frame of an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import dash_mantine_components as dmc
from dash import html

from dashboard.components import learn_ids as ids
from dashboard.components.pickers import COMBOBOX, clear_button
from dashboard.components.pieces import announcement, callout, command_box, notes, section
from dashboard.learn_state import DATASETS, RELATIONS
from dashboard.pages import choices
from dashboard.state import DATASET, EDITION, MUNICIPALITY
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Relation
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import EVERY, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.components.pickers import Option
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.network_scope import NetworkRequest


class Told(Protocol):
    """What every answer says of itself."""

    @property
    def notes(self) -> Sequence[Message]:
        """What the reader should know about the basis."""

    @property
    def synthetic(self) -> bool:
        """Whether anybody in it is invented."""


class Question(NamedTuple):
    """What :meth:`~dashboard.pages.answers.Answers.ask` is asked."""

    service: Callable[..., Any]
    request: Any
    datasets: tuple[str, ...]


def framed(
    text: Words,
    title: str,
    summary: Sequence[str],
    answer: Told,
    content: Sequence[Component],
    command: str,
) -> html.Div:
    """Put an answer between its heading with a summary in words, and its basis with the command."""
    return html.Div(
        [
            announcement(" ".join([title, *summary[:1]])),
            html.H2(title),
            *([callout(html.P(text.t("learn.synthetic")), look="warn")] if answer.synthetic else []),
            *(html.P(said, className="summary") for said in summary),
            *content,
            section(text.t("team.basis"), notes([text.say(note) for note in answer.notes])),
            command_box(text, command),
        ]
    )


def many(
    text: Words, key: str, label: str, options: list[Option], chosen: Iterable[str], description: str = ""
) -> dmc.MultiSelect:
    """Choose any number of a list; type to search."""
    return dmc.MultiSelect(
        id=ids.field(key), label=label, description=description or None, data=options, value=list(chosen),
        searchable=True, clearable=True, hidePickedOptions=True, limit=60, size="md", withScrollArea=False,
        comboboxProps=COMBOBOX, nothingFoundMessage=text.t("form.nothing_found"),
        clearButtonProps=clear_button(text, label),
    )  # fmt: skip


def single(key: str, label: str, options: list[Option], chosen: str, description: str = "") -> dmc.Select:
    """Choose one of a list."""
    return dmc.Select(
        id=ids.field(key), label=label, description=description or None, data=options, value=chosen,
        allowDeselect=False, searchable=len(options) > 8, size="md", withScrollArea=False,
        comboboxProps=COMBOBOX,
    )  # fmt: skip


def number(
    key: str, label: str, value: float, ends: tuple[float, float], description: str = "", **more: object
) -> dmc.NumberInput:
    """Write a number; *ends* are the least and the greatest."""
    return dmc.NumberInput(
        id=ids.field(key), label=label, description=description or None, value=value, min=ends[0],
        max=ends[1], size="md", hideControls=True, debounce=700,
        **{"allowDecimal": False, "inputProps": {"inputMode": "numeric"}, **more},
    )  # fmt: skip


def words_of(key: str, label: str, value: str, description: str = "") -> dmc.TextInput:
    """Write a line of text."""
    return dmc.TextInput(
        id=ids.field(key), label=label, description=description or None, value=value, size="md", debounce=700
    )


def choose_edition(text: Words, chosen: Edition) -> dmc.RadioGroup:
    """Choose the edition of the answer."""
    return dmc.RadioGroup(
        [
            dmc.Radio(value=Edition.WORKING.value, label=text.t("edition.working")),
            dmc.Radio(value=Edition.PUBLIC.value, label=text.t("edition.public")),
        ],
        id=ids.field(EDITION), label=text.t("gaps.edition"), value=chosen.value,
        description=text.t("learn.edition_hint"), className="check-list",
    )  # fmt: skip


def choose_datasets(text: Words, answers: Answers, chosen: Iterable[str], hint: str) -> dmc.MultiSelect:
    """Choose the datasets that are looked in together."""
    options = dataset_options(answers, chosen)
    return many(text, DATASETS, text.t("learn.datasets"), options, chosen, hint)


def dataset_options(answers: Answers, chosen: Iterable[str] = ()) -> list[Option]:
    """List datasets as options, by name; also those of an address that are not there."""
    found = {info.name: info.title for info in answers.datasets()}
    found.update({name: name for name in chosen if name not in found})
    return [{"value": name, "label": title} for name, title in found.items()]


def places(numbers: Iterable[str]) -> list[Option]:
    """List municipalities as options, in number order."""
    return [{"value": number, "label": place(number)} for number in sorted(set(numbers))]


def place(number: str) -> str:
    """Write a municipality as ``5037 Levanger``."""
    return f"{number} {labels.place(number)}"


def choose_relations(text: Words, chosen: tuple[str, ...], hint: str) -> dmc.MultiSelect:
    """Choose kinds of ties; *hint* says what none chosen means."""
    options = [
        {"value": TOGETHER, "label": text.t("learn.together")},
        {"value": EVERY, "label": text.t("learn.every_kind")},
        *({"value": one.value, "label": text.say(Message(f"relation.{one.value}.out"))} for one in Relation),
    ]
    return many(text, RELATIONS, text.t("learn.relations"), options, chosen, hint)


def relations_of(given: Iterable[str] | None) -> tuple[str, ...]:
    """Read the field for kinds of ties, in the order of the vocabulary."""
    named = set(given or ())
    return tuple(one for one in (TOGETHER, EVERY, *(relation.value for relation in Relation)) if one in named)


def choose_network(text: Words, answers: Answers, request: NetworkRequest, hint: str) -> list[Component]:
    """Choose one network: a dataset, one of its municipalities or all, kinds of ties."""
    every = {"value": "", "label": text.t("form.all_municipalities")}
    numbers = choices.municipalities(answers, request.dataset)
    named = [*numbers, *([request.municipality] if request.municipality else [])]
    return [
        single(DATASET, text.t("form.dataset"), dataset_options(answers, [request.dataset]), request.dataset),
        single(MUNICIPALITY, text.t("form.municipality"), [every, *places(named)],
               request.municipality or ""),
        choose_relations(text, request.relations, hint),
    ]  # fmt: skip


def network_held(request: NetworkRequest) -> dict[str, Any]:
    """Tell what stands in the fields of one network."""
    return {
        DATASET: request.dataset,
        MUNICIPALITY: request.municipality or "",
        RELATIONS: list(request.relations),
    }


def network_asked(before: NetworkRequest, given: Mapping[str, Any]) -> NetworkRequest:
    """Read the fields of one network; a municipality is let go when the dataset is another."""
    dataset = given[DATASET] or before.dataset
    place_of = (given[MUNICIPALITY] or None) if dataset == before.dataset else None
    return replace(before, dataset=dataset, municipality=place_of, relations=relations_of(given[RELATIONS]))


def whole(value: object, usual: int) -> int:
    """Read a field for a whole number; *usual* where it is empty."""
    return int(value) if isinstance(value, int | float) else usual
