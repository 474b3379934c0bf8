"""The plan as a checklist in Markdown, for issues of GitHub and GitLab and other trackers."""

from __future__ import annotations

from collections.abc import Iterator

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.profile import MeasureState
from lmmm_report.report.documents.plain_line import code, markdown
from lmmm_report.report.documents.plan_calendar import responsible
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.wording import Wording


def render_checklist(assessment: Assessment, view: PlanView, wording: Wording) -> str:
    """The plan as task lists, to be pasted into an issue. No text in it is a mention or a reference."""
    return "\n".join(_checklist(assessment, view, wording)) + "\n"


def _checklist(assessment: Assessment, view: PlanView, w: Wording) -> Iterator[str]:
    done = {note.measure.id for note in assessment.progress if note.progress.state is MeasureState.DONE}
    yield f"# {w.say('section.plan')}: {markdown(assessment.profile.company.label)}"
    yield ""
    yield markdown(view.ahead.reason)
    yield from _before(view, w)
    yield ""
    if view.limit is not None:
        yield markdown(view.limit.whole)
        yield ""
    nothing = "plan.nothing" if view.limit is not None and view.limit.left else view.ahead.nothing
    yield markdown(view.tally or w.say(nothing))
    if view.short:
        yield ""
        yield markdown(view.short)
    for step in view.steps:
        yield ""
        yield f"## {w.say('path.step')} {step.number}: {markdown(step.title)}"
        yield ""
        if step.earlier:
            yield markdown(step.earlier)
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
    dates = f"; {m.dates}" if m.dates else ""
    who = markdown(f"{responsible(m, w)}; {m.effort}{dates}")
    yield f"- [{'x' if done else ' '}] **{markdown(m.title)}** ({code(m.id)}) – {who}"
    yield from (f"  - {markdown(reason)}" for reason in m.reasons)
    yield f"  - {w.say('plan.first')}: {markdown(m.first_step)}"
    yield f"  - {w.say('plan.done')}: {markdown(m.done_when)}"
    for kind, text in m.also:
        yield f"  - {w.say('plan.also')}: {markdown(f'{kind}. {text}')}"
    if m.closes:
        yield f"  - {w.say('plan.closes')} {', '.join(m.closes)}"


def _before(view: PlanView, w: Wording) -> Iterator[str]:
    """What to find out and what is due, to be ticked off, and what stands in the way."""
    for ask in view.ahead.questions:
        whom = w.say("plan.ask.whom", whom=ask.whom) if ask.whom else ""
        said = markdown(f"{whom} {ask.note}".strip())
        yield f"- [ ] {w.say('plan.ask')} {markdown(ask.text)} ({code(ask.id)}) {said}".rstrip()
    for due in view.ahead.upkeep:
        yield f"- [ ] {markdown(due.text)}"
    for barrier in view.ahead.barriers:
        yield f"- {w.say('plan.barriers')}: {markdown(barrier.text)} ({', '.join(barrier.gates)})"
