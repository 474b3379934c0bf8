"""Who carries out a plan: people who are there, or whom an earlier measure brings about; and what one answer may open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.result.claims import ground_of, weighed
from lmmm_report.assess.result.fitting import fitted, is_filled, spoken
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.plan import FirstKind, PlannedMeasure
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import wordings_of
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views.ahead import ahead_view_of, reasons_of, role_in
from tests.built_in import MODEL, assessment_of

CASES = Path(__file__).resolve().parents[3] / "cases"
HEAD = """
format: 2
company: {name: Kettner, employees: 40}
assessment: {date: 2026-11-02, language: en}
"""
SALES_ONLY = "departments: {marketing: none, sales: {head: exists}}"
MARKETING_ONLY = "departments: {marketing: {head: exists}, sales: none}"
NEITHER = "departments: {marketing: none, sales: none, joint_unit: none}"
ONE_HEAD = "departments: {marketing: {head: Jo Dee}, sales: {head: Jo Dee}}"
ONE_UNIT = "departments: {marketing: none, sales: none, joint_unit: {name: Market, head: Jo Dee}}"
NO_HEAD = "departments: {marketing: {name: Marketing, head: none}, sales: {head: exists}}"
COMPANIES = (SALES_ONLY, MARKETING_ONLY, NEITHER, ONE_HEAD, ONE_UNIT, NO_HEAD)
PROFILES = [
    *sorted((CASES / "accept").glob("*/profile.yaml")),
    *sorted((CASES.parents[1] / "configs").glob("*.yaml")),
    *(path for path in sorted((CASES / "interviews").rglob("*.yaml")) if "answers" not in str(path)),
]
NAMED = {
    "HM": re.compile(r"\bhead of marketing\b|Marketingleitung"),
    "HS": re.compile(r"\bhead of sales\b|Vertriebsleitung"),
    "both": re.compile(r"\bboth heads\b|\bthe two heads\b|\bheads of marketing and sales\b|beide[nr]? Leitungen", re.I),
}


def told(text: str) -> Assessment:
    return assess(load_profile_text(f"{HEAD}\n{text}\n".encode(), "told.yaml"), MODEL)


@cache
def assessed(path: Path) -> Assessment:
    return assessment_of(path)


def recommended(a: Assessment) -> tuple[PlannedMeasure, ...]:
    return (*a.plan.measures, *a.plan.relief)


def faults(a: Assessment) -> Iterator[str]:
    """Who takes part in a plan and is neither there nor brought about before; who has to be said to come."""
    coming: dict[str, int] = {}
    for one in recommended(a):
        for role in filter(None, (one.owner, *one.helpers)):
            there = is_filled(role, a.profile, MODEL)
            if not there and dict(one.made).get(role) != coming.get(role, -1):
                yield f"{one.measure.id}: {role} is not there"
        before = {role for role in MODEL.fallbacks if not is_filled(role, a.profile, MODEL)}
        coming |= {r: n for later in recommended(a) for r, n in later.made if r in before and n == one.number}


@pytest.mark.parametrize(
    "path", [p for p in PROFILES if p.name != "expected.yaml"], ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_whoever_takes_part_is_there_or_is_said_to_come(path: Path) -> None:
    assert list(faults(assessed(path))) == []


@pytest.mark.parametrize("company", COMPANIES)
def test_that_holds_of_companies_with_one_side_or_one_head(company: str) -> None:
    a = told(company)
    assert recommended(a)
    assert list(faults(a)) == []


@pytest.mark.parametrize("company", [SALES_ONLY, MARKETING_ONLY, NEITHER])
def test_where_a_side_is_missing_the_plan_begins_with_it(company: str) -> None:
    a = told(company)
    first = a.plan.measures[0]
    assert (first.measure.id, first.owner, first.if_no) == ("M-HEADS", "GM", ())
    assert first.measure.variant == {SALES_ONLY: "no_marketing", MARKETING_ONLY: "no_sales"}.get(company, "")
    after = [one for one in a.plan.measures if one.made]
    assert after
    assert {number for one in after for _, number in one.made} == {1}
    said = reasons_of(after[0], a, wordings_of(MODEL)["en"])
    assert any("comes with measure 1 of this plan" in reason for reason in said)


def test_of_a_side_that_is_missing_nothing_is_asked() -> None:
    a = told(SALES_ONLY)
    joint = [f for f in a.findings if f.derivation is not None and f.derivation.id == "D27"]
    assert len(joint) == 17
    assert all(f.outcome is Outcome.NOT_MET for f in joint)
    assert not {f.criterion.id for f in joint} & {q.criterion for q in a.plan.questions}
    assert not [f for f in told(ONE_UNIT).findings if f.derivation is not None and f.derivation.id == "D27"]


def texts(measure: Measure) -> Iterator[str]:
    for text in (measure.title, measure.what, measure.first_step, measure.done_when):
        yield from text.values()


@pytest.mark.parametrize("company", [ONE_HEAD, ONE_UNIT])
def test_where_one_person_heads_both_no_text_speaks_of_two(company: str) -> None:
    profile = told(company).profile
    for measure in MODEL.measures:
        if measure.id == "M-HEADS":  # speaks of those that are to come
            continue
        said = " ".join(texts(spoken(measure, profile, MODEL)))
        assert [name for name, pattern in NAMED.items() if pattern.search(said)] == [], measure.id
    assert {one.owner for one in recommended(told(company))} <= {"HMS", "GM", "CA", "PO", "DPO", ""}


SOLO = "departments: {marketing: none, sales: none, joint_unit: none}"
TWO = {
    ONE_HEAD: re.compile(
        r"\btwo heads\b|\byour (?:own )?(?:team|department)\b|\bIhr(?:em|er)? (?:Team|Abteilung)\b|je(?:de|der) Leitung"
        r"|[Pp]ut marketing and sales under|Vertrieb einer Leitung unterstellen"
    ),
    SOLO: re.compile(
        r"both (?:teams|departments|sides)\b|your team|all of marketing|allen aus Marketing|beiden? (?:Teams|Abteilungen)"
        r"|je einer? Person aus|Personalabteilung|one person from"
    ),
}


NEUTRAL = {"M-NURTURING", "M-PROCESS-WALK", "M-ONE-GLOSSARY", "M-USE-TERMS", "M-FIVE-ENQUIRIES", "M-INTERFACES"}
"""Begun with people who do the work, whoever heads what."""


def alone() -> Assessment:
    text = HEAD.replace("employees: 40", "employees: 1") + SOLO
    return assess(load_profile_text(text.encode(), "told.yaml"), MODEL)


@pytest.mark.parametrize("company", [ONE_HEAD, ONE_UNIT])
def test_one_head_for_both_is_not_written_to_as_one_of_two(company: str) -> None:
    """Whatever the head of one side does with that of the other is done with people of both, in all that heads own."""
    profile = told(company).profile
    owned = [m for m in MODEL.measures if m.owner in ("HM", "HS") and {"HM", "HS"} & set(m.helpers)]
    assert len(owned) > 20
    for measure in owned:
        if measure.id in NEUTRAL:
            continue
        assert spoken(measure, profile, MODEL).first_step != measure.first_step, measure.id
        said = " ".join(texts(spoken(measure, profile, MODEL)))
        assert not TWO[ONE_HEAD].search(said), (measure.id, TWO[ONE_HEAD].search(said))


def test_a_firm_of_one_person_has_no_heads_and_no_teams() -> None:
    a = alone()
    assert recommended(a)
    for one in recommended(a):
        said = " ".join(texts(one.measure))
        assert not TWO[SOLO].search(said), (one.measure.id, TWO[SOLO].search(said))
        assert not any(pattern.search(said) for pattern in NAMED.values()), one.measure.id
        assert one.owner in ("GM", "")
        assert not {"HM", "HS", "HMS"} & set(one.helpers)
    assert list(faults(a)) == []


def test_phrases_alone_would_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two tests before find what is missing where measures have no texts of their own for a situation."""
    bare = MODEL._replace(measures=tuple(m._replace(worded=()) for m in MODEL.measures))
    said = [" ".join(texts(spoken(m, told(ONE_HEAD).profile, bare))) for m in bare.measures]
    assert any(TWO[ONE_HEAD].search(text) for text in said)
    said = [" ".join(texts(spoken(m, alone().profile, bare))) for m in bare.measures if m.id in ("M-FIELDS", "M-TASKS")]
    assert all(TWO[SOLO].search(text) for text in said)


