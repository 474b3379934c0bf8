"""The most that can be had for so many person-days, or until a day: the best plan within a limit.

Which cell is the highest? Cells lie between the proven one and the target, and are compared

1. by the lower of their two stages: both axes belong together, so the line of equal stages comes first,
2. by both stages together,
3. by the stage of the axis that the path takes first where both are level (the model's ``path_order``).

So along the path to the target every cell is higher than the one before. Of the highest cell that can be had that
plan is taken which meets most of the open conditions of the next stages, of both axes and no further than the target;
then the one of the fewest days, then of the fewest measures, then the first in the model's order. All plans are
compared in which no measure is needless (see `most`), by what measures promise to satisfy; so it is not an estimate.

Days are likely person-days; of measures under way those that are left at the plan's start, counted in whole days. A
plan ends in time if its schedule does, by the rule that all plans are dated by and with likely efforts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import product
from math import ceil

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.plan.most import Most, Question, most
from lmmm_report.assess.plan.plan import Planner, remembered_of
from lmmm_report.assess.plan.schedule import (
    MONTHS_A_YEAR,
    WEEKS_A_YEAR,
    Terms,
    days_left,
    earliest_week,
    ends_within,
    length_of,
    terms_of,
)
from lmmm_report.domain.assessment import Assessment, Gap
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import Fitting, Limit, Limited, Plan

Cell = tuple[int, int]


def limited_plan_of(assessment: Assessment, limit: Limit) -> Plan:
    """The best plan within ``limit``, checked by carrying it out and assessing again.

    What is left out is told against the plan of the assessment. A day as limit needs dates: raises `ValueError` where
    the profile has no start or no capacity. A measure that does not keep its word here is not counted on for this, and
    the plan is looked for again.
    """
    a, whole = assessment, assessment.plan
    terms = terms_of(a.profile)
    if limit.until is not None and terms is None:
        raise ValueError("a plan without dates cannot end in time")
    if not a.gap.steps:
        return whole._replace(limited=_told(limit, whole, whole, ()))
    fitting = a.fitting
    while True:
        remembered = remembered_of(a.profile, a.findings, a.model)
        planner = Planner(a.profile, a.findings, a.axes, a.gap, model=a.model, fitting=fitting, remembered=remembered)
        days = days_by_measure(planner, terms)
        cell, found = _highest(planner, days, limit, terms)
        plan, after = planner.with_measures(found.measures)
        broken = {
            (planned.measure.id, criterion_id)
            for planned in plan.measures
            for criterion_id in planned.closes
            if ask(a.model.criterion(criterion_id).condition, after.facts, a.model.limits).value is not True
        }
        if not broken:
            break
        fitting = _without(fitting, broken)
    told = _told(limit, plan, whole, next_gates(cell, a.gap, a.model))
    spent = sum(days[measure.id] for measure in found.measures)
    limited = told._replace(cell=cell, days=spent, exact=found.exact)
    plan = plan._replace(limited=limited, upkeep=whole.upkeep)
    return planner.asking(plan)


def _highest(planner: Planner, days: Mapping[str, int], limit: Limit, terms: Terms | None) -> tuple[Cell, Most]:
    """The highest cell that can be had, and the best plan for it."""
    for cell in cells_of(planner.gap, planner.model):
        found = _had(cell, planner, days, limit, terms)
        if found is not None:
            return cell, found
    raise AssertionError("to stay where one is takes nothing")


def _without(fitting: Fitting, broken: Collection[tuple[str, str]]) -> Fitting:
    """The measures without what they promise and do not keep."""
    kept = (m._replace(satisfies=tuple(c for c in m.satisfies if (m.id, c) not in broken)) for m in fitting.admitted)
    return fitting._replace(admitted=tuple(m for m in kept if m.satisfies))


def cells_of(gap: Gap, model: Model) -> tuple[Cell, ...]:
    """The cells from where the path begins to the target, the highest first."""
    step = gap.steps[0]
    before = list(step.cell)
    before[model.axis_index(step.axis.id)] -= 1
    last = gap.steps[-1].cell
    leading = model.axis_index(model.path_order[0])
    between = product(*(range(low, high + 1) for low, high in zip(before, last, strict=True)))
    return tuple(sorted(((x, y) for x, y in between), key=lambda c: (min(c), sum(c), c[leading]), reverse=True))


def gates_up_to(cell: Cell, gap: Gap, model: Model) -> tuple[str, ...]:
    """The open gates of all stages up to ``cell``."""
    return tuple(
        f.criterion.id
        for step in gap.steps
        if step.stage.number <= cell[model.axis_index(step.axis.id)]
        for f in step.open
    )


def next_gates(cell: Cell, gap: Gap, model: Model) -> tuple[str, ...]:
    """The open gates of the stage after ``cell`` on each axis, as far as the path leads there."""
    return tuple(
        f.criterion.id
        for step in gap.steps
        if step.stage.number == cell[model.axis_index(step.axis.id)] + 1
        for f in step.open
    )


def days_by_measure(planner: Planner, terms: Terms | None) -> Mapping[str, int]:
    """The likely days that are left of each measure, in whole days."""
    if terms is None:
        return planner.costs
    return {m.id: ceil(days_left(planner.costs[m.id], m.weeks, m.id, terms)) for m in planner.fitting.measures}


def _had(cell: Cell, planner: Planner, days: Mapping[str, int], limit: Limit, terms: Terms | None) -> Most | None:
    """The best plan that reaches ``cell`` within the limit."""
    gap, model = planner.gap, planner.model
    question = Question(
        measures=planner.fitting.admitted,
        costs=days,
        met=planner.met,
        required=frozenset(gates_up_to(cell, gap, model)),
        welcome=frozenset(next_gates(cell, gap, model)),
        days=limit.days,
    )
    if limit.until is None or terms is None:
        return most(question)
    weeks = max(0, (limit.until - terms.start + timedelta(days=1)).days // 7)
    in_time = set(_in_time(planner, terms, weeks))

    def fits(measures: Sequence[Measure]) -> bool:
        order = [m for step in planner.in_plan_order(measures) for m in step]
        return ends_within(weeks, order, planner.costs, terms, planner.met)

    # Nothing ends in time that takes more than all the capacity until then; days of measures under way are rounded up.
    room = int(terms.capacity * MONTHS_A_YEAR * weeks // WEEKS_A_YEAR) + len(terms.begun)
    return most(
        question._replace(
            measures=tuple(m for m in planner.fitting.admitted if m.id in in_time),
            days=room if limit.days is None else min(room, limit.days),
            fits=fits,
        )
    )


def _in_time(planner: Planner, terms: Terms, weeks: int) -> Iterator[str]:
    """The measures that can end within ``weeks`` if nothing but what they need before holds them up."""
    ready = dict.fromkeys(planner.met, 0)
    waiting = list(planner.fitting.admitted)
    while True:
        # Those that end first settle what others wait for; a measure never ends before what it needs.
        ends = {m.id: _first_end(m, ready, planner, terms) for m in waiting}
        known = {measure_id: end for measure_id, end in ends.items() if end is not None and end <= weeks}
        if not known:
            return
        first = min(known.values())
        for measure in [m for m in waiting if known.get(m.id) == first]:
            waiting.remove(measure)
            yield measure.id
            for criterion_id in measure.satisfies:
                ready.setdefault(criterion_id, first)


def _first_end(measure: Measure, ready: Mapping[str, int], planner: Planner, terms: Terms) -> int | None:
    begin = earliest_week(measure.id, terms)
    if measure.id not in terms.begun:
        if any(criterion_id not in ready for criterion_id in measure.after):
            return None
        begin = max([begin, *(ready[criterion_id] for criterion_id in measure.after)])
    return begin + length_of(measure, planner.costs[measure.id], terms)


def _told(limit: Limit, plan: Plan, whole: Plan, following: Sequence[str]) -> Limited:
    taken = {planned.measure.id for planned in plan.measures}
    left = tuple(c for step in plan.steps for c in step.open)
    return Limited(
        limit=limit,
        days=0,
        cell=plan.cell,
        following=tuple(following),
        met=tuple(c for c in following if c not in left),
        open=left,
        left_out=tuple(planned for planned in whole.measures if planned.measure.id not in taken),
        exact=True,
    )
