"""No page and no paper shows a word of the file format: places, codes and ids stand only where they are looked up."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.report.documents.result_json import summary_document
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording
from tests.built_in import MODEL, WORDINGS, assessment_of

ROOT = Path(__file__).resolve().parents[4]
FILES = [
    *sorted((ROOT / "configs").glob("*.yaml")),
    ROOT / "tests/cases/interviews/wexcombe.yaml",
    ROOT / "tests/cases/interviews/ohlbeck.yaml",
]
CODES = {
    "underscores": re.compile(r"[a-z]_[a-z]"),
    "paths": re.compile(r"\b(?:departments|roles|terminology|process|software|goals|collaboration)\.[a-z]"),
    "none": re.compile(r"\bnone,|: none\b|: true\b|: false\b"),
    "criteria": re.compile(r"\b[XY]\d-[A-Z]{3}-\d"),
    "measures": re.compile(rf"\b(?:{'|'.join(re.escape(measure.id) for measure in MODEL.measures)})\b"),
    "sources": re.compile(r"(?:Quelle|Source): (?:seed|K|HJK|practice)\b"),
}
LOOKED_UP = {"code", "script", "style", "svg", "title"}
"""Elements in which rules are written down, and what is not read."""
MARGINS = {"source", "src", "id"}
"""Classes of the profile's own lines, and of the margin of the proof."""
VOID = {"meta", "link", "br", "hr", "img", "col", "input"}


class Read(HTMLParser):
    """The text that is read on a page, without what is looked up."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[bool] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            classes = set((dict(attrs).get("class") or "").split())
            hidden = tag in LOOKED_UP or bool(classes & MARGINS)
            self.inside.append(hidden or (bool(self.inside) and self.inside[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not (self.inside and self.inside[-1]):
            self.text.append(data)


def found_in(html: str) -> list[tuple[str, str]]:
    return [(kind, text) for text in Read(html).text for kind, code in CODES.items() if code.search(text)]


@cache
def of_file(file: Path) -> Assessment:
    return assessment_of(file)


def page(file: Path, wording: Wording) -> str:
    view = view_of(of_file(file), wording, program_version="0")
    return render_report(view, wording, result=summary_document(of_file(file), program_version="0"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_page_shows_no_word_of_the_file_format(file: Path) -> None:
    for wording in WORDINGS.values():
        assert found_in(page(file, wording)) == []


@pytest.mark.parametrize("audience", [Audience.WORKING, Audience.BOARD], ids=str)
def test_the_papers_show_none_either(audience: Audience) -> None:
    for wording in WORDINGS.values():
        view = view_of(of_file(FILES[0]), wording, program_version="0")
        assert found_in(render_for_pdf(view, wording, audience)) == []


@pytest.mark.parametrize("code", ["lead_unit", "process.handovers", "X2-TER-1", MODEL.measures[0].id])
def test_a_word_of_the_format_would_be_found(code: str) -> None:
    html = page(FILES[0], WORDINGS["en"])
    assert found_in(html.replace("</h2>", f" {code}</h2>", 1)) != []
