"""What follows from the numbers of a company: conversions, losses, costs, and changes against its own earlier periods.

Nothing is compared with other companies, and no number is made up: what a rounded count leaves open stays a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from lmmm_report.assess.figures import claim_path, contradictions, limit_key, rows_meant, settled, share, whole_of
from lmmm_report.domain.numbers import (
    ClaimedRate,
    Conversion,
    Cost,
    Disagreement,
    Loss,
    Numbers,
    PeriodNumbers,
    Range,
)
from lmmm_report.domain.statements import Bounds, Figures, Period, Rate
from lmmm_report.facts.completing import duration_minutes

One = TypeVar("One")

STEPS = (
    "traceable", "leads", "mql", "accepted", "rejected", "pending", "untouched", "sql", "opportunities", "won",
)  # fmt: skip
"""The numbers that are part of another, in the order of the funnel."""
BEFORE_ORDERS = ("opportunities", "sql", "accepted", "mql", "leads", "inquiries")
"""What orders are held against: the nearest of these that is stated."""
LOSSES = ("traceable", "accepted", "sql", "opportunities")
"""Steps at which something can be lost. Which inquiries become MQL is sorting and no loss, and orders mostly come from
leads of earlier periods."""
LOSING = ("inquiries", "mql", "accepted", "sql")
"""What can be lost of: what has been sorted already, and inquiries that cannot be found any more."""
BECAME = ("rejected", "untouched")
LENGTHS = ((28, 31, "month"), (89, 92, "quarter"), (181, 184, "half_year"), (365, 366, "year"))
"""Periods of the calendar that count as equally long, by their days."""


def numbers_of(figures: Figures) -> Numbers | None:
    """Everything that follows from the figures of a profile; ``None`` where it states none."""
    if not (figures.funnel or figures.rates or figures.sources):
        return None
    found = contradictions(figures)
    groups = tuple(_groups(figures.funnel))
    return Numbers(
        currency=figures.currency,
        groups=tuple(tuple(_rows(group)) for group in groups),
        settled=tuple(tuple(_rows(settled(group))) for group in groups),
        claims=tuple(_claim(rate, settled(figures.funnel), found) for rate in figures.rates),
        sources=figures.sources,
        disagreements=found,
    )


def _groups(rows: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    groups: dict[tuple[str, str, str], list[Period]] = {}
    for row in rows:
        groups.setdefault((row.from_source, row.per, _length(row)), []).append(row)
    for group in groups.values():
        days = {row.number: row.first for row in group if row.first is not None}
        yield tuple(sorted(group, key=lambda row: days[row.number]) if len(days) == len(group) else group)


def _length(row: Period) -> str:
    if row.first is None or row.last is None:
        return ""
    days = (row.last - row.first).days + 1
    return next((name for low, high, name in LENGTHS if low <= days <= high), str(days))


def _rows(group: Sequence[Period]) -> Iterator[PeriodNumbers]:
    """Each row, compared with the last that ends before it begins; what overlaps is not compared."""
    done: list[PeriodNumbers] = []
    for period in group:
        row = _row(period)
        before = _before(done, period)
        if before is not None:
            row = row._replace(before=before.period.number, changes=MappingProxyType(dict(_changes(before, row))))
        done.append(row)
        yield row


def _before(done: Sequence[PeriodNumbers], period: Period) -> PeriodNumbers | None:
    """The last row that ends before a period begins; of several for one period, that of whoever tells this one."""
    earlier = [one for one in done if _ends_before(one.period, period)]
    same = [one for one in earlier if one.period.first == earlier[-1].period.first]
    by = [one for one in same if one.period.source.said_by == period.source.said_by]
    return (same if len(same) == 1 else by if len(by) == 1 else [None])[0]


def _ends_before(one: Period, other: Period) -> bool:
    return one.last is not None and other.first is not None and not one.per and one.last < other.first


def _row(period: Period) -> PeriodNumbers:
    conversions = tuple(_conversions(period))
    return PeriodNumbers(
        period=period,
        conversions=conversions,
        response=duration_minutes(period.median_response) if period.median_response else None,
        loss=_loss(period, conversions),
        cost=_cost(period.counts),
    )


def _conversions(period: Period) -> Iterator[Conversion]:
    for part in STEPS:
        if part == "won":
            whole = next((name for name in BEFORE_ORDERS if name in period.counts), "")
        else:
            whole = whole_of(part, period)
        if whole and part in period.counts:
            yield conversion(part, whole, period.counts)


def conversion(part: str, whole: str, counts: Mapping[str, Bounds]) -> Conversion:
    """How many of one number another one is, as far as the counts allow."""
    few, many = counts[part], counts[whole]
    rate = None
    if many.high and few.low <= many.high:
        low, high = share(few, many)
        rate = Range(low / 100, min(high / 100, Fraction(1)))
    return Conversion(part, whole, (few, many), rate)


def _loss(period: Period, conversions: Sequence[Conversion]) -> Loss | None:
    """The step at which most do not go on; ``None`` where rounded counts leave open which it is."""
    losses = []
    for step in conversions:
        if step.part not in LOSSES or step.whole not in LOSING or step.rate is None:
            continue
        if step.whole == "inquiries" and step.part != "traceable":
            continue
        few, many = step.counts
        became = BECAME if (step.part, step.whole) == ("accepted", "mql") else ()
        waiting = period.counts.get("pending") if became else None
        still = (waiting.low, waiting.high) if waiting else (0, 0)
        lost = Range(Fraction(max(many.low - few.high - still[1], 0)), Fraction(max(many.high - few.low - still[0], 0)))
        told = tuple((name, period.counts[name]) for name in became if name in period.counts)
        losses.append(Loss(step, lost, told, waiting))
    best = max(losses, key=lambda one: one.lost.low, default=None)
    if best is None or not best.lost.low:
        return None
    return best if all(one is best or one.lost.high <= best.lost.low for one in losses) else None


def _cost(counts: Mapping[str, Bounds]) -> Cost | None:
    """What was spent on the untouched, every MQL bearing the same part of the spend."""
    spend, mql, untouched = (counts.get(name) for name in ("spend", "mql", "untouched"))
    if spend is None or mql is None or untouched is None or not (spend.low and mql.low and untouched.high):
        return None
    if untouched.low > mql.high:
        return None
    low = Fraction(spend.low * untouched.low, mql.high)
    high = min(Fraction(spend.high * untouched.high, mql.low), Fraction(spend.high))
    return Cost(spend, mql, untouched, Range(low, high))


def _changes(before: PeriodNumbers, after: PeriodNumbers) -> Iterator[tuple[str, Range]]:
    """Orders are left out: that there are more of them says nothing about the leads of the same period."""
    old, new = before.period.counts, after.period.counts
    for name in new:
        if name in old and name not in ("won", "value"):
            yield name, Range(Fraction(new[name].low - old[name].high), Fraction(new[name].high - old[name].low))
    rates = {step.id: step.rate for step in before.conversions}
    for step in after.conversions:
        earlier = rates.get(step.id)
        if earlier is not None and step.rate is not None and step.part != "won":
            yield step.id, Range(step.rate.low - earlier.high, step.rate.high - earlier.low)
    if before.response is not None and after.response is not None:
        difference = Fraction(after.response - before.response)
        yield "response", Range(difference, difference)
    was, now = before.period.within_limit, after.period.within_limit
    if was is not None and now is not None and limit_key(before.period.limit) == limit_key(after.period.limit):
        yield "within_limit", Range(Fraction(now.low - was.high, 100), Fraction(now.high - was.low, 100))


def _claim(rate: Rate, rows: Sequence[Period], found: Sequence[Disagreement]) -> ClaimedRate:
    contradicted = any(one.rate == rate.number or claim_path(rate) in one.paths for one in found)
    meant = list(rows_meant(rate, rows))
    if rate.figure == "answered_within":
        told = [
            (row.number, row.within_limit)
            for row in meant
            if row.within_limit is not None and limit_key(row.limit) == limit_key(rate.within)
        ]
        return ClaimedRate(rate, within=tuple(_latest(told, rate)), contradicted=contradicted)
    part, _, whole = rate.figure.partition("_of_")
    counted = [
        (row.number, conversion(part, whole, row.counts)) for row in meant if part in row.counts and whole in row.counts
    ]
    return ClaimedRate(rate, counted=tuple(_latest(counted, rate)), contradicted=contradicted)


def _latest(rows: list[tuple[int, One]], rate: Rate) -> list[tuple[int, One]]:
    """A claim without a period is about the latest; one on a course about all of them."""
    return rows if rate.period or rate.trend else rows[-1:]
