"""Times as somebody told them, said again in the report's language, as exactly as they were told and no more."""

from __future__ import annotations

from datetime import date, timedelta

from lmmm_report.domain.format import Sense
from lmmm_report.facts.told_times import Named, Told, told_time
from lmmm_report.report.words.wording import Wording


def spoken_time(text: str, on: date, w: Wording, sense: Sense = "past") -> str:
    """A time told on the day ``on``; empty where it cannot be said again without saying more or less.

    ``sense``: of what may lie ahead, only what names its year is certain to mean the same.
    """
    told = told_time(text, on, sense)
    if told is None or (sense != "past" and not told.dated):
        return ""
    said = _said(told, w)
    if told.span.ongoing:
        only = told.span.first == told.span.last == on
        return w.say("time.ongoing") if only else w.say("time.ongoing.last", time=said)
    return said


def spoken_since(text: str, on: date, w: Wording) -> str:
    """The same as a beginning: since 2025, seit etwa zwei Jahren; what cannot be said again is quoted."""
    told = told_time(text, on)
    if told is None:
        return w.say("said.since", time=w.say("numbers.quoted", said=text))
    if told.back is not None or told.since or told.span.ongoing or told.span.first == date.min:
        return spoken_time(text, on, w)
    return w.say("said.since", time=_said(told, w))


def _said(told: Told, w: Wording) -> str:
    if told.back is not None:
        how, number, unit = told.back
        key = f"time.{'for' if told.since else 'back'}{f'.{how}' if how else ''}"
        return w.say(key, span=w.say(f"time.unit.{unit}", count=number))
    said = _placed(told, w)
    return w.say("said.since", time=said) if told.since else said


def _placed(told: Told, w: Wording) -> str:
    first, last = told.span.first, told.span.last
    if told.named is not None:
        return _named(told.named, w)
    if first == last:
        return w.date(first)
    if first == date.min:
        return w.say("time.until", date=w.date(last))
    if (last - first).days == 6 and first.weekday() == 0:
        return w.say("time.week", date=w.date(first))
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return w.say("time.from_to", first=w.month(first), last=w.month(last))
    return w.say("time.between", first=w.date(first), last=w.date(last))


def _named(named: Named, w: Wording) -> str:
    kind, number, year, part = named
    if kind == "month":
        whole = w.month(date(year, number, 1))
    elif kind == "quarter":
        whole = w.say("numbers.period.quarter", number=number, year=str(year))
    elif kind == "half":
        whole = w.say("numbers.period.first_half" if number == 1 else "numbers.period.second_half", year=str(year))
    elif kind == "season":
        following = f"{(year + 1) % 100:02d}"
        whole = w.say(f"time.season.{number}", year=str(year), following=following)
    else:
        whole = str(year)
    return w.say(f"time.{part}", time=whole) if part else whole
