"""What is assessed is called by its name: a unit is never taken for its company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.profile import Company
from lmmm_report.domain.sentence import Article
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.assessed import behind_a_preposition, spoken_of
from lmmm_report.report.words.sentences import headline_in
from tests.built_in import MODEL, WORDINGS, assessment_of
from tests.contracts.test_texts import texts_of, words_of_reports

ROOT = Path(__file__).parents[4]
PROFILES = sorted((ROOT / "tests" / "cases" / "accept").glob("*/profile.yaml"))
NAME, UNIT = "Hallberg Industrie SE", "Ventile Nordics"
COMPANY = re.compile(
    r"\b[Tt]he company\b|\b[Dd](?:as|ie) Unternehmen\b|\bde[sm] Unternehmens?\b|\b[Vv]om Unternehmen\b"
)
WHOLE = re.compile(
    r"oder des Unternehmens|of the company|sales or the company|in the company\?|whole company|company’s (?:figure|target)|outside the company"
)
"""Of the goals of a whole company, which a unit serves; and of the interview, which asks for the name first."""


def unit_of(a: Assessment) -> Assessment:
    """The same findings of a unit."""
    company = a.profile.company._replace(name=NAME, unit=UNIT)
    return assess(a.profile._replace(company=company), MODEL)


@pytest.mark.parametrize("unit", [False, True])
def test_a_text_has_a_form_for_a_company_and_one_for_a_unit(unit: bool) -> None:
    assert spoken_of("Dort will [das Unternehmen|die Einheit] bleiben", unit=unit) == (
        "Dort will die Einheit bleiben" if unit else "Dort will das Unternehmen bleiben"
    )


def test_a_unit_is_named_before_its_company() -> None:
    article = Article("der", ("GmbH", "SE"))
    assert behind_a_preposition(Company(NAME), article) == f"der {NAME}"
    assert behind_a_preposition(Company(NAME, UNIT), article) == f"{UNIT} ({NAME})"
    assert behind_a_preposition(Company(NAME, "Nord GmbH"), article) == f"der Nord GmbH ({NAME})"


def sentences() -> Iterator[tuple[str, str]]:
    """Everything that reports and the model say, by where it stands."""
    for key, _, text in words_of_reports():
        if not key.startswith("interview."):
            yield key, text
    for where, _, text in texts_of(MODEL):
        if "questionnaire" not in where and not WHOLE.search(text):
            yield where, text


def test_every_sentence_about_what_is_assessed_has_a_form_for_a_unit() -> None:
    said = list(sentences())
    assert sum("[" in text for _, text in said) > 60
    left = [(where, text) for where, text in said if COMPANY.search(spoken_of(text, unit=True))]
    assert [one for one in left if one[0] not in {"guide.names"}] == []


@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.parent.name)
def test_the_headline_names_the_unit(profile: Path, language: str) -> None:
    a = assessment_of(profile)
    own, of_unit = headline_in(language, a), headline_in(language, unit_of(a))
    assert f"{UNIT} ({NAME})" in of_unit
    assert a.profile.company.name in own
    assert not COMPANY.search(of_unit)


@pytest.mark.parametrize("language", WORDINGS)
def test_whatever_is_made_of_a_unit_speaks_of_the_unit(language: str) -> None:
    a, w = unit_of(assessment_of(ROOT / "configs" / "brackwell-instruments.yaml")), WORDINGS[language]
    view = view_of(a, w, program_version="0")._replace(profile_lines=(), notes="", glossary=())
    made = {form: render_plan(a, form, w) for form in ("text", "md", "jira", "azure", "ics")}
    said = {"report": str(view), "text": render_text(a, w), "result": str(result_document(a, program_version="0"))}
    for name, text in {**made, **said}.items():
        plain = re.sub(r"\s+", " ", WHOLE.sub("", str(text).replace("\r\n ", "")))
        assert UNIT in plain, name
        assert not (found := COMPANY.search(plain)), f"{name}: {plain[found.start() - 90 : found.end() + 30]}"
        assert not re.search(r"\[[^\]\[|]*\|[^\]\[|]*\]", plain), name
