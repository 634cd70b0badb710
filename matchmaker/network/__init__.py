"""The one place where a Register becomes a graph."""
