"""The next 90 days: what begins in them where the plan has dates, else the first three measures."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import PlannedMeasure, Schedule, Slot
from lmmm_report.domain.totals import total_of
from lmmm_report.report.pictures.spans import percent
from lmmm_report.report.views.glance import effort_words
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.wording import Claiming, Wording

DAYS = 90
FIRST = 3
"""Measures that are shown in full."""


class Strip(NamedTuple):
    """A bar in time, in percent of the days that are shown; ``on``: it goes on behind them."""

    left: float
    width: float
    on: bool


class Begun(NamedTuple):
    """A measure that begins in these days."""

    number: int
    id: str
    title: str
    dates: str
    strip: Strip


class StartView(NamedTuple):
    """What comes first."""

    label: str
    """Of the section, as the contents name it."""
    headline: str
    lead: str
    months: tuple[tuple[float, str], ...]
    """Where each month begins, in percent, and its name; none without dates."""
    begun: tuple[Begun, ...]
    """All that begin in these days; none without dates."""
    first: tuple[int, ...]
    """Numbers of the measures that are shown in full."""
    claims: tuple[str, ...]
    """What headline and lead assert of the plan."""


def start_view_of(a: Assessment, w: Wording) -> StartView | None:
    """What comes first in the plan; `None` where there is no plan."""
    measures = a.plan.measures or a.plan.relief
    if not measures:
        return None
    schedule, voice = a.plan.schedule, Claiming(w, CLAIMS)
    if schedule is None:
        return _undated(measures[:FIRST], voice, a)
    last = schedule.start + timedelta(days=DAYS)
    begun = sorted(
        ((m, m.slot) for m in measures if m.slot and m.slot.first_day < last), key=lambda one: one[1].first_day
    )
    return StartView(
        label=w.say("start.days", count=DAYS),
        headline=_headline([slot for _, slot in begun], last, voice),
        lead=voice.say(
            "start.dated",
            date=w.date(schedule.start),
            day=schedule.start.isoformat(),
            capacity=w.days(schedule.capacity),
        ),
        months=tuple(_months(schedule, last, w)),
        begun=tuple(
            Begun(
                m.number,
                m.measure.id,
                w.of(m.measure.title),
                w.period(slot.first_day, slot.last_day),
                _strip(slot, schedule.start),
            )
            for m, slot in begun
        ),
        first=tuple(m.number for m, _ in begun[:FIRST]),
        claims=voice.claimed(),
    )


def _headline(slots: Sequence[Slot], last: date, w: Wording) -> str:
    done = sum(slot.last_day <= last for slot in slots)
    day = w.date(last)
    when = {"date": day, "day": last.isoformat()}
    if done == len(slots):
        return w.say("start.all_done", count=done, **when)
    if not done:
        return w.say("start.none_done", count=len(slots), **when)
    begun = w.say("start.begun", count=len(slots) - done, **when)
    return w.say("start.some_done", count=done, begun=begun, **when)


def _lead(a: Assessment, count: int, w: Claiming) -> str:
    """Why there are no dates; what is no part of a plan needs none."""
    if not a.plan.measures:
        return w.say("start.relief", count=count)
    return w.say("start.no_dates.start" if a.profile.plan is not None else "start.no_dates")


def _undated(measures: Sequence[PlannedMeasure], w: Claiming, a: Assessment) -> StartView:
    effort = total_of(m.effort for m in measures)
    return StartView(
        label=w.say("start.first"),
        headline=w.say("start.undated", count=len(measures), days=effort_words(effort, w)),
        lead=_lead(a, len(measures), w),
        months=(),
        begun=(),
        first=tuple(m.number for m in measures),
        claims=w.claimed(),
    )


def _months(schedule: Schedule, last: date, w: Wording) -> list[tuple[float, str]]:
    day, found = schedule.start, []
    while day < last:
        found.append((_share(day, schedule.start), w.month(day)))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found if len(found) < 2 or found[1][0] > 12 else [(0.0, ""), *found[1:]]


def _strip(slot: Slot, start: date) -> Strip:
    left, right = _share(slot.first_day, start), _share(slot.last_day + timedelta(days=1), start)
    return Strip(left=left, width=round(max(min(right, 100.0) - left, 0.6), 2), on=right > 100)


def _share(day: date, start: date) -> float:
    return percent((day - start).days, DAYS)
