"""The plan in time, by a rule that can be followed by hand.

Measures are placed one after the other in the order of the plan. Each begins in the first week in which all that it
needs is finished and from which on, as long as it lasts, the capacity of each week suffices. It lasts its least number
of weeks, or longer where its effort alone would use up the capacity; its effort is spread evenly over its weeks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.measure import Measure
from lmmm_report.domain.plan import Quarter, Schedule, Slot
from lmmm_report.domain.profile import PlanFrame

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12


class _Span(NamedTuple):
    """A measure in whole weeks from the plan's start; ``load`` is person-days a week."""

    start: int
    weeks: int
    load: Fraction

    @property
    def end(self) -> int:
        """The first week after it."""
        return self.start + self.weeks


def schedule_of(
    measures: Sequence[Measure], costs: Mapping[str, int], frame: PlanFrame | None, met: frozenset[str]
) -> tuple[Schedule | None, Mapping[str, Slot]]:
    """The schedule of ``measures``, which stand in the order of the plan, and the time of each by its id.

    Nothing where the profile says nothing of start and capacity, or nothing is left to do.
    """
    if frame is None or frame.start is None or not measures:
        return None, {}
    start = frame.start
    capacity = Fraction(frame.capacity * MONTHS_A_YEAR, WEEKS_A_YEAR)
    spans: dict[str, _Span] = {}
    used: list[Fraction] = []
    for measure in measures:
        spans[measure.id] = _placed(
            measure, costs[measure.id], capacity, _earliest(measure, measures, spans, met), used
        )
    chain = _chain(measures, spans, met)
    slots = {
        measure_id: Slot(
            week=span.start,
            weeks=span.weeks,
            first_day=start + timedelta(weeks=span.start),
            last_day=start + timedelta(weeks=span.end, days=-1),
            critical=measure_id in chain,
        )
        for measure_id, span in spans.items()
    }
    weeks = max((span.end for span in spans.values()), default=0)
    schedule = Schedule(
        start=start,
        capacity=frame.capacity,
        end=start + timedelta(weeks=weeks, days=-1) if weeks else start,
        weeks=weeks,
        quarters=_quarters(spans, start),
        chain=chain,
    )
    return schedule, slots


def _earliest(measure: Measure, measures: Sequence[Measure], spans: Mapping[str, _Span], met: frozenset[str]) -> int:
    """The first week in which everything the measure needs is finished."""
    return max((spans[other].end for other in _waits_for(measure, measures, met) if other in spans), default=0)


def _waits_for(measure: Measure, measures: Sequence[Measure], met: frozenset[str]) -> list[str]:
    """The measures of the plan that satisfy what this one needs: of several for one criterion the first."""
    waits = []
    for criterion_id in measure.after:
        if criterion_id not in met:
            waits += [next((m.id for m in measures if criterion_id in m.satisfies and m is not measure), "")]
    return [measure_id for measure_id in waits if measure_id]


def _placed(measure: Measure, days: int, capacity: Fraction, earliest: int, used: list[Fraction]) -> _Span:
    """Place one measure and take its share of each week's capacity."""
    weeks = max(measure.weeks, -(-days // capacity) if capacity else measure.weeks)
    load = Fraction(days, weeks)
    start = earliest
    while True:
        used.extend([Fraction(0)] * (start + weeks - len(used)))
        full = next((week for week in range(start + weeks - 1, start - 1, -1) if used[week] + load > capacity), None)
        if full is None:
            break
        start = full + 1
    for week in range(start, start + weeks):
        used[week] += load
    return _Span(start, int(weeks), load)


def _chain(measures: Sequence[Measure], spans: Mapping[str, _Span], met: frozenset[str]) -> tuple[str, ...]:
    """The critical path, backwards from the measure that ends last.

    A measure that does not begin at once begins when another ends: one that it needs, or one that makes room. Placed in
    the first week that is free, it has such a predecessor always; one that it needs is preferred.
    """
    if not spans:
        return ()
    order = [measure.id for measure in measures]
    by_id = {measure.id: measure for measure in measures}
    here = max(order, key=lambda measure_id: (spans[measure_id].end, -order.index(measure_id)))
    chain = [here]
    while spans[here].start > 0:
        ending = [other for other in order if spans[other].end == spans[here].start]
        needed = [other for other in ending if other in _waits_for(by_id[here], measures, met)]
        here = (needed or ending)[0]
        chain.append(here)
    return tuple(reversed(chain))


def _quarters(spans: Mapping[str, _Span], start: date) -> tuple[Quarter, ...]:
    """Likely person-days and finished measures by quarter of the calendar year; a week counts where it begins."""
    days: dict[tuple[int, int], Fraction] = {}
    ends: dict[tuple[int, int], list[str]] = {}
    for measure_id, span in spans.items():
        for week in range(span.start, span.end):
            quarter = quarter_of(start + timedelta(weeks=week))
            days[quarter] = days.get(quarter, Fraction(0)) + span.load
        ends.setdefault(quarter_of(start + timedelta(weeks=span.end, days=-1)), []).append(measure_id)
    quarters = []
    for year, number in sorted({*days, *ends}):
        here = (year, number)
        quarters.append(
            Quarter(year=year, quarter=number, days=days.get(here, Fraction(0)), ends=tuple(ends.get(here, ())))
        )
    return tuple(quarters)


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter (1 to 4) of a day."""
    return day.year, (day.month + 2) // 3
