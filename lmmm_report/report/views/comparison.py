"""What differs between two sides, ready to print in one language."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.comparison import ChangeKind, Comparison, FactChange, Move, Questions, Standing, Unread
from lmmm_report.domain.measure import Total
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.numbers import Range
from lmmm_report.domain.profile import labelled
from lmmm_report.domain.shift import shift
from lmmm_report.messages import in_language
from lmmm_report.problems import Problem
from lmmm_report.report.words.cells import MARKS, interval_words, place_brief, stage_brief, stage_names
from lmmm_report.report.words.wording import Wording, shortened

_STEP = re.compile(r"[.\[](?![^\[\]]*\])|\[")
"""Where a path goes a step further; a name of an entry may hold dots."""

SIGNS = {ChangeKind.GAINED: "+", ChangeKind.CHANGED: "~", ChangeKind.RETRACTED: "-"}
CAUSES = 6
"""Statements that are named beside a criterion that they have moved; all of them are listed below."""
NO_QUESTIONS = Questions((), (), ())
VALUE = 100
"""Characters of a value that are shown; the profile has the rest."""


class FactChangeView(NamedTuple):
    """One statement that is another."""

    kind: str
    sign: str
    path: str
    before: str
    after: str
    where: str
    """File and line: where it stands, of what is gone where it stood."""


class MoveView(NamedTuple):
    """One criterion that has moved."""

    id: str
    kind: str
    title: str
    was: str
    now: str
    outcome: str
    sign: str
    """One character for what it is now; of a sign, which is no demand, only that it is another."""
    lines: tuple[str, ...]
    """Files and lines that it rests on or waits for now; then those where it rested on what is gone."""
    causes: tuple[FactChangeView, ...]
    """The first of the statements that have moved it."""
    because: str
    """Said where no changed statement has moved it, and how many more there are."""


class AxisMoveView(NamedTuple):
    """One axis before and after."""

    name: str
    was: str
    now: str
    before: str
    after: str
    """Coordinates."""
    direction: str
    """``up``, ``down``, ``same``; ``open`` where open answers leave it unknown."""


class FigureView(NamedTuple):
    """One conversion, before and after."""

    name: str
    before: str
    after: str


class Heads(NamedTuple):
    """What lists are headed by: what has moved in one company, or in what two of them differ."""

    lost: str
    won: str
    other: str
    answered: str
    dropped: str
    asked: str
    measures_gone: str
    measures_new: str


class ComparisonView(NamedTuple):
    """One company before and after, or two beside each other."""

    language: str
    title: str
    head: str
    """The same without whom it is about."""
    company: str
    before: str
    after: str
    names: tuple[str, str]
    headline: str
    axes: tuple[AxisMoveView, ...]
    notes: tuple[str, ...]
    """What has to be kept in mind: other rules, a report that does not tell everything, another company."""
    lost: tuple[MoveView, ...]
    won: tuple[MoveView, ...]
    other: tuple[MoveView, ...]
    facts: tuple[FactChangeView, ...]
    facts_tally: str
    figures: tuple[FigureView, ...]
    answered: tuple[str, ...]
    dropped: tuple[str, ...]
    asked: tuple[str, ...]
    measures_gone: tuple[tuple[str, str], ...]
    measures_new: tuple[tuple[str, str], ...]
    effort: str
    heads: Heads
    nothing: bool


class OtherView(NamedTuple):
    """One that has no counterpart."""

    name: str
    company: str
    what: str


def other_views_of(
    gone: Iterable[Standing], come: Iterable[Standing], unread: Iterable[Unread], model: Model, w: Wording
) -> list[OtherView]:
    """What is no longer there, what is new, and what cannot be read on one side."""
    views = [OtherView(one.name, _whose(one), w.say("diff.only_before")) for one in gone]
    cells = ((one, place_brief(one.cell, one.highest, model, w)) for one in come)
    views += [OtherView(one.name, _whose(one), w.say("diff.only_after", cell=cell)) for one, cell in cells]
    return views + [_unread_view(one, model, w) for one in unread]


def _unread_view(one: Unread, model: Model, w: Wording) -> OtherView:
    name = one.after or one.before or ""
    company = _whose(one.standing) if one.standing else PurePosixPath(name.rpartition(":")[2]).name
    problem = problem_words(one.problems[0], len(one.problems), w)
    if one.mended and one.standing:
        cell = place_brief(one.standing.cell, one.standing.highest, model, w)
        what = w.say("diff.unread.mended", cell=cell, before=one.before, problem=problem)
    elif one.broken_after:
        what = w.say("diff.unread.broken", problem=problem)
    else:
        what = w.say("diff.unread.gone", problem=problem)
    return OtherView(name, company, what)


def _whose(one: Standing) -> str:
    return labelled(one.company, one.unit)


def problem_words(first: Problem, count: int, w: Wording) -> str:
    """The first problem of a state that cannot be read, with its place in the file, and how many more there are."""
    place = f"{first.line}:{first.column or 1}: " if first.line else ""
    more = f" (+{count - 1})" if count > 1 else ""
    return place + in_language(first.message, w.language) + more


class ComparisonsPage(NamedTuple):
    """A page with all comparisons of a call."""

    language: str
    title: str
    model_name: str
    model_version: str
    comparisons: tuple[ComparisonView, ...]
    others: tuple[OtherView, ...]
    same: str
    """Said where several have been compared and in some nothing differs."""
    nothing: str
    """Said where there is nothing to show."""
    program_version: str


def comparisons_page_of(
    views: Sequence[ComparisonView],
    others: Sequence[OtherView],
    same: int,
    model: Model,
    w: Wording,
    *,
    program_version: str,
) -> ComparisonsPage:
    """The page for some comparisons, or for none."""
    return ComparisonsPage(
        language=w.language,
        title=views[0].title if len(views) == 1 and not others else w.say("diff.head"),
        model_name=w.of(model.name),
        model_version=model.version,
        comparisons=tuple(views),
        others=tuple(others),
        same=w.say("diff.same" if views or others else "diff.same.all", count=same) if same else "",
        nothing="" if views or others or same else w.say("diff.none"),
        program_version=program_version,
    )


def comparison_view_of(comparison: Comparison, model: Model, w: Wording) -> ComparisonView:
    """The comparison in words."""
    c, before, after = comparison, comparison.before, comparison.after
    printer = _Printer(c, model, w)
    title = _whose(after)
    apart = "" if c.same_company else ".apart"
    if apart:
        title = w.say("diff.both", before=_whose(before), after=title)
    tell = partial(w.say, before=before.name, after=after.name)
    answered, dropped, asked = c.questions or NO_QUESTIONS
    if apart:  # nobody has answered what another company is not asked
        answered, dropped = (*answered, *dropped), ()
    gone, new = c.measures or ((), ())
    return ComparisonView(
        language=w.language,
        title=w.say(f"diff.title{apart}", company=title),
        head=w.say(f"diff.head{apart}"),
        company=title,
        before=_side(before, model, w),
        after=_side(after, model, w),
        names=(before.name, after.name),
        headline=printer.headline(),
        axes=printer.axes(),
        notes=tuple(printer.notes()),
        lost=tuple(printer.move(move) for move in c.lost),
        won=tuple(printer.move(move) for move in c.won),
        other=tuple(printer.move(move) for move in c.other),
        facts=printer.facts(c.facts or ()),
        facts_tally=_tally(c.facts, apart, tell, w),
        figures=tuple(_figures(before, after, w)),
        answered=answered,
        dropped=dropped,
        asked=asked,
        measures_gone=printer.measures(gone),
        measures_new=printer.measures(new),
        effort=_effort(before.effort, after.effort, apart, w),
        heads=Heads(
            lost=tell(f"diff.lost{apart}", count=len(c.lost)),
            won=tell(f"diff.won{apart}", count=len(c.won)),
            other=tell(f"diff.other{apart or ('' if c.lost or c.won else '.alone')}", count=len(c.other)),
            answered=tell(f"diff.answered{apart}"),
            dropped=w.say("diff.dropped"),
            asked=tell(f"diff.asked{apart}"),
            measures_gone=tell(f"diff.measure.gone{apart}"),
            measures_new=tell(f"diff.measure.new{apart}"),
        ),
        nothing=c.nothing,
    )


def _side(one: Standing, model: Model, w: Wording) -> str:
    cell = place_brief(one.cell, one.highest, model, w)
    return w.say("diff.side", name=one.name, date=w.date(one.date), cell=cell)


def _tally(facts: Sequence[FactChange] | None, apart: str, tell: Callable[..., str], w: Wording) -> str:
    if not facts:
        return ""
    counts = {kind: sum(1 for one in facts if one.kind is kind) for kind in ChangeKind}
    return w.listed(tell(f"diff.tally.{kind.value}{apart}", count=count) for kind, count in counts.items() if count)


def _figures(before: Standing, after: Standing, w: Wording) -> Iterable[FigureView]:
    old, new = before.figures or {}, after.figures or {}
    if before.figures is None or after.figures is None:
        return
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            part, _, whole = name.partition("_of_")
            names = w.say(f"numbers.part.{part}"), w.say(f"numbers.whole.{whole}")
            label = w.say("numbers.conversion", part=names[0], whole=names[1])
            yield FigureView(label, _percent(old.get(name), w), _percent(new.get(name), w))


def _percent(value: Range | None, w: Wording) -> str:
    if value is None:
        return w.say("diff.unstated")
    low, high = w.number(value.low * 100, 1), w.number(value.high * 100, 1)
    return f"{low} %" if low == high else f"{low}–{high} %"


def _effort(before: Total | None, after: Total | None, apart: str, w: Wording) -> str:
    if before is None or after is None or before == after:
        return ""
    return w.say(f"diff.effort{apart}", before=before.expected, after=after.expected)


class _Printer:
    def __init__(self, comparison: Comparison, model: Model, wording: Wording) -> None:
        self._c = comparison
        self._model = model
        self._w = wording
        self._known: dict[str, set[str]] = {}
        self._criteria = {criterion.id: criterion for criterion in model.criteria}

    def headline(self) -> str:
        """Both axes in a sentence each, or that nothing moves."""
        c, w = self._c, self._w
        if not c.same_company:
            return self._apart()
        moved = [index for index in range(len(self._model.axes)) if c.before.spans[index] != c.after.spans[index]]
        if not moved:
            key = "diff.nothing" if c.nothing else "diff.stays" if c.after.firm else "diff.stays.open"
            return w.say(key, cell=place_brief(c.after.cell, c.after.highest, self._model, w))
        return " ".join(map(self._moved, moved))

    def _moved(self, index: int) -> str:
        """What has become of an axis; by other rules only where it stood and stands."""
        c, axis = self._c, self._model.axes[index]
        was, now = (stage_brief(axis, side.spans[index], self._w) for side in (c.before, c.after))
        way = c.shifts[index].way if c.same_rules else "apart"
        return self._w.say(f"diff.stage.{way}", axis=self._w.of(axis.name), was=was, now=now)

    def _apart(self) -> str:
        """Where each of two companies stands: neither has become the other."""
        sides = (self._c.before, self._c.after)
        cells = [place_brief(side.cell, side.highest, self._model, self._w) for side in sides]
        before, after = (
            self._w.say("diff.stands", company=_whose(side), cell=cell) for side, cell in zip(sides, cells, strict=True)
        )
        return f"{self._w.say('diff.other_company')} {before} {after}"

    def axes(self) -> tuple[AxisMoveView, ...]:
        """Each axis before and after."""
        return tuple(self._axis(index) for index in range(len(self._model.axes)))

    def _axis(self, index: int) -> AxisMoveView:
        w, axis = self._w, self._model.axes[index]
        before, after = self._c.before, self._c.after
        was, now = before.coordinates[index], after.coordinates[index]
        return AxisMoveView(
            name=w.of(axis.name),
            was=stage_names(axis, before.spans[index], w),
            now=stage_names(axis, after.spans[index], w),
            before=interval_words(was, w),
            after=interval_words(now, w),
            direction=shift((was.low, was.high), (now.low, now.high)).way.partition(".")[0],
        )

    def notes(self) -> Iterable[str]:
        """What has to be kept in mind."""
        c, w = self._c, self._w
        if c.renamed:
            yield w.say("diff.renamed", before=_whose(c.before), after=_whose(c.after))
        if not c.same_rules:
            yield w.say("diff.rules", before=c.before.model[1], after=c.after.model[1])
        if c.facts is None:
            yield w.say("diff.no_facts")
        elif c.before.statements is None or c.after.statements is None:
            yield w.say("diff.read_facts")

    def move(self, move: Move) -> MoveView:
        """One criterion."""
        w, criterion = self._w, self._criteria.get(move.criterion)
        causes = self.facts(move.causes)
        gone = tuple(change for change in move.causes if change.kind is ChangeKind.RETRACTED)
        lines = [
            *_lines(self._c.after.name, (read.line for read in move.reads_after)),
            *_lines(self._c.before.name, (change.before.line for change in gone if change.before)),
        ]
        kind = "sign" if criterion is not None and criterion.kind is Kind.SIGN else "demand"
        return MoveView(
            id=move.criterion,
            kind=w.say(f"kind.{criterion.kind.value}") if criterion else "",
            title=self._said(criterion, move) if criterion else move.criterion,
            was=self._outcome(kind, move.before),
            now=self._outcome(kind, move.after),
            outcome=move.after.value if move.after else "",
            sign=_mark(kind, move.after),
            lines=tuple(lines),
            causes=causes[:CAUSES],
            because=self._more(len(causes) - CAUSES) if causes else self._because(),
        )

    def _said(self, criterion: Criterion, move: Move) -> str:
        """What a criterion says now; of a sign, which names what is there, that it is observed or not."""
        w = self._w
        if criterion.kind is not Kind.SIGN or move.after not in (Outcome.MET, Outcome.NOT_MET):
            return w.of(_title(criterion, move.after))
        known = {Outcome.MET, Outcome.NOT_MET} - {move.after}
        key = f"diff.sign.{move.after.value}{'' if self._c.same_company and move.before in known else '.only'}"
        return w.say(key, sign=w.of(criterion.met).rstrip("."))

    def _outcome(self, kind: str, outcome: Outcome | None) -> str:
        return self._w.say(f"outcome.{kind}.{outcome.value}") if outcome else self._w.say("diff.not_asked")

    def _more(self, count: int) -> str:
        return self._w.say("diff.more", count=count) if count > 0 else ""

    def _because(self) -> str:
        """Why a criterion can have moved of which no statement has changed."""
        c, w = self._c, self._w
        if not c.same_rules:
            return w.say("diff.because.rules")
        if c.before.statements is None or c.after.statements is None or not c.same_company:
            return ""
        return w.say("diff.because.time") if c.before.date != c.after.date else ""

    def facts(self, changes: Iterable[FactChange]) -> tuple[FactChangeView, ...]:
        """Statements, of an entry or a group that came or went as a whole one line."""
        groups: dict[tuple[ChangeKind, str], list[FactChange]] = {}
        for change in changes:
            groups.setdefault((change.kind, self._whole(change)), []).append(change)
        return tuple(self._fact(path, group) for (_, path), group in groups.items())

    def _whole(self, change: FactChange) -> str:
        """The shortest way to a changed statement below which the other side states nothing."""
        if change.kind is ChangeKind.CHANGED:
            return change.path
        other = self._c.before if change.kind is ChangeKind.GAINED else self._c.after
        if other.name not in self._known:
            self._known[other.name] = {way for path in other.statements or other.told or () for way in _ways(path)}
        ways = _ways(change.path)
        return next((way for way in ways if way not in self._known[other.name]), change.path)

    def _fact(self, path: str, group: Sequence[FactChange]) -> FactChangeView:
        first = group[0]
        side, statement = (self._c.after.name, first.after) if first.after else (self._c.before.name, first.before)
        assert statement is not None
        before, after = (
            "; ".join(one.value for one in side if one)
            for side in ([change.before for change in group], [change.after for change in group])
        )
        before, after = _around(before, after)
        return FactChangeView(
            kind=first.kind.value,
            sign=SIGNS[first.kind],
            path=path if len(group) > 1 else first.path,
            before=before,
            after=after,
            where=f"{statement.file or side}:{statement.line}",
        )

    def measures(self, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Ids and titles."""
        titles = {measure.id: self._w.of(measure.title) for measure in self._model.measures}
        return tuple((one, titles.get(one, one)) for one in ids)


