"""The plan, its progress and its robustness as plain data for the result document and the ``plan`` command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.comparison import FactChange
from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import Effort, Measure, Total
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import Barrier, Deadline, Limited, PlannedMeasure, ProgressFinding, Schedule
from lmmm_report.domain.sensitivity import Sensitivity


def plan_document(assessment: Assessment) -> dict[str, Any]:
    """The plan. Efforts are person-days of all who take part."""
    plan, model = assessment.plan, assessment.model
    return {
        **ahead_document(assessment),
        "size": {"id": plan.size.id, "stated": plan.size_stated},
        "effort": total_document(plan.effort),
        "dearer_at_most": plan.dearer,
        "effort_if_confirmed": total_document(plan.effort_if_confirmed),
        "cell": cell_document(plan.cell, model),
        "reached": plan.reached,
        "steps": [
            {
                "number": step.number,
                "effort": total_document(step.effort),
                "cell": cell_document(step.cell, model),
                "open": list(step.open),
                "coordinates": [round(float(c), 4) for c in step.coordinates],
                "measures": [_planned(measure) for measure in step.measures],
            }
            for step in plan.steps
        ],
        "relief": [_planned(measure) for measure in plan.relief],
        "relief_effort": total_document(plan.relief_effort),
        "loads": [
            {"owner": load.owner or None, "measures": load.measures, "effort": total_document(load.effort)}
            for load in plan.loads
        ],
        "schedule": None if plan.schedule is None else _schedule(plan.schedule),
        "limited": None if plan.limited is None else _limited(plan.limited, model),
    }


def ahead_document(assessment: Assessment) -> dict[str, Any]:
    """What stands around the plan: its target, what to find out first, what is due, what stands in the way."""
    gap, plan, model = assessment.gap, assessment.plan, assessment.model
    return {
        "target": {
            "cell": cell_document(gap.target, model),
            "reason": gap.aim.value,
            "attainable": cell_document(gap.attainable, model),
        },
        "first": {"kind": plan.first.kind.value, "measure": plan.first.measure or None},
        "questions": [
            {
                "criterion": question.criterion,
                "ask": dict(assessment.by_id[question.criterion].ask),
                "missing": [fact.path for fact in assessment.by_id[question.criterion].missing],
                "whom": list(question.whom),
                "step": question.step or None,
                "lifts": question.lifts,
                "saves": list(question.saves),
                "opens": question.opens,
            }
            for question in plan.questions
        ],
        "barriers": [_barrier(barrier) for barrier in gap.barriers],
        "upkeep": [
            {
                "path": one.path,
                "line": one.place.line,
                "criteria": list(one.criteria),
                "due": one.due.isoformat(),
                "next_on": one.next_on.isoformat() if one.next_on else None,
            }
            for one in plan.upkeep
        ],
        "reasons_against": [
            {"axis": c.axis, "stage": c.stage, "text": dict(c.text), "reasons": [dict(one.text) for one in c.reasons]}
            for c in gap.cautions
        ],
        "outlook": None
        if plan.outlook is None
        else {
            "cell": cell_document(plan.outlook.cell, model),
            "measures": plan.outlook.measures,
            "effort": total_document(plan.outlook.effort),
            "barriers": [_barrier(barrier) for barrier in plan.outlook.barriers],
        },
    }


def _barrier(barrier: Barrier) -> dict[str, Any]:
    return {
        "obstacle": barrier.obstacle.value,
        "measure": barrier.measure or None,
        "subject": (barrier.decision.subject or None) if barrier.decision else None,
        "criterion": barrier.declaration.criterion if barrier.declaration else None,
        "line": barrier.place.line if barrier.place else None,
        "gates": list(barrier.gates),
    }


def measure_document(measure: Measure) -> dict[str, Any]:
    """One measure of the model, without its effects."""
    return {
        "id": measure.id,
        "title": dict(measure.title),
        "what": dict(measure.what),
        "why": dict(measure.why),
        "first_step": dict(measure.first_step),
        "done_when": dict(measure.done_when),
        "bridge": dict(measure.bridge) or None,
        "also": [{"kind": also.kind, "text": dict(also.text)} for also in measure.also],
        "owner": measure.owner,
        "helpers": list(measure.helpers),
        "effort": {size: effort_document(effort) for size, effort in measure.efforts.items()},
        "weeks": measure.weeks,
        "after": list(measure.after),
        "satisfies": list(measure.satisfies),
    }


def progress_documents(assessment: Assessment) -> list[dict[str, Any]]:
    """What the profile notes of its measures, held against the facts."""
    return [_progress(note) for note in assessment.progress]


def sensitivity_document(sensitivity: Sensitivity, model: Model) -> dict[str, Any]:
    """Fragile facts and gates that are one fact away."""
    return {
        "fragile": [
            {
                "path": fact.path,
                "line": fact.place.line,
                "evidence": bool(fact.evidence),
                "cell": cell_document(fact.cell, model),
                "lost": fact.lost,
                "criteria": list(fact.criteria),
            }
            for fact in sensitivity.fragile
        ],
        "near": [
            {"criterion": near.criterion, "change": change_document(near.change), "line": near.place.line}
            for near in sensitivity.near
        ],
    }


def effort_document(effort: Effort) -> dict[str, int]:
    """Three numbers of person-days, and what is to be expected by them."""
    return {"low": effort.low, "likely": effort.likely, "expected": effort.expected, "high": effort.high}


def total_document(total: Total) -> dict[str, int]:
    """The person-days of several measures together."""
    return {"low": total.low, "likely": total.likely, "expected": total.expected, "high": total.high}


def cell_document(stages: tuple[int, int], model: Model) -> dict[str, Any]:
    """A cell by axis: number and id of the stage."""
    return {axis.id: {"stage": n, "id": axis.stage(n).id} for axis, n in zip(model.axes, stages, strict=True)}


def laid_over_document(change: FactChange) -> Mapping[str, Any]:
    """One statement of a file that is laid over the profile, as `change_document` has those of measures."""
    assert change.after is not None
    return {
        "path": change.path,
        "value": change.after.value,
        "before": change.before and change.before.value,
        "assumed": False,
        "measure": None,
        "file": change.after.file,
        "line": change.after.line,
    }


def change_document(change: Change) -> Mapping[str, Any]:
    """One changed fact."""
    return {
        "path": change.label,
        "value": _plain(change.value),
        "before": _plain(change.before),
        "assumed": change.assumed,
        "measure": change.measure,
    }


def _planned(planned: PlannedMeasure) -> dict[str, Any]:
    slot = planned.slot
    return {
        "number": planned.number,
        **{
            key: value
            for key, value in measure_document(planned.measure).items()
            if key not in ("effort", "satisfies", "weeks")
        },
        "owner": planned.owner or None,
        "helpers": list(planned.helpers),
        "variant": planned.measure.variant or None,
        "if_no": list(planned.if_no),
        "eases": [
            {"problem": e.hurt.text, "about": e.hurt.about, "why": dict(e.why), "by": e.by} for e in planned.eases
        ],
        "meets": list(planned.meets),
        "made": [{"role": role, "by": number} for role, number in planned.made],
        "occasion": None if planned.occasion is None else dict(planned.occasion),
        "decided": None if planned.decided is None else planned.decided.subject or None,
        "beyond_size": planned.beyond_size,
        "effort": effort_document(planned.effort),
        "closes": list(planned.closes),
        "prepares": list(planned.prepares),
        "quick_win": planned.quick_win,
        "changes": [change_document(change) for change in planned.changes],
        "slot": None
        if slot is None
        else {
            "first_day": slot.first_day.isoformat(),
            "last_day": slot.last_day.isoformat(),
            "weeks": slot.weeks,
            "slack_weeks": slot.slack,
            "critical": slot.critical,
            "late_last_day": slot.late_last_day.isoformat(),
            "begun": slot.begun,
            "days_done": round(float(slot.done), 2),
        },
    }


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return {
        "start": schedule.start.isoformat(),
        "end": schedule.end.isoformat(),
        "early_end": schedule.early_end.isoformat(),
        "late_end": schedule.late_end.isoformat(),
        "weeks": schedule.weeks,
        "days_done": round(float(schedule.done), 2),
        "deadline": schedule.deadline and _deadline(schedule.deadline),
        "capacity": schedule.capacity if isinstance(schedule.capacity, int) else float(schedule.capacity),
        "critical_path": list(schedule.chain),
        "quarters": [
            {"year": q.year, "quarter": q.quarter, "days": round(float(q.days), 2), "ends": list(q.ends)}
            for q in schedule.quarters
        ],
    }


def _limited(limited: Limited, model: Model) -> dict[str, Any]:
    limit = limited.limit
    return {
        "limit": {"days": limit.days, "until": None if limit.until is None else limit.until.isoformat()},
        "days": limited.days,
        "cell": cell_document(limited.cell, model),
        "next": {"open": list(limited.following), "met": list(limited.met)},
        "open": list(limited.open),
        "left_out": [
            {"id": planned.measure.id, "effort": effort_document(planned.effort), "closes": list(planned.closes)}
            for planned in limited.left_out
        ],
        "exact": limited.exact,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "by": deadline.by.isoformat(),
        "line": deadline.place.line,
        "outcome": deadline.outcome.value,
        "weeks_late": deadline.weeks,
        "weeks_late_at_worst": deadline.weeks_at_worst,
    }


def _progress(note: ProgressFinding) -> dict[str, Any]:
    progress = note.progress
    return {
        "measure": progress.measure,
        "state": progress.state.value,
        "date": progress.date.isoformat(),
        "note": progress.note or None,
        "line": progress.place.line,
        "agrees": note.agrees,
        "met": list(note.met),
        "open": list(note.open),
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
