"""The whole assessment of one profile, composed from its parts."""

from __future__ import annotations

from types import MappingProxyType

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.numbers import numbers_of
from lmmm_report.assess.plan.beginning import upkeep_of, with_upkeep
from lmmm_report.assess.plan.progress import progress_of
from lmmm_report.assess.plan.way import way_of
from lmmm_report.assess.result.basis import certainty_of
from lmmm_report.assess.result.claims import ground_of, remarks_of, spoken_of, weighed
from lmmm_report.assess.result.coordinates import (
    judge,
    position_of,
    positions_of,
    possible_cells,
    stages_and_coordinates,
)
from lmmm_report.assess.result.findings import find, find_contradictions
from lmmm_report.assess.result.questions import open_questions
from lmmm_report.assess.sensitivity import sensitivity_of
from lmmm_report.domain.assessment import AreaResult, Assessment, AxisResult, Finding, Outcome
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import Profile


def assess(profile: Profile, model: Model) -> Assessment:
    """Assess ``profile`` by ``model``. Pure: the same two always give the same result."""
    findings = find(profile, model)
    axes = judge(findings, model)
    cell = (axes[0].proven, axes[1].proven)
    (undeclared_x, _, _), (undeclared_y, _, _) = stages_and_coordinates(
        model, {f.criterion.id: f.observed for f in findings}
    )
    fitting, gap, plan = way_of(profile, findings, axes, model)
    sensitivity = sensitivity_of(
        profile, findings, axes, gap, model=model, measures=[*(p.measure for p in plan.measures), *fitting.admitted]
    )
    positions = positions_of(possible_cells(axes))
    remarks = {one.id: ask(one.condition, profile.facts, model.limits).value for one in model.remarks}
    facts = {name: ask(condition, profile.facts, model.limits).value for name, condition in model.facts.items()}
    certainty = certainty_of(findings, profile)
    ground = ground_of(
        findings,
        axes,
        [position.side for position in positions],
        remarks=remarks,
        facts=facts,
        problems=(hurt.about for hurt in profile.hurts),
        target_reached=gap.stated and gap.target == cell,
        told=set(certainty.by_basis) == {"told"},
    )
    gap = gap._replace(
        steps=tuple(step._replace(cautions=weighed(step.cautions, ground, fitting.said)) for step in gap.steps),
        cautions=weighed(gap.cautions, ground, fitting.said),
    )
    return Assessment(
        profile=profile,
        model=model,
        findings=findings,
        axes=axes,
        cell=model.cells[cell],
        highest=model.cells[axes[0].possible, axes[1].possible],
        undeclared=model.cells[undeclared_x, undeclared_y],
        position=position_of(cell),
        positions=positions,
        gap=gap,
        fitting=fitting,
        plan=with_upkeep(plan, upkeep_of(profile, findings, axes)),
        progress=progress_of(profile, findings, fitting),
        sensitivity=sensitivity,
        certainty=certainty,
        contradictions=find_contradictions(profile, model),
        questions=open_questions(findings, model),
        areas=_areas(findings, model),
        remarks=remarks_of(model, ground),
        told=MappingProxyType(facts),
        spoken=spoken_of(model, ground),
        numbers=numbers_of(profile.figures),
        bridge=_bridge(findings, axes, model),
    )


def _bridge(findings: tuple[Finding, ...], axes: tuple[AxisResult, AxisResult], model: Model) -> tuple[Finding, ...]:
    """Shown from the stage before the first that one of its criteria belongs to: there it is what comes next."""
    if model.bridge is None:
        return ()
    by_id = {finding.criterion.id: finding for finding in findings}
    parts = tuple(by_id[criterion_id] for criterion_id in model.bridge.criteria)
    possible = {axis.axis.id: axis.possible for axis in axes}
    in_reach = any(possible[part.criterion.axis] + 1 >= part.criterion.stage for part in parts)
    return parts if in_reach else ()


def _areas(findings: tuple[Finding, ...], model: Model) -> tuple[AreaResult, ...]:
    areas = []
    for area in model.areas:
        own = tuple(f for f in findings if f.criterion.area == area and f.criterion.kind is not Kind.SIGN)
        asked = [f for f in own if f.outcome is not Outcome.NOT_APPLICABLE]
        known = sum(1 for f in asked if f.outcome is not Outcome.UNKNOWN)
        areas.append(AreaResult(area=area, findings=own, known=known, total=len(asked)))
    return tuple(areas)
