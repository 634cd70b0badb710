"""A real PostgreSQL for the trials."""

from __future__ import annotations

from tests import postgres as harness

postgres = harness.postgres
postgres_url = harness.postgres_url
