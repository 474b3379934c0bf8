"""The cure for a time that was not understood: the nearest form that is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from lmmm_report.facts.periods import MONTHS, QUARTERS, YEAR, Span, period
from lmmm_report.facts.spoken import LONGEST, folded
from lmmm_report.facts.time_words import KNOWN_WORDS
from lmmm_report.facts.times import time_of

_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
_FULL_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_QUARTER = r"(?P<quarter>[1-4])"
_WEEK = r"(?P<week>[0-9]{1,2})"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}",
        rf"{_FULL_YEAR}[./ -] ?{_MONTH}[./ -] ?{_DAY}\.?",
        rf"{_FULL_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"{_FULL_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})[T ][0-9:.Z+ ]+",
        rf"{_MONTH} ?[./-] ?{_FULL_YEAR}",
        rf"{_MONTH}/(?P<year>1[3-9]|[2-9][0-9])",
        rf"{_FULL_YEAR} ?[./-] ?{_MONTH}",
        rf"Q ?{_QUARTER}[ /'.-]*{_YEAR}",
        rf"{_QUARTER}\.? ?(?:Q|Quartal|Quarter)[ /'.-]*{_YEAR}",
        rf"{_FULL_YEAR}[ /.-]*Q ?{_QUARTER}",
        rf"(?:KW|CW|W|week) ?{_WEEK}[ /.-]*{_YEAR}",
        rf"{_FULL_YEAR}[ /.-]*(?:KW|CW|W) ?{_WEEK}",
    )
)
"""Forms in figures that can mean one thing only, each with the parts of a time in it."""
_EITHER_DAY = re.compile(rf"([0-9]{{1,2}})[/-]([0-9]{{1,2}})[/-]{_YEAR}")
_PROBES: Final = (date(2150, 1, 5), date(2157, 8, 20))
"""Two days after all years that can be named: what means the same on both does not depend on the day."""
_ALIKE: Final = 0.8
"""From this likeness on a word counts as mistyped; less would turn "next" into "last"."""


def near_time(text: str) -> str:
    """A form that would be understood and means what ``text`` seems to; empty if there is none.

    Days, months, quarters and years come in standard notation; a day and a month that could change places have no cure.
    """
    if len(text) > LONGEST:
        return ""
    plain = " ".join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _understood(_standard(match.groupdict()))
    if match := _EITHER_DAY.fullmatch(plain):
        days = ((match[1], match[2]), (match[2], match[1]))
        read = {_understood(_standard({"year": match["year"], "month": month, "day": day})) for day, month in days}
        return "".join(read) if len(read - {""}) == 1 else ""
    return _understood(plain) or _understood(_retyped(plain))


def _standard(parts: dict[str, str]) -> str:
    year = parts["year"] if len(parts["year"]) == 4 else ("20" if int(parts["year"]) < 70 else "19") + parts["year"]
    if "week" in parts:
        return _week(int(year), int(parts["week"]))
    if "quarter" in parts:
        return f"{year}-Q{parts['quarter']}"
    return "-".join([year, *(parts[name].zfill(2) for name in ("month", "day") if name in parts)])


def _week(year: int, week: int) -> str:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return ""
    return f"{monday}/{monday + timedelta(days=6)}"


def _understood(text: str) -> str:
    """``text`` if it is a time, in standard notation where that says the same; else empty."""
    spans = [time_of(text, on) for on in _PROBES]
    if spans[0] is None or spans[0] != spans[1]:
        return text if spans[0] else ""
    return _notation(spans[0]) or text


def _notation(span: Span) -> str:
    first = span.first
    if span.first == span.last:
        return first.isoformat()
    for unit, form in (
        (MONTHS[first.month - 1], f"{first:%Y-%m}"),
        (QUARTERS[(first.month - 1) // 3], f"{first:%Y}-Q{(first.month + 2) // 3}"),
        (YEAR, f"{first:%Y}"),
    ):
        if period(unit, first.year) == span:
            return form
    return ""


def _retyped(text: str) -> str:
    """``text`` with each unknown word replaced by the one it was probably meant to be."""
    import difflib  # only where something went wrong: its import costs start-up time

    words = []
    for word in text.split():
        plain = folded(word.strip(".,;"))
        if plain and plain not in KNOWN_WORDS and plain.isalpha():
            alike = difflib.get_close_matches(plain, sorted(KNOWN_WORDS), n=1, cutoff=_ALIKE)
            words.append(KNOWN_WORDS[alike[0]] if alike else word)
        else:
            words.append(word)
    return " ".join(words)
