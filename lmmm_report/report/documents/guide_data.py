"""The guide for interviews as data: a table, a workbook to fill in, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from lmmm_report.domain.interview import Interview
from lmmm_report.domain.model import Model
from lmmm_report.report.documents.table import Cell, Column, Dialect, Kind, Table, csv_of
from lmmm_report.report.documents.workbook import Choices, workbook_of
from lmmm_report.report.views.guide import AskView, GuideView
from lmmm_report.report.words.wording import Wording

_WIDTHS: dict[str, float] = {
    "number": 6, "company": 22, "role": 22, "names": 22, "id": 12, "axis": 22, "stage": 8, "weight": 12,
    "question": 48, "matters": 45, "why": 45, "enough": 36, "not_enough": 35, "reason": 30, "evidence": 40,
    "also": 22, "so_far": 26, "known": 30, "open": 26, "fields": 40,
    "lines": 10, "sketch": 45, "answer": 50, "basis": 14, "said_by": 20,
}  # fmt: skip

COLUMNS = tuple(_WIDTHS)
"""The columns of the table; they are the same in every language. The last three are empty, for the answers."""

SHEET = (
    "number", "company", "role", "question", "known", "open", "enough", "answer", "basis", "said_by", "names",
    "matters", "not_enough", "reason", "evidence", "also", "so_far", "why", "axis", "stage", "weight",
    "fields", "lines", "id",
)  # fmt: skip
"""The columns of the sheet, in the order in which people fill them in."""

PRINTED = "said_by"
"""The last of those that go onto paper."""
_TO_FILL_IN = ("answer", "basis", "said_by")


def render_guide_csv(v: GuideView, w: Wording, dialect: Dialect = Dialect.STANDARD) -> str:
    """The questions as comma-separated values, one row each; then what could be shown, and what is noted as open.

    For German Excel, which people read, heads and weights are in words; else they are the same in every language.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(v)] + [*_further(v)]
    heads: tuple[str, ...] = COLUMNS
    if dialect is Dialect.GERMAN_EXCEL:
        heads = tuple(w.say(f"table.guide.{key}") for key in COLUMNS)
        for row in rows:
            row["weight"] = w.say(f"guide.weight.{row['weight']}")
    return csv_of(heads, [tuple(row.get(key, "") for key in COLUMNS) for row in rows], dialect)


def _further(v: GuideView) -> Iterator[dict[str, Cell]]:
    """What is no question of the model's: its weight says what it is."""
    for person in v.persons:
        for show in person.shows:
            yield {
                "company": show.company, "role": person.role, "names": "; ".join(person.names), "id": show.id,
                "weight": "show", "question": show.text, "evidence": show.evidence, "lines": show.numbers,
            }  # fmt: skip
    for company in v.companies:
        for point in company.points:
            yield {
                "company": company.name, "role": point.ask, "weight": "noted", "question": point.question,
                "so_far": point.state,
            }  # fmt: skip


def _rows(v: GuideView) -> list[tuple[Cell, ...]]:
    return [
        (
            ask.number, ask.company, person.role, "; ".join(person.names), ask.id, ask.axis, ask.stage, ask.weight,
            ask.question, " ".join(ask.matters), ask.why, ask.enough, ask.not_enough, ask.reason, ask.evidence,
            ask.also, ask.heard, "; ".join(ask.known), ask.open, _fields(ask), _lines(ask), ask.sketch, "", "", "",
        )
        for person in v.persons
        for ask in person.asks
    ]  # fmt: skip


