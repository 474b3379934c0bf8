"""The tables of a what-if hold what carrying out and assessing again says, for every choice of measures."""

from __future__ import annotations

import random
from pathlib import Path
from types import MappingProxyType

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.what_if import MOST_MEASURES, acting_on, what_if_of
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.effect import Effect, Entry, Exactly, New
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Target
from lmmm_report.domain.what_if import GateTable, WhatIf
from lmmm_report.load.expression.expression import parse_expression
from lmmm_report.load.model.model import load_model, profile_format_in
from lmmm_report.load.profile.profile import load_profile
from tests.builders import replace
from tests.built_in import MODEL, assessment_of

ROOT = Path(__file__).resolve().parents[4]
PROFILES = [*sorted((ROOT / "configs").glob("*.yaml")), *sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))]
OUTCOMES = {"1": Outcome.MET, "0": Outcome.NOT_MET, "?": Outcome.UNKNOWN, "-": Outcome.NOT_APPLICABLE}


def looked_up(table: GateTable, chosen: set[int]) -> Outcome:
    return OUTCOMES[table.outcomes[sum(1 << bit for bit, number in enumerate(table.measures) if number in chosen)]]


def assert_exact(before: Assessment, what_if: WhatIf, model: Model, choices: int, seed: str) -> None:
    planned = [p.measure for p in before.plan.measures]
    rng = random.Random(seed)
    for _ in range(choices):
        chosen = set(rng.sample(range(len(planned)), rng.randint(0, len(planned))))
        after = assess(carry_out(before.profile, [planned[n] for n in sorted(chosen)], model).profile, model)
        for table in what_if.tables:
            assert looked_up(table, chosen) is after.by_id[table.gate].outcome, (table, sorted(chosen))


def test_there_are_profiles() -> None:
    assert len(PROFILES) > 25


@pytest.mark.parametrize("path", PROFILES, ids=lambda p: p.stem if p.stem != "profile" else p.parent.name)
def test_tables_are_exact(path: Path) -> None:
    before = assessment_of(path)
    what_if = what_if_of(before)
    assert what_if.measures == tuple(p.measure.id for p in before.plan.measures)
    assert len(what_if.tables) == sum(c.kind.value == "gate" and c.stage > 1 for c in MODEL.criteria)
    assert all(len(t.outcomes) == 2 ** len(t.measures) for t in what_if.tables)
    assert all(t.measures == tuple(sorted(set(t.measures))) for t in what_if.tables)
    assert_exact(before, what_if, MODEL, 5, path.parent.name + path.stem)


def test_tables_of_an_own_model_are_exact() -> None:
    folder = ROOT / "tests/models/bakery"
    model = load_model(folder)
    profile = load_profile(
        ROOT / "tests/models/corner-bakery.yaml",
        criteria=frozenset(c.id for c in model.criteria),
        measures=frozenset(m.id for m in model.measures),
        described=profile_format_in(folder),
    )
    before = assess(profile, model)
    what_if = what_if_of(before)
    assert what_if.measures
    assert_exact(before, what_if, model, 30, "bakery")


def test_a_gate_set_aside_stays_so() -> None:
    profile = load_profile(ROOT / "tests/cases/accept/edge-nothing-stated/profile.yaml")
    ideal = Target(stages={axis.id: axis.stages[-1].id for axis in MODEL.axes})
    before = assess(replace(profile, target=ideal), MODEL)
    gate = next(f for f in before.findings if f.criterion.kind.value == "gate" and f.criterion.stage > 1)
    findings = tuple(replace(f, outcome=Outcome.NOT_APPLICABLE) if f is gate else f for f in before.findings)
    tables = {t.gate: t for t in what_if_of(replace(before, findings=findings)).tables}
    assert tables[gate.criterion.id] == GateTable(gate=gate.criterion.id, measures=(), outcomes="-")


