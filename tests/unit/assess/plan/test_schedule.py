from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.assess.plan.schedule import Terms, ends_within, quarter_of, schedule_of, terms_of, waits_for
from lmmm_report.assess.plan.search import in_order
from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.plan import Punctuality, Schedule, Slot
from lmmm_report.domain.profile import MeasureState, PlanFrame, Target
from lmmm_report.load.profile.profile import load_fragment
from tests.builders import replace
from tests.built_in import MODEL

A_MEASURE = MODEL.measures[0]
MONDAY = date(2026, 11, 2)
MUCH = 10_000

Row = tuple[str, int, int, str, str]
"""Id, likely person-days, weeks, criteria it satisfies, criteria it needs: a letter each."""


def scheduled(
    *rows: Row,
    capacity: int = MUCH,
    start: date = MONDAY,
    met: str = "",
    high: int = 1,
    **more: Any,
) -> tuple[Schedule, Mapping[str, Slot]]:
    """``high``: how many times the likely days the high effort is; ``more``: other terms."""
    measures = [measure_of(row) for row in rows]
    efforts = {row[0]: Effort(1, row[1], row[1] * high) for row in rows}
    terms = Terms(start=start, capacity=capacity, **more)
    schedule, slots = schedule_of(measures, efforts, terms, frozenset(met))
    assert schedule is not None
    return schedule, slots


def measure_of(row: Row) -> Measure:
    name, _, weeks, satisfies, after = row
    return replace(A_MEASURE, id=name, weeks=weeks, satisfies=tuple(satisfies), after=tuple(after))


def weeks_of(slots: Mapping[str, Slot]) -> dict[str, tuple[int, int]]:
    """First week and the week after the last one."""
    return {name: (slot.week, slot.week + slot.weeks) for name, slot in slots.items()}


def test_without_terms_or_without_measures_there_is_none() -> None:
    measure = measure_of(("A", 1, 1, "a", ""))
    assert schedule_of([measure], {"A": Effort(1, 1, 1)}, None, frozenset()) == (None, {})
    assert schedule_of([], {}, Terms(start=MONDAY, capacity=1), frozenset()) == (None, {})


def test_capacity_alone_gives_no_dates() -> None:
    profile = load_fragment("process: none", "profile.yaml", on=MONDAY)
    assert terms_of(profile) is None
    assert terms_of(replace(profile, plan=PlanFrame(start=None, capacity=4))) is None


def test_what_needs_nothing_begins_at_once_side_by_side() -> None:
    schedule, slots = scheduled(("A", 2, 3, "a", ""), ("B", 2, 5, "b", ""))
    assert weeks_of(slots) == {"A": (0, 3), "B": (0, 5)}
    assert schedule.weeks == 5


def test_what_needs_another_begins_when_it_has_ended() -> None:
    _, slots = scheduled(("A", 2, 3, "a", ""), ("B", 2, 5, "b", ""), ("C", 1, 2, "c", "ab"), ("D", 1, 1, "d", "a"))
    assert weeks_of(slots) == {"A": (0, 3), "B": (0, 5), "C": (5, 7), "D": (3, 4)}


def test_what_is_met_already_is_not_waited_for() -> None:
    _, slots = scheduled(("A", 2, 3, "a", ""), ("B", 2, 5, "b", "a"), met="a")
    assert weeks_of(slots) == {"A": (0, 3), "B": (0, 5)}


def test_of_two_that_satisfy_what_is_needed_the_first_is_waited_for() -> None:
    _, slots = scheduled(("A", 1, 2, "a", ""), ("B", 1, 9, "ab", ""), ("C", 1, 1, "c", "a"))
    assert weeks_of(slots)["C"] == (2, 3)


def test_where_there_is_no_room_a_measure_waits_for_the_first_week_in_which_there_is() -> None:
    """26 days a month are 6 a week. A leaves 2 of them for three weeks: room for C, not for B."""
    _, slots = scheduled(("A", 12, 3, "a", ""), ("B", 10, 2, "b", ""), ("C", 4, 2, "c", ""), capacity=26)
    assert weeks_of(slots) == {"A": (0, 3), "B": (3, 5), "C": (0, 2)}


