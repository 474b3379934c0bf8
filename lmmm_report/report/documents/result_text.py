"""An assessment as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lmmm_report.domain.assessment import Assessment, AxisResult, Finding, Outcome, StageResult
from lmmm_report.report.views.ahead import ahead_view_of, is_blocked, role_in, steps_tally
from lmmm_report.report.views.answers import certain_so_far
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.cells import (
    MARKS,
    aimed,
    axis_verdict,
    cell_words,
    interval_words,
    place_numbers,
    place_words,
    position_words,
    stage_tally,
    toward,
)
from lmmm_report.report.words.plans import effort_words, plan_tally, step_title
from lmmm_report.report.words.sentences import diagnosis_in, headline_in
from lmmm_report.report.words.wording import Wording

WIDTH = 96
SHOWN_QUESTIONS = 5


def render_text(assessment: Assessment, wording: Wording) -> str:
    """The result in words, the matrix in characters, the open gates with file and line."""
    return "\n".join(_lines(assessment, wording.about(assessment.profile.company))) + "\n"


def _lines(a: Assessment, w: Wording) -> Iterator[str]:
    lowest, highest = a.cell.stages, a.highest.stages
    yield from _wrapped(headline_in(w.language, a))
    yield f"{a.profile.company.label} · {w.say('report.of')} {w.date(a.profile.date)} · {_file(a)}"
    yield ""
    yield from _matrix(a, w)
    yield ""
    position = position_words(a.positions, a.firm and lowest == (1, 1), w)
    yield from _wrapped(f"{place_words(lowest, highest, a.model, w)} {place_numbers(lowest, highest)}. {position}")
    yield from _wrapped(f"{w.say('firm.yes' if a.firm else 'firm.no')} {certain_so_far(a, w)}")
    if a.profile.assumptions:
        yield from _wrapped(w.say("assumptions", count=len(a.profile.assumptions)))
    yield ""
    yield from _wrapped(diagnosis_in(w.language, a))
    for axis in a.axes:
        yield ""
        yield from _axis(axis, a, w)
    yield from _path(a, w)
    yield from _numbers(a, w)
    yield from _contradictions(a, w)
    yield from _questions(a, w)


def _axis(axis: AxisResult, a: Assessment, w: Wording) -> Iterator[str]:
    coordinate = f"{w.say('axis.coordinate')} {interval_words(axis.coordinate, w)}"
    yield f"{w.of(axis.axis.name)} · {axis_verdict(axis, w)} · {coordinate}"
    for stage in axis.stages:
        number = stage.stage.number
        if stage.gates:
            marks = "".join(MARKS[f.outcome.value] for f in stage.gates)
            yield f"  {number} {w.of(stage.stage.name):<34} {marks:<10} {stage_tally(stage, w)}"
        open_gates = [f.criterion.id for f in stage.gates if f.outcome is Outcome.UNKNOWN]
        if open_gates and number == _next_stage(axis):
            yield from _wrapped(f"? {', '.join(open_gates)}", indent="    ")
        yield from _deduced(stage, a, w)


def _deduced(stage: StageResult, a: Assessment, w: Wording) -> Iterator[str]:
    """What gates that are not met are deduced from, unless they stand with the measures of the next step."""
    printer = FindingPrinter(a.profile, a.model, w, a.fitting)
    shown = {criterion_id for step in a.plan.steps[:1] for one in step.measures for criterion_id in one.closes}
    found: dict[str, list[str]] = {}
    for finding in stage.gates:
        follows = printer.follows(finding)
        if follows and finding.outcome is Outcome.NOT_MET and finding.criterion.id not in shown:
            found.setdefault(follows, []).append(finding.criterion.id)
    for follows, gates in found.items():
        yield from _wrapped(f"{MARKS[Outcome.NOT_MET.value]} {', '.join(gates)}: {follows}", indent="    ")


def _next_stage(axis: AxisResult) -> int:
    """The first stage of which not all gates are met."""
    for stage in axis.stages:
        if any(f.outcome in (Outcome.UNKNOWN, Outcome.NOT_MET) for f in stage.gates):
            return stage.stage.number
    return 0


def _path(a: Assessment, w: Wording) -> Iterator[str]:
    printer = FindingPrinter(a.profile, a.model, w, a.fitting)
    gates = {f.criterion.id: f for axis in a.axes for stage in axis.stages for f in stage.gates}
    yield ""
    head = "section.path.short" if a.gap.stated and is_blocked(a) else f"section.path{aimed(a.gap)}"
    yield from _wrapped(f"{w.say(head)} ({cell_words(a.gap.target, a.model, w)})")
    yield from _wrapped(plan_tally(a.plan, w) or steps_tally(a, w), indent="  ")
    if a.plan.measures and not a.plan.reached:
        cell = cell_words(a.plan.cell, a.model, w)
        yield from _wrapped(w.say(f"plan.unreached{toward(a.gap)}", cell=cell), indent="  ")
    if is_blocked(a):
        for barrier in ahead_view_of(a, w).barriers:
            place = f" ({_file(a)}:{barrier.line})" if barrier.line else ""
            yield from _wrapped(barrier.text + place, indent="  ")
    for step, planned in zip(a.gap.steps, a.plan.steps, strict=True):
        effort = f", {effort_words(planned.effort, w)}" if planned.measures else ""
        tally = w.say("plan.measures", count=len(planned.measures))
        yield from _wrapped(f"{step.number}. {step_title(step, w)}: {tally}{effort}", indent="  ")
        if step.number > 1:
            continue
        for one in planned.measures:
            measure, who = one.measure, f"{role_in(one.owner, a, w)}; {effort_words(one.effort, w)}"
            hangs = f" [{w.say('plan.conditional')}]" if one.if_no else ""
            yield from _wrapped(f"> {measure.id} {w.of(measure.title)}{hangs} ({who})", indent="     ")
            for criterion_id in one.closes:
                yield from _gate(gates[criterion_id], printer, a)


def _gate(finding: Finding, printer: FindingPrinter, a: Assessment) -> Iterator[str]:
    """An open gate with its fact and line."""
    facts = finding.facts or finding.missing
    place = f" ({_file(a)}:{facts[0].place.line})" if facts else ""
    text = f"{MARKS[finding.outcome.value]} {finding.criterion.id} {printer.title(finding)}{place}"
    yield from _wrapped(text, indent="       ")
    if follows := printer.follows(finding):
        yield from _wrapped(follows, indent="         ")


def _numbers(a: Assessment, w: Wording) -> Iterator[str]:
    if a.numbers is None:
        return
    from lmmm_report.report.views.figures import Figures

    figures = Figures(a.numbers, w)
    told = (*figures.brief(), *figures.sentences(), *figures.sources(), *_claims(a, w))
    if told:
        yield ""
        yield w.say("section.numbers")
    for text in told:
        yield from _wrapped(text, indent="  ")


def _claims(a: Assessment, w: Wording) -> Iterator[str]:
    """Rates that somebody names, beside what was counted; those that disagree stand with the contradictions."""
    if a.numbers is None or not a.numbers.claims:
        return
    from lmmm_report.report.views.numbers import numbers_view_of

    view = numbers_view_of(a, w)
    for claim in (one for one in (view.claims if view else ()) if not one.disagrees):
        yield w.say("numbers.claims.line", rate=claim.rate, told=claim.told, counted=claim.counted)


def _contradictions(a: Assessment, w: Wording) -> Iterator[str]:
    if not a.clashes:
        return
    from lmmm_report.report.views.numbers import disagreements_of

    printer = FindingPrinter(a.profile, a.model, w, a.fitting)
    for clash in (*map(printer.contradiction, a.contradictions), *disagreements_of(a, w)):
        yield ""
        yield from _wrapped(f"{w.say('section.contradictions')}: {clash.id} {clash.title}")
        if not clash.criteria:
            yield from _wrapped(clash.meaning, indent="  ")
        yield "  " + ", ".join(f"{_file(a)}:{line}" for line in dict.fromkeys(fact.line for fact in clash.facts))


def _questions(a: Assessment, w: Wording) -> Iterator[str]:
    printer = FindingPrinter(a.profile, a.model, w, a.fitting)
    deciding = [printer.question(question) for question in a.questions if question.narrowing]
    asked = {q.asks[0][1]: q for q in reversed(deciding)}
    questions = list(reversed(asked.values()))[:SHOWN_QUESTIONS]
    if questions:
        yield ""
        yield w.say("section.questions")
        for question in questions:
            fact = question.facts[0]
            place = f"{fact.name}, {_file(a)}:{fact.line}"
            yield from _wrapped(f"? {question.asks[0][1]} ({place}; {question.narrowing})", indent="  ")


def _matrix(a: Assessment, w: Wording) -> Iterator[str]:
    x, y = a.axes
    count = len(x.axis.stages)
    names = [w.of(stage.name) for stage in y.axis.stages]
    width = max(len(name) for name in names)
    rule = " " * (width + 5) + "+-----" * count + "+"
    for number in range(count, 0, -1):
        marks = (_mark(a, (column, number)) for column in range(1, count + 1))
        yield rule
        yield f"  {names[number - 1]:>{width}} {number} {''.join(f'|{mark:^5}' for mark in marks)}|"
    yield rule
    yield " " * (width + 5) + "".join(f"{number:^6}" for number in range(1, count + 1))
    yield " " * (width + 5) + ", ".join(f"{s.number} {w.of(s.name)}" for s in x.axis.stages)


def _mark(a: Assessment, cell: tuple[int, int]) -> str:
    """What stands in one cell of the matrix."""
    current, target = cell == a.cell.stages, cell == a.gap.target
    if current:
        return "@X" if target else "@"
    if all(axis.proven <= number <= axis.possible for axis, number in zip(a.axes, cell, strict=True)):
        return "o"
    return "X" if target else "·" if cell[0] == cell[1] else " "


def _file(a: Assessment) -> str:
    """The name of the profile's file without its folders."""
    return a.profile.file.replace("\\", "/").rsplit("/", 1)[-1]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if indent else "")) or [
        ""
    ]