def test_a_text_of_a_variant_stays_and_speaks_by_phrases() -> None:
    profile = told(f"{ONE_HEAD}\nprocess: {{agreement: exists}}").profile
    measure = spoken(fitted(MODEL.measure("M-AGREEMENT"), profile, MODEL), profile, MODEL)
    assert measure.variant == "agreement_exists"
    assert "one person from" not in measure.what["en"]
    assert "The joint head and both teams have concluded the amended version" in measure.what["en"]


# --- Nothing is known: nobody is said to be there.


NOTHING = "terminology: {terms: none}"


def test_of_a_side_of_which_nothing_is_known_nobody_is_said_to_head_it() -> None:
    a = told(NOTHING)
    owned = [one for one in a.plan.measures if one.owner in ("HM", "HS")]
    assert owned
    for language, w in wordings_of(MODEL).items():
        assert {role_in(one.owner, a, w) for one in owned} <= {
            MODEL.fallbacks[r].called[language] for r in ("HM", "HS")
        }
        text = f"{render_text(a, w)}{render_plan(a, 'text', w)}"
        assert not NAMED["HM"].search(text), NAMED["HM"].search(text)
        assert not NAMED["HS"].search(text)
        assert not NAMED["both"].search(text), NAMED["both"].search(text)
    heard = told("departments: {marketing: {headcount: 2}}")
    assert role_in("HM", heard, wordings_of(MODEL)["en"]) == "Head of marketing"
    assert role_in("HS", heard, wordings_of(MODEL)["en"]) == "Person in charge of sales (not known yet)"


