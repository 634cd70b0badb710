"""Where networks are drawn at random: here, over local processes, or through a Dask cluster."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from matchmaker.kernel.parallel import dask_cluster, processes

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.kernel.parallel import Opener


def fill_spreading(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Options that say where; the answer is the same everywhere."""
    sub.add_argument("--workers", type=int, default=1, metavar="N", help=words.term("cli.workers"))
    sub.add_argument("--cluster", metavar=words.term("cli.address"), help=words.term("cli.cluster"))


def where_of(options: argparse.Namespace) -> Opener | None:
    """Where the options say; ``None`` is here."""
    if options.cluster:
        return partial(dask_cluster, options.cluster)
    return None if options.workers == 1 else partial(processes, options.workers)
