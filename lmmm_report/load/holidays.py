"""Holidays that somebody names: days on the command line, a text file with a day in each line, a calendar (.ics)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

MOST_BYTES = 1_000_000
MOST_DAYS = 10_000
LONGEST = 366
"""Days of one time at most."""
YEARLY = 60
"""Years for which a day that comes every year is taken."""

_ISO = r"\d{4}-\d{2}-\d{2}"
_GERMAN = r"\d{1,2}\.\d{1,2}\.\d{4}"
_TIME = re.compile(rf"({_ISO}|{_GERMAN})(?:\s*(?:\.\.|–|/)\s*({_ISO}|{_GERMAN}))?(?=$|[\s;,])")
_ONLY_DAYS = re.compile(r"[\d.,;/–\s-]+")


def holidays_of(stated: str) -> frozenset[date]:
    """The days of ``--holidays``: either days themselves, with commas between them, or the name of a file of days.

    Days are written 2026-12-24 or 24.12.2026, times with two dots between: 2026-12-24..2027-01-01. In a text file
    whatever stands behind a day is its name, and ``#`` begins a remark. Raises `UserError` for what is no day.
    """
    path = Path(stated)
    if _ONLY_DAYS.fullmatch(stated) and not path.exists():
        parts = [part for part in re.split(r"[,;\s]+", stated) if part]
        return _gathered((day for part in parts for day in _days(part, "--holidays", 0, whole=True)), "--holidays")
    text = _read(path)
    days = _of_calendar(text, str(path)) if text.lstrip().startswith("BEGIN:VCALENDAR") else _of_lines(text, str(path))
    return _gathered(days, str(path))


def _gathered(days: Iterator[date], file: str) -> frozenset[date]:
    found: set[date] = set()
    for day in days:
        found.add(day)
        if len(found) > MOST_DAYS:
            raise UserError(_problem(file, say("files.holidays_many"), say("files.holidays_many_cure")))
    if not found:
        raise UserError(_problem(file, say("files.holidays_none"), say("files.holidays_cure")))
    return frozenset(found)


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise UserError(_problem(str(path), say("files.holidays_no_file"), say("files.holidays_cure")))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise UserError(_problem(str(path), say("files.holidays_large"), say("files.holidays_many_cure")))
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise UserError(_problem(str(path), say("files.holidays_unread"), say("files.holidays_cure"))) from None


def _of_lines(text: str, file: str) -> Iterator[date]:
    faults: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        stated = line.partition("#")[0].strip()
        if not stated:
            continue
        try:
            yield from _days(stated, file, number, whole=False)
        except UserError as error:
            faults += error.problems
    if faults:
        raise UserError(faults)


def _days(stated: str, file: str, line: int, *, whole: bool) -> Iterator[date]:
    """The days of one entry. ``whole``: nothing may stand behind them."""
    found = _TIME.match(stated)
    first = _day(found[1]) if found else None
    last = _day(found[2] or found[1]) if found else None
    if found is None or first is None or last is None or (whole and found.end() < len(stated)):
        raise UserError(
            _problem(file, say("files.holidays_no_day", text=stated[:60]), say("files.holidays_cure"), line)
        )
    yield from _between(first, last, file, line)


def _between(first: date, last: date, file: str, line: int = 0) -> Iterator[date]:
    if not 0 <= (last - first).days <= LONGEST:
        said = say("files.holidays_time", first=first.isoformat(), last=last.isoformat())
        raise UserError(_problem(file, said, say("files.holidays_time_cure"), line))
    yield from (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _day(text: str) -> date | None:
    try:
        if "." in text:
            day, month, year = map(int, text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _of_calendar(text: str, file: str) -> Iterator[date]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError):
        raise UserError(_problem(file, say("files.holidays_unread"), say("files.holidays_cure"))) from None
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            yield from _of_event(event, file)


def _of_event(event: Any, file: str) -> Iterator[date]:
    name = str(event.get("SUMMARY") or event.get("UID") or "VEVENT")[:60]
    begin = _whole_day(getattr(event.get("DTSTART"), "dt", None))
    end = _whole_day(getattr(event.get("DTEND"), "dt", None))
    if begin is None:
        raise UserError(_problem(file, say("files.holidays_no_start", name=name), say("files.holidays_cure")))
    # The end of an event of whole days is the day after it.
    last = max(begin, end - timedelta(days=1)) if end else begin
    rule = event.get("RRULE")
    if rule is None:
        yield from _between(begin, last, file)
        return
    if isinstance(rule, list) or not _is_yearly(rule, begin):
        raise UserError(_problem(file, say("files.holidays_rule", name=name), say("files.holidays_rule_cure")))
    for years in range(YEARLY):
        try:
            moved = begin.replace(year=begin.year + years)
        except ValueError:  # the 29th of February
            continue
        yield from _between(moved, moved + (last - begin), file)


def _is_yearly(rule: Any, begin: date) -> bool:
    """Whether an entry comes on the same day of each year, for ever."""
    parts = {str(key).upper(): [str(value) for value in values] for key, values in rule.items()}
    own = {"BYMONTH": [str(begin.month)], "BYMONTHDAY": [str(begin.day)], "INTERVAL": ["1"]}
    return parts.pop("FREQ", None) == ["YEARLY"] and all(own.get(key) == values for key, values in parts.items())


def _whole_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _problem(file: str, message: Message, hint: Message, line: int = 0) -> Problem:
    return Problem(file=file, message=message, hint=hint, line=line or None, code="holidays")
