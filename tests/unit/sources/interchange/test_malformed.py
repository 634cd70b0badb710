"""Broken files: a clear error with its place, every problem at once, and no half-built network."""

from __future__ import annotations

import pytest

from matchmaker.kernel.errors import InputError, Severity, TableErrors
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.sources.interchange.formats import Format, format_of, read_network
from matchmaker.sources.interchange.gathering import MOST_ATTRIBUTES, MOST_PROBLEMS, Gathering
from matchmaker.sources.interchange.safe_xml import DEEPEST

HEAD = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def told(name: str, content: str | bytes) -> set[tuple[str, int | None, str | None]]:
    """(code, row, value) of every problem; each can be said in three languages, with a hint."""
    data = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(TableErrors) as caught:
        read_network(name, data)
    for problem in caught.value.problems:
        assert problem.file == name
        for language in LANGUAGES:
            assert catalogue(language).say(problem.message)
            assert problem.hint is None or catalogue(language).say(problem.hint)
    return {(one.code, one.row, one.value) for one in caught.value.problems}


def refused(name: str, content: str | bytes) -> str:
    data = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InputError) as caught:
        read_network(name, data)
    assert not isinstance(caught.value, TableErrors)
    for language in LANGUAGES:
        assert catalogue(language).say(caught.value.message)
        assert caught.value.hint is not None
        assert catalogue(language).say(caught.value.hint)
    return caught.value.code


def test_every_problem_of_a_graphml_file_at_once() -> None:
    text = (
        HEAD
        + """<key id="v" for="edge" attr.name="weight" attr.type="double"/>
<key id="t" for="node" attr.name="alder" attr.type="int"/>
<key id="u" for="node" attr.name="rar" attr.type="matrise"/>
<graph edgedefault="directed">
<node id="a"><data key="t">tolv</data></node>
<node id="a"/>
<node/>
<edge id="e" source="a" target="bb"><data key="v">NaN</data></edge>
<edge id="e" source="a" target="a"><data key="v">1e999</data><data key="w">1</data></edge>
<hyperedge/>
</graph>"""
    )
    assert told("nett.graphml", text) == {
        ("unknown_type", 4, "matrise"), ("wrong_type", 6, "tolv"), ("duplicate_node", 7, "a"),
        ("nameless_node", 8, None), ("not_finite", 9, "NaN"), ("unknown_node", 9, "bb"),
        ("duplicate_tie_id", 10, "e"), ("not_finite", 10, "1e999"), ("unknown_attribute", 10, "w"),
        ("not_supported", 11, None), ("xml_broken", 12, None),
    }  # fmt: skip


def test_every_problem_of_a_gexf_file_at_once() -> None:
    text = """<gexf version="1.2"><graph defaultedgetype="rundt">
<attributes class="node"><attribute id="0" title="alder" type="integer"/></attributes>
<nodes><node id="a" start="i fjor"/>
<node id="a"><attvalues><attvalue for="0" value="1"/><attvalue for="9" value="1"/></attvalues></node>
<node id="b"><attvalues><attvalue for="0" value="1,5"/></attvalues></node></nodes>
<edges><edge source="a" target="c" weight="tung"/>
<edge source="a" target="b" start="2026-02-01" end="2026-01-01"/></edges></graph></gexf>"""
    assert told("nett.gexf", text) == {
        ("not_a_period", 3, "i fjor/"), ("unknown_attribute", 4, "9"), ("duplicate_node", 4, "a"),
        ("wrong_type", 5, "1,5"), ("unknown_node", 6, "c"), ("wrong_type", 6, "tung"),
        ("not_a_period", 7, "2026-02-01/2026-01-01"),
    }  # fmt: skip


def test_every_problem_of_a_pajek_file_at_once() -> None:
    text = (
        '*Vertices 3\n1 "a"\n2 "a"\n9 "c"\nx\n*Arcs\n1 7\n1\n1 3 tung\n1 3 inf\n1 3 1 farge\n*Matrix\n1 0 0\n'
    )
    assert told("nett.net", text) == {
        ("duplicate_node", 3, "a"), ("unknown_node", 4, "9"), ("pajek_line", 5, "x"),
        ("unknown_node", 7, "7"), ("pajek_line", 8, None), ("wrong_type", 9, "tung"),
        ("not_finite", 10, "inf"), ("pajek_line", 11, None),
        ("not_supported", 12, None),
    }  # fmt: skip


def test_every_problem_of_a_json_file_at_once() -> None:
    text = """{"directed": "ja",
 "nodes": [{"id": "a", "alder": NaN}, {"id": 1}, {"id": "1"},
 {"navn": "b"}, 7, {"id": "l", "liste": [1]}],
 "links": [{"source": "a", "target": "x"}, {"source": "a"}, "a-b",
 {"source": "a", "target": "l", "weight": 1e999}]}"""
    assert told("nett.json", text) == {
        ("wrong_type", None, "ja"), ("not_finite", 1, "nan"), ("duplicate_node", 3, "1"),
        ("nameless_node", 4, None), ("not_an_object", 5, None), ("wrong_type", 6, "list"),
        ("unknown_node", 1, "x"), ("nameless_node", 2, None), ("not_an_object", 3, None),
        ("not_finite", 4, "inf"),
    }  # fmt: skip


