"""Headings begin as sentences do, on pages and on paper."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from lmmm_report.domain.audience import Audience
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.report import view_of
from tests.built_in import WORDINGS, assessment_of

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted([*(ROOT / "configs").glob("*.yaml"), *(ROOT / "tests/cases/interviews").glob("*[a-z].yaml")])
PROFILES = [file for file in FILES if file.stem not in ("expected", "answers")]
HEADING = re.compile(r"<h[1-4][^>]*>(.*?)</h[1-4]>", re.DOTALL)


@pytest.mark.parametrize("number", range(len(PROFILES)), ids=lambda number: PROFILES[number].stem)
def test_no_heading_begins_small(number: int) -> None:
    wording = WORDINGS[("de", "en")[number % 2]]
    view = view_of(assessment_of(PROFILES[number]), wording, program_version="0")
    for page in (render_report(view, wording, result={}), render_for_pdf(view, wording, Audience.FULL)):
        heads = [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in HEADING.findall(page)]
        assert len(heads) > 5
        assert [one for one in heads if one[:1].islower()] == []
