"""Spans of days, and the calendar's periods that people name: months, quarters, seasons, years, and parts of them."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.domain.format import Sense


class Span(NamedTuple):
    """The days on which something may have happened, both included; it happened on one of them, nobody knows which."""

    first: date
    last: date
    ongoing: bool = False
    """Said to go on to this day. With a time beside it ("ongoing, last week again") the span is that time."""


class Unit(NamedTuple):
    """A period of the calendar without its year: the month it begins in and how many months it has."""

    begins: int
    months: int


YEAR: Final = Unit(1, 12)
MONTHS: Final = tuple(Unit(month, 1) for month in range(1, 13))
QUARTERS: Final = tuple(Unit(month, 3) for month in (1, 4, 7, 10))
SEASONS: Final = tuple(Unit(month, 3) for month in (3, 6, 9, 12))
"""Spring, summer, autumn, winter by calendar months. A winter belongs to the year in which it begins: winter 2025 lasts
from December 2025 to February 2026."""
HALVES: Final = (Unit(1, 6), Unit(7, 6))

_PARTS: Mapping[int, Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        12: {"early": (0, 4), "mid": (4, 8), "late": (8, 12)},
        6: {"early": (0, 3), "mid": (2, 4), "late": (3, 6)},
        3: {"mid": (1, 2)},
    }
)
"""Where a part begins and ends, in months of the period that it is a part of."""


def period(unit: Unit, year: int, part: str = "") -> Span:
    """The period of ``year``, or its ``early``, ``mid`` or ``late`` part.

    A month and a year have thirds (days 1 to 10, 11 to 20, 21 to the end; four months each). Seasons, quarters and
    half-years have halves, a season's or quarter's meeting in the night after the 15th of its second month; their
    ``mid`` is the month, of a half-year the two months, in between.
    """
    begin = date(year, unit.begins, 1)
    whole = _until(begin, months_later(begin, unit.months))
    if not part:
        return whole
    if unit.months == 1:
        third = {"early": (1, 10), "mid": (11, 20), "late": (21, whole.last.day)}[part]
        return Span(begin.replace(day=third[0]), begin.replace(day=third[1]))
    if unit.months == 3 and part != "mid":
        middle = months_later(begin, 1).replace(day=15)
        return Span(begin, middle) if part == "early" else Span(days_later(middle, 1), whole.last)
    start, end = _PARTS[unit.months][part]
    return _until(months_later(begin, start), months_later(begin, end))


def seen_from(span: Span, on: date, sense: Sense, *, rough: bool = False) -> Span:
    """A period as far as anything can have happened in it by the day ``on``, or is still to happen, or its end."""
    if sense == "end":
        margin = _margin(span) if rough else 0
        return Span(days_later(span.last, -margin), days_later(span.last, margin))
    if sense == "ahead":
        wide = Span(days_later(span.first, -_margin(span)), days_later(span.last, _margin(span))) if rough else span
        return Span(max(wide.first, on), wide.last) if wide.last >= on else wide
    return about(span, on) if rough else so_far(span, on)


def so_far(span: Span, on: date) -> Span:
    """A period that is running ends, as far as anything can have happened in it, on the day ``on``."""
    return Span(span.first, min(span.last, on)) if span.first <= on else span


def about(span: Span, on: date) -> Span:
    """About then: a quarter of the span's length to either side, rounded up; a day by three days.

    What began before ``on`` does not reach into the future by being rough.
    """
    last = days_later(span.last, _margin(span))
    return Span(days_later(span.first, -_margin(span)), min(last, on) if span.first <= on else last)


def _margin(span: Span) -> int:
    length = (span.last - span.first).days + 1
    return 3 if length == 1 else -(-length // 4)


def days_later(day: date, days: int) -> date:
    """``days`` after ``day``, before it if negative; the calendar's own ends hold."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of the month if it has no such day; the calendar's own ends hold."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _until(first: date, after: date) -> Span:
    """From ``first`` to the day before ``after``, which the calendar's end may have moved to ``first`` itself."""
    return Span(first, max(first, days_later(after, -1)))
