"""Feasts by which people date things: Easter, Whitsun, Christmas, each with the days that belong to it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from lmmm_report.facts.periods import Span

Feast = Callable[[int], Span]
"""The days of a feast in a year."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the anonymous algorithm (Nature, 20 April 1876; Meeus 1991, ch. 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _easter_days(year: int) -> Span:
    sunday = easter(year)
    return Span(sunday - timedelta(days=2), sunday + timedelta(days=1))


def _whitsun(year: int) -> Span:
    sunday = easter(year) + timedelta(days=49)
    return Span(sunday, sunday + timedelta(days=1))


def _christmas(year: int) -> Span:
    return Span(date(year, 12, 24), date(year, 12, 26))


FEASTS: Final[Mapping[str, Feast]] = MappingProxyType(
    {"easter": _easter_days, "whitsun": _whitsun, "christmas": _christmas}
)
"""Good Friday to Easter Monday, Whit Sunday and Monday, 24 to 26 December."""
