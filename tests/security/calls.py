"""Who calls whom, read from the source: from the callbacks of pages down to what the store writes."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("dashboard", "matchmaker/services", "matchmaker/store")
WRITING = frozenset({"step", "writing", "undo", "redo"})
"""Methods of the store that begin a change."""


@dataclass
class Module:
    """One file: its functions, and what its names mean."""

    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name here → module, and name there; empty for a module itself."""
    functions: dict[str, list[ast.FunctionDef]] = field(default_factory=dict)
    """By name; functions inside others too, so that there may be several of one name."""


@cache
def modules() -> dict[str, Module]:
    """Every module of the folders, by its dotted name."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            made = Module()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    made.functions.setdefault(node.name, []).append(node)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    for one in node.names:
                        made.imports[one.asname or one.name] = (node.module, one.name)
            found[name] = made
    return found


def called(module: str, function: ast.AST) -> set[tuple[str, str]]:
    """Functions that a function names, be it to call them or to hand them on."""
    here, found = modules()[module], set[tuple[str, str]]()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            if node.id in here.functions:
                found.add((module, node.id))
            elif node.id in here.imports:
                found.add(here.imports[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            there = here.imports.get(node.value.id)
            if there is not None:
                found.add((f"{there[0]}.{there[1]}", node.attr))
    return {one for one in found if one[0] in modules() and one[1] in modules()[one[0]].functions}


def begins_a_change(function: ast.AST) -> bool:
    """Whether a function itself asks the store to begin a change."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
        for node in ast.walk(function)
    )


@cache
def writers() -> frozenset[tuple[str, str]]:
    """Every function that writes, itself or by those that it calls."""
    graph = {
        (name, one): {call for node in nodes for call in called(name, node)}
        for name, module in modules().items()
        for one, nodes in module.functions.items()
    }
    found = {
        (name, one)
        for name, module in modules().items()
        if name.startswith("matchmaker.")
        for one, nodes in module.functions.items()
        if any(map(begins_a_change, nodes))
    }
    while more := {one for one, calls in graph.items() if calls & found} - found:
        found |= more
    return frozenset(found)


def callbacks() -> list[tuple[str, str, ast.FunctionDef]]:
    """Every callback of a page that the server answers: its module, its name, and itself."""
    return [
        (name, one, node)
        for name, module in modules().items()
        if name.startswith("dashboard.")
        for one, nodes in module.functions.items()
        for node in nodes
        if any("callback" in ast.unparse(mark) for mark in node.decorator_list)
    ]


def writing_callbacks() -> dict[str, set[str]]:
    """Callbacks that write, themselves or by those that they call, with what they call for it."""
    found: dict[str, set[str]] = {}
    for module, name, node in callbacks():
        calls = called(module, node) & writers()
        if calls or begins_a_change(node):
            plain = {f"{where.rpartition('.')[2]}.{what}" for where, what in calls}
            found.setdefault(f"{module.rpartition('.')[2]}.{name}", set()).update(plain)
    return found