def test_a_gap_that_is_too_short_is_passed_over() -> None:
    """Between A and B three weeks are nearly free: D fits in, C, which comes first in the plan, does not."""
    rows = [
        ("A", 6, 1, "a", ""),
        ("wait", 1, 3, "w", ""),
        ("B", 12, 2, "b", "w"),
        ("C", 20, 4, "c", ""),
        ("D", 8, 2, "d", ""),
    ]
    _, slots = scheduled(*rows, capacity=26)
    assert weeks_of(slots) == {"A": (0, 1), "wait": (1, 4), "B": (4, 6), "C": (6, 10), "D": (1, 3)}


@pytest.mark.parametrize(("days", "weeks"), [(6, 2), (12, 2), (13, 3), (60, 10), (61, 11)])
def test_a_measure_that_would_use_up_everything_is_stretched(days: int, weeks: int) -> None:
    schedule, slots = scheduled(("A", days, 2, "a", ""), capacity=26)
    assert slots["A"].weeks == schedule.weeks == weeks


def test_one_day_a_month_is_enough_in_the_end() -> None:
    schedule, slots = scheduled(("A", 3, 1, "a", ""), ("B", 1, 1, "b", ""), capacity=1)
    assert weeks_of(slots) == {"A": (0, 13), "B": (13, 18)}
    assert schedule.weeks == 18


def test_days_are_counted_from_the_start_both_ends_included() -> None:
    schedule, slots = scheduled(("A", 1, 1, "a", ""), ("B", 1, 2, "b", "a"), start=date(2026, 12, 28))
    assert (slots["A"].first_day, slots["A"].last_day) == (date(2026, 12, 28), date(2027, 1, 3))
    assert (slots["B"].first_day, slots["B"].last_day) == (date(2027, 1, 4), date(2027, 1, 17))
    assert (schedule.start, schedule.end, schedule.weeks) == (date(2026, 12, 28), date(2027, 1, 17), 3)
    assert schedule.capacity == MUCH


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), (2026, 1)),
        (date(2026, 3, 31), (2026, 1)),
        (date(2026, 4, 1), (2026, 2)),
        (date(2026, 6, 30), (2026, 2)),
        (date(2026, 7, 1), (2026, 3)),
        (date(2026, 9, 30), (2026, 3)),
        (date(2026, 10, 1), (2026, 4)),
        (date(2027, 12, 31), (2027, 4)),
    ],
)
def test_quarters_are_those_of_the_calendar(day: date, quarter: tuple[int, int]) -> None:
    assert quarter_of(day) == quarter


def test_a_week_counts_in_the_quarter_in_which_it_begins() -> None:
    """A of 8 days in 4 weeks from 14 December: three weeks begin in the old year, one in the new."""
    schedule, _ = scheduled(("A", 8, 4, "a", ""), ("B", 2, 1, "b", ""), start=date(2026, 12, 14))
    assert [(q.year, q.quarter, q.days, q.ends) for q in schedule.quarters] == [
        (2026, 4, Fraction(8), ("B",)),
        (2027, 1, Fraction(2), ("A",)),
    ]


def test_a_quarter_in_which_something_only_ends_is_told() -> None:
    """The one week begins on 29 December and ends in January."""
    schedule, _ = scheduled(("A", 3, 1, "a", ""), start=date(2026, 12, 29))
    assert [(q.year, q.quarter, q.days, q.ends) for q in schedule.quarters] == [
        (2026, 4, Fraction(3), ()),
        (2027, 1, Fraction(0), ("A",)),
    ]


def slack_of(slots: Mapping[str, Slot]) -> dict[str, int]:
    return {name: slot.slack for name, slot in slots.items()}


def test_what_leads_to_the_end_has_no_slack() -> None:
    schedule, slots = scheduled(
        ("A", 1, 3, "a", ""), ("B", 1, 1, "b", ""), ("C", 1, 4, "c", "a"), ("D", 1, 2, "d", "b"), ("E", 1, 1, "e", "c")
    )
    assert schedule.chain == ("A", "C", "E")
    assert slack_of(slots) == {"A": 0, "B": 5, "C": 0, "D": 5, "E": 0}
    assert [name for name, slot in slots.items() if slot.critical] == ["A", "C", "E"]


def test_what_makes_room_has_no_slack() -> None:
    schedule, slots = scheduled(("A", 12, 2, "a", ""), ("B", 12, 2, "b", ""), capacity=26)
    assert schedule.chain == ("A", "B")
    assert slack_of(slots) == {"A": 0, "B": 0}


