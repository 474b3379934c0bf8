"""The plan for other programs and for people at work: a table, a calendar, a checklist. Views in, text out."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import Plan
from lmmm_report.domain.profile import MeasureState
from lmmm_report.report.documents.plain_line import table_cell
from lmmm_report.report.views.plan import MeasureView, PlanView
from lmmm_report.report.words.wording import Wording

COLUMNS = (
    "number", "step", "id", "title", "owner", "helpers", "days_low", "days_likely", "days_high", "closes", "after",
    "quick_win", "first_day", "last_day", "late_last_day", "slack_weeks", "critical", "state", "first_step",
    "done_when",
)  # fmt: skip
"""The columns of the table; they are the same in every language, so that programs can rely on them."""

_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def render_csv(assessment: Assessment, view: PlanView) -> str:
    """The measures as comma-separated values (RFC 4180), one line each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    planned = {p.measure.id: p for p in assessment.plan.measures}
    notes = {note.measure.id: note.progress.state.value for note in assessment.progress}
    for step in view.steps:
        for m in step.measures:
            p = planned[m.id]
            row = (
                m.number, step.number, m.id, m.title, m.owner, m.helpers, p.effort.low, p.effort.likely, p.effort.high,
                " ".join(p.closes), " ".join(m.after), str(m.quick_win).lower(),
                p.slot.first_day.isoformat() if p.slot else "", p.slot.last_day.isoformat() if p.slot else "",
                p.slot.late_last_day.isoformat() if p.slot else "", p.slot.slack if p.slot else "",
                str(m.critical).lower() if p.slot else "", notes.get(m.id, ""), m.first_step, m.done_when,
            )  # fmt: skip
            writer.writerow([table_cell(value) for value in row])
    return out.getvalue()


def render_measures_csv(measures: Sequence[Measure], model: Model, wording: Wording) -> str:
    """Measures of the model as comma-separated values: one line each, three numbers of days for each size class."""
    out = io.StringIO()
    writer = csv.writer(out)
    sizes = [size.id for size in model.sizes]
    days = [f"{size}_{end}" for size in sizes for end in ("low", "likely", "high")]
    writer.writerow(
        ["id", "title", "owner", "helpers", *days, "weeks", "satisfies", "after", "first_step", "done_when"]
    )
    for m in measures:
        efforts = [part for size in sizes for part in _parts(m.efforts[size])]
        ids = (" ".join(m.satisfies), " ".join(m.after))
        texts = (wording.of(m.first_step), wording.of(m.done_when))
        row = (m.id, wording.of(m.title), m.owner, " ".join(m.helpers), *efforts, m.weeks, *ids, *texts)
        writer.writerow([table_cell(value) for value in row])
    return out.getvalue()


def _parts(effort: Effort) -> tuple[int, int, int]:
    return effort.low, effort.likely, effort.high


def render_calendar(assessment: Assessment, view: PlanView, wording: Wording) -> str:
    """The measures as all-day events (RFC 5545); the plan needs dates. The same plan gives the same text."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//lmmm-report//plan//EN")
    calendar.add("version", "2.0")
    company = assessment.profile.company
    # Stable while the profile is edited, so that a calendar updates its events instead of doubling them.
    owner = hashlib.sha256(f"{company.name}\n{company.unit}".encode()).hexdigest()[:16]
    stamp = datetime.combine(assessment.profile.date, time(), tzinfo=UTC)
    slots = {p.measure.id: p.slot for p in assessment.plan.measures}
    for step in view.steps:
        for m in step.measures:
            slot = slots[m.id]
            assert slot is not None
            event = Event()
            event.add("uid", f"{m.id.lower()}-{owner}@lmmm-report")
            event.add("dtstamp", stamp)
            event.add("dtstart", slot.first_day)
            event.add("dtend", slot.last_day + timedelta(days=1))  # the end of an event is not part of it
            event.add("summary", f"{m.title} ({m.id})")
            event.add("description", "\n".join(_details(m, wording)))
            event.add("categories", [step.title])
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _details(m: MeasureView, w: Wording) -> Iterator[str]:
    yield f"{w.say('plan.owner')}: {m.owner}" + (f", {w.say('plan.helpers')} {m.helpers}" if m.helpers else "")
    yield f"{w.say('finding.effort')}: {m.effort}"
    yield f"{w.say('plan.first')}: {m.first_step}"
    yield f"{w.say('plan.done')}: {m.done_when}"
    for kind, text in m.also:
        yield f"{w.say('plan.also')}: {kind}. {text}"


def render_checklist(assessment: Assessment, view: PlanView, wording: Wording) -> str:
    """The measures as a checklist in Markdown, to be pasted into an issue tracker."""
    return "\n".join(_checklist(assessment, view, wording)) + "\n"


def _checklist(assessment: Assessment, view: PlanView, w: Wording) -> Iterator[str]:
    done = {note.measure.id for note in assessment.progress if note.progress.state is MeasureState.DONE}
    yield f"# {w.say('section.plan')}: {escaped(assessment.profile.company.name)}"
    yield ""
    yield view.ahead.reason
    yield from _before(view, w)
    yield ""
    if view.limit is not None:
        yield f"{view.limit.given} {view.limit.had} {view.limit.left}".strip()
        yield ""
    yield view.tally or w.say("plan.nothing" if view.limit is not None and view.limit.left else view.ahead.nothing)
    for step in view.steps:
        yield ""
        yield f"## {w.say('path.step')} {step.number}: {step.title}"
        yield ""
        if step.earlier:
            yield step.earlier
            yield ""
        for m in step.measures:
            yield from _item(m, w, done=m.id in done)
    if view.relief:
        yield ""
        yield f"## {w.say('plan.relief')}"
        yield ""
        for m in view.relief:
            yield from _item(m, w, done=m.id in done)


def _item(m: MeasureView, w: Wording, *, done: bool) -> Iterator[str]:
    """One measure, to be ticked off."""
    who = m.owner + (f", {w.say('plan.helpers')} {m.helpers}" if m.helpers else "")
    dates = f"; {m.dates}" if m.dates else ""
    yield f"- [{'x' if done else ' '}] **{m.title}** (`{m.id}`) – {who}; {m.effort}{dates}"
    yield from (f"  - {escaped(reason)}" for reason in m.reasons)
    yield f"  - {w.say('plan.first')}: {m.first_step}"
    yield f"  - {w.say('plan.done')}: {m.done_when}"
    for kind, text in m.also:
        yield f"  - {w.say('plan.also')}: {kind}. {text}"
    if m.closes:
        yield f"  - {w.say('plan.closes')} {', '.join(m.closes)}"


def _before(view: PlanView, w: Wording) -> Iterator[str]:
    """What to find out and what is due, to be ticked off, and what stands in the way."""
    for ask in view.ahead.questions:
        whom = w.say("plan.ask.whom", whom=ask.whom) if ask.whom else ""
        yield f"- [ ] {w.say('plan.ask')} {ask.text} (`{ask.id}`) {whom} {ask.note}".rstrip()
    for due in view.ahead.upkeep:
        yield f"- [ ] {escaped(due.text)}"
    for barrier in view.ahead.barriers:
        yield f"- {w.say('plan.barriers')}: {escaped(barrier.text)} ({', '.join(barrier.gates)})"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def has_dates(plan: Plan) -> bool:
    """Whether every measure has its time, as a calendar needs it."""
    return plan.schedule is not None or not plan.measures
