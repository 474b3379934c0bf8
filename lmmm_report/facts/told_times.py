"""What a time says that somebody has told, taken apart so that it can be said again in another language.

Nothing is made more precise: a period of the calendar stays that period, "about two years ago" stays just that, and
anything else is the span of days that the rules read.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from lmmm_report.domain.format import Sense
from lmmm_report.facts.periods import HALVES, MONTHS, QUARTERS, SEASONS, YEAR, Span, period
from lmmm_report.facts.spoken import folded
from lmmm_report.facts.times import Back, time_of, told_back, told_since

_UNITS: Final = tuple(
    (name, number, unit)
    for name, units in (
        ("month", MONTHS),
        ("season", SEASONS),
        ("quarter", QUARTERS),
        ("half", HALVES),
        ("year", (YEAR,)),
    )
    for number, unit in enumerate(units, 1)
)
_PARTS: Final = ("", "early", "mid", "late")
_DATED = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


class Named(NamedTuple):
    """A period of the calendar: ``month``, ``season``, ``quarter``, ``half`` or ``year``, its number and its year."""

    kind: str
    number: int
    year: int
    part: str = ""
    """``early``, ``mid`` or ``late``; empty for the whole."""


class Told(NamedTuple):
    """A time as it was told."""

    span: Span
    back: Back | None = None
    """Where it was told as so long before the day of the talk."""
    named: Named | None = None
    """Where it is a period of the calendar."""
    since: bool = False
    """Whether it was told as a beginning."""
    dated: bool = False
    """Whether it names its year; only then it means the same seen from every day."""


def told_time(text: str, on: date, sense: Sense = "past") -> Told | None:
    """What ``text`` says, told on the day ``on``; `None` if it tells no time."""
    span = time_of(text, on, sense)
    if span is None:
        return None
    plain = folded(text)
    dated = _DATED.search(plain) is not None
    named = None if span.first == span.last else _named(span, on)
    return Told(span, told_back(plain), named, told_since(plain), dated)


def _named(span: Span, on: date) -> Named | None:
    """The period of the calendar that a span is, or is so far."""
    if span.first == date.min:
        return None
    for part in _PARTS:
        for kind, number, unit in _UNITS:
            for year in (span.first.year, span.first.year - 1):
                if part == "mid" and unit.months in (3, 6):
                    continue
                if _fits(span, period(unit, year, part), on):
                    return Named(kind, number, year, part)
    return None


def _fits(span: Span, whole: Span, on: date) -> bool:
    begun = span.first == whole.first or (span.first == on > whole.first and span.last == whole.last)
    return begun and (span.last == whole.last or (span.last == on < whole.last))
