"""The result document: one assessment as JSON in all languages of the model. Its schema is published beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from lmmm_report.domain.assessment import (
    AreaResult,
    Assessment,
    AxisResult,
    ContradictionFinding,
    Fact,
    Finding,
    Interval,
    Outcome,
    Question,
    Step,
)
from lmmm_report.domain.history import DECIMALS, EarlierPosition
from lmmm_report.domain.model import Kind, Model, Text
from lmmm_report.domain.plan import Fitting
from lmmm_report.domain.profile import Evidence, Profile
from lmmm_report.domain.sentence import PARTS
from lmmm_report.report.documents.numbers_json import numbers_document, said_documents
from lmmm_report.report.documents.plan_json import (
    cell_document,
    plan_document,
    progress_documents,
    sensitivity_document,
    total_document,
)
from lmmm_report.report.words.sentences import diagnosis_in, headline_in

RESULT_FORMAT = 1
"""Version of the result document; it grows when a reader of the old one would go wrong."""


def render_json(assessment: Assessment, *, program_version: str, earlier: Sequence[EarlierPosition] = ()) -> str:
    """The result document as text. The same assessment always gives the same text."""
    return document_text(result_document(assessment, program_version=program_version, earlier=earlier))


def document_text(document: Mapping[str, Any]) -> str:
    """A document as text."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def result_document(
    assessment: Assessment, *, program_version: str, earlier: Sequence[EarlierPosition] = ()
) -> dict[str, Any]:
    """The result document as plain data."""
    a, profile, model = assessment, assessment.profile, assessment.model
    return {
        "format": RESULT_FORMAT,
        "program": _program(program_version),
        "model": {
            "id": model.id,
            "version": model.version,
            "sha256": model.sha256,
            "name": _text(model.name),
            "extension": None
            if model.extension is None
            else {"id": model.extension.id, "version": model.extension.version, "name": _text(model.extension.name)},
        },
        **_subject(profile),
        "assessors": [{"name": p.name, "role": p.role or None} for p in profile.assessors],
        "result": {
            "firm": a.firm,
            "cell": cell_document(a.cell.stages, model),
            "highest": cell_document(a.highest.stages, model),
            "without_declarations": cell_document(a.undeclared.stages, model),
            "position": {"side": a.position.side.value, "distance": a.position.distance},
            "headline": {language: headline_in(language, a) for language in model.languages},
            "diagnosis": {language: diagnosis_in(language, a) for language in model.languages},
            "said": _all_said(a),
            "facts": dict(a.told),
            "certainty": {
                "gates": a.certainty.gates,
                "answered": a.certainty.answered,
                "by_basis": dict(a.certainty.by_basis),
                "heard": len(a.certainty.heard),
                "assumed": len(a.certainty.assumed),
                "one_voice": a.certainty.voice is not None,
            },
            "remarks": [{"id": remark.id, "text": _text(remark.text)} for remark in a.remarks],
        },
        "assumptions": len(profile.assumptions),
        "axes": [_axis(axis) for axis in a.axes],
        "earlier": earlier_documents(earlier, model),
        "target": {
            "cell": cell_document(a.gap.target, model),
            "stated": a.gap.stated,
            "reason": a.gap.aim.value,
            "attainable": cell_document(a.gap.attainable, model),
            "by": profile.target.by.isoformat() if profile.target.by else None,
        },
        "path": [_step(step, model) for step in a.gap.steps],
        "plan": plan_document(a),
        "progress": progress_documents(a),
        "sensitivity": sensitivity_document(a.sensitivity, model),
        "findings": [_finding(finding, a.fitting) for finding in a.findings],
        "contradictions": [_contradiction(clash, a.fitting) for clash in a.contradictions],
        "numbers": None if a.numbers is None else numbers_document(a.numbers, profile),
        "bridge": [finding.criterion.id for finding in a.bridge],
        **said_documents(profile),
        "questions": [_question(question) for question in a.questions],
        "areas": [_area(area, model) for area in a.areas],
    }


