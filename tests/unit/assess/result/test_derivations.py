"""What follows from what: each derivation of the model concludes, and does not where its facts only look alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lmmm_report.assess.conditions.evaluate import evaluate
from lmmm_report.assess.lint import derivation_problems
from lmmm_report.assess.result.findings import find
from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.model import CarriedBy, Case, Derivation, DerivationKind
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.load.profile.profile import load_fragment
from tests.builders import replace
from tests.built_in import MODEL

READER = FragmentReader()
EMPTY = READER.empty()
CASES = [
    pytest.param(derivation, case, criterion_id, id=f"{derivation.id}-{number}-{criterion_id}")
    for derivation in MODEL.derivations
    for number, case in enumerate(derivation.cases, 1)
    for criterion_id in case.concludes
]


def findings(text: str) -> dict[str, Finding]:
    profile = load_fragment(text, "told", on=date(2026, 10, 15))
    return {finding.criterion.id: finding for finding in find(profile, MODEL)}


@pytest.mark.parametrize(("derivation", "case", "criterion_id"), CASES)
def test_it_concludes(derivation: Derivation, case: Case, criterion_id: str) -> None:
    finding = findings(case.examples["concludes"].text)[criterion_id]
    assert finding.outcome is (Outcome.MET if case.met else Outcome.NOT_MET)
    if derivation.carried_by is CarriedBy.RULE:
        assert (finding.derivation, finding.case) == (derivation, case)
        assert finding.facts
    else:
        assert finding.derivation is None


@pytest.mark.parametrize(("derivation", "case", "criterion_id"), CASES)
def test_it_does_not_conclude(derivation: Derivation, case: Case, criterion_id: str) -> None:
    finding = findings(case.examples["not"].text)[criterion_id]
    assert finding.case != case
    if derivation.carried_by is not CarriedBy.RULE:
        assert finding.outcome is not (Outcome.MET if case.met else Outcome.NOT_MET)


@pytest.mark.parametrize(("derivation", "case", "criterion_id"), CASES)
def test_nothing_told_concludes_nothing(derivation: Derivation, case: Case, criterion_id: str) -> None:
    finding = findings("{}")[criterion_id]
    assert (finding.outcome, finding.derivation) == (Outcome.UNKNOWN, None)


def test_what_fills_in_never_overrules_what_is_stated() -> None:
    settled = 0
    for derivation, case, criterion_id in (entry.values for entry in CASES):
        criterion = MODEL.criterion(criterion_id)
        if derivation.kind is not DerivationKind.FILLS_IN:
            continue
        for name in ("met", "not_met"):
            facts = READER.told([case.examples["concludes"], criterion.examples[name]])
            own = evaluate(criterion.condition.expression.own, facts, MODEL.limits).value
            if own is None:  # what the example states of one entry leaves open what holds of the other
                continue
            finding = next(f for f in find(EMPTY._replace(facts=facts), MODEL) if f.criterion.id == criterion_id)
            assert finding.outcome is (Outcome.MET if own else Outcome.NOT_MET), (derivation.id, criterion_id, name)
            settled += 1
    assert settled >= 20


def test_a_finding_names_the_lines_that_it_follows_from() -> None:
    told = "# notes\ndepartments:\n  marketing:\n    reports_to: general_management\n  sales:\n    reports_to: owner\n"
    finding = findings(f"{told}  executives:\n    - id: owner\n")["X4-DEP-1"]
    assert finding.derivation is not None
    assert finding.derivation.id == "D4"
    assert {fact.place.line for fact in finding.facts} == {4, 6}


def test_what_its_own_condition_decides_follows_from_nothing_else() -> None:
    finding = findings("departments:\n  joint_unit: exists\n")["X4-DEP-1"]
    assert (finding.outcome, finding.derivation, finding.case) == (Outcome.MET, None, None)


def test_a_duty_of_a_department_that_does_not_exist_is_a_contradiction_with_its_place() -> None:
    from lmmm_report.assess.result.findings import find_contradictions

    text = "departments:\n  lead_unit: none\nroles:\n  lead_duties:\n    qualifying: lead_unit\n"
    profile = load_fragment(text, "told", on=date(2026, 10, 15))
    (clash,) = find_contradictions(profile, MODEL)
    assert clash.contradiction.id == "C-10"
    assert {2, 5} <= {fact.place.line for fact in clash.facts}


def planted(derivation_id: str, **changes: Any) -> list[str]:
    """What the linter says of the model with one derivation changed."""
    from lmmm_report.load.model.derivations import with_derivations

    plain = tuple(
        c._replace(condition=c.condition._replace(expression=getattr(c.condition.expression, "own", None)))
        if MODEL.derivations_for(c.id)
        else c
        for c in MODEL.criteria
    )
    derivations = tuple(
        d._replace(cases=tuple(case._replace(**changes) for case in d.cases)) if d.id == derivation_id else d
        for d in MODEL.derivations
    )
    model = replace(MODEL, criteria=with_derivations(plain, derivations), derivations=derivations)
    return [problem.code for problem in derivation_problems(model, READER)]


def test_the_linter_finds_an_example_that_does_not_do_what_it_says() -> None:
    d7 = next(d for d in MODEL.derivations if d.id == "D7")
    turned = {"concludes": d7.cases[0].examples["not"], "not": d7.cases[0].examples["concludes"]}
    assert planted("D7", examples=turned) == ["example", "example"]


def test_the_linter_finds_a_derivation_from_one_axis_to_the_other() -> None:
    gate = MODEL.criterion("Y3-PRO-1")
    own = getattr(gate.condition.expression, "own", gate.condition.expression)
    crossing = gate.condition._replace(expression=own)
    assert "crossing" in planted("D12", condition=crossing)