def _mark(kind: str, outcome: Outcome | None) -> str:
    if kind == "sign" and outcome in (Outcome.MET, Outcome.NOT_MET):
        return SIGNS[ChangeKind.CHANGED]
    return MARKS.get(outcome.value, " ") if outcome else " "


def _title(criterion: Criterion, outcome: Outcome | None) -> dict[str, str]:
    titles = {Outcome.MET: criterion.met, Outcome.NOT_MET: criterion.not_met}
    return dict(titles.get(outcome, criterion.short) if outcome else criterion.short)


def _lines(name: str, numbers: Iterable[int]) -> Iterable[str]:
    """File and lines: the first with the name, as editors open it, further ones as numbers."""
    listed = [str(number) for number in dict.fromkeys(numbers)]
    return [f"{name}:{', '.join(listed)}"] if listed else []


def _ways(path: str) -> list[str]:
    """A path and all that it leads through, the shortest first."""
    return [path[: match.start()] for match in _STEP.finditer(path)] + [path]


def _around(before: str, after: str) -> tuple[str, str]:
    """Two values, cut to where they differ if they are long."""
    if not (before and after) or max(len(before), len(after)) <= VALUE:
        return shortened(before, VALUE), shortened(after, VALUE)
    same = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    begin = before.rfind(" ", 0, max(same - VALUE // 4, 0)) + 1
    ahead = "… " if begin else ""
    return ahead + shortened(before[begin:], VALUE), ahead + shortened(after[begin:], VALUE)
