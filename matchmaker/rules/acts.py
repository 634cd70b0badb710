"""Acts by name: the tables cite them in bokmål, and a reader reads their own language."""

from __future__ import annotations

from matchmaker.kernel.errors import Message, Param

ACTS = {
    "kommuneloven": "kommuneloven",
    "likestillings- og diskrimineringsloven": "likestillingsloven",
    "plan- og bygningsloven": "plan_og_bygningsloven",
    "forvaltningsloven": "forvaltningsloven",
    "sameloven": "sameloven",
    "verktøyets egen skikk": "egen_skikk",
}
"""Name of an act, or of the tool's own custom, as the tables write it → its code in the catalogue."""


def law(cited: str) -> Param:
    """A paragraph as cited in the tables, with the act's name as a message; as it stands where none is known.

    >>> law("Torfing m.fl.: minst to parter")
    'Torfing m.fl.: minst to parter'
    """
    for name, code in ACTS.items():
        before, found, after = cited.partition(name)
        if found:
            return Message("law.cited", {"before": before, "act": Message(f"law.{code}"), "after": after})
    return cited
