"""Whether something is still lived: its last time, its rhythm, and how long after the last time it still counts.

How long is data of the format (``x-rhythms``), in calendar months or weeks back from the day of the assessment, both
ends included.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from lmmm_report.facts.periods import Span, days_later, months_later

Rhythms = Mapping[str, Mapping[str, Any]]
"""For each rhythm, and under the empty name for none, how long a practice (``lived``) and an ``occasion`` count:
``months`` or ``weeks``."""

NO_RHYTHM: Final = ""

_NO_PROMISE: Final = frozenset({"ad_hoc", "rarer", "none"})
"""Rhythms that promise no next time, so that one without a last time proves nothing."""
_LIMITS: Final = {"practice": "lived", "occasion": "occasion"}

Kind = Literal["practice", "occasion"]
"""What must go on, or what leaves something behind."""


def lived_limit(rhythm: str | None, on: date, rhythms: Rhythms, kind: Kind) -> date:
    """The earliest day that still counts; a rhythm that is not in the table counts as none."""
    limit = rhythms.get(rhythm or NO_RHYTHM, rhythms[NO_RHYTHM])[_LIMITS[kind]]
    return days_later(on, -7 * limit["weeks"]) if "weeks" in limit else months_later(on, -limit["months"])


def lived(span: Span | None, rhythm: str | None, on: date, rhythms: Rhythms, kind: Kind) -> bool | None:
    """Whether it is lived on the day ``on``; `None` if the last time does not tell, or there is none.

    A rhythm in the present tense without a last time is lived. For an occasion a rhythm never makes the limit stricter
    than it is without one. What lies ahead proves nothing.
    """
    if span is None:
        return True if _regular(rhythm, rhythms) else None
    limit = lived_limit(rhythm, on, rhythms, kind)
    if span.last < limit:
        return False
    return True if limit <= span.first and span.last <= on else None


def _regular(rhythm: str | None, rhythms: Rhythms) -> bool:
    return bool(rhythm) and rhythm in rhythms and rhythm not in _NO_PROMISE
