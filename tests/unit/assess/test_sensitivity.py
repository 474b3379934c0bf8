from __future__ import annotations

import pathlib
import textwrap
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.assess.effects import with_change
from lmmm_report.assess.plan.plan import proven
from lmmm_report.assess.result.findings import FactReader
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.profile import COMPANION_ENDINGS, FactValue, Path, Profile
from lmmm_report.facts.completing import Reckoning
from lmmm_report.facts.stating import come_to_life, told
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_fragment
from tests.builders import a_criterion_entry, a_model_folder
from tests.built_in import MODEL, assessment_of

ROOT = pathlib.Path(__file__).resolve().parents[3]
CASES = sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))
ON = date(2026, 10, 15)
RULES = {"fill": {"en": "The rules", "fr": "Les règles"}}

Assessed = Callable[..., Assessment]


@pytest.fixture
def assessed(tmp_path: pathlib.Path) -> Assessed:
    """Assesses a profile by the small model with these conditions of its two gates and effects of their measures."""

    def result(
        text: str,
        trust: str = "process.rule_set.document != none",
        craft: str = "process.agreement.document != none",
        *effects: Any,
        **criteria: Any,
    ) -> Assessment:
        change = {"0.condition": trust, "1.condition": craft} | criteria
        measures = {"0.effects": list(effects), "1.effects": list(effects)} if effects else {}
        model = load_model(a_model_folder(tmp_path, criteria=change, measures=measures))
        return assess(load_fragment(textwrap.dedent(text), "profile.yaml", on=ON), model)

    return result


def fragile(result: Assessment) -> list[tuple[str, tuple[int, int], int, tuple[str, ...]]]:
    return [(fact.path, fact.cell, fact.lost, fact.criteria) for fact in result.sensitivity.fragile]


def near(result: Assessment) -> list[tuple[str, str, Any]]:
    return [(gate.criterion, gate.path, gate.change.value) for gate in result.sensitivity.near]


# --- Facts that the cell rests on

BOTH = "process: {rule_set: {document: R}, agreement: {document: A}}"


def test_a_fact_that_a_gate_rests_on_costs_its_stage(assessed: Assessed) -> None:
    assert fragile(assessed(BOTH)) == [
        ("process.agreement.document", (2, 1), 1, ("C2-TOO-1",)),
        ("process.rule_set.document", (1, 2), 1, ("T2-PEO-1",)),
    ]


def test_a_fact_that_both_axes_rest_on_costs_both(assessed: Assessed) -> None:
    result = assessed("process: {rule_set: {document: R}}", craft="process.rule_set.document != none")
    assert fragile(result) == [("process.rule_set.document", (1, 1), 2, ("T2-PEO-1", "C2-TOO-1"))]


def test_what_costs_more_comes_first_then_what_has_no_evidence_then_the_path(assessed: Assessed) -> None:
    text = """
        process:
          rule_set:
            evidence: [{note: Seen}]
            document: R
            dispute_path: D
          agreement:
            document: A
            escalation: E
          opportunity_entry: mixed
    """
    result = assessed(
        text,
        "process.rule_set.document != none && process.agreement.escalation != none && process.opportunity_entry != none",
        "process.agreement.document != none && process.opportunity_entry != none",
    )
    assert [fact.path for fact in result.sensitivity.fragile] == [
        "process.opportunity_entry",
        "process.agreement.document",
        "process.agreement.escalation",
        "process.rule_set.document",
    ]
    assert [len(fact.evidence) for fact in result.sensitivity.fragile] == [0, 0, 0, 1]
    assert [fact.place.line for fact in result.sensitivity.fragile] == [10, 8, 9, 5]


def test_where_another_fact_would_do_nothing_is_fragile(assessed: Assessed) -> None:
    """The first of the two is what the verdict rests on; without it the second carries it."""
    either = "process.rule_set.document != none || process.agreement.document != none"
    assert fragile(assessed(BOTH, either, either)) == []


def test_what_is_not_reached_rests_on_nothing(assessed: Assessed) -> None:
    assert fragile(assessed("process: {rule_set: none, agreement: {document: A}}")) == [
        ("process.agreement.document", (1, 1), 1, ("C2-TOO-1",))
    ]
    assert fragile(assessed("process: none")) == []
    assert fragile(assessed("goals: none")) == []


