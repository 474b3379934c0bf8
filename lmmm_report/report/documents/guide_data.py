"""The guide for interviews as data: a table and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from lmmm_report.domain.interview import Interview
from lmmm_report.domain.model import Model
from lmmm_report.report.documents.plain_line import table_cell
from lmmm_report.report.views.guide import AskView, GuideView

COLUMNS = (
    "number", "company", "role", "names", "id", "axis", "stage", "weight", "question", "matters", "why", "enough",
    "not_enough", "reason", "evidence", "also", "so_far", "fields", "lines", "sketch", "answer", "basis", "said_by",
)  # fmt: skip
"""The columns of the table; they are the same in every language. The last three are empty, for the answers."""


def render_guide_csv(v: GuideView) -> str:
    """The questions as comma-separated values (RFC 4180), one row each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for person in v.persons:
        for ask in person.asks:
            row = (
                ask.number, ask.company, person.role, "; ".join(person.names), ask.id, ask.axis, ask.stage, ask.weight,
                ask.question, " ".join(ask.matters), ask.why, ask.enough, ask.not_enough, ask.reason, ask.evidence,
                ask.also, ask.heard, _fields(ask), _lines(ask), ask.sketch, "", "", "",
            )  # fmt: skip
            writer.writerow([table_cell(value) for value in row])
    return out.getvalue()


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
