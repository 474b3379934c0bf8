from __future__ import annotations

import pathlib
from collections.abc import Callable
from datetime import date

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import ProgressFinding
from lmmm_report.domain.profile import MeasureState
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_fragment, load_profile
from tests.builders import a_criterion_entry, a_model_folder

ROOT = pathlib.Path(__file__).resolve().parents[4]
ON = date(2026, 10, 15)
MET = "process: {rule_set: {document: R, dispute_path: D}}"
HALF = "process: {rule_set: {document: R, dispute_path: none}}"
NOT = "process: none"
UNKNOWN = "goals: none"

Assessed = Callable[..., Assessment]


@pytest.fixture
def assessed(tmp_path: pathlib.Path) -> Assessed:
    """The small model, its first measure with two criteria: a document and a path for disputes."""

    def result(text: str, *notes: str, more: str = "") -> Assessment:
        second = a_criterion_entry("T2-PEO-2", condition="process.rule_set.dispute_path != none")
        model = load_model(
            a_model_folder(
                tmp_path,
                criteria={"1.condition": "process.agreement.document != none", "2": second},
                measures={"0.satisfies": ["T2-PEO-1", "T2-PEO-2"]},
            )
        )
        written = "".join(f"  - {note}\n" for note in notes)
        measures = f"measures:\n{written}" if notes else ""
        return assess(load_fragment(f"{text}\n{measures}{more}", "profile.yaml", on=ON), model)

    return result


def note(measure: str, state: str, text: str = "none") -> str:
    return f"{{measure: {measure}, state: {state}, date: 2026-10-01, note: {text}}}"


def the_finding(result: Assessment) -> ProgressFinding:
    (finding,) = result.progress
    return finding


@pytest.mark.parametrize(
    ("state", "text", "agrees"),
    [
        ("done", MET, True),
        ("done", HALF, False),
        ("done", NOT, False),
        ("done", UNKNOWN, False),
        ("under_way", MET, False),
        ("under_way", HALF, True),
        ("under_way", NOT, True),
        ("planned", MET, False),
        ("planned", NOT, True),
        ("planned", UNKNOWN, True),
    ],
)
def test_a_note_agrees_where_facts_and_state_say_the_same(
    assessed: Assessed, state: str, text: str, agrees: bool
) -> None:
    finding = the_finding(assessed(text, note("M-1", state)))
    assert finding.agrees is agrees
    assert finding.progress.state is MeasureState(state)


def test_criteria_are_told_apart_by_what_the_facts_say(assessed: Assessed) -> None:
    finding = the_finding(assessed(HALF, note("M-1", "done", "Signed")))
    assert (finding.met, finding.open) == (("T2-PEO-1",), ("T2-PEO-2",))
    assert (finding.measure.id, finding.progress.note, finding.progress.date) == ("M-1", "Signed", date(2026, 10, 1))
    assert finding.progress.place.line == 3


def test_what_does_not_apply_is_settled(assessed: Assessed) -> None:
    declared = "{criterion: T2-PEO-2, state: not_applicable, reason: R, by: B, date: 2026-10-01}"
    result = assessed(HALF, note("M-1", "done"), more=f"declarations: [{declared}]\n")
    assert (the_finding(result).met, the_finding(result).open) == (("T2-PEO-1", "T2-PEO-2"), ())
    assert the_finding(result).agrees


def test_what_is_waived_is_still_open(assessed: Assessed) -> None:
    declared = "{criterion: T2-PEO-2, state: waived, reason: R, by: B, date: 2026-10-01}"
    result = assessed(HALF, note("M-1", "done"), more=f"declarations: [{declared}]\n")
    assert the_finding(result).open == ("T2-PEO-2",)


def test_notes_come_in_the_order_of_the_profile(assessed: Assessed) -> None:
    result = assessed(NOT, note("M-3", "planned"), note("M-1", "done"), note("M-2", "under_way"))
    assert [finding.measure.id for finding in result.progress] == ["M-3", "M-1", "M-2"]


def test_a_measure_that_the_model_does_not_have_is_passed_over(assessed: Assessed) -> None:
    result = assessed(NOT, note("M-OTHER", "done"), note("M-1", "planned"))
    assert [finding.measure.id for finding in result.progress] == ["M-1"]


def test_without_notes_there_is_no_progress(assessed: Assessed) -> None:
    assert assessed(MET).progress == ()


def test_a_note_closes_no_gate_and_shortens_no_plan(assessed: Assessed) -> None:
    without, noted = assessed(NOT), assessed(NOT, note("M-1", "done"), note("M-2", "done"))
    assert noted.cell == without.cell
    assert [p.measure.id for p in noted.plan.measures] == [p.measure.id for p in without.plan.measures]
    assert noted.plan.effort == without.plan.effort


@pytest.mark.parametrize(("measure", "met"), [("M-WORDS", True), ("M-COMMON-GOAL", False)])
def test_a_note_about_a_measure_of_the_built_in_model(tmp_path: pathlib.Path, measure: str, met: bool) -> None:
    """23-all-but-a-common-goal has agreed words, and no common goal."""
    (path,) = (ROOT / "tests/cases/accept").glob("23-*/profile.yaml")
    copy = tmp_path / "profile.yaml"
    copy.write_text(path.read_text(encoding="utf-8") + f"\nmeasures: [{note(measure, 'done')}]\n", encoding="utf-8")
    finding = the_finding(assess(load_profile(copy), load_model()))
    assert finding.agrees is met
    assert bool(finding.met) is met