def test_a_gate_of_a_stage_that_is_not_proven_yet_is_not_asked(assessed: Assessed) -> None:
    """The second gate of the stage is not met, so the stage does not rest on the first."""
    second = a_criterion_entry("T2-PEO-2", condition="process.rule_set.dispute_path != none")
    result = assessed("process: {rule_set: {document: R, dispute_path: none}}", **{"2": second})
    assert result.cell.stages == (1, 1)
    assert fragile(result) == []


def test_advice_and_signs_are_not_asked(assessed: Assessed) -> None:
    advice = a_criterion_entry("T2-PEO-2", kind="advice", condition="process.rule_set.dispute_path != none")
    result = assessed("process: {rule_set: {document: R, dispute_path: D}}", **{"2": advice})
    assert [fact.path for fact in result.sensitivity.fragile] == ["process.rule_set.document"]


def test_a_declared_gate_rests_on_no_fact(assessed: Assessed) -> None:
    declared = """
        declarations:
          - {criterion: T2-PEO-1, state: not_applicable, reason: R, by: B, date: 2026-10-01}
    """
    second = a_criterion_entry("T2-PEO-2", condition="process.rule_set.dispute_path != none")
    text = "process: {rule_set: {document: R, dispute_path: D}}\n" + textwrap.dedent(declared)
    assert [fact.path for fact in assessed(text, **{"2": second}).sensitivity.fragile] == [
        "process.rule_set.dispute_path"
    ]


@pytest.mark.parametrize(
    ("condition", "text", "path"),
    [
        (
            "process.rule_set.last_followed_age <= limits.fresh_days",
            "process: {rule_set: {last_followed: 2026-10-01}}",
            "process.rule_set.last_followed",
        ),
        (
            "process.lead_process.review.every_days <= 31",
            "process: {lead_process: {review: {every: weekly}}}",
            "process.lead_process.review.every",
        ),
        (
            "process.handovers.exists(h, h.accept_within_hours <= 48)",
            "process: {handovers: [{id: a, accept_within: 1 d}]}",
            "process.handovers[a].accept_within",
        ),
        (
            "software.single_customer_record",
            "software: {single_customer_record: true}",
            "software.single_customer_record",
        ),
        (
            "!software.single_customer_record",
            "software: {single_customer_record: false}",
            "software.single_customer_record",
        ),
        ("process.handovers.exists(h, h.attempts >= 2)", "process: {handovers: [{id: a, attempts: 3}]}", "process.handovers[a].attempts"),
        (
            '"sales" in process.rule_set.accepted_by',
            "process: {rule_set: {accepted_by: [sales]}}",
            "process.rule_set.accepted_by",
        ),
    ],
)  # fmt: skip
def test_facts_of_all_kinds_can_be_wrong(assessed: Assessed, condition: str, text: str, path: str) -> None:
    assert fragile(assessed(text, condition)) == [(path, (1, 1), 1, ("T2-PEO-1",))]


def test_what_an_entry_calls_itself_is_no_claim(assessed: Assessed) -> None:
    condition = 'terminology.terms.exists(t, t.id == "lead" && t.definition != none)'
    result = assessed("terminology: {terms: [{id: lead, definition: D}]}", condition)
    assert [fact.path for fact in result.sensitivity.fragile] == ["terminology.terms[lead].definition"]


# --- Gates that one fact is missing to


@pytest.mark.parametrize(("text", "before"), [("process: {rule_set: {document: none}}", "none"), ("goals: none", None)])
def test_a_gate_that_one_change_would_close_is_near(assessed: Assessed, text: str, before: str | None) -> None:
    result = assessed(text)
    (gate,) = result.sensitivity.near
    assert (gate.criterion, gate.path) == ("T2-PEO-1", "process.rule_set.document")
    assert (gate.change.before, gate.change.value, gate.change.assumed) == (before, "The rules", True)
    assert (gate.place.line, gate.place.column) == ((1, 32) if before else (1, 1))


def test_near_gates_come_in_the_order_of_the_path(assessed: Assessed) -> None:
    """The small model's path takes craft first."""
    result = assessed("process: none")
    assert near(result) == [("T2-PEO-1", "process.rule_set.document", "The rules")]
    both = "process.rule_set.document != none"
    assert [gate.criterion for gate in assessed("process: none", both, both).sensitivity.near] == [
        "C2-TOO-1",
        "T2-PEO-1",
    ]


