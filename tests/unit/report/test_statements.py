"""What a finding rests on is what somebody said, named as people speak of it, and nothing that only follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.numbers import bridge_view_of
from lmmm_report.report.views.report import view_of
from tests.built_in import WORDINGS

MODEL = model_at(None)
HEAD = "format: 2\ncompany: {name: Example}\nassessment: {date: 2026-10-15}\n"


def assessed(told: str) -> Assessment:
    return assess(load_profile_text((HEAD + told).encode(), "told.yaml"), MODEL)


def facts(told: str, criterion: str, language: str = "en") -> list[tuple[str, str, str, int]]:
    """Name, value, what stands behind it in brackets, and line of each fact that a finding shows."""
    a = assessed(told)
    view = FindingPrinter(a.profile, MODEL, WORDINGS[language]).finding(a.by_id[criterion])
    return [(fact.name, fact.value, fact.age, fact.line) for fact in view.facts]


@pytest.mark.parametrize("criterion", ["Y3-PRO-1", "Y3-PRO-3", "Y3-PRO-4", "Y3-COL-1"])
def test_of_what_is_denied_with_a_group_the_group_is_named(criterion: str) -> None:
    told = "process:\n  lead_process: none\n"
    assert facts(told, criterion) == [("Process › Lead management process", "there is none", "", 5)]
    assert facts(told, criterion, "de") == [("Prozess › Lead-Management-Prozess", "gibt es nicht", "", 5)]


def test_what_follows_from_a_statement_is_shown_by_it() -> None:
    told = "process:\n  rule_set:\n    document: Charter\n    accepted_by: [marketing, sales]\n    last_followed: 2026-09-30\n"
    shown = {name: (value, line) for name, value, _, line in facts(told, "X2-PRO-1")}
    assert shown["Rule set › Last followed"] == ("30 September 2026", 8)
    assert "Rule set › Kept" not in shown


def test_what_only_holds_as_nothing_else_is_stated_says_so() -> None:
    told = "goals:\n  goals:\n    - id: orders\n      figure: orders\n      owners: [marketing, sales]\n"
    assert ("Goals › Orders › Until", "ongoing", "as nothing else is stated", 6) in facts(told, "X3-GOA-1")
    assert ("Ziele › Aufträge › Bis", "laufend", "da nichts anderes angegeben ist", 6) in facts(told, "X3-GOA-1", "de")
    until = told + "      until: 2027-01\n"
    assert [aside for name, _, aside, _ in facts(until, "X3-GOA-1") if name == "Goals › Orders › Until"] != [
        "as nothing else is stated"
    ]


def test_what_goes_on_has_no_age() -> None:
    told = (
        "terminology:\n  terms:\n"
        "    listed: [lead, mql, opportunity]\n"
        "    each: {definition: exists, used_in: [{where: Report, last_on: ongoing}]}\n"
    )
    used = [(value, aside) for name, value, aside, _ in facts(told, "Y2-TER-2") if name.endswith("Last used on")]
    assert used
    assert set(used) == {("ongoing", "")}


LISTS = "roles:\n  task_lists:\n    - {unit: marketing, known_to: [marketing]}\n    - {unit: sales, known_to: [marketing]}\n"


def test_what_an_entry_is_told_apart_by_is_its_name_and_said_once() -> None:
    names = [name for name, _, _, _ in facts(LISTS, "X3-ROL-2")]
    assert "Task lists › Marketing › Known to" in names
    assert "Task lists › Sales" in names
    assert [name for name in names if name.endswith("Unit")] == []
    told = (
        "terminology:\n  terms:\n    - {id: lead, definition: A person who has asked.}\n    - {id: loop, term: Loop}\n"
    )
    shown = facts(told, "Y2-TER-1")
    assert ("Terms › Loop", "there", "", 7) in shown
    assert [name for name, _, _, _ in shown if name.endswith("Id")] == []


def test_a_text_told_at_length_names_no_entry() -> None:
    told = "terminology:\n  terms:\n    - {id: opportunity, definition: A project with a tender date.}\n"
    assert {name for name, _, _, _ in facts(told, "Y2-TER-1") if "tender" in name} == set()
    duty = (
        "process:\n  agreement:\n    document: Promises\n    signed_by: [marketing, sales]\n    kept: mostly\n"
        "    duties: [{unit: marketing, duty: Two fairs.}, {unit: sales, duty: Each lead is answered.}]\n"
    )
    assert "Agreement (SLA) › Duties › Each lead is answered › Unit" in [n for n, _, _, _ in facts(duty, "X3-PRO-1")]


def proof(told: str, language: str) -> str:
    return view_of(assessed(told), WORDINGS[language], program_version="0").proof.headline


@pytest.mark.parametrize(
    ("told", "en", "de"),
    [
        ("", "None of the 36 conditions has an answer.", "Keine der 36 Bedingungen hat eine Antwort."),
        (
            "departments: {lead_unit: none}\n",
            "None of the 36 conditions is known to be met; 28 are unknown.",
            "Von keiner der 36 Bedingungen ist bekannt, dass sie erfüllt ist; 28 sind unbekannt.",
        ),
        (
            "process: {lead_sketch: exists}\n",
            "One of 36 conditions is met; 35 are unknown.",
            "Eine von 36 Bedingungen ist erfüllt; 35 sind unbekannt.",
        ),
    ],
)
def test_nothing_is_counted_where_there_is_nothing_to_count(told: str, en: str, de: str) -> None:
    assert (proof(told, "en"), proof(told, "de")) == (en, de)


def bridge(told: str) -> str:
    w = WORDINGS["en"]
    a = assessed(told)
    view = bridge_view_of(a, FindingPrinter(a.profile, MODEL, w), w)
    assert view is not None
    return view.headline


def test_the_interface_is_counted_in_words() -> None:
    formats = "collaboration:\n  formats:\n    - {id: f, purposes: [lead_review], every: monthly, last_on: ongoing, "
    both = formats + "participants: [marketing, sales]}\n"
    assert bridge("") == "Whether the four parts of the interface are met is not known"
    assert bridge("collaboration: {formats: none}\n") == "None of the four parts of the interface is known to be met"
    assert bridge(both) == "One of the four parts of the interface is met, three are unknown"
    assert bridge(both + "process: {handovers: none}\n").endswith("is met, two are unknown")


def texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Iterable):
        for inner in part:
            yield from texts(inner)


def test_nothing_is_advised_where_the_question_comes_first() -> None:
    """What no page shows is not in the view either, so that its words are not explained."""
    view = FindingPrinter((a := assessed("")).profile, MODEL, WORDINGS["en"])
    unknown = [view.finding(finding) for finding in a.findings]
    assert {(one.remedy, one.owners, one.effort) for one in unknown} == {("", "", "")}
    explained = [name for _, name, _ in view_of(a, WORDINGS["en"], program_version="0").glossary]
    assert "Double opt-in" not in explained
    assert "Lead" in explained
