"""The tables as SQLAlchemy knows them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

from matchmaker.store.layout import TABLES, TEXT

METADATA = MetaData()
"""What the migrations lead to."""

for _name, (_key, _columns) in TABLES.items():
    Table(_name, METADATA, *(
        Column(column, Text if kind == TEXT else Integer, primary_key=column in _key,
               nullable=column not in _key, autoincrement=False)
        for column, kind in _columns.items()
    ))  # fmt: skip