def test_slack_is_what_the_capacity_leaves() -> None:
    """6 days a week. B fills the last two weeks, so A, which could end with the plan, may be put off to week 3 only."""
    rows = [("A", 3, 1, "a", ""), ("wait", 1, 3, "w", ""), ("B", 12, 2, "b", "w")]
    _, slots = scheduled(*rows, capacity=26)
    assert weeks_of(slots) == {"A": (0, 1), "wait": (0, 3), "B": (3, 5)}
    assert slack_of(slots) == {"A": 2, "wait": 0, "B": 0}


def test_of_two_that_end_last_neither_has_slack() -> None:
    schedule, _ = scheduled(("A", 1, 2, "a", ""), ("B", 1, 2, "b", ""))
    assert schedule.chain == ("A", "B")


# --- What the profile notes of its measures


def test_a_measure_under_way_has_begun_when_it_began() -> None:
    """Three of its four weeks have passed; with them three of its four days."""
    schedule, slots = scheduled(("A", 4, 4, "a", ""), ("B", 1, 2, "b", "a"), begun={"A": MONDAY - timedelta(weeks=3)})
    assert weeks_of(slots) == {"A": (0, 1), "B": (1, 3)}
    a = slots["A"]
    assert (a.begun, a.first_day, a.last_day) == (True, date(2026, 10, 12), date(2026, 11, 8))
    assert (a.done, schedule.done) == (3, 3)
    assert sum(quarter.days for quarter in schedule.quarters) == 2


def test_a_measure_under_way_waits_for_nothing_and_comes_first() -> None:
    """6 days a week: the second, begun, takes both of its weeks; what stands before it in the plan waits."""
    rows = [("A", 6, 1, "a", ""), ("B", 12, 2, "b", "a")]
    _, slots = scheduled(*rows, capacity=26, begun={"B": MONDAY})
    assert weeks_of(slots) == {"A": (2, 3), "B": (0, 2)}


def test_a_week_that_has_only_begun_is_not_done() -> None:
    _, slots = scheduled(("A", 4, 4, "a", ""), begun={"A": MONDAY - timedelta(days=13)})
    assert (slots["A"].weeks, slots["A"].done) == (3, 1)


def test_of_a_measure_that_should_have_ended_a_week_is_left() -> None:
    schedule, slots = scheduled(("A", 4, 4, "a", ""), begun={"A": MONDAY - timedelta(weeks=60)})
    assert (slots["A"].weeks, slots["A"].done, schedule.weeks) == (1, 3, 1)


def test_measures_under_way_together_keep_to_the_capacity() -> None:
    begun = {"A": MONDAY, "B": MONDAY - timedelta(weeks=1)}
    _, slots = scheduled(("A", 12, 2, "a", ""), ("B", 18, 3, "b", ""), capacity=26, begun=begun)
    assert weeks_of(slots) == {"A": (0, 2), "B": (2, 4)}


def test_one_that_begins_after_the_start_has_all_before_it() -> None:
    _, slots = scheduled(("A", 4, 4, "a", ""), begun={"A": MONDAY + timedelta(days=10)})
    assert (slots["A"].week, slots["A"].weeks, slots["A"].done) == (1, 4, 0)
    assert slots["A"].first_day == MONDAY + timedelta(days=10)


def test_a_planned_measure_does_not_begin_before_its_day() -> None:
    schedule, slots = scheduled(("A", 1, 1, "a", ""), not_before={"A": MONDAY + timedelta(days=8)})
    assert weeks_of(slots) == {"A": (2, 3)}
    assert (slots["A"].begun, schedule.weeks) == (False, 3)


def test_a_planned_measure_waits_for_what_it_needs_all_the_same() -> None:
    _, slots = scheduled(("A", 1, 5, "a", ""), ("B", 1, 1, "b", "a"), not_before={"B": MONDAY + timedelta(weeks=2)})
    assert weeks_of(slots)["B"] == (5, 6)


def test_the_terms_are_what_the_profile_says() -> None:
    text = (
        "plan: {start: 2026-11-02, capacity: 7}\nprocess: none\n"
        "measures:\n"
        "  - {measure: M-TASKS, state: under_way, date: 2026-10-05}\n"
        "  - {measure: M-RULES, state: planned, date: 2026-12-01}\n"
        "  - {measure: M-WORDS, state: done, date: 2026-10-01}\n"
    )
    profile = load_fragment(text, "profile.yaml", on=MONDAY)
    assert [note.state for note in profile.progress] == [
        MeasureState.UNDER_WAY,
        MeasureState.PLANNED,
        MeasureState.DONE,
    ]
    terms = terms_of(replace(profile, target=Target(by=date(2027, 6, 30))))
    assert terms is not None
    assert (terms.start, terms.capacity, terms.by) == (MONDAY, 7, date(2027, 6, 30))
    assert (dict(terms.begun), dict(terms.not_before)) == (
        {"M-TASKS": date(2026, 10, 5)},
        {"M-RULES": date(2026, 12, 1)},
    )


