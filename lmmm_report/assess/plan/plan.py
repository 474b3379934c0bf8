"""The plan: from the open gates on the path to measures in order, with effort, dates and the position after a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.schedule import schedule_of, terms_of
from lmmm_report.assess.plan.search import cheapest, in_order
from lmmm_report.assess.plan.totals import total_of
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.domain.assessment import Finding, Gap, Outcome, Step
from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.plan import Load, Plan, PlannedMeasure, PlanStep
from lmmm_report.domain.profile import Profile

SETTLED = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})
"""Outcomes of criteria that nothing has to be done for."""


def plan_of(profile: Profile, findings: Sequence[Finding], gap: Gap, model: Model) -> Plan:
    """The cheapest way to the target, checked by carrying it out and assessing again.

    Gates that are unknown count as not met; what would be left if they turned out to be met is told beside it.
    """
    size = model.size_of(profile.company.employees)
    efforts = {measure.id: measure.efforts[size.id] for measure in model.measures}
    costs = {measure_id: effort.likely for measure_id, effort in efforts.items()}
    met = frozenset(f.criterion.id for f in findings if f.outcome in SETTLED)
    wanted = [f.criterion.id for f in gap.open]
    way = cheapest(model.measures, costs, wanted, met)
    chosen = in_order(way.measures, costs, met)
    placed = _by_step(chosen, gap.steps, costs, met)
    order = [measure for measures in placed for measure in measures]
    schedule, slots = schedule_of(order, efforts, terms_of(profile), met)
    open_before = set(wanted)
    here, steps, number = profile, [], 0
    for step, measures in zip(gap.steps, placed, strict=True):
        planned = []
        for measure in measures:
            number += 1
            after = carry_out(here, [measure], model)
            here = after.profile
            closes = tuple(c for c in measure.satisfies if c in open_before)
            open_before.difference_update(closes)
            planned.append(
                PlannedMeasure(
                    number=number,
                    measure=measure,
                    effort=efforts[measure.id],
                    closes=closes,
                    prepares=_prepares(measure, order, met),
                    quick_win=bool(closes) and costs[measure.id] <= model.quick_days,
                    changes=after.changes,
                    slot=slots.get(measure.id),
                )
            )
        cell, coordinates = proven(here, findings, model)
        steps.append(
            PlanStep(
                number=step.number,
                measures=tuple(planned),
                effort=total_of(efforts[m.id] for m in measures),
                cell=cell,
                coordinates=coordinates,
            )
        )
    end = steps[-1].cell if steps else proven(here, findings, model)[0]
    return Plan(
        size=size,
        size_stated=profile.company.employees is not None,
        steps=tuple(steps),
        effort=total_of(efforts[m.id] for m in order),
        dearer=way.dearer,
        effort_if_confirmed=total_of(efforts[m.id] for m in _if_confirmed(findings, gap, costs, met, model)),
        loads=_loads(order, efforts, model),
        cell=end,
        reached=all(stage >= wanted_stage for stage, wanted_stage in zip(end, gap.target, strict=True)),
        schedule=schedule,
    )


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
