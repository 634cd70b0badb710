"""What text is written on: headings, lines and tables, rich on a terminal and plain when piped."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN_WIDTH = 100


class _Console(Console):
    """A console that leaves it to the command to say how it ends."""

    def on_broken_pipe(self) -> None:
        """Pass on that the reader has gone; rich would end with 1, which is said of findings."""
        raise BrokenPipeError


class Paper:
    """A sheet to write on.

    Parameters
    ----------
    stream
        Where it goes. Colour, bold and fitting to the window happen only on a terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self._console: Console = _Console(file=stream, highlight=False, soft_wrap=False)
        if not self._console.is_terminal:
            self._console = _Console(
                file=stream, highlight=False, width=PLAIN_WIDTH, no_color=True, force_terminal=False
            )

    def heading(self, text: str) -> None:
        """A heading, with space above."""
        self._console.print()
        self._console.print(f"[bold]{escape(text)}[/bold]")

    def line(self, text: str = "", indent: int = 0) -> None:
        """One paragraph, indented as a whole; no line ends in a space."""
        for part in Text(text).wrap(self._console, self._console.width - indent) or (Text(),):
            self._console.print(" " * indent + escape(part.plain.rstrip()))

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table without frames; nothing is printed when it has no row."""
        if not rows:
            return
        made = Table(box=None, pad_edge=False, header_style="bold")
        for header in headers:
            made.add_column(escape(header), overflow="fold")
        for row in rows:
            made.add_row(*(escape(cell) for cell in row))
        self._console.print(made)
