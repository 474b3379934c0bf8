"""The first screen, the sheet, the gap and the proof claim nothing that the findings do not bear out.

What a sentence claims belongs to its key (`report/words/claims.py`); here each claim is held against the result document.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.views import decision, gap, glance, report, sheet
from lmmm_report.report.views.report import ReportView, view_of
from tests.properties.claims_read import Reading
from tests.properties.test_claims import (
    FILES,
    WORDINGS,
    a_mixed_assessment,
    a_random_assessment,
    of_file,
    of_outcomes,
    without_plans,
)

__all__ = ["without_plans"]

BLOCKS = [slice(first, first + 25) for first in range(0, 100, 25)]


def said(view: ReportView) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part that speaks of the company, with what it claims."""
    yield from ((f"glance.{answer.id}", answer.claims) for answer in view.glance.answers)
    yield "gap", view.gap.claims
    yield "proof", view.proof.claims
    yield "decision", view.sheet.decision.claims
    yield "sheet", view.sheet.claims


def not_borne_out(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Language, part and claim wherever something is said that the findings do not bear out."""
    reading = Reading(result_document(assessment, program_version="0"))
    found = []
    for wording in WORDINGS:
        view = view_of(assessment, wording, program_version="0")
        parts = list(said(view))
        assert all(claims for _, claims in parts), [name for name, claims in parts if not claims]
        for answer in view.glance.answers:
            assert answer.headline
            text = " ".join(filter(None, (answer.headline, answer.text)))
            assert not re.search(r"[{}]|  |\.\.|\b[Nn]ull |\b[Zz]ero ", text), text
        sentences = [s for a in view.glance.answers for s in re.split(r"(?<=\.) ", f"{a.headline} {a.text}") if s]
        assert len(set(sentences)) == len(sentences), sentences
        found += [
            (wording.language, name, claim) for name, claims in parts for claim in claims if not reading.holds(claim)
        ]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_examples_and_cases_claim_nothing_else(file: Path) -> None:
    assert not_borne_out(of_file(file)) == []


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_random_findings_claim_nothing_else(seeds: slice) -> None:
    found = {seed: not_borne_out(of_outcomes(random.Random(seed))) for seed in range(seeds.start, seeds.stop)}
    assert {seed: bad for seed, bad in found.items() if bad} == {}


@pytest.mark.usefixtures("without_plans")
def test_random_profiles_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(40) if (bad := not_borne_out(a_random_assessment(seed)))} == {}


@pytest.mark.usefixtures("without_plans")
def test_mixed_companies_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(40) if (bad := not_borne_out(a_mixed_assessment(seed)))} == {}


def test_companies_with_plans_claim_nothing_else() -> None:
    assert {seed: bad for seed in range(200, 212) if (bad := not_borne_out(a_mixed_assessment(seed)))} == {}


CARELESS = [
    (glance, "open_to_target", lambda a: ()),
    (glance, "is_blocked", lambda a: True),
    (glance, "gates_of", lambda a: tuple(f for f in a.findings if f.outcome is Outcome.MET)),
    (glance, "decided_by", lambda a: ()),
    (glance, "open_above", lambda a: tuple((x.axis.id, x.stages[-1], x.stages[-1].gates[:1]) for x in a.axes)),
    (glance, "asked_first", lambda a, w: a.questions * 9),
    (gap, "open_to_target", lambda a: a.gap.open[1:]),
    (report, "gates_of", lambda a: a.findings),
    (decision, "situation_of", lambda a: decision.Situation.BLOCKED),
    (decision, "decided_by", lambda a: a.findings),
    (sheet, "asked_first", lambda a, w: a.questions * 9),
]


@pytest.mark.parametrize(("module", "name", "careless"), CARELESS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_what_is_chosen_carelessly_is_found(
    module: ModuleType, name: str, careless: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, careless)
    assert any(not_borne_out(of_file(file)) for file in FILES)
