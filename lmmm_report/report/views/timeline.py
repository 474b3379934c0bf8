"""The way of one company, ready to print in one language."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from lmmm_report.domain.comparison import Comparison
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import labelled
from lmmm_report.domain.shift import turning
from lmmm_report.domain.timeline import Moment, Skipped, StageMove, StorySentence, Timeline
from lmmm_report.report.views.comparison import ComparisonView, MoveView, comparison_view_of, problem_words
from lmmm_report.report.words.cells import cell_brief, interval_words, place_brief, stage_brief
from lmmm_report.report.words.spans import span_words, stages_words, unsure_words
from lmmm_report.report.words.wording import Wording

MOST_PARTS = 4
"""Steps that a sentence names after each other; a longer way is only counted."""


class MomentView(NamedTuple):
    """One state, with what was won and lost since the one before."""

    day: str
    iso: str
    name: str
    """Short id of the commit and path, or the file."""
    assessed: str
    cell: str
    coordinates: tuple[str, str]
    author: str
    """Name of whoever made the change; empty unless it was asked for."""
    then: str
    """What it was by the rules of its day."""
    won: tuple[MoveView, ...]
    lost: tuple[MoveView, ...]
    known: tuple[MoveView, ...]
    """Of which something else is known than before, without their being won or lost."""
    moved: bool
    """Whether the cell is another than before, for certain."""


class TimelineView(NamedTuple):
    """The whole way."""

    title: str
    file: str
    story: tuple[str, ...]
    moments: tuple[MomentView, ...]
    skipped: tuple[tuple[str, str, str], ...]
    """Day, name, and why."""
    notes: tuple[str, ...]


def timeline_view_of(
    timeline: Timeline, story: Sequence[StorySentence], model: Model, w: Wording, *, authors: bool = False
) -> TimelineView:
    """The way of one company; ``authors``: names of those who made the changes are shown."""
    last = timeline.moments[-1].standing
    moments = []
    for index, moment in enumerate(timeline.moments):
        step = comparison_view_of(timeline.steps[index - 1], model, w) if index else None
        moments.append(
            MomentView(
                day=w.date(moment.day) if moment.committed else w.say("history.uncommitted"),
                iso=moment.day.isoformat() if moment.committed else "",
                name=moment.standing.name,
                assessed=w.say("history.assessed", date=w.date(moment.standing.date)),
                cell=place_brief(moment.standing.cell, moment.standing.highest, model, w),
                coordinates=(
                    interval_words(moment.standing.coordinates[0], w),
                    interval_words(moment.standing.coordinates[1], w),
                ),
                author=moment.revision.author if authors and moment.revision else "",
                then=_then(moment, model, w),
                won=step.won if step else (),
                lost=step.lost if step else (),
                known=_known(timeline.steps[index - 1], step) if step else (),
                moved=bool(index) and any(one.way in ("up", "down") for one in timeline.steps[index - 1].shifts),
            )
        )
    return TimelineView(
        title=labelled(last.company, last.unit),
        file=timeline.file,
        story=story_words(timeline, story, model, w),
        moments=tuple(moments),
        skipped=tuple(_skipped(one, w) for one in timeline.skipped),
        notes=tuple(_notes(timeline, w)),
    )


def _known(step: Comparison, view: ComparisonView) -> tuple[MoveView, ...]:
    """What was or is unknown; a sign that comes or goes decides nothing."""
    return tuple(said for move, said in zip(step.other, view.other, strict=True) if move.kind is not Kind.SIGN)


def _skipped(one: Skipped, w: Wording) -> tuple[str, str, str]:
    return w.date(one.day), one.name, w.say("history.skipped", problem=problem_words(one.problem, one.problems, w))


def _notes(timeline: Timeline, w: Wording) -> Iterable[str]:
    if timeline.removed:
        yield w.say("history.removed", day=w.date(timeline.removed.day), commit=timeline.removed.short)
    if timeline.shallow:
        yield w.say("history.shallow")
    for one in timeline.unread_models:
        yield w.say("history.unread_model", name=one.name, problem=problem_words(one.problem, one.problems, w))
    dates = [moment.standing.date for moment in timeline.moments]
    if len(set(dates)) < len(dates):
        yield w.say("history.same_date")


def _then(moment: Moment, model: Model, w: Wording) -> str:
    then = moment.then
    if then is None:
        return ""
    cell = cell_brief(then.cell, model, w)
    if then.cell_by_rules_before in (None, then.cell):
        return w.say("history.by_then", version=then.model_version, cell=cell)
    assert then.cell_by_rules_before is not None
    before = cell_brief(then.cell_by_rules_before, model, w)
    return w.say("history.by_then_rules", version=then.model_version, cell=cell, before=before)


def story_words(timeline: Timeline, story: Sequence[StorySentence], model: Model, w: Wording) -> tuple[str, ...]:
    """The sentences of a story."""
    teller = _Teller(timeline, model, w)
    return tuple(teller.sentence(one) for one in story)


class _Teller:
    def __init__(self, timeline: Timeline, model: Model, wording: Wording) -> None:
        self._timeline = timeline
        self._model = model
        self._w = wording
        self._axes = {axis.id: axis for axis in model.axes}

    def sentence(self, one: StorySentence) -> str:
        """One sentence."""
        w = self._w
        if one.kind in ("risen", "fallen"):
            return stages_words(
                one.kind, one.stages, self._span(one), w, self._way(one), round_about=self._round_about(one)
            )
        if one.kind == "open":
            first, last = (self._timeline.moments[at].standing.firm for at in (one.first, one.last))
            return unsure_words(one.stages, self._span(one), (first, last), w)
        if one.kind in ("returned", "stayed"):
            cell = cell_brief(self._timeline.moments[one.last].standing.cell, self._model, w)
            if not self._days(one):
                return w.say(f"story.{one.kind}.day", cell=cell)
            return w.say(f"story.{one.kind}", span=self._span(one), cell=cell)
        if one.kind == "rules":
            return w.say("story.rules", count=int(one.stages.least))
        (move,) = one.moves
        axis = self._axes[move.axis]
        return w.say(
            "story.drop",
            date=w.date(self._timeline.moments[move.moment].day),
            axis=w.of(axis.name),
            was=stage_brief(axis, move.was, w),
            now=stage_brief(axis, move.now, w),
            areas=w.say("story.drop.areas", areas=self._areas(move)) if move.areas else "",
        )

    def _round_about(self, one: StorySentence) -> bool:
        """Whether an axis has gone up and down on the way."""
        moments = self._timeline.moments[one.first : one.last + 1]
        spans = [[moment.standing.spans[number] for moment in moments] for number in range(len(self._axes))]
        return any(turning(listed, way) is not None for listed in spans for way in ("up", "down"))

    def _areas(self, move: StageMove) -> str:
        return self._named(move.areas)

    def _named(self, areas: Iterable[str]) -> str:
        return self._w.listed(self._w.of(self._model.areas[area]) for area in dict.fromkeys(areas))

    def _way(self, one: StorySentence) -> str:
        w = self._w
        # A set-back in between, or what nobody knows, would make "first" and "then" a way that was not gone.
        if not one.moves or len(one.moves) > MOST_PARTS or not all(m.was[0] == m.was[1] for m in one.moves):
            return ""
        steps = sum(abs(m.now[0] - m.was[0]) for m in one.moves if m.now[0] == m.now[1])
        if not one.stages.least == steps == one.stages.most:
            return ""
        moments: dict[int, list[StageMove]] = {}
        for move in one.moves:
            moments.setdefault(move.moment, []).append(move)
        parts = [self._part(listed) for listed in moments.values()]
        if len(parts) == 1:
            return w.say("story.way.one", first=parts[0])
        then = parts[1]
        for part in parts[2:]:
            then = w.say("story.way.then", before=then, after=part)
        return w.say("story.way.more", first=parts[0], then=then)

    def _part(self, moves: Sequence[StageMove]) -> str:
        """What was won or lost together: by its areas, or by the stages where no gate says which."""
        if all(move.areas for move in moves):
            return self._named(area for move in moves for area in move.areas)
        axes = [(self._axes[move.axis], move.now) for move in moves]
        return self._w.listed(f"{self._w.of(axis.name)} {stage_brief(axis, now, self._w)}" for axis, now in axes)

    def _span(self, one: StorySentence) -> str:
        return span_words(*self._ends(one), self._w)

    def _days(self, one: StorySentence) -> int:
        first, last = self._ends(one)
        return abs((last - first).days)

    def _ends(self, one: StorySentence) -> tuple[date, date]:
        first, last = (self._timeline.moments[at] for at in (one.first, one.last))
        if first.standing.date == last.standing.date:
            return first.day, last.day
        # A position is that of the day of its survey, whenever it was written down.
        return first.standing.date, last.standing.date
