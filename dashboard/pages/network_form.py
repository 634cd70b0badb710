"""What is shown, and how: the form of the network page. Every choice is in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from dashboard import network_state, state
from dashboard.components import ids, network_ids
from dashboard.components.attributes import attr
from dashboard.components.folded import Folded
from dashboard.components.pickers import COMBOBOX, actor_options, dataset_picker, many_picker, single_picker
from dashboard.components.pieces import go_button
from dashboard.pages import network_names as named
from dashboard.pages.choices import readable
from dashboard.pages.network_answers import MOST_LISTED
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import RELATIONS, Sector
from matchmaker.services import labels
from matchmaker.services.network_scope import TOGETHER, NetworkRequest
from matchmaker.services.network_view_divide import Grouping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dash.development.base_component import Component

    from dashboard.components.pickers import Option
    from dashboard.network_state import Shown
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.kernel.errors import Param
    from matchmaker.services.network_view_values import Offered

Group = dict[str, "str | list[Option]"]


def read(search: str | None, answers: Answers) -> Shown:
    """Read an address for the form; one that cannot be read leaves the form plain."""
    dataset = answers.first_dataset()
    return readable(lambda: network_state.shown(search, dataset), network_state.plain(search, dataset))


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the choices, filled with what the address asks for."""
    wish = read(search, answers)
    network = wish.network
    return html.Div(
        [
            dataset_picker(text, answers.datasets(), network.dataset),
            single_picker(text, ids.MUNICIPALITY, text.t("form.municipality"), places(network, answers),
                          network.municipality, text.t("form.all_municipalities")),
            actor_search(text, ids.ACTOR, text.t("form.find_actor"), wish, wish.actor, answers),
            html.Details(
                [html.Summary(text.t("nettverk.looks")), _looks(text, wish, answers)],
                open=_looked(wish), className="wide-row",
            ),
            _filters(text, wish, answers),
            html.Div(reset(text, wish), id=network_ids.MORE, className="wide-row"),
        ],
        className="form panel form-row", role="form", **attr({"aria-label": text.t("nettverk.form")}),
    )  # fmt: skip


def _looks(text: Words, wish: Shown, answers: Answers) -> html.Div:
    choices_ = [
        _menu(network_ids.COLOUR, text.t("nettverk.colour"), colours(text, wish, answers), wish.colour),
        _menu(network_ids.SIZE, text.t("nettverk.size"), measures(text, wish, answers), wish.size),
        _menu(network_ids.GROUPING, text.t("nettverk.grouping"), groupings(text), wish.scene.grouping.value),
        html.Div(meanings(text, wish), id=network_ids.MEANS, className="means wide-row",
                 **attr({"aria-live": "polite"})),
        dmc.CheckboxGroup(
            [dmc.Checkbox(label=text.say(labels.sector(s.value)), value=s.value) for s in Sector],
            id=ids.SECTORS, label=text.t("form.sides"), className="check-row", value=sides(wish.network),
        ),
        dmc.Checkbox(id=network_ids.HIGHLIGHT, label=text.t("nettverk.highlight"), checked=wish.bridges,
                     description=text.t("nettverk.highlight_hint"), className="wide-row"),
    ]  # fmt: skip
    return html.Div(Folded(choices_), className="form-row inner")


def _menu(which: str, label: str, options: list[Any], chosen: str) -> dmc.Select:
    return dmc.Select(
        id=which, label=label, data=options, value=chosen, allowDeselect=False, searchable=True, size="md",
        withScrollArea=False, comboboxProps=COMBOBOX, maxDropdownHeight=320,
    )  # fmt: skip


def _filters(text: Words, wish: Shown, answers: Answers) -> html.Details:
    network = wish.network
    return html.Details(
        [
            html.Summary(text.t("nettverk.more")),
            html.Div(
                Folded([
                    many_picker(text, network_ids.KINDS, text.t("nettverk.kinds"),
                                kinds(text, network, answers), network.kinds),
                    many_picker(text, network_ids.CONTRIBUTIONS, text.t("nettverk.contributions"),
                                contributions(text, network, answers), network.contributions),
                    many_picker(text, network_ids.RELATIONS, text.t("nettverk.relations"), relations(text),
                                network.relations),
                    _day(network_ids.SINCE, text.t("nettverk.since"), network.since),
                    _day(network_ids.UNTIL, text.t("nettverk.until"), network.until),
                ]),
                className="form-row inner",
            ),
        ],
        open=_filtered(network), className="wide-row",
    )  # fmt: skip


