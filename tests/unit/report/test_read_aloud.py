"""Sentences that were wrong when the reports were read aloud: each stands for a kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.invented import in_own_words
from lmmm_report.report.words.sentences import diagnosis_in, headline_in
from tests.built_in import WORDINGS, assessment_of

MODEL = model_at(None)
ACCEPT = Path(__file__).resolve().parents[2] / "cases" / "accept"
HEAD = "format: 2\ncompany: {name: Kettner, employees: 12}\nassessment: {date: 2026-11-02}\n"
ONE_SIDED = (
    "departments: {marketing: none, sales: {head: exists}}",
    "departments: {marketing: {head: exists}, sales: none}",
)


def _told(text: str) -> Assessment:
    return assess(load_profile_text((HEAD + text).encode(), "told.yaml"), MODEL)


def _case(name: str) -> Assessment:
    return assessment_of(ACCEPT / name / "profile.yaml")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("departments", ONE_SIDED)
def test_no_remedy_speaks_of_both_heads_where_there_is_one_side(departments: str, language: str) -> None:
    a = _told(f"{departments}\nprocess: {{rule_set: none, agreement: none}}\n")
    view = view_of(a, WORDINGS[language], program_version="1")
    remedies = [
        finding.remedy
        for axis in view.axes
        for stage in axis.stages
        for finding in stage.gates
        if finding.shows_remedy and finding.id.startswith("X")
    ]
    assert remedies
    assert not [text for text in remedies if re.search(r"both heads|beide[nr]? Leitungen|two heads", text)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_day_ahead_is_not_so_many_days_ago(language: str) -> None:
    a = _case("42-one-team-with-a-spreadsheet")
    printer = FindingPrinter(a.profile, MODEL, WORDINGS[language])
    ages = {f.age_days: printer.fact(f).age for finding in a.findings for f in finding.facts if f.age_days is not None}
    assert min(ages) < 0 < max(ages)
    assert not [said for said in ages.values() if "-" in said or "−" in said]
    assert len({re.sub(r"\d+", "", said) for said in (ages[min(ages)], ages[max(ages)])}) == 2


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("told", ["", *ONE_SIDED])
def test_the_diagnosis_does_not_say_the_headline_again(told: str, language: str) -> None:
    a = _told(told)
    words = [
        {word for word in re.findall(r"\w{4,}", text.lower()) if word not in {"marketing", "sales", "vertrieb"}}
        for text in (headline_in(language, a), diagnosis_in(language, a))
    ]
    assert len(words[0] & words[1]) <= len(words[0]) / 3, words[0] & words[1]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("case", ["42-one-team-with-a-spreadsheet", "22-first-words-and-rules", "edge-no-marketing"])
def test_an_entry_that_a_measure_adds_is_called_by_its_name(case: str, language: str) -> None:
    a = _case(case)
    view = view_of(a, WORDINGS[language], program_version="1")
    said = [f"{c.around} {c.value}" for step in view.plan.steps for m in step.measures for c in m.changes]
    added = {
        change.label.rpartition("[")[2].partition("]")[0]: str(change.value).lower()
        for planned in a.plan.measures
        for change in in_own_words(planned.changes, a.profile, a.model, language)
        if change.before is None and change.label.endswith("].name")
    }
    assert added
    spelled = {code.replace("_", " "): name for code, name in added.items()}
    codes = [code.capitalize() for code, name in spelled.items() if not name.startswith(code)]
    assert not [text for text in said for code in codes if re.search(rf"(› |^){code}\b", text)]