def test_a_gate_that_needs_two_changes_is_not_near(assessed: Assessed) -> None:
    condition = 'process.rule_set.dispute_path != none && "sales" in process.rule_set.accepted_by'
    effect = {"at": "process.rule_set", "state": {"dispute_path": RULES, "accepted_by": {"all_of": ["sales"]}}}
    never = "process.agreement.document != none"
    assert near(assessed("process: {rule_set: none}", condition, never, effect)) == []
    assert near(assessed("process: {rule_set: {dispute_path: R}}", condition, never, effect)) == [
        ("T2-PEO-1", "process.rule_set.accepted_by", ("sales",))
    ]


def test_a_gate_that_needs_a_new_entry_is_not_near(assessed: Assessed) -> None:
    condition = "terminology.terms.exists(t, t.id == 'lead')"
    effect = {"at": "terminology.terms", "one": {"id": "lead"}, "state": {"term": RULES}}
    assert near(assessed("terminology: {terms: [{id: mql}]}", condition, condition, effect)) == []
    assert near(assessed("terminology: none", condition, condition, effect)) == []


def test_a_gate_that_is_met_or_declared_away_is_not_near(assessed: Assessed) -> None:
    assert near(assessed("process: {rule_set: {document: R}}")) == []
    declared = "{criterion: T2-PEO-1, state: not_applicable, reason: R, by: B, date: 2026-10-01}"
    assert near(assessed(f"process: none\ndeclarations: [{declared}]")) == []


def test_a_date_that_is_too_old_is_one_fact(assessed: Assessed) -> None:
    condition = "process.rule_set.last_followed_age <= limits.fresh_days"
    effect = {"at": "process.rule_set", "state": {"last_followed": {"within": "fresh_days"}}}
    result = assessed("process: {rule_set: {last_followed: 2020-01-01}}", condition, condition, effect)
    assert {gate.change.value for gate in result.sensitivity.near} == {"2026-10-15"}
    assert [gate.criterion for gate in result.sensitivity.near] == ["C2-TOO-1", "T2-PEO-1"]


# --- The built-in model


def case(name: str) -> Assessment:
    (path,) = (path for path in CASES if path.parent.name == name)
    return assessment_of(path)


def test_a_common_goal_is_one_fact_away() -> None:
    result = case("23-all-but-a-common-goal")
    gate = next(gate for gate in result.sensitivity.near if gate.criterion == "X3-GOA-1")
    assert gate.path == "goals.goals[mql_count].owners"
    assert (gate.change.before, gate.change.value) == (("marketing",), ("marketing", "sales"))
    assert gate.change.assumed is False
    assert result.sensitivity.near[0] is gate
    changed = with_change(result.profile, gate.change.path, gate.change.stated)
    cell, (coordinate, _) = proven(changed, result.findings, MODEL, Remembered(MODEL.limits))
    assert (cell, coordinate - result.axes[0].coordinate.low) == ((2, 3), Fraction(1, 8))


def test_a_house_of_cards_rests_on_its_oldest_definitions() -> None:
    """One definition of lead or MQL carries all four stages of lead management; a system carries the last one alone."""
    result = case("14-lonely-lead-desk")
    by_path = {fact.path: fact for fact in result.sensitivity.fragile}
    first = result.sensitivity.fragile[0]
    assert (first.path, first.cell, first.lost) == ("terminology.terms[lead].definition", (1, 1), 3)
    assert first.criteria == ("Y2-TER-1", "Y2-TER-2")
    assert by_path["departments.lead_unit.head"].cell == (1, 3)
    assert [fact.lost for fact in result.sensitivity.fragile] == sorted(
        (fact.lost for fact in result.sensitivity.fragile), reverse=True
    )


def test_a_company_at_the_start_has_nothing_to_lose() -> None:
    assert case("11-side-by-side").sensitivity.fragile == ()


def test_a_company_at_the_end_has_nothing_near() -> None:
    result = case("44-one-organisation")
    assert result.sensitivity.near == ()
    assert len(result.sensitivity.fragile) > 50


def paths_in(value: FactValue, path: Path = ()) -> Iterator[tuple[Path, FactValue]]:
    """Every statement in a tree of facts; prepared companions are none."""
    if isinstance(value, Mapping):
        for name, child in value.items():
            if name not in ("there", "alive") and not any(
                name.endswith(ending) and name[: -len(ending)] in value for ending in COMPANION_ENDINGS
            ):
                yield from paths_in(child, (*path, name))
        return
    yield path, value
    if isinstance(value, tuple):
        for index, child in enumerate(value):
            if isinstance(child, Mapping):
                yield from paths_in(child, (*path, index))


