"""Whether a report and a profile still belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.model import Model
from lmmm_report.load.report_page import outcomes_of, read_result
from lmmm_report.making.loading import reader_at
from lmmm_report.messages import say


def differences(report: Path, profile: Path, model: Path | None) -> tuple[str, ...]:
    """What differs between ``report`` (HTML or JSON) and what ``profile`` and the model give today; empty if nothing.

    Raises `UserError` for what cannot be read.
    """
    result = read_result(report)
    reader = reader_at(model)
    return tuple(_differences(result, assess(reader.read(profile), reader.model)))


def _differences(result: Mapping[str, Any], assessment: Assessment) -> Iterator[str]:
    stated = result["profile"].get("sha256") if isinstance(result["profile"], dict) else None
    if stated != assessment.profile.sha256:
        yield say("making.profile_changed", stated=str(stated), now=assessment.profile.sha256)
    named, own = _named(result["model"]), (assessment.model.id, assessment.model.version, _extension(assessment.model))
    if named != own:
        yield say("making.model_changed", stated=_model(named), own=_model(own))
    outcomes = outcomes_of(result)
    for finding in assessment.findings:
        was = outcomes.get(finding.criterion.id, say("making.not_asked"))
        if was != finding.outcome.value:
            yield say("making.outcome_changed", criterion=finding.criterion.id, was=was, now=finding.outcome.value)
    for criterion_id in outcomes:
        if criterion_id not in assessment.by_id:
            yield say("making.criterion_gone", criterion=criterion_id)


Named = tuple[object, object, object]


def _named(model: object) -> Named:
    if not isinstance(model, dict):
        return None, None, None
    extension = model.get("extension")
    own = (extension.get("id"), extension.get("version")) if isinstance(extension, dict) else None
    return model.get("id"), model.get("version"), own


def _extension(model: Model) -> object:
    return (model.extension.id, model.extension.version) if model.extension else None


def _model(named: Named) -> str:
    name = f"{named[0]} {named[1]}"
    if isinstance(named[2], tuple):
        return say("making.extended_model", name=name, extension=f"{named[2][0]} {named[2][1]}")
    return name
