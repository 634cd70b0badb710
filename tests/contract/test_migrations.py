"""The tables of the databases are exactly those of the layout, however they came to be."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from matchmaker.kernel.errors import InputError
from matchmaker.store.layout import COLUMNS, KEYS
from matchmaker.store.metadata import METADATA
from matchmaker.store.migrations import upgrade
from matchmaker.store.sql import SqlStorage
from matchmaker.store.store import Store
from tests.store_data import Clock, findings, note
from tests.trials.processes import warmed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.store_data import Place

BOTH = pytest.mark.parametrize("lasting", ["sqlite", "postgresql"], indirect=True)


def url(place: Place) -> str:
    return place.address if "://" in place.address else f"sqlite:///{place.address}"


def connect(place: Place) -> Connection:
    return create_engine(url(place), poolclass=NullPool).connect()


def touch(place: Place) -> None:
    with place.open().writing():
        pass


@BOTH
def test_the_migrations_make_exactly_the_layout(lasting: Place):
    touch(lasting)
    with connect(lasting) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        seen = inspect(connection)
        assert set(seen.get_table_names()) == {*COLUMNS, "alembic_version"}
        for table, columns in COLUMNS.items():
            assert [one["name"] for one in seen.get_columns(table)] == list(columns)
            assert tuple(seen.get_pk_constraint(table)["constrained_columns"]) == KEYS[table]


@BOTH
def test_a_difference_would_be_seen(lasting: Place):
    touch(lasting)
    with connect(lasting) as connection, connection.begin():
        connection.execute(text("ALTER TABLE draft DROP COLUMN author"))
        connection.execute(text("DROP TABLE contact"))
    with connect(lasting) as connection:
        assert len(compare_metadata(MigrationContext.configure(connection), METADATA)) == 2


def test_the_newest_step_is_the_one_that_is_asked_for():
    script = ScriptDirectory(str(Path(upgrade.__file__).parent))
    assert script.get_current_head() == upgrade.REVISION


@BOTH
def test_a_database_of_a_later_tool_is_left_alone(lasting: Place):
    touch(lasting)
    with connect(lasting) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for use in ("reading", "writing"):
        with pytest.raises(InputError) as wrong, getattr(lasting.open(), use)():
            pass
        assert wrong.value.code == "store_newer"
        assert wrong.value.params["found"] == "9999"
        assert wrong.value.params["known"] == upgrade.REVISION
    with connect(lasting) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def first_note(address: str, gate: object, number: int) -> None:
    storage = SqlStorage(address)
    gate.wait()
    note(Store(storage, Clock()), str(number))
    storage.close()


@BOTH
def test_several_processes_may_open_a_new_database_at_once(lasting: Place):
    context = warmed()
    gate = context.Barrier(3)
    made = [context.Process(target=first_note, args=(url(lasting), gate, number)) for number in range(3)]
    for process in made:
        process.start()
    for process in made:
        process.join(60)
    assert [process.exitcode for process in made] == [0, 0, 0]
    storage = lasting.open()
    with storage.reading() as reading:
        assert len(reading.rows("record")) == len(reading.rows("audit")) == 3
    assert findings(storage) == []


def test_many_may_open_a_new_file_at_once(tmp_path: Path):
    """SQLite tells some of them at once that the file is locked, however long they are ready to wait."""
    said = []

    def opened(path: Path, gate: Barrier) -> None:
        storage = SqlStorage(f"sqlite:///{path}")
        gate.wait()
        try:
            with storage.writing():
                pass
        except InputError as wrong:
            said.append(wrong)
        storage.close()

    for number in range(40):
        gate = Barrier(4)
        made = [Thread(target=opened, args=(tmp_path / f"{number}.db", gate)) for _ in range(4)]
        for thread in made:
            thread.start()
        for thread in made:
            thread.join()
    assert said == []
