"""What follows from other statements is asked nowhere: not in an interview, not among the questions, not in a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.assess.interview import interview_of
from lmmm_report.domain.assessment import Outcome
from lmmm_report.making.interviewing import Interviewing
from tests.built_in import assessment_of
from tests.unit.making.test_interviews_held import FOLDER, NAMES, interviewing

PROFILES = [*sorted(FOLDER.glob("*.yaml")), *sorted((FOLDER / "own").glob("*.yaml"))]
PROFILES = [path for path in PROFILES if path.stem != "expected"]


def asked_in_vain(name: str) -> list[str]:
    """The questions of an interview whose gates follow from what was told before; answered as the notes say."""
    notes: dict[str, Any] = yaml.safe_load((FOLDER / "answers" / f"{name}.yaml").read_text(encoding="utf-8"))
    held, put, found = interviewing(name), set[str](), []
    while (step := next((one for one in held.steps() if one.part.id not in put), None)) is not None:
        put.add(step.part.id)
        if held.named and step.question.gates and step.part is step.question.parts[0]:
            derived = {f.criterion.id for f in held._judge() if f.derivation and f.outcome is not Outcome.UNKNOWN}
            found += [step.question.id] if derived.issuperset(step.question.gates) else []
        answer = notes.get(step.part.id)
        if answer is not None:
            answer = {True: "yes", False: "no"}.get(answer, answer) if isinstance(answer, bool) else answer
            held.answer(step.part, tuple(answer) if isinstance(answer, list) else str(answer))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_interview_asks_for_nothing_that_follows_from_its_answers(name: str) -> None:
    assert asked_in_vain(name) == []


def test_what_is_asked_in_vain_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Interviewing, "_derived", lambda *_: False)
    assert {"review", "changes"} <= set(asked_in_vain("haselwarth"))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: Path(path).stem)
def test_neither_guide_nor_plan_asks_for_what_is_settled(path: Path) -> None:
    assessment = assessment_of(path)
    settled = {f.criterion.id for f in assessment.findings if f.outcome is not Outcome.UNKNOWN}
    asked = [one.finding.criterion.id for one in interview_of(assessment).questions]
    asked += [question.criterion for question in assessment.plan.questions]
    asked += [finding.criterion.id for question in assessment.questions for finding in question.findings]
    assert settled.intersection(asked) == set()
    assert len(set(asked[: len(interview_of(assessment).questions)])) == len(interview_of(assessment).questions)
