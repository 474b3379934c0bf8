"""A company at (3,3): a trifle throws it back no stage, and a bluff that stands in for one of its facts does."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.result.findings import find
from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.profile import load_fragment, load_profile_text
from lmmm_report.problems import UserError
from tests.built_in import MODEL

ON = date(2026, 10, 15)

ALIGNED = yaml.safe_load("""
departments:
  marketing: {head: exists, reports_to: general_management}
  sales: {head: exists, reports_to: general_management}
  lead_unit: none
  mixed_teams: none
roles:
  joint_tasks: {each: {accountable: one, accepted_by: [marketing, sales]}}
  task_lists:
    - {unit: marketing, known_to: [sales]}
    - {unit: sales, known_to: [marketing]}
  stand_ins: exists
terminology:
  terms:
    listed: [lead, mql, opportunity]
    each: {definition: exists, agreed_by: [marketing, sales], used_in: [{where: Monthly list, every: monthly}]}
process:
  rule_set: {accepted_by: [marketing, sales], kept: mostly, exceptions: exists}
  agreement: {signed_by: [marketing, sales], duties: [marketing, sales]}
  descriptions:
    - {unit: marketing, explained_to: [sales]}
    - {unit: sales, explained_to: [marketing]}
  lead_sketch: exists
  lead_process:
    document: exists
    in_force_since: about 2 years ago
    run_by: marketing
    statuses: {count: 8, each: {owners: one}}
    reach: [entry, opportunity, exit]
    review: {every: monthly, figures: exists}
    changes: [{date: 2026-08}]
software:
  lead_records: {kept_in: crm, fields: [status, owner]}
goals:
  goals:
    - {id: led, owners: [marketing, sales], contributions: [marketing, sales], reviewed_every: monthly}
collaboration:
  formats: [{purposes: [explain_fields], presented_by: [marketing, sales], every: half_yearly}]
  exchanges: [{kind: customer_visit, participants: [marketing, sales], last_on: ongoing}]