def earlier_documents(earlier: Sequence[EarlierPosition], model: Model) -> list[dict[str, Any]]:
    """Earlier positions as plain data."""
    return [_earlier(one, model) for one in earlier]


def summary_document(
    assessment: Assessment, *, program_version: str, made: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The result without its texts and facts, small enough to be carried by a page: what was read, what came out.

    ``made``: with which options the page was made.
    """
    a, model = assessment, assessment.model
    extension = model.extension
    return {
        "format": RESULT_FORMAT,
        "program": _program(program_version),
        "model": {
            "id": model.id,
            "version": model.version,
            "sha256": model.sha256,
            "extension": None if extension is None else {"id": extension.id, "version": extension.version},
        },
        **_subject(a.profile),
        "result": {
            "firm": a.firm,
            "cell": cell_document(a.cell.stages, model),
            "highest": cell_document(a.highest.stages, model),
        },
        "coordinates": {axis.axis.id: _interval(axis.coordinate) for axis in a.axes},
        "outcomes": {finding.criterion.id: finding.outcome.value for finding in a.findings},
        "target": cell_document(a.gap.target, model),
        "plan": {
            "measures": [planned.measure.id for planned in a.plan.measures],
            "effort": total_document(a.plan.effort),
            "reached": a.plan.reached,
        },
        "made": made,
    }


def _program(version: str) -> dict[str, Any]:
    return {"name": "lmmm-report", "version": version}


def _subject(profile: Profile) -> dict[str, Any]:
    """Whom the result is about, and when; from which file it was made."""
    return {
        "profile": {"file": profile.file.replace("\\", "/").rsplit("/", 1)[-1], "sha256": profile.sha256},
        "company": {"name": profile.company.name, "unit": profile.company.unit or None},
        "date": profile.date.isoformat(),
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {"low": _number(interval.low), "high": _number(interval.high)}


def _all_said(a: Assessment) -> dict[str, Any]:
    """Every sentence of the model that is said of the company, by its place, with what it claims.

    Of a measure the reason is said; it claims that something is missing, or not known, that the measure brings about.
    """
    return {
        **{part: [_said(one.sentence.id, one.claims) for one in getattr(a.spoken, part)] for part in PARTS},
        "remarks": [_said(remark.id, [claim.text for claim in remark.claims]) for remark in a.remarks],
        "cautions": [
            _said(f"{caution.axis}.{caution.stage}", [claim.text for claim in reason.claims])
            for caution in (*(caution for step in a.gap.steps for caution in step.cautions), *a.gap.cautions)
            for reason in caution.reasons
            if reason.holds
        ],
        "measures": [
            _said(one.measure.id, [" or ".join(f"not {c} or open {c}" for c in one.measure.satisfies)])
            for one in a.plan.measures
        ],
    }


def _said(sentence_id: str, claims: Iterable[str]) -> dict[str, Any]:
    return {"id": sentence_id, "claims": list(claims)}


def _text(text: Text) -> dict[str, str]:
    return dict(text)


def _number(value: Fraction) -> float:
    return round(float(value), DECIMALS)


def _earlier(one: EarlierPosition, model: Model) -> dict[str, Any]:
    return {
        "date": one.date.isoformat(),
        "cell": cell_document(one.cell, model),
        "coordinates": {
            axis.id: _interval(interval) for axis, interval in zip(model.axes, one.coordinates, strict=True)
        },
        "model_version": one.model_version,
        "gates": None if one.gates is None else {gate: outcome.value for gate, outcome in one.gates},
    }


def _axis(result: AxisResult) -> dict[str, Any]:
    return {
        "id": result.axis.id,
        "name": _text(result.axis.name),
        "proven": result.proven,
        "possible": result.possible,
        "coordinate": _interval(result.coordinate),
        "stages": [
            {
                "number": stage.stage.number,
                "id": stage.stage.id,
                "name": _text(stage.stage.name),
                "reached": stage.reached,
                "gates": {outcome.value: stage.number_of(outcome) for outcome in Outcome},
            }
            for stage in result.stages
        ],
        "held_back": None
        if result.held_back is None
        else {
            "stage": result.held_back.stage.number,
            "missing": [finding.criterion.id for finding in result.held_back.missing],
        },
    }


def _step(step: Step, model: Model) -> dict[str, Any]:
    return {
        "number": step.number,
        "axis": step.axis.id,
        "stage": step.stage.number,
        "cell": cell_document(step.cell, model),
        "open": [finding.criterion.id for finding in step.open],
    }


def _finding(finding: Finding, fitting: Fitting) -> dict[str, Any]:
    criterion = finding.criterion
    declaration = finding.declaration
    title = {Outcome.MET: criterion.met, Outcome.NOT_MET: criterion.not_met}.get(finding.outcome, finding.ask)
    return {
        "criterion": criterion.id,
        "axis": criterion.axis,
        "stage": criterion.stage,
        "kind": criterion.kind.value,
        "area": criterion.area,
        "outcome": finding.outcome.value,
        "observed": finding.observed.value,
        "short": _text(criterion.short),
        "title": _text(title),
        "remedy": _text(fitting.said(criterion.remedy)),
        "owners": list(criterion.owners),
        "effort": criterion.effort or None,
        "sources": list(criterion.sources),
        "facts": [_fact(fact) for fact in finding.facts],
        "missing": [_fact(fact) for fact in finding.missing],
        "derivation": None
        if finding.derivation is None or finding.case is None
        else {
            "id": finding.derivation.id,
            "kind": finding.derivation.kind.value,
            "name": _text(finding.derivation.name or finding.derivation.title),
            "title": _text(finding.derivation.title),
            "because": _text(finding.case.because),
            "lines": sorted({fact.place.line for fact in finding.facts}),
        },
        "basis": finding.basis or None,
        "hearsay": None
        if finding.hearsay is None
        else {"outcome": finding.hearsay.outcome.value, "basis": finding.hearsay.basis},
        "declaration": None
        if declaration is None
        else {
            "state": declaration.state,
            "reason": declaration.reason,
            "by": declaration.by,
            "date": declaration.date.isoformat(),
            "line": declaration.place.line,
        },
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "path": fact.path,
        "line": fact.place.line,
        "column": fact.place.column,
        "stated": fact.stated,
        "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
        "entries": fact.entries,
        "age_days": fact.age_days,
        "evidence": [_evidence(evidence) for evidence in fact.evidence],
    }


def _evidence(evidence: Evidence) -> Mapping[str, Any]:
    return {
        "link": evidence.link or None,
        "note": evidence.note or None,
        "date": evidence.date.isoformat() if evidence.date else None,
        "confidence": evidence.confidence or None,
    }


def _contradiction(clash: ContradictionFinding, fitting: Fitting) -> dict[str, Any]:
    contradiction = clash.contradiction
    return {
        "id": contradiction.id,
        "title": _text(contradiction.title),
        "meaning": _text(contradiction.meaning),
        "remedy": _text(fitting.said(contradiction.remedy)),
        "criteria": list(contradiction.criteria),
        "facts": [_fact(fact) for fact in clash.facts],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "facts": [{"path": fact.path, "line": fact.place.line} for fact in question.facts],
        "criteria": [finding.criterion.id for finding in question.findings],
        "narrowing": _number(question.narrowing),
        "cells": _number(question.cells),
    }


def _area(area: AreaResult, model: Model) -> dict[str, Any]:
    advice = [f for f in area.findings if f.criterion.kind is Kind.ADVICE]
    return {
        "id": area.area,
        "name": _text(model.areas[area.area]),
        "known": area.known,
        "total": area.total,
        "advice": {"met": area.advice(Outcome.MET), "total": len(advice)},
    }
