"""Every link of every page leads to a place in it: each criterion in each of its states, each page in each language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.profile import load_fragment, load_profile, load_profile_text
from lmmm_report.report.html.links import settle
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.index import IndexPages
from lmmm_report.site.rows import row_of
from tests.built_in import MODEL, WORDINGS

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 10, 15)
FILES = [*sorted((ROOT / "configs").glob("*.yaml")), *sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))]
NOTES = "# Plan\n\n## Plan\n\n[1](#plan) [2](#plan-1) [3](#nowhere) [4](#X1-DEP-1) [5](#L1)[^a]\n\n[^a]: Foot."


class Anchors(HTMLParser):
    """Ids and links inside a page, as a browser finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value[1:] for key, value in attrs if key.endswith("href") and value and value.startswith("#")]


def declared(base: dict[str, Any], states: tuple[str, ...]) -> Profile:
    """The profile with a declaration of every criterion, the states by turns."""
    declarations = [
        {
            "criterion": criterion.id,
            "state": states[number % len(states)],
            "reason": "r",
            "by": "b",
            "date": base["assessment"]["date"],
        }
        for number, criterion in enumerate(MODEL.criteria)
    ]
    data = base | {"declarations": declarations}
    return load_profile_text(json.dumps(data, default=str).encode(), "declared.yaml")


def bases() -> Iterator[dict[str, Any]]:
    """A profile of which nothing is known, and the examples."""
    yield {"format": 1, "company": {"name": "A"}, "assessment": {"date": "2026-10-15", "notes": NOTES}}
    for path in FILES[:3]:
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def states_of(profiles: list[Profile]) -> set[tuple[str, str]]:
    """Each criterion with the states that it has in one of the profiles."""
    return {
        (finding.criterion.id, "waived" if finding.waived else finding.outcome.value)
        for profile in profiles
        for finding in assess(profile, MODEL).findings
    }


DECLARED = (("not_applicable",), ("waived",), ("waived", "not_applicable"))
KNOWN = len(FILES) + 4 * len(DECLARED)
"""How many profiles there are before what they miss is looked for."""


@cache
def all_profiles() -> list[Profile]:
    """So many profiles that every criterion is in every state in one of them."""
    profiles = [load_profile(path) for path in FILES]
    profiles += [declared(base, states) for base in bases() for states in DECLARED]
    assert len(profiles) == KNOWN
    seen = states_of(profiles)
    for criterion in MODEL.criteria:
        for name, state in (("met", "met"), ("not_met", "not_met"), ("unknown", "unknown")):
            if (criterion.id, state) not in seen:
                profiles.append(load_fragment(criterion.examples[name].text, f"{criterion.id}.yaml", on=DAY))
    return profiles


def pages_of(assessment: Assessment, wording: Wording) -> dict[str, str]:
    """Every page that is made of an assessment in one language."""
    view = view_of(assessment, wording, program_version="0", what_if=what_if_of(assessment))
    index = IndexPages(MODEL, [wording], program_version="0")
    index.take(row_of(assessment, "one", links={wording.language: (("HTML", "one.html"),)}, earlier=()))
    several = {name.partition(".")[0]: page for name, page in index.render() if name.endswith(".html")}
    return {
        "report": render_report(view, wording, result={}),
        **{audience.value: render_for_pdf(view, wording, audience) for audience in Audience},
        **several,
    }


def test_every_criterion_is_met_in_every_state() -> None:
    states = {*(outcome.value for outcome in Outcome), "waived"}
    assert states_of(all_profiles()) == {(criterion.id, state) for criterion in MODEL.criteria for state in states}


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, marks=pytest.mark.long) if n < len(FILES) - 2 else n for n in range(KNOWN)],
)
def test_no_link_leads_nowhere_and_no_id_stands_twice(number: int) -> None:
    look_at_links(number)


def test_so_it_is_in_every_state_that_these_do_not_have() -> None:
    assert len(all_profiles()) > KNOWN
    for number in range(KNOWN, len(all_profiles())):
        look_at_links(number)


def look_at_links(number: int) -> None:
    language = ("de", "en")[number % 2]
    for kind, page in pages_of(assess(all_profiles()[number], MODEL), WORDINGS[language]).items():
        anchors = Anchors(page)
        assert set(anchors.links) - set(anchors.ids) == set(), kind
        assert len(set(anchors.ids)) == len(anchors.ids), kind
        assert settle(page, ours=False) == page, f"{kind}: a glance is enough for our own templates"
        few = kind in {"board", "working", "index"} or "/" in kind
        assert few or len(anchors.links) > 50
