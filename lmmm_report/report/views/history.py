"""Earlier positions, ready to print in one language."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.history import EarlierPosition, position_then
from lmmm_report.domain.model import Model
from lmmm_report.report.pictures.course import Course, course_of
from lmmm_report.report.pictures.ground import Mark, mark_of
from lmmm_report.report.words.cells import cell_brief, cell_words, interval_words, place_brief
from lmmm_report.report.words.spans import span_words, stages_words
from lmmm_report.report.words.wording import Wording


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


def history_view_of(assessment: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> HistoryView:
    """The history of one company; empty where there is none."""
    if not earlier:
        return HistoryView()
    model = assessment.model
    version = model.version
    return HistoryView(
        earlier=tuple(
            EarlierView(
                date=w.date(one.date),
                cell=cell_brief(one.cell, model, w),
                coordinates=(interval_words(one.coordinates[0], w), interval_words(one.coordinates[1], w)),
                met=_met(one, model, w),
                total=_total(one, w),
                model_version=one.model_version,
                mark=mark_of(one.cell, one.cell, len(model.axes[0].stages)),
                month=f"{one.date:%m/%Y}",
            )
            for one in earlier
        ),
        story=_story(assessment, earlier[0], w) if all(one.model_version == version for one in earlier) else "",
        since=_since(assessment, earlier[-1], w),
        note="" if all(one.model_version == version for one in earlier) else w.say("history.models", version=version),
        total=_total(position_then(assessment), w),
        here=place_brief(assessment.cell.stages, assessment.highest.stages, model, w),
        headline=_headline(assessment, earlier, w),
        course=_course(assessment, earlier),
        turned=tuple(_turned(assessment, earlier, w)),
        described=w.say(
            "history.described",
            positions="; ".join(
                w.say("history.then", date=w.date(one.date), cell=cell_words(one.cell, model, w)) for one in earlier
            ),
        ),
    )


def _met(one: EarlierPosition, model: Model, w: Wording) -> tuple[str, str]:
    if one.gates is None:
        return "", ""
    then = dict(one.gates)
    first, second = (
        w.say("history.met", met=sum(then[gate] is Outcome.MET for gate in gates), of=len(gates))
        for gates in (
            [gate.id for stage in axis.stages for gate in model.gates(axis.id, stage.number)] for axis in model.axes
        )
    )
    return first, second


def _total(one: EarlierPosition, w: Wording) -> str:
    if one.gates is None:
        return ""
    return w.say("history.met", met=sum(outcome is Outcome.MET for _, outcome in one.gates), of=len(one.gates))


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


def _headline(a: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> str:
    """In stages, as few words as it takes."""
    then, now = earlier[0].cell, a.cell.stages
    moved = [
        w.say("history.stages", axis=w.of(axis.axis.name), then=old, now=new)
        for axis, old, new in zip(a.axes, then, now, strict=True)
        if old != new
    ]
    if len(moved) == len(a.axes) and len({*zip(then, now, strict=True)}) == 1:
        moved = [w.say("history.stages.both", then=then[0], now=now[0])]
    month = w.month(earlier[0].date)
    return w.say("history.moved", month=month, moves=w.listed(moved)) if moved else w.say("history.stayed", month=month)


def _course(a: Assessment, earlier: Sequence[EarlierPosition]) -> Course | None:
    dates = [*(one.date for one in earlier), a.profile.date]
    if sorted(set(dates)) != dates:
        return None
    x, y = a.axes
    places = [(one.coordinates[0].low, one.coordinates[1].low) for one in earlier]
    return course_of(dates, [*places, (x.coordinate.low, y.coordinate.low)], len(x.stages))


def _story(assessment: Assessment, first: EarlierPosition, w: Wording) -> str:
    moves = [now - was for was, now in zip(first.cell, assessment.cell.stages, strict=True)]
    up, down = sum(max(move, 0) for move in moves), sum(max(-move, 0) for move in moves)
    span = span_words(first.date, assessment.profile.date, w)
    told = [stages_words(kind, count, span, w) for kind, count in (("risen", up), ("fallen", down)) if count]
    return " ".join(told)


def _since(assessment: Assessment, last: EarlierPosition, w: Wording) -> str:
    moves = []
    for axis, then in zip(assessment.axes, last.coordinates, strict=True):
        now = axis.coordinate
        key = "same" if _shown(now.low) == _shown(then.low) else "up" if now.low > then.low else "down"
        name, before, after = w.of(axis.axis.name), w.number(then.low, 2), w.number(now.low, 2)
        moves.append(w.say(f"history.{key}", axis=name, then=before, now=after))
    return w.say("history.since", date=w.date(last.date), moves=" ".join(moves))


def _shown(coordinate: Fraction) -> Fraction:
    """As precise as it is printed: a document has fewer decimals than the assessment."""
    return round(coordinate, 2)
