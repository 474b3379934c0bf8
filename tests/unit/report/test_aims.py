"""A target is spoken of only where somebody has named one, and dates are said to lack what they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.profile import PlanFrame
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.result_json import summary_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.answers import answers_of
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.views.report import view_of
from lmmm_report.report.views.start import start_view_of
from lmmm_report.report.words.wording import Wording
from tests.built_in import MODEL, WORDINGS, assessment_of

ROOT = Path(__file__).resolve().parents[3]
TARGET = re.compile(r"Weg zum Ziel|way to the target|^(?:Ziel|Target): |Zielfeld|target cell", re.M)
AIMED = re.compile(
    r"\b(?:to|reach) the target\b|missing for the target|beyond the target|assumed target|target \(assumed|= target|Target:"
    r"|\b(?:bis zum|ans|jenseits des) Ziels?\b|fehlt bis zum Ziel|angenommene Ziel|Ziel \(angenommen|= Ziel\b|>Ziel:"
)
"""Words of ours that speak of a target on the way."""
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


def pages(assessment: Assessment, wording: Wording) -> Iterator[str]:
    """The page and both papers, without what the profile and the glossary say."""
    view = view_of(assessment, wording, program_version="0")
    yield render_report(view, wording, result=summary_document(assessment, program_version="0"))
    yield from (render_for_pdf(view, wording, audience) for audience in (Audience.BOARD, Audience.FULL))


@pytest.mark.parametrize("name", ["haselwarth", "wexcombe", "sonnhart"])
def test_no_page_speaks_of_a_target_that_nobody_has_named(name: str) -> None:
    assessment = of(name)
    assert not assessment.gap.stated
    for wording in WORDINGS.values():
        for page in pages(assessment, wording):
            text = re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", page)
            assert AIMED.findall(text) == []


BOTH = re.compile(r"(?:to|beyond) the next stage(?! on both)|(?:zur|der) nächsten Stufe(?! auf beiden)", re.I)
"""The end of a plan that leads on both axes, named as its first step is."""


def test_the_end_of_a_plan_on_both_axes_is_not_called_like_its_first_step() -> None:
    """Else "what is missing for the next stage" and "days to the next stage" mean two things in one panel."""
    assessment = next(one for one in map(assessment_of, sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml")))
                      if not one.gap.stated and one.firm and one.plan.reached and len(one.plan.steps) > 1)  # fmt: skip
    for wording in WORDINGS.values():
        view = view_of(assessment, wording, program_version="0")
        said = [f"{one.headline} {one.text}" for one in (*view.glance.answers, *view.answers)]
        said += [
            view.gap.headline,
            view.plan.head,
            str(view.plan.ahead),
            *map(str, view.glance.answers),
            str(view.sheet.decision),
        ]
        shown = " ".join(said).replace(wording.say("glance.ask.missing.firm"), "")
        assert BOTH.findall(shown) == []
        assert wording.say("glance.cost.to.target.next.both") in shown


def test_a_page_speaks_of_the_target_that_is_named() -> None:
    for wording in WORDINGS.values():
        assert all(AIMED.search(page) for page in pages(of("corrieburn"), wording))


def test_where_no_step_is_planned_nothing_is_said_to_be_met_on_the_way() -> None:
    """Whether to go on, no higher stage, and a way that is shut: each says what is so."""
    for name, key in (("sonnhart", "top"), ("shortest-3-3", "hold")):
        assessment = of(name)
        for wording in WORDINGS.values():
            holding = next(one for one in answers_of(assessment, wording, place="", position="") if one.id == "holding")
            assert holding.headline == wording.say(f"answer.holding.nothing.{key}")


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
