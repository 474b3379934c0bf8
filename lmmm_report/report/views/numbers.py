"""The numbers of a company, ready to print: tables of the funnel, losses and costs, claims, disagreements."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.numbers import (
    ClaimedRate,
    Disagreement,
    Numbers,
    PeriodNumbers,
    disagreement_id,
)
from lmmm_report.domain.profile import Path, Profile
from lmmm_report.domain.statements import Origin, Rate
from lmmm_report.report.pictures.funnel import Counted, CountedStep, Funnel, funnel_of
from lmmm_report.report.views.figures import Figures, RowView
from lmmm_report.report.views.findings import ContradictionView, FactView, FindingPrinter, FindingView
from lmmm_report.report.words.facts import BETWEEN, FactWords
from lmmm_report.report.words.wording import Wording

COLUMNS = 3
"""Periods that stand beside each other in one table: more do not fit on a phone."""
DRAWN = (
    "inquiries", "traceable", "leads", "mql", "accepted", "rejected", "pending", "untouched", "sql", "opportunities",
    "won",
)  # fmt: skip
"""The counts that the picture shows, in its order."""
ASIDE = ("traceable", "rejected", "pending", "untouched")
"""Those of them that lead to no other: what is known of a step, or what became of those who do not go on."""


class FunnelView(NamedTuple):
    """The latest period as a picture, held against those before it that it may be compared with."""

    caption: str
    picture: Funnel
    in_words: str
    """The same as text, for whoever does not see it."""
    legend: tuple[tuple[str, int], ...]
    """Each period, and how many are later than it."""


class TableView(NamedTuple):
    """Periods side by side, the oldest first."""

    caption: str
    picture: FunnelView | None
    """What stands before the first table of a group."""
    heads: tuple[tuple[str, str], ...]
    """The period, and on whose word its numbers are."""
    rows: tuple[RowView, ...]


class ClaimView(NamedTuple):
    """A rate that somebody names, beside what was counted."""

    rate: str
    said: str
    by: str
    told: str
    """What is said and on whose word, as part of a sentence."""
    counted: str
    disagrees: bool
    id: str
    """Of the disagreement; empty where there is none."""


class NumbersView(NamedTuple):
    """Everything that the report says of the numbers."""

    headline: str
    """The largest loss; where none can be told, what the section is about."""
    tables: tuple[TableView, ...]
    sentences: tuple[str, ...]
    """The largest loss, what lies untouched, why leads were rejected."""
    claims: tuple[ClaimView, ...]
    sources: tuple[tuple[str, str, str], ...]
    """Where inquiries come from: name, share, counts."""
    notes: tuple[str, ...]
    brief: tuple[str, ...]
    """The latest period of each table in one line."""


class BridgeView(NamedTuple):
    """What the model shows together of the interface, with what holds of it."""

    title: str
    headline: str
    """How much of it is met, and of how much nobody knows."""
    text: str
    findings: tuple[FindingView, ...]


def bridge_view_of(a: Assessment, printer: FindingPrinter, w: Wording) -> BridgeView | None:
    """The interface; ``None`` where it is out of reach."""
    bridge = a.model.bridge
    if bridge is None or not a.bridge:
        return None
    met, unknown = (sum(f.outcome is one for f in a.bridge) for one in (Outcome.MET, Outcome.UNKNOWN))
    return BridgeView(
        title=w.of(bridge.title),
        headline=_bridged(met, unknown, len(a.bridge), w),
        text=w.of(bridge.text),
        findings=tuple(printer.finding(finding) for finding in a.bridge),
    )


def _bridged(met: int, unknown: int, parts: int, w: Wording) -> str:
    """How many parts of the interface are met, and of how many nobody knows."""
    if met == parts:
        return w.say("bridge.head.all", of=parts)
    if unknown == parts:
        return w.say("bridge.head.untold", of=parts)
    if not met:
        return w.say("bridge.head.none_known" if unknown else "bridge.head.none", of=parts)
    return w.say("bridge.head", count=met, of=parts, rest=w.say("bridge.head.rest", count=unknown) if unknown else "")


def numbers_view_of(a: Assessment, w: Wording) -> NumbersView | None:
    """The numbers; ``None`` where none is stated."""
    return None if a.numbers is None else _Printer(a.numbers, a.profile, w).view()


def disagreements_of(a: Assessment, w: Wording) -> tuple[ContradictionView, ...]:
    """Where the numbers disagree, like any other contradiction."""
    if a.numbers is None:
        return ()
    printer = _Printer(a.numbers, a.profile, w)
    return tuple(printer.disagreement(index, one) for index, one in enumerate(a.numbers.disagreements, 1))


class _Printer(Figures):
    def __init__(self, numbers: Numbers, profile: Profile, w: Wording) -> None:
        super().__init__(numbers, w)
        self._profile = profile

    def view(self) -> NumbersView:
        groups = zip(self._numbers.groups, self._numbers.settled, strict=True)
        tables = [table for group, settled in groups for table in self._tables(group, settled)]
        return NumbersView(
            headline=self._headline(),
            tables=tuple(tables),
            sentences=self.sentences(),
            claims=tuple(self._claim(one) for one in self._numbers.claims if self._said(one.rate) or one.rate.note),
            sources=tuple(map(self._origin, self._numbers.sources)),
            notes=tuple(self._notes()),
            brief=self.brief(),
        )

    def _headline(self) -> str:
        w = self._w
        latest = (row.loss for group in self._numbers.settled for row in group[::-1] if row.loss is not None)
        loss = next(latest, None)
        if loss is None:
            return w.say("section.numbers")
        step = loss.conversion
        return w.say(
            "numbers.head.traceable" if step.part == "traceable" else "numbers.head.loss",
            lost=self._amounts.between(loss.lost),
            count=self._amounts.count(step.counts[1]),
            whole=w.say(f"numbers.whole.{step.whole}"),
        )

    def _tables(self, group: Sequence[PeriodNumbers], settled: Sequence[PeriodNumbers]) -> Iterator[TableView]:
        w = self._w
        source = group[0].period.from_source
        caption = w.say("numbers.caption.source", source=source) if source else w.say("numbers.caption")
        for start in range(0, len(group), COLUMNS):
            shown = group[start : start + COLUMNS]
            rows = tuple(self.lines(shown))
            if rows:
                heads = tuple((self._amounts.period(r.period), self._amounts.by(r.period.source)) for r in shown)
                yield TableView(caption, None if start else self._picture(caption, _comparable(settled)), heads, rows)

    def _picture(self, caption: str, rows: Sequence[PeriodNumbers]) -> FunnelView | None:
        w = self._w
        steps = [self._step(part, rows) for part in DRAWN if any(part in row.period.counts for row in rows)]
        picture = funnel_of(steps)
        if picture is None:
            return None
        periods = [self._amounts.period(row.period) for row in rows]
        told = (w.say("numbers.at", period=step.head, text=", ".join(self._told(step, periods))) for step in steps)
        shown = w.say("numbers.picture", caption=caption)
        return FunnelView(
            caption=shown,
            picture=picture,
            in_words=" ".join((shown, *(f"{step}." for step in told))),
            legend=tuple((period, len(periods) - 1 - index) for index, period in enumerate(periods)),
        )

    def _told(self, step: CountedStep, periods: Sequence[str]) -> Iterator[str]:
        """The counts of a step with their periods, as the picture's text."""
        for period, one in zip(periods, step.periods, strict=True):
            if one is not None:
                yield self._w.say("numbers.picture.count", n=one.label, period=period)
        if step.note:
            yield step.note

    def _step(self, part: str, rows: Sequence[PeriodNumbers]) -> CountedStep:
        """A step of the picture: a share only where it is a share of the same in all periods."""
        w, amounts = self._w, self._amounts
        found = [next((one for one in row.conversions if one.part == part), None) for row in rows]
        wholes = {one.whole if one else "" for one, row in zip(found, rows, strict=True) if part in row.period.counts}
        whole = wholes.pop() if len(wholes) == 1 else ""
        periods: list[Counted | None] = []
        for one, row in zip(found, rows, strict=True):
            count = row.period.counts.get(part)
            if count is None:
                periods.append(None)
                continue
            share = amounts.percent(one.rate) if whole and one else ""
            periods.append(Counted(count, " · ".join(filter(None, (amounts.count(count), share)))))
        loss = rows[-1].loss
        note = ""
        if loss is not None and loss.conversion.part == part:
            note = w.say("numbers.picture.loss", lost=amounts.between(loss.lost))
        return CountedStep(
            head=amounts.conversion(part, whole) if whole else w.say(f"numbers.part.{part}"),
            goes_on=part not in ASIDE,
            periods=tuple(periods),
            note=note,
        )

    def _notes(self) -> Iterator[str]:
        w = self._w
        rows = [row for group in self._numbers.groups for row in group]
        yield w.say("numbers.intro")
        if any(row.loss for row in rows if row.loss and row.loss.conversion.part != "traceable"):
            yield w.say("numbers.loss.rule")
        if any("won" in row.period.counts for row in rows):
            yield w.say("numbers.orders")
        if any(not count.exact for row in rows for count in row.period.counts.values()):
            yield w.say("numbers.rounded")

    def _claim(self, claim: ClaimedRate) -> ClaimView:
        w, amounts, rate = self._w, self._amounts, claim.rate
        counted = [(number, amounts.rate(step)) for number, step in claim.counted]
        counted += [(number, amounts.share(share)) for number, share in claim.within]
        path = ("figures", "rates", rate.number)
        found = (index for index, one in enumerate(self._numbers.disagreements, 1) if path in one.paths)
        number = next(found, 0)
        return ClaimView(
            rate=self._rate_name(rate),
            said=self._said(rate),
            by=amounts.by(rate.source),
            told=amounts.told(self._said(rate), rate.source),
            counted=self._by_period(counted) if counted else w.say("numbers.claims.uncounted"),
            disagrees=claim.contradicted,
            id=disagreement_id(number) if number else "",
        )

    def _by_period(self, counted: Sequence[tuple[int, str]]) -> str:
        w = self._w
        rows = ((self._amounts.period(self._numbers.row(number).period), text) for number, text in counted)
        return "; ".join(w.say("numbers.at", period=period, text=text) for period, text in rows)

    def _rate_name(self, rate: Rate) -> str:
        if rate.figure == "answered_within":
            return self.within(rate.within)
        part, _, whole = rate.figure.partition("_of_")
        if whole:
            return self._amounts.conversion(part, whole)
        other = self._w.say("numbers.claims.other")
        return self._w.say("numbers.claims.other_of", rate=other, note=rate.note.rstrip(".")) if rate.note else other

    def _said(self, rate: Rate) -> str:
        parts = [self._amounts.quoted(rate.value)] if rate.value is not None else []
        if rate.trend:
            parts.append(self._w.say(f"numbers.trend.{rate.trend}"))
        return ", ".join(parts) or (self._w.say("numbers.claims.no_value") if rate.note else "")

    def _origin(self, origin: Origin) -> tuple[str, str, str]:
        return origin.name, *self.origin(origin)

    def disagreement(self, number: int, one: Disagreement) -> ContradictionView:
        """One disagreement with both numbers and their places."""
        w = self._w
        of_counts = one.kind in ("sum", "larger")
        return ContradictionView(
            id=disagreement_id(number),
            title=w.say(f"numbers.clash.{one.kind}"),
            meaning=self._in_words(one),
            remedy=w.say(
                f"numbers.clash.do.{'accounts' if one.kind == 'accounts' else 'count' if of_counts else 'claim'}"
            ),
            criteria=(),
            facts=tuple(self._fact(path) for path in one.paths),
        )

    def _in_words(self, one: Disagreement) -> str:
        w, amounts = self._w, self._amounts
        if one.kind == "accounts":
            return self._told_apart(one)
        if one.rate is None:
            period = amounts.period(self._numbers.row(one.rows[0]).period)
            *parts, whole = (amounts.counted(name, count) for name, count in zip(one.names, one.counted, strict=True))
            if one.kind == "larger":
                return w.say("numbers.clash.larger.text", period=period, part=w.listed(parts), whole=whole)
            low, high = (sum(getattr(count, end) for count in one.counted[:-1]) for end in ("low", "high"))
            total = w.number(low) if low == high else w.say("numbers.range", low=low, high=high)
            return w.say("numbers.clash.sum.text", period=period, parts=w.listed(parts), sum=total, whole=whole)
        claim = next(claim for claim in self._numbers.claims if claim.rate.number == one.rate)
        by, rate = amounts.by(one.source), self._rate_name(claim.rate)
        key = "numbers.clash.claim" if by else "numbers.clash.claim.unnamed"
        sentences = [w.say(key, rate=rate, said=self._said(claim.rate), by=by)]
        counted = {number: amounts.rate(step) for number, step in claim.counted}
        counted |= {number: amounts.share(share) for number, share in claim.within}
        sentences.append(
            w.say("numbers.clash.counted", counted=self._by_period([(row, counted[row]) for row in one.rows]))
        )
        if one.of_decided is not None:
            part, whole_ = one.of_decided
            sentences.append(w.say("numbers.clash.decided", part=amounts.count(part), whole=amounts.count(whole_)))
        return " ".join(sentences)

    def _told_apart(self, one: Disagreement) -> str:
        """Both of two accounts, with whose they are."""
        w, amounts = self._w, self._amounts
        if one.rows:
            head = amounts.period(self._numbers.row(one.rows[0]).period)
            sources = [self._numbers.row(number).period.source for number in one.rows]
            told = [amounts.counted(one.names[0], count) for count in one.counted]
        else:
            rates = {claim.rate.number: claim.rate for claim in self._numbers.claims}
            both = [rates[int(path[2])] for path in one.paths]
            head, sources = self._rate_name(both[0]), [rate.source for rate in both]
            told = [amounts.quoted(count) for count in one.counted]
        said = map(amounts.told, told, sources)
        return w.say("numbers.clash.accounts.text", head=head, said="; ".join(said))

    def _fact(self, path: Path) -> FactView:
        """Where a number stands; a claim stands where its entry begins."""
        place = self._profile.place(path)
        section, entry, *field = (str(step) for step in path[1:])
        words = FactWords(self._profile, self._w)
        of_row = section == "funnel"
        row = self._amounts.period(self._numbers.row(int(entry)).period) if of_row else str(int(entry) + 1)
        place_of = words.name(f"figures.{section}").key
        key = words.name(f"figures.{section}[0].{field[0]}").key if field else ""
        around = f"{place_of}{BETWEEN}{row}"
        return FactView(
            around=around if key else "",
            key=key or around,
            value=self._stated(path),
            own=False,
            stated=True,
            age="",
            line=place.line,
            evidence=(),
        )

    def _stated(self, path: Path) -> str:
        if path[1] == "rates":
            return self._said(next(one.rate for one in self._numbers.claims if one.rate.number == path[2]))
        period = self._numbers.row(int(path[2])).period
        if path[3] == "within_limit":
            return period.within_limit.said if period.within_limit else ""
        return self._amounts.count(period.counts[str(path[3])])


def _comparable(group: Sequence[PeriodNumbers]) -> tuple[PeriodNumbers, ...]:
    """The latest period of a group and those before it that it may be compared with, as many as fit, oldest first."""
    by_number = {row.period.number: row for row in group}
    shown = [group[-1]]
    while len(shown) < COLUMNS and shown[-1].before is not None:
        shown.append(by_number[shown[-1].before])
    return tuple(reversed(shown))
