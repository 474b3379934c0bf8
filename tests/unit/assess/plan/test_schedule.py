from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.assess.plan.schedule import quarter_of, schedule_of
from lmmm_report.assess.plan.search import in_order
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.plan import Schedule, Slot
from lmmm_report.domain.profile import PlanFrame
from lmmm_report.load.model.model import load_model
from tests.builders import replace

MODEL = load_model()
A_MEASURE = MODEL.measures[0]
MONDAY = date(2026, 11, 2)
MUCH = 10_000

Row = tuple[str, int, int, str, str]
"""Id, likely person-days, weeks, criteria it satisfies, criteria it needs: a letter each."""


def scheduled(
    *rows: Row, capacity: int = MUCH, start: date = MONDAY, met: str = ""
) -> tuple[Schedule, Mapping[str, Slot]]:
    measures = [measure_of(row) for row in rows]
    frame = PlanFrame(start=start, capacity=capacity)
    schedule, slots = schedule_of(measures, {row[0]: row[1] for row in rows}, frame, frozenset(met))
    assert schedule is not None
    return schedule, slots


def measure_of(row: Row) -> Measure:
    name, _, weeks, satisfies, after = row
    return replace(A_MEASURE, id=name, weeks=weeks, satisfies=tuple(satisfies), after=tuple(after))


def weeks_of(slots: Mapping[str, Slot]) -> dict[str, tuple[int, int]]:
    """First week and the week after the last one."""
    return {name: (slot.week, slot.week + slot.weeks) for name, slot in slots.items()}


def test_without_a_frame_or_without_measures_there_is_none() -> None:
    measure = measure_of(("A", 1, 1, "a", ""))
    assert schedule_of([measure], {"A": 1}, None, frozenset()) == (None, {})
    assert schedule_of([], {}, PlanFrame(start=MONDAY, capacity=1), frozenset()) == (None, {})


def test_capacity_alone_gives_no_dates() -> None:
    measure = measure_of(("A", 1, 1, "a", ""))
    assert schedule_of([measure], {"A": 1}, PlanFrame(start=None, capacity=4), frozenset()) == (None, {})


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


def test_the_chain_goes_from_what_is_needed_to_what_ends_last() -> None:
    schedule, slots = scheduled(
        ("A", 1, 3, "a", ""), ("B", 1, 1, "b", ""), ("C", 1, 4, "c", "a"), ("D", 1, 2, "d", "b"), ("E", 1, 1, "e", "c")
    )
    assert schedule.chain == ("A", "C", "E")
    assert [name for name, slot in slots.items() if slot.critical] == ["A", "C", "E"]


def test_the_chain_goes_through_what_makes_room() -> None:
    schedule, _ = scheduled(("A", 12, 2, "a", ""), ("B", 12, 2, "b", ""), capacity=26)
    assert schedule.chain == ("A", "B")


def test_what_is_needed_is_preferred_to_what_only_makes_room() -> None:
    schedule, _ = scheduled(("A", 6, 2, "a", ""), ("B", 6, 2, "b", ""), ("C", 12, 2, "c", "b"), capacity=26)
    assert schedule.chain == ("B", "C")


def test_of_two_that_end_last_the_first_of_the_plan_is_taken() -> None:
    schedule, _ = scheduled(("A", 1, 2, "a", ""), ("B", 1, 2, "b", ""))
    assert schedule.chain == ("A",)


# --- What holds of every schedule


@st.composite
def plans(draw: st.DrawFn) -> tuple[tuple[Row, ...], int, date, str]:
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
    chain = [spans[name] for name in schedule.chain]
    if chain[0][0] != 0 or chain[-1][1] != schedule.weeks:
        faults.append("the chain does not reach from the start to the end")
    if any(end != first for (_, end), (first, _) in pairwise(chain)):
        faults.append("the chain is broken")
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
def test_what_every_schedule_promises(plan: tuple[tuple[Row, ...], int, date, str]) -> None:
    rows, capacity, start, met = plan
    schedule, slots = scheduled(*rows, capacity=capacity, start=start, met=met)
    assert faults_of(rows, capacity, met, schedule, slots) == []


@settings(max_examples=200, deadline=None)
@given(plans())
def test_nothing_could_begin_earlier(plan: tuple[tuple[Row, ...], int, date, str]) -> None:
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
        "chain": (replace(schedule, chain=("B",)), slots),
        "quarters": (replace(schedule, quarters=()), slots),
        "day": (schedule, {**slots, "B": replace(b, last_day=b.first_day)}),
    }[wrong]
    assert faults_of(rows, 26, "", *changed)


@pytest.mark.parametrize("capacity", [2, 9, 20, 75])
def test_the_schedule_of_all_measures_of_the_built_in_model(capacity: int) -> None:
    costs = {measure.id: measure.efforts["medium"].likely for measure in MODEL.measures}
    order = in_order(MODEL.measures, costs, ())
    schedule, slots = schedule_of(order, costs, PlanFrame(start=MONDAY, capacity=capacity), frozenset())
    assert schedule is not None
    assert list(slots) == [measure.id for measure in order]
    assert schedule.weeks >= sum(costs.values()) / Fraction(capacity * 12, 52)
    rows = [(m.id, costs[m.id], m.weeks, m.satisfies, m.after) for m in order]
    assert faults_of_sums(rows, schedule, slots) == []
