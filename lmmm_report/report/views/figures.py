"""Figures of the funnel by line and in sentences, ready to print in one language."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.numbers import Cost, Loss, Numbers, PeriodNumbers, Range
from lmmm_report.domain.statements import COUNTS, Bounds, Origin
from lmmm_report.report.views.amounts import Amounts
from lmmm_report.report.words.wording import Wording

MONEY = ("value", "spend")


class CellView(NamedTuple):
    """One number of one period; all empty where it is not stated."""

    text: str = ""
    counts: str = ""
    """The two counts of a conversion."""
    change: str = ""
    """Against the earlier period."""


class RowView(NamedTuple):
    """One figure through the periods."""

    head: str
    cells: tuple[CellView, ...]


class Figures:
    """Prints the figures of one company in one language."""

    def __init__(self, numbers: Numbers, w: Wording) -> None:
        self._numbers = numbers
        self._w = w
        self._amounts = Amounts(w, numbers.currency)

    def brief(self) -> tuple[str, ...]:
        """The latest period of each group, in a line."""
        return tuple(self._brief(group) for group in self._numbers.settled if group)

    def sentences(self) -> tuple[str, ...]:
        """What is said of all groups."""
        return tuple(sentence for group in self._numbers.settled for sentence in self._sentences(group))

    def sources(self) -> tuple[str, ...]:
        """What is known of each source of inquiries, in a line; without those of which only the name is."""
        return tuple(filter(None, map(self._source, self._numbers.sources)))

    def origin(self, origin: Origin) -> tuple[str, str]:
        """The share and the counts of a source; empty where they are not stated."""
        counts = self._amounts.listed((n, c) for n, c in origin.counts.items() if n not in MONEY)
        return self._amounts.quoted(origin.share) if origin.share else "", counts

    def _source(self, origin: Origin) -> str:
        share, counts = self.origin(origin)
        known = [self._w.say("numbers.source.share", share=share)] if share else []
        if not (known or counts):
            return ""
        name = f"{origin.name}, {origin.period}" if origin.period else origin.name
        return self._w.say("numbers.at", period=name, text="; ".join(filter(None, (*known, counts))))

    def lines(self, shown: Sequence[PeriodNumbers]) -> Iterator[RowView]:
        """A line for each figure that one of the periods has: plain counts, conversions, money, speed."""
        w, amounts = self._w, self._amounts
        figures: set[tuple[str, str]] = set()
        for row in shown:
            wholes = {step.part: step.whole for step in row.conversions}
            figures |= {(name, wholes.get(name, "")) for name in row.period.counts if name not in MONEY}
        for part, whole in sorted(figures, key=lambda figure: (COUNTS.index(figure[0]), figure[1])):
            head = amounts.conversion(part, whole) if whole else w.say(f"numbers.part.{part}")
            yield RowView(head, tuple(self._cell(row, part, whole) for row in shown))
        for name in MONEY:
            if any(name in row.period.counts for row in shown):
                yield RowView(w.say(f"numbers.part.{name}"), tuple(self._money(row, name) for row in shown))
        if any(row.period.median_response for row in shown):
            yield RowView(w.say("numbers.response"), tuple(map(self._response, shown)))
        limits = dict.fromkeys(row.period.limit for row in shown if row.period.within_limit is not None)
        for limit in limits:
            yield RowView(self.within(limit), tuple(self._in_time(row, limit) for row in shown))

    def within(self, limit: str) -> str:
        """Which limit is kept."""
        w = self._w
        if not limit:
            return w.say("numbers.within.open")
        return w.say("numbers.within", limit=self._amounts.duration(limit, "duration"))

    def _cell(self, row: PeriodNumbers, part: str, whole: str) -> CellView:
        amounts = self._amounts
        if not whole:
            count = row.period.counts.get(part)
            if count is None:
                return CellView()
            return CellView(amounts.count(count), self._accounts(row, part), amounts.change(row.changes.get(part)))
        step = next((one for one in row.conversions if (one.part, one.whole) == (part, whole)), None)
        if step is None:
            return CellView()
        if step.rate is None:
            return CellView(amounts.both(step))
        change = ""
        if step.id in row.changes and row.before is not None:
            earlier = next(one.rate for one in self._numbers.row(row.before).conversions if one.id == step.id)
            assert earlier is not None
            change = amounts.points(earlier, step.rate)
        return CellView(amounts.percent(step.rate), amounts.both(step), change)

    def _accounts(self, row: PeriodNumbers, name: str) -> str:
        """Who tells which of the counts of one period, where they differ."""
        told = [(one.counts[name], one.source) for one in row.period.accounts if name in one.counts]
        if len({count for count, _ in told}) < 2:
            return ""
        return "; ".join(self._amounts.told(self._amounts.count(count), source) for count, source in told)

    def _money(self, row: PeriodNumbers, name: str) -> CellView:
        amount = row.period.counts.get(name)
        return CellView() if amount is None else CellView(self._amounts.money(amount))

    def _response(self, row: PeriodNumbers) -> CellView:
        if not row.period.median_response:
            return CellView()
        change = row.changes.get("response")
        return CellView(
            self._amounts.duration(row.period.median_response, "time"),
            change="" if change is None else self._amounts.direction(change, "slower", "faster"),
        )

    def _in_time(self, row: PeriodNumbers, limit: str) -> CellView:
        share = row.period.within_limit
        if share is None or row.period.limit != limit:
            return CellView()
        change = ""
        if "within_limit" in row.changes and row.before is not None:
            earlier = self._numbers.row(row.before).period.within_limit
            assert earlier is not None
            change = self._amounts.points(_fraction(earlier), _fraction(share))
        return CellView(self._amounts.share(share), change=change)

    def _sentences(self, group: Sequence[PeriodNumbers]) -> Iterator[str]:
        """What is said of a group, each of the latest period that it can be said of."""
        latest = group[::-1]
        for row in (row for row in latest if row.loss is not None):
            assert row.loss is not None
            yield self._loss(self._period(row), row.loss)
            break
        for row in (row for row in latest if row.cost is not None):
            assert row.cost is not None
            yield self._cost(self._period(row), row.cost)
            break
        for row in (row for row in latest if row.period.reasons):
            yield self._reasons(self._period(row), row.period.reasons)
            break

    def _period(self, row: PeriodNumbers) -> str:
        """Of which inquiries and when."""
        period, source = self._amounts.period(row.period), row.period.from_source
        return f"{source}, {period}" if source else period

    def _cost(self, period: str, cost: Cost) -> str:
        amounts = self._amounts
        return self._w.say(
            "numbers.cost",
            period=period,
            cost=amounts.money(cost.cost),
            spend=amounts.money(cost.spend),
            mql=amounts.counted("mql", cost.mql),
            untouched=amounts.counted("untouched", cost.untouched),
        )

    def _reasons(self, period: str, reasons: Sequence[tuple[str, Bounds | None]]) -> str:
        w = self._w
        told = (
            reason if n is None else w.say("numbers.reason", reason=reason, n=self._amounts.count(n))
            for reason, n in reasons
        )
        return w.say("numbers.reasons", period=period, reasons=w.listed(told))

    def _loss(self, period: str, loss: Loss) -> str:
        w, amounts, step = self._w, self._amounts, loss.conversion
        key = "numbers.loss.traceable" if step.part == "traceable" else "numbers.loss"
        return w.say(
            "numbers.loss.became" if loss.became else key,
            period=period,
            whole=amounts.counted(step.whole, step.counts[1]),
            part=amounts.listed(
                [(step.part, step.counts[0]), *([("pending", loss.waiting)] if loss.waiting is not None else [])]
            ),
            lost=amounts.between(loss.lost),
            became=amounts.listed(loss.became),
        )

    def _brief(self, group: Sequence[PeriodNumbers]) -> str:
        w, row = self._w, group[-1]
        parts = []
        for line in self.lines([row]):
            cell = line.cells[0]
            inside = ", ".join(part for part in (cell.counts, cell.change) if part)
            parts.append(f"{line.head} {cell.text}" + (f" ({inside})" if inside else ""))
        text = "; ".join(parts)
        return w.say("numbers.at", period=self._period(row), text=text)


def _fraction(share: Bounds) -> Range:
    return Range(Fraction(share.low, 100), Fraction(share.high, 100))
