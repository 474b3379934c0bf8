"""Numbers as they are printed: rounded ones say so, shares as percent, money, periods and durations in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction

from lmmm_report.domain.numbers import Conversion, Range
from lmmm_report.domain.statements import Bounds, Period, Source
from lmmm_report.report.words.wording import Wording, begun

_DURATION = re.compile("([0-9]+) ?([a-z]+)")
_WHOLE = re.compile("[0-9]+")
CERTAIN = ("told", "described")
"""What a statement is taken for if it says nothing else; it need not be said."""


class Amounts:
    """Prints the numbers of one company in one language."""

    def __init__(self, wording: Wording, currency: str) -> None:
        self._w = wording
        self._currency = currency

    def count(self, amount: Bounds) -> str:
        """A count; how it is rounded or estimated follows from what it was said to be, in the report's language."""
        return self._told(amount, self._w.number)

    def _told(self, amount: Bounds, printed: Callable[[int], str]) -> str:
        w = self._w
        if amount.exact:
            return printed(amount.low)
        said = int("".join(_WHOLE.findall(amount.said)) or 0)
        if not said:
            return w.say("numbers.range", low=printed(amount.low), high=printed(amount.high))
        wide = amount.high - amount.low >= said // 2
        if amount.low == said:
            return w.say("numbers.over" if wide else "numbers.just_over", n=printed(said))
        if amount.high == said:
            return w.say("numbers.under" if wide else "numbers.almost", n=printed(said))
        return w.say("numbers.about", n=printed(said))

    def between(self, number: Range) -> str:
        """A number that follows from others: itself, or its bounds where they leave it open."""
        low, high = self._w.number(number.low), self._w.number(number.high)
        return low if number.exact else self._w.say("numbers.range", low=low, high=high)

    def counted(self, name: str, amount: Bounds) -> str:
        """A count with what was counted: 92 accepted."""
        return self._w.say(f"numbers.count.{name}", count=amount.high, n=self.count(amount))

    def listed(self, counts: Iterable[tuple[str, Bounds]]) -> str:
        """Several of them."""
        return self._w.listed(self.counted(name, amount) for name, amount in counts)

    def money(self, amount: Bounds | Range) -> str:
        """An amount of money, in the currency that the profile names."""
        if isinstance(amount, Bounds):
            return self._told(amount, self._price)
        low, high = self._w.number(amount.low), self._w.number(amount.high)
        return self._price(low if low == high else self._w.say("numbers.range", low=low, high=high))

    def _price(self, n: int | str) -> str:
        text = self._w.number(n) if isinstance(n, int) else n
        return self._w.say("numbers.money", currency=self._currency, n=text) if self._currency else text

    def percent(self, rate: Range | None) -> str:
        """A share as whole percent, as a range where the counts leave it open; empty where there is none."""
        return "" if rate is None else self._percent(rate.low * 100, rate.high * 100)

    def share(self, said: Bounds) -> str:
        """A share that was counted and told as such."""
        return self._percent(Fraction(said.low), Fraction(said.high))

    def _percent(self, low: Fraction, high: Fraction) -> str:
        w = self._w
        texts = w.number(low), w.number(high)
        n = texts[0] if texts[0] == texts[1] else w.say("numbers.range", low=texts[0], high=texts[1])
        return w.say("numbers.percent", n=n)

    def quoted(self, said: Bounds) -> str:
        """What somebody said, in their own words."""
        return self._w.say("numbers.quoted", said=said.said)

    def both(self, step: Conversion) -> str:
        """The two counts of a conversion."""
        part, whole = step.counts
        return self._w.say("numbers.counts", part=self.count(part), whole=self.count(whole))

    def rate(self, step: Conversion) -> str:
        """A conversion with both counts beside it."""
        percent, both = self.percent(step.rate), self.both(step)
        return f"{percent} ({both})" if percent else both

    def conversion(self, part: str, whole: str) -> str:
        """What a conversion is called."""
        w = self._w
        return w.say("numbers.conversion", part=w.say(f"numbers.part.{part}"), whole=w.say(f"numbers.whole.{whole}"))

    def duration(self, text: str, form: str) -> str:
        """A time such as ``31 h``; ``form`` is ``time`` alone, ``duration`` behind "within"."""
        match = _DURATION.fullmatch(text)
        return text if match is None else self._w.say(f"numbers.{form}.{match[2]}", count=int(match[1]))

    def period(self, row: Period) -> str:
        """Which period a row is about: one of the calendar by its name, any other as it was said."""
        w = self._w
        named = self._named(row.first, row.last) or row.period
        if row.per:
            usual = w.say(f"numbers.per.{row.per}")
            return f"{named}, {usual}" if named else begun(usual)
        return named or w.say("numbers.period.none")

    def _named(self, first: date | None, last: date | None) -> str:
        w = self._w
        if first is None or last is None or first.day != 1 or (last + timedelta(days=1)).day != 1:
            return ""
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        year = str(first.year)
        if months == 1:
            return w.month(first)
        if months == 3 and first.month % 3 == 1:
            return w.say("numbers.period.quarter", number=first.month // 3 + 1, year=year)
        if months == 6 and first.month in (1, 7):
            return w.say("numbers.period.first_half" if first.month == 1 else "numbers.period.second_half", year=year)
        return year if months == 12 and first.month == 1 else ""

    def by(self, source: Source) -> str:
        """On whose word something is; empty where nothing is said of it."""
        w = self._w
        basis = w.say(f"numbers.word.{source.basis}") if source.basis and source.basis not in CERTAIN else ""
        if source.said_by and basis:
            return w.say("numbers.word.by", who=source.said_by, basis=basis)
        return source.said_by or basis

    def told(self, n: str, source: Source) -> str:
        """A number with on whose word it is: by name, by hearsay, or as is said."""
        by = self.by(source)
        key = "" if source.said_by else ".word" if by else ".unnamed"
        return self._w.say(f"numbers.accounts{key}", n=n, by=by)

    def change(self, change: Range | None) -> str:
        """By how much a count has changed: exactly where it is known, else only in which direction."""
        if change is None:
            return ""
        return self._signed(int(change.low)) if change.exact else self.direction(change, "up", "down")

    def direction(self, change: Range, up: str, down: str) -> str:
        """In which direction, if that is certain; ``up`` and ``down`` are what it is called."""
        if change.low > 0 or change.high < 0:
            return self._w.say(f"numbers.{up if change.low > 0 else down}")
        return self._w.say("numbers.same") if change.exact else ""

    def points(self, before: Range, after: Range) -> str:
        """The change of a rate in percentage points, as a reader reckons it from the two percentages that are shown."""
        w = self._w
        if not (before.exact and after.exact):
            return self.direction(Range(after.low - before.high, after.high - before.low), "up", "down")
        moved = round(after.low * 100) - round(before.low * 100)
        if not moved:
            return w.say("numbers.same")
        return w.say("numbers.points", count=moved, change=self._signed(moved))

    def _signed(self, number: int) -> str:
        w = self._w
        if not number:
            return w.say("numbers.same")
        return w.say("numbers.more" if number > 0 else "numbers.less", n=abs(number))