def test_whoever_has_been_heard_is_there() -> None:
    text = HEAD.replace("language: en", "language: en, participants: [{role: Head of sales, unit: sales}]")
    a = assess(load_profile_text(text.encode(), "told.yaml"), MODEL)
    assert a.fitting.unsure == {"HM"}


# --- Remedies, and reasons against a step.


@pytest.mark.parametrize("company", [SALES_ONLY, MARKETING_ONLY])
def test_no_reason_against_a_step_speaks_of_the_side_that_is_missing(company: str) -> None:
    def of(a: Assessment) -> list[str]:
        remarks = {one.id: ask(one.condition, a.profile.facts, MODEL.limits).value for one in MODEL.remarks}
        ground = ground_of(a.findings, a.axes, [], remarks=remarks, facts={}, problems=[], target_reached=False)
        cautions = weighed(MODEL.cautions, ground, a.fitting.said)
        return [one.text[language] for c in cautions for one in c.reasons for language in MODEL.languages]

    two = re.compile(
        r"Marketing (?:and|or|und|oder) (?:sales|Vertrieb)|Rollenteilung|division of roles|support sales|unterstützt den Vertrieb"
    )
    assert not [text for text in of(told(company)) if two.search(text)]
    assert len([text for text in of(told(ONE_HEAD)) if two.search(text)]) >= 6


@pytest.mark.parametrize("company", [SALES_ONLY, MARKETING_ONLY])
def test_no_remedy_of_the_lead_axis_speaks_of_two_where_one_side_is_there(company: str) -> None:
    a = told(f"{company}\nprocess: {{lead_process: {{run_by: none}}}}\nterminology: {{briefing: none}}")
    pattern = re.compile(
        r"both (?:departments|sides|teams)|each side|assign the process to marketing|beiden Abteilungen|beider Abteilungen|von jeder Seite"
    )
    below = [f.criterion for f in a.findings if f.criterion.axis == "lead_management" and f.criterion.stage < 4]
    found = {c.id for c in below for text in a.fitting.said(c.remedy).values() if pattern.search(text)}
    assert {c.id for c in below for text in c.remedy.values() if pattern.search(text)} >= {"Y3-DEP-1", "Y2-DEP-1"}
    assert found == set()


def test_where_one_department_has_no_head_only_that_one_is_not_spoken_of() -> None:
    profile = told(NO_HEAD).profile
    said = " ".join(text for m in MODEL.measures if m.id != "M-HEADS" for text in texts(spoken(m, profile, MODEL)))
    assert not NAMED["HM"].search(said)
    assert NAMED["HS"].search(said)