def guide_workbook(v: GuideView, w: Wording, written: date) -> bytes:
    """The guide as a workbook: the questions with room for answers, what could be shown or is noted, the companies.

    Samples of YAML have a sheet of their own: many short lines would make the rows of the questions high.
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(v)]
    for row in rows:
        row["weight"] = w.say(f"guide.weight.{row['weight']}")
    said = [key for key in SHEET if key in _TO_FILL_IN or any(row[key] not in ("", None) for row in rows)]
    kept = [key for key in said if key != "company" or v.several]
    numbers = ("number", "stage")
    asked = Table(
        w.say("table.sheet.questions"),
        tuple(
            Column(key, w.say(f"table.guide.{key}"), Kind.NUMBER if key in numbers else Kind.TEXT, _WIDTHS[key])
            for key in kept
        ),
        tuple(tuple(row[key] for key in kept) for row in rows),
        printed=kept.index(PRINTED) + 1,
    )
    tables = [asked, _shown(v, w), _points(v, w), _companies(v, w), _samples(v, w)]
    return workbook_of(
        [table for table in tables if table.rows],
        title=v.title,
        language=w.language,
        written=written,
        foot=v.title,
        words=(w.say("table.no"), w.say("table.yes")),
        choices=(Choices("basis", v.basis),),
    )


def _table(sheet: str, columns: dict[str, float], rows: Iterable[tuple[Cell, ...]], w: Wording) -> Table:
    """A sheet beside the questions: what each column is called and how wide it is, and the rows."""
    return Table(
        w.say(f"table.sheet.{sheet}"),
        tuple(
            Column(key, w.say(f"table.guide.{key}"), Kind.NUMBER if key == "number" else Kind.TEXT, width)
            for key, width in columns.items()
        ),
        tuple(rows),
    )


def _shown(v: GuideView, w: Wording) -> Table:
    columns = {"role": 24.0, "company": 24.0, "text": 60.0, "evidence": 60.0, "lines": 14.0, "id": 12.0}
    rows = (
        (person.role, show.company, show.text, show.evidence, show.numbers, show.id)
        for person in v.persons
        for show in person.shows
    )
    return _table("show", columns, rows, w)


def _points(v: GuideView, w: Wording) -> Table:
    columns = {"company": 24.0, "point": 70.0, "state": 24.0, "ask": 30.0, "answer": 60.0, "said_by": 20.0}
    rows = ((one.name, point.question, point.state, point.ask, "", "") for one in v.companies for point in one.points)
    return _table("points", columns, rows, w)


def _samples(v: GuideView, w: Wording) -> Table:
    columns = {"number": 6.0, "id": 12.0, "question": 55.0, "fields": 50.0, "sketch": 70.0}
    asks = (ask for person in v.persons for ask in person.asks if ask.sketch)
    rows = ((ask.number, ask.id, ask.question, _fields(ask), ask.sketch) for ask in asks)
    return _table("samples", columns, rows, w)


def _companies(v: GuideView, w: Wording) -> Table:
    columns = {
        "company": 30.0,
        "file": 30.0,
        "date": 18.0,
        "headline": 50.0,
        "result": 80.0,
        "told": 50.0,
        "back": 50.0,
    }
    rows = (
        (one.name, one.file, one.date, one.headline, one.text, "\n".join(one.told), w.say("guide.back"))
        for one in v.companies
    )
    return _table("frame", columns, rows, w)


def _fields(ask: AskView) -> str:
    return " ".join(path for place in ask.places for path in place.paths)


def _lines(ask: AskView) -> str:
    """The lines in the order of the fields; a dash where the section is to be begun."""
    return " ".join(str(place.line or "–") for place in ask.places for _ in place.paths)


def guide_document(interviews: Sequence[Interview], v: GuideView, model: Model) -> dict[str, Any]:
    """The guide with ids, stages and claims."""
    asked = [{question.finding.criterion.id: question for question in one.questions} for one in interviews]

    def ask(one: AskView) -> dict[str, Any]:
        question = asked[one.about][one.id]
        return {
            "number": one.number,
            "company": one.company,
            "file": v.companies[one.about].file,
            "criterion": one.id,
            "axis": question.finding.criterion.axis,
            "stage": one.stage,
            "weight": one.weight,
            "whom": list(question.whom),
            "question": one.question,
            "matters": list(one.matters),
            "if_met": question.if_met,
            "if_not": question.if_not,
            "saves": list(question.saves),
            "why": one.why,
            "enough": one.enough,
            "not_enough": {"said": one.not_enough, "reason": one.reason} if one.not_enough else None,
            "evidence": one.evidence,
            "so_far": question.finding.hearsay.basis if question.finding.hearsay else None,
            "places": [{"path": fact.path, "line": fact.place.line} for fact in question.finding.missing],
            "known": list(one.known),
            "open": one.open,
            "sketch": one.sketch,
            "claims": list(one.claims),
        }

    return {
        "document": "lmmm-report/questions",
        "language": v.language,
        "model": {"id": model.id, "version": model.version},
        "companies": [
            {
                "name": company.name,
                "file": company.file,
                "date": interview.assessment.profile.date.isoformat(),
                "firm": company.firm,
                "cell": list(interview.assessment.cell.stages),
                "highest": list(interview.assessment.highest.stages),
                "headline": company.headline,
                "text": company.text,
                "told": list(company.told),
                "open_points": [
                    {"question": point.question, "state": noted.state or None, "ask": point.ask or None}
                    for point, noted in zip(company.points, interview.assessment.profile.open_points, strict=True)
                ],
                "claims": list(company.claims),
            }
            for company, interview in zip(v.companies, interviews, strict=True)
        ],
        "persons": [
            {
                "role": person.role,
                "company": person.company or None,
                "names": list(person.names),
                "known": not person.note,
                "questions": [ask(one) for one in person.asks],
                "could_be_shown": [
                    {
                        "company": show.company, "criterion": show.id, "text": show.text, "evidence": show.evidence,
                        "claims": list(show.claims),
                    }
                    for show in person.shows
                ],
            }
            for person in v.persons
        ],
    }  # fmt: skip
