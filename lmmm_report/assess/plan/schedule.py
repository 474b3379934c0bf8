"""The plan in time, by a rule that can be followed by hand.

Measures are placed one after the other in the order of the plan. Each begins in the first week in which all that it
needs is finished and from which on, as long as it lasts, the capacity of each week suffices. It lasts its least number
of weeks, or longer where its effort alone would use up the capacity; its effort is spread evenly over its weeks.

A measure that the profile notes as under way has begun on its day, waits for nothing and comes before all others. The
weeks that have passed until the plan's start are done, with their even share of the effort, and take no capacity; the
rest, one week at least, is placed like everything else. One noted as planned does not begin before its day.

Slack is told by pushing: from the measure that ends last to the one that ends first (of equals the later in the plan
first), each is put off to the last week from which on the capacity suffices and from which it still ends before all
that waits for it begins, at last with the plan. So all may begin as late as that together, and the plan ends on the
same day; a week more of one of them, and it does not fit (right justification: J. D. Wiest, Operations Research 12
(1964) 395-418; V. Valls, F. Ballestín, S. Quintanilla, European Journal of Operational Research 165 (2005) 375-386).

The same rule with all efforts at best and all at worst gives the earliest and the latest end.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.plan import Deadline, Punctuality, Quarter, Schedule, Slot
from lmmm_report.domain.profile import MeasureState, Place, Profile

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12

_NO_DATES: Mapping[str, date] = MappingProxyType({})


class Terms(NamedTuple):
    """What a company says of the time of its plan."""

    start: date
    capacity: int | Fraction
    """Person-days a month."""
    begun: Mapping[str, date] = _NO_DATES
    """The measures under way and the days they have begun on."""
    not_before: Mapping[str, date] = _NO_DATES
    """The measures planned for a day."""
    by: date | None = None
    """When the target is to be reached."""
    by_place: Place = Place(1, 1)


def terms_of(profile: Profile) -> Terms | None:
    """The terms of a profile; nothing where it lacks start or capacity."""
    frame = profile.plan
    if frame is None or frame.start is None:
        return None
    return Terms(
        start=frame.start,
        capacity=frame.capacity,
        begun={n.measure: n.date for n in profile.progress if n.state is MeasureState.UNDER_WAY},
        not_before={n.measure: n.date for n in profile.progress if n.state is MeasureState.PLANNED},
        by=profile.target.by,
        by_place=profile.place(("assessment", "target", "by")),
    )


def schedule_of(
    measures: Sequence[Measure], efforts: Mapping[str, Effort], terms: Terms | None, met: frozenset[str]
) -> tuple[Schedule | None, Mapping[str, Slot]]:
    """The schedule of ``measures``, which stand in the order of the plan, and the time of each by its id.

    Nothing where the profile says nothing of start and capacity, or nothing is left to do.
    """
    if terms is None or not measures:
        return None, {}
    likely = _Calendar(measures, {name: effort.likely for name, effort in efforts.items()}, terms, met)
    best = _Calendar(measures, {name: effort.low for name, effort in efforts.items()}, terms, met)
    worst = _Calendar(measures, {name: effort.high for name, effort in efforts.items()}, terms, met)
    latest = likely.pushed()
    slots = {m.id: _slot(m.id, likely, worst, latest[m.id], terms) for m in measures}
    late_weeks = max(likely.weeks, worst.weeks)
    schedule = Schedule(
        start=terms.start,
        capacity=terms.capacity,
        end=_day_before(terms, likely.weeks),
        weeks=likely.weeks,
        early_end=_day_before(terms, min(likely.weeks, best.weeks)),
        late_end=_day_before(terms, late_weeks),
        late_weeks=late_weeks,
        done=sum((slot.done for slot in slots.values()), Fraction(0)),
        deadline=_deadline(terms, _day_before(terms, likely.weeks), _day_before(terms, late_weeks)),
        quarters=_quarters(likely, terms.start),
        chain=tuple(sorted((m for m, slot in slots.items() if slot.critical), key=lambda m: slots[m].week)),
    )
    return schedule, slots


def ends_within(
    weeks: int, measures: Sequence[Measure], costs: Mapping[str, int], terms: Terms, met: frozenset[str]
) -> bool:
    """Whether all ``measures`` are finished within so many weeks from the plan's start if they take ``costs`` days."""
    return not measures or _Calendar(measures, costs, terms, met, most=weeks).weeks <= weeks


