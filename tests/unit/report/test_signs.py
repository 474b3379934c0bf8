"""A sign that was not observed is told so that nobody reads it as a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.making.loading import model_at
from lmmm_report.report.views.findings import FindingPrinter
from tests.built_in import WORDINGS, assessment_of

MODEL = model_at(None)
PROFILE = Path(__file__).parents[3] / "configs" / "brackwell-instruments.yaml"


@pytest.mark.parametrize(("language", "beginning"), [("de", "Trifft nicht zu: "), ("en", "Not the case: ")])
def test_an_unobserved_sign_has_its_own_name_and_then_what_is_so_instead(language: str, beginning: str) -> None:
    w = WORDINGS[language]
    assessment = assessment_of(PROFILE)
    printer = FindingPrinter(assessment.profile, MODEL, w)
    found = dict.fromkeys((Outcome.MET, Outcome.NOT_MET), 0)
    for finding in assessment.findings:
        criterion, view = finding.criterion, printer.finding(finding)
        absent = criterion.kind is Kind.SIGN and finding.outcome is Outcome.NOT_MET
        assert (view.title == beginning + w.of(criterion.short)) is absent
        assert view.instead == (w.of(criterion.not_met) if absent else "")
        if criterion.kind is Kind.SIGN:
            found[finding.outcome] += 1
    assert all(found.values()), "the profile shows both"
