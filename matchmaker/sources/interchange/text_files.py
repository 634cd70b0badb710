"""Formats that are plain text in UTF-8."""

from __future__ import annotations

from matchmaker.kernel.errors import InputError, Message


def text_in(content: bytes, label: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises ``InputError`` (``network_not_utf8``), with the line where it stops being that.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            "network_not_utf8", {"file": label, "row": row}, Message("hint.network_not_utf8")
        ) from error
