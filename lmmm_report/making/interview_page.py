"""The interview as one page, to be held offline in a browser."""

from __future__ import annotations

from lmmm_report import __version__
from lmmm_report.domain.questionnaire import Questionnaire
from lmmm_report.editing.answers import form_of
from lmmm_report.editing.form_document import form_document
from lmmm_report.making.formats import newest
from lmmm_report.making.loading import ProfileReader, wordings_of
from lmmm_report.report.html.pages import render_interview
from lmmm_report.report.views.interview import interview_page_view_of


def render_page(questionnaire: Questionnaire, reader: ProfileReader, language: str) -> str:
    """The page in one language: it asks, writes the same profile as the terminal, and keeps nothing unless asked."""
    form = form_of(questionnaire, reader.described, language, newest(reader.described))
    wording = wordings_of(reader.model)[language]
    return render_interview(interview_page_view_of(form_document(form), wording, program_version=__version__), wording)