def test_every_problem_of_an_edge_list_at_once() -> None:
    text = "Source,Target,Weight\na,b,tung\n,b,1\na,,2\na,c,inf\na,b,1,ekstra\n"
    assert told("kanter.csv", text) == {
        ("wrong_type", 2, "tung"), ("tie_without_end", 3, None), ("tie_without_end", 4, None),
        ("not_finite", 5, "inf"), ("extra_cells", 6, "ekstra"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["nett.graphml", "nett.gexf"])
def test_bombs_are_refused_before_they_go_off(name: str) -> None:
    root = name.partition(".")[2]
    levels = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><{root}>&e39;</{root}>'
    assert refused(name, bomb) == "xml_entities"
    outside = f'<!DOCTYPE x SYSTEM "http://eksempel.example/x.dtd"><{root}/>'
    assert refused(name, outside) == "xml_entities"
    assert refused(name, f"<{root}>" + "<a>" * (DEEPEST + 1)) == "network_too_deep"
    assert refused(name, f"<{root}>" + "a" * 1_100_000) == "network_too_long"
    assert refused(name, "<svg/>") == "not_a_network"


def test_a_million_attributes_are_refused() -> None:
    one = "".join(f'<data key="k{n}">1</data>' for n in range(1_500))
    keys = "".join(f'<key id="k{n}" for="node" attr.name="a{n}" attr.type="int"/>' for n in range(1_500))
    assert (
        refused("n.graphml", f'{HEAD}{keys}<graph><node id="a">{one}</node></graph></graphml>')
        == "network_too_many"
    )
    declared = "".join(f'<key id="k{n}" for="node" attr.name="a{n}"/>' for n in range(1_000_000))
    assert refused("n.graphml", HEAD + declared) == "network_too_many"
    declared = "".join(f'<attribute id="{n}" title="a{n}" type="long"/>' for n in range(1_000_000))
    assert refused("n.gexf", f'<gexf><graph><attributes class="node">{declared}') == "network_too_many"
    attributes = " ".join(f'a{n}="1"' for n in range(100_000))
    assert refused("n.graphml", f"{HEAD}<graph><node id='a' {attributes}/>") == "network_too_many"
    whole = '{"nodes": [{"id": "a", ' + ", ".join(f'"a{n}": 1' for n in range(1_000_000)) + '}], "links": []}'
    assert refused("n.json", whole) == "network_too_many"
    assert MOST_ATTRIBUTES == 1_000


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("n.json", b'{"nodes": [', "json_broken"), ("n.json", b"[1]", "not_a_network"),
        ("n.json", b'{"nodes": 1, "links": []}', "not_a_network"), ("n.json", b"[" * 200_000, "json_broken"),
        ("n.json", b"9" * 10_000, "json_broken"),
        ("n.json", b'{"nodes": [], "links": "\xe6"}', "network_not_utf8"),
        ("n.net", b"*Vertices 1\n1 \"\xe6\"\n", "network_not_utf8"), ("n.net", b"hei\n", "not_a_network"),
        ("n.net", b"", "not_a_network"), ("n.net", b"*Vertices 999999999\n", "network_too_many"),
        ("n.csv", "person;lag;år\na;b;c\n".encode(), "edges_no_header"),
        ("n.xyz", b"", "unknown_network_format"),
    ],
)  # fmt: skip
def test_files_that_are_something_else(name: str, content: bytes, code: str) -> None:
    assert refused(name, content) == code


@pytest.mark.parametrize(
    "content", [b"", b"<graphml", b"<graphml></graph>", b"\xff\xfe\x00", HEAD.encode() + b"\xe6"]
)
def test_broken_xml_is_a_problem_with_its_line(content: bytes) -> None:
    found = told("nett.graphml", content)
    assert {code for code, _, _ in found} == {"xml_broken"}
    assert all(row is not None and row >= 1 for _, row, _ in found)


def test_very_many_problems_end_the_reading() -> None:
    rows = "\n".join(f",b{n}" for n in range(5_000))
    found = told("kanter.csv", f"Source,Target\n{rows}\n")
    assert len(found) == MOST_PROBLEMS + 1
    assert "and_no_more" in {code for code, _, _ in found}


def test_what_looks_odd_is_a_warning_and_the_network_is_read() -> None:
    text = f'{HEAD}<graph><node id="a"><graph><node id="b"/></graph></node></graph></graphml>'
    found, odd = read_network("nett.graphml", text.encode())
    assert found.ids == ("a", "b")
    assert [(one.code, one.severity) for one in odd] == [("nested_graph", Severity.WARNING)]


def test_a_lost_node_is_guessed_at() -> None:
    with pytest.raises(TableErrors) as caught:
        read_network(
            "n.json", b'{"nodes": [{"id": "verdal"}], "links": [{"source": "verdal", "target": "verdl"}]}'
        )
    assert "verdal" in catalogue("nb").say(caught.value.problems[0].hint)  # type: ignore[arg-type]


def test_an_empty_network_is_a_network() -> None:
    for name, content in (
        ("n.graphml", b"<graphml/>"), ("n.gexf", b"<gexf/>"), ("n.net", b"*Vertices 0\n"), ("n.csv", b""),
        ("n.json", b'{"nodes": [], "edges": []}'),
    ):  # fmt: skip
        found, odd = read_network(name, content)
        assert (found.ids, found.tail, odd) == ((), (), ())
        assert not found.is_directed


def test_too_many_nodes_or_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    from matchmaker.sources.interchange import gathering

    monkeypatch.setattr(gathering, "MOST_NODES", 2)
    taking = Gathering("nett")
    taking.node("a", 1)
    taking.node("b", 2)
    with pytest.raises(InputError) as caught:
        taking.node("c", 3)
    assert caught.value.code == "network_too_many"
    with pytest.raises(InputError) as caught:
        gathering.check_size("nett", b"abc", 2)
    assert caught.value.code == "network_too_large"


def test_the_ending_tells_the_format() -> None:
    assert [format_of(f"Nett.{end}") for end in ("GraphML", "gexf", "net", "json", "csv")] == [
        Format.GRAPHML, Format.GEXF, Format.PAJEK, Format.JSON, Format.EDGES,
    ]  # fmt: skip
