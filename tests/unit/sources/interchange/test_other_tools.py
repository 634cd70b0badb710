"""networkx and igraph read what we write, and we read what they write."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import igraph
import networkx as nx
import pytest

from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.interchange.exchanged import Exchanged, attribute
from matchmaker.sources.interchange.formats import Format, read_network, write_network
from matchmaker.sources.interchange.from_register import from_register
from matchmaker.sources.interchange.graphs import from_networkx, to_networkx

SMALL = Exchanged(
    ("lag", "raad", "alene"), (0, 1), (1, 0), (True, True),
    (attribute("antall", [3, None, 5]), attribute("navn", ["Laget", "Rådet «A»", None])),
    (attribute("start", [date(2026, 1, 2), None]), attribute("weight", [2.5, 1.0])),
)  # fmt: skip
PLAIN = Exchanged(("a", "b", "c"), (0, 1), (1, 2), (False, False), ties=(attribute("weight", [2.5, 1.0]),))


def innherred() -> Exchanged:
    return from_register(FolderWorkspace((Path("data"),)).dataset("innherred").register)


@pytest.mark.parametrize("network", [SMALL, PLAIN, innherred()], ids=["small", "plain", "innherred"])
def test_networkx_reads_graphml_gexf_and_json(network: Exchanged) -> None:
    wanted = to_networkx(network)
    graphs = [
        nx.read_graphml(
            io.BytesIO(write_network(network, Format.GRAPHML)), force_multigraph=wanted.is_multigraph()
        ),
        nx.read_gexf(io.BytesIO(write_network(network, Format.GEXF))),
        nx.node_link_graph(json.loads(write_network(network, Format.JSON)), edges="edges"),
    ]  # fmt: skip
    for graph in graphs:
        assert set(graph.nodes) == set(wanted.nodes)
        assert graph.number_of_edges() == wanted.number_of_edges()
        assert graph.is_directed() == wanted.is_directed()
        weights = sorted(weight for *_, weight in graph.edges(data="weight"))
        assert weights == sorted(weight for *_, weight in wanted.edges(data="weight"))
    assert network.of_nodes("navn") is None or graphs[0].nodes["raad"]["navn"] == "Rådet «A»"


def test_igraph_reads_graphml_and_pajek(tmp_path: Path) -> None:
    for network in (SMALL, PLAIN, innherred()):
        path = tmp_path / "nett.graphml"
        path.write_bytes(write_network(network, Format.GRAPHML))
        graph = igraph.Graph.Read_GraphML(str(path))
        assert graph.vs["id"] == list(network.ids)
        assert [edge.tuple for edge in graph.es] == list(zip(network.tail, network.head, strict=True))
        assert graph.es["weight"] == list(network.of_ties("weight") or ())
        path = tmp_path / "nett.net"
        path.write_bytes(write_network(network, Format.PAJEK))
        if network.is_mixed:  # igraph's format is one or the other; Pajek's own is both
            continue
        graph = igraph.Graph.Read_Pajek(str(path))
        assert graph.vs["name"] == list(network.ids)
        assert graph.es["weight"] == list(network.of_ties("weight") or ())
        assert graph.is_directed() == network.is_directed


def test_networkx_reads_pajek() -> None:
    graph = nx.parse_pajek(write_network(SMALL, Format.PAJEK).decode())
    assert list(graph.nodes) == list(SMALL.ids)
    assert graph.is_directed()
    assert sorted((a, b, data["weight"]) for a, b, data in graph.edges(data=True)) == [
        ("lag", "raad", 2.5), ("raad", "lag", 1.0),
    ]  # fmt: skip
    assert graph.nodes["lag"]["navn"] == "Laget"


def test_we_read_what_networkx_writes() -> None:
    graph = nx.les_miserables_graph()
    nx.set_node_attributes(graph, {name: place for place, name in enumerate(graph)}, "nummer")
    wanted = from_networkx(graph)
    assert (len(wanted.ids), len(wanted.tail)) == (77, 254)
    sinks = {one: io.BytesIO() for one in (Format.GRAPHML, Format.GEXF, Format.PAJEK)}
    nx.write_graphml(graph, sinks[Format.GRAPHML])
    nx.write_gexf(graph, sinks[Format.GEXF])
    texts = nx.Graph(graph)
    for data in texts.nodes.values():
        data["nummer"] = str(data["nummer"])  # networkx writes texts only
    nx.write_pajek(texts, sinks[Format.PAJEK])
    for one, sink in sinks.items():
        found, _ = read_network("les", sink.getvalue(), one)
        assert found.ids == wanted.ids
        assert found.of_nodes("nummer") == wanted.of_nodes("nummer")
        assert pairs(found) == pairs(wanted)
    for edges in ("edges", "links"):
        data = json.dumps(nx.node_link_data(graph, edges=edges)).encode()
        assert read_network("les.json", data)[0] == wanted


def pairs(network: Exchanged) -> list[tuple[tuple[str, ...], float]]:
    weights = network.of_ties("weight") or ()
    ends = zip(network.tail, network.head, weights, strict=True)
    return sorted((tuple(sorted((network.ids[a], network.ids[b]))), float(w or 0)) for a, b, w in ends)  # type: ignore[arg-type]


def test_we_read_what_igraph_writes(tmp_path: Path) -> None:
    graph = igraph.Graph([(0, 1), (2, 0)], directed=True)
    graph.vs["name"], graph.vs["alder"] = ["a", "b b", "c"], [1.0, 2.0, 3.0]
    graph.es["weight"] = [2.0, 0.5]
    graph.write_graphml(str(tmp_path / "nett.graphml"))
    found, _ = read_network("nett.graphml", (tmp_path / "nett.graphml").read_bytes())
    assert (found.tail, found.head, found.directed) == ((0, 2), (1, 0), (True, True))
    assert found.of_nodes("name") == ("a", "b b", "c")
    assert found.of_ties("weight") == (2.0, 0.5)
    graph.vs["id"] = graph.vs["name"]
    graph.write_pajek(str(tmp_path / "nett.net"))
    found, _ = read_network("nett.net", (tmp_path / "nett.net").read_bytes())
    assert found.ids == ("a", "b b", "c")
    assert found.of_ties("weight") == (2.0, 0.5)


GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
 <graph mode="dynamic" defaultedgetype="undirected" timeformat="date">
  <attributes class="node" mode="static"><attribute id="0" title="side" type="string">
   <default>innbygger</default></attribute></attributes>
  <nodes>
   <node id="a" label="A" start="2020-01-01" endopen="2021-01-01"><viz:color r="1" g="2" b="3"/></node>
   <node id="b"><attvalues><attvalue for="0" value="politiker"/></attvalues>
    <spells><spell start="2020-01-01" end="2020-02-01"/><spell start="2021-01-01"/></spells></node>
  </nodes>
  <edges><edge id="0" source="a" target="b" weight="2" type="directed">
   <spells><spell start="2020-01-01" end="2020-02-01"/><spell start="2021-01-01"/></spells></edge></edges>
 </graph>
</gexf>"""


