"""Whatever network is written is read again, whole; whatever is broken is told, and nothing half is left."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.kernel.messages import catalogue
from matchmaker.sources.interchange.edge_list import as_listed
from matchmaker.sources.interchange.exchanged import Attribute, Exchanged
from matchmaker.sources.interchange.formats import Format, read_network, write_network
from matchmaker.sources.interchange.graphs import from_networkx, to_networkx
from tests.network_strategies import networks

WORDS = catalogue("nb")


def again(network: Exchanged, wanted: Format) -> Exchanged:
    found, odd = read_network("nett", write_network(network, wanted), wanted)
    assert odd == ()
    return found


@pytest.mark.parametrize("wanted", [Format.GRAPHML, Format.GEXF, Format.JSON])
@given(network=networks())
@settings(max_examples=60)
def test_what_is_written_is_read_again(wanted: Format, network: Exchanged) -> None:
    assert again(network, wanted) == network


def edges_first(network: Exchanged) -> Exchanged:
    order = sorted(range(len(network.tail)), key=lambda tie: network.directed[tie])

    def moved(values: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(values[tie] for tie in order)

    ties = tuple(Attribute(one.name, moved(one.values)) for one in network.ties)
    return replace(network, tail=moved(network.tail), head=moved(network.head),
                   directed=moved(network.directed), ties=ties)  # fmt: skip


@given(network=networks())
@settings(max_examples=60)
def test_pajek_gives_the_network_with_undirected_ties_first(network: Exchanged) -> None:
    assert again(network, Format.PAJEK) == edges_first(network)


@given(network=networks())
@settings(max_examples=60)
def test_an_edge_list_gives_the_ties(network: Exchanged) -> None:
    plain = _listable(network)
    assert again(plain, Format.EDGES) == as_listed(plain)


def _listable(network: Exchanged) -> Exchanged:
    """Without what a spreadsheet would take for an error value, or a header for another column."""
    ours = {"source", "target", "type", "weight", "start", "end", "id"}
    ties = tuple(one for one in network.ties if one.name.isalnum() and one.name.casefold() not in ours)
    ids = tuple(f"n {name.replace('#', 'nr')}" for name in network.ids)
    weights = tuple(
        one for one in network.ties
        if one.name == "weight" and {type(value) for value in one.values} <= {float, int, type(None)}
    )  # fmt: skip
    known = {"fra", "til", "from", "to", "tail", "head", "ego", "alter", "vekt", "styrke"}
    kept = (*(one for one in ties if one.name.casefold() not in known), *weights)
    return replace(network, ids=ids, ties=tuple(sorted(kept, key=lambda one: one.name)))


@given(network=networks())
@settings(max_examples=60)
def test_a_networkx_graph_gives_the_network(network: Exchanged) -> None:
    graph = to_networkx(network)
    assert isinstance(graph, nx.Graph)
    assert list(graph.nodes) == list(network.ids)
    assert graph.number_of_edges() == len(network.tail)
    assert sorted_ties(from_networkx(graph)) == sorted_ties(network)


def sorted_ties(network: Exchanged) -> tuple[object, ...]:
    """A graph orders edges by node, and a pair without direction by the node that came first."""
    rows = []
    for tie, (tail, head, way) in enumerate(zip(network.tail, network.head, network.directed, strict=True)):
        ends = (tail, head) if network.is_directed else tuple(sorted((tail, head)))
        rows.append((ends, way, *((one.name, repr(one.values[tie])) for one in network.ties)))
    return network.ids, network.nodes, sorted(rows)


@pytest.mark.parametrize("wanted", [Format.GRAPHML, Format.GEXF, Format.JSON, Format.PAJEK])
@given(network=networks())
@settings(max_examples=25)
def test_the_same_network_is_the_same_bytes(wanted: Format, network: Exchanged) -> None:
    assert write_network(network, wanted) == write_network(again(network, wanted), wanted)


@pytest.mark.parametrize("wanted", list(Format))
@given(data=st.data(), network=networks())
@settings(max_examples=60)
def test_a_mutated_file_is_read_or_told_and_never_a_traceback(
    wanted: Format, data: st.DataObject, network: Exchanged
) -> None:
    """300 mutated files: bytes taken out, put in, changed, cut off, doubled."""
    content = bytearray(write_network(network, wanted))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        much = data.draw(st.integers(0, 12))
        how = data.draw(st.sampled_from(["out", "in", "cut", "twice"]))
        if how == "out":
            del content[at : at + much]
        elif how == "in":
            content[at:at] = data.draw(st.binary(max_size=much) | st.sampled_from(PIECES))
        elif how == "cut":
            del content[at:]
        else:
            content[at:at] = content[max(0, at - much) : at]
    try:
        found, _ = read_network("nett", bytes(content), wanted)
    except TableErrors as wrong:
        said = [
            one for problem in wrong.problems for one in (problem.message, problem.hint, problem.expected)
        ]
        said = [WORDS.say(one) for one in said if one is not None]
        if not all(said):
            raise
    except InputError as wrong:
        if wrong.hint is None or not WORDS.say(wrong.message):
            raise
    else:
        assert all(0 <= end < len(found.ids) for end in (*found.tail, *found.head))
        columns = [(len(found.ids), one) for one in found.nodes] + [
            (len(found.tail), one) for one in found.ties
        ]
        assert all(len(one.values) == count for count, one in columns)


PIECES = [b"<", b">", b"&amp;", b"&x;", b'"', b"\x00", b"\xff\xfe", b"NaN", b"1e999", b"<node/>",
          b"<!DOCTYPE x>", b"*Arcs\n", b"{}", b"[", b"null", b",", b";", b"\n", b"-1 ",
          b"<graph>", b'"id": 1,']  # fmt: skip