""")


def told(**changes: Any) -> dict[str, Any]:
    """What the company states with other values at dotted paths (``__`` between the steps)."""
    data: dict[str, Any] = copy.deepcopy(ALIGNED)
    for path, value in changes.items():
        *way, last = path.split("__")
        here = data
        for step in way:
            here = here[step]
        here[last] = value
    return data


def outcomes(data: dict[str, Any]) -> dict[str, Outcome]:
    profile = load_fragment(yaml.safe_dump(data, allow_unicode=True), "told", on=ON)
    return {f.criterion.id: f.outcome for f in find(profile, MODEL) if f.criterion.kind is Kind.GATE}


def cell(data: dict[str, Any]) -> tuple[int, int]:
    (x, _, _), (y, _, _) = stages_and_coordinates(MODEL, outcomes(data))
    return x, y


def ago(days: int) -> str:
    return (ON - timedelta(days=days)).isoformat()


def test_the_company_is_aligned_and_managed() -> None:
    assert cell(ALIGNED) == (3, 3)


YEARLY = {"purposes": ["explain_fields"], "presented_by": ["marketing", "sales"], "every": "yearly"}
ONE_PAPER = {
    "signed_by": ["marketing", "sales"],
    "duties": ["marketing", "sales"],
    "rules": "exists",
    "exceptions": "exists",
    "kept": "mostly",
}
TRIFLES = {
    "a yearly briefing 370 days ago, and nothing else of the kind recently": {
        "collaboration__formats": [{**YEARLY, "last_on": ago(370)}]
    },
    "a yearly briefing five weeks overdue": {"collaboration__formats": [{**YEARLY, "last_on": ago(365 + 35)}]},
    "a series that has lapsed beside a visit": {
        "collaboration__formats": [{**YEARLY, "every": "quarterly", "last_on": ago(250)}]
    },
    "no separate rules, but an agreement that says how disputes are avoided and what holds when it does not fit": {
        "process__rule_set": "none",
        "process__agreement": ONE_PAPER,
    },
    "no agreement of that name, but a charter with duties of both": {
        "process__agreement": "none",
        "process__rule_set__duties": ["marketing", "sales"],
    },
    "the last change of the process 13 months ago": {"process__lead_process__changes": [{"date": "2025-09"}]},
    "changes by a kept list": {
        "process__lead_process__changes": "none",
        "process__lead_process__improvement": {"every": "quarterly"},
    },
    "one exception, not told": {"process__rule_set__exceptions": "one"},
    "an agreement of unknown age, kept": {
        "process__agreement": {**ONE_PAPER, "signed_on": "2014", "rules": "none"},
    },
    "rules kept in eight of ten cases": {"process__rule_set__kept": "8 of 10"},
    "a training in May": {
        "collaboration__exchanges": [{"kind": "training", "participants": ["marketing", "sales"], "last_on": "2026-05"}]
    },
    "part of sales runs the process": {"process__lead_process__run_by": "inside_sales"},
    "end statuses without an owner": {
        "process__lead_process__statuses": [
            {"id": "new", "kind": "entry", "owners": "one"},
            {"id": "mql", "kind": "in_work", "owners": "one"},
            {"id": "lost", "kind": "exit", "owners": "none"},
        ]
    },
    "names of statuses, no kinds and no reach": {
        "process__lead_process__statuses": {"listed": ["new", "mql", "opportunity"], "each": {"owners": "one"}},
        "process__lead_process__reach": None,
    },
}


@pytest.mark.parametrize("changes", TRIFLES.values(), ids=list(TRIFLES))
def test_a_trifle_throws_nobody_back(changes: dict[str, Any]) -> None:
    data = told(**changes)
    assert cell(data) == (3, 3), {gate: one for gate, one in outcomes(data).items() if one is not Outcome.MET}


MET, NOT, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
NO_VISITS = {"collaboration__exchanges": "none", "process__descriptions": "none"}
BLUFFS: dict[str, tuple[dict[str, Any], str, Outcome]] = {
    "an agreement known by its signing in 2014 alone": (
        {
            "process__agreement": {
                "signed_by": ["marketing", "sales"],
                "duties": ["marketing", "sales"],
                "signed_on": "2014",
            }
        },
        "X3-PRO-1",
        OPEN,
    ),
    "an agreement that nobody keeps": (
        {"process__agreement": {**ONE_PAPER, "kept": "never"}},
        "X3-PRO-1",
        NOT,
    ),
    "an agreement by word of mouth": ({"process__agreement": {**ONE_PAPER, "state": "unwritten"}}, "X3-PRO-1", NOT),
    "a monthly review a year ago": (
        {"process__lead_process__review": {"every": "monthly", "figures": "exists", "last_on": ago(360)}},
        "Y3-PRO-3",
        NOT,
    ),
    "a review of the mood": (
        {"process__lead_process__review": {"every": "monthly", "figures": ["Stimmung"]}},
        "Y3-PRO-3",
        NOT,
    ),
    "a review by occasion": (
        {"process__lead_process__review": {"every": "ad_hoc", "figures": "exists", "last_on": ago(10)}},
        "Y3-PRO-3",
        NOT,
    ),
    "a monthly list last issued a year ago": (
        {
            "terminology__terms__each": {
                "definition": "exists",
                "used_in": [{"where": "List", "every": "monthly", "last_on": ago(360)}],
            }
        },
        "Y2-TER-2",
        NOT,
    ),
    "a lead department that does not exist answers for a task": (
        {"roles__joint_tasks": [{"task": "Fairs", "accountable": "lead_unit", "accepted_by": ["marketing", "sales"]}]},
        "X3-ROL-1",
        NOT,
    ),
    "a lead department that does not exist runs the process": (
        {"process__lead_process__run_by": "lead_unit"},
        "Y3-DEP-1",
        NOT,
    ),
    "duties of a lead department that does not exist": (
        {"roles__lead_duties": {"generating": "lead_unit"}},
        "Y4-ROL-1",
        NOT,
    ),
    "a draft of the process": ({"process__lead_process__state": "draft"}, "Y3-PRO-1", NOT),
    "rules that lie in a drawer": ({"process__rule_set__kept": "rarely"}, "X2-PRO-1", NOT),
    "about half the time": ({"process__rule_set__kept": "about half"}, "X2-PRO-1", OPEN),
    "a briefing of one side": (
        {"collaboration__formats": [{**YEARLY, "presented_by": ["marketing"]}], **NO_VISITS},
        "X2-COL-1",
        NOT,
    ),
    "a goal that is over": ({"goals__goals": [{**ALIGNED["goals"]["goals"][0], "until": "2025"}]}, "X3-GOA-1", NOT),
    "a wish": ({"goals__goals": [{**ALIGNED["goals"]["goals"][0], "figure": "none"}]}, "X3-GOA-1", NOT),
    "leads on cards": ({"software__lead_records__share": "30 of 140"}, "Y3-SOF-1", NOT),
    "one roof": ({"departments__joint_unit": None}, "X4-DEP-1", NOT),
}


@pytest.mark.parametrize(("changes", "gate", "outcome"), BLUFFS.values(), ids=list(BLUFFS))
def test_a_bluff_is_not_enough(changes: dict[str, Any], gate: str, outcome: Outcome) -> None:
    data = told(**changes)
    if gate == "X2-PRO-1":
        data["process"]["agreement"] = "none"
    assert outcomes(data)[gate] is outcome


def test_hearsay_leaves_a_gate_open() -> None:
    data = told()
    data["process"]["agreement"] = {**ONE_PAPER, "basis": "heard", "said_by": "head of sales"}
    assert outcomes(data)["X3-PRO-1"] is Outcome.UNKNOWN


def test_what_is_denied_is_not_met_and_what_was_not_asked_is_unknown() -> None:
    assert outcomes(told(roles__stand_ins="none"))["X3-ROL-2"] is Outcome.NOT_MET
    assert outcomes(told(roles__stand_ins="none", departments__mixed_teams=None))["X3-ROL-2"] is Outcome.UNKNOWN


@pytest.mark.parametrize("word", ["offen", "tbd", "?", "…", "n/a"])
def test_a_placeholder_is_refused_at_the_door(word: str) -> None:
    head = "format: 2\ncompany: {name: Example}\nassessment: {date: 2026-10-15}\n"
    term = f"terminology: {{terms: [{{id: lead, definition: '{word}', agreed_by: [marketing, sales]}}]}}\n"
    with pytest.raises(UserError) as caught:
        load_profile_text((head + term).encode(), "told.yaml")
    assert [problem.line for problem in caught.value.problems] == [4]
