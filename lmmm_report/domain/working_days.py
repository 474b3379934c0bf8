"""Working days: Monday to Friday, without the holidays that somebody names."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

Holidays = Set[date]
"""Days on which nobody works, weekends not needed."""

_DAY = timedelta(days=1)
_FREE = 366
"""Days in a row without a working day after which a day is taken as it is."""


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Whether people work on this day."""
    return day.weekday() < 5 and day not in holidays


def working_span(first: date, last: date, holidays: Holidays) -> tuple[date, date]:
    """The first and the last working day of a time, both included.

    A time without any (a week of works holidays) becomes the next working day after it.
    """
    begin = first
    while begin <= last and not is_working_day(begin, holidays):
        begin += _DAY
    if begin > last:
        found = _next(last, holidays)
        return found, found
    end = last
    while not is_working_day(end, holidays):
        end -= _DAY
    return begin, end


def _next(day: date, holidays: Holidays) -> date:
    for ahead in range(1, _FREE + 1):
        found = day + ahead * _DAY
        if is_working_day(found, holidays):
            return found
    return day
