"""Where the numbers of a company contradict each other, or a rate that somebody claims. Pure arithmetic.

Counts are bounds: a contradiction is named only where no number inside them could be meant. Orders mostly come from
leads of earlier periods, so neither they nor their rate are held against a single period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from lmmm_report.domain.numbers import Disagreement, DisagreementKind
from lmmm_report.domain.profile import Path
from lmmm_report.domain.statements import Bounds, Figures, Period, Rate, Source

PARTS = ("accepted", "rejected", "pending", "untouched")
"""What becomes of an MQL; together they are all of them."""
WITHIN: Mapping[str, str] = {
    "leads": "inquiries", "traceable": "inquiries", "mql": "leads", "accepted": "mql", "rejected": "mql",
    "pending": "mql", "untouched": "mql", "sql": "accepted", "opportunities": "sql",
}  # fmt: skip
"""For each number the one it is part of; where that is not stated, the one above it."""
SPOKEN = 2
"""So many percentage points a rate that somebody names may be off the counts: nobody speaks in decimals."""


def contradictions(figures: Figures) -> tuple[Disagreement, ...]:
    """All contradictions, row by row and then rate by rate."""
    of_one = figures._replace(funnel=settled(figures.funnel))
    return (*_of_rows(figures.funnel), *_of_accounts(of_one.funnel), *_of_rates(of_one), *_of_claims(figures.rates))


def settled(rows: Sequence[Period]) -> tuple[Period, ...]:
    """One row for each period: of several about one, the bounds that hold all that is told, and the rows themselves."""
    together: dict[tuple[object, ...], list[Period]] = {}
    for row in rows:
        when = (row.first, row.last) if row.first else row.period
        together.setdefault((row.from_source, row.per, when), []).append(row)
    return tuple(accounts[0] if len(accounts) == 1 else _held(accounts) for accounts in together.values())


def _held(accounts: Sequence[Period]) -> Period:
    names = dict.fromkeys(name for one in accounts for name in one.counts)
    responses = {one.median_response for one in accounts}
    limits = {one.limit for one in accounts if one.within_limit}
    shares = [one.within_limit for one in accounts if one.within_limit]
    return accounts[0]._replace(
        counts={name: _hull([one.counts[name] for one in accounts if name in one.counts]) for name in names},
        median_response=responses.pop() if len(responses) == 1 else "",
        within_limit=_hull(shares) if len(limits) == 1 else None,
        limit=limits.pop() if len(limits) == 1 else "",
        reasons=tuple(reason for one in accounts for reason in one.reasons),
        source=Source(),
        accounts=tuple(accounts),
    )


def _hull(told: Sequence[Bounds]) -> Bounds:
    if len({(one.low, one.high) for one in told}) == 1:
        return told[0]
    return Bounds("", min(one.low for one in told), max(one.high for one in told))


def _of_accounts(rows: Sequence[Period]) -> Iterator[Disagreement]:
    """Counts of one period that two people tell so that not both can be."""
    for row in rows:
        for name in row.counts if row.accounts else ():
            told = [one for one in row.accounts if name in one.counts]
            least = min(told, key=lambda one: one.counts[name].high)
            most = max(told, key=lambda one: one.counts[name].low)
            if least.counts[name].high < most.counts[name].low:
                pair = sorted((least, most), key=lambda one: one.number)
                yield Disagreement(
                    "accounts",
                    tuple(("figures", "funnel", one.number, name) for one in pair),
                    (name,),
                    tuple(one.counts[name] for one in pair),
                    source=pair[0].source,
                    rows=tuple(one.number for one in pair),
                )


def _of_claims(rates: Sequence[Rate]) -> Iterator[Disagreement]:
    """The same of rates; what another rate is about nobody can tell."""
    together: dict[tuple[str, str, str], list[tuple[Rate, Bounds]]] = {}
    for rate in rates:
        if rate.value is not None and rate.figure != "other":
            together.setdefault((rate.figure, limit_key(rate.within), rate.period), []).append((rate, rate.value))
    for (figure, _, _), told in together.items():
        least, most = min(told, key=lambda one: one[1].high), max(told, key=lambda one: one[1].low)
        if least[1].high < most[1].low:
            pair = sorted((least, most), key=lambda one: one[0].number)
            yield Disagreement(
                "accounts",
                tuple(claim_path(rate) for rate, _ in pair),
                (figure,),
                tuple(value for _, value in pair),
                source=pair[0][0].source,
            )


def _of_rows(rows: Sequence[Period]) -> Iterator[Disagreement]:
    for row in rows:
        yield from _sum(row)
        for part in WITHIN:
            whole = whole_of(part, row)
            if whole and part in row.counts and row.counts[part].low > row.counts[whole].high:
                yield _of_row("larger", row, (part, whole))


def _sum(row: Period) -> Iterator[Disagreement]:
    """Parts that make more than the whole; or less, where each of them is told, so that nothing else can be missing."""
    whole = row.counts.get("mql")
    parts = [name for name in PARTS if name in row.counts]
    if whole is None or len(parts) < 2:
        return
    low, high = sum(row.counts[name].low for name in parts), sum(row.counts[name].high for name in parts)
    if low > whole.high or (len(parts) == len(PARTS) and high < whole.low):
        yield _of_row("sum", row, (*parts, "mql"))


def whole_of(part: str, row: Period) -> str:
    """The next number above ``part`` that is stated; empty if none is."""
    above = WITHIN.get(part, "")
    while above and above not in row.counts:
        above = WITHIN.get(above, "")
    return above


def _of_row(kind: DisagreementKind, row: Period, names: tuple[str, ...]) -> Disagreement:
    return Disagreement(
        kind,
        tuple(("figures", "funnel", row.number, name) for name in names),
        names,
        tuple(row.counts[name] for name in names),
        source=row.source,
        rows=(row.number,),
    )


def _of_rates(figures: Figures) -> Iterator[Disagreement]:
    for rate in figures.rates:
        if rate.figure == "answered_within":
            yield from _limits(rate, figures.funnel)
            continue
        part, _, whole = rate.figure.partition("_of_")
        rows = [row for row in rows_meant(rate, figures.funnel) if part in row.counts and whole in row.counts]
        if not whole or part == "won":
            continue
        if rate.value is not None:
            for row in rows if rate.period or rate.trend == "stable" else rows[-1:]:
                low, high = share(row.counts[part], row.counts[whole])
                if _apart((low, high), rate.value):
                    yield _of_rate("rate", rate, [row], (part, whole))._replace(of_decided=_of_decided(rate, row, part))
        yield from _trend(rate, [row for row in rows if not row.per], (part, whole))


def _apart(counted: tuple[Fraction, Fraction], said: Bounds) -> bool:
    return counted[1] + SPOKEN < said.low or counted[0] - SPOKEN > said.high


def share(part: Bounds, whole: Bounds) -> tuple[Fraction, Fraction]:
    """The lowest and the highest percentage that ``part`` can be of ``whole``."""
    if not whole.high:
        return Fraction(0), Fraction(100)
    low = Fraction(100 * part.low, whole.high)
    return low, Fraction(100 * part.high, whole.low) if whole.low else Fraction(100)


STABLE = 3
"""A rate that moves by no more than so many percentage points is stable."""


def _trend(rate: Rate, rows: Sequence[Period], names: tuple[str, str]) -> Iterator[Disagreement]:
    if not rate.trend or rate.period:
        return
    for before, after in pairwise(rows):
        if before.from_source != after.from_source:
            continue
        old, new = (share(row.counts[names[0]], row.counts[names[1]]) for row in (before, after))
        rose, fell = new[0] - old[1], old[0] - new[1]
        wrong = {"stable": max(rose, fell) > STABLE, "rising": fell > 0, "falling": rose > 0}
        if wrong[rate.trend]:
            yield _of_rate("trend", rate, [before, after], names)


def _of_decided(rate: Rate, row: Period, part: str) -> tuple[Bounds, Bounds] | None:
    decided = [row.counts[name] for name in ("accepted", "rejected") if name in row.counts]
    if part not in ("accepted", "rejected") or len(decided) < 2 or rate.value is None:
        return None
    whole = Bounds("", sum(one.low for one in decided), sum(one.high for one in decided))
    return None if _apart(share(row.counts[part], whole), rate.value) else (row.counts[part], whole)


def _limits(rate: Rate, rows: Sequence[Period]) -> Iterator[Disagreement]:
    """A claim on answers in time against the share that was counted for the same limit."""
    told = [
        row for row in rows_meant(rate, rows) if row.within_limit and limit_key(row.limit) == limit_key(rate.within)
    ]
    for row in told if rate.period or rate.trend == "stable" else told[-1:]:
        counted = row.within_limit
        assert counted is not None
        if rate.value and (counted.high < rate.value.low or counted.low > rate.value.high):
            paths: tuple[Path, ...] = (claim_path(rate), ("figures", "funnel", row.number, "within_limit"))
            yield Disagreement(
                "limit",
                paths,
                ("answered_within",),
                (counted,),
                rate.value,
                rate.source,
                None,
                (row.number,),
                rate.number,
            )


def limit_key(limit: str) -> str:
    """A limit in the form in which two of them can be compared."""
    return limit.replace(" ", "")


def rows_meant(rate: Rate, rows: Sequence[Period]) -> Iterator[Period]:
    """The rows that a claim is about: those of its period, else all of the whole company, the oldest first.

    Where one of them has no known time, they stay in the order in which they are told.
    """
    chosen = [row for row in rows if not row.from_source and (not rate.period or rate.period == row.period)]
    days = {row.number: row.first for row in chosen if row.first is not None}
    return iter(sorted(chosen, key=lambda row: days[row.number]) if len(days) == len(chosen) else chosen)


def _of_rate(kind: DisagreementKind, rate: Rate, rows: Iterable[Period], names: tuple[str, str]) -> Disagreement:
    rows = list(rows)
    places = [("figures", "funnel", row.row_of(name), name) for row in rows for name in names]
    counted = tuple(row.counts[name] for row in rows for name in names)
    numbers = tuple(row.number for row in rows)
    return Disagreement(
        kind, (claim_path(rate), *places), names, counted, rate.value, rate.source, rows=numbers, rate=rate.number
    )


def claim_path(rate: Rate) -> Path:
    """Where a claim stands."""
    return ("figures", "rates", rate.number)
