"""A dataset and a workspace in which every text that somebody can write is written to be run.

Each text holds everything at once: an end of an attribute, tags, links and expressions, in the open and
encoded, and a formula in front. Each has a number of its own, so that whichever runs can be found.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.model import schema
from matchmaker.model.column import CellType
from matchmaker.services.kept import text_of_package
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.store import contacts, records
from matchmaker.store.gate import Action
from tests.unit.small import LEVANGER, VERDAL, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.model.register import Register
    from matchmaker.store.store import Store

DATASET = "ond"
_TEXTS = (CellType.TEXT, CellType.TAGS)
GROUPS = ("kvinne", "mann")


def hostile(number: int) -> str:
    """A text with a number that is run, followed or drawn wherever text is not taken as text."""
    run = f"window.ran={number}"
    return (
        f"=1+{number}\"'><img/src=x/onerror={run}><svg/onload={run}></svg><script>{run}</script>"
        f'<a/href="javascript:{run}">q{number}q</a><b>w{number}w</b>{{{{{number}*7}}}}${{{run}}}'
        f"%3Cscript%3E{run}%3C/script%3E&lt;i&gt;[m](javascript:{run})%{{x}}<extra></extra>"
    )


def rows() -> dict[str, list[dict[str, Any]]]:
    """Valid rows of every table, without their texts."""
    a, b, c = "akt-a", "akt-b", "akt-c"
    people = [f"p{n}" for n in range(12)]
    return {
        "actors": [
            {"id": a, "kind": "frivillig", "municipality": VERDAL, "place": "sted"},
            {"id": b, "kind": "tjeneste", "municipality": VERDAL},
            {"id": c, "kind": "eget", "municipality": LEVANGER},
            {"id": "raad", "kind": "politiker", "form": "organisasjon", "municipality": VERDAL},
            *({"id": p, "kind": "innbygger", "municipality": VERDAL, "place": "sted"} for p in people),
        ],
        "roles": [{"actor": a, "kind": "fagperson", "organisation": b}],
        "contributions": [{"actor": one, "contribution": "evne"} for one in (a, people[0])],
        "ties": [
            *({"tail": x, "head": y, "relation": "samarbeider"} for x, y in ((a, b), (b, c), (c, "raad"))),
            *({"tail": p, "head": a, "relation": "kjenner"} for p in people),
        ],
        "challenges": [
            {"id": "sak", "levels": "tjeneste", "municipalities": f"{VERDAL}|{LEVANGER}"},
            {"id": "annen", "levels": "plan", "municipalities": VERDAL},
        ],
        "needs": [{"challenge": "sak", "contribution": one} for one in ("evne", "lokaler")],
        "affected": [{"challenge": "sak", "group": "eldre"}],
        "involvements": [
            {"challenge": "sak", "actor": one, "phase": "definere", "role": kind}
            for one, kind in ((a, "frivillig"), *((p, "innbygger") for p in people))
        ],
        "turnout": [
            {"challenge": "sak", "step": step, "attribute": "kjonn", "group": group, "count": 40}
            for step in ("invitert", "moett") for group in GROUPS
        ],
        "process": [{"challenge": "sak", "trait": "ferdig_losning", "answer": "ja"}],
        "population": [
            {"municipality": VERDAL, "date": "2025-01-01", "attribute": "sprak", "group": group, "count": 900}
            for group in ("x", "y")
        ],
        "registrations": [{"actor": p, "rounds": "1|2", "leader": a} for p in people],
        "event_groups": [{"id": f"bord-{n}", "least": 1, "most": 12, "challenge": "sak"} for n in (1, 2)],
        "grouping": [{"attribute": "kjonn", "mode": "spre", "weight": 1}],
        "group_rules": [{"id": "r", "rule": "fra_hverandre", "actor": p} for p in people[:2]],
        "seatings": [{"round": 1, "group": "bord-1", "actor": people[0]}],
        "collections": [
            {"municipality": one, "begun": "2026-01-01", "ended": "2026-02-01", "season": "vinter",
             "invited": 60, "answered": 50}
            for one in (VERDAL, LEVANGER)
        ],
        "learning": [
            {"actor": a, "stance": "har_erfaring", "wants_contact": True, "theme": "t"},
            {"actor": c, "stance": "vil_laere", "wants_contact": True, "theme": "t"},
        ],
        "places": [{"id": "sted", "municipality": VERDAL}],
        "kinds": [{"id": "eget", "sector": "naeringsliv", "form": "organisasjon"}],
        "contribution_types": [{"id": "evne"}],
        "priors": [{"kind": "frivillig", "contribution": "evne"}],
    }  # fmt: skip


KEPT = {("population", "group"), ("turnout", "group"), ("learning", "theme")}
"""Texts that must be the same in several rows to mean anything; one word of them is written to be run."""


def texts() -> Iterator[tuple[str, str]]:
    """Every column of every table that takes a free text."""
    for name, table in schema.TABLES.items():
        for column in table.columns:
            if column.type in _TEXTS:
                yield name, column.name


def dataset() -> Register:
    """Every free text of every table, in every row."""
    numbers, held = count(1), rows()
    same = {one: hostile(next(numbers)) for one in sorted(KEPT)}
    for name, column in texts():
        for at, row in enumerate(held[name]):
            if (name, column) not in KEPT:
                row[column] = hostile(next(numbers))
            elif column == "theme" or at % 2:
                row[column] = same[name, column]
    people = [row["id"] for row in held["actors"] if row["kind"] == "innbygger"]
    features = [(p, "kjonn", GROUPS[at % 2]) for at, p in enumerate(people)]
    features += [(p, "sprak", same["population", "group"]) for p in people]
    return register(features, **held)


def fill(store: Store) -> None:
    """Keep the dataset, and everything beside it that people write."""
    numbers = count(5_000)

    def text() -> str:
        return hostile(next(numbers))

    origin = Origin(text(), text())
    about = Package(name=DATASET, title=text(), description=text(), sources=(origin,), licences=(origin,))
    with store.step(Message("step.founded", {"dataset": DATASET}), text()) as work:
        work.found(DATASET, dataset(), text_of_package(about))
    with store.step(
        Message("step.kept_team", {"dataset": text(), "name": text(), "challenge": text(), "about": text()}),
        text(),
    ) as work:
        team = work.add(
            records.Team(
                dataset=DATASET, version=1, challenge="sak", name=text(),
                seats=({"actor": "akt-a", "role": text(), "locked": True}, {"actor": "p0", "role": "x"}),
                excluded=({"actor": "akt-b", "reason": text()},),
            )
        )  # fmt: skip
        rounds = ({"bord-1": ["p0", "akt-a"]},)
        work.add(records.Seating(dataset=DATASET, version=1, event=text(), rounds=rounds))
        work.add(records.Draw(dataset=DATASET, version=1, purpose=text(), seed=1, drawn=("p0",)))
        work.add(
            records.Invitation(
                dataset=DATASET, team=team, actor="p0", seat=text(), group=text(), terms={"sted": text()},
                sent="2026-11-01",
            )
        )  # fmt: skip
        for about_ in (team, "sak", "p0", DATASET):
            work.add(records.Note(about=about_, text=text()))
            work.add(
                records.Decision(
                    about=about_, decided=text(), reason=text(), decided_by=text(), on="2026-11-02",
                    archived=text(),
                )
            )  # fmt: skip
    contacts.set_contact(store, DATASET, "akt-a", "epost", "x@oppdiktet.example", text(), text())
    with store.writing(Action.RESTORE) as writing:
        writing.put("draft", {
            "id": "utkast-1", "dataset": DATASET, "base": 1, "revision": 1, "author": text(),
            "at": "2026-11-20T10:00:00+00:00", "body": draft_body(text),
        })  # fmt: skip


def draft_body(text: Any) -> str:
    """A draft with faults, in which every cell and header is written to be run."""
    import orjson

    headers = ["id", "navn", "type", "kommune", text()]
    return orjson.dumps({
        "sheets": {"source": text(), "sheets": [
            {"title": "aktører", "headers": headers, "rows": [[text() for _ in headers] for _ in range(2)]},
            {"title": text(), "headers": [text()], "rows": [[text()]]},
        ]},
        "contacts": [["akt-a", "telefon", text()]],
    }).decode()  # fmt: skip
