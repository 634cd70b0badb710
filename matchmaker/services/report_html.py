"""A report as one self-contained HTML file: no script, no outside address, for paper and for a phone."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from matchmaker.services.report_said import say

if TYPE_CHECKING:
    from jinja2 import Template

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.report_content import Report


def html_file(report: Report, words: Catalogue) -> bytes:
    """Write a report as HTML; whatever stands in a text is shown as text and never run."""
    return _template().render(asdict(say(report, words, "html"))).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment as Templates
    from jinja2 import PackageLoader, StrictUndefined

    templates = Templates(
        loader=PackageLoader("matchmaker.services"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return templates.get_template("report.html.j2")
