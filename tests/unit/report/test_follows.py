"""What a report says of a verdict that a derivation has reached: from which lines, and why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.documents.manual import explained, known_ids, render_manual
from lmmm_report.report.views.findings import FactView, FindingPrinter
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.views.working import working_of
from tests.built_in import WORDINGS

MODEL = model_at(None)
TOLD = """format: 2
company: {name: Example}
assessment: {date: 2026-10-15}
departments:
  marketing: {reports_to: general_management}
  sales: {reports_to: owner}
  executives: [{id: owner}]
  lead_unit: none
"""
ASSESSMENT = assess(load_profile_text(TOLD.encode(), "told.yaml"), MODEL)


@pytest.mark.parametrize(
    ("language", "criterion_id", "beginning", "end"),
    [
        ("en", "X4-DEP-1", "Follows from lines 5 and 6, “Two reporting lines”: Lines that do not meet", "executive."),
        ("de", "X4-DEP-1", "Folgt aus den Zeilen 5 und 6, „Zwei Berichtslinien“: Wo sich die Wege", "Führung."),
        ("en", "Y4-ROL-1", "Follows from line 8, “No lead department”: ", "asked."),
        ("de", "Y4-ROL-1", "Folgt aus Zeile 8, „Keine Lead-Abteilung“: ", "werden."),
    ],
)
def test_a_finding_says_what_it_follows_from(language: str, criterion_id: str, beginning: str, end: str) -> None:
    view = FindingPrinter(ASSESSMENT.profile, MODEL, WORDINGS[language]).finding(ASSESSMENT.by_id[criterion_id])
    assert view.follows.startswith(beginning)
    assert view.follows.endswith(end)
    assert not re.search(r"\bD[0-9]+\b", view.follows)


@pytest.mark.parametrize(
    ("language", "there", "none"), [("en", "there", "there is none"), ("de", "vorhanden", "gibt es nicht")]
)
def test_a_group_is_none_or_there_and_its_fields_are_not_counted(language: str, there: str, none: str) -> None:
    def read(told: str) -> FactView:
        assessment = assess(load_profile_text(told.encode(), "told.yaml"), MODEL)
        facts = {
            f.path: FindingPrinter(assessment.profile, MODEL, WORDINGS[language]).fact(f)
            for finding in assessment.findings
            for f in finding.facts
        }
        return facts["departments.lead_unit"]

    assert (read(TOLD).value, read(TOLD).line) == (none, 8)
    assert read(TOLD.replace("none", "{name: Leads, headcount: 3}")).value == there
    document = [f for finding in ASSESSMENT.findings for f in finding.facts if f.path == "departments.lead_unit"]
    assert {(f.value, f.entries) for f in document} == {("none", None)}


@pytest.mark.parametrize(("language", "none"), [("en", "there is none"), ("de", "gibt es nicht")])
def test_what_several_conditions_rest_on_alike_stands_once(language: str, none: str) -> None:
    w = WORDINGS[language]
    proofs = working_of(ASSESSMENT, w, plan_view_of(ASSESSMENT, w)).proofs
    stated = [p for p in proofs if f"{none} (8)" in p.rests]
    assert any(len(p.also) > 1 for p in stated)
    gates = [f.criterion.id for axis in ASSESSMENT.axes for stage in axis.stages for f in stage.gates]
    assert sorted([p.id for p in proofs] + [gate for p in proofs for gate, _ in p.also]) == sorted(gates)
    rests = [p.rests for p in proofs if p.rests]
    assert len(rests) == len(set(rests))


def test_what_is_decided_by_itself_follows_from_nothing() -> None:
    view = FindingPrinter(ASSESSMENT.profile, MODEL, WORDINGS["en"]).finding(ASSESSMENT.by_id["Y3-PRO-1"])
    assert view.follows == ""


def test_each_derivation_can_be_explained_and_stands_in_the_manual() -> None:
    wording = WORDINGS["de"]
    manual = render_manual(MODEL, wording)
    for derivation in MODEL.derivations:
        assert known_ids(MODEL, wording)[derivation.id] == derivation.title["de"]
        text = explained(derivation.id, MODEL, wording)
        assert text.startswith(f"# {derivation.id}: {derivation.title['de']}")
        assert derivation.because["de"] in text
        assert text.removeprefix("#").strip() in manual.replace("\n###", "\n##")
    assert "D6, D7" in explained("X2-PRO-1", MODEL, wording)


def test_a_note_that_clashes_with_the_facts_says_so_at_the_measure() -> None:
    path = Path(__file__).resolve().parents[3] / "configs" / "brackwell-instruments.yaml"
    assessment = assess(load_profile_text(path.read_bytes(), path.name), MODEL)
    clashing = {note.measure.id for note in assessment.progress if note.open and not note.agrees}
    assert clashing
    view = plan_view_of(assessment, WORDINGS["de"])
    states = {m.id: m.state for step in view.steps for m in step.measures}
    assert {m for m, state in states.items() if "nach den Angaben aber nicht erfüllt: „" in state} == clashing


def test_what_lies_beyond_the_target_comes_last() -> None:
    path = Path(__file__).resolve().parents[3] / "configs" / "brackwell-instruments.yaml"
    assessment = assess(load_profile_text(path.read_bytes(), path.name), MODEL)
    for ladder in working_of(assessment, WORDINGS["en"], plan_view_of(assessment, WORDINGS["en"])).ladders:
        beyond = [stage.beyond for stage in ladder.stages]
        assert True in beyond
        assert beyond == sorted(beyond)


def test_a_measure_stands_in_two_columns_about_as_long_as_each_other() -> None:
    path = Path(__file__).resolve().parents[3] / "configs" / "brackwell-instruments.yaml"
    assessment = assess(load_profile_text(path.read_bytes(), path.name), MODEL)
    w = WORDINGS["de"]
    plan = plan_view_of(assessment, w)
    listed = [m for step in plan.steps for m in step.measures] + list(plan.relief)
    measures = working_of(assessment, w, plan).measures
    assert [m.id for m in measures] == [m.id for m in listed]
    for shown, m in zip(measures, listed, strict=True):
        texts = [one.text for column in shown.columns for one in column]
        assert [t for t in texts if t in (m.what, m.why, m.first_step, m.done_when)] == [
            m.what,
            m.why,
            m.first_step,
            m.done_when,
        ]
        assert {*m.reasons, *filter(None, [m.bridge]), *(text for _, text in m.also)} <= set(texts)
        left, right = (sum(len(one.text) for one in column) for column in shown.columns)
        longest = max(map(len, texts))
        assert abs(left - right) <= longest + 64
