"""What comes first is the same wherever it is said: question, figure, and what the interface amounts to."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Outcome
from lmmm_report.making.loading import model_at
from lmmm_report.report.documents.result_json import summary_document
from lmmm_report.report.html.pages import render_report
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import begun
from tests.built_in import WORDINGS, assessment_of

CONFIGS = sorted((Path(__file__).resolve().parents[3] / "configs").glob("*.yaml"))
MODEL = model_at(None)
ASSESSED = {file.stem: assessment_of(file) for file in CONFIGS}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_sheet_asks_what_the_page_asks_first(language: str) -> None:
    view = view_of(ASSESSED["calder-finch-water"], WORDINGS[language], program_version="0")
    assert [q.ask for q in view.sheet.questions] == [q.asks[0][1] for q in view.first_questions]
    assert not any(q.see for q in view.first_questions)
    told = len(view.first_questions) + len(view.other_questions)
    assert told == len({q.facts for q in (*view.first_questions, *view.other_questions)})


@pytest.mark.parametrize("stem", ASSESSED)
def test_the_first_measure_costs_what_the_plan_says(stem: str) -> None:
    a, w = ASSESSED[stem], WORDINGS["en"]
    view = view_of(a, w, program_version="0")
    first = next(answer for answer in view.glance.answers if answer.id == "first")
    measure = next((m for m in a.plan.measures if w.of(m.measure.title) == first.headline), None)
    if measure is not None:
        assert first.figure.parts == (w.number(measure.effort.expected),)


@pytest.mark.parametrize("stem", ASSESSED)
def test_the_interface_is_summed_up_in_its_heading(stem: str) -> None:
    a = ASSESSED[stem]
    view = view_of(a, WORDINGS["en"], program_version="0")
    if view.bridge is None:
        assert not a.bridge
        return
    met = sum(finding.outcome is Outcome.MET for finding in a.bridge)
    counted = "All" if met == len(a.bridge) else begun(WORDINGS["en"].spelled(met)) if met else "None"
    assert view.bridge.headline.startswith(f"{counted} ")
    assert ("known" in view.bridge.headline) == any(f.outcome is Outcome.UNKNOWN for f in a.bridge)


@pytest.mark.parametrize("stem", ASSESSED)
def test_no_part_of_a_line_is_empty(stem: str) -> None:
    html = render_report(
        view_of(ASSESSED[stem], WORDINGS["de"], program_version="0"),
        WORDINGS["de"],
        result=summary_document(ASSESSED[stem], program_version="0"),
    )
    assert "· ·" not in html
    assert '<p class="rule"> ·' not in html
