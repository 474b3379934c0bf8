"""The plan and what-if comparisons as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.comparison import Comparison, FactChange
from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Kind, Model
from lmmm_report.report.documents.plan_calendar import responsible
from lmmm_report.report.documents.result_text import WIDTH
from lmmm_report.report.views.ahead import BarrierView
from lmmm_report.report.views.comparison import SIGNS, comparison_view_of
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.plan import change_views
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.cells import MARKS, aimed, cell_words
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.invented import in_own_words
from lmmm_report.report.words.wording import Wording


def render_plan_text(assessment: Assessment, view: PlanView, wording: Wording) -> str:
    """The plan step by step, with who, how much, when and the first thing to do."""
    return "\n".join(_plan(assessment, view, wording)) + "\n"


def _plan(assessment: Assessment, view: PlanView, w: Wording) -> Iterator[str]:
    yield f"{w.say('section.plan')}: {assessment.profile.company.label}"
    yield ""
    yield from _ahead(assessment, view, w)
    yield from _summary(view, w)
    if assessment.profile.assumptions:
        yield from _wrapped(w.say("assumptions", count=len(assessment.profile.assumptions)))
    for step in view.steps:
        yield ""
        yield from _wrapped(f"{w.say('path.step')} {step.number}. {step.title} → {step.cell}")
        if step.effort:
            yield f"  {step.tally}, {step.effort}"
        if step.earlier:
            yield from _wrapped(step.earlier, "  ")
        for m in step.measures:
            yield ""
            yield from _measure(m, w)
    yield from _left_out(view)
    yield from _beside(view, w)
    if view.chain:
        yield ""
        yield from _wrapped(f"{w.say('plan.critical')}: {' → '.join(measure_id for measure_id, _ in view.chain)}")
    if view.progress:
        yield ""
        yield w.say("progress.head")
        for note in view.progress:
            yield from _wrapped(f"{'=' if note.agrees else '!'} {note.id}, {note.state}: {note.text}", "  ")


def _summary(view: PlanView, w: Wording) -> Iterator[str]:
    if view.limit is not None:
        yield from _wrapped(f"{view.limit.given} {view.limit.had}")
        yield from _wrapped(view.limit.rule)
    if view.tally:
        yield from _wrapped(view.tally)
        yield from _wrapped(f"{view.checked} {view.confirmed}")
        yield from _wrapped(view.effort_note)
        yield from _wrapped(view.total_rule)
        yield from _wrapped(f"{view.dates} {view.done} {view.late}")
    else:
        yield w.say("plan.nothing" if view.limit is not None and view.limit.left else view.ahead.nothing)


def _left_out(view: PlanView) -> Iterator[str]:
    """What of the whole plan does not fit into its limit."""
    if view.limit is not None and view.limit.left:
        yield ""
        yield from _wrapped(view.limit.left)
        for measure_id, title, effort in view.limit.left_out:
            yield from _wrapped(f"- {title} ({measure_id}; {effort})", "  ")


def _ahead(assessment: Assessment, view: PlanView, w: Wording) -> Iterator[str]:
    """Why this target, what to find out first, what is due and what stands in the way."""
    ahead = view.ahead
    target = cell_words(assessment.gap.target, assessment.model, w)
    yield from _wrapped(f"{w.say(f'target.label{aimed(assessment.gap)}')}: {target}. {ahead.reason}")
    for text, groups in ahead.cautions:
        yield from _wrapped(f"- {text} {' '.join(one.whole for one in groups)}", "  ")
    for head, lines in (
        (
            "plan.ask",
            [
                f"? {ask.id} {ask.text} {w.say('plan.ask.whom', whom=ask.whom) if ask.whom else ''} {ask.note}"
                + (f" ({ask.missing})" if ask.missing else "")
                for ask in ahead.questions
            ],
        ),
        ("plan.upkeep", [_placed(due.text, due.line, due.gates, w) for due in ahead.upkeep]),
        ("plan.barriers", [_placed(_barred(b, w), b.line, (), w) for b in ahead.barriers]),
    ):
        if lines:
            yield ""
            yield w.say(head)
            for line in lines:
                yield from _wrapped(line, "  ")
    yield ""


def _beside(view: PlanView, w: Wording) -> Iterator[str]:
    """What no gate needs and is worth doing, and what lies beyond the target."""
    if view.relief:
        yield ""
        yield w.say("plan.relief")
        for m in view.relief:
            yield ""
            yield from _measure(m, w)
    if view.ahead.outlook:
        yield ""
        yield from _wrapped(view.ahead.outlook)
        for barrier in view.ahead.beyond:
            yield from _wrapped(_placed(barrier.text, barrier.line, barrier.gates, w), "  ")


def _barred(barrier: BarrierView, w: Wording) -> str:
    """What stands in the way, and which gates are not reached because of it."""
    return f"{barrier.text} {w.say('barrier.keeps', gates=', '.join(barrier.gates))}" if barrier.gates else barrier.text


def _placed(text: str, line: int, gates: Sequence[str], w: Wording) -> str:
    """A text with its line in the profile and the gates that it is about."""
    where = ", ".join(part for part in (f"{w.say('fact.line')} {line}" if line else "", *gates) if part)
    return f"{text} ({where})" if where else text


def _measure(m: MeasureView, w: Wording) -> Iterator[str]:
    marked = (("plan.quick", m.quick_win), ("plan.critical", m.critical), ("plan.conditional", m.conditional))
    marks = "".join(f" [{w.say(key)}]" for key, shown in marked if shown)
    yield from _wrapped(f"{m.number:>3}  {m.title}{marks}", "  ", more="       ")
    who = responsible(m, w)
    yield from _wrapped(
        " · ".join(t for t in (m.id, who, m.effort, m.dates, m.late_end, m.slack, m.state) if t), "       "
    )
    yield from _wrapped(f"{w.say('plan.first')}: {m.first_step}", "       ")
    yield from _wrapped(f"{w.say('plan.done')}: {m.done_when}", "       ")
    if m.also:
        yield from _wrapped(f"{w.say('plan.also')}:", "       ")
        for kind, text in m.also:
            yield from _wrapped(f"- {kind}: {text}", "         ")
    for reason in m.reasons:
        yield from _wrapped(reason, "       ")
    closes = ", ".join(m.closes)
    prepares = ", ".join(m.prepares)
    said = [f"{w.say(key)} {ids}" for key, ids in (("plan.closes", closes), ("plan.prepares", prepares)) if ids]
    if said:
        yield from _wrapped(" · ".join(said), "       ")


def render_measures_text(measures: Sequence[Measure], model: Model, wording: Wording) -> str:
    """Measures of the model, one line each: id, responsible role, likely days by size, title, criteria."""
    w = wording
    lines = []
    for m in measures:
        days = "/".join(str(m.efforts[size.id].likely) for size in model.sizes)
        lines.append(f"{m.id:<20} {m.owner:<4}{days:>11}  {w.of(m.title)} ({', '.join(m.satisfies)})")
    sizes = " / ".join(w.of(size.name) for size in model.sizes)
    return "\n".join([w.say("measures.head", count=len(measures), sizes=sizes), "", *lines]) + "\n"


def render_whatif_text(
    before: Assessment,
    after: Assessment,
    changes: Sequence[Change],
    comparison: Comparison,
    wording: Wording,
    *,
    overlaid: Sequence[FactChange] = (),
) -> str:
    """Before and after in one matrix, what changes in the profile, which findings follow, and what would be lost.

    ``overlaid`` is what another file states that was laid over the profile first.
    """
    return (
        "\n".join([*_whatif(before, after, changes, overlaid, wording), *_losses(comparison, after.model, wording)])
        + "\n"
    )


def _losses(comparison: Comparison, model: Model, w: Wording) -> Iterator[str]:
    """The conditions that are met and would not be any more, with the facts that take them away."""
    lost = comparison_view_of(comparison, model, w).lost
    if not lost:
        return
    yield ""
    yield w.say("whatif.lost", count=len(lost))
    for move in lost:
        yield from _wrapped(f"{move.id} {move.title} ({move.was} → {move.now})", "  ")
        for cause in move.causes:
            told = " → ".join(value for value in (cause.before, cause.after) if value)
            yield from _wrapped(f"{cause.sign} {cause.path}: {told} ({cause.where})", "      ")


def _whatif(
    before: Assessment, after: Assessment, changes: Sequence[Change], overlaid: Sequence[FactChange], w: Wording
) -> Iterator[str]:
    yield from _matrix(before, after, w)
    yield ""
    for key, assessment in (("whatif.before", before), ("whatif.after", after)):
        firm = w.say("firm.short.yes" if assessment.firm else "firm.short.no")
        yield f"{w.say(key):<10} {_cell(assessment, w)} {firm}"
    if before.profile.assumptions:
        yield from _wrapped(w.say("assumptions", count=len(before.profile.assumptions)))
    if changes or overlaid:
        yield ""
        yield w.say("whatif.changes", count=len(changes) + len(overlaid))
        for one in overlaid:
            told = " → ".join(statement.value for statement in (one.before, one.after) if statement)
            where = f" ({one.after.file}:{one.after.line})" if one.after else ""
            yield from _wrapped(f"{SIGNS[one.kind]} {one.path}: {told}{where}", "  ")
        said = in_own_words(changes, before.profile, after.model, w.language)
        for change in change_views(said, FactWords(after.profile, w, said)):
            before_it = f" {w.say('plan.before', before=change.before)}" if change.before else ""
            assumed = f" ({w.say('plan.assumed')})" if change.assumed else ""
            yield from _wrapped(f"{change.name}: {change.value}{assumed}{before_it}", "  ")
    moved = moved_findings(before, after)
    yield ""
    yield w.say("whatif.findings", count=len(moved))
    printer = FindingPrinter(after.profile, after.model, w)
    for criterion_id in moved:
        old, new = before.by_id[criterion_id], after.by_id[criterion_id]
        yield from _wrapped(f"{MARKS[old.outcome]} → {MARKS[new.outcome]} {criterion_id} {printer.title(new)}", "  ")
    clashes = {c.contradiction.id for c in before.contradictions}
    for clash in after.contradictions:
        if clash.contradiction.id not in clashes:
            yield from _wrapped(f"{w.say('whatif.clash')} {clash.contradiction.id} {w.of(clash.contradiction.title)}")


def moved_findings(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """Ids of gates and advice whose outcome differs, in the model's order."""
    return tuple(
        f.criterion.id
        for f in after.findings
        if f.criterion.kind is not Kind.SIGN and f.outcome is not before.by_id[f.criterion.id].outcome
    )


