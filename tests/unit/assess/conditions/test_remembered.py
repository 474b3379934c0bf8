"""What is remembered of a condition is what asking it anew would say, whatever has been stated in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.assess.conditions import remembered
from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.assess.effects import carry_out
from lmmm_report.domain.model import Kind
from tests.built_in import MODEL, assessment_of

ROOT = Path(__file__).resolve().parents[4]
GATES = [criterion for criterion in MODEL.criteria if criterion.kind is Kind.GATE]
NAMES = ["kaltenbrunn-pumpentechnik", "calder-finch-water", "brackwell-instruments"]


def differing(name: str) -> tuple[list[tuple[str, str]], int]:
    """Gates that are remembered wrongly while all measures are carried out, and how many were asked anew."""
    a = assessment_of(ROOT / "configs" / f"{name}.yaml")
    memory, here, wrong, asked = Remembered(MODEL.limits), a.profile, [], 0
    for measure in a.fitting.admitted:
        here = carry_out(here, [measure], MODEL).profile
        for gate in GATES:
            anew = ask(gate.condition, here.facts, MODEL.limits).value
            if memory.ask(gate.condition, here.facts) is not anew:
                wrong.append((measure.id, gate.id))
            asked += 1
    return wrong, asked


@pytest.mark.parametrize("name", NAMES)
def test_what_is_remembered_is_what_asking_anew_says(name: str) -> None:
    wrong, asked = differing(name)
    assert wrong == []
    assert asked > 500


def test_forgetting_what_was_read_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_same", lambda one, other: True)
    assert differing(NAMES[0])[0] != []
