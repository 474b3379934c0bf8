"""The plan, and the measures of the model, as tables for spreadsheets and other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.report.documents.table import Cell, Column, Dialect, Kind, Table, csv_of, table_csv
from lmmm_report.report.documents.workbook import workbook_of
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.cells import aimed, cell_words
from lmmm_report.report.words.wording import Wording

_TEXT, _NUMBER, _DAY, _FLAG = Kind.TEXT, Kind.NUMBER, Kind.DAY, Kind.FLAG

COLUMNS = (
    ("number", _NUMBER, 6), ("step", _NUMBER, 7), ("id", _TEXT, 20), ("title", _TEXT, 32), ("owner", _TEXT, 20),
    ("helpers", _TEXT, 24), ("days_low", _NUMBER, 9), ("days_likely", _NUMBER, 14), ("days_high", _NUMBER, 9),
    ("closes", _TEXT, 14), ("after", _TEXT, 14), ("quick_win", _FLAG, 12), ("first_day", _DAY, 13),
    ("last_day", _DAY, 13), ("late_last_day", _DAY, 13), ("slack_weeks", _NUMBER, 10), ("critical", _FLAG, 12),
    ("state", _TEXT, 14), ("first_step", _TEXT, 60), ("done_when", _TEXT, 50), ("days_expected", _NUMBER, 10),
    ("days_done", _NUMBER, 10), ("person", _TEXT, 20),
)  # fmt: skip
"""The columns of the plan; their keys are the same in every language, so that programs can rely on them."""

SHEET = (
    "number", "title", "owner", "person", "days_expected", "first_day", "last_day", "state", "first_step", "done_when",
    "helpers", "days_low", "days_high", "late_last_day", "slack_weeks", "critical", "quick_win", "closes", "after",
    "days_done", "step", "id",
)  # fmt: skip
"""Those of the sheet, in the order in which people read them."""
PRINTED = "first_step"
"""The last of those that go onto paper."""


def plan_csv(assessment: Assessment, view: PlanView, wording: Wording, dialect: Dialect) -> str:
    """The measures of the plan as comma-separated values, one line each."""
    return table_csv(plan_table(assessment, view, wording), dialect)


def plan_workbook(assessment: Assessment, view: PlanView, wording: Wording) -> bytes:
    """The plan as a workbook: its measures, what to find out first, what is also worth doing, the frame."""
    w, company = wording, assessment.profile.company.label
    tables = [_sheet(plan_table(assessment, view, w), view)]
    asked = _asked(view, w)
    if asked.rows:
        tables.append(asked)
    if view.relief:
        relief = _table(w.say("table.sheet.relief"), assessment, ((None, m) for m in view.relief), w)
        tables.append(_sheet(relief, view))
    tables.append(_frame(assessment, view, w))
    return workbook_of(
        tables,
        title=f"{w.say('section.plan')}: {company}",
        language=w.language,
        written=assessment.profile.date,
        foot=company,
        words=(w.say("table.no"), w.say("table.yes")),
    )


def plan_table(assessment: Assessment, view: PlanView, wording: Wording) -> Table:
    """The measures of the plan in the order in which they are begun."""
    rows = ((step.number, m) for step in view.steps for m in step.measures)
    return _table(wording.say("table.sheet.plan"), assessment, rows, wording)


def _table(name: str, assessment: Assessment, rows: Iterable[tuple[int | None, MeasureView]], w: Wording) -> Table:
    columns = tuple(Column(key, w.say(f"table.plan.{key}"), kind, width) for key, kind, width in COLUMNS)
    planned = {p.number: p for p in (*assessment.plan.measures, *assessment.plan.relief)}
    notes = {note.measure.id: note.progress.state.value for note in assessment.progress}

    def row(step: int | None, m: MeasureView) -> tuple[Cell, ...]:
        p = planned[m.number]
        slot = p.slot
        return (
            m.number, step, m.id, m.title, m.owner, m.helpers, p.effort.low, p.effort.likely, p.effort.high,
            " ".join(p.closes), " ".join(m.after), m.quick_win, slot.first_day if slot else None,
            slot.last_day if slot else None, slot.late_last_day if slot else None, slot.slack if slot else None,
            m.critical if slot else None, notes.get(m.id), m.first_step, m.done_when, p.effort.expected,
            round(float(slot.done), 2) if slot and slot.done else None, m.person or None,
        )  # fmt: skip

    return Table(name, columns, tuple(row(step, m) for step, m in rows))


def _sheet(table: Table, view: PlanView) -> Table:
    """The table as people read it: in their order, notes in words, without columns that are empty throughout."""
    keys = [column.key for column in table.columns]
    said = {m.id: m.state or None for m in (*(m for step in view.steps for m in step.measures), *view.relief)}
    rows: list[dict[str, Cell]] = [dict(zip(keys, row, strict=True)) for row in table.rows]
    for row in rows:
        row["state"] = said[str(row["id"])]
    kept = [key for key in SHEET if key == SHEET[0] or any(row[key] is not None for row in rows)]
    return Table(
        table.name,
        tuple(table.columns[keys.index(key)] for key in kept),
        tuple(tuple(row[key] for key in kept) for row in rows),
        printed=kept.index(PRINTED) + 1 if PRINTED in kept else 0,
    )


def _asked(view: PlanView, w: Wording) -> Table:
    """What is to be found out before measures are begun that may not be needed."""
    columns = (
        Column("id", w.say("table.plan.gate"), _TEXT, 12),
        Column("question", w.say("table.guide.question"), _TEXT, 70),
        Column("whom", w.say("table.guide.role"), _TEXT, 30),
        Column("note", w.say("table.plan.decides"), _TEXT, 60),
        Column("answer", w.say("guide.answer"), _TEXT, 50),
    )
    rows = tuple((ask.id, ask.text, ask.whom, ask.note, None) for ask in view.ahead.questions)
    return Table(w.say("table.sheet.ask"), columns, rows)


def _days(number: int | Fraction) -> int | float:
    """Person-days as a cell has them."""
    return number if isinstance(number, int) else float(number)


def _frame(a: Assessment, view: PlanView, w: Wording) -> Table:
    """What the plan rests on."""
    columns = (Column("what", w.say("table.frame"), _TEXT, 28), Column("value", a.profile.company.label, _TEXT, 100))
    schedule = a.plan.schedule
    dated = view.late if a.profile.target.by else ""
    limit = view.limit.whole if view.limit else ""
    short = "" if dated else view.short
    said: list[tuple[str, Cell]] = [
        (w.say("table.frame.assessed"), a.profile.date),
        (w.say(f"target.label{aimed(a.gap)}"), f"{cell_words(a.gap.target, a.model, w)}. {view.ahead.reason}"),
        (w.say("table.frame.start"), schedule.start if schedule else None),
        (w.say("table.frame.end"), schedule.end if schedule else None),
        (w.say("table.frame.capacity"), _days(schedule.capacity) if schedule else None),
        (w.say("finding.effort"), view.effort),
        (
            w.say("table.frame.note"),
            " ".join(part for part in (limit, short, view.effort_note, view.total_rule) if part),
        ),
        (w.say("table.frame.late"), dated),
        (w.say("table.frame.model"), f"{w.of(a.model.name)} {a.model.version}"),
    ]
    return Table(w.say("table.sheet.frame"), columns, tuple((what, value) for what, value in said if value))


def measures_csv(measures: Sequence[Measure], model: Model, wording: Wording, dialect: Dialect) -> str:
    """Measures of the model as comma-separated values: one line each, three numbers of days for each size class."""
    sizes = [size.id for size in model.sizes]
    days = [f"{size}_{end}" for size in sizes for end in ("low", "likely", "high")]
    columns = ["id", "title", "owner", "helpers", *days, "weeks", "satisfies", "after", "first_step", "done_when"]

    def row(m: Measure) -> tuple[Cell, ...]:
        efforts = [day for size in sizes for day in (m.efforts[size].low, m.efforts[size].likely, m.efforts[size].high)]
        ids = (" ".join(m.satisfies), " ".join(m.after))
        texts = (wording.of(m.first_step), wording.of(m.done_when))
        return (m.id, wording.of(m.title), m.owner, " ".join(m.helpers), *efforts, m.weeks, *ids, *texts)

    return csv_of(columns, [row(m) for m in measures], dialect)
