"""How a plan fits one company: its target, what it has ruled out, its size, its roles, what is there already."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.lint import fitting_problems
from lmmm_report.assess.plan.order import hanging_on
from lmmm_report.assess.plan.search import cheapest
from lmmm_report.assess.result.fitting import fitted, owner_of
from lmmm_report.assess.result.gap import aim_of
from lmmm_report.domain.assessment import Aim, Assessment
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import FirstKind, Obstacle
from lmmm_report.domain.profile import NO_TARGET, Declaration, Place, Profile, Target
from lmmm_report.domain.statements import Decision, Hurt
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.load.profile.profile import load_fragment, load_profile
from tests.builders import replace
from tests.built_in import MODEL
from tests.unit.assess.plan.test_search import a_measure

ROOT = Path(__file__).resolve().parents[4]
DAY = date(2026, 10, 15)


@cache
def a_company(x: int, y: int) -> Profile:
    (folder,) = (ROOT / "tests/cases/accept").glob(f"{x}{y}-*")
    return replace(load_profile(folder / "profile.yaml"), target=NO_TARGET, decisions=(), declarations=())


def wanting(x: int, y: int) -> Target:
    stages = {axis.id: axis.stage(number).id for axis, number in zip(MODEL.axes, (x, y), strict=True)}
    return Target(stages=MappingProxyType(stages))


def of_size(profile: Profile, employees: int | None) -> Profile:
    return replace(profile, company=profile.company._replace(employees=employees))


def planned(a: Assessment) -> list[str]:
    return [one.measure.id for one in a.plan.measures]


# --- The target.


@pytest.mark.parametrize("cell", list(product(range(1, 5), repeat=2)), ids=str)
def test_without_a_target_the_next_step_makes_sense(cell: tuple[int, int]) -> None:
    aim, wanted = aim_of(NO_TARGET, cell, MODEL)
    x, y = cell
    if x != y:
        assert (aim, wanted) == (Aim.LAGGING, (x + (x < y), y + (y < x)))
    elif x < 3:
        assert (aim, wanted) == (Aim.LINE, (x + 1, y + 1))
    else:
        assert (aim, wanted) == (Aim.HOLD if x == 3 else Aim.KEEP, cell)


def test_where_the_question_is_whether_to_go_on_the_reasons_against_are_shown() -> None:
    a = assess(of_size(a_company(3, 3), 400), MODEL)
    assert a.gap.aim is Aim.HOLD
    assert {(c.axis, c.stage) for c in a.gap.cautions} == {("relationship", 4), ("lead_management", 4)}
    assert a.plan.steps == ()
    assert a.plan.outlook is not None
    assert a.plan.outlook.cell == (4, 4)
    assert a.plan.outlook.effort.likely > 0 == a.plan.effort.likely


# --- Decisions, declarations, size.


@pytest.mark.parametrize("state", ["ruled_out", "postponed"])
def test_what_is_refused_is_not_planned_and_what_stands_in_the_way_is_named(state: str) -> None:
    decision = Decision(subject="lead_unit", state=state)
    a = assess(replace(a_company(3, 3), target=wanting(4, 4), decisions=(decision,)), MODEL)
    assert a.gap.target == (4, 4)
    assert a.gap.attainable == a.plan.cell == (4, 3)
    assert not a.plan.reached
    (barrier,) = a.gap.barriers
    assert (barrier.obstacle, barrier.decision) == (Obstacle.DECISION, decision)
    assert {"Y4-DEP-1", "Y4-ROL-1", "Y4-PRO-1"} <= set(barrier.gates)
    assert not [m for m in planned(a) if "lead_unit" in MODEL.measure(m).touches]


@pytest.mark.parametrize("state", ["decided", "planned", ""])
def test_what_is_not_refused_stays(state: str) -> None:
    a = assess(replace(a_company(3, 3), target=wanting(4, 4), decisions=(Decision("", "lead_unit", state),)), MODEL)
    assert a.plan.reached
    assert "M-LEAD-DEPARTMENT" in planned(a)


def test_what_is_decided_already_is_not_to_be_decided_again() -> None:
    decision = Decision(subject="lead_unit", state="decided")
    a = assess(replace(a_company(3, 3), target=wanting(4, 4), decisions=(decision,)), MODEL)
    assert {one.measure.id for one in a.plan.measures if one.decided == decision} >= {"M-LEAD-DEPARTMENT"}
    assert not [
        one for one in a.plan.measures if one.decided and "lead_unit" not in MODEL.measure(one.measure.id).touches
    ]


def test_a_measure_can_be_refused_by_its_id() -> None:
    company = replace(a_company(2, 2), target=wanting(3, 2))
    ways = [m.id for m in MODEL.measures_for("X3-GOA-1")]
    first = next(m for m in planned(assess(company, MODEL)) if m in ways)
    other = assess(replace(company, decisions=(Decision(measure=first, state="ruled_out"),)), MODEL)
    assert other.plan.reached
    assert first not in planned(other)


@pytest.mark.parametrize("state", ["waived", "not_applicable"])
def test_a_gate_set_aside_that_others_build_on_stands_in_the_way(state: str) -> None:
    aside = Declaration(criterion="Y4-DEP-1", state=state, reason="R", by="B", date=DAY, place=Place(7, 3))
    a = assess(replace(a_company(3, 3), target=wanting(4, 4), declarations=(aside,)), MODEL)
    assert a.gap.attainable == a.plan.cell == (4, 3)
    assert {b.obstacle for b in a.gap.barriers} == {Obstacle.DECLARATION}
    assert {b.place for b in a.gap.barriers} == {Place(7, 3)}
    assert not [m for m in planned(a) if MODEL.measure(m).satisfies[0].startswith("Y4")]


def test_posts_are_for_companies_that_bear_them_or_want_them() -> None:
    small = of_size(a_company(4, 3), 85)
    a = assess(small, MODEL)
    assert a.gap.target == (4, 4)
    assert [b.obstacle for b in a.gap.barriers] == [Obstacle.SIZE]
    assert a.plan.measures == ()
    wanted = assess(replace(small, target=wanting(4, 4)), MODEL)
    assert [m.measure.id for m in wanted.plan.measures if m.beyond_size] == ["M-LEAD-DEPARTMENT"]
    for employees in (400, None):  # that nobody knows the size says nothing against it
        assert "M-LEAD-DEPARTMENT" in planned(assess(of_size(a_company(4, 3), employees), MODEL))


# --- Roles, variants.


def test_the_owner_is_a_role_that_is_filled() -> None:
    none = load_fragment("departments: {marketing: {head: none}}\nroles: {process_owner: none}", "a.yaml", on=DAY)
    assert owner_of("HM", none, MODEL) == "GM"
    assert owner_of("HS", none, MODEL) == "HS"
    assert owner_of("PO", none, MODEL) == owner_of("HL", none, MODEL) == ""
    draft = "roles: {process_owner: none}\nprocess: {lead_process: {state: draft, run_by: both}}"
    assert owner_of("PO", load_fragment(draft, "a.yaml", on=DAY), MODEL) == ""
    assert owner_of("PO", load_fragment("process: {lead_process: {run_by: sales}}", "a.yaml", on=DAY), MODEL) == "PO"
    assert owner_of("DPO", none, MODEL) == "DPO"
    led = load_fragment("departments: {lead_unit: {head: exists}}", "a.yaml", on=DAY)
    assert owner_of("HL", led, MODEL) == "HL"


def test_who_will_be_there_by_then_can_answer() -> None:
    """Whoever owns the process is named by an earlier measure of the same plan."""
    a = assess(replace(a_company(2, 2), target=wanting(2, 3)), MODEL)
    owners = {one.measure.id: one.owner for one in a.plan.measures}
    assert owner_of("PO", a.profile, MODEL) == ""
    assert owners["M-STATUSES"] == "PO"
    assert all(one.owner != "" or one.measure.owner == "CA" for one in a.plan.measures)


@pytest.mark.parametrize("measure", [m for m in MODEL.measures if m.variants], ids=lambda m: m.id)
def test_each_variant_is_chosen_for_its_example(measure) -> None:
    reader = FragmentReader()
    for variant in measure.variants:
        fit = fitted(measure, reader.profile(variant.example), MODEL)
        assert fit.variant == variant.id
        assert fit.effects == measure.effects
        assert fit.title == (variant.title or measure.title)
    assert fitted(measure, reader.empty(), MODEL) == measure


def test_planted_faults_of_variants_are_found() -> None:
    measure = MODEL.measure("M-ONE-GLOSSARY")
    one, two = measure.variants
    wrong = (
        one._replace(example=two.example),
        two._replace(id="shadow"),
        two,
    )
    always = MODEL.measure("M-WORDS")._replace(variants=(one._replace(when=MODEL.criterion("X1-TER-1").condition),))
    model = replace(MODEL, measures=(measure._replace(variants=wrong), always))
    said = " ".join(str(problem.message) for problem in fitting_problems(model, FragmentReader()))
    assert "covers_all" in said
    assert "partial" in said
    assert said.count("M-WORDS")


# --- What is open, what hurts.


def test_a_measure_hangs_on_what_only_asks_for_it() -> None:
    chosen = [a_measure("M-A", "A"), a_measure("M-B", "B", "A"), a_measure("M-C", "C", "P"), a_measure("M-P", "P")]
    assert hanging_on(chosen, ["B", "C"], {"C"}, set()) == {"M-C": ("C",), "M-P": ("C",)}
    assert hanging_on(chosen, ["B", "C"], {"A", "P"}, set()) == {"M-A": ("A",), "M-P": ("P",)}
    assert hanging_on(chosen, ["B", "C"], set(), set()) == {}


def test_what_hurts_comes_first_with_what_it_needs_before() -> None:
    calm = assess(a_company(2, 2), MODEL)
    hurt = Hurt("Leads lie.", about="left_lying")
    a = assess(replace(a_company(2, 2), hurts=(hurt,)), MODEL)
    assert set(planned(a)) == set(planned(calm))
    assert planned(a)[0] == "M-AGREEMENT" != planned(calm)[0]
    assert a.plan.measures[0].eases[0].hurt == hurt
    assert a.plan.first.kind is FirstKind.MEASURE


def test_what_hurts_and_no_gate_eases_stands_beside_the_plan() -> None:
    a = assess(replace(a_company(2, 2), hurts=(Hurt("They come back.", about="returned"),)), MODEL)
    assert "M-WAY-BACK" in [one.measure.id for one in a.plan.relief]
    assert "M-WAY-BACK" not in planned(a)
    assert a.plan.relief_effort.likely == sum(one.effort.likely for one in a.plan.relief)
    untold = assess(replace(a_company(2, 2), hurts=(Hurt("They come back."),)), MODEL)
    assert untold.plan.relief == assess(a_company(2, 2), MODEL).plan.relief


def test_every_measure_has_its_occasion() -> None:
    """It closes a gate where this alone is missing, something asks for it, or the model says why nothing does."""
    costs = {measure.id: measure.efforts["medium"].likely for measure in MODEL.measures}
    everything = {c.id for c in MODEL.criteria}
    for measure in MODEL.measures:
        gates = [c for c in measure.satisfies if MODEL.criterion(c).kind is Kind.GATE]
        needed = {c for other in MODEL.measures for c in other.after} & set(measure.satisfies)
        closing = [c for c in gates if measure in cheapest(MODEL.measures, costs, [c], everything - {c}).measures]
        reasons = (closing, needed, measure.eases, measure.signs, measure.occasions, measure.apart)
        assert any(reasons), measure.id


# --- Software.


def test_leads_stay_in_a_system_of_the_kind_that_they_are_kept_in() -> None:
    told = """
software:
  systems:
    - id: mailer
      kind: marketing_automation
  lead_records: {kept_in: crm, system: none}
"""
    profile = load_fragment(told, "a.yaml", on=DAY)
    after = carry_out(profile, [MODEL.measure("M-LEADS-IN-CRM")], MODEL).profile
    software = after.facts["software"]
    homes = {one["id"]: one["kind"] for one in software["systems"]}
    assert homes[software["lead_records"]["system"]] == "crm"
    assert software["lead_records"]["kept_in"] == "crm"
    assert homes["mailer"] == "marketing_automation"
