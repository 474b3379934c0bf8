"""The plan: from the open gates on the path to measures in order, with effort, dates and the position after a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.schedule import schedule_of, terms_of
from lmmm_report.assess.plan.search import cheapest, in_order
from lmmm_report.assess.plan.totals import total_of
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.domain.assessment import Finding, Gap, Outcome, Step
from lmmm_report.domain.measure import Effort, Measure, SizeClass
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.plan import Load, Plan, PlannedMeasure, PlanStep
from lmmm_report.domain.profile import Profile

SETTLED = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})
"""Outcomes of criteria that nothing has to be done for."""


class Ground(NamedTuple):
    """What a plan of one company rests on."""

    profile: Profile
    findings: Sequence[Finding]
    gap: Gap
    model: Model
    size: SizeClass
    efforts: Mapping[str, Effort]
    """By id of a measure, for a company of this size."""
    costs: Mapping[str, int]
    """The likely days of them."""
    met: frozenset[str]
    """Ids of the criteria that nothing has to be done for."""


def ground_of(profile: Profile, findings: Sequence[Finding], gap: Gap, model: Model) -> Ground:
    """What every plan of this company rests on."""
    size = model.size_of(profile.company.employees)
    efforts = {measure.id: measure.efforts[size.id] for measure in model.measures}
    return Ground(
        profile=profile,
        findings=findings,
        gap=gap,
        model=model,
        size=size,
        efforts=efforts,
        costs={measure_id: effort.likely for measure_id, effort in efforts.items()},
        met=frozenset(f.criterion.id for f in findings if f.outcome in SETTLED),
    )


def plan_of(profile: Profile, findings: Sequence[Finding], gap: Gap, model: Model) -> Plan:
    """The cheapest way to the target, checked by carrying it out and assessing again.

    Gates that are unknown count as not met; what would be left if they turned out to be met is told beside it.
    """
    ground = ground_of(profile, findings, gap, model)
    way = cheapest(model.measures, ground.costs, [f.criterion.id for f in gap.open], ground.met)
    confirmed = _if_confirmed(findings, gap, ground.costs, ground.met, model)
    return plan_with(ground, way.measures)._replace(
        dearer=way.dearer, effort_if_confirmed=total_of(ground.efforts[m.id] for m in confirmed)
    )


def plan_with(ground: Ground, chosen: Sequence[Measure]) -> Plan:
    """The plan of ``chosen`` measures, which lack nothing that they need, checked by carrying it out."""
    profile, findings, gap, model = ground.profile, ground.findings, ground.gap, ground.model
    placed = in_plan_order(ground, chosen)
    order = [measure for measures in placed for measure in measures]
    schedule, slots = schedule_of(order, ground.efforts, terms_of(profile), ground.met)
    still_open = {f.criterion.id for f in gap.open}
    here, steps, number = profile, [], 0
    for step, measures in zip(gap.steps, placed, strict=True):
        planned = []
        for measure in measures:
            number += 1
            after = carry_out(here, [measure], model)
            here = after.profile
            closes = tuple(c for c in measure.satisfies if c in still_open)
            still_open.difference_update(closes)
            planned.append(
                PlannedMeasure(
                    number=number,
                    measure=measure,
                    effort=ground.efforts[measure.id],
                    closes=closes,
                    prepares=_prepares(measure, order, ground.met),
                    quick_win=bool(closes) and _quick(measure, ground),
                    changes=after.changes,
                    slot=slots.get(measure.id),
                )
            )
        cell, coordinates = proven(here, findings, model)
        steps.append(
            PlanStep(
                number=step.number,
                measures=tuple(planned),
                effort=total_of(ground.efforts[m.id] for m in measures),
                cell=cell,
                open=(),
                coordinates=coordinates,
            )
        )
    if still_open:
        left = _still_open(here, still_open, model)
        steps = [
            done._replace(open=tuple(f.criterion.id for f in step.open if f.criterion.id in left))
            for done, step in zip(steps, gap.steps, strict=True)
        ]
    end = steps[-1].cell if steps else proven(here, findings, model)[0]
    effort = total_of(ground.efforts[m.id] for m in order)
    return Plan(
        size=ground.size,
        size_stated=profile.company.employees is not None,
        steps=tuple(steps),
        effort=effort,
        dearer=0,
        effort_if_confirmed=effort,
        loads=_loads(order, ground.efforts, model),
        cell=end,
        reached=all(stage >= wanted_stage for stage, wanted_stage in zip(end, gap.target, strict=True)),
        schedule=schedule,
    )


def _quick(measure: Measure, ground: Ground) -> bool:
    """Whether it takes little effort and little time."""
    model = ground.model
    in_time = model.quick_weeks is None or measure.weeks <= model.quick_weeks
    return in_time and ground.costs[measure.id] <= model.quick_days


def in_plan_order(ground: Ground, chosen: Sequence[Measure]) -> tuple[tuple[Measure, ...], ...]:
    """The measures of each step, in the order in which they are begun."""
    return _by_step(in_order(chosen, ground.costs, ground.met), ground.gap.steps, ground.costs, ground.met)


def proven(
    profile: Profile, findings: Iterable[Finding], model: Model
) -> tuple[tuple[int, int], tuple[Fraction, Fraction]]:
    """Proven cell and coordinates of changed facts: every gate is asked again; declarations stay as they are."""
    verdicts = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNKNOWN}
    outcomes = {
        f.criterion.id: f.outcome
        if f.outcome is Outcome.NOT_APPLICABLE
        else verdicts[ask(f.criterion.condition, profile.facts, model.limits).value]
        for f in findings
        if f.criterion.kind is Kind.GATE
    }
    (x, _, at_x), (y, _, at_y) = stages_and_coordinates(model, outcomes)
    return (x, y), (at_x.low, at_y.low)


def _still_open(profile: Profile, gates: Iterable[str], model: Model) -> frozenset[str]:
    """Those of the gates that changed facts do not meet: measures can bring more than they promise."""
    return frozenset(
        gate for gate in gates if ask(model.criterion(gate).condition, profile.facts, model.limits).value is not True
    )


def _by_step(
    ordered: Sequence[Measure], steps: Sequence[Step], costs: Mapping[str, int], met: frozenset[str]
) -> tuple[tuple[Measure, ...], ...]:
    """Each measure at the first step that needs it: for one of its gates, or for a measure that has to come later."""
    step_of: dict[str, int] = {}
    for number, step in enumerate(steps):
        needed = {finding.criterion.id for finding in step.open}
        while needed:
            found = [m for m in ordered if m.id not in step_of and needed & set(m.satisfies)]
            for measure in found:
                step_of[measure.id] = number
            needed = {c for m in found for c in m.after if c not in met}
    inside: list[list[Measure]] = [[] for _ in steps]
    for measure in ordered:
        inside[step_of[measure.id]].append(measure)
    done = set(met)
    placed = []
    for measures in inside:
        placed.append(in_order(measures, costs, done))
        done.update(c for measure in measures for c in measure.satisfies)
    return tuple(placed)


def _prepares(measure: Measure, order: Sequence[Measure], met: frozenset[str]) -> tuple[str, ...]:
    """What it satisfies first and a later measure needs."""
    place = order.index(measure)
    before = met.union(*(other.satisfies for other in order[:place]))
    needed = {c for other in order[place + 1 :] for c in other.after}
    return tuple(c for c in measure.satisfies if c in needed and c not in before)


def _if_confirmed(
    findings: Iterable[Finding], gap: Gap, costs: Mapping[str, int], met: frozenset[str], model: Model
) -> tuple[Measure, ...]:
    unknown = {f.criterion.id for f in findings if f.outcome is Outcome.UNKNOWN}
    wanted = [f.criterion.id for f in gap.open if f.criterion.id not in unknown]
    return cheapest(model.measures, costs, wanted, met | unknown).measures


def _loads(order: Iterable[Measure], efforts: Mapping[str, Effort], model: Model) -> tuple[Load, ...]:
    by_owner: dict[str, list[Measure]] = {}
    for measure in order:
        by_owner.setdefault(measure.owner, []).append(measure)
    return tuple(
        Load(owner=owner, measures=len(by_owner[owner]), effort=total_of(efforts[m.id] for m in by_owner[owner]))
        for owner in model.owners
        if owner in by_owner
    )