def days_left(days: int, weeks: int, measure_id: str, terms: Terms) -> Fraction:
    """How many of the ``days`` of a measure of ``weeks`` lie after the plan's start."""
    length = _length(days, weeks, terms)
    return Fraction(days * (length - _weeks_done(measure_id, length, terms)), length)


def earliest_week(measure_id: str, terms: Terms) -> int:
    """The first week, counted from the start, that its own dates allow a measure."""
    begun, wanted = terms.begun.get(measure_id), terms.not_before.get(measure_id)
    if begun is not None:
        return max(0, (begun - terms.start).days // 7)
    return max(0, -(-(wanted - terms.start).days // 7)) if wanted is not None else 0


def length_of(measure: Measure, days: int, terms: Terms) -> int:
    """How many weeks a measure lasts after the plan's start."""
    length = _length(days, measure.weeks, terms)
    return length - _weeks_done(measure.id, length, terms)


def waits_for(measures: Sequence[Measure], met: frozenset[str], begun: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each measure those of the plan that satisfy what it needs: of several for one criterion the first."""
    ways: dict[str, list[str]] = {}
    for measure in measures:
        for criterion_id in measure.satisfies:
            ways.setdefault(criterion_id, []).append(measure.id)
    running = frozenset(begun)
    waits = {}
    for measure in measures:
        needed = () if measure.id in running else measure.after
        found = (
            next((way for way in ways.get(criterion_id, ()) if way != measure.id), None)
            for criterion_id in needed
            if criterion_id not in met
        )
        waits[measure.id] = tuple(way for way in found if way is not None)
    return waits


class _Span(NamedTuple):
    """A measure in whole weeks from the plan's start; ``load`` is what a week of it takes, in parts of a day."""

    start: int
    weeks: int
    load: int

    @property
    def end(self) -> int:
        """The first week after it."""
        return self.start + self.weeks


class _Calendar:
    """All measures in their weeks. Days are counted in such parts that all loads are whole numbers of them."""

    def __init__(
        self,
        measures: Sequence[Measure],
        costs: Mapping[str, int],
        terms: Terms,
        met: frozenset[str],
        *,
        most: int | None = None,
    ) -> None:
        """``most``: after so many weeks the rest need not be placed any more."""
        self._order = [measure.id for measure in measures]
        self._waits = waits_for(measures, met, terms.begun)
        lengths = {m.id: _length(costs[m.id], m.weeks, terms) for m in measures}
        self.parts = WEEKS_A_YEAR * lcm(*lengths.values())
        self._capacity = int(terms.capacity * MONTHS_A_YEAR * self.parts // WEEKS_A_YEAR)
        self._used: list[int] = []
        self.spans: dict[str, _Span] = {}
        self.done: dict[str, Fraction] = {}
        for measure in sorted(measures, key=lambda m: m.id not in terms.begun):
            length = lengths[measure.id]
            done = _weeks_done(measure.id, length, terms)
            self.done[measure.id] = Fraction(costs[measure.id] * done, length)
            load = costs[measure.id] * self.parts // length
            self._place(measure.id, length - done, load, self._earliest(measure.id, terms))
            if most is not None and self.spans[measure.id].end > most:
                break
        self.weeks = max((span.end for span in self.spans.values()), default=0)

    def _earliest(self, measure_id: str, terms: Terms) -> int:
        """The first week in which everything the measure needs is finished, and its day has come."""
        ends = (self.spans[other].end for other in self._waits[measure_id] if other in self.spans)
        return max(earliest_week(measure_id, terms), max(ends, default=0))

    def _place(self, measure_id: str, weeks: int, load: int, earliest: int) -> None:
        """Place one measure and take its share of each week's capacity."""
        used, room, start = self._used, self._capacity - load, earliest
        while True:
            used.extend([0] * (start + weeks - len(used)))
            full = next((week for week in range(start + weeks - 1, start - 1, -1) if used[week] > room), None)
            if full is None:
                break
            start = full + 1
        self._take(_Span(start, weeks, load), 1)
        self.spans[measure_id] = _Span(start, weeks, load)

    def _take(self, span: _Span, times: int) -> None:
        for week in range(span.start, span.end):
            self._used[week] += times * span.load

    def pushed(self) -> Mapping[str, int]:
        """The week in which each measure begins when all are put off as far as they go."""
        followers: dict[str, list[str]] = {}
        for measure_id, waits in self._waits.items():
            for other in waits:
                followers.setdefault(other, []).append(measure_id)
        rank = {measure_id: number for number, measure_id in enumerate(self._order)}
        latest: dict[str, int] = {}
        for measure_id in sorted(self._order, key=lambda m: (-self.spans[m].end, -rank[m])):
            span = self.spans[measure_id]
            self._take(span, -1)
            start = min((latest[other] for other in followers.get(measure_id, ())), default=self.weeks) - span.weeks
            room = self._capacity - span.load
            while start > span.start:
                full = next((week for week in range(start, start + span.weeks) if self._used[week] > room), None)
                if full is None:
                    break
                start = full - span.weeks
            start = max(start, span.start)
            latest[measure_id] = start
            self._take(_Span(start, span.weeks, span.load), 1)
        return latest


def _length(days: int, weeks: int, terms: Terms) -> int:
    """How many weeks a measure lasts: its own least number, or as many as its days need by themselves."""
    return max(weeks, int(-(-days * WEEKS_A_YEAR // (terms.capacity * MONTHS_A_YEAR))))


def _weeks_done(measure_id: str, length: int, terms: Terms) -> int:
    """The whole weeks of a measure under way that have passed before the start; its last week is always left."""
    begun = terms.begun.get(measure_id)
    return 0 if begun is None else min(max(0, (terms.start - begun).days // 7), length - 1)


def _slot(measure_id: str, likely: _Calendar, worst: _Calendar, latest: int, terms: Terms) -> Slot:
    span = likely.spans[measure_id]
    begun = terms.begun.get(measure_id)
    return Slot(
        week=span.start,
        weeks=span.weeks,
        first_day=terms.start + timedelta(weeks=span.start) if begun is None else begun,
        last_day=_day_before(terms, span.end),
        slack=latest - span.start,
        late_last_day=_day_before(terms, max(span.end, worst.spans[measure_id].end)),
        late_weeks=max(span.end, worst.spans[measure_id].end) - span.start,
        begun=begun is not None,
        done=likely.done[measure_id],
    )


def _day_before(terms: Terms, week: int) -> date:
    """The last day before a week; the start itself where there is none."""
    return terms.start + timedelta(weeks=week, days=-1) if week else terms.start


def _deadline(terms: Terms, end: date, late_end: date) -> Deadline | None:
    if terms.by is None:
        return None
    late, at_worst = (max(0, -(-(day - terms.by).days // 7)) for day in (end, late_end))
    outcome = Punctuality.LATE if late else Punctuality.AT_LIKELY_EFFORT if at_worst else Punctuality.IN_TIME
    return Deadline(by=terms.by, place=terms.by_place, outcome=outcome, weeks=late, weeks_at_worst=at_worst)


def _quarters(calendar: _Calendar, start: date) -> tuple[Quarter, ...]:
    """Likely person-days and finished measures by quarter of the calendar year; a week counts where it begins."""
    days: dict[tuple[int, int], int] = {}
    ends: dict[tuple[int, int], list[str]] = {}
    for measure_id, span in calendar.spans.items():
        for week in range(span.start, span.end):
            quarter = quarter_of(start + timedelta(weeks=week))
            days[quarter] = days.get(quarter, 0) + span.load
        ends.setdefault(quarter_of(start + timedelta(weeks=span.end, days=-1)), []).append(measure_id)
    return tuple(
        Quarter(
            year=year,
            quarter=number,
            days=Fraction(days.get((year, number), 0), calendar.parts),
            ends=tuple(ends.get((year, number), ())),
        )
        for year, number in sorted({*days, *ends})
    )


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter (1 to 4) of a day."""
    return day.year, (day.month + 2) // 3
