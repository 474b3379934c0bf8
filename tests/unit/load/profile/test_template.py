"""The template of a new profile: three screens, valid as it is and with everything taken in, and nothing missing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lmmm_report.assess.result.findings import find
from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.profile.template import profile_template
from tests.built_in import MODEL

LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
THREE_SCREENS, WIDTH = 100, 100


def template(language: str, day: date = date(2026, 10, 15)) -> str:
    return profile_template(company='Muster: "Ä" #1', day=day, language=language, schema=None)


def taken_in(text: str) -> str:
    """With every ``#`` taken away that stands in front of a statement."""
    return re.sub(r"^( *)# ", r"\1", text, flags=re.MULTILINE)


@LANGUAGES
def test_it_fits_on_three_screens(language: str) -> None:
    lines = template(language).splitlines()
    assert len(lines) <= THREE_SCREENS
    assert [line for line in lines if len(line) > WIDTH] == []


@LANGUAGES
@pytest.mark.parametrize("day", [date(2020, 2, 29), date(2026, 10, 15), date(2041, 1, 1)])
def test_it_is_valid_as_it_is_and_with_everything_taken_in(language: str, day: date) -> None:
    for text in (template(language, day), taken_in(template(language, day))):
        profile = load_profile_text(text.encode(), "new.yaml")
        assert profile.company.name == 'Muster: "Ä" #1'
        assert (profile.date, profile.language, profile.version) == (day, language, 2)


@LANGUAGES
def test_it_asks_for_whatever_decides_a_gate(language: str) -> None:
    profile = load_profile_text(taken_in(template(language)).encode(), "new.yaml")
    gates = [finding for finding in find(profile, MODEL) if finding.criterion.kind is Kind.GATE]
    assert len(gates) > 30
    assert [gate.criterion.id for gate in gates if gate.outcome is Outcome.UNKNOWN] == []


@LANGUAGES
def test_nothing_is_stated_before_it_is_taken_in(language: str) -> None:
    assert not load_profile_text(template(language).encode(), "new.yaml").facts.keys() - {"company"}


def test_both_languages_say_the_same() -> None:
    one, two = (taken_in(template(language)) for language in ("de", "en"))
    outcomes = []
    for text in (one, two):
        found = find(load_profile_text(text.encode(), "new.yaml"), MODEL)
        outcomes.append({f.criterion.id: f.outcome for f in found})
    assert outcomes[0] == outcomes[1]