def _matrix(before: Assessment, after: Assessment, w: Wording) -> Iterator[str]:
    """One matrix with both positions: ``o`` before, ``@`` after, ``X`` the target."""
    model = before.model
    x, y = model.axes
    names = [w.of(stage.name) for stage in y.stages]
    width = max(len(name) for name in names)
    count = len(names)
    rule = " " * (width + 5) + "+-----" * count + "+"
    for row in range(count, 0, -1):
        cells = ""
        for column in range(1, count + 1):
            here = (column, row)
            mark = ("o" if here == before.cell.stages else "") + ("@" if here == after.cell.stages else "")
            mark += "X" if here == after.gap.target else ""
            cells += f"|{mark or ('·' if column == row else ' '):^5}"
        yield rule
        yield f"  {names[row - 1]:>{width}} {row} {cells}|"
    yield rule
    yield " " * (width + 5) + "".join(f"{number:^6}" for number in range(1, count + 1))
    yield " " * (width + 5) + ", ".join(f"{stage.number} {w.of(stage.name)}" for stage in x.stages)
    yield " " * (width + 5) + w.say("whatif.legend")


def _cell(assessment: Assessment, w: Wording) -> str:
    x, y = assessment.model.axes
    i, j = assessment.cell.stages
    names = (w.of(x.stage(i).name), w.of(y.stage(j).name))
    return w.say("plan.cell", x_stage=names[0], y_stage=names[1], x=i, y=j)


def _wrapped(text: str, indent: str = "", *, more: str | None = None) -> list[str]:
    rest = indent + "  " if more is None else more
    return (
        textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=rest)
        if text.strip()
        else []
    )