def a_measure(measure_id: str, *effects: Effect) -> Measure:
    return replace(MODEL.measures[0], id=measure_id, effects=effects)


def a_group(*path: str, fields: tuple[str, ...] = ("document",)) -> Effect:
    return Effect(path=path, state=MappingProxyType({name: Exactly("x") for name in fields}))


def an_entry(*path: str, named_by: tuple[str, ...] = ()) -> Effect:
    entry = Entry(match=MappingProxyType({}), state=MappingProxyType({"id": New("x")}), key="id")
    return Effect(path=path, state=MappingProxyType({}), entry=entry, named_by=named_by)


class TestActing:
    """Which measures can matter to a condition."""

    @pytest.mark.parametrize(
        ("condition", "effect", "acts"),
        [
            ("a.b.document != none", a_group("a", "b"), True),
            ("a.b.other != none", a_group("a", "b"), False),
            ("a.b.document_age <= 3", a_group("a", "b"), True),
            ("a.b.document_extra != none", a_group("a", "b"), False),
            ("has(a.b)", a_group("a", "b"), True),
            ("has(a.c)", a_group("a", "b"), False),
            ("a.list.exists(x, x.id == none)", an_entry("a", "list"), True),
            ("size(a.list) > 0 ? a.b.c : a.d", an_entry("a", "list"), True),
            ("a.list[0].id != none", an_entry("a", "list"), True),
            ("a.other.exists(a, a.list.id == none)", an_entry("a", "list"), False),
            ("other.exists(x, x.id == none) && a.list.all(x, x.n > limits.most)", an_entry("a", "list"), True),
            ("limits.a > 3", an_entry("limits"), False),
            ('b.c in ["x", a.b.document]', a_group("a", "b"), True),
            ("!(-a.b.document < 3)", a_group("a", "b"), True),
        ],
    )
    def test_one_measure(self, condition: str, effect: Effect, acts: bool) -> None:
        assert acting_on(parse_expression(condition), [a_measure("M-A", effect)]) == ((0,) if acts else ())

    def test_what_a_measure_finds_at_its_own_place_matters(self) -> None:
        measures = [
            a_measure("M-A", a_group("a", "b", fields=("name",))),
            a_measure("M-B", an_entry("a", "list", named_by=("a", "b", "name"))),
        ]
        assert acting_on(parse_expression("size(a.list) > 0"), measures) == (0, 1)
        assert acting_on(parse_expression("size(a.list) > 0"), measures[::-1]) == (0,), "what comes later is not found"

    def test_what_it_finds_at_any_of_its_places_matters(self) -> None:
        two = a_measure("M-B", an_entry("a", "units"), an_entry("a", "list"))
        measures = [a_measure("M-A", an_entry("a", "units")), two]
        assert acting_on(parse_expression("size(a.list) > 0"), measures) == (0, 1)

    def test_no_more_than_can_matter(self) -> None:
        measures = [a_measure(f"M-{n}", a_group("a", f"b{n}")) for n in range(20)]
        assert acting_on(parse_expression("a.b3.document == none || a.b7.document == none"), measures) == (3, 7)


def test_too_many_measures_on_one_gate_make_no_tables() -> None:
    profile = load_profile(ROOT / "tests/cases/accept/edge-nothing-stated/profile.yaml")
    highest = {axis.id: axis.stages[-1].id for axis in MODEL.axes}
    before = assess(profile._replace(target=profile.target._replace(stages=highest)), MODEL)
    assert len(before.plan.measures) > MOST_MEASURES
    same = (a_group("process", "rule_set"),)
    steps = tuple(
        replace(s, measures=tuple(replace(p, measure=replace(p.measure, effects=same)) for p in s.measures))
        for s in before.plan.steps
    )
    what_if = what_if_of(replace(before, plan=replace(before.plan, steps=steps)))
    assert "X2-PRO-1" in what_if.entangled, "it asks for process.rule_set.document"
    assert what_if.tables == ()
    assert what_if.measures