# --- Low and high efforts, and the target date


def test_high_efforts_last_longer_where_the_capacity_is_used_up() -> None:
    """13 days at 6 a week take three weeks, 26 take five; one day at best takes the least number of weeks."""
    schedule, slots = scheduled(("A", 13, 2, "a", ""), ("B", 1, 1, "b", "a"), capacity=26, high=2)
    assert (schedule.weeks, schedule.late_weeks) == (4, 6)
    assert schedule.early_end == MONDAY + timedelta(weeks=3, days=-1)
    assert schedule.late_end == MONDAY + timedelta(weeks=6, days=-1)
    assert slots["A"].late_last_day == MONDAY + timedelta(weeks=5, days=-1)
    assert (slots["B"].late_last_day, slots["B"].late_weeks) == (schedule.late_end, 3)


@pytest.mark.parametrize(
    ("days", "outcome", "weeks", "at_worst"),
    [
        (20, Punctuality.LATE, 2, 4),
        (21, Punctuality.LATE, 1, 3),
        (27, Punctuality.LATE, 1, 3),
        (28, Punctuality.AT_LIKELY_EFFORT, 0, 2),
        (35, Punctuality.AT_LIKELY_EFFORT, 0, 1),
        (41, Punctuality.AT_LIKELY_EFFORT, 0, 1),
        (42, Punctuality.IN_TIME, 0, 0),
    ],
)
def test_the_end_against_the_target_date(days: int, outcome: Punctuality, weeks: int, at_worst: int) -> None:
    """The plan takes four weeks, with high efforts six; the target is wanted within so many days."""
    by = MONDAY + timedelta(days=days - 1)
    schedule, _ = scheduled(("A", 13, 2, "a", ""), ("B", 1, 1, "b", "a"), capacity=26, high=2, by=by)
    deadline = schedule.deadline
    assert deadline is not None
    assert deadline[0] == by
    assert deadline[2:] == (outcome, weeks, at_worst)


def test_without_a_target_date_nothing_is_compared() -> None:
    assert scheduled(("A", 1, 1, "a", ""))[0].deadline is None


# --- What holds of every schedule


Given = tuple[tuple[Row, ...], int, date, str]


@st.composite
def plans(draw: st.DrawFn) -> Given:
    """Measures in an order that needs allow, a capacity, a start, and what is met."""
    criteria = "abcdefghij"
    rows: list[Row] = []
    known = ""
    for number in range(draw(st.integers(1, 10))):
        after = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
        satisfies = criteria[number] + (draw(st.sampled_from(["", *known])) if known else "")
        satisfies = "".join(c for c in satisfies if c not in after)
        rows.append((f"M{number}", draw(st.integers(1, 60)), draw(st.integers(1, 12)), satisfies, "".join(after)))
        known += criteria[number]
    capacity = draw(st.sampled_from([1, 3, 7, 20, 26, 100, 2000]))
    start = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    return tuple(rows), capacity, start, "".join(draw(st.sets(st.sampled_from(criteria), max_size=3)))


def faults_of(rows: Sequence[Row], capacity: int, met: str, schedule: Schedule, slots: Mapping[str, Slot]) -> list[str]:
    """What of the promises of a schedule does not hold."""
    return faults_of_slots(rows, capacity, met, schedule, slots) + faults_of_sums(rows, schedule, slots)