def _filtered(network: NetworkRequest) -> bool:
    period = (network.since, network.until)
    return bool(network.kinds or network.contributions or network.relations or any(period))


def _looked(wish: Shown) -> bool:
    """Whether looks were chosen; where none were, the picture has the room."""
    plain = network_state.plain(None, wish.network.dataset)
    same = (wish.colour, wish.size, wish.bridges, wish.scene.grouping) == (
        plain.colour, plain.size, plain.bridges, plain.scene.grouping,
    )  # fmt: skip
    return not same or bool(wish.network.sectors)


def reset(text: Words, wish: Shown) -> Component:
    """Make the button that takes away every filter and every look."""
    bare = state.query([(state.DATASET, wish.network.dataset), (state.ACTOR, wish.actor)])
    return go_button("reset-form", bare, text.t("nettverk.reset"), "plain", "undo")


def _day(which: str, label: str, value: date | None) -> dmc.TextInput:
    return dmc.TextInput(
        id=which, label=label, value=value.isoformat() if value else "", debounce=700, size="md",
        inputProps={"type": "date"},
    )  # fmt: skip


def actor_search(
    text: Words, which: str, label: str, wish: Shown, chosen: str | None, answers: Answers
) -> dmc.Select:
    """Choose one actor of the network; what is typed is looked for among all of them."""
    options = actor_choices(wish.network, "", chosen, answers)
    return single_picker(text, which, label, options, chosen, text.t("form.search_actor"))


def actor_choices(network: NetworkRequest, wanted: str, chosen: str | None, answers: Answers) -> list[Option]:
    """List the first actors whose name holds what is wanted, and the one chosen."""

    def listed() -> list[Option]:
        found = answers.networks.found(network, wanted)
        here = {node.id for node in found}
        more = answers.networks.named(network, chosen)
        return actor_options([*(node for node in more if node.id not in here), *found])

    return readable(listed, [])


def searched_here(network: NetworkRequest, answers: Answers) -> bool:
    """Whether the actors are too many for a list, so that what is typed must be looked for here."""
    return readable(lambda: len(answers.networks.basis(network)), 0) > MOST_LISTED


def places(network: NetworkRequest, answers: Answers) -> list[Option]:
    """Municipalities to choose from, in number order."""
    nobody: tuple[str, ...] = ()
    numbers = readable(lambda: answers.networks.municipalities(network.dataset), nobody)
    return [{"value": number, "label": labels.place(number)} for number in numbers]


def sides(network: NetworkRequest) -> list[str]:
    """Sides that are ticked."""
    return list(network.sectors) or [sector.value for sector in Sector]


def kinds(text: Words, network: NetworkRequest, answers: Answers) -> list[Option]:
    """Kinds of actors of the dataset to choose from."""
    whole = NetworkRequest(network.dataset)
    nothing: dict[str, Param] = {}
    found = readable(lambda: answers.networks.basis(whole).kind_labels, nothing)
    return _by_label((code, text.show(label)) for code, label in found.items())


def contributions(text: Words, network: NetworkRequest, answers: Answers) -> list[Option]:
    """Contributions to choose from: the tool's own and the dataset's."""
    whole = NetworkRequest(network.dataset)
    nothing: dict[str, Param] = {}
    found = readable(lambda: answers.networks.contributions(whole), nothing)
    return _by_label((code, text.show(label)) for code, label in found.items())


def relations(text: Words) -> list[Option]:
    """Kinds of ties to choose from, and the word for several."""
    every = [(one.value, text.say(Message(f"relation.{one.value}.out"))) for one in RELATIONS]
    return [{"value": TOGETHER, "label": text.t("nettverk.together")}, *_by_label(every)]


def groupings(text: Words) -> list[Option]:
    """Ways to gather what cannot be drawn one by one."""
    return [
        {"value": Grouping.PLACE.value, "label": text.t("nettverk.by_place")},
        {"value": Grouping.COMMUNITY.value, "label": text.t("nettverk.by_ties")},
    ]


