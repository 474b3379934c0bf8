"""Times in standard notation: ISO 8601 and what is read of its second part (EDTF): seasons, intervals, about."""

from __future__ import annotations

import re
from datetime import date

from lmmm_report.domain.format import Sense
from lmmm_report.facts.periods import MONTHS, QUARTERS, SEASONS, YEAR, Span, Unit, period, seen_from

_DAY = re.compile(r"([~?%])?([0-9]{4})-([0-9]{2})-([0-9]{2})([~?%])?")
_PERIOD = re.compile(
    r"([~?%])?(?P<year>(?:19|20)[0-9]{2})"
    r"(?:-(?:[qQ](?P<quarter>[1-4])|2(?P<season>[1-4])|(?P<month>0[1-9]|1[0-2])))?([~?%])?"
)
"""A season is a month from 21 to 24; quarters are written as people do, not as EDTF's months from 33 on."""
_OPEN = ".."


def standard_time(text: str, on: date, sense: Sense = "past") -> Span | None:
    """The span that ``text`` stands for, `None` if it is not in this notation. An open beginning is `date.min`."""
    first, slash, last = (part.strip() for part in text.partition("/"))
    begin = _one(first, on, sense)
    if not slash:
        return begin
    end = _one(last, on, sense)
    if first == _OPEN:
        return end and (end if sense == "end" else Span(date.min, end.last))
    if last == _OPEN:
        return begin and Span(begin.first, max(on, begin.last))
    return Span(begin.first, end.last) if begin and end and begin.first <= end.last else None


def _one(text: str, on: date, sense: Sense) -> Span | None:
    if match := _DAY.fullmatch(text):
        day = day_of(int(match[2]), int(match[3]), int(match[4]))
        span = Span(day, day) if day else None
    elif match := _PERIOD.fullmatch(text):
        span = period(_unit(match), int(match["year"]))
    else:
        return None
    rough = bool(match[1] or match[match.re.groups])
    return span and seen_from(span, on, sense, rough=rough)


def _unit(match: re.Match[str]) -> Unit:
    for name, units in (("quarter", QUARTERS), ("season", SEASONS), ("month", MONTHS)):
        if match[name]:
            return units[int(match[name]) - 1]
    return YEAR


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, `None` if the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
