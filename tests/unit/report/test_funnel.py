"""The picture of the funnel: what is drawn full, what is open, what is held against what, and what it says in words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.statements import Bounds
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.pictures.funnel import LINE, WIDEST, Counted, CountedStep, funnel_of
from lmmm_report.report.views.numbers import FunnelView
from lmmm_report.report.views.report import ReportView, view_of
from tests.built_in import WORDINGS
from tests.told_numbers import HEAD, LAUNDRIES, ROOFS, STREET_LIGHTS

MODEL = model_at(None)


def view(text: str, language: str = "en") -> ReportView:
    profile = load_profile_text((HEAD + text).encode(), "muster.yaml")
    return view_of(assess(profile, MODEL), WORDINGS[language], program_version="0")


def pictures(text: str, language: str = "en") -> list[FunnelView]:
    numbers = view(text, language).numbers
    assert numbers is not None
    return [table.picture for table in numbers.tables if table.picture is not None]


def exact(number: int) -> Counted:
    return Counted(Bounds(str(number), number, number), str(number))


def step(*periods: Counted | None) -> CountedStep:
    return CountedStep("Step", goes_on=True, periods=periods)


def test_bars_are_as_long_as_their_counts_are_large() -> None:
    picture = funnel_of([step(exact(200), exact(100)), step(exact(50), None)])
    assert picture is not None
    bars = [bar for one in picture.steps for bar in one.bars]
    assert [bar.sure for bar in bars] == [WIDEST, WIDEST / 2, WIDEST / 4, 0]
    assert [bar.age for bar in bars] == [1, 0, 1, 0]
    assert not bars[3].stated
    assert not picture.ranges


def test_a_rounded_count_is_open_where_it_is_not_certain() -> None:
    picture = funnel_of([step(Counted(Bounds("about 100", 90, 110), "about 100"), exact(55))])
    assert picture is not None
    (rounded, certain) = picture.steps[0].bars
    assert rounded.sure == pytest.approx(WIDEST * 90 / 110, abs=0.01)
    assert rounded.open_from == rounded.sure
    assert rounded.sure + rounded.open_width == pytest.approx(WIDEST, abs=0.02)
    assert certain.open_width == 0
    assert picture.ranges


def test_what_stands_behind_a_bar_never_stands_on_it_and_no_two_lines_meet() -> None:
    picture = funnel_of([step(exact(1_000_000), exact(1)), step(exact(0), Counted(Bounds("few", 0, 9), "few"))])
    assert picture is not None
    bars = [bar for one in picture.steps for bar in one.bars]
    for bar in bars:
        assert bar.label_x > bar.sure + bar.open_width or (bar.sure, bar.open_width, bar.label_x) == (0, 0, 0)
        assert bar.label_x < WIDEST + 5
    lines = [bar.label_y for bar in bars]
    heads = [one.y for one in picture.steps]
    assert all(later - earlier >= LINE for earlier, later in pairwise(lines))
    assert all(head not in lines for head in heads)
    assert bars[1].sure > 0, "one of a million can be seen"
    assert bars[2].sure == 0, "none of a million is none"


@pytest.mark.parametrize("steps", [[], [step(exact(5))], [step(exact(0), exact(0))], [step(None, None)]])
def test_a_single_count_is_no_picture(steps: list[CountedStep]) -> None:
    assert funnel_of(steps) is None


def test_the_latest_period_is_held_against_those_it_may_be_compared_with() -> None:
    (lights,) = pictures(STREET_LIGHTS)
    assert lights.legend == (("Q2 2026", 1), ("Q3 2026", 0))
    (laundries,) = pictures(LAUNDRIES)
    assert [period for period, _ in laundries.legend] == ["July to December 2025", "January to June 2026"]
    quarters = "".join(f"    - {{period: 2025-Q{n}, mql: {n}0}}\n" for n in (1, 2, 3, 4))
    (year,) = pictures(f"figures:\n  funnel:\n{quarters}")
    assert [period for period, _ in year.legend] == ["Q2 2025", "Q3 2025", "Q4 2025"]


def test_two_accounts_of_one_month_are_one_bar_with_all_that_lies_between() -> None:
    told = "figures:\n  funnel:\n    - {per: month, mql: 40, sql: 9}\n    - {per: month, mql: 50, sql: 8}\n"
    (picture,) = pictures(told)
    labels = [[bar.label.replace("\xa0", " ") for bar in one.bars] for one in picture.picture.steps]
    assert labels == [["40 to 50"], ["8 to 9 · 16 to 22 %"]]


def test_a_share_stands_behind_a_count_where_it_is_one_of_the_same() -> None:
    (picture,) = pictures(STREET_LIGHTS)
    heads = {one.head: [bar.label.replace("\xa0", " ") for bar in one.bars] for one in picture.picture.steps}
    assert heads["Accepted of MQLs"] == ["121 · 62 %", "92 · 51 %"]
    mixed = "figures:\n  funnel:\n    - {period: 2026-Q1, mql: 100, sql: 9}\n    - {period: 2026-Q2, mql: 90, accepted: 50, sql: 8}\n"
    (other,) = pictures(mixed)
    assert next(one for one in other.picture.steps if one.head == "SQLs").bars[0].label == "9"


def test_the_picture_says_the_same_in_words() -> None:
    (picture,) = pictures(STREET_LIGHTS, "de")
    words = picture.in_words.replace("\xa0", " ")
    assert "Anfragen: 410 (2. Quartal 2026), 438 (3. Quartal 2026)." in words
    assert (
        "Angenommen von den MQL: 121 · 62 % (2. Quartal 2026), 92 · 51 % (3. Quartal 2026), größter Verlust: 88."
        in words
    )


@pytest.mark.parametrize("kind", ["screen", "paper"])
def test_the_picture_stands_before_its_table_on_screen_and_on_paper(kind: str) -> None:
    w = WORDINGS["en"]
    shown = view(ROOFS.replace("per: month", 'per: month, source: "<b>fair</b>"'))
    html = render_for_pdf(shown, w, Audience.WORKING) if kind == "paper" else render_report(shown, w, result={})
    found = re.search(r'<figure class="funnel-figure">.*?</figure>\s*<table class="numbers">', html, re.S)
    assert found is not None
    assert 'role="img"' in found[0]
    assert "<title" in found[0]
    assert "stroke-dasharray" in found[0], "a rounded count is drawn as a range"
    assert "<b>fair" not in html
    assert "style=" not in found[0], "the policy of the page forbids it"


def test_no_picture_without_counts() -> None:
    assert not pictures("figures:\n  funnel:\n    - {period: 2026-Q1, median_response: 3 h}\n")