def measures(text: Words, wish: Shown, answers: Answers) -> list[Option]:
    """Measures of actors that the network is not too large for."""
    nothing: tuple[Offered, ...] = ()
    offered = readable(lambda: answers.networks.offered(wish.network), nothing)
    return [{"value": one.name, "label": named.measure(text, one.name)} for one in offered if one.affordable]


def colours(text: Words, wish: Shown, answers: Answers) -> list[Group]:
    """What colour can tell."""
    first = [
        {"value": which, "label": named.measure(text, which)}
        for which in (network_state.SIDE, network_state.COMMUNITY)
    ]
    return [
        {"group": text.t("nettverk.divisions"), "items": first},
        {"group": text.t("nettverk.measures"), "items": measures(text, wish, answers)},
    ]


def meanings(text: Words, wish: Shown) -> list[Component]:
    """Say in one plain sentence each what colour and size mean, and do not mean."""
    said: list[Component] = []
    for which, label in ((wish.colour, text.t("nettverk.colour")), (wish.size, text.t("nettverk.size"))):
        try:
            said.append(html.P([html.Strong(f"{label}: "), named.means(text, which)], className="small"))
        except KeyError:  # a word in the address that is no measure; the picture says so
            continue
    return said


def _by_label(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    ordered = sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
    return [{"value": code, "label": label} for code, label in ordered]


def asked(wish: Shown, values: dict[str, Any]) -> Shown:
    """Make the address's wish of what stands in the form.

    Parameters
    ----------
    wish
        What the address says.
    values
        What stands in each field, by its id.

    Raises
    ------
    InputError
        ``bad_date`` for a day that is none, as one that is being written.
    """
    ticked = values[ids.SECTORS]
    whole = len(ticked) in (0, len(Sector))
    network = NetworkRequest(
        dataset=wish.network.dataset,
        municipality=values[ids.MUNICIPALITY] or None,
        sectors=() if whole else tuple(s.value for s in Sector if s.value in ticked),
        contributions=tuple(values[network_ids.CONTRIBUTIONS] or ()),
        relations=tuple(values[network_ids.RELATIONS] or ()),
        since=state.day(values[network_ids.SINCE]),
        until=state.day(values[network_ids.UNTIL]),
        kinds=tuple(values[network_ids.KINDS] or ()),
    )
    kept = wish if network == wish.network else network_state.of_network(wish, network)
    actor = values[ids.ACTOR] or None
    return network_state.looking(
        kept, actor=actor, colour=values[network_ids.COLOUR], size=values[network_ids.SIZE],
        bridges=bool(values[network_ids.HIGHLIGHT]), grouping=Grouping(values[network_ids.GROUPING]),
    )  # fmt: skip


FIELDS = (
    ids.MUNICIPALITY, ids.SECTORS, ids.ACTOR, network_ids.COLOUR, network_ids.SIZE, network_ids.GROUPING,
    network_ids.KINDS, network_ids.CONTRIBUTIONS, network_ids.RELATIONS, network_ids.SINCE,
    network_ids.UNTIL,
)  # fmt: skip
"""Fields that hold a ``value``."""


def filled(wish: Shown) -> list[Any]:
    """What stands in each of :data:`FIELDS`, and last whether bridges are marked, for an address."""
    network = wish.network
    period = (network.since, network.until)
    return [
        network.municipality, sides(network), wish.actor, wish.colour, wish.size, wish.scene.grouping.value,
        list(network.kinds), list(network.contributions), list(network.relations),
        *(day.isoformat() if day else "" for day in period), wish.bridges,
    ]  # fmt: skip


LISTS = (
    ids.MUNICIPALITY, ids.ACTOR, network_ids.COLOUR, network_ids.SIZE, network_ids.KINDS,
    network_ids.CONTRIBUTIONS,
)  # fmt: skip
"""Fields with a list to choose from that depends on the network."""


def lists(text: Words, wish: Shown, answers: Answers) -> list[list[Any]]:
    """What there is to choose from in each of :data:`LISTS`."""
    network = wish.network
    return [
        places(network, answers), actor_choices(network, "", wish.actor, answers),
        colours(text, wish, answers), measures(text, wish, answers), kinds(text, network, answers),
        contributions(text, network, answers),
    ]  # fmt: skip


def lists_key(wish: Shown) -> str:
    """Write what lists, meanings and the way back depend on, besides the data and the language."""
    return f"{network_state.network_query(wish.network, wish.actor)} {wish.colour} {wish.size}"
