"""A target is spoken of only where somebody has named one, and dates are said to lack what they lack."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.profile import PlanFrame
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.views.start import start_view_of
from lmmm_report.report.words.wording import Wording

ROOT = Path(__file__).resolve().parents[3]
MODEL = load_model()
WORDINGS = {name: Wording(catalogue) for name, catalogue in load_catalogues().items()}
TARGET = re.compile(r"Weg zum Ziel|way to the target|^(?:Ziel|Target): |Zielfeld|target cell", re.M)
SIX = ("haselwarth", "pellgrove", "ohlbeck", "corrieburn", "sonnhart", "wexcombe")


def of(name: str, frame: PlanFrame | None = None) -> Assessment:
    profile = load_profile(ROOT / "tests/cases/interviews" / f"{name}.yaml")
    return assess(profile._replace(plan=frame), MODEL)


@pytest.mark.parametrize("name", SIX)
def test_a_target_is_spoken_of_where_one_is_stated(name: str) -> None:
    assessment = of(name)
    for wording in WORDINGS.values():
        for text in (render_text(assessment, wording), str(render_plan(assessment, "text", wording))):
            assert bool(TARGET.search(text)) == assessment.gap.stated, text


def test_some_of_them_state_a_target_and_some_do_not() -> None:
    assert {load_profile(ROOT / "tests/cases/interviews" / f"{n}.yaml").target.stages == {} for n in SIX} == {
        True,
        False,
    }


@pytest.mark.parametrize(
    ("frame", "lacks", "has"),
    [
        (None, ("start", "person-days"), "the person-days a month"),
        (PlanFrame(None, Fraction(9, 2)), ("start",), "4.5 person-days a month"),
    ],
)
def test_what_dates_lack_is_what_is_not_stated(frame: PlanFrame | None, lacks: tuple[str, ...], has: str) -> None:
    assessment = of("haselwarth", frame)
    said = plan_view_of(assessment, WORDINGS["en"]).dates
    assert all(word in said for word in lacks)
    assert has in said
    lead = start_view_of(assessment, WORDINGS["en"])
    assert lead is not None
    assert ("person-days" in lead.lead) == ("person-days" in lacks)
