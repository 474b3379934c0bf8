"""What people say in talks and what follows from it: small profiles, each standing for a kind of saying."""

from __future__ import annotations

import pytest

from lmmm_report.assess.result.findings import find
from lmmm_report.assess.result.settling import only_gates
from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.profile import Profile
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.making.hinting import Hinter
from lmmm_report.messages import LANGUAGES, in_language

MODEL = load_model()
GATES = only_gates(MODEL)
HINTER = Hinter(MODEL, profile_format())
HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-11-02}\n"


def a_profile(text: str) -> Profile:
    return load_profile_text((HEAD + text).encode(), "muster.yaml")


def finding(text: str, gate: str) -> Finding:
    return next(one for one in find(a_profile(text), GATES) if one.criterion.id == gate)


def outcome(text: str, gate: str) -> Outcome:
    return finding(text, gate).outcome


def asked(text: str, language: str) -> str:
    return "\n".join(in_language(one.message, language) for one in HINTER.hints(a_profile(text)).answers)


# Until when something lasts


def a_goal(until: str) -> str:
    return f"goals:\n  goals:\n    - {{id: a, name: A, figure: orders, owners: [marketing, sales], until: {until}}}\n"


@pytest.mark.parametrize("until", ["2026", "2026-Q4", "2026-11", "Ende 2026", "bis Jahresende", "December", "ongoing"])
def test_a_goal_runs_to_the_end_of_the_period_that_it_names(until: str) -> None:
    assert outcome(a_goal(until), "X3-GOA-1") is Outcome.MET


@pytest.mark.parametrize("until", ["2025", "2026-Q3", "2026-10", "last December", "end of last year"])
def test_a_goal_whose_period_is_over_has_ended(until: str) -> None:
    assert outcome(a_goal(until), "X3-GOA-1") is Outcome.NOT_MET


@pytest.mark.parametrize(("language", "words"), [("en", "Until when"), ("de", "Bis wann")])
def test_where_only_the_end_is_missing_only_the_end_is_asked_for(language: str, words: str) -> None:
    open_end = a_goal("2026-10/2027-01")
    assert outcome(open_end, "X3-GOA-1") is Outcome.UNKNOWN
    assert words in asked(open_end, language)


@pytest.mark.parametrize("criterion", [one for one in MODEL.criteria if one.ask_only], ids=lambda one: str(one.id))
def test_questions_for_one_field_are_in_every_language_and_differ(criterion: object) -> None:
    ask_only = criterion.ask_only  # type: ignore[attr-defined]
    for text in ask_only.values():
        assert set(text) == set(LANGUAGES)
        assert text != criterion.ask  # type: ignore[attr-defined]


# What is said of one entry stays, whatever else there may be

TERMS = """\
terminology:
  terms:
    listed:
      - {id: lead, definition: none}
      - {id: key_account, definition: exists, agreed_by: [marketing, sales]}
    more: true
"""


def test_a_definition_that_is_denied_stays_denied_where_other_terms_were_not_asked_for() -> None:
    assert outcome(TERMS, "Y2-TER-1") is Outcome.NOT_MET
    assert outcome(TERMS, "Y2-TER-2") is Outcome.NOT_MET
    assert outcome(TERMS.replace("id: lead", "id: other_word"), "Y2-TER-1") is Outcome.UNKNOWN


def test_it_stays_so_where_something_is_known_of_each_of_the_others() -> None:
    each = TERMS.replace("    more: true", "    more: true\n    each: {agreed_by: none}")
    assert outcome(each, "Y2-TER-1") is Outcome.NOT_MET
    assert outcome(each.replace("id: lead", "id: other_word"), "Y2-TER-1") is Outcome.UNKNOWN


def test_parts_of_one_department_leave_the_others_open() -> None:
    text = """\
process:
  descriptions:
    listed:
      - {unit: field_sales, document: none}
      - {unit: marketing, document: exists, explained_to: [sales]}
    more: true
"""
    assert outcome(text, "X3-PRO-2") is Outcome.UNKNOWN


def test_one_that_is_only_heard_of_is_another() -> None:
    text = """\
terminology:
  terms:
    - {id: lead, definition: none}
    - {id: mql, definition: exists, basis: heard}
"""
    assert outcome(text, "Y2-TER-1") is Outcome.NOT_MET
