"""How inner loops become machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

_njit: Any = njit  # its types do not know the option below
Function = TypeVar("Function", bound="Callable[..., Any]")


def compiled(function: Function) -> Function:
    """Compile *function* with numba at its first call, and keep what was compiled on the disk.

    It runs without Python's lock, so that two threads use two cores, and without ``fastmath``, so that
    sums are taken in the order in which they are written, on every machine. Where nothing may be written (a
    read-only installation without a home folder) it is compiled anew in each process.

    numba looks at the date of the function's own file to know whether what it kept is still good: after a
    change in a compiled function that *another* file calls, remove ``__pycache__``.
    """
    try:
        return cast("Function", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba found no folder to keep it in
        return cast("Function", njit(nogil=True)(function))


def lean(function: Function) -> Function:
    """Compile *function* without counting who holds which array: it may ask for no memory of its own.

    Where a function reads two dozen arrays in a few hundred steps, that counting takes most of its time.
    """
    try:
        return cast("Function", _njit(cache=True, nogil=True, _nrt=False)(function))
    except RuntimeError:  # numba found no folder to keep it in
        return cast("Function", _njit(nogil=True, _nrt=False)(function))


def inlined(function: Function) -> Function:
    """Write the body of *function* into each compiled function that calls it: for the innermost steps."""
    return cast("Function", njit(inline="always", nogil=True)(function))
