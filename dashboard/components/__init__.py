"""Reusable pieces of pages. They know how things look and read, not where answers come from."""
