"""The interview as one page, to be held offline in a browser."""

from __future__ import annotations

from datetime import date

from lmmm_report import __version__
from lmmm_report.domain.questionnaire import Questionnaire
from lmmm_report.editing.answered import render_answered, schema_line
from lmmm_report.editing.form import form_of
from lmmm_report.editing.form_document import form_document
from lmmm_report.making.formats import newest
from lmmm_report.making.loading import ProfileReader, wordings_of
from lmmm_report.report.html.pages import render_interview
from lmmm_report.report.views.interview import interview_page_view_of


def render_page(
    questionnaire: Questionnaire,
    reader: ProfileReader,
    language: str,
    *,
    day: date | None = None,
    schema: str | None = None,
) -> str:
    """The page in one language: it asks, writes the same profile as the terminal, and keeps nothing unless asked.

    ``day``: of the talk, where it is not the one on which the page is opened. ``schema``: the address for editors in
    the first line of the profile; without one there is no such line, as nothing lies beside what is downloaded.
    """
    form = form_of(questionnaire, reader.described, language, newest(reader.described))
    line = schema_line(schema)
    if line:
        # What an address from outside makes of a profile is what validate will read.
        named = {one.parts[0].id: "x" for one in questionnaire.questions if one.required}
        reader.read_text((line + render_answered(form, named, day or date(2000, 1, 1))).encode(), "-")
    data = {**form_document(form), "day": day.isoformat() if day else "", "schema_line": line.rstrip("\n")}
    wording = wordings_of(reader.model)[language]
    return render_interview(interview_page_view_of(data, wording, program_version=__version__), wording)
