"""What the six open interviews have to be told to do: with what to begin, what to ask, and what never."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import PlannedMeasure
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.making.plans import FORMS, render_plan
from lmmm_report.report.documents.plan_calendar import has_dates
from lmmm_report.report.words.wording import Wording
from tests.built_in import assessment_of

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "interviews"
EXPECTED: Mapping[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
NAMES = ("haselwarth", "pellgrove", "ohlbeck", "corrieburn", "sonnhart", "wexcombe")


@cache
def assessed(name: str) -> Assessment:
    return assessment_of(FOLDER / f"{name}.yaml")


def recommended(a: Assessment) -> tuple[PlannedMeasure, ...]:
    return (*a.plan.measures, *a.plan.relief)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def a(name: str) -> Assessment:
    return assessed(name)


@pytest.fixture
def plan(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = EXPECTED[name]["plan"]
    return found


def test_each_open_interview_says_what_to_do() -> None:
    assert {name for name in EXPECTED if "plan" in EXPECTED[name]} == set(NAMES)
    assert all(EXPECTED[name]["plan"]["first"] for name in NAMES)
    assert all(EXPECTED[name]["plan"].get("must_not") or EXPECTED[name]["plan"].get("not_next") for name in NAMES)


def test_the_target_and_why(a: Assessment, plan: Mapping[str, Any]) -> None:
    assert list(a.gap.target) == plan["target"]
    assert a.gap.aim.value == plan["reason"]
    assert a.gap.attainable == a.gap.target == a.plan.cell or not a.gap.steps


def test_what_comes_first(a: Assessment, plan: Mapping[str, Any]) -> None:
    sure = [planned.measure.id for planned in recommended(a) if not planned.if_no]
    assert a.plan.first.kind.value == plan["begins_with"]
    assert a.plan.first.measure == plan["first"][0]
    assert sure[: len(plan["first"])] == plan["first"]
    assert set(plan.get("also", ())) <= set(sure)


def test_measures_fit_what_is_there(a: Assessment, plan: Mapping[str, Any]) -> None:
    variants = {planned.measure.id: planned.measure.variant for planned in recommended(a)}
    assert {measure: variants[measure] for measure in plan.get("variants", {})} == plan.get("variants", {})


def test_the_order_of_what_builds_on_each_other(a: Assessment, plan: Mapping[str, Any]) -> None:
    order = [planned.measure.id for planned in a.plan.measures]
    for later, earlier in plan.get("comes_after", {}).items():
        assert all(order.index(one) < order.index(later) for one in earlier)


def test_the_first_questions(a: Assessment, plan: Mapping[str, Any]) -> None:
    asked = [question.criterion for question in a.plan.questions]
    wanted = plan.get("ask_first", [])
    assert asked[: len(wanted)] == wanted
    assert not set(asked) & set(plan.get("not_asked", ()))
    whom = {question.criterion: question.whom[:1] for question in a.plan.questions}
    assert {c: whom[c] for c in plan.get("whom", {})} == {c: (role,) for c, role in plan.get("whom", {}).items()}


def test_what_is_due(a: Assessment, plan: Mapping[str, Any]) -> None:
    assert [c for one in a.plan.upkeep for c in one.criteria] == plan.get("upkeep", [])


def test_nothing_is_recommended_that_must_not_be(a: Assessment, plan: Mapping[str, Any]) -> None:
    mine = {planned.measure.id for planned in recommended(a) if planned.measure.variant not in ("agreement_exists",)}
    assert not mine & {*plan.get("must_not", ()), *plan.get("not_next", ())}
    assert not {q.measure.id for q in a.plan.quick_wins} & {*plan.get("must_not", ()), *plan.get("not_next", ())}
    assert not {near.change.measure for near in a.sensitivity.near} & set(plan.get("must_not", ()))


def in_workbook(data: bytes) -> str:
    """All that stands in a workbook."""
    with ZipFile(io.BytesIO(data)) as parts:
        return html.unescape("".join(parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml")))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_output_of_the_plan_names_what_must_not_be(
    name: str, a: Assessment, plan: Mapping[str, Any], form: str, language: str
) -> None:
    if form == "ics" and not has_dates(a.plan):
        return
    made = render_plan(a, form, Wording(load_catalogues()[language]))
    text = made if isinstance(made, str) else in_workbook(made)
    for measure in plan.get("must_not", ()):
        assert f'"id": "{measure}"' not in text
        if a.fitting.measure(measure).id not in a.fitting.barred:  # a barrier names what is not recommended for it
            assert a.fitting.measure(measure).title[language] not in text


def test_unknown_is_no_measure_where_it_matters(a: Assessment) -> None:
    """A measure for a gate that is open only because nobody knows is marked, and counts beside the headline."""
    unknown = {f.criterion.id for f in a.gap.open if f.outcome.value == "unknown"}
    for planned in a.plan.measures:
        if planned.closes and unknown.issuperset(planned.closes) and not planned.prepares:
            assert planned.if_no
            assert not planned.quick_win
    if any(planned.if_no for planned in a.plan.measures):
        assert a.plan.effort_if_confirmed.likely < a.plan.effort.likely
