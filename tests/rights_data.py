"""A workspace in which one invented person stands everywhere that a person can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.store import contacts, records
from matchmaker.store.difference import between
from matchmaker.store.frames import frames_of
from matchmaker.store.gate import Action
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.store.store import Store

ID = "p-oppdiktet-17"
NAME, OLD_NAME = "Oppdiktet Prøvesen", "Oppdiktet Jentenavn-Prøvesen"
EMAIL, PHONE, PHONE_AS_WRITTEN = "prøve.sen@oppdiktet.example", "+47 900 12 345", "90012345"
HEARD = "hørte det på butikken"
TOLD = "fortalte det ved kjøkkenbordet"
HOUSE, TONGUE, QUARREL = "det gule huset", "oppdiktisk", "de to røk uklar om gjerdet"
TRACES = (HOUSE, TONGUE, QUARREL, TOLD, ID, NAME, OLD_NAME, EMAIL, PHONE, PHONE_AS_WRITTEN, HEARD)
OTHER = "Oppdiktet Annensen"


def dataset(name: str = NAME, **more: Any) -> Register:
    """Eight actors; the person is the only one who can bring what the challenge needs most."""
    person = {
        **actor(ID, "innbygger", municipality=VERDAL), "name": name, "source": HEARD,
        "groups": "eldre", "unit": "Oppdiktet gate 1", "hours": 12.0, "legal_basis": "samtykke",
        "basis_source": f"skjema fra {name}", **more,
    }  # fmt: skip
    others = [actor(f"akt-{letter}", municipality=VERDAL) for letter in "abcdez"]
    other = {**actor("zz-annen", "innbygger", municipality=VERDAL), "name": OTHER,
             "source": f"naboen til {name}s søster"}  # fmt: skip
    return register(
        [(ID, "kjonn", "kvinne"), (ID, "aldersgruppe", "67-79"), (ID, "sprak", "norsk")],
        actors=[person, *others, other],
        roles=[{"actor": ID, "kind": "fagperson", "organisation": "akt-a", "source": HEARD}],
        challenges=[{**challenge(), "description": f"Meldt av {name}.", "decided_by": "kommunestyret"}],
        needs=[{"challenge": "sak", "contribution": "levd_erfaring", "reason": f"sa {name}"}],
        contributions=[
            {"actor": ID, "contribution": "levd_erfaring", "grade": "saerlig", "source": TOLD},
            {"actor": "akt-b", "contribution": "lokaler"},
        ],
        ties=[
            {"tail": "akt-a", "head": ID, "relation": "kjenner", "source": HEARD},
            {"tail": ID, "head": "zz-annen", "relation": "kjenner"},
            {"tail": ID, "head": "akt-z", "relation": "medlem_av"},
        ],
        involvements=[{"challenge": "sak", "actor": ID, "phase": "definere", "role": "innbygger"}],
        **event(name),
    )  # fmt: skip


def event(name: str) -> dict[str, Any]:
    """The person is registered, leads somebody, is kept apart from them, and has a seat."""
    return {
        "registrations": [
            {"actor": ID, "rounds": "1|2", "wishes": "sak", "leader": "akt-a", "household": HOUSE,
             "minor": False, "facilitator": True, "interprets": TONGUE, "needs_interpreter": TONGUE,
             "step_free": True, "host": "bord-1", "source": HEARD},
            {"actor": "zz-annen", "leader": ID, "household": f"bor hos {name}", "facilitator": True,
             "needs_interpreter": "prøvisk", "step_free": True},
        ],
        "event_groups": [{"id": "bord-1", "least": 1.0, "most": 4.0, "room": f"{name}s kontor"}],
        "group_rules": [
            {"id": "r", "rule": "fra_hverandre", "actor": ID, "reason": QUARREL},
            {"id": "r", "rule": "fra_hverandre", "actor": "zz-annen", "reason": f"se regelen om {name}"},
        ],
        "seatings": [
            {"round": 1.0, "group": "bord-1", "actor": ID, "source": HEARD},
            {"event": "i fjor", "round": 1.0, "group": "bord-9", "actor": ID},
        ],
        "learning": [
            {"actor": ID, "challenge": "sak", "stance": "har_erfaring", "wants_contact": True,
             "source": HEARD},
        ],
    }  # fmt: skip


def change(store: Store, base: int, before: Register, after: Register, author: str) -> None:
    with store.step(Message("step.edited", {"dataset": "lite"}), author) as work:
        work.change("lite", base, between(frames_of(before), frames_of(after)))


def run_of(found: Register) -> records.Run:
    """A real answer, with the person in a seat."""
    request = TeamRequest("lite", "sak", 3, 3, include=(ID,))
    result = suggest_team(Shelf(found), request, Environment(lambda: TODAY))
    assert ID in {seat.filled_by for seat in result.seats}
    words = catalogue("nb")
    plain = [jsonable(one, words) for one in (request, result)]
    assert all(isinstance(one, dict) for one in plain)
    return records.Run(service="team", request={**plain[0], "dataset": "lite@3"}, result=plain[1],
                       data_version="1", code_version="1", rules_version="1", today="2026-11-22",
                       archived="26/123-4")  # type: ignore[arg-type,dict-item] # fmt: skip


def fill(store: Store) -> dict[str, str]:
    """Put the person everywhere; gives the ids of the records by what they are."""
    first, second, third = dataset(OLD_NAME), dataset(), dataset(hours=20.0)
    with store.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", first, '{"title": "Lite", "description": "Laget av ' + NAME + '."}')
    change(store, 1, first, second, NAME)
    change(store, 2, second, third, "kari")
    made: dict[str, str] = {}
    with store.step(Message("step.run", {"service": "team", "dataset": "lite"}), "kari") as work:
        made["run"] = work.add(run_of(third))
        made["team"] = work.add(records.Team(
            dataset="lite", version=3, challenge="sak", name="Laget", run=made["run"],
            seats=({"actor": ID, "role": "innbygger", "locked": True}, {"actor": "akt-b", "role": "x"}),
            excluded=({"actor": "zz-annen", "reason": f"er i slekt med {NAME.upper()}"},),
        ))  # fmt: skip
        made["seating"] = work.add(records.Seating(
            dataset="lite", version=3, event="møtet", rounds=({"bord 1": [ID, "akt-a"], "bord 2": ["akt-b"]},)
        ))  # fmt: skip
        made["different"] = work.add(records.Different(dataset="lite", actors=(ID, "zz-annen")))
        made["draw"] = work.add(
            records.Draw(dataset="lite", version=3, purpose="x", seed=1, drawn=(ID, "akt-a"))
        )
    with store.step(Message("step.invited", {"who": NAME}), "kari") as work:
        made["invitation"] = work.add(
            records.Invitation(dataset="lite", team=made["team"], actor=ID, sent="2026-11-01")
        )
        made["decision"] = work.add(records.Decision(
            about=made["team"], decided="Laget settes.", reason=f"{NAME} kjenner saken.", decided_by="x",
            on="2026-11-02", archived="26/123-5",
        ))  # fmt: skip
        made["note"] = work.add(
            records.Note(about=ID, text=f"{NAME}s telefon er {PHONE_AS_WRITTEN}, {EMAIL}.")
        )
    with store.step(Message("step.edited", {"dataset": NAME}), NAME) as work:
        note = records.get(work.writing, made["note"])
        work.edit(made["note"], note.revision, records.Note(about=ID, text=f"Ring {OLD_NAME}."))
    contacts.set_contact(store, "lite", ID, "telefon", PHONE, "listen", "kari")
    contacts.set_contact(store, "lite", ID, "epost", EMAIL, "listen", "kari")
    contacts.set_contact(store, "lite", "akt-a", "epost", "lag@oppdiktet.example", f"fra {NAME}", "kari")
    with store.writing(Action.RESTORE) as writing:
        writing.put("draft", {
            "id": "utkast-1", "dataset": "lite", "base": 3, "revision": 1, "author": NAME,
            "at": "2026-11-20T10:00:00+00:00", "body": draft_body(),
        })  # fmt: skip
    return made


def draft_body() -> str:
    import orjson

    rows = [
        [ID, NAME, "innbygger", "5038", HEARD],
        ["akt-a", "Akt-a", "frivillig", "", "x"],
    ]
    return orjson.dumps({
        "sheets": {"source": "", "sheets": [
            {"title": "aktører", "headers": ["id", "navn", "type", "kommune", "kilde"], "rows": rows},
        ]},
        "contacts": [[ID, "telefon", "90012345"], ["akt-a", "telefon", "90054321"]],
    }).decode()  # fmt: skip
