"""How the tables of the SQL storage came to be, step by step (Alembic)."""
