"""Earlier positions, ready to print in one language."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Interval, Outcome
from lmmm_report.domain.history import EarlierPosition, position_then
from lmmm_report.domain.model import Model
from lmmm_report.domain.shift import shift, turning
from lmmm_report.report.pictures.course import Course, course_of
from lmmm_report.report.pictures.ground import Mark, mark_of
from lmmm_report.report.words.cells import interval_words, place_brief, place_words, span_numbers
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.spans import shifts_words, span_words
from lmmm_report.report.words.wording import Claiming, Wording


class EarlierView(NamedTuple):
    """One earlier position."""

    date: str
    cell: str
    coordinates: tuple[str, str]
    met: tuple[str, str]
    """Of each axis how many gates were met; empty where that is not told."""
    total: str
    """The same of both together."""
    model_version: str
    mark: Mark
    month: str


class TurnedView(NamedTuple):
    """From one position to the next: gates by id and name that became met, and those that no longer are."""

    span: str
    won: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]


class HistoryView(NamedTuple):
    """All of them, the oldest first, and what has moved since the last."""

    earlier: tuple[EarlierView, ...] = ()
    story: str = ""
    """How many stages were won or lost since the first of them; empty where the rules were others."""
    since: str = ""
    note: str = ""
    """Said where an earlier one rests on another version of the model."""
    described: str = ""
    """The earlier positions in a sentence, for those who do not see the picture."""
    total: str = ""
    """How many gates are met now."""
    here: str = ""
    """Where the company stands now, as briefly as the earlier positions."""
    headline: str = ""
    """From where to where, since the first of them."""
    course: Course | None = None
    turned: tuple[TurnedView, ...] = ()
    claims: tuple[str, ...] = ()
    """What its sentences say of the way here."""


def history_view_of(assessment: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> HistoryView:
    """The history of one company; empty where there is none."""
    if not earlier:
        return HistoryView()
    model = assessment.model
    version = model.version
    voice = Claiming(w, CLAIMS)
    teller = _Teller(assessment, earlier, voice)
    return HistoryView(
        earlier=tuple(
            EarlierView(
                date=w.date(one.date),
                cell=place_brief(one.cell, one.highest, model, w),
                coordinates=(interval_words(one.coordinates[0], w), interval_words(one.coordinates[1], w)),
                met=_met(one, model, w),
                total=_total(one, w),
                model_version=one.model_version,
                mark=mark_of(one.cell, one.highest, len(model.axes[0].stages)),
                month=f"{one.date:%m/%Y}",
            )
            for one in earlier
        ),
        story=teller.story(),
        since=teller.since(),
        note="" if teller.same_rules else w.say("history.models", version=version),
        total=_total(position_then(assessment), w),
        here=place_brief(assessment.cell.stages, assessment.highest.stages, model, w),
        headline=teller.headline(),
        course=_course(assessment, earlier),
        turned=tuple(_turned(assessment, earlier, w)),
        described=w.say(
            "history.described",
            positions="; ".join(
                w.say("history.then", date=w.date(one.date), cell=place_words(one.cell, one.highest, model, w))
                for one in earlier
            ),
        ),
        claims=voice.claimed(),
    )


def _met(one: EarlierPosition, model: Model, w: Wording) -> tuple[str, str]:
    if one.gates is None:
        return "", ""
    then = dict(one.gates)
    first, second = (
        _tally([then[gate] for gate in gates], w)
        for gates in (
            [gate.id for stage in axis.stages for gate in model.gates(axis.id, stage.number)] for axis in model.axes
        )
    )
    return first, second


def _total(one: EarlierPosition, w: Wording) -> str:
    if one.gates is None:
        return ""
    return _tally([outcome for _, outcome in one.gates], w)


def _tally(outcomes: Sequence[Outcome], w: Wording) -> str:
    met, unknown = outcomes.count(Outcome.MET), outcomes.count(Outcome.UNKNOWN)
    key = "history.met.unknown" if unknown else "history.met"
    return w.say(key, met=met, of=len(outcomes), unknown=unknown)


def _turned(assessment: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> Iterator[TurnedView]:
    """What became met and what no longer is, from each position to the next, for certain and by the same rules."""
    model = assessment.model
    after = (*earlier[1:], position_then(assessment))
    for one, later in zip(earlier, after, strict=True):
        if one.gates is None or later.gates is None or not one.model_version == later.model_version == model.version:
            continue
        became = dict(later.gates)
        won, lost = (
            tuple(
                (gate, w.of(model.criterion(gate).short))
                for gate, outcome in one.gates
                if outcome is was and became[gate] is then
            )
            for was, then in ((Outcome.NOT_MET, Outcome.MET), (Outcome.MET, Outcome.NOT_MET))
        )
        if won or lost:
            yield TurnedView(w.say("history.from_to", then=w.date(one.date), now=w.date(later.date)), won, lost)


class _Teller:
    """What is said of the way here; by other rules a position is told, and nothing is said to have moved."""

    def __init__(self, a: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> None:
        self.a = a
        self.w = w
        self.earlier = earlier
        self.now = position_then(a)
        self.ids = [axis.axis.id for axis in a.axes]
        self.names = [w.of(axis.axis.name) for axis in a.axes]
        self.same_rules = all(one.model_version == self.now.model_version for one in earlier)
        self.shifts = [shift(*ends) for ends in zip(earlier[0].spans, self.now.spans, strict=True)]

    def headline(self) -> str:
        """In stages, as few words as it takes."""
        first = self.earlier[0]
        told = [self._axis(index, self.names[index]) for index in range(len(self.ids))]
        moved = [said for said in told if said]
        if len(moved) > 1 and self._alike():
            moved = [self._axis(0, self.w.say("history.both"))]
        month = self.w.month(first.date)
        if moved:
            return self.w.say("history.moved", month=month, moves=self.w.listed(moved))
        x, y = self.ids
        return self.w.say("history.stayed", month=month, x=x, y=y, day=first.date)

    def _alike(self) -> bool:
        """Whether the same is to be said of both axes."""
        told = [self.earlier[0], self.now]
        turns = [self._turn(index) for index in range(len(self.ids))]
        if turns[0] != turns[1]:
            return False
        place = turns[0][1]
        told += [] if place is None else [self.earlier[place]]
        return all(len(set(one.spans)) == 1 for one in told)

    def _axis(self, index: int, name: str) -> str:
        """From where to where on one axis, and by which way round; empty where it has stayed for certain."""
        then, now = (one.spans[index] for one in (self.earlier[0], self.now))
        way = self.shifts[index].way if self.same_rules else "apart"
        after = self._after(index)
        if way == "same" and not after:
            return ""
        key = {"up": "stages", "down": "stages", "same": "again"}.get(way, "then_now")
        return self.w.say(
            f"history.{key}",
            axis=name,
            then=span_numbers(then),
            now=span_numbers(now),
            after=after,
            id=self.ids[index],
            day=self.earlier[0].date,
            way=way,
        )

    def _turn(self, index: int) -> tuple[str, int | None]:
        """The way round, and the place of its far end: of one that has risen a fall, and the other way about."""
        spans = [one.spans[index] for one in (*self.earlier, self.now)]
        ways = ("up", "down") if self.shifts[index].way == "down" else ("down", "up")
        found = ((way, turning(spans, way)) for way in ways) if self.same_rules else ()
        return next(((way, place) for way, place in found if place is not None), ("", None))

    def _after(self, index: int) -> str:
        way, place = self._turn(index)
        if place is None:
            return ""
        there = self.earlier[place]
        stage, month = span_numbers(there.spans[index]), self.w.month(there.date)
        return self.w.say(f"history.after.{way}", stage=stage, month=month, id=self.ids[index], at=there.date)

    def story(self) -> str:
        """How many stages were won or lost since the first position; by other rules nothing."""
        if not self.same_rules:
            return ""
        first = self.earlier[0]
        span = span_words(first.date, self.now.date, self.w)
        round_about = any(self._turn(index)[0] for index in range(len(self.ids)))
        firm = first.firm, self.now.firm
        return shifts_words(self.shifts, span, self.w, firm=firm, round_about=round_about, day=first.date)

    def since(self) -> str:
        """From where to where since the last position: what is certain first, then what is not."""
        last, w = self.earlier[-1], self.w
        certain: list[str] = []
        open_: list[str] = []
        ways = []
        for index, then in enumerate(last.coordinates):
            now = self.now.coordinates[index]
            way = shift(_shown(then), _shown(now)).way if last.model_version == self.now.model_version else "apart"
            key = way if way in ("up", "down", "same") else "then_now.place"
            (open_ if key == "then_now.place" else certain).append(
                w.say(
                    f"history.{key}",
                    axis=self.names[index],
                    then=_range(then, w),
                    now=_range(now, w),
                    id=self.ids[index],
                    day=last.date,
                    way=way,
                )
            )
            ways.append(way)
        unsure = {way for way in ways if way.startswith("open")}
        whether = [w.say(f"history.{unsure.pop() if len(unsure) == 1 else 'open.both'}")] if unsure else []
        return w.say("history.since", date=w.date(last.date), moves=" ".join((*certain, *open_, *whether)))


def _course(a: Assessment, earlier: Sequence[EarlierPosition]) -> Course | None:
    dates = [*(one.date for one in earlier), a.profile.date]
    if sorted(set(dates)) != dates:
        return None
    places = [one.coordinates for one in (*earlier, position_then(a))]
    return course_of(dates, places, len(a.axes[0].stages))


def _shown(ends: Interval) -> tuple[Fraction, Fraction]:
    """As precise as it is printed: a document has fewer decimals than the assessment."""
    return round(ends.low, 2), round(ends.high, 2)


def _range(ends: Interval, w: Wording) -> str:
    """A coordinate in a sentence that says "from" and "to" itself."""
    low, high = w.number(ends.low, 2), w.number(ends.high, 2)
    return low if low == high else w.say("history.range", low=low, high=high)
