"""A question that points at something says at what, wherever it is put."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from lmmm_report.domain.audience import Audience
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.html.pages import render_for_pdf
from lmmm_report.report.views.report import view_of
from tests.built_in import WORDINGS, assessment_of

CALDER = Path(__file__).resolve().parents[3] / "configs/calder-finch-water.yaml"
GOAL = {
    "en": "About “Pipeline from new utilities”: Who answers for this goal",
    "de": "Zu „Pipeline from new utilities“: Wer ist für dieses Ziel",
}


@pytest.mark.parametrize("language", GOAL)
def test_the_goal_is_named_on_page_sheet_and_in_the_terminal(language: str) -> None:
    assessment, wording = assessment_of(CALDER), WORDINGS[language]
    view = view_of(assessment, wording, program_version="0")
    asked = [text for question in view.questions for _, text in question.asks]
    assert sum(text.startswith(GOAL[language]) for text in asked) == 1
    page = " ".join(unescape(re.sub(r"<[^>]+>", " ", render_for_pdf(view, wording, Audience.BOARD))).split())
    assert GOAL[language] in page
    assert GOAL[language] in " ".join(render_text(assessment, wording).split())
