"""What follows from the numbers of a company, with those of open interviews and with any counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.assess.numbers import numbers_of
from lmmm_report.domain.numbers import Numbers, PeriodNumbers, Range
from lmmm_report.domain.statements import COUNTS, NO_FIGURES, Bounds, Figures, Period
from lmmm_report.load.profile.profile import load_profile_text
from tests.told_numbers import HEAD, LAUNDRIES, ROOFS, STREET_LIGHTS


def numbers(text: str) -> Numbers:
    stated = text if text.startswith("figures:") else f"figures:\n{text}"
    found = numbers_of(load_profile_text((HEAD + stated).encode(), "muster.yaml").figures)
    assert found is not None
    return found


def percents(row: PeriodNumbers) -> dict[str, int]:
    """Exact rates in whole percent."""
    return {step.id: round(step.rate.low * 100) for step in row.conversions if step.rate and step.rate.exact}


def test_where_no_figure_is_stated_there_are_no_numbers() -> None:
    assert numbers_of(NO_FIGURES) is None
    assert numbers_of(Figures(currency="EUR")) is None


def test_the_quarters_of_street_lights() -> None:
    ((second, third),) = numbers(STREET_LIGHTS).groups
    assert percents(second)["accepted_of_mql"] == 62
    assert percents(third) == {
        "mql_of_inquiries": 41, "accepted_of_mql": 51, "rejected_of_mql": 32, "untouched_of_mql": 17,
        "sql_of_accepted": 48, "opportunities_of_sql": 75, "won_of_opportunities": 18,
    }  # fmt: skip
    assert third.before == second.period.number
    assert third.changes["untouched"] == Range(Fraction(8), Fraction(8))
    assert third.changes["accepted_of_mql"].high == Fraction(92, 180) - Fraction(121, 195)
    assert third.changes["within_limit"] == Range(Fraction(-9, 100), Fraction(-5, 100))
    assert third.loss is not None
    assert (third.loss.conversion.id, third.loss.lost.low) == ("accepted_of_mql", 88)
    assert [(name, count.low) for name, count in third.loss.became] == [("rejected", 58), ("untouched", 30)]


def test_orders_have_no_trend() -> None:
    ((_, third),) = numbers(STREET_LIGHTS).groups
    assert "won_of_opportunities" in percents(third)
    assert not {"won", "won_of_opportunities"} & set(third.changes)


def test_the_half_years_of_laundries_in_the_order_of_time() -> None:
    ((earlier, later),) = numbers(LAUNDRIES).groups
    assert (earlier.period.number, later.period.number) == (1, 0)
    assert (percents(earlier)["accepted_of_mql"], percents(later)["accepted_of_mql"]) == (78, 84)
    assert (percents(earlier)["mql_of_inquiries"], percents(later)["mql_of_inquiries"]) == (25, 23)
    assert (percents(earlier)["won_of_opportunities"], percents(later)["won_of_opportunities"]) == (26, 28)
    assert (earlier.response, later.response) == (31 * 60, 19 * 60)
    assert later.changes["response"].low == -12 * 60
    assert later.loss is not None
    assert later.loss.conversion.id == "sql_of_accepted"


def test_a_usual_month_of_roofs_is_compared_with_nothing() -> None:
    found = numbers(ROOFS)
    ((month,),) = found.groups
    assert month.before is None
    untouched = next(step for step in month.conversions if step.part == "untouched")
    assert untouched.rate == Range(Fraction(20, 300), Fraction(22, 300))
    assert month.loss is None
    accepted, lying = found.claims
    assert (accepted.counted, accepted.contradicted) == ((), False)
    assert [row for row, _ in lying.counted] == [0]
    assert lying.contradicted


def test_claims_stand_beside_the_counts_of_their_periods() -> None:
    accepted, answered = numbers(STREET_LIGHTS).claims
    assert [row for row, _ in accepted.counted] == [0, 1]
    assert [share.low for _, share in answered.within] == [70]
    assert accepted.contradicted
    assert answered.contradicted
    assert {one.source.said_by for one in numbers(STREET_LIGHTS).disagreements} == {"Mr Krug"}


@pytest.mark.parametrize(
    "told",
    [
        "  funnel: [{period: 2026-Q2, mql: 100}, {period: 2026-09, mql: 40}]\n",
        "  funnel: [{period: 2026-Q2, mql: 100}, {period: 2026-Q3, mql: 40, source: a show}]\n",
        "  funnel: [{per: month, mql: 100}, {per: month, mql: 40}]\n",
        "  funnel: [{mql: 100}, {mql: 40}]\n",
        "  funnel: [{period: 2026-Q3, mql: 100}, {period: Q3 2026, mql: 40}]\n",
        "  funnel: [{period: 2026-Q3, mql: 100}, {period: 2026-Q4, mql: 40}]\n",
    ],
    ids=["another length", "another source", "usual figures", "no period", "the same period", "still running"],
)
def test_what_is_not_alike_is_not_compared(told: str) -> None:
    assert all(row.before is None for group in numbers(told).groups for row in group)


def test_untouched_leads_cost_their_part_of_the_own_spend() -> None:
    ((row,),) = numbers("  funnel: [{period: 2026-Q3, mql: 180, untouched: 30, spend: 45000}]\n").groups
    assert row.cost is not None
    assert row.cost.cost == Range(Fraction(7500), Fraction(7500))
    for without in ("mql", "untouched", "spend"):
        told = {"mql": "mql: 180", "untouched": "untouched: 30", "spend": "spend: 45000"}
        del told[without]
        ((row,),) = numbers(f"  funnel: [{{period: 2026-Q3, {', '.join(told.values())}}}]\n").groups
        assert row.cost is None


def test_what_is_still_looked_at_is_not_lost() -> None:
    ((row,),) = numbers("  funnel: [{period: 2026-Q3, mql: 180, accepted: 100, pending: 20, untouched: 60}]\n").groups
    assert row.loss is not None
    assert row.loss.lost.low == 60


def test_inquiries_that_cannot_be_traced_are_a_loss_and_sorting_is_none() -> None:
    ((show,),) = numbers("  funnel: [{period: September, inquiries: about 140, traceable: 30}]\n").groups
    assert show.loss is not None
    assert show.loss.lost == Range(Fraction(96), Fraction(124))
    ((sorted_out,),) = numbers("  funnel: [{period: September, inquiries: 1000, mql: 30}]\n").groups
    assert sorted_out.loss is None


def test_rounded_counts_leave_open_which_loss_is_the_largest() -> None:
    told = "  funnel: [{period: 2026-Q3, mql: 200, accepted: %s, sql: 50}]\n"
    ((exact,),) = numbers(told % "126").groups
    assert exact.loss is not None
    assert exact.loss.conversion.id == "sql_of_accepted"
    ((rounded,),) = numbers(told % "about 126").groups
    assert rounded.loss is None


AMOUNTS = st.tuples(st.integers(0, 3000), st.integers(0, 300)).map(lambda t: Bounds("", max(t[0] - t[1], 0), sum(t)))
ROWS = st.dictionaries(st.sampled_from(COUNTS), AMOUNTS)


def rows_of(counts: list[dict[str, Bounds]]) -> Figures:
    months = (Period(n, "", date(2026, n + 1, 1), date(2026, n + 1, 28), counts=one) for n, one in enumerate(counts))
    return Figures(funnel=tuple(months))


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_whatever_is_counted_rates_are_shares_and_nothing_is_made_up(counts: list[dict[str, Bounds]]) -> None:
    found = numbers_of(rows_of(counts))
    assert found is not None
    rows = [row for group in found.groups for row in group]
    assert sorted(row.period.number for row in rows) == list(range(len(counts)))
    for row in rows:
        told = set(row.period.counts.values())
        for step in row.conversions:
            assert set(step.counts) <= told
            assert step.rate is None or 0 <= step.rate.low <= step.rate.high <= 1
        if row.loss:
            assert 0 < row.loss.lost.low <= row.loss.lost.high
            assert row.loss.lost.high <= row.loss.conversion.counts[1].high
        if row.cost:
            assert 0 <= row.cost.cost.low <= row.cost.cost.high <= row.cost.spend.high
        assert all(change.low <= change.high for change in row.changes.values())


EXACT = st.integers(0, 500)


@given(EXACT, EXACT, EXACT, EXACT)
def test_the_parts_of_the_mql_make_a_whole(accepted: int, rejected: int, pending: int, untouched: int) -> None:
    parts = {"accepted": accepted, "rejected": rejected, "pending": pending, "untouched": untouched}
    counts = {name: Bounds(str(n), n, n) for name, n in parts.items()}
    mql = sum(parts.values())
    found = numbers_of(rows_of([{**counts, "mql": Bounds(str(mql), mql, mql)}]))
    assert found is not None
    assert found.disagreements == ()
    rates = [step.rate for step in found.groups[0][0].conversions]
    assert sum(rate.low for rate in rates if rate) == (1 if mql else 0)
