"""What the headlines of the six interviews may say and what not: by what they claim, not by their wording."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built_in import MODEL, assessment_of

ROOT = Path(__file__).resolve().parents[3]
SIX = ("haselwarth", "pellgrove", "ohlbeck", "corrieburn", "sonnhart", "wexcombe")

SAYS = {
    # first rules and shared terms, both kept, and no managed lead process
    "haselwarth": {"X2-PRO-1", "X2-TER-1", "not Y3-PRO-1"},
    # aligned, a managed lead process is missing, its draft is not released
    "pellgrove": {"relationship >= 3", "not Y3-PRO-1", "fact draft_unreleased"},
    # the lead process is in force and managed, ground rules link the two, part of the business passes it by
    "ohlbeck": {"Y3-PRO-1", "Y3-PRO-3", "X2-PRO-1", "problem bypassed"},
    # aligned, in a managed lead process, and the company means to stay there
    "corrieburn": {"relationship == 3", "Y3-PRO-1", "Y3-PRO-3", "target reached"},
    # one organisation, with a lead department and one software
    "sonnhart": {"relationship >= 4", "lead_management >= 4", "Y4-DEP-1", "Y4-SOF-1"},
    # rules and terms, no managed lead process, and between this and alignment open answers
    "wexcombe": {"X2-PRO-1", "X2-TER-1", "not Y3-PRO-1", "not relationship firm"},
}
SAYS_NOT = {
    # that there is a process, that the two are aligned, that software supports leads
    "haselwarth": {"Y3-PRO-1", "relationship >= 3", "relationship == 3", "Y3-SOF-1"},
    # that a process is in place, that the two are integrated
    "pellgrove": {"Y3-PRO-1", "lead_management >= 3", "relationship >= 4", "not Y3-DEP-1"},
    # that the two are aligned, that the process is not lived
    "ohlbeck": {"relationship >= 3", "relationship == 3", "not Y3-PRO-3", "not Y3-PRO-4"},
    # one roof, that the two stopped explaining their fields, that stage 4 is the next thing to do
    "corrieburn": {"X4-DEP-1", "relationship >= 4", "not X2-COL-1", "relationship held"},
    # anything that only a document could show
    "sonnhart": set(),
    # aligned; only ground rules; anything that is not settled yet
    "wexcombe": {"relationship >= 3", "relationship == 2", "relationship <= 2", "relationship firm", "X3-PRO-1"},
}


def claims_of(name: str) -> set[str]:
    assessment = assessment_of(ROOT / "tests/cases/interviews" / f"{name}.yaml")
    return {claim for said in assessment.spoken.headline for claim in said.claims} | {
        claim.text
        for way in MODEL.voice.headline  # type: ignore[union-attr]
        for claim in way.claims
        if all(said.sentence in [s for p in way.passages for s in p.sentences] for said in assessment.spoken.headline)
    }


@pytest.mark.parametrize("name", SIX)
def test_the_headline_says_what_it_may(name: str) -> None:
    assert SAYS[name] - claims_of(name) == set()


@pytest.mark.parametrize("name", SIX)
def test_the_headline_says_none_of_what_it_may_not(name: str) -> None:
    assert SAYS_NOT[name] & claims_of(name) == set()


def test_one_voice_is_called_one() -> None:
    """What one executive told is the company's own account, in both languages; nobody has verified it."""
    (said,) = assessment_of(ROOT / "tests/cases/interviews/sonnhart.yaml").spoken.headline
    assert "own account" in said.sentence.text["en"]
    assert "nach eigener Auskunft" in said.sentence.text["de"]
