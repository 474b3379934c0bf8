"""With what a plan begins: what to find out, what to keep alive, and the first measure that is right anyhow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lmmm_report.assess.result.findings import FactReader
from lmmm_report.assess.result.fitting import whom_of
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome
from lmmm_report.domain.facts import GROUP, LIST, Between
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.plan import First, FirstKind, Fitting, Plan, PlanQuestion, Upkeep
from lmmm_report.domain.profile import ENDLESS, FactValue, Path, Profile, value_at

SOON = 31
"""Days ahead from which on an occasion is to be kept in mind."""
SELDOM = 180
"""Days between two occasions from which on one is easily missed; what comes round more often is a habit."""


def questions_of(
    profile: Profile,
    findings: Sequence[Finding],
    axes: tuple[AxisResult, AxisResult],
    gap: Gap,
    *,
    plan: Plan,
    model: Model,
    fitting: Fitting,
) -> tuple[PlanQuestion, ...]:
    """What is unknown on the way: first what can lift the cell or open the way, then by step; else the next stage.

    Criteria that measures need before and of which nobody knows whether they are met come last.
    """
    step_of = {f.criterion.id: step.number for step in gap.steps for f in step.open if f.outcome is Outcome.UNKNOWN}
    opening = asked_on_the_way(axes, gap, fitting)
    hanging = [*opening]
    hanging += [c for planned in (*plan.measures, *plan.relief) for c in planned.if_no if c not in step_of]
    if not gap.steps:
        following = [result.stages[result.proven] for result in axes if result.proven < len(result.stages)]
        hanging += [f.criterion.id for stage in following for f in stage.gates if f.outcome is Outcome.UNKNOWN]
    lifting = {
        f.criterion.id
        for result in axes
        for stage in result.stages[result.proven : result.possible]
        for f in stage.gates
    }
    number = {f.criterion.id: place for place, f in enumerate(findings)}
    asked = [
        PlanQuestion(
            criterion=criterion_id,
            whom=whom_of(model.criterion(criterion_id).owners, profile, model),
            step=step_of.get(criterion_id, 0),
            lifts=criterion_id in lifting,
            saves=tuple(p.measure.id for p in (*plan.measures, *plan.relief) if p.if_no == (criterion_id,)),
            opens=criterion_id in opening,
        )
        for criterion_id in dict.fromkeys([*step_of, *hanging])
    ]
    last = len(gap.steps) + 1
    return tuple(sorted(asked, key=lambda q: (not q.lifts, not q.opens, q.step or last, number[q.criterion])))


def asked_on_the_way(
    axes: Sequence[AxisResult], gap: Gap, fitting: Fitting, *, all_gates: bool = False
) -> tuple[str, ...]:
    """The unknown gates on which hangs whether the way leads on beyond what can be had for certain.

    ``all_gates``: instead the other open gates of those stages that measures can meet whatever the answers are.
    """
    found: list[str] = []
    for result, here, wanted in zip(axes, gap.attainable, gap.target, strict=True):
        for stage in result.stages[here : min(here + 1, wanted)]:
            gates = [f.criterion.id for f in stage.gates if f.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)]
            if fitting.may_open(gates):
                found += [c for c in gates if (c not in fitting.shut if all_gates else c in fitting.asked)]
    return tuple(found)


def first_of(plan: Plan) -> First:
    """With what the plan begins, and the first measure that is needed whatever the answers are."""
    sure = next((p.measure.id for p in (*plan.measures, *plan.relief) if not p.if_no), "")
    if any(question.lifts or question.opens for question in plan.questions):
        return First(FirstKind.QUESTION, sure)
    if plan.upkeep:
        return First(FirstKind.UPKEEP, sure)
    if sure:
        return First(FirstKind.MEASURE, sure)
    return First(FirstKind.QUESTION if plan.questions else FirstKind.NOTHING)


def with_upkeep(plan: Plan, upkeep: tuple[Upkeep, ...]) -> Plan:
    """The plan with the occasions that are due."""
    plan = plan._replace(upkeep=upkeep)
    return plan._replace(first=first_of(plan))


def upkeep_of(profile: Profile, findings: Sequence[Finding], axes: tuple[AxisResult, AxisResult]) -> tuple[Upkeep, ...]:
    """The occasions with a rhythm that gates up to the proven stages rest on and that are due by now or soon."""
    proven = {result.axis.id: result.proven for result in axes}
    held = [
        f
        for f in findings
        if f.criterion.kind is Kind.GATE and f.outcome is Outcome.MET and f.criterion.stage <= proven[f.criterion.axis]
    ]
    reader = FactReader(profile)
    found = []
    for path, days in _seldom(profile.facts, ()):
        label = reader.label(path)
        resting = tuple(f.criterion.id for f in held if any(fact.path == label for fact in f.facts))
        age = value_at(profile.facts, (*path[:-1], f"{path[-1]}_age"))
        age = age.low if isinstance(age, Between) else age
        if resting and isinstance(age, int) and age >= days - SOON:
            due = profile.date + timedelta(days=days - age)
            found.append(Upkeep(label, profile.place(path), resting, due, _planned(profile, path[:-1])))
    return tuple(found)


def _seldom(facts: FactValue, path: Path) -> Iterator[tuple[Path, int]]:
    """The times of what happens seldom, each with its rhythm in days."""
    if isinstance(facts, GROUP):
        rhythms = [days for name, days in facts.items() if name.endswith("_days") and isinstance(days, int)]
        for name, value in facts.items():
            if f"{name}_recent" in facts and rhythms and SELDOM <= rhythms[0] < ENDLESS:
                yield (*path, name), rhythms[0]
            yield from _seldom(value, (*path, name))
    elif isinstance(facts, LIST) and not isinstance(facts, str):
        for index, entry in enumerate(facts):
            yield from _seldom(entry, (*path, index))


def _planned(profile: Profile, around: Path) -> date | None:
    """The day for which the next time is planned."""
    text = value_at(profile.facts, (*around, "next_on"))
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
