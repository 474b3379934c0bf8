"""An assessment as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.report.views.report import AxisView, ReportView, view_of
from lmmm_report.report.words.wording import Wording

WIDTH = 96
MARKS = {Outcome.MET.value: "+", Outcome.NOT_MET.value: "-", Outcome.UNKNOWN.value: "?", "not_applicable": "/"}
"""One character for each outcome."""
SHOWN_QUESTIONS = 5


def render_text(assessment: Assessment, wording: Wording) -> str:
    """The result in words, the matrix in characters, the open gates with file and line."""
    view = view_of(assessment, wording, program_version="")
    return "\n".join(_lines(view, wording, len(assessment.profile.assumptions))) + "\n"


def _lines(view: ReportView, w: Wording, assumptions: int) -> Iterator[str]:
    yield from _wrapped(view.headline)
    yield f"{view.company} · {w.say('report.of')} {view.date} · {view.profile_file}"
    yield ""
    yield from _matrix(view)
    yield ""
    yield from _wrapped(f"{view.place_words} {view.place_numbers}. {view.position}")
    yield from _wrapped(view.answers[-1].headline + " " + view.answers[-1].text)
    if assumptions:
        yield from _wrapped(w.say("assumptions", count=assumptions))
    yield ""
    yield from _wrapped(view.diagnosis)
    for axis in view.axes:
        yield ""
        yield f"{axis.name} · {axis.verdict} · {w.say('axis.coordinate')} {axis.coordinate}"
        for stage in axis.stages:
            if stage.gates:
                marks = "".join(MARKS[f.outcome] for f in stage.gates)
                yield f"  {stage.number} {stage.name:<34} {marks:<10} {stage.tally}"
            open_gates = [f.id for f in stage.gates if f.outcome == Outcome.UNKNOWN.value]
            if open_gates and stage.number == _next_stage(axis):
                yield from _wrapped(f"? {', '.join(open_gates)}", indent="    ")
    yield from _path(view, w)
    if view.numbers is not None:
        yield ""
        yield w.say("section.numbers")
        for text in (*view.numbers.brief, *view.numbers.sentences):
            yield from _wrapped(text, indent="  ")
    for clash in view.contradictions:
        yield ""
        yield from _wrapped(f"{w.say('section.contradictions')}: {clash.id} {clash.title}")
        if not clash.criteria:
            yield from _wrapped(clash.meaning, indent="  ")
        yield "  " + ", ".join(f"{view.profile_file}:{fact.line}" for fact in clash.facts)
    asked = {q.asks[0][1]: q for q in reversed([q for q in view.questions if q.decides])}
    questions = list(reversed(asked.values()))[:SHOWN_QUESTIONS]
    if questions:
        yield ""
        yield w.say("section.questions")
        for question in questions:
            fact = question.facts[0]
            place = f"{fact.name}, {view.profile_file}:{fact.line}"
            yield from _wrapped(f"? {question.asks[0][1]} ({place}; {question.narrowing})", indent="  ")


def _next_stage(axis: AxisView) -> int:
    """The first stage of which not all gates are met."""
    for stage in axis.stages:
        if any(f.outcome in (Outcome.UNKNOWN.value, Outcome.NOT_MET.value) for f in stage.gates):
            return stage.number
    return 0


def _path(view: ReportView, w: Wording) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{w.say('section.path')} ({view.target})")
    yield from _wrapped(view.plan.tally or view.steps_tally, indent="  ")
    for step in view.plan.steps:
        effort = f", {step.effort}" if step.effort else ""
        yield from _wrapped(f"{step.number}. {step.title}: {step.tally}{effort}", indent="  ")
        if step.number > 1:
            continue
        for m in step.measures:
            yield from _wrapped(f"> {m.id} {m.title} ({m.owner}; {m.effort})", indent="     ")
            for criterion_id in m.closes:
                yield from _gate(criterion_id, view)


def _gate(criterion_id: str, view: ReportView) -> Iterator[str]:
    """An open gate with its fact and line."""
    gates = {f.id: f for axis in view.axes for stage in axis.stages for f in stage.gates}
    f = gates[criterion_id]
    facts = f.facts or f.missing
    place = f" ({view.profile_file}:{facts[0].line})" if facts else ""
    yield from _wrapped(f"{MARKS[f.outcome]} {f.id} {f.title}{place}", indent="       ")
    if f.follows:
        yield from _wrapped(f.follows, indent="         ")


def _matrix(view: ReportView) -> Iterator[str]:
    rows: dict[int, str] = {}
    for box in view.matrix.cells:
        mark = (
            "@" if box.current else "o" if box.possible else "X" if box.target else "·" if box.region == "on" else " "
        )
        if box.current and box.target:
            mark = "@X"
        rows[box.stages[1]] = rows.get(box.stages[1], "") + f"|{mark:^5}"
    count = len(rows)
    names = [stage.name for stage in view.axes[1].stages]
    width = max(len(name) for name in names)
    rule = " " * (width + 5) + "+-----" * count + "+"
    for number in range(count, 0, -1):
        yield rule
        yield f"  {names[number - 1]:>{width}} {number} {rows[number]}|"
    yield rule
    yield " " * (width + 5) + "".join(f"{number:^6}" for number in range(1, count + 1))
    yield " " * (width + 5) + ", ".join(f"{s.number} {s.name}" for s in view.axes[0].stages)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if indent else "")) or [
        ""
    ]
