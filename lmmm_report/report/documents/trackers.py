"""The plan for the importers of issue trackers: Jira and Azure DevOps, as CSV with the columns that they document.

An epic for each step, one for what is to be found out first, one for what stands in the way of the target and one for
what is also worth doing; below each its measures as tasks. The last step says where the plan ends short of the target.
Neither importer takes states, so what is under way or done says so by a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.working_days import Holidays
from lmmm_report.report.documents.plain_line import unlinked
from lmmm_report.report.documents.plan_calendar import details, working_days_of
from lmmm_report.report.documents.table import Cell, csv_of
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.wording import Wording

HOURS = 8
"""Working hours of a day, as both trackers count where nobody has changed it."""
MOST_TITLE = 255
"""Characters of a title; both have this limit."""
LABELS = 6
"""Labels of an item at most."""

_ADDRESS = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+")
_WIKI = re.compile(r"[\\\[\]{}!|*^~]|(?<!\w)[-_+?#](?=[^\s\d])")


class _Item(NamedTuple):
    """A task of a tracker."""

    title: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    person: str = ""
    days: int | None = None
    """Person-days to be expected."""
    span: tuple[date, date] | None = None
    """First and last working day."""


class _Epic(NamedTuple):
    title: str
    items: tuple[_Item, ...]
    text: str = ""


def jira_csv(assessment: Assessment, view: PlanView, wording: Wording, holidays: Holidays) -> str:
    """For Jira's import of external systems: parents come first, as its importer wants them; estimates in seconds."""
    epics = _epics(assessment, view, wording, holidays)
    columns = ["Issue Type", "Issue Id", "Parent", "Summary", "Description", "Assignee", "Start Date", "Due Date",
               "Original Estimate", *["Labels"] * LABELS]  # fmt: skip
    empty = [None] * LABELS
    rows: list[list[Cell]] = [
        ["Epic", number, None, _clipped(epic.title), _wiki(epic.text), "", None, None, None, "lmmm", *empty[1:]]
        for number, epic in enumerate(epics, 1)
    ]
    for parent, epic in enumerate(epics, 1):
        for item in epic.items:
            seconds = None if item.days is None else item.days * HOURS * 3600
            labels = [*item.labels, *empty][:LABELS]
            description = "\n".join(_wiki(line) for line in item.lines)
            rows.append(
                ["Task", len(rows) + 1, parent, _clipped(item.title), description, _assignee(item.person),
                 *(item.span or (None, None)), seconds, *labels]
            )  # fmt: skip
    return csv_of(columns, rows)


def azure_csv(assessment: Assessment, view: PlanView, wording: Wording, holidays: Holidays) -> str:
    """For the CSV import of Azure Boards: children indented by the columns of titles, descriptions in HTML, hours left.

    Its importer hangs on a person that it cannot find, so nobody is assigned who stands there without an address.
    """
    epics = _epics(assessment, view, wording, holidays)
    assigned = any(_ADDRESS.search(item.person) for epic in epics for item in epic.items)
    columns = ["Work Item Type", "Title 1", "Title 2", "Description", "Remaining Work", "Tags"]
    rows: list[list[Cell]] = []
    for epic in epics:
        rows.append(["Epic", _clipped(epic.title), None, escape(unlinked(epic.text)) or None, None, "lmmm", None])
        for item in epic.items:
            text = "<br>".join(escape(unlinked(line)) for line in item.lines)
            hours = None if item.days is None else item.days * HOURS
            person = item.person if _ADDRESS.search(item.person) else None
            rows.append(["Task", None, _clipped(item.title), text, hours, "; ".join(item.labels), person])
    if assigned:
        return csv_of([*columns, "Assigned To"], rows)
    return csv_of(columns, [row[:-1] for row in rows])


def _epics(a: Assessment, view: PlanView, w: Wording, holidays: Holidays) -> Sequence[_Epic]:
    planned = {p.number: p for p in (*a.plan.measures, *a.plan.relief)}
    states = {note.measure.id: note.progress.state.value for note in a.progress}

    def item(m: MeasureView, stage: str) -> _Item:
        p = planned[m.number]
        span = working_days_of(p.slot, holidays) if p.slot else None
        quarter = f"{span[0].year}-Q{(span[0].month + 2) // 3}" if span else ""
        marks = ("quick-win" if m.quick_win else "", states.get(m.id, ""))
        labels = ("lmmm", m.id, stage, quarter, *marks)
        return _Item(
            title=m.title,
            lines=tuple(_lines(m, w, span)),
            labels=tuple(label for label in labels if label),
            person=m.person,
            days=p.effort.expected,
            span=span,
        )

    about = a.profile.company.label
    found: list[_Epic] = []
    if view.ahead.questions:
        asked = tuple(
            _Item(
                title=ask.text,
                lines=tuple(line for line in (ask.whom and w.say("plan.ask.whom", whom=ask.whom), ask.note) if line),
                labels=("lmmm", ask.id),
            )
            for ask in view.ahead.questions
        )
        found.append(_Epic(f"{w.say('plan.ask.head')} – {about}", asked))
    steps = [(step, path) for step, path in zip(view.steps, a.gap.steps, strict=False) if step.measures]
    for step, path in steps:
        stage = f"{path.axis.id}-{path.stage.id}"
        items = tuple(item(m, stage) for m in step.measures)
        last = step is steps[-1][0]
        found.append(
            _Epic(f"{w.say('path.step')} {step.number}: {step.title} – {about}", items, view.ending if last else "")
        )
    if view.ahead.barriers:
        barriers = tuple(
            _Item(title=barrier.text, lines=(), labels=("lmmm", *barrier.gates)) for barrier in view.ahead.barriers
        )
        found.append(_Epic(f"{w.say('plan.barriers')} – {about}", barriers))
    if view.relief:
        found.append(_Epic(f"{w.say('plan.relief')} – {about}", tuple(item(m, "") for m in view.relief)))
    return found


def _lines(m: MeasureView, w: Wording, span: tuple[date, date] | None) -> Iterator[str]:
    yield m.what
    yield from m.reasons
    yield from details(m, w)
    if span:
        dates = w.period(span[0], span[1])
        yield f"{w.say('table.frame.time')}: {dates}"
    if m.needs:
        yield m.needs
    if m.closes:
        yield f"{w.say('plan.closes')}: {', '.join(m.closes)} ({m.id})"


def _clipped(title: str) -> str:
    line = unlinked(" ".join(title.split()))
    return line if len(line) <= MOST_TITLE else line[: MOST_TITLE - 1] + "…"


def _assignee(person: str) -> str:
    """Jira knows people by their addresses; a bare name is mapped to a user when it is imported."""
    address = _ADDRESS.search(person)
    return address[0] if address else person


def _wiki(text: str) -> str:
    """A line that Jira's notation shows as it is: no mention (``[~name]``), link, macro or picture."""
    return _WIKI.sub(r"\\\g<0>", unlinked(" ".join(text.split())))