def test_gexf_1_3_with_spells() -> None:
    """A tie with two periods is two ties, as in a dataset; an open end is the day before it."""
    found, odd = read_network("nett.gexf", GEXF.encode())
    assert odd == ()
    assert found.of_nodes("side") == ("innbygger", "politiker")
    assert found.of_nodes("start") == (date(2020, 1, 1), None)
    assert found.of_nodes("end") == (date(2020, 12, 31), None)
    assert found.of_nodes("spells") == (None, "2020-01-01/2020-02-01|2021-01-01/")
    assert (found.tail, found.directed) == ((0, 0), (True, True))
    assert found.of_ties("start") == (date(2020, 1, 1), date(2021, 1, 1))
    assert found.of_ties("end") == (date(2020, 2, 1), None)
    assert found.of_ties("weight") == (2, 2)
    assert read_network("nett.gexf", write_network(found, Format.GEXF))[0] == found


def test_gephis_edge_table_and_norwegian_headers() -> None:
    gephi = "Source,Target,Type,Id,Label,Weight\na,b,Undirected,0,møte,1.5\nb,c,Directed,1,,2.0\n"
    found, _ = read_network("kanter.csv", gephi.encode())
    assert (found.ids, found.directed) == (("a", "b", "c"), (False, True))
    assert found.of_ties("weight") == (1.5, 2.0)
    assert found.of_ties("Label") == ("møte", None)
    for header in ("fra;til;vekt", "frå;til;vekt", "from;to;weight", "fra_aktor;til_aktor;styrke"):
        found, _ = read_network("kanter.csv", f"{header}\na;b;1,5\nb;c;2\n".encode("cp1252"))
        assert found.of_ties("weight") == (1.5, 2.0)
        assert found.directed == (True, True)
    found, _ = read_network("kanter.csv", b"fra,til,type\na,b,samarbeider\n")
    assert found.of_ties("Type") == ("samarbeider",)
    assert read_network("kanter.csv", b"a,b\nb,c\n")[0].tail == (0, 1)
