"""Durations as the format has them, such as ``30 min`` and ``2 w``, and the words that people have for their units."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_DURATION = re.compile(r"([0-9]{1,4}) ?(min|h|d|w|m)")

UNIT_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "min": frozenset({"min.", "mins", "minute", "minutes", "minuten"}),
        "h": frozenset({"hr", "hrs", "hour", "hours", "std", "std.", "stunde", "stunden"}),
        "d": frozenset({"day", "days", "t", "tag", "tage", "tagen", "werktag", "werktage", "werktagen", "at"})
        | frozenset({"arbeitstag", "arbeitstage", "arbeitstagen", "kalendertage", "workday", "workdays"}),
        "w": frozenset({"week", "weeks", "woche", "wochen"}),
        "m": frozenset({"mo", "month", "months", "monat", "monate", "monaten"}),
    }
)
"""In small letters, by the unit of the format."""


class Duration(NamedTuple):
    """So many of a unit: min, h, d, w (weeks) or m (months)."""

    number: int
    unit: str


def duration_in(text: str) -> Duration | None:
    """The duration that a text of the format is; `None` for any other text."""
    match = _DURATION.fullmatch(text)
    return Duration(int(match[1]), match[2]) if match else None
