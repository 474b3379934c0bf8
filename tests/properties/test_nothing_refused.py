"""Nothing that a company has ruled out, put off or waived is recommended in any output."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.profile import PlanFrame, Profile
from lmmm_report.domain.statements import Decision
from lmmm_report.making.plans import render_plan
from lmmm_report.report.documents.result_json import render_json, summary_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.report import view_of
from tests.builders import replace
from tests.built_in import MODEL, WORDINGS
from tests.properties.random_profiles import DAY
from tests.properties.test_plan import SUBJECTS, a_random_start, a_random_target, cell_of

SOME = 24
"""Companies whose every output is read; there are few, as each has a page of its own."""


def a_company(seed: int) -> Profile:
    """A random company, half of them with a target, that has decided on one to three subjects, or on a measure."""
    chance = random.Random(seed)
    profile = a_random_start(chance)
    states = ("ruled_out", "postponed")
    subjects = chance.sample(SUBJECTS, chance.choice((1, 2, 3)))
    decisions = [Decision(subject=subject, state=chance.choice(states)) for subject in subjects]
    if chance.random() < 0.5:
        decisions.append(Decision(measure=chance.choice(MODEL.measures).id, state=chance.choice(states)))
    target = a_random_target(chance, cell_of(assess(profile, MODEL).axes)) if chance.random() < 0.5 else profile.target
    return replace(profile, decisions=tuple(decisions), target=target, plan=PlanFrame(start=DAY, capacity=40))


def refused_by(profile: Profile) -> dict[str, Measure]:
    """The measures that are about what the company has refused, as the profile and the model's data have it."""
    found = {}
    waived = {d.criterion for d in profile.declarations if d.state == "waived"}
    for measure in assess(profile, MODEL).fitting.measures:
        touched = any(d.bars and (d.subject in measure.touches or d.measure == measure.id) for d in profile.decisions)
        if touched or waived.issuperset(measure.satisfies):
            found[measure.id] = measure
    return found


class Visible(HTMLParser):
    """The text of a page without its barriers, which name what is not recommended because of them."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def outputs_of(a: Assessment) -> Iterator[tuple[str, str]]:
    """Every output that recommends something, by its name, as text."""
    for language, wording in WORDINGS.items():
        for form in ("text", "md", "csv", "ics"):
            yield f"plan {form} {language}", render_plan(a, form, wording)
        view = view_of(a, wording, program_version="1", what_if=what_if_of(a))
        yield f"text {language}", render_text(a, wording)
        pages = {
            "page": render_report(view, wording, result=summary_document(a, program_version="1")),
            **{audience.value: render_for_pdf(view, wording, audience) for audience in Audience},
        }
        for name, html in pages.items():
            page = Visible()
            page.feed(html)
            yield f"{name} {language}", " ".join(" ".join(page.parts).split())


def recommended_in(document: Mapping[str, object]) -> set[str]:
    """Ids of the measures that a result document recommends, wherever they stand in it but for what bars them."""
    found: set[str] = set()

    def walk(value: object, name: str) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                if key not in ("barriers", "progress", "decisions"):
                    walk(part, key)
        elif isinstance(value, list):
            for part in value:
                walk(part, name)
        elif isinstance(value, str) and name in ("id", "measure", "saves", "by", "critical_path", "ends"):
            found.add(value)

    walk(document, "")
    return found & {measure.id for measure in MODEL.measures}


def faults_of(a: Assessment) -> Iterator[str]:
    refused = refused_by(a.profile)
    for measure_id in sorted(recommended_in(json.loads(render_json(a, program_version="1"))) & set(refused)):
        yield f"json recommends {measure_id}"
    barred = {b.measure for b in (*a.gap.barriers, *(a.plan.outlook.barriers if a.plan.outlook else ()))}
    for name, text in outputs_of(a):
        for measure_id, measure in refused.items():
            for language in MODEL.languages:
                first = " ".join(measure.first_step[language].split())[:60]
                if first in " ".join(text.split()):
                    yield f"{name} has the first step of {measure_id}"
                if measure_id not in barred and measure.title[language] in text:
                    yield f"{name} names {measure_id}"
            if f"{measure_id}@" in text or f"(`{measure_id}`)" in text:
                yield f"{name} lists {measure_id}"


@cache
def companies() -> tuple[Assessment, ...]:
    return tuple(assess(a_company(seed), MODEL) for seed in range(SOME))


def test_the_companies_refuse_something_that_they_would_need() -> None:
    assert sum(bool(a.gap.barriers) for a in companies()) > SOME // 4
    assert sum(bool(a.plan.measures) for a in companies()) > SOME // 2
    assert {one.obstacle.value for a in companies() for one in a.gap.barriers} >= {"decision"}


@pytest.mark.parametrize("seed", range(SOME))
def test_nothing_refused_is_recommended_in_any_output(seed: int) -> None:
    assert list(faults_of(companies()[seed])) == []


def test_what_is_recommended_against_a_decision_is_noticed() -> None:
    """The same company, having decided after its plan was made."""
    a = next(a for a in companies() if a.plan.measures)
    other = Decision(measure=a.plan.measures[0].measure.id, state="ruled_out")
    late = replace(a, profile=replace(a.profile, decisions=(other,)))
    assert {fault.split(" ")[0] for fault in faults_of(late)} >= {"json", "plan", "text", "page"}
