"""Arithmetic over the numbers that people tell, with those of open interviews, read as a profile states them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.assess.figures import PARTS, SPOKEN, contradictions, share
from lmmm_report.domain.statements import Bounds, Figures, Period, Rate, Source
from lmmm_report.load.profile.profile import load_profile_text
from tests.told_numbers import HEAD, LAUNDRIES, ROOFS, STREET_LIGHTS


def figures(text: str) -> Figures:
    return load_profile_text((HEAD + text).encode(), "muster.yaml").figures


def exact(number: int) -> Bounds:
    return Bounds(str(number), number, number)


def row(**counts: int) -> Period:
    return Period(number=0, period="2026-Q3", counts={name: exact(count) for name, count in counts.items()})


def test_a_rate_from_hearsay_is_held_against_the_counts_and_named_with_its_source() -> None:
    found = contradictions(figures(STREET_LIGHTS))
    assert [one.kind for one in found] == ["rate", "trend", "limit"]
    rate, trend, limit = found
    krug = Source("Mr Krug", "heard")
    assert {one.source for one in found} == {krug}
    assert [bounds.low for bounds in rate.counted] == [92, 180]
    assert rate.paths[0] == ("figures", "rates", 0)
    assert rate.paths[1:] == (("figures", "funnel", 1, "accepted"), ("figures", "funnel", 1, "mql"))
    assert rate.of_decided
    assert [bounds.low for bounds in trend.counted] == [121, 195, 92, 180]
    assert limit.counted == (Bounds("70 %", 70, 70),)
    assert limit.said == Bounds("all", 100, 100)


def test_periods_are_compared_in_time_however_they_are_told() -> None:
    told = figures(STREET_LIGHTS)
    turned = told._replace(funnel=tuple(reversed(told.funnel)))
    assert [one.counted for one in contradictions(turned)] == [one.counted for one in contradictions(told)]


def test_a_stable_rate_that_is_stable_is_none() -> None:
    text = LAUNDRIES + "  rates:\n    - {figure: sql_of_accepted, value: half, trend: %s}\n"
    assert contradictions(figures(text % "stable"))[0].kind == "trend"
    assert contradictions(figures(text % "rising")) == ()


def test_counts_that_add_up_raise_no_alarm() -> None:
    assert contradictions(figures(LAUNDRIES)) == ()


def test_nothing_left_lying_against_a_good_twenty_a_month() -> None:
    (found,) = contradictions(figures(ROOFS))
    assert found.kind == "rate"
    assert found.names == ("untouched", "mql")
    assert found.counted[0].said == "gut 20"
    assert found.counted[0].low == 20
    assert found.source.said_by == "CRO"


@pytest.mark.parametrize(
    ("counts", "kinds"),
    [
        ({"mql": 195, "accepted": 121, "rejected": 52, "untouched": 32}, ["sum"]),
        ({"mql": 195, "accepted": 121, "rejected": 52, "untouched": 12}, []),
        ({"mql": 195, "accepted": 121, "rejected": 52, "untouched": 12, "pending": 0}, ["sum"]),
        ({"mql": 195, "accepted": 200}, ["larger"]),
        ({"inquiries": 100, "mql": 101}, ["larger"]),
        ({"mql": 50, "sql": 51}, ["larger"]),
        ({"opportunities": 5, "won": 9}, []),
    ],
)
def test_parts_and_wholes(counts: dict[str, int], kinds: list[str]) -> None:
    assert [one.kind for one in contradictions(Figures(funnel=(row(**counts),)))] == kinds


def test_rounded_counts_are_given_the_benefit_of_the_doubt() -> None:
    told = "figures:\n  funnel:\n    - {period: 2026-Q3, mql: about 140, accepted: 100, rejected: 50}\n"
    assert contradictions(figures(told)) == ()
    (found,) = contradictions(figures(told.replace("about 140", "140")))
    assert found.kind == "sum"


COUNTS = st.integers(0, 10_000)


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), st.integers(0, 100), st.integers(0, 100), st.integers(0, 10))
def test_parts_that_sum_and_stages_that_shrink_never_raise_an_alarm(
    parts: tuple[int, int, int, int], of_accepted: int, of_sql: int, rough: int
) -> None:
    counts = {name: exact(part) for name, part in zip(PARTS, parts, strict=True)}
    mql = sum(parts)
    sql = parts[0] * of_accepted // 100
    counts |= {"mql": Bounds("", max(mql - rough, 0), mql + rough), "inquiries": exact(mql), "sql": exact(sql)}
    counts["opportunities"] = exact(sql * of_sql // 100)
    told = Period(number=0, period="2026-Q3", counts=counts)
    assert contradictions(Figures(funnel=(told,))) == ()


@given(COUNTS, st.integers(1, 10_000))
def test_a_rate_that_the_counts_bear_out_is_no_contradiction(part: int, more: int) -> None:
    told = row(accepted=part, mql=part + more)
    percent = round(share(exact(part), exact(part + more))[0])
    right = Rate(number=0, figure="accepted_of_mql", value=Bounds("", percent, percent))
    assert contradictions(Figures(funnel=(told,), rates=(right,))) == ()
    off = percent + SPOKEN + 2 if percent < 50 else percent - SPOKEN - 2
    wrong = right._replace(value=Bounds("", off, off))
    assert [one.kind for one in contradictions(Figures(funnel=(told,), rates=(wrong,)))] == ["rate"]