def test_where_both_have_heads_every_text_stays() -> None:
    profile = told("departments: {marketing: {head: A}, sales: {head: B}}").profile
    assert all(spoken(measure, profile, MODEL) == measure for measure in MODEL.measures)
    unstated = told("departments: {marketing: {name: Marketing}, sales: {name: Sales}}").profile
    assert all(spoken(measure, unstated, MODEL) == measure for measure in MODEL.measures)


# --- The order of the domain.


@pytest.mark.parametrize("measure", [m for m in MODEL.measures if m.owner == "PO"], ids=lambda m: m.id)
def test_who_runs_the_process_is_settled_before_anything_that_its_owner_does(measure: Measure) -> None:
    assert "Y3-DEP-1" in measure.after


def test_hagenried_settles_first_who_runs_the_process() -> None:
    a = assessed(CASES / "accept" / "32-aligned-with-a-draft" / "profile.yaml")
    order = [one.measure.id for one in a.plan.measures]
    assert order.index("M-WHO-RUNS-IT") < order.index("M-STATUS-OWNERS")
    assert all(one.owner for one in a.plan.measures)


# --- What an answer may open.


def pellgrove() -> Assessment:
    """Pellgrove, of whose leads is not known where they are kept."""
    text = (CASES / "interviews" / "pellgrove.yaml").read_text(encoding="utf-8")
    start, end = text.index("  lead_records:"), text.index("\ngoals:")
    text = (text[:start] + text[end:]).replace("    - id: crm\n      kind: crm\n", "")
    return assess(load_profile_text(text.encode(), "pellgrove.yaml"), MODEL)


def test_what_is_ruled_out_does_not_empty_the_plan_while_the_answer_is_open() -> None:
    a = pellgrove()
    assert a.by_id["Y3-SOF-1"].outcome is Outcome.UNKNOWN
    assert a.plan.first.kind is FirstKind.QUESTION
    first = a.plan.questions[0]
    assert (first.criterion, first.opens, bool(first.whom)) == ("Y3-SOF-1", True, True)
    useful = {one.measure.id: one.meets for one in a.plan.relief if one.meets}
    assert useful == {"M-STATUSES": ("Y3-ROL-1", "Y3-PRO-2"), "M-LEAD-PROCESS": ("Y3-PRO-1",)}
    assert "M-LEADS-IN-CRM" not in {one.measure.id for one in recommended(a)}
    for language, w in wordings_of(MODEL).items():
        view = ahead_view_of(a, w)
        assert view.nothing == "path.asked"
        assert ("nur, wenn sich zeigt" if language == "de" else "only if") in view.barriers[0].text


def test_where_it_is_known_what_is_missing_the_decision_stands_in_the_way() -> None:
    text = (CASES / "interviews" / "pellgrove.yaml").read_text(encoding="utf-8")
    text = text.replace("- id: crm\n      kind: crm", "- id: crm\n      kind: other").replace(
        "    system: crm\n", "    complete: false\n"
    )
    a = assess(load_profile_text(text.encode(), "pellgrove.yaml"), MODEL)
    assert a.by_id["Y3-SOF-1"].outcome is Outcome.NOT_MET
    assert not [question for question in a.plan.questions if question.opens]
    assert not [one for one in a.plan.relief if one.meets]
    assert ahead_view_of(a, wordings_of(MODEL)["en"]).nothing == "path.blocked"


@pytest.mark.parametrize("language", MODEL.languages)
def test_every_phrase_that_is_said_otherwise_stands_in_a_measure_or_a_remedy(language: str) -> None:
    told = [
        text[language]
        for measure in MODEL.measures
        for one in (measure, *measure.variants)
        for text in (one.title, one.what, one.first_step, one.done_when)
        if text
    ]
    told += [one.remedy[language] for one in (*MODEL.criteria, *MODEL.contradictions)]
    told += [one.text[language] for caution in MODEL.cautions for one in (caution, *caution.reasons)]
    phrases = [phrase for one in MODEL.rephrasings for phrase, _ in one.phrases.get(language, ())]
    assert phrases
    assert [phrase for phrase in phrases if not any(phrase in text for text in told)] == []
