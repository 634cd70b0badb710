"""The public edition: a fixed list of tables, protected together."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from matchmaker.cli.paper import Paper
from matchmaker.cli.public_text import show
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model.register import Register
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.public_edition import (
    PublicEdition,
    PublicRequest,
    PublicTable,
    Shown,
    public_edition,
)
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.small import VERDAL, Row, Shelf, actor, challenge, register

WHEN = Environment(lambda: date(2026, 11, 22))


def people(
    women: int, men: int, unknown: int = 0, *, more: list[Row] | None = None, **sheets: Any
) -> Register:
    """Residents with a sex or none who took part, and others."""
    sexes = ["kvinne"] * women + ["mann"] * men
    names = [f"p{i:03d}" for i in range(women + men + unknown)]
    rows = [*(actor(name, "innbygger", municipality=VERDAL) for name in names), *(more or [])]
    return register(
        [(name, "kjonn", sex) for name, sex in zip(names, sexes, strict=False)] or None,
        actors=rows,
        challenges=[challenge()],
        involvements=[{"challenge": "sak", "actor": row["id"], "phase": "drive"} for row in rows],
        **sheets,
    )


def steps(counts: dict[str, dict[str, int]], attribute: str = "kjonn") -> list[Row]:
    """Rows of the sheet *deltakertall*: step → group → persons."""
    return [
        {"challenge": "sak", "step": step, "attribute": attribute, "group": group, "count": float(count)}
        for step, groups in counts.items()
        for group, count in groups.items()
    ]


def told(found: Register, **request: Any) -> PublicEdition:
    return public_edition(Shelf(found), PublicRequest("lite", **{"challenge": "sak", **request}), WHEN)


def tables(result: PublicEdition) -> dict[tuple[str, str], PublicTable]:
    return {(table.name, table.attribute): table for table in result.tables}


def counts(table: PublicTable) -> dict[str, tuple[int | None, ...]]:
    return {row.group: row.counts for row in table.rows}


def states(table: PublicTable) -> dict[str, Shown]:
    return {row.group: row.state for row in table.rows}


def text(result: PublicEdition, language: Any = "nb") -> str:
    page = io.StringIO()
    show(result, Paper(page), catalogue(language))
    return page.getvalue()


def test_nothing_small_and_everything_is_told() -> None:
    table = tables(told(people(30, 40)))["innbyggere", "kjonn"]
    assert counts(table) == {"kvinne": (30,), "mann": (40,)}
    assert table.totals == (70,)
    women = table.rows[0]
    assert women.share == pytest.approx(30 / 70)
    assert women.interval is not None
    assert women.verdict is not None
    assert (women.verdict.code, table.notes) == ("verdict.in_line", ())


def test_a_small_group_hides_another_and_the_verdict_that_holds_is_told() -> None:
    table = tables(told(people(2, 60)))["innbyggere", "kjonn"]
    assert states(table) == {"kvinne": Shown.FEW, "mann": Shown.HIDDEN}
    assert counts(table) == {"kvinne": (None,), "mann": (None,)}
    assert table.totals == (62,)  # safe: sixty may hold anything from 58
    women, men = table.rows
    assert women.verdict is not None
    assert women.verdict.code == "verdict.under"  # for every number from 0 to 4
    assert (women.share, women.interval, men.share, men.verdict) == (None,) * 4
    assert [note.code for note in table.notes] == ["public.few", "public.hidden"]


def test_a_table_without_room_to_hide_in_is_not_shown() -> None:
    table = tables(told(people(2, 8)))["innbyggere", "kjonn"]
    assert (table.rows, table.totals, table.columns) == ((), (), ())
    assert [note.code for note in table.notes] == ["public.withheld"]


@pytest.mark.parametrize("few", [0, 1, 4])
def test_nobody_and_a_few_look_alike_but_for_the_total(few: int) -> None:
    """The total is told, and so is the sum of the two that are hidden: each of 0-4 fits it."""
    result = jsonable(told(people(few, 40 - few)), catalogue("nb"))
    assert json.dumps(result) == json.dumps(jsonable(told(people(2, 38)), catalogue("nb")))


def test_a_group_that_is_small_at_one_step_is_hidden_everywhere() -> None:
    """Also among the residents, where it is not small."""
    turnout = steps({"invitert": {"kvinne": 40, "mann": 60}, "moett": {"kvinne": 3, "mann": 50}})
    found = tables(told(people(12, 30, turnout=turnout)))
    for name in ("innbyggere", "trakt"):
        assert states(found[name, "kjonn"]) == {"kvinne": Shown.FEW_SOMEWHERE, "mann": Shown.HIDDEN}
    assert found["trakt", "kjonn"].columns == ("invitert", "moett")
    assert found["trakt", "kjonn"].totals == (100, 53)
    assert all(row.verdict is None for row in found["innbyggere", "kjonn"].rows)


def test_a_step_with_few_persons_is_not_shown_by_group() -> None:
    """Nineteen of two groups: the step would hide both groups at the large step as well."""
    turnout = steps({"invitert": {"kvinne": 40, "mann": 60}, "brukt": {"kvinne": 4, "mann": 15}})
    found = tables(told(people(12, 30, turnout=turnout)))
    assert found["trakt", "kjonn"].columns == ("invitert",)
    assert counts(found["trakt", "kjonn"]) == {"kvinne": (40,), "mann": (60,)}


def test_totals_of_steps_are_told_only_where_they_tell_nothing_else() -> None:
    """Sexes of 97 of 100 are known: the hundred would tell the three, and so is told of later steps only."""
    turnout = [
        *steps({"invitert": {"kvinne": 40, "mann": 57, "ukjent": 3}}),
        *steps({"invitert": {"alle": 100}, "moett": {"alle": 30}, "brukt": {"alle": 3}}, "alle"),
    ]
    apart = register(actors=[actor("klubb")], challenges=[challenge()], turnout=turnout)
    found = tables(told(apart))
    assert found["trakt", "alle"].columns == ("invitert", "moett", "brukt")
    assert found["trakt", "alle"].totals == (None, 30, None)
    assert found["trakt", "kjonn"].totals == (97,)
    # where the residents of the process are shown they may be those present, and thirty would tell
    assert ("trakt", "alle") not in tables(told(people(14, 14, 2, turnout=turnout)))


def test_persons_on_other_sides_are_protected_and_organisations_are_not() -> None:
    more = [
        *(actor(f"politiker{i}", "politiker", municipality=VERDAL) for i in range(3)),
        *(actor(f"fag{i:02d}", "fagperson", municipality=VERDAL) for i in range(30)),
        actor("klubb", municipality=VERDAL),
    ]
    found = tables(told(people(30, 40, more=more)))
    assert counts(found["organisasjoner", "sektor"])["frivillig"] == (1,)
    persons = found["personer", "sektor"]
    assert states(persons)["politiker"] is Shown.FEW
    assert states(persons)["administrasjon"] is Shown.HIDDEN
    assert persons.totals == (33,)


def test_a_team_lists_seats_and_no_private_person() -> None:
    more = [actor("klubb", municipality=VERDAL), actor("varaordforer", "politiker", municipality=VERDAL)]
    found = people(3, 3, more=more)
    result = told(found, team=tuple(str(i) for i in found.ids))
    assert result.request.team == ("klubb",)
    assert len(result.seats) == 8
    assert result.seats[0].name == "Klubb"
    said = json.dumps(jsonable(result, catalogue("nb")), ensure_ascii=False)
    assert not any(name in said for name in ("p000", "P000", "varaordforer", "Varaordforer"))
    assert not any(table.name in ("personer", "organisasjoner") for table in result.tables)


@pytest.mark.parametrize(("kind", "others"), [("politiker", "innbygger"), ("innbygger", "fagperson")])
def test_a_side_with_nobody_and_a_side_with_a_few_persons_give_the_same_bytes(kind: str, others: str) -> None:
    """Also that a table is missing would tell."""
    said = set()
    for few in range(5):
        more = [
            *(actor(f"q{i:02d}", others, municipality=VERDAL) for i in range(40)),
            *(actor(f"r{i}", kind, municipality=VERDAL) for i in range(few)),
        ]
        result = told(people(0, 0, more=more))
        if kind == "politiker":
            assert ("personer", "sektor") in tables(result)
        said.add(json.dumps(jsonable(result, catalogue("nb"))))
    assert len(said) == 1


def test_the_public_edition_of_a_team_does_not_tell_a_persons_group() -> None:
    affected = [{"challenge": "sak", "group": name, "name": name} for name in ("ungdom", "eldre")]
    said = set()
    for tags in (None, "ungdom", "eldre"):
        more = [actor("solo", "innbygger", municipality=VERDAL, groups=tags)]
        result = told(people(0, 0, more=more, affected=affected), team=("solo",))
        assert "note.public_groups" in {note.code for note in result.notes}
        said.add(json.dumps(jsonable(result, catalogue("nb"))))
    assert len(said) == 1


def test_the_limit_is_a_setting_with_a_floor() -> None:
    found = people(4, 40)
    assert counts(tables(told(found, smallest_shown=3))["innbyggere", "kjonn"])["kvinne"] == (4,)
    assert (
        states(tables(told(people(9, 60), smallest_shown=10))["innbyggere", "kjonn"])["kvinne"] is Shown.FEW
    )
    with pytest.raises(InputError) as wrong:
        told(found, smallest_shown=2)
    assert wrong.value.code == "smallest_shown_too_low"


def test_no_fingerprint_of_the_data_is_published() -> None:
    """Whoever knows all but one answer could try the answers until it fits."""
    found = people(30, 40)
    assert found.fingerprint[:16] not in json.dumps(jsonable(told(found), catalogue("nb")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_edition_of_the_bundled_data_can_be_said(language: Any) -> None:
    shelf = FolderWorkspace()
    for dataset, asked in (("innherred", "bolystteam"), ("sandnes_bootcamp", None)):
        result = public_edition(shelf, PublicRequest(dataset, asked), WHEN)
        assert text(result, language)
        ids = shelf.dataset(dataset).register.actors
        private = ids["id"][ids["form"] == "person"].astype(str)
        said = json.dumps(jsonable(result, catalogue(language)))
        assert not any(f'"{name}"' in said for name in private)


def test_the_text_marks_what_is_hidden() -> None:
    said = text(told(people(2, 60)))
    assert "færre enn 5" in said
    assert "skjult av personvernhensyn" in said
    assert "medregnet" in said
