"""The way of one company: what fits it, how far it can go, and the plan, carried out before it is shown."""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.plan.plan import Planner, remembered_of
from lmmm_report.assess.result.fitting import declared, fitting_of
from lmmm_report.assess.result.gap import gap_to_target
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import Barrier, Fitting, Obstacle, Plan
from lmmm_report.domain.profile import Profile


class WayAhead(NamedTuple):
    """What fits, what is missing, and the plan."""

    fitting: Fitting
    gap: Gap
    plan: Plan


def way_of(
    profile: Profile, findings: Sequence[Finding], axes: tuple[AxisResult, AxisResult], model: Model
) -> WayAhead:
    """The plan to the highest cell that can be reached on the way to the target.

    A plan is carried out before it is shown. Where a measure does not meet what the model promises on what this
    company states, as when a criterion that it builds on is declared not to apply, it is not counted on for that, and
    the way is looked for again. Each turn counts on less, so there is an end.
    """
    broken: dict[tuple[str, str], Barrier] = {}
    remembered = remembered_of(profile, findings, model)
    while True:
        fitting = fitting_of(profile, findings, model, broken)
        gap = gap_to_target(profile.target, axes, model, fitting)
        planner = Planner(profile, findings, axes, gap, model=model, fitting=fitting, remembered=remembered)
        plan, after = planner.plan()
        more = {
            (planned.measure.id, finding.criterion.id): _what_keeps(finding, planned.measure, findings, after, model)
            for finding in gap.open
            if remembered.ask(finding.criterion.condition, after.facts) is not True
            for planned in plan.measures
            if finding.criterion.id in planned.measure.satisfies
        }
        if not more:
            return WayAhead(fitting, gap, plan)
        broken |= more


def _what_keeps(
    finding: Finding, measure: Measure, findings: Sequence[Finding], after: Profile, model: Model
) -> Barrier:
    """What keeps a gate shut although the measure was carried out: a declaration of what it builds on, or facts."""
    condition = finding.criterion.condition
    around = model.derivations_for(finding.criterion.id)
    verdict = ask(condition, after.facts, model.limits)
    number = verdict.deciding if around else None
    together = around[number][1].concludes if number is not None else ()
    builds_on = {*together, *measure.after, *finding.criterion.after}
    for other in findings:
        if other.criterion.id in builds_on and other.outcome is Outcome.NOT_APPLICABLE:
            return declared(other)._replace(measure=measure.id)
    stated = (after.place(path) for path in verdict.support)
    return Barrier(Obstacle.FACTS, measure=measure.id, place=next(iter(stated), None))
