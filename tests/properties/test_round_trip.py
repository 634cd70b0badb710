"""Excel → workspace → Excel loses nothing, and neither do sheets in memory and CSV files.

A hundred datasets here; three hundred in the long trials (``ROUND_TRIPS=300``).
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from matchmaker.model.register import Register
from matchmaker.model.tables import Tables
from matchmaker.services.committing import export_workbook
from matchmaker.services.drafts import commit_draft
from matchmaker.services.dropping import DropRequest, drop_file
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.reading import load_tables
from matchmaker.sources.sheets import Sheets, read_sheets, sheets_of, sheets_of_file
from matchmaker.sources.writing import workbook_bytes, write_folder, write_workbook
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.dataset_strategies import datasets

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
NO_FILES = FolderWorkspace([Path(tempfile.gettempdir()) / "ingen-datasett-her"])
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def assert_equal(one: Register, other: Register) -> None:
    """Same fingerprint, and the same frames cell by cell, should the fingerprint ever be blind."""
    assert_same(one.tables(), other.tables())
    assert one.fingerprint == other.fingerprint


def assert_same(one: Tables, other: Tables) -> None:
    """Same tables, with the same rows under the same numbers, cell by cell and of the same types."""
    assert set(one.frames) == set(other.frames)
    for name, frame in one.frames.items():
        if not frame.equals(other.frames[name]):
            pd.testing.assert_frame_equal(frame, other.frames[name])  # says where
            pytest.fail(name)
    assert one.features.equals(other.features)


def read(sheets: Sheets) -> Tables:
    """Sheets that have been through JSON, read without a single problem."""
    tables, problems = read_sheets(Sheets.from_dict(json.loads(json.dumps(sheets.as_dict()))))
    assert problems == ()
    return tables


@settings(max_examples=int(os.environ.get("ROUND_TRIPS", "100")), suppress_health_check=SLOW)
@given(datasets())
def test_a_dataset_comes_back_from_excel_through_the_workspace_as_it_was(tables):
    before = Register.of_valid(tables)  # that they are valid is checked when they are dropped
    workspace = KeptWorkspace(Store(MemoryStorage(), lambda: NOW), NO_FILES)
    view = drop_file(workspace, DropRequest("inn.xlsx", workbook_bytes(tables), "prøve", "sett"))
    assert view.problems == ()
    commit_draft(workspace, view.draft.id, 1, "prøve")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ut.xlsx"
        file.write_bytes(export_workbook(workspace, "sett"))
        loaded, problems = load_tables(file)
    assert problems == ()
    assert_equal(before, Register.of_valid(loaded))


@settings(max_examples=50, suppress_health_check=SLOW)
@given(datasets())
def test_sheets_in_memory_are_read_as_excel_is(tables):
    with tempfile.TemporaryDirectory() as folder:
        loaded, _ = load_tables(write_workbook(tables, Path(folder) / "ut.xlsx"))
    assert_same(loaded, read(sheets_of(tables)))


@settings(max_examples=25, suppress_health_check=SLOW)
@given(datasets())
def test_a_registers_own_workbook_is_the_same_dropped_on_a_page(tables):
    before = Register.from_tables(tables)
    dropped = sheets_of_file("ut.xlsx", workbook_bytes(before.tables()))
    assert_equal(before, Register.of_valid(read(dropped)))


@settings(max_examples=25, suppress_health_check=SLOW)
@given(datasets())
def test_a_dataset_comes_back_from_csv_files_as_it_was(tables):
    with tempfile.TemporaryDirectory() as folder:
        write_folder(tables, Path(folder))
        loaded, problems = load_tables(Path(folder))
    assert problems == ()
    assert_equal(Register.from_tables(tables), Register.of_valid(loaded))
