"""Every cell can be reached by what people say in one breath: no title, wording, name of an entry or day is asked for.

The fragments hold for each stage what is enough for it, and what denies it; they are laid over one another, so none of
them can take back what another says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.format import Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from tests.built_in import MODEL, assessment_of

SHORTEST = Path(__file__).resolve().parents[2] / "cases" / "interviews" / "shortest-3-3.yaml"
STAGES = (1, 2, 3, 4)

FRAME = "{format: 2, company: {name: Anybody}, assessment: {date: '2026-11-02'}}"

ENOUGH = {
    "x2": """
        terminology: {terms: {each: {definition: exists, agreed_by: [marketing, sales]}}}
        process: {agreement: {signed_by: [marketing, sales], rules: exists, kept: mostly}}
        collaboration:
          formats: {each: {purposes: [explain_fields], presented_by: [marketing, sales], last_on: ongoing}}
    """,
    "x3": """
        roles:
          joint_tasks: {each: {accountable: one, accepted_by: [marketing, sales]}}
          task_lists: [{unit: marketing, known_to: [sales]}, {unit: sales, known_to: [marketing]}]
          stand_ins: exists
        process:
          agreement: {duties: [marketing, sales], exceptions: exists}
          descriptions: [{unit: marketing, explained_to: [sales]}, {unit: sales, explained_to: [marketing]}]
        goals:
          goals: {each: {owners: [marketing, sales], contributions: [marketing, sales], last_reviewed: ongoing}}
        collaboration:
          exchanges: {each: {kind: customer_visit, participants: [marketing, sales], last_on: ongoing}}
    """,
    "x4": """
        departments:
          marketing: {reports_to: market_executive}
          sales: {reports_to: market_executive}
          mixed_teams: {each: {members: [marketing, sales], standing: true}}
        roles: {bridging_roles: {each: {covers: [marketing, sales], document: exists}}}
        terminology: {glossary: {scope: end_to_end, valid_in_reports_of: [marketing, sales]}}
        process: {end_to_end: {owned_by: [marketing, sales]}}
        collaboration:
          cross_work:
            - {unit: marketing, field: key_accounts, last_on: ongoing}
            - {unit: sales, field: campaign_planning, last_on: ongoing}
    """,
    "y2": """
        terminology:
          terms: {listed: [lead, mql, opportunity], each: {definition: exists, used_in: {each: {last_on: ongoing}}}}
        process: {lead_sketch: exists}
    """,
    "y3": """
        process:
          lead_process:
            document: exists
            state: in_force
            run_by: sales
            reach: [entry, opportunity, exit]
            statuses: {count: 6, each: {owners: one}}
            review: {every: monthly, figures: exists}
            changes: {each: {date: ongoing}}
        software: {lead_records: {kept_in: crm, fields: [status, owner]}}
    """,
    "y4": """
        departments: {lead_unit: {head: exists, reports_to: general_management}}
        roles:
          lead_duties: {generating: lead_unit, nurturing: lead_unit, scoring: lead_unit, qualifying: lead_unit}
        process: {interfaces: [marketing, sales]}
        software: {lead_records: {used_by: [marketing, sales, lead_unit]}}
    """,
}
DENIED = {
    "x2": "process: {rule_set: none, agreement: none}",
    "x3": "goals: {goals: none}",
    "x4": "departments: {mixed_teams: none}",
    "y2": "process: {lead_sketch: none, lead_process: none}",
    "y3": "process: {lead_process: {state: draft}}",
    "y4": "departments: {lead_unit: none}",
}


def fragments(x: int, y: int) -> Iterator[Mapping[str, Any]]:
    """What is enough for every stage up to the cell, and what denies the next stage of each axis."""
    yield yaml.safe_load(FRAME)
    for axis, stage in (("x", x), ("y", y)):
        for below in range(2, stage + 1):
            yield yaml.safe_load(ENOUGH[f"{axis}{below}"])
        if stage < STAGES[-1]:
            yield yaml.safe_load(DENIED[f"{axis}{stage + 1}"])


def laid_over(base: Any, over: Any, path: str = "") -> Any:
    """Both together; whoever says twice of one place must say the same."""
    if isinstance(base, dict) and isinstance(over, dict):
        shared = {name: laid_over(base[name], over[name], f"{path}.{name}") for name in base.keys() & over.keys()}
        return {**base, **over, **shared}
    assert base == over, f"{path}: two fragments disagree"
    return base


def composed(x: int, y: int) -> Mapping[str, Any]:
    whole: Any = {}
    for fragment in fragments(x, y):
        whole = laid_over(whole, fragment)
    return whole  # type: ignore[no-any-return]


@pytest.mark.parametrize(("x", "y"), list(product(STAGES, STAGES)))
def test_cell(x: int, y: int) -> None:
    text = yaml.safe_dump(composed(x, y), allow_unicode=True, sort_keys=False)
    result = assess(load_profile_text(text.encode(), f"{x}-{y}"), MODEL)
    assert result.cell.stages == (x, y), [f.criterion.id for s in result.axes for f in s.stages[s.proven].gates]
    assert result.firm


@pytest.mark.parametrize(("members", "outcome"), [("", Outcome.MET), ("members: [sales, service]", Outcome.NOT_MET)])
def test_a_mixed_team_is_one_of_both_unless_its_members_are_told(members: str, outcome: Outcome) -> None:
    """So that "the regional teams are mixed for good" is enough."""
    team = f"departments: {{mixed_teams: [{{name: Regional teams, standing: true, {members}}}]}}"
    text = yaml.safe_dump(laid_over(yaml.safe_load(FRAME), yaml.safe_load(team)))
    assert assess(load_profile_text(text.encode(), "team"), MODEL).by_id["X4-DEP-2"].outcome is outcome


def test_nothing_is_told_but_words_of_the_format() -> None:
    words = {
        "exists",
        "one",
        "none",
        "ongoing",
        "mostly",
        "lead",
        "mql",
        "opportunity",
        *words_of(profile_format().fields),
    }
    for name, fragment in {**ENOUGH, **DENIED}.items():
        told = set(texts(yaml.safe_load(fragment)))
        assert told <= words, name


def test_the_shortest_profile_of_an_aligned_company_with_a_managed_process() -> None:
    """Printed, for whoever runs it with ``-s``."""
    text = SHORTEST.read_text(encoding="utf-8")
    sys.stdout.write(f"\n{text}")
    assert len(text.splitlines()) <= 60
    result = assessment_of(SHORTEST)
    assert (result.cell.stages, result.firm) == ((3, 3), True)


def test_nothing_can_be_left_out_of_the_shortest_profile() -> None:
    """Without any one of its statements the company is elsewhere, or that it is there is no longer firm."""
    whole = yaml.safe_load(re.sub(r"date: (\d\S+)", r'date: "\1"', SHORTEST.read_text(encoding="utf-8")))
    needless = []
    for path in statements({k: v for k, v in whole.items() if k not in ("format", "company", "assessment")}):
        result = assess(load_profile_text(yaml.safe_dump(without(whole, path)).encode(), "shorter"), MODEL)
        if (result.cell.stages, result.firm) == ((3, 3), True):
            needless.append(path)
    assert not needless


def statements(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all keys whose value holds no other keys."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from statements(child, (*path, name))
    else:
        yield path


def without(value: Any, path: tuple[str, ...]) -> Any:
    """The same without one key, and without the groups that are empty then."""
    name, *rest = path
    if not rest:
        return {key: child for key, child in value.items() if key != name}
    left = without(value[name], tuple(rest))
    return {key: left if key == name else child for key, child in value.items() if key != name or left}


def words_of(field: Field | None) -> Iterator[str]:
    """Every choice of the format, and every word that may stand in place of a name."""
    if field is not None:
        yield from (*field.choices, *field.reference_also)
        for inner in (field.item, *field.fields.values()):
            yield from words_of(inner)


def texts(value: Any) -> Iterator[str]:
    """Every text that is told, at any depth."""
    if isinstance(value, dict):
        for child in value.values():
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)
    elif isinstance(value, str):
        yield value
