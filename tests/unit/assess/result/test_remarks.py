"""Remarks of the model on what is agreed and not used."""

from __future__ import annotations

from datetime import date

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.load.profile.profile import load_fragment
from tests.built_in import MODEL

AGREED = "terminology: {{terms: [{{id: lead, definition: exists, agreed_by: [marketing, sales], used_in: {used}}}]}}"


@pytest.mark.parametrize(
    ("used", "remarked"),
    [
        ("none", True),
        ("[{where: List, every: monthly, last_on: 2025-10}]", True),
        ("[{where: List, every: monthly}]", False),
        ("[{where: List}]", False),
    ],
)
def test_agreed_terms_that_nobody_uses_are_a_remark_and_no_step_back(used: str, remarked: bool) -> None:
    assessment = assess(load_fragment(AGREED.format(used=used), "told", on=date(2026, 10, 15)), MODEL)
    assert ("unused_terms" in [remark.id for remark in assessment.remarks]) is remarked
    assert assessment.by_id["X2-TER-1"].outcome.value == "met"
