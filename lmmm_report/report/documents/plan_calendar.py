"""The plan as a calendar (RFC 5545) that keeps to working days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import Plan, Slot
from lmmm_report.domain.working_days import Holidays, working_span
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.wording import Wording


def has_dates(plan: Plan) -> bool:
    """Whether every measure has its time, as a calendar needs it."""
    return plan.schedule is not None or not plan.measures


def working_days_of(slot: Slot, holidays: Holidays) -> tuple[date, date]:
    """First and last day of a measure as people see them: the weeks of its time without the free days at both ends."""
    return working_span(slot.first_day, slot.last_day, holidays)


def render_calendar(assessment: Assessment, view: PlanView, wording: Wording, holidays: Holidays = frozenset()) -> str:
    """The measures as all-day events; the plan needs dates. The same plan gives the same text.

    There is no clock: each event is stamped with the day of the assessment, and its sequence counts the days up to it.
    So an event of a newer plan takes the place of the same one of an older plan.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//lmmm-report//plan//EN")
    calendar.add("version", "2.0")
    company, day = assessment.profile.company, assessment.profile.date
    calendar.add("name", f"{wording.say('section.plan')}: {company.label}")
    if view.ending:
        calendar.add("description", view.ending)
    # Stable while the profile is edited, so that a calendar updates its events instead of doubling them.
    owner = hashlib.sha256(f"{company.name}\n{company.unit}".encode()).hexdigest()[:16]
    stamp = datetime.combine(day, time(), tzinfo=UTC)
    slots = {p.measure.id: p.slot for p in assessment.plan.measures}
    for step in view.steps:
        for m in step.measures:
            slot = slots[m.id]
            assert slot is not None
            first, last = working_days_of(slot, holidays)
            event = Event()
            event.add("uid", f"{m.id.lower()}-{owner}@lmmm-report")
            event.add("dtstamp", stamp)
            event.add("sequence", day.toordinal())
            event.add("dtstart", first)
            event.add("dtend", last + timedelta(days=1))  # the end of an event is not part of it
            event.add("summary", f"{m.title} ({m.id})")
            event.add("description", "\n".join(details(m, wording)))
            event.add("categories", [step.title])
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def responsible(m: MeasureView, w: Wording) -> str:
    """Who answers for a measure, by name where one is known, and who helps."""
    who = f"{m.person} ({m.owner})" if m.person else m.owner
    return who + (f", {w.say('plan.helpers')} {m.helpers}" if m.helpers else "")


def details(m: MeasureView, w: Wording) -> Iterator[str]:
    """What there is to say of a measure, in lines."""
    yield f"{w.say('plan.owner')}: {responsible(m, w)}"
    yield f"{w.say('finding.effort')}: {m.effort}"
    yield f"{w.say('plan.first')}: {m.first_step}"
    yield f"{w.say('plan.done')}: {m.done_when}"
    for kind, text in m.also:
        yield f"{w.say('plan.also')}: {kind}. {text}"
