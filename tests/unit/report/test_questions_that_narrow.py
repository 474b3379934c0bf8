"""What is asked to narrow the result asks for what a stage rests on, and for nothing else; the guide says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.interview import interview_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.interview import Weight
from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.report.views.report import view_of
from tests.built_in import MODEL, WORDINGS, assessment_of

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "configs").glob("*.yaml"))[:6]

TALKED = b"""
format: 2
company: {name: Ellis Joinery, employees: 60}
assessment: {date: 2026-11-26}
departments: {lead_unit: none}
terminology: none
process: {rule_set: none, agreement: none, lead_process: none}
collaboration:
  formats:
    listed: [{purposes: [explain_fields], every: on_occasion, presented_by: {listed: [sales], more: true}}]
    more: true
"""
"""One side has explained its field; there may be other meetings, of which practice speaks, too."""


def asked(a: Assessment) -> list[str]:
    """What stands below the head that says that it narrows the result, in both languages."""
    views = [view_of(a, w, program_version="0") for w in WORDINGS.values()]
    return [criterion for view in views for question in view.deciding_questions for criterion, _ in question.asks]


def all_that_narrows_decides(a: Assessment) -> None:
    kinds = {criterion.id: criterion.kind for criterion in MODEL.criteria}
    for question in a.questions:
        assert len({finding.criterion.kind for finding in question.findings}) == 1
        assert not question.narrowing or question.findings[0].criterion.kind is Kind.GATE
    assert {kinds[one] for one in asked(a)} <= {Kind.GATE}
    practice = {q.finding.criterion.id for q in interview_of(a).questions if q.weight is Weight.DETAIL}
    assert not practice & set(asked(a))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_examples_ask_for_gates(file: Path) -> None:
    all_that_narrows_decides(assessment_of(file))


def test_facts_that_practice_waits_for_too_are_asked_for_what_a_stage_rests_on() -> None:
    a = assess(load_profile_text(TALKED, "ellis.yaml"), MODEL)
    all_that_narrows_decides(a)
    assert "X2-COL-1" in asked(a)
    # The same two places wait for the same condition: one question, not one that asks and another that points to it.
    assert [len(q.facts) for q in a.questions if [f.criterion.id for f in q.findings] == ["X2-COL-1"]] == [2]
    practice = [f.criterion.id for q in a.questions if not q.narrowing for f in q.findings]
    assert "X2-COL-2" in practice  # it is asked, as practice


def test_nobody_is_asked_how_a_unit_meets_that_there_is_not() -> None:
    a = assess(load_profile_text(TALKED, "ellis.yaml"), MODEL)
    of_the_unit = {"Y4-COL-1", "Y4-ROL-5"}
    assert not of_the_unit & {f.criterion.id for q in a.questions for f in q.findings}
    derived = {f.criterion.id: f.derivation for f in a.findings if f.criterion.id in of_the_unit}
    assert all(derived.values())
