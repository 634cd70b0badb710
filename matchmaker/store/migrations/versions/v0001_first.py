"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT, _WHOLE = sa.Text, sa.Integer
_TABLES: dict[str, tuple[tuple[str, ...], dict[str, type[sa.Text | sa.Integer]]]] = {
    "meta": (("name",), {"name": _TEXT, "value": _TEXT}),
    "dataset": (("name",), {"name": _TEXT, "about": _TEXT, "head": _WHOLE}),
    "version": (
        ("dataset", "number"),
        {
            "dataset": _TEXT, "number": _WHOLE, "content_of": _WHOLE, "base": _WHOLE, "parent": _WHOLE,
            "step": _WHOLE, "rows": _WHOLE, "digest": _TEXT, "author": _TEXT, "at": _TEXT,
        },
    ),
    "content": (
        ("dataset", "version", "part"), {"dataset": _TEXT, "version": _WHOLE, "part": _TEXT, "text": _TEXT},
    ),
    "record": (("id",), {"id": _TEXT, "kind": _TEXT, "revision": _WHOLE, "deleted": _WHOLE}),
    "revision": (
        ("record", "number"),
        {"record": _TEXT, "number": _WHOLE, "body": _TEXT, "author": _TEXT, "at": _TEXT},
    ),
    "step": (
        ("number",),
        {
            "number": _WHOLE, "token": _TEXT, "name": _TEXT, "author": _TEXT, "at": _TEXT, "changes": _TEXT,
            "state": _TEXT,
        },
    ),
    "audit": (
        ("number",),
        {
            "number": _WHOLE, "at": _TEXT, "action": _TEXT, "commitment": _TEXT, "previous": _TEXT,
            "hash": _TEXT,
        },
    ),
    "audit_detail": (("number",), {"number": _WHOLE, "salt": _TEXT, "detail": _TEXT}),
    "contact": (
        ("dataset", "actor", "channel"),
        {
            "dataset": _TEXT, "actor": _TEXT, "channel": _TEXT, "value": _TEXT, "source": _TEXT, "at": _TEXT,
        },
    ),
    "draft": (
        ("id",),
        {
            "id": _TEXT, "dataset": _TEXT, "base": _WHOLE, "revision": _WHOLE, "body": _TEXT, "author": _TEXT,
            "at": _TEXT,
        },
    ),
}  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    for name, (key, columns) in _TABLES.items():
        parts = [
            sa.Column(column, kind, primary_key=column in key, nullable=column not in key,
                      autoincrement=False)
            for column, kind in columns.items()
        ]  # fmt: skip
        op.create_table(name, *parts)
    if op.get_bind().dialect.name == "postgresql":
        # kept as it is, not compressed: so that a search of the files can show that somebody is gone
        for table, column in (("content", "text"), ("revision", "body"), ("draft", "body")):
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STORAGE EXTERNAL')


def downgrade() -> None:
    """There is nothing before the first tables."""
    raise NotImplementedError
