"""The dashboard on the bundled datasets, as it is served."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboard.app import create_app
from dashboard.pages.answers import Answers
from matchmaker.services.environment import Environment
from matchmaker.services.workspace import FolderWorkspace

if TYPE_CHECKING:
    from dash import Dash


@pytest.fixture(scope="session")
def environment() -> Environment:
    return Environment(lambda: date(2026, 11, 22))


@pytest.fixture(scope="session")
def answers(environment: Environment) -> Answers:
    return Answers(FolderWorkspace(), environment)


@pytest.fixture(scope="session")
def app(environment: Environment) -> Dash:
    return create_app(FolderWorkspace(), environment)
