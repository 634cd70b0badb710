"""Questions whose answer may be told in public: the public edition, asked as it stands and not otherwise."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Final

from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.kept import AT
from matchmaker.services.measures import MeasuresRequest
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.public_edition import PublicRequest

if TYPE_CHECKING:
    from dataclasses import Field

SUBJECT: Final = frozenset({"dataset", "datasets", "challenge", "edition", "include", "language"})
"""What may differ from one such question to another: what it is about, and how much of the answer is read."""
APART: Final = (ChangeRequest, MeasuresRequest)
"""Never asked by somebody who may see nothing else: change is a subtraction, from another time. The measures
hold no private person in public (``network_told``) and could be asked, yet no page of theirs does."""


def is_standing(request: object) -> bool:
    """Whether a request asks for the public edition of a whole subject.

    Somebody who may see nothing else must not choose teams, ages, dates, municipalities or earlier versions:
    what is hidden in one answer could be found by subtracting another that is about one person less.
    """
    public = isinstance(request, PublicRequest) or getattr(request, "edition", None) is Edition.PUBLIC
    return public and not isinstance(request, APART) and _plain(request)


def _plain(request: object) -> bool:
    return all(
        _may_be(one, getattr(request, one.name))
        for one in fields(request)  # type: ignore[arg-type]
    )


def _may_be(one: Field[object], value: object) -> bool:
    if one.name == "dataset":
        return not _is_earlier(str(value))
    if one.name == "datasets" and isinstance(value, tuple):
        return not any(_is_earlier(str(name)) for name in value)
    if one.name in SUBJECT:
        return True
    if isinstance(value, NetworkRequest):
        return _plain(value)
    if one.name == "draws" and value == 0:  # chance is left out: the same answer with less in it
        return True
    return value == (one.default_factory() if one.default_factory is not MISSING else one.default)


def _is_earlier(dataset: str) -> bool:
    """Whether a name means one version of a dataset, ``name@version``, and not the dataset as it stands."""
    _, at, number = dataset.rpartition(AT)
    return bool(at) and number.isdigit()
