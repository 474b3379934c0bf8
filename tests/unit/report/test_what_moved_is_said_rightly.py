"""A sign that is gone is no loss, and of two companies none has become the other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare, standing_of
from lmmm_report.domain.comparison import Comparison
from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.sides import statements_of
from lmmm_report.report.documents.comparison_json import comparison_document
from lmmm_report.report.documents.comparison_text import render_comparisons_markdown, render_comparisons_text
from lmmm_report.report.html.pages import render_comparisons
from lmmm_report.report.views.comparison import comparison_view_of, comparisons_page_of
from tests.built_in import MODEL, WORDINGS

ROOT = Path(__file__).resolve().parents[3]


def told(state: str, name: str = "Ellis Joinery") -> bytes:
    return f"""
format: 2
company: {{name: {name}, employees: 60}}
assessment: {{date: 2026-11-26}}
process: {{lead_process: {{document: exists, state: {state}}}}}
""".encode()


def compared(before: bytes, after: bytes) -> Comparison:
    profiles = [load_profile_text(text, f"{name}.yaml") for text, name in ((before, "old"), (after, "new"))]
    sides = [standing_of(assess(one, MODEL), one.file, statements_of(one)) for one in profiles]
    return compare(sides[0], sides[1], MODEL)


def shown(comparison: Comparison, language: str) -> list[str]:
    w = WORDINGS[language]
    view = comparison_view_of(comparison, MODEL, w)
    page = comparisons_page_of([view], [], 0, MODEL, w, program_version="0")
    return [
        render_comparisons_text([view], [], 0, w),
        render_comparisons_markdown([view], [], 0, w),
        render_comparisons(page, w),
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_sign_that_is_gone_is_said_to_be_gone_and_not_what_is_there_instead(language: str) -> None:
    comparison = compared(told("draft"), told("in_force"))
    sign = next(c for c in MODEL.criteria if c.id == "Y2-PRO-2")
    assert next(m for m in comparison.moves if m.criterion == sign.id).kind is Kind.SIGN
    gone = {"de": "nicht mehr beobachtet", "en": "no longer observed"}[language]
    for text in shown(comparison, language):
        assert f"{gone}: “" in text or f"{gone}: „" in text
        assert sign.met[language].rstrip(".") in text
        assert sign.not_met[language] not in text
        assert not re.search(r"^\s*[-+] Y2-PRO-2", text, re.MULTILINE)
    (back,) = (m for m in comparison_view_of(compared(told("in_force"), told("draft")), MODEL, WORDINGS[language]).other
               if m.id == sign.id)  # fmt: skip
    assert back.sign == "~"
    assert back.title.startswith({"de": "jetzt beobachtet", "en": "now observed"}[language])


def test_the_document_says_what_kind_of_criterion_has_moved() -> None:
    document = comparison_document(compared(told("draft"), told("in_force")), MODEL)
    kinds = {one["criterion"]: (one["kind"], one["lost"]) for one in document["conditions"]}
    assert kinds["Y2-PRO-2"] == ("sign", False)
    assert kinds["Y3-PRO-1"][0] == "gate"
    assert document["same_company"] is True


@pytest.mark.parametrize("language", ["de", "en"])
def test_two_companies_stand_side_by_side(language: str) -> None:
    """What is another in another company has neither been won nor lost, and has not gone up."""
    files = [ROOT / "configs" / f"{name}.yaml" for name in ("calder-finch-water", "nordwerk-fluidtechnik")]
    comparison = compared(*(file.read_bytes() for file in files))
    unlike = {"de": "verschiedenen Unternehmen", "en": "different companies"}[language]
    moving = r"up from|down from|\bwon\b|\blost\b|no longer|gained|retracted|What has changed|time has passed"
    moving += r"|gestiegen|gefallen|gewonnen|verloren|nicht mehr|hinzugekommen|zurückgenommen|Was sich geändert|Zeit vergangen"
    for text in shown(comparison, language):
        words = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        words = re.sub(r"“[^”]*”|„[^“]*“|`[^`]*`|<(ins|del|code)>.*?</\1>", "", words)
        words = re.sub(r"<[^>]+>", "", words)
        said = re.search(moving, words)
        assert said is None, words[max(0, said.start() - 80) : said.end() + 40]
        assert words.index(unlike) < words.index(MODEL.axes[0].name[language])
    document = json.loads(json.dumps(comparison_document(comparison, MODEL)))
    assert document["same_company"] is False
    assert not document["fallen"]
    assert not [one for one in document["conditions"] if one["lost"] or one["won"]]


def test_the_same_company_in_other_letters_is_the_same() -> None:
    assert compared(told("draft"), told("in_force", "ELLIS joinery")).same_company