def is_list_of_groups(value: FactValue) -> bool:
    return isinstance(value, tuple) and any(isinstance(entry, Mapping) for entry in value)


def cell_without(result: Assessment, path: Path, value: FactValue) -> tuple[int, int]:
    """The proven cell if this statement were wrong, every gate asked again: told apart from how the program does it."""
    wrong: FactValue = () if isinstance(value, tuple) else (not value) if isinstance(value, bool) else 0
    wrong = "none" if isinstance(value, str) else wrong
    stated = rebuilt(result.profile.stated, path, wrong, result.profile.described.fields)
    reckoning = Reckoning(result.profile.date, result.profile.described.rhythms)
    facts = told(stated, result.profile.described, reckoning).facts
    return proven(result.profile._replace(facts=facts), result.findings, MODEL, Remembered(MODEL.limits))[0]


def rebuilt(tree: Any, path: Path, value: FactValue, place: Any) -> Any:
    """A copy of a tree with another value at one place."""
    if not path:
        return value
    if tree is None or isinstance(tree, Mapping):
        tree = tree or {}
        if tree.get("there") is False:
            tree = come_to_life(tree, place)
        return {**tree, path[0]: rebuilt(tree.get(str(path[0])), path[1:], value, place.fields[str(path[0])])}
    if tree is None:
        return {path[0]: rebuilt(None, path[1:], value, place.fields[str(path[0])])}
    assert isinstance(path[0], int)
    return (*tree[: path[0]], rebuilt(tree[path[0]], path[1:], value, place.item), *tree[path[0] + 1 :])


def names_its_entry(profile: Profile, path: Path, value: FactValue) -> bool:
    return profile.item_names.get(path[:-1]) == value


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.long) if n % 3 else path for n, path in enumerate(CASES)],
    ids=lambda path: path.parent.name,
)
def test_exactly_the_facts_that_cost_a_stage_are_fragile(path: pathlib.Path) -> None:
    """Every single statement made wrong and the whole profile judged again: the same facts, the same cells."""
    result = assessment_of(path)
    reader = FactReader(result.profile)
    expected, lists = {}, set()
    for place, value in paths_in(result.profile.stated):
        cell = cell_without(result, place, value)
        if is_list_of_groups(value):
            lists.add(reader.label(place))
        elif not names_its_entry(result.profile, place, value) and sum(cell) < sum(result.cell.stages):
            expected[reader.label(place)] = cell
    listed = {fact.path: fact.cell for fact in result.sensitivity.fragile if fact.path not in lists}
    assert listed == expected
    reached = dict(zip((axis.id for axis in MODEL.axes), result.cell.stages, strict=True))
    for fact in result.sensitivity.fragile:
        assert fact.lost == sum(result.cell.stages) - sum(fact.cell) > 0
        lost = [MODEL.criterion(criterion_id) for criterion_id in fact.criteria]
        assert all(2 <= gate.stage <= reached[gate.axis] for gate in lost)
        assert {gate.axis for gate in lost} == {
            a for (a, s), n in zip(reached.items(), fact.cell, strict=True) if n < s
        }


def test_a_list_of_entries_is_no_single_fact() -> None:
    result = case("14-lonely-lead-desk")
    lists = {
        FactReader(result.profile).label(place)
        for place, value in paths_in(result.profile.stated)
        if is_list_of_groups(value)
    }
    assert "software.systems" in lists
    assert result.sensitivity.fragile
    assert lists.isdisjoint(fact.path for fact in result.sensitivity.fragile)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_near_gate_is_closed_by_its_change_alone(path: pathlib.Path) -> None:
    result = assessment_of(path)
    open_gates = [finding.criterion.id for finding in result.gap.open]
    assert [gate for gate in open_gates if gate in {n.criterion for n in result.sensitivity.near}] == [
        n.criterion for n in result.sensitivity.near
    ]
    for gate in result.sensitivity.near:
        changed = with_change(result.profile, gate.change.path, gate.change.stated)
        again = assess(changed, MODEL)
        assert again.by_id[gate.criterion].outcome.value == "met"
        assert gate.change.measure in {measure.id for measure in MODEL.measures_for(gate.criterion)}
        assert gate.place == result.profile.place(gate.change.path)