def faults_of_slots(
    rows: Sequence[Row], capacity: int, met: str, schedule: Schedule, slots: Mapping[str, Slot]
) -> list[str]:
    faults = []
    spans = weeks_of(slots)
    load = {row[0]: Fraction(row[1], slots[row[0]].weeks) for row in rows}
    a_week = Fraction(capacity * 12, 52)
    for week in range(schedule.weeks):
        if sum(load[name] for name, (first, end) in spans.items() if first <= week < end) > a_week:
            faults.append(f"week {week} is too full")
    for name, days, weeks, _, after in rows:
        if slots[name].weeks != max(weeks, -(-days // a_week)):
            faults.append(f"{name} lasts {slots[name].weeks} weeks")
        for criterion in set(after) - set(met):
            if not any(criterion in row[3] and spans[row[0]][1] <= spans[name][0] for row in rows):
                faults.append(f"{name} begins before {criterion} is met")
        first_day = schedule.start + timedelta(weeks=slots[name].week)
        last_day = first_day + timedelta(days=7 * slots[name].weeks - 1)
        if (slots[name].first_day, slots[name].last_day) != (first_day, last_day):
            faults.append(f"{name} has wrong days")
        if slots[name].critical != (name in schedule.chain):
            faults.append(f"{name} is critical and not in the chain, or the other way round")
    return faults


def faults_of_sums(rows: Sequence[Row], schedule: Schedule, slots: Mapping[str, Slot]) -> list[str]:
    faults = []
    spans = weeks_of(slots)
    if max(end for _, end in spans.values()) != schedule.weeks:
        faults.append("the plan has other weeks than its measures")
    if schedule.end != max(slot.last_day for slot in slots.values()):
        faults.append("the plan ends on another day than its measures")
    if not any(spans[name][1] == schedule.weeks for name in schedule.chain):
        faults.append("nothing without slack ends the plan")
    if sum(quarter.days for quarter in schedule.quarters) != sum(row[1] for row in rows):
        faults.append("the quarters do not add up")
    ends = {name: (quarter.year, quarter.quarter) for quarter in schedule.quarters for name in quarter.ends}
    if ends != {name: quarter_of(slot.last_day) for name, slot in slots.items()}:
        faults.append("a measure ends in another quarter")
    quarters = [(quarter.year, quarter.quarter) for quarter in schedule.quarters]
    if quarters != sorted(set(quarters)):
        faults.append("the quarters are not in order")
    return faults


@settings(max_examples=600, deadline=None)
@given(plans())
def test_what_every_schedule_promises(plan: Given) -> None:
    rows, capacity, start, met = plan
    schedule, slots = scheduled(*rows, capacity=capacity, start=start, met=met)
    assert faults_of(rows, capacity, met, schedule, slots) == []


@settings(max_examples=200, deadline=None)
@given(plans())
def test_nothing_could_begin_earlier(plan: Given) -> None:
    """Each measure, with those before it in the plan where they are, has no earlier week that would do."""
    rows, capacity, start, met = plan
    _, slots = scheduled(*rows, capacity=capacity, start=start, met=met)
    spans = weeks_of(slots)
    used: Counter[int] = Counter()
    for name, days, _, _, after in rows:
        length, load = slots[name].weeks, Fraction(days, slots[name].weeks)
        waits = [next(spans[r[0]][1] for r in rows if c in r[3] and r[0] != name) for c in set(after) - set(met)]
        room = Fraction(capacity * 12, 52) - load
        full = [week for week in range(spans[name][1]) if used[week] > room]
        for week in range(max(waits, default=0), spans[name][0]):
            assert any(week <= other < week + length for other in full), (name, week)
        used.update(dict.fromkeys(range(*spans[name]), load))


class Weeks:
    """The person-days of each week, without the program's own counting."""

    def __init__(self, spans: Mapping[str, tuple[int, int]], loads: Mapping[str, Fraction], a_week: Fraction) -> None:
        self.spans, self.loads, self.a_week = dict(spans), loads, a_week

    def fits(self, name: str, start: int) -> bool:
        """Whether a measure may lie there, all others staying where they are."""
        length = self.spans[name][1] - self.spans[name][0]
        others = [other for other in self.spans if other != name]
        return all(
            self.loads[name] + sum(self.loads[o] for o in others if self.spans[o][0] <= week < self.spans[o][1])
            <= self.a_week
            for week in range(start, start + length)
        )


@settings(max_examples=300, deadline=None)
@given(plans(), st.data())
def test_put_off_by_its_slack_the_plan_ends_on_the_same_day_and_a_week_more_does_not_fit(
    plan: Given, data: st.DataObject
) -> None:
    """Each from the one that ends last: there it fits, it ends before what waits for it, and no later week will do."""
    rows, capacity, start, met = plan
    begun, not_before = (
        {row[0]: start + timedelta(days=data.draw(st.integers(-60, 30))) for row in rows if data.draw(st.booleans())}
        for _ in range(2)
    )
    schedule, slots = scheduled(*rows, capacity=capacity, start=start, met=met, begun=begun, not_before=not_before)
    spans = weeks_of(slots)
    waits = waits_for([measure_of(row) for row in rows], frozenset(met), begun)
    rank = {row[0]: number for number, row in enumerate(rows)}
    loads = {row[0]: (row[1] - slots[row[0]].done) / slots[row[0]].weeks for row in rows}
    weeks = Weeks(spans, loads, Fraction(capacity * 12, 52))
    for name in sorted(spans, key=lambda one: (-spans[one][1], -rank[one])):
        length = slots[name].weeks
        bound = min([weeks.spans[o][0] for o, needs in waits.items() if name in needs], default=schedule.weeks)
        latest = spans[name][0] + slots[name].slack
        assert latest + length <= bound
        assert weeks.fits(name, latest)
        assert not any(weeks.fits(name, later) for later in range(latest + 1, bound - length + 1))
        weeks.spans[name] = (latest, latest + length)


@settings(max_examples=200, deadline=None)
@given(plans(), st.data())
def test_whatever_is_under_way_the_capacity_is_kept_and_the_days_add_up(plan: Given, data: st.DataObject) -> None:
    rows, capacity, start, met = plan
    begun = {
        row[0]: start + timedelta(days=data.draw(st.integers(-200, 30))) for row in rows if data.draw(st.booleans())
    }
    schedule, slots = scheduled(*rows, capacity=capacity, start=start, met=met, begun=begun, high=3)
    used: Counter[int] = Counter()
    for row in rows:
        slot = slots[row[0]]
        assert slot.week >= 0
        assert 0 <= slot.done < row[1]
        assert slot.begun == (row[0] in begun)
        assert (slot.done > 0) <= slot.begun
        for week in range(slot.week, slot.week + slot.weeks):
            used[week] += (row[1] - slot.done) / slot.weeks
    assert max(used.values()) <= Fraction(capacity * 12, 52)
    assert sum(q.days for q in schedule.quarters) + schedule.done == sum(row[1] for row in rows)
    assert schedule.early_end <= schedule.end <= schedule.late_end
    costs = {row[0]: row[1] for row in rows}
    terms = Terms(start=start, capacity=capacity, begun=begun)
    for weeks in (schedule.weeks - 1, schedule.weeks, schedule.weeks + 1):
        within = ends_within(weeks, [measure_of(row) for row in rows], costs, terms, frozenset(met))
        assert within == (weeks >= schedule.weeks)


@pytest.mark.parametrize("wrong", ["earlier", "fuller", "shorter", "chain", "quarters", "day"])
def test_a_wrong_schedule_is_noticed(wrong: str) -> None:
    rows: tuple[Row, ...] = (("A", 12, 2, "a", ""), ("B", 12, 2, "b", "a"), ("C", 5, 1, "c", ""))
    schedule, slots = scheduled(*rows, capacity=26)
    assert faults_of(rows, 26, "", schedule, slots) == []
    b = slots["B"]
    changed = {
        "earlier": (schedule, {**slots, "B": replace(b, week=1)}),
        "fuller": (schedule, {**slots, "C": replace(slots["C"], week=0)}),
        "shorter": (schedule, {**slots, "B": replace(b, weeks=1)}),
        "chain": (replace(schedule, chain=("C",)), slots),
        "quarters": (replace(schedule, quarters=()), slots),
        "day": (schedule, {**slots, "B": replace(b, last_day=b.first_day)}),
    }[wrong]
    assert faults_of(rows, 26, "", *changed)


@pytest.mark.parametrize("capacity", [2, 9, 20, 75])
def test_the_schedule_of_all_measures_of_the_built_in_model(capacity: int) -> None:
    efforts = {measure.id: measure.efforts["medium"] for measure in MODEL.measures}
    costs = {measure_id: effort.likely for measure_id, effort in efforts.items()}
    order = in_order(MODEL.measures, costs, ())
    schedule, slots = schedule_of(order, efforts, Terms(start=MONDAY, capacity=capacity), frozenset())
    assert schedule is not None
    assert list(slots) == [measure.id for measure in order]
    assert schedule.weeks >= sum(costs.values()) / Fraction(capacity * 12, 52)
    rows = [(m.id, costs[m.id], m.weeks, m.satisfies, m.after) for m in order]
    assert faults_of_sums(rows, schedule, slots) == []
